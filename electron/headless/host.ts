import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { EventMessage, Reply } from '../../shared/contract.ts'
import { FlowError } from '../core/failure.ts'
import { bodyRefusal } from '../core/http/body-size.ts'
import { screenHeaders } from '../core/http/screen-files.ts'
import type { Log } from '../core/ports.ts'
import { listStaticFiles } from './static-files.ts'

/*
 * The console in a browser: static screens, `POST /call/<name>`, and `GET /events` as NDJSON read with fetch, so
 * that no token stands in a URL. Any page and any program on this machine can reach the port, hence each request
 * passes these guards, in this order, before anything looks at it (security.md section 15):
 */

type Guard = (c: Context<Env>, host: Guarded) => { status: 401 | 403 | 415 | 421 } | null

const guards: [path: string, guard: Guard][] = [
  // A foreign Host means that a foreign name was pointed at this machine (DNS rebinding, L-02).
  ['*', (c, { authority }) => (isOnlyHost(c, authority) ? null : { status: 421 })],
  // A page of another origin asks (L-04). There are no CORS headers that could let it read an answer.
  [
    '*',
    (c, { origin }) => ([undefined, origin].includes(header(c, 'origin')) ? null : { status: 403 }),
  ],
  ['*', (c) => (isForeignFetch(c) ? { status: 403 } : null)],
  // Only who was handed the URL of this start knows the token (L-12).
  ['/call/*', (c, { token }) => (isBearer(c, token) ? null : { status: 401 })],
  ['/events', (c, { token }) => (isBearer(c, token) ? null : { status: 401 })],
  // A form of another page can send text, but not this type.
  ['/call/*', (c) => (isJson(c) ? null : { status: 415 })],
]

export interface HostOptions {
  core: {
    /** The untrusted door: parses name and input. */
    call(this: void, name: string, input: unknown): Promise<Reply<unknown>>
    listen(this: void, listener: (event: EventMessage) => void): () => void
  }
  /** 0 takes a free one. */
  port: number
  /** The built screens. */
  rendererFolder: string
  log: Log
}

export interface Host {
  /** With the token in the fragment, which browsers keep to themselves: hand it over once. */
  url: string
  close: () => Promise<void>
}

interface Env {
  Bindings: HttpBindings
}

interface Guarded {
  authority: string
  origin: string
  token: string
}

/** The renderer may send a token of 4 million characters (contract.ts). */
const mostBodyBytes = 5 * 1024 * 1024
/** A page that stops reading is let go before it fills the memory. */
const mostWaitingEvents = 1000

/** Calls and events come from the same origin. */
const headers = { ...screenHeaders("'self'"), 'cache-control': 'no-store' }

/** Binds 127.0.0.1 only (L-01). Throws `port_occupied`, or `capability_missing` when no screens were built. */
export async function startHost(options: HostOptions): Promise<Host> {
  const files = await listStaticFiles(options.rendererFolder)
  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 10_000 })
  const port = await listen(server, options.port)
  const authority = `127.0.0.1:${port}`
  const guarded = {
    authority,
    origin: `http://${authority}`,
    token: randomBytes(32).toString('base64url'),
  }
  const streams = new Set<() => void>()
  const app = createApp({ ...options, files, guarded, streams })
  // The request and response of Node stay those of Node, for the sandbox in the same process.
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  server.on('request', (request, response) => void listener(request, response))
  let closing: Promise<void> | undefined
  return {
    url: `${guarded.origin}/#token=${guarded.token}`,
    close() {
      closing ??= new Promise((resolve) => {
        for (const end of streams) end()
        server.close(() => resolve())
        server.closeAllConnections()
      })
      return closing
    },
  }
}

function createApp(
  options: HostOptions & {
    files: Awaited<ReturnType<typeof listStaticFiles>>
    guarded: Guarded
    streams: Set<() => void>
  },
): Hono<Env> {
  const { core, files, guarded, streams, log } = options
  const app = new Hono<Env>()

  app.use('*', async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  })
  for (const [path, guard] of guards) {
    app.use(path, async (c, next) => {
      const refusal = guard(c, guarded)
      if (!refusal) return next()
      log('warn', `Refused a request with ${refusal.status}.`, { method: c.req.method })
      return c.text('Refused.', refusal.status)
    })
  }
  app.use('/call/*', async (c, next) => {
    const status = bodyRefusal((name) => c.req.header(name), mostBodyBytes)
    return status ? c.text('Too large.', status) : next()
  })

  app.post('/call/:name', async (c) => {
    const input = await readJson(c)
    if (!input) return c.text('The body is no JSON.', 400)
    return c.json(await core.call(c.req.param('name'), input.value))
  })
  app.get('/events', () => eventStream(core.listen, streams))
  app.get('*', async (c) => {
    const found = files.get(c.req.path)
    const body = found && (await readFile(found.file).catch(() => null))
    return body ? c.body(body, 200, { 'content-type': found.type }) : c.text('Not found.', 404)
  })
  app.all('*', (c) => c.text('Only GET, and POST of calls.', 405))
  app.onError((error, c) => {
    log('error', `A request failed by itself: ${error.message}`)
    return c.text('Failed.', 500)
  })
  return app
}

/** One JSON document per line. The first line is empty: it makes the headers leave at once. */
function eventStream(listen: HostOptions['core']['listen'], streams: Set<() => void>): Response {
  const encoder = new TextEncoder()
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    undefined,
    new CountQueuingStrategy({ highWaterMark: mostWaitingEvents }),
  )
  const writer = writable.getWriter()
  const send = (line: string) => {
    // Who has gone, or reads too slowly, is let go; the page asks again.
    writer.write(encoder.encode(`${line}\n`)).catch(end)
    if ((writer.desiredSize ?? 0) < 0) end()
  }
  const stop = listen((event) => send(JSON.stringify(event)))
  function end(): void {
    stop()
    if (streams.delete(end)) writer.close().catch(() => undefined)
  }
  streams.add(end)
  writer.closed.catch(end)
  send('')
  return new Response(readable, { headers: { 'content-type': 'application/x-ndjson' } })
}

async function readJson(c: Context): Promise<{ value: unknown } | null> {
  try {
    return { value: await c.req.json() }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const header = (c: Context<Env>, name: string) => c.req.header(name)

function isOnlyHost(c: Context<Env>, authority: string): boolean {
  const { rawHeaders } = c.env.incoming
  const hosts = rawHeaders.filter(
    (_, at) => /^host$/i.test(rawHeaders[at - 1] ?? '') && at % 2 === 1,
  )
  return hosts.length === 1 && hosts[0] === authority
}

/** Following a link to the start page is fine: it does nothing without the token. */
function isForeignFetch(c: Context<Env>): boolean {
  const site = header(c, 'sec-fetch-site')
  const isForeign = site === 'cross-site' || site === 'same-site'
  return isForeign && header(c, 'sec-fetch-mode') !== 'navigate'
}

function isBearer(c: Context<Env>, token: string): boolean {
  const given = /^Bearer (\S+)$/.exec(header(c, 'authorization') ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

/** Digests are compared, because timingSafeEqual wants equal lengths. */
const digest = (text: string) => createHash('sha256').update(text).digest()

const isJson = (c: Context<Env>) =>
  /^application\/json(?:\s*;|$)/i.test(header(c, 'content-type') ?? '')

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        new FlowError(
          'port_occupied',
          `Port ${port} on 127.0.0.1 cannot be used (${error.code}); stop the program that holds it, or choose another one (0 takes a free one).`,
          { port },
          error,
        ),
      ),
    )
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () =>
      resolve((server.address() as AddressInfo).port),
    )
  })
}

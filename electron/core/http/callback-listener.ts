import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RefusedCallback } from '../../../shared/callback-outcome.ts'
import type { Redirect } from '../../../shared/redirect.ts'
import { FlowError } from '../failure.ts'
import type { CapturedCallback } from '../flow/stage.ts'
import type { Clock } from '../ports.ts'
import {
  type CallbackRefusal,
  callbackOutcomes,
  cameAs,
  refusalIn,
  refusalOf,
} from './callback-outcomes.ts'
import { callbackPageHeaders, callbackPages } from './callback-pages.ts'
import { longestCallback, readParameters } from './callback-parameters.ts'
import { isEqualText } from './equal-text.ts'
import { bindLoopback } from './loopback-sockets.ts'

/*
 * The loopback end of a sign-in (RFC 8252 section 7.3). Any page and any program on this machine can reach it,
 * so each request passes these guards, in this order (security.md section 15):
 *
 *   host        421  the Host header is not ours: DNS rebinding (L-02)
 *   method      405  only GET can be a redirect (L-03)
 *   path        404  exactly the path of the redirect URI (L-03)
 *   fetchSite   403  a script of another site asks, not a person who navigates (L-04)
 *   fragment    400  no parameter at all: the answer may stand where no server sees it
 *   parameters  400  too long, or a parameter repeated
 *   state       400  not the state of this run: it keeps waiting (L-05)
 *   once        409  the callback was already taken
 *
 * What each refusal is called and says stands in callback-outcomes.ts.
 */

export interface CallbackListenerOptions {
  /** As the redirect URI names it. The sockets are bound to addresses, never to a name (L-01). */
  host: Redirect['host']
  /** 0 takes a free one. */
  port: number
  path: string
  state: string
  clock: Clock
  /** The page that ends it in the browser, where it is not that of a sign-in. */
  page?: string
  /** Hears of each callback that was refused. */
  onRefused(refusal: Omit<RefusedCallback, 'at'>): void
  /** Whose a state is that is not ours; null where nobody knows. */
  ownerOf?(state: string): CallbackRefusal | null
}

export interface CallbackListener {
  /** Byte for byte what the authorization and the token request send (N-07). */
  redirectUri: string
  /** The first callback with our state, once its page was sent. Rejects with `cancelled` when closed before. */
  taken: Promise<CapturedCallback>
  /** Closes the port and every connection. */
  close: () => Promise<void>
}

/** A page that hammers the port would otherwise fill the screen; the wait itself goes on. */
const mostReported = 50
/** A browser that repeats the request, or a second page, still hears that the callback was used. */
const lingerMs = 1000
const mostConnections = 20

/** What is no callback is answered with a status alone; the person need not hear of it. */
type Verdict = { status: number } | CallbackRefusal | { parameters: [string, string][] }

/** Starts to listen. Throws `port_occupied`. */
export async function listenForCallback(
  options: CallbackListenerOptions,
): Promise<CallbackListener> {
  const { host, path, clock } = options
  const { promise: taken, resolve, reject } = Promise.withResolvers<CapturedCallback>()
  // Nobody may be waiting any more when the listener is closed.
  taken.catch(() => undefined)
  let used = false
  let reported = 0
  let closing: Promise<void> | null = null

  const report = (refusal: CallbackRefusal, came: string) => {
    reported++
    if (reported > mostReported) return
    const last = reported === mostReported ? ' Further ones are not listed.' : ''
    options.onRefused({ ...refusal, reason: `${refusal.reason}${last}`, came })
  }

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const authority = `${host}:${request.socket.localPort}`
    const verdict = judge(request, { ...options, authority, used })
    if ('status' in verdict) return answer(response, verdict.status, callbackPages.refused)
    if ('kind' in verdict) {
      const { status, page } = callbackOutcomes[verdict.kind]
      answer(response, status, callbackPages[page])
      return report(verdict, cameTo(request))
    }
    used = true
    // The browser gets its page before anything closes, also when it hangs up early.
    response.once('close', () => {
      resolve({ parameters: verdict.parameters, via: 'loopback' })
      clock.after(lingerMs, () => void close())
    })
    const page = verdict.parameters.some(([name]) => name === 'code') ? 'signedIn' : 'ended'
    answer(response, 200, options.page ?? callbackPages[page])
  }

  const serverOf = () => {
    const server = http.createServer(limits, (request, response) => {
      try {
        handle(request, response)
      } catch {
        // L-10: one answer, whatever happened; what it was says nothing to the person.
        if (!response.headersSent) answer(response, 500, callbackPages.refused)
        report(refusalOf('unreadable'), '')
      }
    })
    server.on('clientError', refuseMalformed)
    return limitConnections(server)
  }

  const { servers, port } = await bindLoopback(options, serverOf)

  const close = () => {
    closing ??= Promise.all(servers.map(closeServer)).then(() =>
      reject(new FlowError('cancelled', 'The wait for the callback was ended.')),
    )
    return closing
  }
  return { redirectUri: `http://${host}:${port}${path}`, taken, close }
}

/** L-07: slow clients and big headers cost little. `requireHostHeader` is off because 421 is ours to say. */
const limits = {
  maxHeaderSize: longestCallback,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 1000,
  requireHostHeader: false,
}

function judge(
  request: IncomingMessage,
  expected: Pick<CallbackListenerOptions, 'path' | 'state' | 'ownerOf'> & {
    authority: string
    used: boolean
  },
): Verdict {
  const [path, query] = splitOnce(request.url ?? '', '?')
  const isCallback = path === expected.path
  const hosts = headerValues(request, 'host')
  if (hosts.length !== 1 || hosts[0] !== expected.authority) {
    return isCallback ? refusalOf('foreign-host') : { status: 421 }
  }
  if (request.method !== 'GET') return { status: 405 }
  if (!isCallback) return { status: 404 }
  if (isForeignFetch(request)) return refusalOf('foreign-script')
  if (query === '') return refusalOf('in-fragment')
  let parameters: [string, string][]
  try {
    parameters = readParameters(query)
  } catch (thrown) {
    return refusalIn(thrown) ?? refusalOf('unreadable')
  }
  const state = parameters.find(([name]) => name === 'state')?.[1]
  if (state === undefined) return refusalOf('no-state')
  if (!isEqualText(state, expected.state)) {
    return expected.ownerOf?.(state) ?? refusalOf('foreign-state')
  }
  return expected.used ? refusalOf('already-used') : { parameters }
}

/** The request by its names alone: a hostile page may have put anything into its values. */
function cameTo({ method, url = '' }: IncomingMessage): string {
  const [path, query] = splitOnce(url, '?')
  return cameAs(`${method} ${path}`, [...new URLSearchParams(query)])
}

/** A top-level redirect has no Origin, and its Sec-Fetch-Mode is navigate (Fetch Metadata). */
function isForeignFetch({ headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined) return true
  const site = headers['sec-fetch-site']
  return (site === 'cross-site' || site === 'same-site') && headers['sec-fetch-mode'] !== 'navigate'
}

function answer(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    ...callbackPageHeaders,
    'content-length': Buffer.byteLength(page),
    ...(status === 405 && { allow: 'GET' }),
  })
  response.end(response.req.method === 'HEAD' ? undefined : page)
}

/** What is no HTTP, too long or too slow never becomes a request, but is answered once too. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Makes room by dropping the oldest connection, so that silent ones cannot keep the real callback out. */
function limitConnections(server: Server): Server {
  const open = new Set<Duplex>()
  server.on('connection', (socket: Duplex) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    const [oldest] = open
    if (open.size > mostConnections) oldest?.destroy()
  })
  return server
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Node keeps only the first of repeated headers; here a second one counts. */
function headerValues({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)]
}

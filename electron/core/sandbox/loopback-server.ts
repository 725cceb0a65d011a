import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { FlowError } from '../failure.ts'
import { isLoopbackUrl } from '../http/loopback-host.ts'

export interface LoopbackServer {
  port: number
  /** `http://127.0.0.1:PORT` */
  origin: string
  serve(listener: RequestListener): void
  close(): Promise<void>
}

/**
 * The documented limit of the platform is 60 KB of headers and its answer to a long URL must stay visible,
 * so more than Node's 16 KB is let in (emporix.md section 3.1).
 */
const maxHeaderSize = 80 * 1024

/** Binds 127.0.0.1 only, port 0 being a free one (L-01). Throws `port_occupied`. */
export async function listenOnLoopback(wantedPort: number): Promise<LoopbackServer> {
  const server = createServer({ maxHeaderSize, headersTimeout: 10_000, requestTimeout: 30_000 })
  server.maxConnections = 200
  server.listen(wantedPort, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw notBound(wantedPort, cause)
  }
  const { port } = server.address() as AddressInfo
  let closed: Promise<void> | undefined
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    serve(listener) {
      server.on('request', (request, response) => {
        if (!refused(request, response, port)) listener(request, response)
      })
    },
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve())
        // Keep-alive connections would hold the server open for seconds (L-09).
        server.closeAllConnections()
      })
      return closed
    },
  }
}

function notBound(port: number, cause: unknown): FlowError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code})`
  return new FlowError(
    'port_occupied',
    `Port ${port} on 127.0.0.1 ${why}; stop that program, or choose another port or 0 for a free one.`,
    { port, code },
    cause,
  )
}

/**
 * Answers what may not pass: a page of a foreign site must not reach this server (L-02, L-04). A page of this
 * machine may, because a storefront under development calls the emulated platform from the browser.
 */
function refused(request: IncomingMessage, response: ServerResponse, port: number): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  const hosts = request.rawHeaders.filter((name, i) => i % 2 === 0 && /^host$/i.test(name))
  if (host === undefined || hosts.length !== 1 || !own.includes(host))
    return refuse(request, response, 421, `This server answers only as ${own.join(' or ')}.`)
  const fromHere = origin !== undefined && isLoopbackUrl(origin)
  if (origin !== undefined && !fromHere)
    return refuse(request, response, 403, 'Requests from pages of another origin are refused.')
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' && !fromHere && request.headers['sec-fetch-mode'] !== 'navigate')
    return refuse(request, response, 403, 'Requests from pages of another site are refused.')
  return false
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  sentence: string,
): true {
  request.resume()
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(`${sentence}\n`)
  return true
}

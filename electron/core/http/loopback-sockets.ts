import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Redirect } from '../../../shared/redirect.ts'
import { FlowError } from '../failure.ts'

/** A free port on 127.0.0.1 may be taken on ::1; then another one is tried. */
const attempts = 5

/** Sockets belong to the process, so what it listens on is known once, for all of it. */
const boundHere = new Set<string>()

/** Whether it is this process that listens there. */
export function isBoundHere(address: string, port: number): boolean {
  return boundHere.has(`${address} ${port}`)
}

interface Bound {
  servers: Server[]
  port: number
}

/**
 * Binds a server to the address that the host names, and for `localhost` one more to ::1 on the same port, because
 * a browser may resolve the name to either; where the system has no ::1, the first is enough. Throws
 * `port_occupied`, also for `[::1]` where the system has none.
 */
export async function bindLoopback(
  { host, port }: { host: Redirect['host']; port: number },
  create: () => Server,
): Promise<Bound> {
  for (let attempt = 1; ; attempt++) {
    const address = host === '[::1]' ? '::1' : '127.0.0.1'
    const first = await bind(create(), address, port).catch((error: unknown) => {
      throw error instanceof FlowError ? error : noLoopback(host, error)
    })
    if (host !== 'localhost') return { servers: [first.server], port: first.port }
    try {
      const second = await bind(create(), '::1', first.port)
      return { servers: [first.server, second.server], port: first.port }
    } catch (error) {
      if (!(error instanceof FlowError)) return { servers: [first.server], port: first.port }
      first.server.close()
      if (port !== 0 || attempt === attempts) throw error
    }
  }
}

function bind(
  server: Server,
  address: string,
  port: number,
): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    // Stays: an error after listening would otherwise end the process; requests then simply do not arrive.
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(occupied(error, address, port) ?? error),
    )
    server.listen({ host: address, port, exclusive: true }, () => {
      const { port: taken } = server.address() as AddressInfo
      const name = `${address} ${taken}`
      boundHere.add(name)
      server.once('close', () => boundHere.delete(name))
      resolve({ server, port: taken })
    })
  })
}

function noLoopback(host: Redirect['host'], error: unknown): FlowError {
  const message =
    host === '[::1]'
      ? 'This system has no [::1] (IPv6 is off); set redirect.host to 127.0.0.1 or localhost.'
      : 'The system gave no port on 127.0.0.1; set redirect.method to deep-link or paste instead.'
  return new FlowError('port_occupied', message, undefined, error)
}

function occupied({ code }: NodeJS.ErrnoException, address: string, port: number) {
  if (code === 'EADDRINUSE') {
    return new FlowError(
      'port_occupied',
      `Port ${port} on ${address === '::1' ? '[::1]' : address} is used by another program; stop it, or set redirect.port to another one (0 takes a free one).`,
      { port },
    )
  }
  if (code === 'EACCES') {
    return new FlowError(
      'port_occupied',
      `The system does not let this program use port ${port}; set redirect.port to one above 1023 (0 takes a free one).`,
      { port },
    )
  }
  return null
}

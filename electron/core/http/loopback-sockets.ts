import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FlowError } from '../failure.ts'

/** A free port on 127.0.0.1 may be taken on ::1; then another one is tried. */
const attempts = 5

interface Bound {
  servers: Server[]
  port: number
}

/**
 * Binds a server to 127.0.0.1, and for the host `localhost` one more to ::1 on the same port, because a browser
 * may resolve the name to either. Where the system has no ::1, the first is enough. Throws `port_occupied`.
 */
export async function bindLoopback(
  { host, port }: { host: '127.0.0.1' | 'localhost'; port: number },
  create: () => Server,
): Promise<Bound> {
  for (let attempt = 1; ; attempt++) {
    const first = await bind(create(), '127.0.0.1', port).catch((error: unknown) => {
      throw error instanceof FlowError ? error : noLoopback(error)
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
      const bound = server.address() as AddressInfo
      resolve({ server, port: bound.port })
    })
  })
}

const noLoopback = (error: unknown) =>
  new FlowError(
    'port_occupied',
    'The system gave no port on 127.0.0.1; set redirect.method to deep-link or paste instead.',
    undefined,
    error,
  )

function occupied({ code }: NodeJS.ErrnoException, address: string, port: number) {
  if (code === 'EADDRINUSE') {
    return new FlowError(
      'port_occupied',
      `Port ${port} on ${address} is used by another program; stop it, or set redirect.port to another one (0 takes a free one).`,
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

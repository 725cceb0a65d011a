import { randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import { bindLoopback } from '../http/loopback-sockets.ts'

/** Below the range from which systems hand out ports on their own, so that it is likely to stay free. */
const range = { from: 20_000, to: 31_999 }
const attempts = 20

/**
 * A port of `localhost` that is free now. Elastic Path compares redirect URIs to the letter, port included, so
 * one has to be written into the realm before anything listens on it. Throws `port_occupied` after many tries.
 */
export async function freeRedirectPort(): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = randomInt(range.from, range.to + 1)
    try {
      const { servers } = await bindLoopback({ host: 'localhost', port }, () => createServer())
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
      return port
    } catch (error) {
      if (attempt === attempts) throw error
    }
  }
}

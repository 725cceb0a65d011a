import { request } from 'node:http'
import type { Clock } from '../ports.ts'

/** Long for this machine; security software that looks into each request may take its time. */
const patience = 5000

/** Asks a listener of our own for a path and answers with its status. Rejects with a reason in words. */
export function askOurselves(
  to: { address: '127.0.0.1' | '::1'; host: string; port: number; path: string },
  clock: Clock,
): Promise<number> {
  const { address, host, port, path } = to
  return new Promise((resolve, reject) => {
    // No agent: the connection ends with its answer. An address, not a name: nobody is asked for it.
    const asked = request({
      host: address,
      port,
      path,
      agent: false,
      headers: { host: `${host}:${port}` },
    })
    const stopClock = clock.after(patience, () => {
      asked.destroy(new Error(`no answer within ${patience / 1000} seconds`))
    })
    asked.on('response', (response) => {
      response.resume()
      response.on('close', () => {
        stopClock()
        resolve(response.statusCode ?? 0)
      })
    })
    asked.on('error', (error: NodeJS.ErrnoException) => {
      stopClock()
      reject(new Error(error.code ?? error.message))
    })
    asked.end()
  })
}

import { createMiddleware } from 'hono/factory'
import type { Clock } from '../../ports.ts'
import { tooManyRequests } from './api-errors.ts'

export interface RequestCounter {
  /** Counts one more; how many there were in this second. */
  add(): number
  clear(): void
}

/** By which window the platform counts is undocumented; here it is the second of the clock. */
export function requestCounter(clock: Clock): RequestCounter {
  let second = 0
  let requests = 0
  return {
    add() {
      const now = Math.floor(clock.now() / 1000)
      requests = now === second ? requests + 1 : 1
      second = now
      return requests
    },
    clear() {
      requests = 0
    },
  }
}

/** [D] a limit of requests per second and store. No `Retry-After` is documented, so none is sent. */
export function rateLimit(counter: RequestCounter, requestsPerSecond: number) {
  return createMiddleware(async (c, next) =>
    counter.add() > requestsPerSecond ? tooManyRequests(c) : next(),
  )
}

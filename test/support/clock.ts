import type { Clock } from '../../electron/core/ports.ts'

/** A clock that a test moves by hand; `advance` calls what is due. */
export function handClock(start = Date.now()): Clock & { advance(ms: number): void } {
  let now = start
  let timers: { at: number; call: () => void }[] = []
  return {
    now: () => now,
    after(ms, call) {
      const timer = { at: now + ms, call }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance(ms) {
      now += ms
      const due = timers.filter((timer) => timer.at <= now)
      timers = timers.filter((timer) => timer.at > now)
      for (const timer of due) timer.call()
    },
  }
}

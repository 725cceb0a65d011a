import { useCallback, useSyncExternalStore } from 'react'

/** The time in whole steps of `every` milliseconds, moving while `active`, so that all clocks tick together. */
export function useNow(every: number, active = true): number {
  const subscribe = useCallback(
    (tick: () => void) => {
      const timer = active ? setInterval(tick, every) : undefined
      return () => clearInterval(timer)
    },
    [every, active],
  )
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / every) * every)
}

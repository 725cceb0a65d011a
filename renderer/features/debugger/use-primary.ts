import { useNow } from '../../ui/use-now.ts'
import { useConsole, useConsoleState } from './console-context.tsx'
import type { Console } from './console-store.ts'
import { type Primary, primaryOf } from './primary.ts'

/** Under 300 ms nothing is said of loading (screens.md section 5), so a short stage does not make the button flicker. */
export const quietMilliseconds = 300

export function pressPrimary(console: Console, primary: Primary): void {
  switch (primary.does) {
    case 'run-in-sandbox':
      return void console.toEnd()
    case 'next':
      return void console.next()
    case 'open-again':
      return void console.openAgain()
    case 'choose':
      return void console.choose()
    case 'send':
      return void console.send()
    case 'cancel':
      return void console.cancel()
  }
}

/** How long the run has been running, counted in tenths of a second; null while it stands. */
export function useRunningFor(): number | null {
  const since = useConsoleState((state) => state.runningSince)
  const now = useNow(100, since !== null)
  return since === null ? null : Math.max(0, now - since)
}

export function usePrimary(): { primary: Primary | null; press: () => void } {
  const console = useConsole()
  const state = useConsoleState((state) => state)
  const primary = primaryOf(state)
  return { primary, press: () => primary && pressPrimary(console, primary) }
}

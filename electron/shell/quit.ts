import type { Log } from '../core/ports.ts'

/** Long enough to save and to close sockets; a person who quits does not wait longer. */
const patience = 3000

/** What of Electron's app is in use. */
export interface Quitting {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/** Holds the end of the app until the core has closed, but not for ever (C-14). */
export function closeBeforeQuit(
  app: Quitting,
  { close, log }: { close: () => Promise<void>; log: Log },
): void {
  let state: 'running' | 'closing' | 'closed' = 'running'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience)
    })
    const closed = close().catch((thrown: unknown) => {
      log('error', 'The core did not close cleanly.', { reason: String(thrown) })
    })
    void Promise.race([closed, tooLong]).then(() => {
      clearTimeout(timer)
      state = 'closed'
      app.quit()
    })
  })
}

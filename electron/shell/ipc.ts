import { ipcMain, type BrowserWindow } from 'electron'
import type { EventMessage, Reply } from '../../shared/contract.ts'
import type { Core } from '../core/core.ts'
import { toFailure } from '../core/failure.ts'
import type { Log } from '../core/ports.ts'
import { refuseCall, refuseSender } from './callers.ts'

export interface Wire {
  /** Tells our windows; those that are closing hear nothing. */
  tell(message: EventMessage): void
}

/** The only place that listens to pages, and the only channel they have. */
export function serveCalls(options: {
  core: Pick<Core, 'dispatch' | 'listen'>
  start: string
  log: Log
  windows: () => readonly BrowserWindow[]
}): Wire {
  const { core, start, log, windows } = options
  const isOurWindow = (id: number) => windows().some((window) => window.webContents.id === id)

  // electron-store opens a channel of its own that tells any page where the data lies. No page needs it.
  ipcMain.removeAllListeners('electron-store-get-data')

  ipcMain.handle('call', async (event, name: unknown, input: unknown, ...extra: unknown[]) => {
    const foreign = refuseSender(event, { start, isOurWindow })
    if (foreign !== null) {
      log('warn', `A call was refused: ${foreign}.`)
      throw new Error('refused')
    }
    const refused = refuseCall(name, input, extra)
    if (refused) {
      log('warn', 'A call was refused.', { code: refused.code })
      return { ok: false, failure: toFailure(refused) } satisfies Reply<never>
    }
    return core.dispatch(String(name), input)
  })

  const tell = (message: EventMessage) => {
    for (const window of windows()) window.webContents.send('event', message)
  }
  core.listen(tell)
  return { tell }
}

import { chmodSync, mkdirSync } from 'node:fs'
import ElectronStore from 'electron-store'
import { openDocument, type Trouble } from '../core/config/document-file.ts'
import type { Timing } from '../core/config/process-lock.ts'
import type { Store } from '../core/ports.ts'

/** The one settings document of the desktop app, in its own folder, readable by its owner alone (SS-10). */
export function openStore(
  folder: string,
  report: (trouble: Trouble) => void,
  timing?: Timing,
): Store {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // The folder may be older than this rule, or made by Chromium; on Windows the profile's own rights hold.
    if (process.platform !== 'win32') chmodSync(folder, 0o700)
  } catch {
    // The window opens all the same; whoever saves something is told what is wrong.
  }

  return openDocument(folder, {
    report,
    ...(timing && { timing }),
    write(cwd, name, document) {
      new ElectronStore<Record<string, unknown>>({
        cwd,
        name,
        // conf's default is 0666 before the umask.
        configFileMode: 0o600,
        // Clearing would replace a damaged file by an empty one (C-03).
        clearInvalidConfig: false,
        // Names of connections hold dots.
        accessPropertiesByDotNotation: false,
      }).store = document
    },
  })
}

import { chmodSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import ElectronStore from 'electron-store'
import { FlowError } from '../core/failure.ts'
import type { Store } from '../core/ports.ts'

/** Far more than connections need; a longer file is somebody else's and would stall the start. */
const mostBytes = 20_000_000

type Document = Record<string, unknown>
type Found =
  { state: 'absent' } | { state: 'good'; document: Document } | { state: 'damaged'; why: string }

const codeOf = (thrown: unknown) =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'

/** Reads the file by itself: the library takes a list or a number for an empty store and would lose it. */
function look(file: string): Found {
  try {
    const { size } = statSync(file)
    if (size > mostBytes) return { state: 'damaged', why: 'it is too large' }
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof document === 'object' && document !== null && !Array.isArray(document)
      ? { state: 'good', document: { ...document } }
      : { state: 'damaged', why: 'it holds no object' }
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { state: 'damaged', why: 'it is not JSON' }
    const code = codeOf(thrown)
    if (code === 'ENOENT') return { state: 'absent' }
    if (code === 'EISDIR') return { state: 'damaged', why: 'it is a folder' }
    // Forbidden or out of order today may be fine tomorrow: the file is left where it is.
    throw new FlowError(
      'store_unreadable',
      `The settings cannot be read (${code}).`,
      { code },
      thrown,
    )
  }
}

/** Moves a damaged file out of the way under a name of its own, so that nothing is written over it (C-02). */
function setAside(file: string, now: Date): string {
  const time = now.toISOString().replaceAll(/[:.]/g, '-')
  const { dir, name, ext } = path.parse(file)
  const kept = path.join(dir, `${name}.corrupt-${time}${ext}`)
  renameSync(file, kept)
  return kept
}

/** Where a damaged file was put, and what the person is told. */
export interface Damage {
  kept: string
  sentence: string
}

export interface OpenedStore {
  store: Store
  /** What was wrong with the file at the start; null when all was well. */
  damage: Damage | null
}

/** The one settings document of the desktop app, in its own folder, readable by its owner alone (SS-10). */
export function openStore(folder: string, now: () => Date = () => new Date()): OpenedStore {
  const file = path.join(folder, 'config.json')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // The folder may be older than this rule, or made by Chromium; on Windows the profile's own rights hold.
  if (process.platform !== 'win32') chmodSync(folder, 0o700)

  const keepAside = (why: string): Damage => {
    const kept = setAside(file, now())
    const sentence = `The settings file was damaged (${why}). It was kept as ${path.basename(kept)}, and the console starts with empty settings.`
    return { kept, sentence }
  }

  const found = look(file)
  const damage = found.state === 'damaged' ? keepAside(found.why) : null
  const inner = new ElectronStore<Document>({
    cwd: folder,
    name: 'config',
    // conf's default is 0666 before the umask.
    configFileMode: 0o600,
    // Clearing would replace a damaged file by an empty one (C-03).
    clearInvalidConfig: false,
    // Names of connections hold dots.
    accessPropertiesByDotNotation: false,
  })

  return {
    damage,
    store: {
      read() {
        const found = look(file)
        if (found.state === 'absent') return null
        if (found.state === 'good') return found.document
        throw new FlowError('store_unreadable', keepAside(found.why).sentence)
      },
      write(document) {
        // A file that was damaged while we run is kept as well: a whole-document write would not look at it.
        const found = look(file)
        if (found.state === 'damaged') keepAside(found.why)
        try {
          inner.store = document as Document
        } catch (thrown) {
          const code = codeOf(thrown)
          throw new FlowError(
            'store_unwritable',
            `The settings could not be saved (${code}); nothing was changed on disk.`,
            { code },
            thrown,
          )
        }
      },
    },
  }
}

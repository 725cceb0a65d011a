import { mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import Conf from 'conf'
import { FlowError } from '../core/failure.ts'
import type { Store } from '../core/ports.ts'

/** Far more than connections need; a longer file is somebody else's and would stall the start. */
const mostBytes = 20_000_000

const configName = 'config'
const codeOf = (thrown: unknown) =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'

/**
 * Where the settings live: SSO_FLOW_CONSOLE_DATA, else where the operating system wants them (`~/.config` and
 * XDG_CONFIG_HOME on Linux, Application Support, AppData), by conf's own rule.
 */
export function dataFolder(environment: NodeJS.ProcessEnv): string {
  const named = environment['SSO_FLOW_CONSOLE_DATA']
  if (named) return path.resolve(named)
  // A name that no file has: conf says where it would write, and reads and writes nothing.
  const { path: file } = new Conf({ ...naming, configName: 'nowhere' })
  return path.dirname(file)
}

const naming = { projectName: 'sso-flow-console', projectSuffix: '' }

/**
 * One JSON document in `config.json`, in the format of conf and electron-store. A damaged file is reported and
 * left exactly as it is: neither read past nor written over (C-02, C-03).
 */
export function openStore(folder: string): Store {
  const file = path.join(folder, `${configName}.json`)
  return {
    read: () => readDocument(file),
    write(document) {
      readDocument(file)
      try {
        // SS-10: readable by its owner alone; conf's default is 0666 before the umask.
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        new Conf({
          ...naming,
          cwd: folder,
          configName,
          configFileMode: 0o600,
          clearInvalidConfig: false,
          accessPropertiesByDotNotation: false,
        }).store = document as Record<string, unknown>
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
  }
}

/** Reads by itself: conf takes a list or a number for an empty store and would lose it. */
function readDocument(file: string): Record<string, unknown> | null {
  try {
    if (statSync(file).size > mostBytes) throw damaged('it is too large')
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
      return { ...document }
    }
    throw damaged('it holds no object')
  } catch (thrown) {
    if (thrown instanceof FlowError) throw thrown
    if (thrown instanceof SyntaxError) throw damaged('it is not JSON')
    const code = codeOf(thrown)
    if (code === 'ENOENT') return null
    throw damaged(code === 'EISDIR' ? 'it is a folder' : `the system says ${code}`)
  }
}

const damaged = (why: string) =>
  new FlowError(
    'store_unreadable',
    `The settings file ${configName}.json cannot be read: ${why}. It was left as it is; repair it, move it away, or set SSO_FLOW_CONSOLE_DATA to another folder.`,
  )

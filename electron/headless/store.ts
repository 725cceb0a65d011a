import path from 'node:path'
import Conf from 'conf'
import { openDocument, type Trouble } from '../core/config/document-file.ts'
import type { Timing } from '../core/config/process-lock.ts'
import type { Store } from '../core/ports.ts'

const naming = { projectName: 'sso-flow-console', projectSuffix: '' }

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

/** The settings in `config.json`, in the format of conf and electron-store. */
export function openStore(
  folder: string,
  report: (trouble: Trouble) => void,
  timing?: Timing,
): Store {
  return openDocument(folder, {
    report,
    ...(timing && { timing }),
    write(cwd, configName, document) {
      new Conf({
        ...naming,
        cwd,
        configName,
        // conf's default is 0666 before the umask.
        configFileMode: 0o600,
        // Clearing would replace a damaged file by an empty one (C-03).
        clearInvalidConfig: false,
        accessPropertiesByDotNotation: false,
      }).store = document
    },
  })
}

import { readFile } from 'node:fs/promises'
import manifest from '../../package.json' with { type: 'json' }
import { maskText } from '../../shared/redact.ts'
import { hideSecretsOf } from '../core/hidden-secrets.ts'
import type { Log, Ports } from '../core/ports.ts'
import { systemClock } from '../core/system-clock.ts'
import { openInBrowser } from './open-url.ts'
import { createSeal } from './seal.ts'
import { dataFolder, openStore } from './store.ts'

export const { version } = manifest

/** What plain Node gives the core. It has no clipboard and gets no deep links. */
export function createPorts(
  options: { openUrl?: Ports['openUrl']; log?: Log; environment?: NodeJS.ProcessEnv } = {},
): Ports {
  const { openUrl = openInBrowser, log = logToStderr, environment = process.env } = options
  const folder = dataFolder(environment)
  const store = openStore(folder, ({ sentence }) => log('warn', sentence))
  return {
    version,
    store,
    seal: createSeal(folder, environment, store),
    log,
    clock: systemClock,
    openUrl: (url) => openUrl(url),
    environment: (name) => environment[name] ?? null,
    readTextFile: (path) => readFile(path, 'utf8'),
  }
}

/** What the environment names as secret: it has no shape by which a mask would know it. */
const hideEnvironment = hideSecretsOf({
  ...process.env,
  keySecret: process.env['SSO_FLOW_CONSOLE_KEY'],
})

/** Standard output belongs to results. Every line is masked as a whole (G-01); what is merely normal is not said. */
export const logToStderr: Log = (level, message, facts) => {
  if (level === 'info') return
  const more = facts === undefined ? '' : ` ${JSON.stringify(facts)}`
  process.stderr.write(`${maskText(hideEnvironment(`${level}: ${message}${more}`))}\n`)
}

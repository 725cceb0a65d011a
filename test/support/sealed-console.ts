import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Ports } from '../../electron/core/ports.ts'
import { createSeal as createHeadlessSeal } from '../../electron/headless/seal.ts'
import { openStore as openHeadlessStore } from '../../electron/headless/store.ts'
import { createSeal, type KeyStore } from '../../electron/shell/seal.ts'
import type { EventMessage } from '../../shared/contract.ts'
import { connection as connectionText, secretPath } from './connection-text.ts'
import { type TestConsole, testConsole } from './console.ts'

export const canary = 'canary-9d1e44b7'

export const connection = (name = 'acme') => connectionText(name, canary)

interface Stored {
  secretsKeptBy?: string
  connections: { id: string }[]
  secrets: Record<string, { backend: string; text: string }>
}

/** Settings in a folder of their own, and consoles that come and go over it, each as one start of a host. */
export function settingsFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sealed-'))
  const running: TestConsole[] = []
  const events: EventMessage[] = []
  const start = (ports: Partial<Ports>) => {
    const console = testConsole(ports)
    console.core.listen((event) => events.push(event))
    running.push(console)
    return console
  }
  const file = (name: string) => path.join(folder, name)
  const document = () => JSON.parse(readFileSync(file('config.json'), 'utf8')) as Stored
  return {
    folder,
    file,
    events,
    document,
    backends: () => Object.values(document().secrets).map((secret) => secret.backend),
    hasKeyFile: () => existsSync(file('secret.key')),
    headlessSeal: (environment: NodeJS.ProcessEnv = {}) => createHeadlessSeal(folder, environment),
    desktop(keyStore: KeyStore, ports: Partial<Ports> = {}) {
      const store = openHeadlessStore(folder, () => undefined)
      return start({
        store,
        seal: createSeal({ keyStore, platform: 'linux', folder, store }),
        ...ports,
      })
    },
    headless(environment: NodeJS.ProcessEnv = {}) {
      const store = openHeadlessStore(folder, () => undefined)
      return start({ store, seal: createHeadlessSeal(folder, environment, store) })
    },
    async remove() {
      await Promise.all(running.map((console) => console.close()))
      rmSync(folder, { recursive: true })
    },
  }
}

export const reveal = async (console: TestConsole, connectionId: string): Promise<string> => {
  const { value } = await console.call('connections.revealSecret', {
    connectionId,
    path: secretPath,
  })
  return value
}

export const chosenOf = async (console: TestConsole): Promise<string | null> => {
  const { choices } = await console.call('secrets.status', {})
  return choices.find((choice) => choice.chosen)?.id ?? null
}

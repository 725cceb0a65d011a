import { readFile } from 'node:fs/promises'
import { clipboard, safeStorage } from 'electron'
import type { Log, Ports, Store } from '../core/ports.ts'
import { systemClock } from '../core/system-clock.ts'
import { openExternal } from './open-external.ts'
import { createSeal } from './seal.ts'

/** What the desktop gives the core. Called after `ready`: before it, no key store answers. */
export function createPorts(host: {
  version: string
  /** Of the settings. */
  folder: string
  store: Store
  log: Log
}): Ports {
  const { version, folder, store, log } = host
  return {
    version,
    store,
    log,
    clock: systemClock,
    seal: createSeal({ keyStore: safeStorage, platform: process.platform, folder, store }),
    openUrl: openExternal,
    environment: (name) => process.env[name] ?? null,
    readTextFile: (path) => readFile(path, 'utf8'),
    // Through the core, because pages may not touch the clipboard themselves (E-05).
    clipboard: async (text) => {
      await clipboard.writeText(text)
    },
  }
}

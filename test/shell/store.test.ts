import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { describeStore } from '../support/store-behaviour.ts'

// electron-store asks the package `electron` for the app; given a place, that package answers without looking for
// its program, and electron-store then takes the folder it is given.
let openStore: typeof import('../../electron/shell/store.ts').openStore
beforeAll(async () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', tmpdir())
  openStore = (await import('../../electron/shell/store.ts')).openStore
})

describeStore(() => openStore)

describe('the folder', () => {
  it.skipIf(process.platform === 'win32')('that was open to others is closed', () => {
    const parent = mkdtempSync(path.join(tmpdir(), 'store-'))
    const folder = path.join(parent, 'SSO Flow Console')
    mkdirSync(folder, { mode: 0o755 })
    openStore(folder, () => undefined)
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700')
    rmSync(parent, { recursive: true })
  })
})

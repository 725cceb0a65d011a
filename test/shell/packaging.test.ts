import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { deepLinkScheme } from '../../electron/core/http/deep-link-callback.ts'

const root = path.join(import.meta.dirname, '../..')
const text = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** electron-builder's own reader and schema, so that the file is understood here as it is when packaging. */
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const reader = builder('app-builder-lib/out/util/config/config') as {
  getConfig(folder: string, file: string, options: null): Promise<unknown>
  validateConfiguration(config: unknown, log: unknown): Promise<void>
}
const { DebugLogger } = builder('builder-util') as {
  DebugLogger: new (enabled: boolean) => unknown
}
const read = await reader.getConfig(root, 'electron-builder.yml', null)

const platform = z.object({ target: z.array(z.string()), icon: z.string() })
const config = z
  .object({
    asar: z.literal(true),
    files: z.tuple([z.object({ filter: z.array(z.string()) })]),
    protocols: z.array(z.object({ schemes: z.array(z.string()) })),
    electronFuses: z.record(z.string(), z.boolean()),
    linux: platform,
    mac: platform,
    win: platform,
    nsis: z.object({ include: z.string(), perMachine: z.literal(false) }),
  })
  .parse(read)

it('is described in a way that electron-builder accepts', async () => {
  await expect(reader.validateConfiguration(read, new DebugLogger(false))).resolves.toBeUndefined()
})

const capitalised = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1)

describe('the fuses of a package', () => {
  /** Decided on as "leave the default": electron-builder cannot set it. */
  const leftAlone = ['WasmTrapHandlers']
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))

  it('are all decided on: a new one in an update fails here', () => {
    const decided = [...Object.keys(config.electronFuses).map(capitalised), ...leftAlone]
    expect(decided.toSorted()).toEqual(known.toSorted())
  })

  it('are set as security.md section 2 asks', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })
})

describe('a package', () => {
  it('registers the scheme that the app answers to', () => {
    expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual([deepLinkScheme])
    const installer = text(config.nsis.include)
    expect(installer).toContain(`Software\\Classes\\${deepLinkScheme}\\shell\\open\\command`)
    expect(installer).toContain('-- "%1"')
  })

  it('exists for three systems, with an icon', () => {
    expect(config.linux.target).toEqual(['AppImage', 'deb'])
    expect(config.mac.target).toEqual(['dmg'])
    expect(config.win.target).toEqual(['nsis'])
    for (const { icon } of [config.linux, config.mac, config.win])
      expect(existsSync(path.join(root, icon))).toBe(true)
  })

  it('holds what was built and nothing of the sources', () => {
    expect(config.files[0].filter).toEqual(['out/**', '!out/**/*.map', 'package.json'])
  })
})

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { FlowError } from '../../electron/core/failure.ts'

// electron-store asks the package `electron` for the app; given a place, that package answers without looking for
// its program, and electron-store then takes the folder it is given.
let openStore: typeof import('../../electron/shell/store.ts').openStore
beforeAll(async () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', tmpdir())
  openStore = (await import('../../electron/shell/store.ts')).openStore
})

let folder: string
let file: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'store-')), 'SSO Flow Console')
  file = path.join(folder, 'config.json')
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

const now = () => new Date('2026-01-02T03:04:05.678Z')
const keptName = 'config.corrupt-2026-01-02T03-04-05-678Z.json'
const posix = process.platform !== 'win32'
const mode = (name: string) => (statSync(name).mode & 0o777).toString(8)
const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (thrown) {
    return thrown instanceof FlowError ? thrown.code : String(thrown)
  }
  return 'none'
}

describe('the settings file', () => {
  it('is not written before there is something to write', () => {
    const { store, damage } = openStore(folder)
    expect(damage).toBeNull()
    expect(store.read()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  it('gives back what was written, names with dots and unknown members included', () => {
    const document = {
      version: 1,
      connections: { 'shop.example': { a: [1, null, 'x'] } },
      later: { b: true },
    }
    openStore(folder).store.write(document)
    expect(openStore(folder).store.read()).toEqual(document)
  })

  it.runIf(posix)(
    'is readable by its owner alone, after the first write and after a rewrite',
    () => {
      mkdirSync(folder, { recursive: true, mode: 0o755 })
      const { store } = openStore(folder)
      store.write({ a: 1 })
      expect([mode(folder), mode(file)]).toEqual(['700', '600'])
      chmodSync(file, 0o644)
      store.write({ a: 2 })
      expect(mode(file)).toBe('600')
    },
  )

  it('is not touched by opening and reading it', () => {
    openStore(folder).store.write({ a: 1 })
    const before = statSync(file).mtimeMs
    openStore(folder).store.read()
    expect(statSync(file).mtimeMs).toBe(before)
  })
})

describe('a damaged settings file', () => {
  it.each([
    ['malformed', '{"a": 1,'],
    ['empty', ''],
    ['full of NUL', '\0'.repeat(100)],
    ['truncated', '{"connections": {"a": "b'],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['marked with a BOM', '\uFEFF{"a":1}'],
    ['a list', '[1, 2]'],
    ['a text', '"a"'],
    ['null', 'null'],
    ['far too large', Buffer.alloc(20_000_001, ' ')],
  ])('that is %s is kept under another name, and the app starts', (_what, content) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, content)
    const { store, damage } = openStore(folder, now)
    expect(damage?.sentence).toContain(keptName)
    expect(readFileSync(path.join(folder, keptName)).equals(Buffer.from(content))).toBe(true)
    expect(store.read()).toBeNull()
    store.write({ a: 1 })
    expect(store.read()).toEqual({ a: 1 })
    expect(readFileSync(path.join(folder, keptName)).equals(Buffer.from(content))).toBe(true)
  })

  it('may be a folder', () => {
    mkdirSync(file, { recursive: true })
    const { store, damage } = openStore(folder, now)
    expect(damage?.sentence).toContain('it is a folder')
    store.write({ a: 1 })
    expect(store.read()).toEqual({ a: 1 })
  })

  it('is kept as well when it was damaged while the app runs', () => {
    const { store } = openStore(folder, now)
    store.write({ a: 1 })
    writeFileSync(file, 'broken')
    store.write({ a: 2 })
    expect(readFileSync(path.join(folder, keptName), 'utf8')).toBe('broken')
    expect(store.read()).toEqual({ a: 2 })
    writeFileSync(file, 'broken again')
    expect(codeOf(() => store.read())).toBe('store_unreadable')
  })

  it('is reported when nothing can be written', () => {
    const { store } = openStore(folder, now)
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file where the folder was')
    expect(['store_unreadable', 'store_unwritable']).toContain(codeOf(() => store.write({ a: 1 })))
  })
})

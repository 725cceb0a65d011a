import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSeal } from '../../electron/headless/seal.ts'
import { dataFolder, openStore } from '../../electron/headless/store.ts'

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'store-')), 'data')
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

const config = () => path.join(folder, 'config.json')
const mode = (file: string) => statSync(file).mode & 0o777

describe('the store', () => {
  test('has nothing before the first write, and writes nothing by reading', () => {
    expect(openStore(folder).read()).toBeNull()
    expect(existsSync(folder)).toBe(false)
  })

  test('gives back what was written, also to the next process', () => {
    const document = { version: 1, 'a.b': { c: [1, null, 'ä'] }, secrets: {} }
    openStore(folder).write(document)
    expect(openStore(folder).read()).toEqual(document)
    openStore(folder).write({ version: 2 })
    expect(openStore(folder).read()).toEqual({ version: 2 })
  })

  test.skipIf(process.platform === 'win32')('is readable by its owner alone', () => {
    const store = openStore(folder)
    store.write({ a: 1 })
    store.write({ a: 2 })
    expect(mode(config())).toBe(0o600)
    expect(mode(folder)).toBe(0o700)
    expect(readdirSync(folder)).toEqual(['config.json'])
  })

  test.each([
    ['empty', ''],
    ['cut off', '{"version":1,'],
    ['full of NUL', '\0\0\0\0'],
    ['a list', '[]'],
    ['a number', '1'],
    ['null', 'null'],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
  ])('a file that is %s is refused, kept, and not written over', (_what, content) => {
    mkdirSync(folder)
    writeFileSync(config(), content)
    const store = openStore(folder)
    const unreadable = expect.objectContaining({ code: 'store_unreadable' })
    expect(() => store.read()).toThrowError(unreadable)
    expect(() => store.write({ a: 1 })).toThrowError(unreadable)
    expect(readFileSync(config())).toEqual(Buffer.from(content))
  })

  test('a folder in its place is refused', () => {
    mkdirSync(config(), { recursive: true })
    expect(() => openStore(folder).read()).toThrowError(
      expect.objectContaining({ code: 'store_unreadable' }),
    )
  })

  test('a place that cannot be written is named, and nothing is lost', () => {
    writeFileSync(folder, 'a file where the folder should be')
    expect(() => openStore(path.join(folder, 'below')).write({ a: 1 })).toThrowError(
      expect.objectContaining({ code: expect.stringMatching(/^store_un/) }),
    )
  })
})

describe('the folder', () => {
  test('is the named one, else where the system wants it', () => {
    expect(dataFolder({ SSO_FLOW_CONSOLE_DATA: folder })).toBe(folder)
    expect(dataFolder({})).toMatch(/sso-flow-console/)
  })
})

const canary = 'canary-secret-ä-0123'
const secretMissing = expect.objectContaining({ code: 'secret_missing' })

describe('the seal', () => {
  test('with a key file gives back what it sealed, also to the next process', () => {
    const seal = createSeal(folder, {})
    expect(existsSync(folder)).toBe(false)
    const sealed = seal.seal(canary)
    expect(sealed).toMatch(/^v1\.key-file\./)
    expect(createSeal(folder, {}).open(sealed)).toBe(canary)
    expect(seal.seal(canary)).not.toBe(sealed)
    expect(seal.sentence).toContain('key file')
    expect(seal.lasting).toBe(true)
    expect(Buffer.from(sealed.slice(12), 'base64').includes(canary)).toBe(false)
  })

  test.skipIf(process.platform === 'win32')('its key file is readable by its owner alone', () => {
    createSeal(folder, {}).seal(canary)
    expect(mode(path.join(folder, 'secret.key'))).toBe(0o600)
    expect(mode(folder)).toBe(0o700)
  })

  test.each([
    ['base64', Buffer.alloc(32, 7).toString('base64')],
    ['hex', Buffer.alloc(32, 7).toString('hex')],
  ])('takes a key in %s from the environment and writes no file', (_form, key) => {
    const seal = createSeal(folder, { SSO_FLOW_CONSOLE_KEY: key })
    expect(seal.open(seal.seal(canary))).toBe(canary)
    expect(seal.sentence).toContain('SSO_FLOW_CONSOLE_KEY')
    expect(existsSync(folder)).toBe(false)
  })

  test.each(['short', 'correct horse battery staple'])('%s is no key', (key) => {
    const seal = createSeal(folder, { SSO_FLOW_CONSOLE_KEY: key })
    expect(() => seal.seal(canary)).toThrowError(secretMissing)
  })

  test('opens nothing that is damaged, foreign, or sealed otherwise', () => {
    const key = Buffer.alloc(32, 1).toString('base64')
    const seal = createSeal(folder, { SSO_FLOW_CONSOLE_KEY: key })
    const sealed = seal.seal(canary)
    const other = Buffer.alloc(32, 2).toString('base64')
    for (const opener of [
      () => createSeal(folder, { SSO_FLOW_CONSOLE_KEY: other }).open(sealed),
      () => createSeal(folder, {}).open(sealed),
      () => seal.open(''),
      () => seal.open('v2.environment.AAAA'),
      () => seal.open('v1.environment.AAAA'),
      () => seal.open('v1.environment.!!!!'),
      () => seal.open(sealed.slice(0, -8)),
      () => seal.open(sealed.replace(/.{8}$/, 'AAAAAAA=')),
    ]) {
      expect(opener).toThrowError(secretMissing)
    }
  })

  test('keeps a damaged key file and says what to do', () => {
    mkdirSync(folder)
    const file = path.join(folder, 'secret.key')
    writeFileSync(file, 'no key')
    expect(() => createSeal(folder, {}).seal(canary)).toThrowError(secretMissing)
    expect(readFileSync(file, 'utf8')).toBe('no key')
  })

  test('where no file can be written names the environment variable', () => {
    mkdirSync(folder)
    const file = path.join(folder, 'a-file')
    writeFileSync(file, '')
    expect(() => createSeal(path.join(file, 'below'), {}).seal(canary)).toThrowError(
      expect.objectContaining({ message: expect.stringContaining('SSO_FLOW_CONSOLE_KEY') }),
    )
  })
})

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
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
import { describeStore } from '../support/store-behaviour.ts'

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'store-')), 'data')
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

const mode = (file: string) => statSync(file).mode & 0o777

describeStore(() => openStore)

describe('the store', () => {
  test('makes no folder by reading', () => {
    expect(openStore(folder, () => undefined).read()).toBeNull()
    expect(existsSync(folder)).toBe(false)
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

  describe('with several keys', () => {
    const [older, newer, other] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte).toString('base64'))
    const file = () => path.join(folder, 'secret.key')
    const withFile = (...lines: (string | undefined)[]) => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(file(), `${lines.join('\n')}\n`)
      return createSeal(folder, {})
    }

    test('seals with the first and opens what the others have sealed', () => {
      const sealed = withFile(older).seal(canary)
      const seal = withFile(newer, '', ` ${older} `)
      expect(seal.open(sealed)).toBe(canary)
      const renewed = seal.renew?.(sealed) ?? ''
      expect(withFile(newer).open(renewed)).toBe(canary)
      expect(seal.renew?.(renewed)).toBeNull()
      expect(() => withFile(newer).renew?.(sealed)).toThrowError(secretMissing)
    })

    test('notices that the file was changed', () => {
      const seal = withFile(older)
      const sealed = seal.seal(canary)
      withFile(newer)
      expect(() => seal.open(sealed)).toThrowError(secretMissing)
    })

    test('moves from the key file to the environment', () => {
      const sealed = withFile(older).seal(canary)
      const seal = createSeal(folder, { SSO_FLOW_CONSOLE_KEY: newer })
      const renewed = seal.renew?.(sealed)
      expect(renewed).toMatch(/^v1\.environment\./)
      rmSync(file())
      expect(seal.open(renewed ?? '')).toBe(canary)
      expect(() => seal.open(sealed)).toThrowError(secretMissing)
      expect(existsSync(file())).toBe(false)
    })

    test('names a line that is no key', () => {
      expect(() => withFile(other, 'no key').seal(canary)).toThrowError(secretMissing)
    })
  })
})

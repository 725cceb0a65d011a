import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FlowError } from '../../electron/core/failure.ts'
import type { Seal } from '../../electron/core/ports.ts'
import { type Backend, fakeKeyStore } from '../support/fake-key-store.ts'
import { createSeal, type KeyStore } from '../../electron/shell/seal.ts'

const secret = 'client-secret-8f2e'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'seal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const sealOf = (keyStore: KeyStore, platform: NodeJS.Platform = 'linux'): Seal =>
  createSeal({ keyStore, platform, folder, store: { read: () => null } })

const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (thrown) {
    return thrown instanceof FlowError ? thrown.code : 'other'
  }
  return 'none'
}

describe('what counts as a key store', () => {
  it.each<[NodeJS.Platform, Backend, string]>([
    ['linux', 'gnome_libsecret', 'gnome_libsecret'],
    ['linux', 'kwallet', 'kwallet'],
    ['linux', 'kwallet5', 'kwallet5'],
    ['linux', 'kwallet6', 'kwallet6'],
    ['linux', 'basic_text', 'memory'],
    ['linux', 'unknown', 'memory'],
    ['darwin', 'unknown', 'keychain'],
    ['win32', 'unknown', 'dpapi'],
    ['freebsd', 'unknown', 'memory'],
  ])('on %s with %s: %s', (platform, backend, expected) => {
    const seal = sealOf(fakeKeyStore({ backend }), platform)
    expect(seal.backend).toBe(expected)
    expect(seal.lasting).toBe(expected !== 'memory')
    expect(seal.sentence).not.toBe('')
  })

  it.each(['linux', 'darwin', 'win32'] as const)('nothing on %s without encryption', (platform) => {
    expect(sealOf(fakeKeyStore({ available: false }), platform).backend).toBe('memory')
  })
})

describe('a sealed secret', () => {
  // No file is made or read where there is a key store.
  const seal = createSeal({
    keyStore: fakeKeyStore(),
    platform: 'linux',
    folder: 'nowhere',
    store: { read: () => null },
  })
  const sealed = seal.seal(secret)

  it('opens again, and holds its backend and format but not the secret', () => {
    expect(sealed).toMatch(/^v1\.gnome_libsecret\./)
    expect(sealed).not.toContain(secret)
    expect(seal.open(sealed)).toBe(secret)
  })

  it('keeps what is not ASCII', () => {
    expect(seal.open(seal.seal('pä55 🔑'))).toBe('pä55 🔑')
  })

  it.each([
    ['truncated', sealed.slice(0, -6)],
    [
      'flipped',
      sealed.replace(/\.(?<c>.)(?=[^.]*$)/, (_all, c: string) => `.${c === 'A' ? 'B' : 'A'}`),
    ],
    ['empty', ''],
    ['not base64', 'v1.gnome_libsecret.***'],
    ['of another format', sealed.replace('v1.', 'v2.')],
    ['of another backend', sealed.replace('gnome_libsecret', 'kwallet5')],
    ['in clear', secret],
  ])('that is %s needs to be entered again', (_how, damaged) => {
    expect(codeOf(() => seal.open(damaged))).toBe('secret_missing')
  })

  it('of another login needs to be entered again', () => {
    const other = sealOf(fakeKeyStore({ key: 'other' }))
    expect(codeOf(() => other.open(sealed))).toBe('secret_missing')
  })

  it('is not handed out before it was read back', () => {
    const broken = sealOf({ ...fakeKeyStore(), decryptString: () => 'else' })
    expect(codeOf(() => broken.seal(secret))).toBe('store_unwritable')
  })
})

describe('a key store that says no', () => {
  const locked = () => {
    throw new Error('Error while encrypting')
  }

  it('seals nothing, and names itself and what to do', () => {
    const seal = sealOf({ ...fakeKeyStore(), encryptString: locked })
    expect(() => seal.seal(secret)).toThrowError(
      expect.objectContaining({
        code: 'store_unwritable',
        message: expect.stringMatching(/the Secret Service; unlock it and save again/),
      }),
    )
  })

  it('to one secret opens the others, and that one when it is asked again', () => {
    const keyStore = fakeKeyStore()
    let isLocked = false
    const seal = sealOf({
      ...keyStore,
      decryptString: (sealed) => (isLocked ? locked() : keyStore.decryptString(sealed)),
    })
    const [one, other] = [seal.seal(secret), seal.seal('other')]
    isLocked = true
    expect(codeOf(() => seal.open(one))).toBe('secret_missing')
    isLocked = false
    expect([seal.open(one), seal.open(other)]).toEqual([secret, 'other'])
  })

  it('even to whether it is there is none', () => {
    const seal = sealOf({ ...fakeKeyStore(), isEncryptionAvailable: locked })
    expect(seal.backend).toBe('memory')
  })
})

describe('without a key store', () => {
  it('secrets live in memory, and what is written to disk says nothing of them', () => {
    const keyStore = fakeKeyStore({ backend: 'basic_text' })
    const seal = sealOf(keyStore)
    const sealed = seal.seal(secret)
    expect(sealed).toMatch(/^v1\.memory\.[A-Za-z0-9+/=]{24}$/)
    expect(seal.open(sealed)).toBe(secret)
    expect(codeOf(() => sealOf(keyStore).open(sealed))).toBe('secret_missing')
    expect(existsSync(path.join(folder, 'secret.key'))).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { FlowError } from '../../electron/core/failure.ts'
import { createSeal, type KeyStore } from '../../electron/shell/seal.ts'

const secret = 'client-secret-8f2e'
type Backend = ReturnType<KeyStore['getSelectedStorageBackend']>

/** safeStorage as documented: marks and checks what it made; `key` stands for the login's key. */
function fakeKeyStore({
  available = true,
  backend = 'gnome_libsecret',
  key = 'k',
}: { available?: boolean; backend?: Backend; key?: string } = {}): KeyStore {
  const mark = `v11|${key}|`
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (plain) => Buffer.from(mark + Buffer.from(plain).toString('hex') + '|end'),
    decryptString(sealed) {
      const text = sealed.toString()
      if (!text.startsWith(mark) || !text.endsWith('|end'))
        throw new Error('Error while decrypting')
      return Buffer.from(text.slice(mark.length, -4), 'hex').toString()
    },
  }
}

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
    const seal = createSeal(fakeKeyStore({ backend }), platform)
    expect(seal.backend).toBe(expected)
    expect(seal.lasting).toBe(expected !== 'memory')
    expect(seal.sentence).not.toBe('')
  })

  it.each(['linux', 'darwin', 'win32'] as const)('nothing on %s without encryption', (platform) => {
    expect(createSeal(fakeKeyStore({ available: false }), platform).backend).toBe('memory')
  })
})

describe('a sealed secret', () => {
  const seal = createSeal(fakeKeyStore(), 'linux')
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
    const other = createSeal(fakeKeyStore({ key: 'other' }), 'linux')
    expect(codeOf(() => other.open(sealed))).toBe('secret_missing')
  })

  it('is not handed out before it was read back', () => {
    const broken = createSeal({ ...fakeKeyStore(), decryptString: () => 'else' }, 'linux')
    expect(codeOf(() => broken.seal(secret))).toBe('store_unwritable')
  })
})

describe('without a key store', () => {
  it('secrets live in memory, and what is written to disk says nothing of them', () => {
    const keyStore = fakeKeyStore({ backend: 'basic_text' })
    const seal = createSeal(keyStore, 'linux')
    const sealed = seal.seal(secret)
    expect(sealed).toMatch(/^v1\.memory\.[0-9a-f-]{36}$/)
    expect(seal.open(sealed)).toBe(secret)
    expect(codeOf(() => createSeal(keyStore, 'linux').open(sealed))).toBe('secret_missing')
  })
})

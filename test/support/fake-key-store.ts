import type { KeyStore } from '../../electron/shell/seal.ts'

export type Backend = ReturnType<KeyStore['getSelectedStorageBackend']>

/** safeStorage as documented: marks and checks what it made; `key` stands for the login's key. */
export function fakeKeyStore({
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

import { randomUUID } from 'node:crypto'
import type { SafeStorage } from 'electron'
import { FlowError } from '../core/failure.ts'
import type { Seal } from '../core/ports.ts'

/** The members of safeStorage in use; a test brings its own. */
export type KeyStore = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>

/** On Linux these hold the key behind the person's login. `basic_text` is a password known to all (SS-02). */
const linuxKeyStores = new Map([
  ['gnome_libsecret', 'the Secret Service'],
  ['kwallet', 'KWallet'],
  ['kwallet5', 'KWallet'],
  ['kwallet6', 'KWallet'],
])
const otherKeyStores = new Map([
  ['darwin', { backend: 'keychain', name: 'the macOS Keychain' }],
  ['win32', { backend: 'dpapi', name: 'Windows data protection' }],
])

/** What keeps the key on this machine, or null when nothing does. Asked after `ready` (SS-01). */
export function findKeyStore(
  keyStore: KeyStore,
  platform: NodeJS.Platform,
): { backend: string; name: string } | null {
  if (!keyStore.isEncryptionAvailable()) return null
  // Available alone is not enough on Linux: Electron also says so for the hard-coded password.
  if (platform !== 'linux') return otherKeyStores.get(platform) ?? null
  const backend = keyStore.getSelectedStorageBackend()
  const name = linuxKeyStores.get(backend)
  return name === undefined ? null : { backend, name }
}

/** Format of a sealed text, kept beside it so that a later one can be told apart (SS-04). */
const version = 'v1'
const sealedText = /^v1\.(?<backend>[a-z0-9_]+)\.(?<data>[A-Za-z0-9+/]+={0,2})$/

const enterAgain = (why: string) =>
  new FlowError('secret_missing', `A secret ${why} and needs to be entered again.`)

/** Seals with the system's key store, or keeps secrets in memory and says so: never in clear on disk (SS-03). */
export function createSeal(keyStore: KeyStore, platform: NodeJS.Platform): Seal {
  const found = findKeyStore(keyStore, platform)
  return found === null ? memorySeal() : systemSeal(keyStore, found)
}

function systemSeal(
  keyStore: KeyStore,
  { backend, name }: { backend: string; name: string },
): Seal {
  return {
    backend,
    lasting: true,
    sentence: `Secrets are sealed by ${name}.`,
    seal(plain) {
      const sealed = keyStore.encryptString(plain)
      // Read back before the caller lets go of the old one (SS-05).
      if (keyStore.decryptString(sealed) !== plain)
        throw new FlowError('store_unwritable', `${name} did not give back what it had sealed.`)
      return `${version}.${backend}.${sealed.toString('base64')}`
    },
    open(sealed) {
      const parts = sealedText.exec(sealed)?.groups
      if (!parts) throw enterAgain('is damaged')
      if (parts['backend'] !== backend)
        throw enterAgain(`was sealed by ${parts['backend']}, not by ${backend},`)
      const data = Buffer.from(parts['data'] ?? '', 'base64')
      try {
        return keyStore.decryptString(data)
      } catch {
        // Electron's reason names no more than that it failed; the sealed text stays where it is.
        throw enterAgain(`cannot be opened by ${name}`)
      }
    },
  }
}

function memorySeal(): Seal {
  const backend = 'memory'
  const kept = new Map<string, string>()
  return {
    backend,
    lasting: false,
    sentence:
      'No key store of the system is available: secrets are kept in memory and must be entered again after a restart.',
    seal(plain) {
      // Only a name leaves this function, so whatever is written to disk holds no secret.
      const sealed = `${version}.${backend}.${randomUUID()}`
      kept.set(sealed, plain)
      return sealed
    },
    open(sealed) {
      const plain = kept.get(sealed)
      if (plain === undefined) throw enterAgain('was not kept beyond the last start')
      return plain
    },
  }
}

import type { SafeStorage } from 'electron'
import { createKeyFileSeal } from '../core/config/key-file-seal.ts'
import { memoryBackend } from '../core/config/memory-seal.ts'
import { SealKeeper } from '../core/config/seal-keeper.ts'
import { enterAgain, readSealed, writeSealed } from '../core/config/sealed-text.ts'
import { FlowError } from '../core/failure.ts'
import type { Seal, Store } from '../core/ports.ts'

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

/**
 * Seals with the system's key store. Without one, secrets are kept in memory, and the person is told and may choose a
 * key file: never in clear on disk, and never weaker by itself (SS-03).
 */
export function createSeal(host: {
  keyStore: KeyStore
  platform: NodeJS.Platform
  /** Of the settings. */
  folder: string
  store: Pick<Store, 'read'>
}): Seal {
  const { keyStore, platform, folder, store } = host
  return new SealKeeper({
    findKeyStore() {
      const found = findKeyStore(keyStore, platform)
      return found && systemSeal(keyStore, found)
    },
    keyFile: createKeyFileSeal(folder, 'secrets stay in memory'),
    fallback: memoryBackend,
    store,
  })
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
      const sealed = encrypt(plain)
      // Read back before the caller lets go of the old one (SS-05).
      if (keyStore.decryptString(sealed) !== plain)
        throw new FlowError('store_unwritable', `${name} did not give back what it had sealed.`)
      return writeSealed(backend, sealed)
    },
    open(sealed) {
      const { backend: sealedBy, data } = readSealed(sealed)
      if (sealedBy !== backend) throw enterAgain(`was sealed by ${sealedBy}, not by ${backend},`)
      try {
        return keyStore.decryptString(data)
      } catch {
        // Electron's reason names no more than that it failed; the sealed text stays where it is.
        throw enterAgain(`cannot be opened by ${name}`)
      }
    },
  }

  function encrypt(plain: string): Buffer {
    try {
      return keyStore.encryptString(plain)
    } catch (thrown) {
      const message = `A secret was not sealed by ${name}; unlock it and save again.`
      throw new FlowError('store_unwritable', message, undefined, thrown)
    }
  }
}

import { randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { FlowError } from '../failure.ts'
import type { Seal } from '../ports.ts'
import { discardFile } from './discard-file.ts'
import { codeOf } from './error-code.ts'
import { createKeySeal, keyBytes, type Keys, parseKeys } from './key-seal.ts'

export const keyFileBackend = 'key-file'

export interface KeyFileSeal extends Seal {
  readonly keys: () => Keys
  exists(this: void): boolean
  /** Throws `store_unwritable`. Leaves a key that is there as it is, and makes it its owner's alone. */
  make(this: void): void
  /** Throws `store_unwritable`. */
  remove(this: void): void
}

/**
 * Seals with a key in the file `secret.key` beside the settings, made when the first secret is sealed. To change the
 * key, a new one is put on a line before the old one; what was sealed with any of them is opened, and sealed again
 * when it is saved. `otherwise` says what a person can do where no such file can be written.
 */
export function createKeyFileSeal(folder: string, otherwise: string): KeyFileSeal {
  const file = path.join(folder, 'secret.key')
  const keys = keyFileReader(file)
  const make = () => makeKeyFile(file, otherwise)
  return {
    ...createKeySeal({
      backend: keyFileBackend,
      sentence:
        'Secrets are sealed with the key file secret.key beside the settings; whoever reads both reads the secrets.',
      keys,
      prepare: make,
    }),
    keys,
    make,
    exists: () => existsSync(file),
    remove() {
      try {
        rmSync(file, { force: true })
      } catch (thrown) {
        throw unwritable('could not be deleted', 'delete it by hand', thrown)
      }
    },
  }
}

/** Asked for every secret, and the file is read when it is another one. */
function keyFileReader(file: string): () => Keys {
  let known: { stamp: string; keys: Keys } | null = null
  return () => {
    try {
      const { ino, mtimeNs, size } = statSync(file, { bigint: true })
      const stamp = [ino, mtimeNs, size].join(' ')
      if (known?.stamp !== stamp) {
        known = { stamp, keys: parseKeys(readFileSync(file, 'utf8'), 'The key file secret.key') }
      }
      return known.keys
    } catch (thrown) {
      if (thrown instanceof FlowError) throw thrown
      const code = codeOf(thrown)
      if (code === 'ENOENT' || code === 'ENOTDIR') return []
      const message = `The key file secret.key cannot be read (${code}).`
      throw new FlowError('secret_missing', message, { code }, thrown)
    }
  }
}

/** Never over a key that is there, and never half of one: two processes that start together share the first. */
function makeKeyFile(file: string, otherwise: string): void {
  const fresh = `${file}.${randomUUID()}`
  const text = `${randomBytes(keyBytes).toString('base64')}\n`
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    if (!existsSync(file)) {
      writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' })
      putInPlace(fresh, file)
    }
    // On Windows the profile's own rights hold.
    if (process.platform !== 'win32') chmodSync(file, 0o600)
  } catch (thrown) {
    throw unwritable('could not be written', otherwise, thrown)
  } finally {
    discardFile(fresh)
  }
}

function putInPlace(fresh: string, file: string): void {
  try {
    linkSync(fresh, file)
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return
    // Some file systems have no second names.
    try {
      copyFileSync(fresh, file, constants.COPYFILE_EXCL)
    } catch (thrown) {
      if (codeOf(thrown) !== 'EEXIST') throw thrown
    }
  }
}

function unwritable(what: string, otherwise: string, thrown: unknown): FlowError {
  const code = codeOf(thrown)
  const message = `The key file secret.key ${what} (${code}); ${otherwise}.`
  return new FlowError('store_unwritable', message, { code }, thrown)
}

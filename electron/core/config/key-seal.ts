import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { FlowError } from '../failure.ts'
import type { Seal } from '../ports.ts'
import { enterAgain, readSealed, writeSealed } from './sealed-text.ts'

const algorithm = 'aes-256-gcm'
export const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** The first one seals, the others are older and still open what they have sealed. */
export type Keys = readonly KeyObject[]

interface KeySealOptions {
  backend: string
  sentence: string
  /** Asked for every secret: a person may change them at any time. */
  keys: () => Keys
  /** Called when a secret is to be sealed and there is no key. */
  prepare?: () => void
  /** Keys of other backends that are at hand; they open, and never seal. */
  others?: Record<string, () => Keys>
}

/** Seals with a key of our own: nonce, tag, ciphertext. */
export function createKeySeal(
  options: KeySealOptions,
): Required<Omit<Seal, 'refresh' | 'choosing'>> {
  const { backend, sentence, keys, prepare, others = {} } = options

  function seal(plain: string): string {
    if (keys().length === 0) prepare?.()
    const [key] = keys()
    if (!key) throw enterAgain('has no key')
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv(algorithm, key, nonce)
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return writeSealed(backend, Buffer.concat([nonce, cipher.getAuthTag(), text]))
  }

  /** With the key that opened it: of another backend where that one's keys are at hand. */
  function openWith(sealed: string): { plain: string; key: KeyObject | null } {
    const { backend: sealedBy, data } = readSealed(sealed)
    const isOwn = sealedBy === backend
    const theirs = isOwn ? keys() : Object.hasOwn(others, sealedBy) ? others[sealedBy]?.() : []
    if (!theirs?.length) {
      throw enterAgain(
        isOwn
          ? `was sealed by ${backend}, whose key is gone,`
          : `was sealed by ${sealedBy}, not by ${backend},`,
      )
    }
    for (const key of theirs) {
      const plain = decipher(data, key)
      if (plain !== null) return { plain, key: isOwn ? key : null }
    }
    // Damaged and sealed with another key look the same; the sealed text stays where it is.
    throw enterAgain('cannot be opened with this key')
  }

  return {
    backend,
    lasting: true,
    sentence,
    seal,
    open: (sealed) => openWith(sealed).plain,
    renew(sealed) {
      const { plain, key } = openWith(sealed)
      return key && keys()[0]?.equals(key) ? null : seal(plain)
    },
  }
}

function decipher(data: Buffer, key: KeyObject): string | null {
  try {
    const nonce = data.subarray(0, nonceBytes)
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
    decipher.setAuthTag(data.subarray(nonceBytes, nonceBytes + tagBytes))
    const text = data.subarray(nonceBytes + tagBytes)
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** A key of 32 bytes in base64 or hex on each line: keys, not passwords. */
export function parseKeys(text: string, source: string): Keys {
  return text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => parseKey(line, source))
}

function parseKey(text: string, source: string): KeyObject {
  const key = /^[\da-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (key.length === keyBytes) return createSecretKey(key)
  throw new FlowError(
    'secret_missing',
    `${source} holds no key of ${keyBytes} bytes in base64 or hex; make one with \`openssl rand -base64 32\`.`,
  )
}

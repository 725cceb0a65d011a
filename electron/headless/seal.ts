import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { FlowError } from '../core/failure.ts'
import type { Seal } from '../core/ports.ts'

/** Format of a sealed text: version, what held the key, then nonce, tag and ciphertext (SS-04). */
const version = 'v1'
const sealedText = /^v1\.(?<backend>[a-z-]+)\.(?<data>[A-Za-z0-9+/]+={0,2})$/

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals with the key in SSO_FLOW_CONSOLE_KEY, else with one in a file beside the store, which is made when the
 * first secret is sealed. A plain Node process has no key store of the system to ask.
 */
export function createSeal(folder: string, environment: NodeJS.ProcessEnv): Seal {
  const named = environment['SSO_FLOW_CONSOLE_KEY']
  if (named) {
    return keySeal(
      'environment',
      () => parseKey(named, 'SSO_FLOW_CONSOLE_KEY'),
      'Secrets are sealed with the key in SSO_FLOW_CONSOLE_KEY.',
    )
  }
  return keySeal(
    'key-file',
    () => readKeyFile(folder),
    'Secrets are sealed with the key file secret.key beside the settings; whoever reads both reads the secrets.',
  )
}

function keySeal(backend: string, key: () => Buffer, sentence: string): Seal {
  return {
    backend,
    lasting: true,
    sentence,
    seal(plain) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key(), nonce)
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      const data = Buffer.concat([nonce, cipher.getAuthTag(), text])
      return `${version}.${backend}.${data.toString('base64')}`
    },
    open(sealed) {
      const parts = sealedText.exec(sealed)?.groups
      if (!parts) throw enterAgain('is damaged')
      if (parts['backend'] !== backend) {
        throw enterAgain(`was sealed by ${parts['backend']}, not by ${backend},`)
      }
      const data = Buffer.from(parts['data'] ?? '', 'base64')
      try {
        const nonce = data.subarray(0, nonceBytes)
        const decipher = createDecipheriv(algorithm, key(), nonce, { authTagLength: tagBytes })
        decipher.setAuthTag(data.subarray(nonceBytes, nonceBytes + tagBytes))
        const text = data.subarray(nonceBytes + tagBytes)
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
      } catch (thrown) {
        if (thrown instanceof FlowError) throw thrown
        // Damaged and sealed with another key look the same; the sealed text stays where it is.
        throw enterAgain('cannot be opened with this key')
      }
    },
  }
}

const enterAgain = (why: string) =>
  new FlowError('secret_missing', `A secret ${why} and needs to be entered again.`)

/** 32 bytes in base64 or hex: a key, not a password. */
function parseKey(text: string, source: string): Buffer {
  const trimmed = text.trim()
  const key = /^[\da-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : Buffer.from(trimmed, 'base64')
  if (key.length === keyBytes) return key
  throw new FlowError(
    'secret_missing',
    `${source} holds no key of ${keyBytes} bytes in base64 or hex; make one with \`openssl rand -base64 32\`.`,
  )
}

function readKeyFile(folder: string): Buffer {
  const file = path.join(folder, 'secret.key')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // `wx` never writes over a key: two processes that start together end up with the same one.
    const fresh = `${randomBytes(keyBytes).toString('base64')}\n`
    writeFileSync(file, fresh, { mode: 0o600, flag: 'wx' })
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    if (code !== 'EEXIST') {
      throw new FlowError(
        'store_unwritable',
        `The key file secret.key could not be written (${code}); set SSO_FLOW_CONSOLE_KEY instead.`,
        { code },
        thrown,
      )
    }
  }
  return parseKey(readFileSync(file, 'utf8'), 'The key file secret.key')
}

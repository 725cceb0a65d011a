import { X509Certificate } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import type { KeyInWords } from '../../../shared/key-set.ts'
import { isSecretName } from '../../../shared/redact.ts'
import { unusableKey } from './key-choice.ts'

/** A JWK as it was found: nothing about its members is known. */
export type FoundKey = Record<string, unknown>

/** A key for people (RFC 7517, RFC 7518 section 6). No member that is private is ever read for it. */
export async function keyInWords(key: FoundKey, now: number): Promise<KeyInWords> {
  const problem = unusableKey(key)
  const size = sizeOf(key)
  const certificate = certificateOf(key, now)
  const [kty, use, alg, kid] = ['kty', 'use', 'alg', 'kid'].map((name) => textIn(key, name))
  return {
    title: [kty ?? 'Key without kty', size, alg ?? usage(use)].filter(Boolean).join(', '),
    kty: kty ?? null,
    size,
    use: use ?? null,
    alg: alg ?? null,
    kid: kid ?? null,
    thumbprint: await thumbprintOf(key),
    certificate: certificate === 'unreadable' ? null : certificate,
    verifies: problem === null,
    warnings: warningsOf(key, { problem, certificate, now }),
  }
}

type Certificate = KeyInWords['certificate'] | 'unreadable'

function usage(use: string | null | undefined): string {
  return use === 'sig' ? 'for signatures' : use === 'enc' ? 'for encryption' : ''
}

function warningsOf(
  key: FoundKey,
  { problem, certificate, now }: { problem: string | null; certificate: Certificate; now: number },
): string[] {
  if (isSymmetric(key)) {
    return [
      'A symmetric key: whoever can read it can sign tokens. It has no place in a key set; replace it at the provider (RFC 8725 section 3.5).',
    ]
  }
  return [
    ...(isPrivate(key)
      ? [
          'It holds the private key: whoever can read it can sign tokens. Replace it at the provider, and publish the public members alone (RFC 7517 section 9.2).',
        ]
      : []),
    ...(problem === null ? [] : [problem]),
    ...(textIn(key, 'kid') === null ? ['It has no kid, by which a token names its key.'] : []),
    ...(certificate === 'unreadable' ? ['Its x5c holds no readable certificate.'] : []),
    ...(certificate !== 'unreadable' && certificate?.expired ? [expired(certificate, now)] : []),
  ]
}

function expired({ expiresAt }: NonNullable<KeyInWords['certificate']>, now: number): string {
  const days = Math.floor((now - Date.parse(expiresAt)) / 86_400_000)
  const ago = days < 1 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`
  return `Its certificate ended ${ago}, at ${expiresAt}; the key itself goes on, as far as the one who verifies looks at the key alone.`
}

const isSymmetric = (key: FoundKey) => key['kty'] === 'oct' || Object.hasOwn(key, 'k')

/** RFC 7518 sections 6.2.2 and 6.3.2; newer types of keys have `priv`. */
const isPrivate = (key: FoundKey) =>
  Object.keys(key).some((name) => name === 'priv' || (isSecretName(name) && name !== 'k'))

const textIn = (key: FoundKey, name: string): string | null => {
  const value = key[name]
  return typeof value === 'string' ? value.slice(0, 200) : null
}

function sizeOf(key: FoundKey): string | null {
  if (key['kty'] !== 'RSA') return textIn(key, 'crv')
  const modulus = Buffer.from(textOf(key, 'n'), 'base64url').toString('hex').replace(/^0+/, '')
  return modulus === '' ? null : `${BigInt(`0x${modulus}`).toString(2).length} bits`
}

const textOf = (key: FoundKey, name: string) => {
  const value = key[name]
  return typeof value === 'string' ? value : ''
}

/** RFC 7638, over the required public members alone. */
async function thumbprintOf(key: FoundKey): Promise<string | null> {
  if (isSymmetric(key)) return null
  try {
    const { kty, crv, x, y, n, e } = key as Record<string, string>
    return await calculateJwkThumbprint({ kty, crv, x, y, n, e })
  } catch {
    // Of a type that has no thumbprint, or without its members: the warnings say so.
    return null
  }
}

function certificateOf(key: FoundKey, now: number): Certificate {
  const { x5c } = key
  if (x5c === undefined) return null
  const first: unknown = Array.isArray(x5c) ? x5c[0] : null
  if (typeof first !== 'string') return 'unreadable'
  try {
    const { subject, validTo } = new X509Certificate(Buffer.from(first, 'base64'))
    const expiresAt = new Date(validTo)
    return {
      subject: subject.replaceAll('\n', ', '),
      expiresAt: expiresAt.toISOString(),
      expired: expiresAt.getTime() < now,
    }
  } catch {
    // No certificate.
    return 'unreadable'
  }
}

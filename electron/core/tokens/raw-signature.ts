import {
  constants,
  createPublicKey,
  type KeyObject,
  verify,
  type VerifyKeyObjectInput,
} from 'node:crypto'
import type { JWK } from 'jose'
import { derSignature } from './ecdsa-der.ts'

type Options = Pick<VerifyKeyObjectInput, 'padding' | 'saltLength'>

interface Parameters {
  hash: string | null
  /** Null where the key alone says all: Node takes a bare key a third faster than one with options. */
  options: Options | null
  /** Bytes of R in an ECDSA signature; null for other algorithms. */
  half: number | null
}

/** RSASSA-PKCS1-v1_5 is what Node does with an RSA key unless told otherwise. */
const rsa = (hash: string): Parameters => ({ hash, options: null, half: null })
/** RFC 7518 section 3.5: the salt is as long as the hash. */
const pss = (hash: string): Parameters => ({
  hash,
  options: {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  },
  half: null,
})
/** Turned into DER, because Node's option for R and S side by side costs as much as a third of verifying. */
const ecdsa = (hash: string, half: number): Parameters => ({ hash, options: null, half })
const edwards: Parameters = { hash: null, options: null, half: null }

const parameters: ReadonlyMap<string, Parameters> = new Map([
  ['RS256', rsa('sha256')],
  ['RS384', rsa('sha384')],
  ['RS512', rsa('sha512')],
  ['PS256', pss('sha256')],
  ['PS384', pss('sha384')],
  ['PS512', pss('sha512')],
  ['ES256', ecdsa('sha256', 32)],
  ['ES384', ecdsa('sha384', 48)],
  ['ES512', ecdsa('sha512', 66)],
  ['EdDSA', edwards],
  ['Ed25519', edwards],
])

/** A key made ready for one algorithm. */
export interface ReadyKey {
  hash: string | null
  key: KeyObject | VerifyKeyObjectInput
  half: number | null
}

/** Throws for malformed and off-curve keys. */
export function readyKey(publicJwk: JWK, algorithm: string): ReadyKey {
  const found = parameters.get(algorithm)
  if (found === undefined) throw new TypeError(`${algorithm} is not supported`)
  const { hash, options, half } = found
  const key = createPublicKey({ key: publicJwk, format: 'jwk' })
  return { hash, key: options === null ? key : { key, ...options }, half }
}

/**
 * Whether the signature of a compact JWS is right (RFC 7515 section 5.2, step 8). Of Node's crypto directly and
 * at once: WebCrypto takes a trip through its thread pool for each token, which costs as much as verifying.
 */
export function isSignedBy(token: string, { hash, key, half }: ReadyKey): boolean {
  const end = token.lastIndexOf('.')
  const sent = Buffer.from(token.slice(end + 1), 'base64url')
  const signature = half === null ? sent : derSignature(sent, half)
  if (signature === null) return false
  return verify(hash, Buffer.from(token.slice(0, end), 'latin1'), key, signature)
}

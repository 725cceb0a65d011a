import {
  constants,
  createPublicKey,
  type KeyObject,
  verify,
  type VerifyKeyObjectInput,
} from 'node:crypto'
import type { JWK } from 'jose'

type Options = Pick<VerifyKeyObjectInput, 'padding' | 'saltLength' | 'dsaEncoding'>

interface Parameters {
  hash: string | null
  /** Null where the key alone says all: Node takes a bare key a third faster than one with options. */
  options: Options | null
}

/** RSASSA-PKCS1-v1_5 is what Node does with an RSA key unless told otherwise. */
const rsa = (hash: string): Parameters => ({ hash, options: null })
/** RFC 7518 section 3.5: the salt is as long as the hash. */
const pss = (hash: string): Parameters => ({
  hash,
  options: {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  },
})
/** RFC 7518 section 3.4: R and S side by side, not the DER that other protocols have. */
const ecdsa = (hash: string): Parameters => ({ hash, options: { dsaEncoding: 'ieee-p1363' } })
const edwards: Parameters = { hash: null, options: null }

const parameters: ReadonlyMap<string, Parameters> = new Map([
  ['RS256', rsa('sha256')],
  ['RS384', rsa('sha384')],
  ['RS512', rsa('sha512')],
  ['PS256', pss('sha256')],
  ['PS384', pss('sha384')],
  ['PS512', pss('sha512')],
  ['ES256', ecdsa('sha256')],
  ['ES384', ecdsa('sha384')],
  ['ES512', ecdsa('sha512')],
  ['EdDSA', edwards],
  ['Ed25519', edwards],
])

/** A key made ready for one algorithm. */
export interface ReadyKey {
  hash: string | null
  key: KeyObject | VerifyKeyObjectInput
}

/** Throws for malformed and off-curve keys. */
export function readyKey(publicJwk: JWK, algorithm: string): ReadyKey {
  const found = parameters.get(algorithm)
  if (found === undefined) throw new TypeError(`${algorithm} is not supported`)
  const { hash, options } = found
  const key = createPublicKey({ key: publicJwk, format: 'jwk' })
  return { hash, key: options === null ? key : { key, ...options } }
}

/**
 * Whether the signature of a compact JWS is right (RFC 7515 section 5.2, step 8). Of Node's crypto directly and
 * at once: WebCrypto takes a trip through its thread pool for each token, which costs as much as verifying.
 */
export function isSignedBy(token: string, { hash, key }: ReadyKey): boolean {
  const end = token.lastIndexOf('.')
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  return verify(hash, Buffer.from(token.slice(0, end), 'latin1'), key, signature)
}

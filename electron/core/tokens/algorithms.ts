/** What kind of key an algorithm needs (RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864). */
export interface KeyNeeded {
  kty: 'RSA' | 'EC' | 'OKP'
  crv?: string
}

const rsa: KeyNeeded = { kty: 'RSA' }
const ed25519: KeyNeeded = { kty: 'OKP', crv: 'Ed25519' }

/** The signature algorithms that a public key set may be used with (J-01). */
export const allowedAlgorithms: ReadonlyMap<string, KeyNeeded> = new Map([
  ['RS256', rsa],
  ['RS384', rsa],
  ['RS512', rsa],
  ['PS256', rsa],
  ['PS384', rsa],
  ['PS512', rsa],
  ['ES256', { kty: 'EC', crv: 'P-256' }],
  ['ES384', { kty: 'EC', crv: 'P-384' }],
  ['ES512', { kty: 'EC', crv: 'P-521' }],
  ['EdDSA', ed25519],
  ['Ed25519', ed25519],
])

/** Why the header's `alg` is refused, as one sentence; null when it is allowed (J-01, J-02). */
export function algorithmProblem(header: Record<string, unknown>): string | null {
  const { alg } = header
  if (typeof alg !== 'string')
    return 'The header has no `alg`, so nobody can say how the token is signed.'
  if (alg.trim().toLowerCase() === 'none')
    return 'The token says that it is not signed (`alg`: none); anybody could have written it.'
  if (/^HS\d+$/i.test(alg))
    return `${alg} is a symmetric algorithm: with a public key set, everybody could sign.`
  if (!allowedAlgorithms.has(alg))
    return `The algorithm ${alg.slice(0, 40)} is not one of ${[...allowedAlgorithms.keys()].join(', ')}.`
  return null
}

/** Whether a key that names `keyAlgorithm` may verify `algorithm`: EdDSA over Ed25519 has two names. */
export function sameAlgorithm(keyAlgorithm: string, algorithm: string): boolean {
  return curveName(keyAlgorithm) === curveName(algorithm)
}

function curveName(algorithm: string): string {
  return algorithm === 'EdDSA' ? 'Ed25519' : algorithm
}

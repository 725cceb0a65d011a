import { calculateJwkThumbprint, type JWK } from 'jose'
import { allowedAlgorithms, sameAlgorithm } from './algorithms.ts'

export interface CandidateKey {
  /** `kid`, or the thumbprint (RFC 7638) of a key that has none. */
  name: string
  /** The public members only: private ones and everything else stay behind (J-15). */
  publicJwk: JWK
}

export type KeyChoice =
  | { keys: [CandidateKey, ...CandidateKey[]]; choice: 'kid' | 'only-fitting' | 'tried' }
  | { problem: string }

type Jwk = Record<string, unknown>

/**
 * The keys of the set that may verify this token (J-17). A `kid` binds: if it names no key the key is not
 * found, even if another would verify. Without a `kid`, or when several keys share it, every key that fits
 * is tried, and the choice says so.
 */
export async function candidateKeys(
  header: Record<string, unknown>,
  algorithm: string,
  keys: readonly Jwk[],
): Promise<KeyChoice> {
  const named = Object.hasOwn(header, 'kid')
  const { kid } = header
  if (named && typeof kid !== 'string') return { problem: 'The `kid` of the header is not a text.' }
  const possible = named ? keys.filter((key) => key.kid === kid) : keys
  if (possible.length === 0) return { problem: notFound(kid, keys) }

  const fitting: CandidateKey[] = []
  const reasons: string[] = []
  for (const key of possible) {
    const reason = misfit(key, algorithm)
    if (reason === null) fitting.push(await candidate(key))
    else reasons.push(reason)
  }
  const [first, ...more] = fitting
  if (first === undefined) return { problem: noneFits(named, algorithm, reasons) }
  const choice = more.length > 0 ? 'tried' : named ? 'kid' : 'only-fitting'
  return { keys: [first, ...more], choice }
}

/** Why a key can never verify an allowed signature, whatever the token; null when it can. */
export function unusableKey(key: Jwk): string | null {
  const reasons = [...allowedAlgorithms.keys()].map((algorithm) => misfit(key, algorithm))
  return reasons.includes(null) ? null : misfit(key, likelyAlgorithm(key))
}

function likelyAlgorithm(key: Jwk): string {
  if (typeof key.alg === 'string' && allowedAlgorithms.has(key.alg)) return key.alg
  const found = [...allowedAlgorithms].find(([, need]) => need.kty === key.kty)
  return found?.[0] ?? 'RS256'
}

/** Why this key cannot verify this algorithm; null when it can (J-01, J-05, J-15). */
function misfit(key: Jwk, algorithm: string): string | null {
  const name = typeof key.kid === 'string' ? `Key ${key.kid}` : 'The key'
  const need = allowedAlgorithms.get(algorithm)
  if (key.kty === 'oct')
    return `${name} is symmetric (kty oct), which has no place in a public key set.`
  if (need === undefined || key.kty !== need.kty || (need.crv && key.crv !== need.crv))
    return `${name} is ${kindOf(key)} and cannot verify ${algorithm}.`
  if (key.use !== undefined && key.use !== 'sig')
    return `${name} is not for signatures (use is not sig).`
  if (key.key_ops !== undefined && !(Array.isArray(key.key_ops) && key.key_ops.includes('verify')))
    return `${name} is not for verifying (key_ops lacks verify).`
  if (key.alg !== undefined && !(typeof key.alg === 'string' && sameAlgorithm(key.alg, algorithm)))
    return `${name} is bound to ${typeof key.alg === 'string' ? key.alg : 'no known algorithm'} and cannot verify ${algorithm}.`
  return need.kty === 'RSA' ? weakRsa(key, name) : lacksPoint(key, need.kty, name)
}

function kindOf(key: Jwk): string {
  const curve = typeof key.crv === 'string' ? ` on ${key.crv.slice(0, 40)}` : ''
  return typeof key.kty === 'string'
    ? `of type ${key.kty.slice(0, 40)}${curve}`
    : 'of no type (kty is missing)'
}

/** RFC 7518 section 3.3, RFC 8725 section 3.5. */
function weakRsa(key: Jwk, name: string): string | null {
  const modulus = unsigned(key.n)
  const exponent = unsigned(key.e)
  if (modulus === null || exponent === null) return `${name} has no readable modulus and exponent.`
  const bits = modulus.toString(2).length
  if (bits < 2048) return `${name} has an RSA modulus of ${bits} bits; 2048 are the least allowed.`
  if (exponent < 3n) return `${name} has the public exponent ${exponent}; 3 is the least allowed.`
  return null
}

function lacksPoint(key: Jwk, kty: 'EC' | 'OKP', name: string): string | null {
  const complete = typeof key.x === 'string' && (kty === 'OKP' || typeof key.y === 'string')
  return complete ? null : `${name} has no readable public point.`
}

function unsigned(value: unknown): bigint | null {
  if (typeof value !== 'string' || !/^[\w-]+$/.test(value)) return null
  return BigInt(`0x${Buffer.from(value, 'base64url').toString('hex') || '0'}`)
}

async function candidate(key: Jwk): Promise<CandidateKey> {
  const publicJwk = publicPart(key)
  const name = typeof key.kid === 'string' ? key.kid : await calculateJwkThumbprint(publicJwk)
  return { name, publicJwk }
}

function publicPart(key: Jwk): JWK {
  const members = { RSA: ['kty', 'n', 'e'], EC: ['kty', 'crv', 'x', 'y'], OKP: ['kty', 'crv', 'x'] }
  const kept = members[key.kty as keyof typeof members]
  return Object.fromEntries(kept.map((member) => [member, key[member]]))
}

function notFound(kid: unknown, keys: readonly Jwk[]): string {
  if (keys.length === 0) return 'The key set is empty.'
  const kids = keys.flatMap((key) => (typeof key.kid === 'string' ? [key.kid] : []))
  const has = kids.length > 0 ? `it has ${kids.slice(0, 8).join(', ')}` : 'its keys have no kid'
  return `The token is signed with key ${String(kid).slice(0, 80)}, which the key set does not contain; ${has}.`
}

function noneFits(named: boolean, algorithm: string, reasons: string[]): string {
  const [only = ''] = reasons
  if (reasons.length === 1) return only
  return named
    ? `Several keys share the kid of the token, and none can verify ${algorithm}: ${only}`
    : `The token names no key, and none of the ${reasons.length} keys of the set can verify ${algorithm}.`
}

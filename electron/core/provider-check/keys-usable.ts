import { X509Certificate } from 'node:crypto'
import { candidateKeys, unusableKey } from '../tokens/key-choice.ts'
import type { Jwk, KeysUsable } from './requirement.ts'

/** No provider has so many; a hostile one would only make us count. */
const mostRead = 50
/** Private members of a JWK (RFC 7518 section 6); `k` is a symmetric key. */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** What the keys of a set are good for. `now` in milliseconds since the epoch. */
export async function keysUsable(all: readonly Jwk[], now: number): Promise<KeysUsable> {
  const keys = all.slice(0, mostRead)
  const usable: KeysUsable = {
    rs256: [],
    any: [],
    secret: [],
    withoutKid: keys.filter(({ kid }) => typeof kid !== 'string').length,
    withCertificate: keys.filter(({ x5c }) => Array.isArray(x5c)).length,
    badCertificates: [],
  }
  for (const [index, key] of keys.entries()) {
    const name = typeof key['kid'] === 'string' ? key['kid'].slice(0, 60) : `key ${index + 1}`
    const isSecret =
      key['kty'] === 'oct' || secretMembers.some((member) => Object.hasOwn(key, member))
    if (isSecret) usable.secret.push(name)
    if (unusableKey(key) === null) usable.any.push(name)
    if ('keys' in (await candidateKeys({}, 'RS256', [key]))) usable.rs256.push(name)
    const problem = certificateProblem(key, now)
    if (problem) usable.badCertificates.push(`${name} ${problem}`)
  }
  return usable
}

/** RFC 7517 section 4.7: the first certificate holds this key. Null where all is well, or there is none. */
function certificateProblem({ x5c, n, x }: Jwk, now: number): string | null {
  const [first]: unknown[] = Array.isArray(x5c) ? x5c : []
  if (x5c === undefined) return null
  if (typeof first !== 'string') return 'has an x5c without a certificate'
  try {
    const certificate = new X509Certificate(Buffer.from(first, 'base64'))
    const held = certificate.publicKey.export({ format: 'jwk' })
    if (held['n'] !== n || held['x'] !== x) return 'has a certificate of another key'
    if (certificate.validToDate.getTime() < now) return 'has a certificate that is over'
    return null
  } catch {
    // Whatever it is, nobody can read it either.
    return 'has a certificate that cannot be read'
  }
}

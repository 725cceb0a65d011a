import type { InspectedToken } from '../../../shared/token.ts'

/** Header parameters that a reader must not follow or cannot honour (RFC 8725 sections 3.1, 3.6 and 3.10). */
const dangerousParameters: readonly [name: string, warning: string][] = [
  [
    'jku',
    'The header names a URL of keys (jku). It is never fetched: the token may not choose its keys.',
  ],
  ['x5u', 'The header names a URL of certificates (x5u). It is never fetched.'],
  ['jwk', 'The header brings its own key (jwk). It is never used: anybody can bring one.'],
  ['x5c', 'The header brings its own certificates (x5c). They are never used.'],
  [
    'crit',
    'The header marks parameters as critical (crit); a reader that lacks one must refuse the token.',
  ],
  ['zip', 'The content is compressed (zip); it is not unpacked here.'],
  ['p2c', 'The header sets an iteration count (p2c), with which a reader can be kept busy.'],
]

export function headerWarnings(header: Record<string, unknown>): string[] {
  const warnings = dangerousParameters
    .filter(([name]) => Object.hasOwn(header, name))
    .map(([, warning]) => warning)
  const { alg } = header
  if (typeof alg !== 'string')
    warnings.push('The header has no alg: nobody can say how it is signed.')
  else if (alg.trim().toLowerCase() === 'none')
    warnings.push(
      'The algorithm is none: the token is not signed, and anybody could have written it.',
    )
  if (header.b64 === false) warnings.push('The header says that the payload is not encoded (b64).')
  return warnings
}

/** Claims that are a NumericDate (RFC 7519 section 2, OpenID Connect Core sections 2 and 5.1). */
const timeClaims = ['exp', 'nbf', 'iat', 'auth_time', 'updated_at']

export function timesOf(claims: Record<string, unknown>): InspectedToken['times'] {
  return timeClaims.flatMap((claim) => {
    const seconds = Object.hasOwn(claims, claim) ? claims[claim] : null
    if (typeof seconds !== 'number') return []
    const date = new Date(seconds * 1000)
    return Number.isNaN(date.getTime()) ? [] : [{ claim, seconds, utc: date.toISOString() }]
  })
}

/** In seconds: the year 5138. Whatever is later was meant in milliseconds. */
const millisecondsLikely = 100_000_000_000

export function claimWarnings(claims: Record<string, unknown>): string[] {
  return timeClaims.flatMap((claim) => {
    const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined
    if (value === undefined) return []
    if (typeof value !== 'number')
      return [`${claim} is not a number, so it is no time (RFC 7519 section 2).`]
    return value >= millisecondsLikely
      ? [`${claim} looks like milliseconds; a token counts seconds (RFC 7519 section 2).`]
      : []
  })
}

/** An access token in the place of an ID token, or the reverse (J-11, J-12). */
export function roleWarnings(
  name: string,
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
): string[] {
  const isAccessToken = /^(application\/)?at\+jwt$/i.test(String(header.typ))
  if (name === 'id_token' && isAccessToken)
    return ['The typ is at+jwt: this is an access token in the place of an ID token (RFC 9068).']
  const isIdToken = Object.hasOwn(claims, 'nonce') || Object.hasOwn(claims, 'at_hash')
  if (['access_token', 'subject_token'].includes(name) && isIdToken && !isAccessToken)
    return ['It has nonce or at_hash: this looks like an ID token in the place of an access token.']
  return []
}

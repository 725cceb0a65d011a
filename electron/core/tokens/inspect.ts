import type { InspectedToken } from '../../../shared/token.ts'
import { claimExplanations, headerExplanations } from './claims.ts'
import { decodeBase64url, isObject } from './compact.ts'
import { claimWarnings, headerWarnings, roleWarnings, timesOf } from './oddities.ts'
import { cleanToken } from './paste.ts'
import { readSegment } from './segment.ts'

/** Larger texts are not read (J-18). */
const sizeLimit = 4_000_000

type Findings = Omit<InspectedToken, 'name' | 'size' | 'explanations'>

/**
 * Decodes anything that may be a token, leniently and for people only: nothing is verified, fetched or
 * thrown, and the signature stays out of the result. `name` is the parameter that it stands in.
 */
export function inspectToken(name: string, text: string): InspectedToken {
  if (text.length > sizeLimit) {
    const summary = 'This is larger than 4 MB and was not read.'
    return { name, size: text.length, ...explained(nothing('malformed', summary)) }
  }
  const { token, warnings } = cleanToken(text)
  const found = findingsOf(name, token)
  return {
    name,
    size: Buffer.byteLength(token),
    ...explained(found),
    warnings: [...warnings, ...found.warnings],
  }
}

function explained(found: Findings): Findings & Pick<InspectedToken, 'explanations'> {
  const header = explanationsOf(found.header, headerExplanations)
  const claims = explanationsOf(found.claims, claimExplanations)
  return { ...found, explanations: { header, claims } }
}

/** Walks the known names, which are few, and not the members, of which a hostile token has any number. */
function explanationsOf(
  members: InspectedToken['claims'],
  known: ReadonlyMap<string, string>,
): Record<string, string> {
  if (!isObject(members)) return {}
  return Object.fromEntries([...known].filter(([name]) => Object.hasOwn(members, name)))
}

function findingsOf(name: string, token: string): Findings {
  if (token === '') return nothing('malformed', 'There is no token here.')
  // `ey` is how base64 of `{"` begins; other texts with dots are opaque tokens.
  const jsonLike = token.startsWith('ey') && token.includes('.')
  if (!jsonLike && !/^[\w.~+/-]+=*$/.test(token))
    return nothing('malformed', 'This is not a token: it has characters that no token may have.')
  const segments = token.split('.', 6)
  const header = readSegment('header', segments[0] ?? '')
  if (!header.readable || !isObject(header.value))
    return jsonLike
      ? nothing(
          'malformed',
          'This begins like a JWT, but its header cannot be read.',
          header.faults,
        )
      : nothing('opaque', 'This token is opaque: only its issuer can say what it means.')
  if (segments.length === 5 && typeof header.value.enc === 'string') return encrypted(header.value)
  return signed(name, segments, header.value, [header.faults, header.oddities])
}

function nothing(kind: 'opaque' | 'malformed', summary: string, warnings: string[] = []): Findings {
  return { kind, summary, header: null, claims: null, times: [], warnings }
}

type Header = Extract<InspectedToken['header'], object>

function encrypted(header: Exclude<Header, unknown[]>): Findings {
  const { alg, enc } = header
  return {
    kind: 'jwe',
    summary: `This token is encrypted (${word(alg)}, ${word(enc)}): only its header can be read without the key.`,
    header,
    claims: null,
    times: [],
    warnings: headerWarnings(header),
  }
}

function signed(
  name: string,
  segments: string[],
  header: Exclude<Header, unknown[]>,
  [headerFaults, headerOddities]: [string[], string[]],
): Findings {
  const inner = nestedIn(segments)
  if (inner !== null) return nested(name, header, inner, [...headerFaults, ...headerOddities])
  const payload = readSegment('payload', segments[1] ?? '')
  const claims = payload.readable ? payload.value : null
  const members = isObject(claims) ? claims : {}
  const shape = shapeFaults(segments, header.alg)
  const faults = [...shape, ...headerFaults, ...payload.faults]
  if (payload.readable && !isObject(claims))
    faults.push('The payload is no JSON object, so it has no claims.')
  return {
    kind: faults.length > 0 ? 'malformed' : 'jws',
    summary:
      faults.length > 0 ? malformedSummary(payload.readable) : signedSummary(header, members),
    header,
    claims,
    times: timesOf(members),
    warnings: [
      ...faults,
      ...headerOddities,
      ...payload.oddities,
      ...headerWarnings(header),
      ...claimWarnings(members),
      ...roleWarnings(name, header, members),
    ],
  }
}

/** RFC 7519 section 2, nested JWT: the payload is itself a compact token. */
function nestedIn(segments: string[]): string | null {
  const payload = segments.length === 3 ? (decodeBase64url(segments[1] ?? '') ?? '') : ''
  const text = payload.toString('latin1')
  return /^eyJ[\w-]+(?:\.[\w-]*){2,4}$/.test(text) ? text : null
}

/** Shows the claims that are inside; each level is shorter by a quarter, so this ends. */
function nested(
  name: string,
  header: Exclude<Header, unknown[]>,
  inner: string,
  oddities: string[],
): Findings {
  const found = findingsOf(name, inner)
  return {
    ...found,
    summary: `This JWT, signed with ${word(header.alg)}, holds another token, which the claims below are from. ${found.summary}`,
    header,
    warnings: [
      ...oddities,
      `The header of the inner token is ${JSON.stringify(found.header)}.`,
      ...found.warnings,
    ],
  }
}

function shapeFaults(segments: string[], alg: unknown): string[] {
  const [, , signature] = segments
  if (segments.length < 3) return ['The signature is missing: a signed JWT has three segments.']
  if (segments.length > 3)
    return ['There are more than three segments; a signed JWT has three (RFC 7515 section 7.1).']
  if (signature === '')
    return String(alg).toLowerCase() === 'none' ? [] : ['The signature is empty.']
  if (/^[0-9a-f]{64}$/i.test(signature ?? '') && alg === 'HS256')
    return ['The signature is written in hexadecimal digits instead of base64url.']
  return /^[\w-]*$/.test(signature ?? '')
    ? []
    : ['The signature is not base64url (RFC 7515 section 2).']
}

function malformedSummary(readable: boolean): string {
  return readable
    ? 'This is a malformed JWT: it can be read here, but a strict reader refuses it. Nothing in it is verified.'
    : 'This is a malformed JWT: its claims cannot be read.'
}

function signedSummary(header: Record<string, unknown>, claims: Record<string, unknown>): string {
  const { alg } = header
  const from = typeof claims.iss === 'string' ? ` from ${word(claims.iss)}` : ''
  const about = typeof claims.sub === 'string' ? ` about ${word(claims.sub)}` : ''
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none')
    return `This is an unsigned JWT${from}${about}: anybody could have written it.`
  if (/^HS/i.test(alg))
    return `This is a JWT${from}${about} signed with ${word(alg)}: only who shares its secret can verify it.`
  return `This is a JWT${from}${about} signed with ${word(alg)}; nothing in it is verified by reading it.`
}

function word(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value.slice(0, 120) : 'unnamed'
}

import type { Check } from '../../../shared/check.ts'
import { type ClaimsInput, claimOf, missing, rung, shown } from './rule.ts'

/** Rules on the three times (RFC 7519 sections 4.1.4 to 4.1.6), in seconds; a NumericDate is a JSON number (J-16). */

/** Now or past is expired: "on or after which the JWT must not be accepted". */
export function expiryRule({ claims, origin, now, skew }: ClaimsInput): Check {
  const exp = claimOf(claims, 'exp')
  const detail = {
    expected: `after ${instant(now - skew)}`,
    found: shown(exp),
    source: 'clock',
  }
  if (exp === undefined) {
    // Online the provider has vouched for the token by `active` (RFC 7662 section 2.2: exp is optional).
    const status = origin === 'answer' ? 'warning' : 'failed'
    return rung('expiry', status, { ...detail, message: missing('exp', origin) })
  }
  if (!isNumericDate(exp)) return rung('expiry', 'failed', { ...detail, message: noNumber('exp') })
  if (exp > now - skew)
    return rung('expiry', 'passed', { ...detail, message: `The token expires at ${instant(exp)}.` })
  const spite = origin === 'answer' ? ', although the provider says that it is active' : ''
  const message = `The token expired at ${instant(exp)}, ${span(now - exp)} ago${spite}.`
  return rung('expiry', 'failed', { ...detail, message })
}

export function notBeforeRule({ claims, now, skew }: ClaimsInput): Check {
  const nbf = claimOf(claims, 'nbf')
  const detail = {
    expected: `until ${instant(now + skew)}`,
    found: shown(nbf),
    source: 'clock',
  }
  if (nbf === undefined)
    return rung('not-before', 'passed', { ...detail, message: 'nbf is absent, which is allowed.' })
  if (!isNumericDate(nbf))
    return rung('not-before', 'failed', { ...detail, message: noNumber('nbf') })
  if (nbf <= now + skew)
    return rung('not-before', 'passed', { ...detail, message: `Valid since ${instant(nbf)}.` })
  const message = `The token becomes valid at ${instant(nbf)}, in ${span(nbf - now)}.`
  return rung('not-before', 'failed', { ...detail, message })
}

export function issuedAtRule({ claims, origin, now, skew }: ClaimsInput): Check {
  const iat = claimOf(claims, 'iat')
  const detail = {
    expected: `until ${instant(now + skew)}`,
    found: shown(iat),
    source: 'clock',
  }
  if (iat === undefined)
    return rung('issued-at', 'warning', { ...detail, message: missing('iat', origin) })
  if (!isNumericDate(iat))
    return rung('issued-at', 'failed', { ...detail, message: noNumber('iat') })
  if (iat <= now + skew)
    return rung('issued-at', 'passed', { ...detail, message: `Issued at ${instant(iat)}.` })
  const message = `The token is issued at ${instant(iat)}, ${span(iat - now)} in the future: one of the clocks is wrong.`
  return rung('issued-at', 'warning', { ...detail, message })
}

function isNumericDate(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function noNumber(claim: string): string {
  return `The ${claim} is not a number of seconds (RFC 7519 section 2).`
}

/** The tokens of a batch share most of their instants, and writing one takes longer than a rule. */
const written = new Map<number, string>()
const writtenAtMost = 1000

/** ISO 8601 in UTC; the bare seconds beyond what a calendar can show. */
function instant(seconds: number): string {
  const known = written.get(seconds)
  if (known !== undefined) return known
  const date = new Date(seconds * 1000)
  const text = Number.isNaN(date.getTime())
    ? `second ${seconds}`
    : date.toISOString().replace('.000Z', 'Z')
  if (written.size >= writtenAtMost) written.clear()
  written.set(seconds, text)
  return text
}

/** A duration in its largest fitting unit. */
function span(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const
  const [unit, size] = units.find(([, size]) => seconds >= size) ?? ['second', 1]
  const count = Math.floor(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

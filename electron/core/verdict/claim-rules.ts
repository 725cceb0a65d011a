import type { Check, VerdictCheckId } from '../../../shared/check.ts'
import {
  type ClaimsInput,
  type ClaimsOrigin,
  claimOf,
  missing,
  quoted,
  rung,
  shown,
} from './rule.ts'

/** Rules that hold the claims against the site configuration. An unset expectation is skipped. */

export function issuerRule({ claims, origin, configuration }: ClaimsInput): Check {
  const iss = claimOf(claims, 'iss')
  const set = configuration.issuer
  if (set === null) return unset('issuer', 'issuer', iss)
  const detail = { expected: set.value, found: shown(iss), source: set.source }
  if (iss === undefined)
    return rung('issuer', 'failed', { ...detail, message: missing('iss', origin) })
  if (typeof iss !== 'string')
    return rung('issuer', 'failed', { ...detail, message: 'The iss is not a text.' })
  if (iss === set.value)
    return rung('issuer', 'passed', { ...detail, message: 'The iss is the expected issuer.' })
  const message = `${configuration.site} trusts ${set.value}; this token is from ${quoted(iss)}${difference(iss, set.value)}.`
  return rung('issuer', 'failed', { ...detail, message })
}

/** How two issuers differ when it is easy to overlook; they are compared exactly (J-08). */
function difference(found: string, expected: string): string {
  const only = (fold: (text: string) => string) => fold(found) === fold(expected)
  if (only((text) => text.trim())) return ', which differs only by blanks around it'
  if (only((text) => text.replace(/\/$/, ''))) return ', which differs only by a trailing slash'
  if (only((text) => text.replace(/^https?:/, ''))) return ', which differs only by its scheme'
  if (only((text) => text.toLowerCase())) return ', which differs only by case'
  return ''
}

export function audienceRule({ claims, origin, configuration }: ClaimsInput): Check {
  const aud = claimOf(claims, 'aud')
  const set = configuration.audience
  if (set === null) return unset('audience', 'audience', aud)
  const expected = set.value.length === 1 ? (set.value[0] ?? null) : set.value
  const detail = { expected, found: shown(aud), source: set.source }
  if (aud === undefined)
    return rung('audience', 'failed', { ...detail, message: missing('aud', origin) })
  const found: unknown[] = Array.isArray(aud) ? aud : [aud]
  if (found.some((item) => typeof item !== 'string'))
    return rung('audience', 'failed', {
      ...detail,
      message: 'The aud is neither a text nor a list of texts (RFC 7519 section 4.1.3).',
    })
  const accepted = set.value.join(' or ')
  if (found.some((item) => set.value.includes(item as string)))
    return rung('audience', 'passed', { ...detail, message: `The token is for ${accepted}.` })
  const whom = found.length === 0 ? 'nobody' : quoted(found)
  const message = `${configuration.site} accepts tokens for ${accepted}; this one is for ${whom}.`
  return rung('audience', 'failed', { ...detail, message })
}

/** Text says `azp`, diagram says `client_id` of the introspection answer (emporix.md section 3.2). */
export function authorizedPartyRule({ claims, origin, configuration }: ClaimsInput): Check {
  const id = 'authorized-party'
  const azp = claimOf(claims, 'azp')
  const set = configuration.tokenClientId
  if (set === null) return unset(id, 'token_client_id', azp)
  const detail = { expected: set.value, found: shown(azp), source: set.source }
  if (azp === set.value)
    return rung(id, 'passed', { ...detail, message: `The token was issued to ${set.value}.` })
  const clientId = claimOf(claims, 'client_id')
  if (azp === undefined) {
    if (origin === 'answer' && clientId === set.value) {
      const message = `The introspection answer has no azp, but client_id ${set.value}; which of the two the platform reads is undocumented.`
      return rung(id, 'warning', { ...detail, found: shown(clientId), message })
    }
    return rung(id, 'failed', { ...detail, message: `${missing('azp', origin)}${aside(clientId)}` })
  }
  const message =
    typeof azp === 'string'
      ? `${configuration.site} accepts tokens issued to ${set.value}; this one was issued to ${quoted(azp)}.`
      : 'The azp is not a text.'
  return rung(id, 'failed', { ...detail, message })
}

function aside(clientId: unknown): string {
  return typeof clientId === 'string' ? ` Its client_id is ${quoted(clientId)}.` : ''
}

function unset(id: VerdictCheckId, field: string, found: unknown): Check {
  return rung(id, 'skipped', {
    expected: null,
    found: shown(found),
    source: 'unset',
    message: `unset: ${field} is not configured, so the platform accepts any.`,
  })
}

export type IdentifierState = 'present' | 'missing' | 'empty' | 'not-a-string' | 'unverified'

export interface Identifier {
  field: 'EMAIL' | 'SUBJECT'
  value: string | null
  state: IdentifierState
}

/** EMAIL reads `email`, SUBJECT reads `sub`; the other one is never a substitute. */
export function identifierOf(
  field: Identifier['field'],
  claims: Record<string, unknown> | null,
): Identifier {
  const value = claims === null ? null : (claimOf(claims, identifierClaim(field)) ?? null)
  if (claims === null || value === null) return { field, value: null, state: 'missing' }
  if (typeof value !== 'string') return { field, value: null, state: 'not-a-string' }
  if (value.trim() === '') return { field, value, state: 'empty' }
  const verified = claimOf(claims, 'email_verified')
  // Some providers send the boolean as text.
  const unverified = field === 'EMAIL' && (verified === false || verified === 'false')
  return { field, value, state: unverified ? 'unverified' : 'present' }
}

function identifierClaim(field: Identifier['field']): 'email' | 'sub' {
  return field === 'EMAIL' ? 'email' : 'sub'
}

export function identifierRule(
  { field, value, state }: Identifier,
  origin: ClaimsOrigin,
  source: string,
): Check {
  const claim = identifierClaim(field)
  const messages: Record<IdentifierState, string> = {
    present: `The ${claim} identifies the customer.`,
    unverified:
      'The provider has not verified this email: whoever registers with it could take over the customer that has it.',
    missing: `${missing(claim, origin)} Customers are identified by ${field}.`,
    empty: `The ${claim} is empty, and customers are identified by ${field}.`,
    'not-a-string': `The ${claim} is not a text, and customers are identified by ${field}.`,
  }
  const status =
    state === 'present' ? 'passed' : state === 'unverified' ? 'warning' : ('failed' as const)
  const detail = { expected: claim, found: shown(value), source, message: messages[state] }
  return rung('identifier', status, detail)
}

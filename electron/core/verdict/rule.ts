import type { Check, VerdictCheckId } from '../../../shared/check.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'

/** What the platform makes of the customer that the token names; `unknown` where nobody may look. */
export type CustomerKnowledge = 'found' | 'not-found' | 'unknown'

/** Where the judged claims come from: the payload of the JWT, or the answer of the introspection. */
export type ClaimsOrigin = 'token' | 'answer'

/** What a rule on claims sees. */
export interface ClaimsInput {
  claims: Record<string, unknown>
  origin: ClaimsOrigin
  configuration: SiteConfiguration
  /** Seconds since the epoch. */
  now: number
  /** Seconds that the clocks may differ. */
  skew: number
}

type Status = Check['status']
type Detail = Omit<Check, 'id' | 'title' | 'status'>

const titles: Record<VerdictCheckId, string> = {
  configuration: 'Configuration',
  format: 'Format',
  algorithm: 'Algorithm',
  key: 'Key',
  signature: 'Signature',
  introspection: 'Introspection',
  active: 'Active',
  issuer: 'Issuer',
  audience: 'Audience',
  expiry: 'Expiry',
  'not-before': 'Not before',
  'issued-at': 'Issued at',
  'authorized-party': 'Authorized party',
  identifier: 'Identifier',
  customer: 'Customer',
}

/** One rung of the ladder. */
export function rung(id: VerdictCheckId, status: Status, detail: Detail): Check {
  return { id, title: titles[id], status, ...detail }
}

/** A rung that was never stepped on, because what it needs did not come. */
export function notReached(id: VerdictCheckId, source: string, why: string): Check {
  return rung(id, 'unknown', {
    expected: null,
    found: null,
    source,
    message: `Not reached: ${why}`,
  })
}

/** `The token has no iss.` or, online, that the server did not return it. */
export function missing(claim: string, origin: ClaimsOrigin): string {
  return origin === 'token'
    ? `The token has no ${claim}.`
    : `The introspection answer has no ${claim}: it was not returned by the server.`
}

/** The claim as found, null included, or undefined; only own members count. */
export function claimOf(claims: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

/** A claim as plain JSON of a size that fits a table: tokens choose their claims, screens do not. */
export function shown(value: unknown): Check['found'] {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value.length > 500 ? `${value.slice(0, 500)}...` : value
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => shown(item))
  return 'an object'
}

/** The same inside a sentence. */
export function quoted(value: unknown): string {
  const plain = shown(value)
  if (Array.isArray(plain)) return plain.map((item) => quoted(item)).join(', ')
  return typeof plain === 'string' ? plain : JSON.stringify(plain)
}

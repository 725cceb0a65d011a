import type { Check, IdentifierField, Verdict } from '../../../shared/check.ts'
import type { Failure } from '../../../shared/failure.ts'
import { readCompact } from '../tokens/compact.ts'
import type { StatusTable } from './ladder.ts'
import { notReached, rung } from './rule.ts'
import { formatRule } from './token-rules.ts'

export interface UnknownConfiguration {
  token: string
  /** What was asked for; null when nothing was. */
  site: string | null
  failure: Failure
  /** Nobody knows the mode of what does not exist; this one decides which checks are listed. */
  mode: Verdict['mode']
  statuses: StatusTable
  identifierField?: IdentifierField
}

const proof = {
  online: ['introspection', 'active'],
  offline: ['algorithm', 'key', 'signature'],
} as const
const claims = [
  'issuer',
  'audience',
  'expiry',
  'not-before',
  'issued-at',
  'authorized-party',
] as const

/** The verdict when the platform refuses the name of the configuration: nothing after it is judged. */
export function unknownConfigurationVerdict(input: UnknownConfiguration): Verdict {
  const { token, site, failure, mode, statuses, identifierField = 'EMAIL' } = input
  const name = site ?? 'default'
  const why = 'there is no configuration to judge by.'
  const checks: Check[] = [
    rung('configuration', 'failed', {
      expected: name,
      found: null,
      source: 'config parameter',
      message: failure.message,
    }),
    formatRule(token, readCompact(token), mode),
    ...[...proof[mode], ...claims, 'identifier' as const, 'customer' as const].map((id) =>
      notReached(id, name, why),
    ),
  ]
  const { status, evidence, reason } = statuses.configuration
  return {
    verdict: 'rejected',
    platformStatus: status,
    platformStatusEvidence: evidence,
    platformStatusReason: reason,
    mode,
    site: name,
    siteReason: site === null ? 'omitted' : 'requested',
    firstFailure: 'configuration',
    checks,
    identifier: { field: identifierField, value: null, state: 'missing' },
    customer: { outcome: 'not-reached' },
  }
}

import type { Check, Verdict, VerdictCheckId } from '../../../shared/check.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'
import { type CompactReading, readCompact } from '../tokens/compact.ts'
import {
  audienceRule,
  authorizedPartyRule,
  type Identifier,
  identifierOf,
  identifierRule,
  issuerRule,
} from './claim-rules.ts'
import { customerRule } from './customer-rule.ts'
import type { Evidence } from './evidence.ts'
import { type ClaimsInput, type CustomerKnowledge, notReached } from './rule.ts'
import { expiryRule, issuedAtRule, notBeforeRule } from './time-rules.ts'
import {
  activeRule,
  algorithmRule,
  configurationRule,
  formatRule,
  introspectionRule,
  keyRule,
  signatureRule,
} from './token-rules.ts'

/** What the platform answers when a check is the first to say no, and how far that can be trusted. */
export type StatusTable = Record<
  VerdictCheckId,
  { status: number | null; evidence: Verdict['platformStatusEvidence']; reason: string }
>

export interface LadderInput {
  token: string
  /** What `readCompact` makes of the token, where it has been read already. */
  reading?: CompactReading
  configuration: SiteConfiguration
  evidence: Evidence
  /** Seconds since the epoch. */
  now: number
  /** Seconds that the clocks may differ. */
  skew: number
  customer: CustomerKnowledge
  statuses: StatusTable
}

/**
 * Judges one token by the platform's own checks in its own order. Pure: the same input gives the same verdict,
 * at any instant. Every check is listed; what follows a failure is judged as far as it can be, so that a
 * token that fails for several reasons shows them all. The mode is that of the evidence.
 */
export function judge(input: LadderInput): Verdict {
  const { configuration, evidence } = input
  const reading = input.reading ?? readCompact(input.token)
  const judged = judgedClaims(evidence, reading)
  const identifier = identifierOf(configuration.identifierField.value, judged?.claims ?? null)
  const before = [...tokenChecks(input, reading), ...claimChecks(input, judged, identifier)]
  const reached = firstFailureOf(before) === null
  const customer = customerRule(input.customer, configuration.autoprovisioningDisabled, reached)
  const checks = [...before, customer.check]
  const firstFailure = firstFailureOf(checks)
  return {
    verdict: firstFailure === null ? 'accepted' : 'rejected',
    ...platformStatus(input.statuses, firstFailure, checks),
    mode: evidence.mode,
    site: configuration.site,
    siteReason: configuration.siteReason,
    firstFailure,
    checks,
    identifier,
    customer: { outcome: customer.outcome },
  }
}

function tokenChecks(
  { token, configuration, evidence }: LadderInput,
  reading: CompactReading,
): Check[] {
  const first = [
    configurationRule(configuration, evidence.mode),
    formatRule(token, reading, evidence.mode),
  ]
  if (evidence.mode === 'online')
    return proven([
      ...first,
      introspectionRule(configuration, evidence.introspection),
      activeRule(evidence.introspection),
    ])
  return proven([
    ...first,
    algorithmRule(evidence.signature),
    keyRule(configuration, evidence.signature),
    signatureRule(configuration, evidence.signature),
  ])
}

/** Without a failure the last of them must have passed: what was not proven is never accepted (J-03). */
function proven(checks: Check[]): Check[] {
  const last = checks.at(-1)
  if (last === undefined || last.status === 'passed' || firstFailureOf(checks) !== null)
    return checks
  const message = 'Nothing proves the token, so it counts as invalid.'
  return [...checks.slice(0, -1), { ...last, status: 'failed', message }]
}

const claimRules = {
  issuer: issuerRule,
  audience: audienceRule,
  expiry: expiryRule,
  'not-before': notBeforeRule,
  'issued-at': issuedAtRule,
  'authorized-party': authorizedPartyRule,
} as const

function claimChecks(
  { configuration, now, skew }: LadderInput,
  judged: JudgedClaims | null,
  identifier: Identifier,
): Check[] {
  const ids = Object.keys(claimRules) as (keyof typeof claimRules)[]
  if (judged === null)
    return [...ids, 'identifier' as const].map((id) =>
      notReached(id, configuration.site, 'there are no claims to judge.'),
    )
  const claimsInput: ClaimsInput = { ...judged, configuration, now, skew }
  const { source } = configuration.identifierField
  return [
    ...ids.map((id) => claimRules[id](claimsInput)),
    identifierRule(identifier, judged.origin, source),
  ]
}

type JudgedClaims = Pick<ClaimsInput, 'claims' | 'origin'>

/**
 * Online the claims of an active answer, offline those of the token. Where the token has already been
 * rejected its own claims are still read, so that every further reason is listed.
 */
function judgedClaims(evidence: Evidence, reading: CompactReading): JudgedClaims | null {
  const answer = evidence.mode === 'online' ? evidence.introspection : null
  if (answer?.active === true && answer.claims !== null && answer.failure === null)
    return { claims: answer.claims, origin: 'answer' }
  return 'problem' in reading ? null : { claims: reading.jws.claims, origin: 'token' }
}

function firstFailureOf(checks: readonly Check[]): VerdictCheckId | null {
  return (checks.find(({ status }) => status === 'failed')?.id ?? null) as VerdictCheckId | null
}

type PlatformStatus = Pick<
  Verdict,
  'platformStatus' | 'platformStatusEvidence' | 'platformStatusReason'
>

function platformStatus(
  statuses: StatusTable,
  firstFailure: VerdictCheckId | null,
  checks: readonly Check[],
): PlatformStatus {
  if (firstFailure !== null) {
    const { status, evidence, reason } = statuses[firstFailure]
    return {
      platformStatus: status,
      platformStatusEvidence: evidence,
      platformStatusReason: reason,
    }
  }
  const doubt = checks.find(({ status }) => status === 'warning' || status === 'unknown')
  return {
    platformStatus: 200,
    platformStatusEvidence: doubt === undefined ? 'documented' : 'assumed',
    platformStatusReason:
      doubt === undefined
        ? 'Every configured check passes.'
        : `Nothing fails, with a doubt: ${doubt.message}`,
  }
}

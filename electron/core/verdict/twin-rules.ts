import type { Verdict, VerdictCheckId } from '../../../shared/check.ts'
import { looksEncrypted } from '../tokens/compact.ts'
import type { IntrospectionEvidence, SignatureEvidence } from './evidence.ts'
import { claimOf, quoted } from './rule.ts'

/** What the rules see: both results on one token. */
export interface TwinFacts {
  token: string
  /** Why the token is no compact JWS; null when it is one. */
  problem: string | null
  header: Record<string, unknown>
  /** Of the token; null when it cannot be read. */
  claims: Record<string, unknown> | null
  introspection: IntrospectionEvidence
  /** Claims of an active answer. */
  answer: Record<string, unknown> | null
  signature: SignatureEvidence | null
  verdicts: { online: Verdict['verdict']; offline: Verdict['verdict'] }
  /** The claim that identifies the customer. */
  identifierClaim: 'email' | 'sub'
  pinned: readonly string[]
  differing: ReadonlySet<VerdictCheckId>
  now: number
  skew: number
  askedAt: number
}

/** One cause for which online and offline validation come apart. */
export interface TwinRule {
  id: string
  /** The checks whose difference it explains. */
  checks: readonly VerdictCheckId[]
  /** Null where it does not apply. */
  sentence(facts: TwinFacts): string | null
}

const claimChecks = {
  iss: 'issuer',
  aud: 'audience',
  exp: 'expiry',
  nbf: 'not-before',
  iat: 'issued-at',
  azp: 'authorized-party',
} as const satisfies Record<string, VerdictCheckId>

/** A token that cannot be read offline leaves all of these without a claim to judge. */
const everyClaim: VerdictCheckId[] = [
  'format',
  'signature',
  'active',
  ...Object.values(claimChecks),
  'identifier',
  'customer',
]
const proof: VerdictCheckId[] = ['active', 'signature']

/** Seconds within which two clocks are commonly apart. */
const commonDrift = 120

const isActive = ({ introspection }: TwinFacts) =>
  introspection.failure === null && introspection.active === true
const isInactive = ({ introspection }: TwinFacts) =>
  introspection.failure === null && introspection.active === false
const isSigned = ({ signature }: TwinFacts) => signature?.valid === true
const lacksKey = ({ signature }: TwinFacts) => (signature?.keyProblem ?? null) !== null
const timeOf = ({ claims, answer }: TwinFacts, name: string): number | null => {
  const value = claimOf(answer ?? claims ?? {}, name)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
const signatureWord = ({ signature, problem }: TwinFacts) => {
  if (problem !== null) return 'the token cannot be read'
  return signature?.valid === true ? 'the signature is right' : 'the signature is not proven'
}
const seconds = (count: number) =>
  `${Math.round(count)} second${Math.round(count) === 1 ? '' : 's'}`

/** Causes on the token as a whole, then claim by claim. Data: order is reading order. */
export const twinRules: readonly TwinRule[] = [
  {
    id: 'introspection-unreachable',
    checks: [...proof, 'introspection', 'customer'],
    sentence: (facts) =>
      facts.introspection.failure?.kind === 'unreachable'
        ? `The introspection endpoint did not answer, so nothing can be said online; offline ${signatureWord(facts)}.`
        : null,
  },
  {
    id: 'introspection-failed',
    checks: [...proof, 'introspection', 'customer'],
    sentence: (facts) => {
      const { failure } = facts.introspection
      if (failure === null || failure.kind === 'unreachable') return null
      return `The introspection itself failed, which says nothing about the token; offline ${signatureWord(facts)}.`
    },
  },
  {
    id: 'opaque-token',
    checks: everyClaim,
    sentence: (facts) =>
      facts.problem !== null && facts.differing.has('format') && !facts.token.includes('.')
        ? `The token is opaque, so it can only be judged online, where the provider ${says(facts)}.`
        : null,
  },
  {
    id: 'encrypted-token',
    checks: everyClaim,
    sentence: (facts) =>
      facts.problem !== null && facts.differing.has('format') && looksEncrypted(facts.token)
        ? `The token is encrypted, so offline nobody but the holder of its key can judge it; online the provider ${says(facts)}.`
        : null,
  },
  {
    id: 'malformed-token',
    checks: everyClaim,
    sentence: (facts) => {
      const { token, problem, differing } = facts
      const otherwise = !token.includes('.') || looksEncrypted(token)
      if (problem === null || otherwise || !differing.has('format')) return null
      return `Offline the token is malformed, online only the provider reads it, and it ${says(facts)}.`
    },
  },
  {
    id: 'inactive-expired',
    checks: [...proof, 'expiry'],
    sentence: (facts) => {
      const exp = timeOf(facts, 'exp')
      if (!isInactive(facts) || !isSigned(facts) || exp === null || exp > facts.askedAt) return null
      return 'The signature is right, but the token had expired when the provider was asked, so the provider says that it is not active.'
    },
  },
  {
    id: 'inactive-not-yet-valid',
    checks: [...proof, 'not-before'],
    sentence: (facts) => {
      const nbf = timeOf(facts, 'nbf')
      if (!isInactive(facts) || !isSigned(facts) || nbf === null || nbf <= facts.askedAt)
        return null
      return 'The signature is right, but the token was not valid yet when the provider was asked, so the provider says that it is not active.'
    },
  },
  {
    id: 'clock-ahead',
    checks: proof,
    sentence: (facts) => {
      if (!isInactive(facts) || !isSigned(facts)) return null
      const left = (timeOf(facts, 'exp') ?? Number.POSITIVE_INFINITY) - facts.askedAt
      return left > 0 && left <= commonDrift
        ? `The signature is right and the token had ${seconds(left)} left when the provider said that it is not active: the clock of the provider may be ahead, or the token was revoked.`
        : null
    },
  },
  {
    id: 'revoked',
    checks: proof,
    sentence: (facts) => {
      if (!isInactive(facts) || !isSigned(facts)) return null
      const { askedAt } = facts
      const exp = timeOf(facts, 'exp') ?? Number.POSITIVE_INFINITY
      if (exp <= askedAt + commonDrift || (timeOf(facts, 'nbf') ?? 0) > askedAt) return null
      return 'The signature is right and the token has not expired, yet the provider says that it is not active: it was revoked or the person logged out, which only online validation notices.'
    },
  },
  {
    id: 'active-not-boolean',
    checks: proof,
    sentence: (facts) => {
      const { failure, active } = facts.introspection
      if (failure !== null || typeof active === 'boolean' || !isSigned(facts)) return null
      return 'The signature is right, but the introspection answer has no boolean active, so online the token does not count as active.'
    },
  },
  {
    id: 'rotated-key',
    checks: [...proof, 'key'],
    sentence: (facts) => {
      const kid = claimOf(facts.header, 'kid')
      if (!isActive(facts) || !lacksKey(facts)) return null
      if (typeof kid !== 'string' || facts.pinned.includes(kid)) return null
      return `The provider says that the token is active, but its key ${quoted(kid.slice(0, 80))} is not in the pinned jwks: the provider rotated its keys, and the configuration still has the old ones.`
    },
  },
  {
    id: 'unfit-key',
    checks: [...proof, 'key'],
    sentence: (facts) => {
      const kid = claimOf(facts.header, 'kid')
      if (!isActive(facts) || !lacksKey(facts)) return null
      if (typeof kid === 'string' && !facts.pinned.includes(kid)) return null
      return 'The provider says that the token is active, but no key of the pinned jwks may verify it: the jwks belongs to another kind of key or another provider.'
    },
  },
  {
    id: 'algorithm-refused',
    checks: [...proof, 'algorithm'],
    sentence: (facts) =>
      isActive(facts) && (facts.signature?.algorithmProblem ?? null) !== null
        ? 'The provider says that the token is active, but a public key set cannot prove its algorithm, so offline it is refused.'
        : null,
  },
  {
    id: 'signature-wrong',
    checks: proof,
    sentence: (facts) =>
      isActive(facts) && facts.signature?.valid === false
        ? 'The provider says that the token is active, but the pinned key does not verify its signature: the jwks has another key under this name, or the provider did not look at the signature.'
        : null,
  },
  {
    id: 'clock-behind',
    checks: ['active', 'expiry'],
    sentence: (facts) => {
      const exp = timeOf(facts, 'exp')
      if (!isActive(facts) || exp === null || exp > facts.askedAt) return null
      return `The provider said that the token is active ${seconds(facts.askedAt - exp)} after its exp: the clock of the provider is behind, or it allows for a skew.`
    },
  },
  {
    id: 'asked-at-another-time',
    checks: ['active', 'expiry', 'not-before', 'issued-at'],
    sentence: (facts) => {
      const { now, skew, askedAt } = facts
      const exp = timeOf(facts, 'exp') ?? Number.POSITIVE_INFINITY
      const nbf = timeOf(facts, 'nbf') ?? Number.NEGATIVE_INFINITY
      const was = exp > askedAt && nbf <= askedAt
      const is = exp > now - skew && nbf <= now + skew
      if (facts.introspection.failure !== null || facts.claims === null || was === is) return null
      return 'The provider was asked at another instant than the one judged at, between which the token expired or became valid.'
    },
  },
  ...Object.entries(claimChecks).flatMap(([claim, check]) => [
    onlyInToken(claim, check),
    onlyInAnswer(claim, check),
    different(claim, check),
  ]),
  ...(['email', 'sub'] as const).flatMap((claim) => [
    identifying(claim, onlyInToken(claim, 'identifier')),
    identifying(claim, onlyInAnswer(claim, 'identifier')),
    identifying(claim, different(claim, 'identifier')),
  ]),
  {
    id: 'email-verified',
    checks: ['identifier', 'customer'],
    sentence: (facts) => {
      const { answer, claims, differing, identifierClaim } = facts
      if (answer === null || claims === null || !differing.has('identifier')) return null
      if (identifierClaim !== 'email') return null
      if (claimOf(answer, 'email') !== claimOf(claims, 'email')) return null
      return claimOf(answer, 'email_verified') === claimOf(claims, 'email_verified')
        ? null
        : 'The token and the introspection answer do not say the same about email_verified.'
    },
  },
  {
    id: 'customer-follows',
    checks: ['customer'],
    sentence: ({ differing, verdicts }) =>
      differing.has('customer') && verdicts.online !== verdicts.offline
        ? 'The customer is looked up only for a token that passes, so this follows from the rest.'
        : null,
  },
]

function says({ introspection }: TwinFacts): string {
  if (introspection.failure !== null) return 'could not be asked'
  return introspection.active === true ? 'says that it is active' : 'says that it is not active'
}

/** Claim and answer side by side, where both could be read and the check came out differently. */
function compared(
  { answer, claims, differing }: TwinFacts,
  claim: string,
  check: VerdictCheckId,
): { online: unknown; offline: unknown } | null {
  if (answer === null || claims === null || !differing.has(check)) return null
  return { online: claimOf(answer, claim), offline: claimOf(claims, claim) }
}

function onlyInToken(claim: string, check: VerdictCheckId): TwinRule {
  return {
    id: `${claim}-only-in-token`,
    checks: [check],
    sentence(facts) {
      const values = compared(facts, claim, check)
      if (values === null || values.online !== undefined || values.offline === undefined)
        return null
      const clientId = claim === 'azp' ? claimOf(facts.answer ?? {}, 'client_id') : undefined
      const aside = clientId === undefined ? '' : ` it has client_id ${quoted(clientId)} instead;`
      return `Only the token has ${claim}, the introspection answer does not return it:${aside} online the claims of the answer count, offline those of the token.`
    },
  }
}

function onlyInAnswer(claim: string, check: VerdictCheckId): TwinRule {
  return {
    id: `${claim}-only-in-answer`,
    checks: [check],
    sentence(facts) {
      const values = compared(facts, claim, check)
      return values !== null && values.online !== undefined && values.offline === undefined
        ? `Only the introspection answer has ${claim}, the token does not: the provider adds it when it is asked, and offline nobody asks.`
        : null
    },
  }
}

function different(claim: string, check: VerdictCheckId): TwinRule {
  return {
    id: `${claim}-differs`,
    checks: [check],
    sentence(facts) {
      const values = compared(facts, claim, check)
      if (values === null || values.online === undefined || values.offline === undefined)
        return null
      if (JSON.stringify(values.online) === JSON.stringify(values.offline)) return null
      return `The ${claim} of the introspection answer is ${quoted(values.online)}, that of the token ${quoted(values.offline)}.`
    },
  }
}

/** Another identifier is another customer. */
function identifying(claim: 'email' | 'sub', rule: TwinRule): TwinRule {
  return {
    id: rule.id,
    checks: [...rule.checks, 'customer'],
    sentence: (facts) => (facts.identifierClaim === claim ? rule.sentence(facts) : null),
  }
}

import {
  type Check,
  type Verdict,
  type VerdictCheckId,
  verdictCheckIds,
} from '../../../shared/check.ts'
import type { Explanation, Twin, TwinRow } from '../../../shared/judgement.ts'
import { readCompact } from '../tokens/compact.ts'
import type { IntrospectionEvidence, SignatureEvidence } from './evidence.ts'
import { type TwinFacts, twinRules } from './twin-rules.ts'

export interface TwinInput {
  token: string
  online: { verdict: Verdict; evidence: IntrospectionEvidence }
  offline: { verdict: Verdict; evidence: SignatureEvidence | null }
  /** `kid` of the pinned keys. */
  pinned: readonly string[]
  /** Seconds since the epoch: the instant judged at, and when the provider was asked. */
  now: number
  skew: number
  askedAt: number
}

/**
 * Holds the two verdicts on one token against each other (F14). Every row that differs, and a differing
 * verdict, is explained by at least one sentence. Pure.
 */
export function twinOf(input: TwinInput): Twin {
  const { online, offline } = input
  const rows = verdictCheckIds.flatMap((id) => rowOf(id, online.verdict, offline.verdict))
  const differing = rows.filter(({ agreement }) => agreement === 'differ').map(({ id }) => id)
  const facts = factsOf(input, new Set(differing))
  const found = twinRules.flatMap((rule) => {
    const sentence = rule.sentence(facts)
    return sentence === null ? [] : [{ id: rule.id, checks: [...rule.checks], sentence }]
  })
  return {
    agree: online.verdict.verdict === offline.verdict.verdict,
    rows,
    explanations: [...found, ...leftOver(rows, found)],
    missing: null,
  }
}

function rowOf(id: VerdictCheckId, online: Verdict, offline: Verdict): TwinRow[] {
  const [one, other] = [online, offline].map(({ checks }) => checks.find((row) => row.id === id))
  const title = (one ?? other)?.title
  if (title === undefined) return []
  return [
    {
      id,
      title,
      online: one ? sideOf(one) : null,
      offline: other ? sideOf(other) : null,
      agreement: !one || !other ? 'one-sided' : sameOutcome(id, one, other) ? 'agree' : 'differ',
    },
  ]
}

const sideOf = ({ status, found, message }: Check) => ({ status, found, message })

/** What the configuration and the format were found to be differs by design. */
const comparedByStatus: readonly VerdictCheckId[] = ['configuration', 'format']

function sameOutcome(id: VerdictCheckId, one: Check, other: Check): boolean {
  if (one.status !== other.status) return false
  if (comparedByStatus.includes(id) || one.status === 'skipped') return true
  return JSON.stringify(one.found) === JSON.stringify(other.found)
}

function factsOf(input: TwinInput, differing: ReadonlySet<VerdictCheckId>): TwinFacts {
  const { token, online, offline, pinned, now, skew, askedAt } = input
  const reading = readCompact(token)
  const jws = 'problem' in reading ? null : reading.jws
  return {
    token,
    problem: 'problem' in reading ? reading.problem : null,
    header: jws?.header ?? {},
    claims: jws?.claims ?? null,
    introspection: online.evidence,
    answer: online.evidence.failure === null ? online.evidence.claims : null,
    signature: offline.evidence,
    identifierClaim: online.verdict.identifier.field === 'EMAIL' ? 'email' : 'sub',
    verdicts: { online: online.verdict.verdict, offline: offline.verdict.verdict },
    pinned,
    differing,
    now,
    skew,
    askedAt,
  }
}

/** Nothing that differs stays without a sentence, even where no rule knows the cause. */
function leftOver(rows: readonly TwinRow[], found: readonly Explanation[]): Explanation[] {
  const explained = new Set(found.flatMap(({ checks }) => checks))
  return rows
    .filter(({ id, agreement }) => agreement === 'differ' && !explained.has(id))
    .map(({ id, title, online, offline }) => ({
      id: 'other',
      checks: [id],
      sentence: `${title} differs. Online: ${online?.message ?? ''} Offline: ${offline?.message ?? ''}`,
    }))
}

import { createHash } from 'node:crypto'
import type { FindingEvidence } from '../../../../../shared/finding.ts'
import type { Facts } from '../../../findings/rule.ts'
import { duration } from '../expiry.ts'
import { fact, ruledOut, stageInWords } from './evidence.ts'
import { sentAuthorization, sentCode } from './sent.ts'

/* What the run knows of a code that was refused: its uses, its age, and what it is bound to. */

/** The use of this code before the one that was refused. */
export function earlierUse({ answer, spent }: Facts) {
  const code = answer && sentCode(answer).member('oauth_authorization_code')
  return spent.find(({ value }) => value === code) ?? null
}

interface Proof {
  /** The challenge that the verifier makes. */
  recomputed: string
  sent: string
}

/** RFC 7636 section 4.6 */
export function proofOf(facts: Facts): Proof | null {
  const parameters = sentAuthorization(facts)?.searchParams
  const verifier = facts.answer && sentCode(facts.answer).member('oauth_code_verifier')
  const sent = parameters?.get('code_challenge')
  if (!verifier || !sent) return null
  const isPlain = parameters?.get('code_challenge_method') === 'plain'
  const recomputed = isPlain ? verifier : createHash('sha256').update(verifier).digest('base64url')
  return { recomputed, sent }
}

interface Redirects {
  expected: string
  found: string
}

export function redirectsOf(facts: Facts): Redirects | null {
  const expected = sentAuthorization(facts)?.searchParams.get('redirect_uri')
  const found = facts.answer && sentCode(facts.answer).member('oauth_redirect_uri')
  return expected && found ? { expected, found } : null
}

/** Milliseconds between the callback and the request; null where the callback is not of this run. */
export function ageOf({ records, answer }: Facts): number | null {
  const callback = records.find(({ stageId }) => stageId === 'callback')
  return callback && answer ? answer.startedAt - callback.endedAt : null
}

/** RFC 6749 section 4.1.2 recommends at most this; that of the broker is undocumented. */
export const longestLife = 10 * 60_000
/** Less is no reason to suspect the age. */
export const suspicious = 60_000

export function proofRows(facts: Facts): FindingEvidence[] {
  const proof = proofOf(facts)
  return proof?.recomputed === proof?.sent && proof
    ? [
        ruledOut(
          'another code verifier: recomputed, the challenge is equal',
          'RFC 7636 section 4.6',
        ),
      ]
    : []
}

export function redirectRows(facts: Facts): FindingEvidence[] {
  const redirects = redirectsOf(facts)
  return redirects && redirects.expected === redirects.found
    ? [
        ruledOut(
          `another redirect URI: equal, ${Buffer.byteLength(redirects.found)} bytes`,
          stageInWords(facts, 'authorize'),
        ),
      ]
    : []
}

export function ruledOutRows(facts: Facts): FindingEvidence[] {
  const age = ageOf(facts)
  return [
    ...proofRows(facts),
    ...redirectRows(facts),
    ...(age !== null && age <= suspicious
      ? [
          ruledOut(
            `an old code: sent ${duration(age / 1000)} after the callback`,
            stageInWords(facts, 'callback'),
          ),
        ]
      : []),
    ...(earlierUse(facts) ? [] : [fact('Uses in this run', 'none before', 'one-time values')]),
  ]
}

import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import { challengeOf, codeLifetimes } from '../../../findings/oidc/authorization-code.ts'
import type { Facts } from '../../../findings/rule.ts'
import { span } from '../../../times.ts'
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
  const recomputed = isPlain ? verifier : challengeOf(verifier)
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

/** Seconds between the callback and the request; null where the callback is not of this run. */
export function ageOf({ records, answer }: Facts): number | null {
  const callback = records.find(({ stageId }) => stageId === 'callback')
  return callback && answer ? (answer.startedAt - callback.endedAt) / 1000 : null
}

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
    ...(age !== null && age <= codeLifetimes.usual
      ? [
          ruledOut(
            `an old code: sent ${span(age)} after the callback`,
            stageInWords(facts, 'callback'),
          ),
        ]
      : []),
    ...(earlierUse(facts) ? [] : [fact('Uses in this run', 'none before', 'one-time values')]),
  ]
}

import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts } from '../../../findings/rule.ts'
import { span } from '../../../times.ts'

/* The two tokens of a login: which of them is not the cause. */

/** That the subject token is not the cause, where every check of it passed before the platform saw it. */
export function tokenRuledOut(facts: Facts): FindingEvidence[] {
  const { verdict, subjectToken } = facts.values
  if (!subjectToken || verdict?.verdict !== 'accepted') return []
  return [ruledOut('the subject token: no check of it failed', stageInWords(facts, 'validate'))]
}

/** That the anonymous token is not the cause, where its age is known to be within its life. */
export function anonymousRuledOut(facts: Facts): FindingEvidence[] {
  const age = anonymousAge(facts)
  if (age === null || age.left <= 0) return []
  return [
    ruledOut(
      `the anonymous token: ${span(age.left)} left`,
      stageInWords(facts, 'anonymous-session'),
    ),
  ]
}

/** Seconds since the anonymous token was issued, when the last request was sent. */
export function anonymousAge({
  values: { anonymousSession },
  answer,
}: Facts): { age: number; life: number; left: number } | null {
  if (!anonymousSession || !answer) return null
  const age = Math.round((answer.startedAt - anonymousSession.obtainedAt) / 1000)
  const life = anonymousSession.expiresIn
  return { age, life, left: life - age }
}

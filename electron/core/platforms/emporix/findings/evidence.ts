import type { Check } from '../../../../../shared/check.ts'
import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { byteDifference } from '../../../findings/byte-difference.ts'
import type { Facts } from '../../../findings/rule.ts'

/* The rows of evidence, and where a fact of a run is from. */

/** A fact that is no comparison. */
export function fact(name: string, found: string, source: string): FindingEvidence {
  return { name, expected: null, found, source, differsAt: null }
}

/** What was expected against what was found. */
export function compared(
  name: string,
  { expected, found, source }: { expected: string; found: string; source: string },
): FindingEvidence {
  return { name, expected, found, source, differsAt: null }
}

/** The same for texts that must be equal byte for byte: it says where they first differ. */
export function sameBytes(
  name: string,
  detail: { expected: string; found: string; source: string },
): FindingEvidence {
  return {
    ...compared(name, detail),
    differsAt: byteDifference(detail.expected, detail.found),
  }
}

/** What looks alike and is not the cause. */
export function ruledOut(found: string, source: string): FindingEvidence {
  return fact('Ruled out', found, source)
}

/** `stage 7, Anonymous session` */
export function stageSource({ stages }: Facts, id: string): string {
  const stage = stages[id]
  return stage ? `stage ${stage.number}, ${stage.title}` : id
}

/** That the subject token is not the cause, where every check of it passed before the platform saw it. */
export function tokenRuledOut(facts: Facts): FindingEvidence[] {
  const { verdict, subjectToken } = facts.values
  if (!subjectToken || verdict?.verdict !== 'accepted') return []
  return [ruledOut('the subject token: no check of it failed', stageSource(facts, 'validate'))]
}

/** That the anonymous token is not the cause, where its age is known to be within its life. */
export function anonymousRuledOut(facts: Facts): FindingEvidence[] {
  const age = anonymousAge(facts)
  if (age === null || age.left <= 0) return []
  return [
    ruledOut(
      `the anonymous token: ${minutes(age.left)} left`,
      stageSource(facts, 'anonymous-session'),
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

/** Seconds as a person says them. */
export function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}

/** What a check has found or expected, as text; lists with commas. */
export function words(value: Check['found']): string {
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.map((one) => words(one)).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

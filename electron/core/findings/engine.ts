import type { Finding } from '../../../shared/finding.ts'
import type { Facts, Rule } from './rule.ts'

const sureness = { certain: 0, likely: 1, possible: 2 } as const

/**
 * The causes that fit a stage that failed or warns, the surest first; in the order of the rules where they are as sure.
 * Pure.
 */
export function findingsOf(rules: readonly Rule[], facts: Facts): Finding[] {
  return rules
    .filter((rule) => isLookedFor(rule, facts))
    .flatMap((rule) => {
      const found = rule.find(facts)
      if (!found) return []
      const { confidence = rule.confidence, setting = null, evidence, ...rest } = found
      return [{ ruleId: rule.id, confidence, setting, evidence: [...evidence], ...rest }]
    })
    .toSorted((a, b) => sureness[a.confidence] - sureness[b.confidence])
}

function isLookedFor({ on }: Rule, facts: Facts): boolean {
  const { record, status } = facts
  const { failure } = record
  const hasPassed = record.status === 'passed'
  // Where nothing failed, only what warns here is to be explained; what an earlier stage says has been there already.
  const check = (id: string) =>
    hasPassed ? record.checks.findLast((one) => one.id === id) : facts.check(id)
  if (hasPassed && !on.checks) return false
  return (
    (!on.stages || on.stages.includes(record.stageId)) &&
    (!on.codes || (failure !== null && on.codes.includes(failure.code))) &&
    (!on.statuses || (status !== null && on.statuses.includes(status))) &&
    (!on.checks || on.checks.some((id) => isBad(check(id)?.status))) &&
    Object.entries(on.evidence ?? {}).every(([name, values]) => {
      const value = failure?.evidence?.[name]
      return typeof value === 'string' && values.includes(value)
    })
  )
}

const isBad = (status: string | undefined) => status === 'failed' || status === 'warning'

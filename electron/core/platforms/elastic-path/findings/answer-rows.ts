import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { fact, failureText } from '../../../findings/evidence.ts'
import type { Facts } from '../../../findings/rule.ts'
import { said } from './sent.ts'

/** The answer as evidence: its status, and what it says in its own words. */
export function answerRows(facts: Facts): FindingEvidence[] {
  const { status, record, answer } = facts
  const said = failureText(facts, 'said')
  const source = answer?.label ?? record.stageId
  return [
    ...(status === null ? [] : [fact('Status', String(status), source)]),
    ...(said === null ? [] : [fact('It says', said, source)]),
  ]
}

/** The error of the broker, with what it says of it. */
export function brokerRows(facts: Facts, source = 'answer of the broker'): FindingEvidence[] {
  return [fact('error', failureText(facts, 'error') ?? 'none', source), ...saidRows(facts, source)]
}

export function saidRows(facts: Facts, source = 'answer of the broker'): FindingEvidence[] {
  return said(facts) === '' ? [] : [fact('It says', said(facts), source)]
}

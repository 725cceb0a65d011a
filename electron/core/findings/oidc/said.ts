import type { FindingEvidence } from '../../../../shared/finding.ts'
import { fact, failureText } from '../evidence.ts'
import type { Facts } from '../rule.ts'

/** What the provider says of it, if it says anything. */
export function said(facts: Facts): FindingEvidence[] {
  const text = failureText(facts, 'error_description')
  return text === null ? [] : [fact('It says', text, 'error_description')]
}

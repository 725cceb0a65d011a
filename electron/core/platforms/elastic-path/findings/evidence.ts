import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { byteDifference } from '../../../findings/byte-difference.ts'
import type { Facts } from '../../../findings/rule.ts'

/* The rows that a finding rests on. */

/** A fact that is no comparison. */
export function fact(name: string, found: string, source: string): FindingEvidence {
  return { name, expected: null, found, source, differsAt: null }
}

export function compared(
  name: string,
  { expected, found }: { expected: string; found: string },
  source: string,
): FindingEvidence {
  return { name, expected, found, source, differsAt: null }
}

/** For texts that are compared to the letter. */
export function toTheLetter(
  name: string,
  { expected, found }: { expected: string; found: string },
  source: string,
): FindingEvidence {
  return { name, expected, found, source, differsAt: byteDifference(expected, found) }
}

/** A look-alike that what was seen excludes. */
export function ruledOut(found: string, source: string): FindingEvidence {
  return fact('Ruled out', found, source)
}

/** `stage 2, Read the settings`. */
export function stageInWords({ stages }: Facts, id: string): string {
  const stage = stages[id]
  return stage ? `stage ${stage.number}, ${stage.title}` : id
}

/** The answer as evidence: its status, and what it says in its own words. */
export function answerRows({ status, record, answer }: Facts): FindingEvidence[] {
  const said = record.failure?.evidence?.['said']
  const source = answer?.label ?? record.stageId
  return [
    ...(status === null ? [] : [fact('Status', String(status), source)]),
    ...(typeof said === 'string' ? [fact('It says', said, source)] : []),
  ]
}

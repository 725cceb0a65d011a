import type { Check } from '../../../shared/check.ts'
import type { FindingEvidence } from '../../../shared/finding.ts'
import { byteDifference } from './byte-difference.ts'
import type { Facts } from './rule.ts'

/* The rows that a finding rests on. */

/** A fact that is no comparison. */
export function fact(name: string, found: string, source: string): FindingEvidence {
  return { name, expected: null, found, source, differsAt: null }
}

/** Two texts of which only the difference as a whole matters. */
export function compared(
  name: string,
  { expected, found }: { expected: string; found: string },
  source: string,
): FindingEvidence {
  return { name, expected, found, source, differsAt: null }
}

/** Two texts that must be equal byte for byte, with the place where they part. */
export function byteCompared(
  name: string,
  { expected, found }: { expected: string; found: string },
  source: string,
): FindingEvidence {
  return { name, expected, found, source, differsAt: byteDifference(expected, found) }
}

/** What else could have been the cause and is not. */
export function ruledOut(found: string, source: string): FindingEvidence {
  return fact('Ruled out', found, source)
}

/** What a check expected and found, with its source. */
export function ofCheck(name: string, { expected, found, source }: Check): FindingEvidence {
  return compared(name, { expected: words(expected), found: words(found) }, source)
}

/** `stage 4, Redeem the code` */
export function stageInWords({ stages, record }: Facts, id = record.stageId): string {
  const stage = stages[id]
  return stage ? `stage ${stage.number}, ${stage.title}` : id
}

/** A value of a check or claim as it is read: a list with commas, nothing as `missing`. */
export function words(value: unknown): string {
  if (value === undefined || value === null) return 'missing'
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : value.map(words).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A member of the failure's evidence, where it is a text. */
export function failureText({ record }: Facts, name: string): string | null {
  const value = record.failure?.evidence?.[name]
  return typeof value === 'string' ? value : null
}

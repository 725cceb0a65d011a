import { responseHeader } from '../exchange.ts'
import type { Facts } from '../rule.ts'

/**
 * Seconds that the provider's clock is ahead of ours, by the header Date of its last answer; null where it sent none.
 * The header counts whole seconds, and the answer took its time, so that a few seconds tell nothing.
 */
export function clockDifference(
  facts: Facts,
): { seconds: number; theirs: number; ours: number } | null {
  const answered = facts.records
    .flatMap(({ exchanges }) => exchanges)
    .findLast(({ party, response }) => party === 'identity-provider' && response !== null)
  const theirs = Date.parse(responseHeader(answered, 'date') ?? '')
  if (!answered || Number.isNaN(theirs)) return null
  const ours = answered.startedAt + answered.timing.connect + answered.timing.wait
  return { seconds: Math.round((theirs - ours) / 1000), theirs, ours }
}

/** As much as is tolerated where ID tokens are judged. */
export const tolerated = 60

/** Whether the two clocks are so far apart that tokens fail by it. */
export function clocksDiffer(facts: Facts): boolean {
  return Math.abs(clockDifference(facts)?.seconds ?? 0) > tolerated
}

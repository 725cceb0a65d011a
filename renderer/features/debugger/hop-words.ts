import type { Hop } from '../../../shared/run.ts'

/* Two chained sign-ins in words. Pure. */

/** The letters by which the text tells the hops apart: client A of the first, B of the second. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index)

export const redirectName = (index: number): string => `R${index + 1}`

/** Whether the console knows a hop by itself: the first request is its own, the second one it can only probe. */
export function seenWord(hop: Hop, index: number): string {
  if (index === 0) return hop.seen ? 'seen, the console makes it' : 'not made yet'
  return hop.seen ? 'seen by the probe' : 'not seen, happens between the browser and the provider'
}

/** What is most often mixed up, said before the chain shows it. */
export function hopsSentence([outer, inner]: readonly Hop[]): string {
  if (!outer || !inner) return ''
  return `Client A is not client B, and redirect URI R1 is not R2. R1 goes into the ${outer.registeredAt}, R2 into the ${inner.registeredAt}.`
}

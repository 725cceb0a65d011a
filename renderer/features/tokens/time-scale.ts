import type { InspectedToken } from '../../../shared/token.ts'
import type { Judgement } from '../../../shared/judgement.ts'

/* Where instants stand on the slider, in seconds since the epoch. Pure. */

export interface Validity {
  /** From when the token counts, and the claim that says so. */
  from: { claim: string; seconds: number } | null
  until: { claim: string; seconds: number } | null
}

type Times = readonly { claim: string; seconds: number }[]

/** A token that cannot be read may still have times in the provider's answer. */
export function validityOf(token: InspectedToken, judgement: Judgement | null): Validity {
  const answer = judgement?.introspection?.claims ?? {}
  const answered: Times = Object.entries(answer).flatMap(([claim, seconds]) =>
    typeof seconds === 'number' ? [{ claim, seconds }] : [],
  )
  const times = token.times.length > 0 ? token.times : answered
  const find = (claim: string) => times.find((time) => time.claim === claim)
  const at = (claim: string) => {
    const time = find(claim)
    return time ? { claim, seconds: time.seconds } : null
  }
  return { from: at('nbf') ?? at('iat'), until: at('exp') }
}

export interface Scale {
  min: number
  max: number
}

const hour = 3600
/** Farther away than so many times its life, the present would squeeze the valid span to nothing. */
const reach = 2

/** The valid span with room on both sides, and `reference` if it is not too far away. */
export function scaleOf({ from, until }: Validity, skew: number, reference: number): Scale {
  const start =
    from?.seconds ?? (until ? Math.min(reference, until.seconds) - hour : reference - hour)
  const end = until?.seconds ?? Math.max(reference, start) + hour
  const [first, last] = start < end ? [start, end] : [end, start]
  const span = Math.max(last - first, 60)
  const room = Math.max(span / 4, skew * 1.5, 30)
  const near = reference > first - span * reach && reference < last + span * reach
  return {
    min: Math.floor(Math.min(first - room, near ? reference - room / 2 : first)),
    max: Math.ceil(Math.max(last + room, near ? reference + room / 2 : last)),
  }
}

export const clamp = (seconds: number, { min, max }: Scale): number =>
  Math.min(max, Math.max(min, seconds))

/** In percent of the width. */
export const placeOn = ({ min, max }: Scale, seconds: number): number =>
  ((clamp(seconds, { min, max }) - min) / (max - min)) * 100

/** Whether the clock went past an instant at which a verdict may turn. */
export function passedOne(times: Times, skew: number, from: number, to: number): boolean {
  const instants = times.flatMap(({ claim, seconds }) =>
    claim === 'exp' ? [seconds + skew] : ['nbf', 'iat'].includes(claim) ? [seconds - skew] : [],
  )
  return instants.some((instant) => from < instant && instant <= to)
}

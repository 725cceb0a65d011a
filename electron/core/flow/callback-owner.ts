import { type CallbackRefusal, refusalOf } from '../http/callback-outcomes.ts'
import { isEqualText } from '../http/equal-text.ts'

/** How the sign-in ended that sent a state: it waits, its callback was taken, it was cancelled, or is over. */
export type StateEnd = 'waiting' | 'used' | 'cancelled' | 'over'

/** One state that a run has sent; a run that signed in again has several. */
export interface SentState {
  /** Of the run. */
  number: number
  state: string
  ended: StateEnd
}

/** Whose callback carries this state; null where none of these runs sent it. Compares in constant time. */
export function ownerOfState(sent: readonly SentState[], state: string): SentState | null {
  return sent.findLast((one) => isEqualText(one.state, state)) ?? null
}

/** Why the callback of that run is not taken here. */
export function refusalOfOwner({ number, ended }: SentState): CallbackRefusal {
  switch (ended) {
    case 'waiting':
      return refusalOf('other-run', { number })
    case 'used':
      return refusalOf('already-used', { by: ` by run ${number}` })
    case 'cancelled':
      return refusalOf('cancelled-run', { number })
    case 'over':
      return refusalOf('ended-run', { number })
  }
}

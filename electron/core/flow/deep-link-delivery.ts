import { type CallbackRefusal, refusalOf } from '../http/callback-outcomes.ts'
import { ownerOfState, refusalOfOwner } from './callback-owner.ts'
import type { CallbackWait } from './callback-wait.ts'

interface WaitingRun {
  number: number
  wait: CallbackWait
}

/** Every state that these runs have sent, for `ownerOfState`. */
export function sentStates(runs: readonly WaitingRun[]) {
  return runs.flatMap(({ number, wait }) => wait.states.map((one) => ({ number, ...one })))
}

/** Hands a deep link to the run that waits for it; else says why none took it (DL-04 to DL-06). */
export function deliverDeepLink(
  runs: readonly WaitingRun[],
  parameters: [string, string][],
): CallbackRefusal | null {
  const state = parameters.find(([name]) => name === 'state')?.[1]
  if (state === undefined) return refusalOf('no-state')
  const taker = runs.find(({ wait }) => wait.awaitsDeepLink(state))
  if (taker) return taker.wait.offerDeepLink(parameters)
  const owner = ownerOfState(sentStates(runs), state)
  if (owner) return refusalOfOwner(owner)
  // The link may be from before a restart, when the verifier was lost with the process (DL-06).
  const reason =
    'A callback link came that belongs to no waiting run; nothing was changed. Start the sign-in again if it was yours.'
  return { kind: 'foreign-state', reason }
}

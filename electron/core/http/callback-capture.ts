import type { RefusedCallback } from '../../../shared/callback-outcome.ts'
import type { Redirect } from '../../../shared/redirect.ts'
import { FlowError } from '../failure.ts'
import type { CapturedCallback } from '../flow/stage.ts'
import type { Clock } from '../ports.ts'
import { listenForCallback } from './callback-listener.ts'
import { type CallbackRefusal, refusalOf } from './callback-outcomes.ts'
import { isEqualText } from './equal-text.ts'
import { unheardRedirectUri } from './planned-redirect.ts'

/**
 * The one place where a run's callback arrives, whichever way it takes: the loopback listener, a deep link, the
 * in-app window, or a pasted URL. The first one with the expected state is taken; every other is refused with a
 * sentence and changes nothing (DL-04, DL-05, L-05).
 */
export interface CallbackCapture {
  /** Sent in the authorization request, byte for byte, and again when the code is redeemed. */
  redirectUri: string
  via: Redirect['method']
  taken: Promise<CapturedCallback>
  /** Takes the callback, or returns why it is refused. */
  offer(callback: CapturedCallback): CallbackRefusal | null
  close(): Promise<void>
}

export async function openCapture(options: {
  redirect: Redirect
  state: string
  clock: Clock
  deepLinkUri: string | null
  /** Hears of what came to the listener and was refused. */
  onRefused: (refusal: Omit<RefusedCallback, 'at'>) => void
  /** Whose a state is that is not ours; null where nobody knows. */
  ownerOf: (state: string) => CallbackRefusal | null
}): Promise<CallbackCapture> {
  const { redirect, clock, onRefused, ownerOf, state } = options
  const { promise: taken, resolve } = Promise.withResolvers<CapturedCallback>()
  let done = false

  const offer = (callback: CapturedCallback): CallbackRefusal | null => {
    const refusal = refusalOfState(callback, { state, ownerOf })
    if (refusal) return refusal
    if (done) return ownerOf(state) ?? refusalOf('already-used')
    done = true
    resolve(callback)
    return null
  }

  if (redirect.method === 'loopback') {
    const { host, port, path } = redirect
    const listener = await listenForCallback({ host, port, path, state, clock, onRefused, ownerOf })
    // A paste that came first ends the wait; the listener then has nothing to add.
    void listener.taken.then(offer, () => undefined)
    return {
      redirectUri: listener.redirectUri,
      via: 'loopback',
      taken,
      offer,
      close: listener.close,
    }
  }
  const redirectUri =
    redirect.method === 'deep-link'
      ? options.deepLinkUri
      : (redirect.uri ?? unheardRedirectUri(redirect))
  if (!redirectUri) {
    throw new FlowError(
      'capability_missing',
      'Deep links do not reach this host; set redirect.method to loopback or paste.',
    )
  }
  return { redirectUri, via: redirect.method, taken, offer, close: () => Promise.resolve() }
}

/** Why a callback does not belong to this state; null where it does. */
export function refusalOfState(
  { parameters }: Pick<CapturedCallback, 'parameters'>,
  expected: { state: string; ownerOf: (state: string) => CallbackRefusal | null },
): CallbackRefusal | null {
  const states = parameters.flatMap(([name, value]) => (name === 'state' ? [value] : []))
  const [state] = states
  if (state === undefined) return refusalOf('no-state')
  if (states.length > 1) return refusalOf('repeated-parameter', { name: 'state' })
  if (isEqualText(state, expected.state)) return null
  return expected.ownerOf(state) ?? refusalOf('foreign-state')
}

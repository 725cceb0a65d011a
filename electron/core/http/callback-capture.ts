import type { Redirect } from '../../../shared/redirect.ts'
import { FlowError } from '../failure.ts'
import type { CapturedCallback } from '../flow/stage.ts'
import type { Clock } from '../ports.ts'
import { listenForCallback } from './callback-listener.ts'

/**
 * The one place where a run's callback arrives, whichever way it takes: the loopback listener, a deep link, or
 * a pasted URL. The first one with the expected state is taken; every other is refused with a sentence and
 * changes nothing (DL-04, DL-05, L-05).
 */
export interface CallbackCapture {
  /** Sent in the authorization request, byte for byte, and again when the code is redeemed. */
  redirectUri: string
  via: CapturedCallback['via']
  taken: Promise<CapturedCallback>
  /** Takes the callback, or returns the reason why it is refused. */
  offer(callback: CapturedCallback): string | null
  close(): Promise<void>
}

export async function openCapture(options: {
  redirect: Redirect
  state: string
  clock: Clock
  deepLinkUri: string | null
  onRefused: (reason: string) => void
}): Promise<CallbackCapture> {
  const { redirect, state, clock, onRefused } = options
  const { promise: taken, resolve } = Promise.withResolvers<CapturedCallback>()
  let done = false

  const offer = (callback: CapturedCallback): string | null => {
    const states = callback.parameters
      .filter(([name]) => name === 'state')
      .map(([, value]) => value)
    const reason = done
      ? 'This callback was already used.'
      : states.length === 1 && states[0] === state
        ? null
        : states.length === 0
          ? 'A callback without state came; this run is unharmed.'
          : 'A callback came whose state is not ours; this run is unharmed.'
    if (reason) {
      onRefused(reason)
      return reason
    }
    done = true
    resolve(callback)
    return null
  }

  if (redirect.method === 'loopback') {
    const { host, port, path } = redirect
    const listener = await listenForCallback({ host, port, path, state, clock, onRefused })
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
    redirect.method === 'deep-link' ? options.deepLinkUri : (redirect.uri ?? unheard(redirect))
  if (!redirectUri) {
    throw new FlowError(
      'capability_missing',
      'Deep links do not reach this host; set redirect.method to loopback or paste.',
    )
  }
  return { redirectUri, via: redirect.method, taken, offer, close: () => Promise.resolve() }
}

/** A loopback URI where nobody listens: the browser shows an error page, its address bar the callback. */
function unheard({ host, port, path }: Redirect): string {
  return `http://${host}:${port || 8765}${path}`
}

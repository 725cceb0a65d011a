import type { RefusedCallback } from '../../../shared/callback-outcome.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import type { Run } from '../../../shared/run.ts'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { type CallbackCapture, openCapture, refusalOfState } from '../http/callback-capture.ts'
import { incomingExchange } from '../http/callback-exchange.ts'
import {
  type CallbackRefusal,
  cameAs,
  refusalError,
  refusalIn,
  refusalOf,
} from '../http/callback-outcomes.ts'
import { parseCallback } from '../http/callback-parameters.ts'
import { isEqualText } from '../http/equal-text.ts'
import type { Ports } from '../ports.ts'
import type { StateEnd } from './callback-owner.ts'
import { SignInWindow } from './sign-in-window.ts'
import type { CapturedCallback } from './stage.ts'

/** How long the browser may take (screens.md 3.3). */
const patience = 10 * 60_000

/** A hostile page may knock often; the last refusals tell enough. */
const refusalsKept = 20
/** A person signs in again some times in one run; older links are nobody's any more. */
const statesKept = 20

/** A state that this run has sent, and how that sign-in ended. */
interface Sent {
  state: string
  redirectUri: string
  ended: StateEnd
}

type HostPorts = Pick<Ports, 'clock' | 'deepLink' | 'signInWindow'>

/** One run's wait for its callback: what captures it, how long, and what was refused meanwhile. */
export class CallbackWait {
  readonly #ports: HostPorts
  readonly #tell: (waiting: Run['waiting']) => void
  readonly #ownerOf: (state: string) => CallbackRefusal | null
  readonly #window: SignInWindow
  #capture: CallbackCapture | null = null
  #waiting: Run['waiting'] = null
  #refused: RefusedCallback[] = []
  #sent: Sent[] = []
  /** A callback that was pasted after the time was over, until `take` asks for it. */
  #late: CapturedCallback | null = null

  /** `ownerOf` says whose a foreign state is, where another run sent it. */
  constructor(
    ports: HostPorts,
    tell: (waiting: Run['waiting']) => void,
    ownerOf: (state: string) => CallbackRefusal | null = () => null,
  ) {
    this.#ports = ports
    this.#tell = tell
    this.#ownerOf = ownerOf
    this.#window = new SignInWindow(ports.signInWindow, (window) => {
      if (this.#waiting) this.#set({ ...this.#waiting, window })
    })
  }

  /** Every state that was sent, the latest last. */
  get states(): readonly { state: string; ended: StateEnd }[] {
    return this.#sent
  }

  /** Whether a callback can arrive, or has. */
  get isOpen(): boolean {
    return this.#capture !== null || this.#late !== null
  }

  /** Starts to capture and returns the exact redirect URI. */
  async expect(redirect: Values['redirect'], state: string): Promise<string> {
    await this.close()
    const { clock, deepLink } = this.#ports
    this.#refused = []
    this.#capture = await openCapture({
      redirect,
      state,
      clock,
      deepLinkUri: deepLink?.redirectUri ?? null,
      onRefused: (refusal) => this.#note(refusal),
      ownerOf: this.#ownerOf,
    })
    const { redirectUri } = this.#capture
    this.#sent = [...this.#sent, { state, redirectUri, ended: 'waiting' as const }].slice(
      -statesKept,
    )
    return redirectUri
  }

  /** Waits for the callback. Fails with `callback_timeout`, or with the reason of the signal. */
  async take(signal: AbortSignal): Promise<{ callback: CapturedCallback; exchange: Exchange }> {
    const late = this.#takeLate()
    if (late) return late
    const capture = this.#capture
    if (!capture) {
      throw new FlowError(
        'stage_not_ready',
        'The listener for the callback is closed; sign in again to open a new one.',
      )
    }
    const { clock } = this.#ports
    const since = clock.now()
    const { redirectUri, via } = capture
    const deadline = since + patience
    this.#set({ redirectUri, via, since, deadline, refused: this.#refused, window: null })
    const { promise: ended, reject } = Promise.withResolvers<never>()
    const stopClock = clock.after(patience, () => reject(tooLate(this.#refused)))
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      const callback = await Promise.race([capture.taken, ended])
      this.#end('used')
      return { callback, exchange: incomingExchange(callback, redirectUri, [since, clock.now()]) }
    } finally {
      stopClock()
      signal.removeEventListener('abort', onAbort)
      if (signal.aborted) this.#end('cancelled')
      this.#set(null)
      await this.close()
    }
  }

  /**
   * Takes a pasted callback. With `late`, also the one of a sign-in whose time was over: the answer is then `late`,
   * and the stage has to be run again to take it. Throws `callback_invalid` or `callback_refused`, which change nothing.
   */
  paste(text: string, { late = false } = {}): 'taken' | 'late' {
    const last = this.#sent.at(-1)
    if (!last) throw refusalError(refusalOf('not-awaited'))
    const { state, redirectUri } = last
    const callback: CapturedCallback = {
      ...parseCallback(text, { redirectUri, state }),
      via: 'paste',
    }
    const refusal =
      this.#capture && last.ended === 'waiting'
        ? this.#capture.offer(callback)
        : refusalOfState(callback, { state, ownerOf: this.#ownerOf })
    if (refusal) throw refusalError(refusal)
    if (this.#capture && last.ended === 'waiting') {
      this.#end('used')
      return 'taken'
    }
    if (!late || last.ended !== 'over') throw refusalError(this.#refusalAfter(last))
    this.#end('used', 'over')
    this.#late = callback
    return 'late'
  }

  /** Whether a deep link with this state is awaited here. */
  awaitsDeepLink(state: string): boolean {
    const last = this.#sent.at(-1)
    if (!last || this.#capture?.via !== 'deep-link' || last.ended !== 'waiting') return false
    return isEqualText(last.state, state)
  }

  /** Takes a deep link, or returns why not. */
  offerDeepLink(parameters: [string, string][]): CallbackRefusal | null {
    if (this.#capture?.via !== 'deep-link') return refusalOf('not-awaited')
    const refusal = this.#capture.offer({ parameters, via: 'deep-link' })
    if (!refusal) this.#end('used')
    return refusal
  }

  /** Signs in in the in-app window, where the host has one. Throws `capability_missing` or `callback_refused`. */
  async openWindow(url: string): Promise<void> {
    const capture = this.#capture
    if (!capture || !this.#waiting) throw refusalError(refusalOf('not-awaited'))
    const { redirectUri } = capture
    await this.#window.open({
      url,
      redirectUri,
      onCallback: (text) => this.#takeFromWindow(capture, text),
    })
  }

  async close(): Promise<void> {
    const capture = this.#capture
    this.#capture = null
    this.#end('over')
    await Promise.all([capture?.close(), this.#window.close()])
  }

  #takeFromWindow(capture: CallbackCapture, text: string): void {
    const came = cameAs(capture.redirectUri, [])
    try {
      const { parameters } = parseCallback(text, { redirectUri: capture.redirectUri })
      const refusal = capture.offer({ parameters, via: 'window' })
      if (refusal) this.#note({ ...refusal, came: cameAs(capture.redirectUri, parameters) })
      else this.#end('used')
    } catch (thrown) {
      this.#note({ ...(refusalIn(thrown) ?? refusalOf('unreadable')), came })
    }
  }

  /** How the latest sign-in ended; what has ended otherwise stays so. */
  #end(ended: StateEnd, from: StateEnd = 'waiting'): void {
    const last = this.#sent.at(-1)
    if (last?.ended === from) this.#sent = [...this.#sent.slice(0, -1), { ...last, ended }]
  }

  #refusalAfter({ state, ended }: Sent): CallbackRefusal {
    return this.#ownerOf(state) ?? refusalOf(ended === 'used' ? 'already-used' : 'not-awaited')
  }

  #takeLate(): { callback: CapturedCallback; exchange: Exchange } | null {
    const callback = this.#late
    const sent = this.#sent.at(-1)
    this.#late = null
    if (!callback || !sent) return null
    const now = this.#ports.clock.now()
    return { callback, exchange: incomingExchange(callback, sent.redirectUri, [now, now]) }
  }

  #note(refusal: Omit<RefusedCallback, 'at'>): void {
    const at = this.#ports.clock.now()
    this.#refused = [...this.#refused, { at, ...refusal }].slice(-refusalsKept)
    if (this.#waiting) this.#set({ ...this.#waiting, refused: this.#refused })
  }

  #set(waiting: Run['waiting']): void {
    this.#waiting = waiting
    this.#tell(waiting)
  }
}

/** The evidence names what was refused meanwhile: it may be the reason. */
function tooLate(refused: readonly RefusedCallback[]): FlowError {
  const kinds = [...new Set(refused.map(({ kind }) => kind))]
  return new FlowError(
    'callback_timeout',
    `The browser did not come back within ${patience / 60_000} minutes. The listener is closed.`,
    kinds.length > 0 ? { refused: kinds } : undefined,
  )
}

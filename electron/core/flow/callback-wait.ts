import { randomUUID } from 'node:crypto'
import type { Exchange } from '../../../shared/exchange.ts'
import type { Run } from '../../../shared/run.ts'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { type CallbackCapture, openCapture } from '../http/callback-capture.ts'
import { parseCallback } from '../http/callback-parameters.ts'
import type { Ports } from '../ports.ts'
import type { CapturedCallback } from './stage.ts'

/** How long the browser may take (screens.md 3.3). */
const patience = 10 * 60_000

/** A hostile page may knock often; the last refusals tell enough. */
const refusalsKept = 20

/** One run's wait for its callback: what captures it, how long, and what was refused meanwhile. */
export class CallbackWait {
  readonly #ports: Pick<Ports, 'clock' | 'deepLink'>
  readonly #tell: (waiting: Run['waiting']) => void
  #capture: CallbackCapture | null = null
  #waiting: Run['waiting'] = null

  constructor(ports: Pick<Ports, 'clock' | 'deepLink'>, tell: (waiting: Run['waiting']) => void) {
    this.#ports = ports
    this.#tell = tell
  }

  /** Starts to capture and returns the exact redirect URI. */
  async expect(redirect: Values['redirect'], state: string): Promise<string> {
    await this.close()
    const { clock, deepLink } = this.#ports
    this.#capture = await openCapture({
      redirect,
      state,
      clock,
      deepLinkUri: deepLink?.redirectUri ?? null,
      onRefused: (reason) => this.#refused(reason),
    })
    return this.#capture.redirectUri
  }

  /** Waits for the callback. Fails with `callback_timeout`, or with the reason of the signal. */
  async take(signal: AbortSignal): Promise<{ callback: CapturedCallback; exchange: Exchange }> {
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
    this.#set({ redirectUri, via, since, deadline: since + patience, refused: [] })
    const { promise: ended, reject } = Promise.withResolvers<never>()
    const stopClock = clock.after(patience, () => reject(tooLate()))
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      const callback = await Promise.race([capture.taken, ended])
      return { callback, exchange: incoming(callback, redirectUri, since, clock.now()) }
    } finally {
      stopClock()
      signal.removeEventListener('abort', onAbort)
      this.#set(null)
      await this.close()
    }
  }

  /** Takes a pasted callback. Throws `callback_invalid` or `callback_refused`; the wait goes on then. */
  paste(text: string): void {
    if (!this.#capture || !this.#waiting) {
      throw new FlowError('callback_refused', 'This run does not wait for a callback.')
    }
    const { parameters } = parseCallback(text, { redirectUri: this.#capture.redirectUri })
    const reason = this.#capture.offer({ parameters, via: 'paste' })
    if (reason) throw new FlowError('callback_refused', reason)
  }

  /** Whether a deep link is awaited; if so, whether this one was taken. */
  takeDeepLink(parameters: [string, string][]): boolean {
    if (!this.#waiting || this.#capture?.via !== 'deep-link') return false
    return this.#capture.offer({ parameters, via: 'deep-link' }) === null
  }

  async close(): Promise<void> {
    const capture = this.#capture
    this.#capture = null
    await capture?.close()
  }

  #refused(reason: string): void {
    if (!this.#waiting) return
    const refusal = { at: this.#ports.clock.now(), reason }
    this.#set({
      ...this.#waiting,
      refused: [...this.#waiting.refused, refusal].slice(-refusalsKept),
    })
  }

  #set(waiting: Run['waiting']): void {
    this.#waiting = waiting
    this.#tell(waiting)
  }
}

function tooLate(): FlowError {
  return new FlowError(
    'callback_timeout',
    `The browser did not come back within ${patience / 60_000} minutes. The listener is closed.`,
  )
}

/** The callback as an exchange that came to us. A pasted one was answered by nobody here. */
function incoming(
  { parameters, via }: CapturedCallback,
  redirectUri: string,
  startedAt: number,
  endedAt: number,
): Exchange {
  return {
    id: randomUUID(),
    label: `Callback by ${via}`,
    party: 'browser',
    incoming: true,
    request: {
      method: 'GET',
      url: `${redirectUri}?${new URLSearchParams(parameters)}`,
      headers: [],
      body: null,
    },
    response:
      via === 'loopback' ? { status: 200, statusText: 'OK', headers: [], body: '', size: 0 } : null,
    failure: null,
    startedAt,
    timing: { wait: endedAt - startedAt, receive: 0 },
  }
}

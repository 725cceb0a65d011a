import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch } from 'undici'

/**
 * The connections of one owner, such as a run. The process's own pool would keep them open after a cancellation, and
 * nobody could tell whose they are.
 */
export class Connections {
  #pool: Dispatcher | null = null

  /** `fetch` over these connections; `onSent` hears when there is one and the request goes out on it. */
  fetch(url: string, init: RequestInit, onSent: () => void): Promise<Response> {
    this.#pool ??= newPool()
    const dispatcher = this.#pool.compose(
      (dispatch) => (options, handler) => dispatch(options, new Announcing(handler, onSent)),
    )
    // The library's types repeat those of the platform under names of their own.
    return fetch(url, { ...init, dispatcher } as Parameters<
      typeof fetch
    >[1]) as unknown as Promise<Response>
  }

  /** Closes every connection at once, also those in use. A later request opens new ones. */
  async close(): Promise<void> {
    const pool = this.#pool
    this.#pool = null
    await pool?.destroy()
  }
}

/** A proxy is used only where Node is told so. */
const newPool = (): Dispatcher =>
  process.env['NODE_USE_ENV_PROXY'] === '1' ? new EnvHttpProxyAgent() : new Agent()

type Handler = Dispatcher.DispatchHandler
type Told<N extends keyof Handler> = Parameters<NonNullable<Handler[N]>>

/** Hands everything on; the library's own decorator does not declare what it decorates. */
class Announcing implements Handler {
  readonly #inner: Handler
  readonly #onSent: () => void

  constructor(inner: Handler, onSent: () => void) {
    this.#inner = inner
    this.#onSent = onSent
  }

  onRequestStart(...told: Told<'onRequestStart'>) {
    this.#onSent()
    this.#inner.onRequestStart?.(...told)
  }

  onResponseStart(...told: Told<'onResponseStart'>) {
    this.#inner.onResponseStart?.(...told)
  }

  onResponseData(...told: Told<'onResponseData'>) {
    this.#inner.onResponseData?.(...told)
  }

  onResponseEnd(...told: Told<'onResponseEnd'>) {
    this.#inner.onResponseEnd?.(...told)
  }

  onResponseError(...told: Told<'onResponseError'>) {
    this.#inner.onResponseError?.(...told)
  }
}

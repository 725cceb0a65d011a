import type { RequestDraft } from '../../../shared/exchange.ts'
import type { Run } from '../../../shared/run.ts'
import { FlowError } from '../failure.ts'
import type { Hide } from './masked-exchange.ts'
import { fillIn, sealDraft } from './placeholders.ts'

type Held = NonNullable<Run['held']>

/** One run's wait for the person to let a request go. */
export class HoldWait {
  readonly #tell: (held: Held | null) => void
  #open: { held: Held; send: (request: RequestDraft) => void; drop: () => void } | null = null

  constructor(tell: (held: Held | null) => void) {
    this.#tell = tell
  }

  /** Holds the request and answers with the one to be sent. Fails with `request_dropped` or the reason of the signal. */
  async hold(held: Held, signal: AbortSignal): Promise<RequestDraft> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<RequestDraft>()
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    this.#open = { held, send: resolve, drop: () => reject(dropped()) }
    this.#tell(held)
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#open = null
      this.#tell(null)
    }
  }

  /** Sends it as it is, or as it was edited with placeholders. Throws `request_invalid` and goes on holding. */
  send(edited: RequestDraft | undefined, hide: Hide): void {
    const { held, send } = this.#find()
    send(edited ? fillIn(sealDraft(held.request, hide), edited) : held.request)
  }

  drop(): void {
    this.#find().drop()
  }

  #find() {
    if (!this.#open) {
      throw new FlowError('request_invalid', 'No request of this run is held; it was sent already.')
    }
    return this.#open
  }
}

const dropped = () =>
  new FlowError('request_dropped', 'The request was held and then dropped; nothing was sent.')

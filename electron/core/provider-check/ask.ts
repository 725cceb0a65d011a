import type { Exchange, RequestDraft } from '../../../shared/exchange.ts'
import type { Failure } from '../../../shared/failure.ts'
import { toFailure } from '../failure.ts'
import type { Contacts } from '../http/network-ledger.ts'
import { createRecordingFetch } from '../http/recording-fetch.ts'
import type { Clock } from '../ports.ts'

/** Metadata, keys and error pages are small (security.md W-01). */
const maxBytes = 1024 * 1024
const deadlineMs = 15_000

export type Answer =
  | { kind: 'answered'; exchange: Exchange; response: NonNullable<Exchange['response']> }
  | { kind: 'failed'; failure: Failure; exchange: Exchange | null }

export interface Asking {
  /** Sends one request, recorded and limited; fails only when the check is cancelled. */
  ask(label: string, draft: RequestDraft): Promise<Answer>
  /** The same for what brings its own reading; `recorded` gets the exchange when it has ended. */
  fetch(label: string, recorded: (exchange: Exchange) => void): typeof globalThis.fetch
  now(): number
  signal: AbortSignal
}

/**
 * `record` gets every exchange. `hidden` takes out of answers what may not come back; it is done here, before
 * anything cuts an answer or takes markup off it.
 */
export function askingWith(options: {
  clock: Clock
  signal: AbortSignal
  record: (exchange: Exchange) => void
  contacts: Contacts
  hidden: <T>(value: T) => T
}): Asking {
  const { clock, signal, record, hidden, contacts } = options
  const fetchFor: Asking['fetch'] = (label, recorded) => {
    const purpose = { label, party: 'identity-provider' } as const
    return createRecordingFetch({
      purpose,
      contact: contacts(purpose),
      clock,
      signal,
      maxBytes,
      deadlineMs,
      record(clear) {
        const exchange = { ...clear, response: hidden(clear.response) }
        record(exchange)
        recorded(exchange)
      },
    })
  }
  return {
    signal,
    now: () => clock.now(),
    fetch: fetchFor,
    async ask(label, { method, url, headers, body }) {
      let exchange: Exchange | null = null
      let failure: Failure | null = null
      try {
        await fetchFor(label, (one) => (exchange = one))(url, { method, headers, body, signal })
      } catch (thrown) {
        if (signal.aborted) throw signal.reason
        failure = toFailure(thrown)
      }
      return answerOf(exchange, failure)
    },
  }
}

function answerOf(exchange: Exchange | null, failure: Failure | null): Answer {
  if (failure) return { kind: 'failed', failure, exchange }
  if (exchange?.response) return { kind: 'answered', exchange, response: exchange.response }
  throw new Error('A request ended without answer and without failure')
}

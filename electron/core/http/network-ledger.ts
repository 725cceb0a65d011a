import type { Party } from '../../../shared/exchange.ts'
import type { ContactedHost, NetworkLedgerView } from '../../../shared/network-ledger.ts'
import type { Purpose } from '../flow/stage.ts'
import type { Clock } from '../ports.ts'

/** As many reasons as tell enough of one host. */
const reasonsKept = 5

export interface Contact {
  /** With port. */
  host: string
  party: Party
  /** Whose configuration named it, in words. */
  from: string
  /** What asked, in words: `run 3, Token request`. */
  reason: string
  /** Bytes of the body that came; null before anything did, which counts the request. */
  received: number | null
}

/** Hears of the hosts of one request; see `RecordingFetchOptions.contact`. */
export type Contacts = (purpose: Purpose) => (host: string, received: number | null) => void

/** Every host that this process contacted, and why. */
export class NetworkLedger {
  readonly #clock: Clock
  readonly #since: number
  readonly #hosts = new Map<string, ContactedHost>()

  constructor(clock: Clock) {
    this.#clock = clock
    this.#since = clock.now()
  }

  contact({ host, party, from, reason, received }: Contact): void {
    const now = this.#clock.now()
    const known = this.#hosts.get(host)
    this.#hosts.set(host, {
      host,
      party: known?.party ?? party,
      from: known?.from ?? from,
      reasons: [reason, ...(known?.reasons ?? []).filter((other) => other !== reason)].slice(
        0,
        reasonsKept,
      ),
      requests: (known?.requests ?? 0) + (received === null ? 1 : 0),
      firstAt: known?.firstAt ?? now,
      lastAt: now,
      received: (known?.received ?? 0) + (received ?? 0),
    })
  }

  /** For requests outside of runs: `what` asks, for instance `provider check`, and `from` named the hosts. */
  contactsOf(what: string, from: string): Contacts {
    return ({ label, party }) =>
      (host, received) =>
        this.contact({ host, party, from, reason: `${what}, ${label}`, received })
  }

  view(): NetworkLedgerView {
    return { since: this.#since, hosts: [...this.#hosts.values()] }
  }
}

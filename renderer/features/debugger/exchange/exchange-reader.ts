import type { Reply } from '../../../../shared/contract.ts'
import type { Exchange } from '../../../../shared/exchange.ts'
import type { NetworkLedgerView } from '../../../../shared/network-ledger.ts'
import type { Door } from '../../../transport.ts'
import type { Revealed } from '../../../ui/held-secret.tsx'

/** A masked value: of what exchange, in what part of it, and which of the masks there. */
export interface MaskedPlace {
  runId: string
  exchangeId: string
  part: 'request.url' | 'request.header' | 'request.body' | 'response.header' | 'response.body'
  header?: number
  index: number
}

/** What is read of exchanges only when somebody looks at it. Nothing of it is kept: neither bodies nor secrets. */
export function createExchangeReader(door: Door) {
  return {
    /** With its whole bodies. */
    whole: (runId: string, exchangeId: string): Promise<Reply<Exchange>> =>
      door.call('run.exchange', { runId, exchangeId }),

    reveal: async (place: MaskedPlace): Promise<Revealed> => {
      const reply = await door.call('run.revealMasked', place)
      return reply.ok ? reply.value : { problem: reply.failure.message }
    },

    ledger: (): Promise<Reply<NetworkLedgerView>> => door.call('network.ledger', {}),
  }
}

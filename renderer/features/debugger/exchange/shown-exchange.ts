import type { Exchange } from '../../../../shared/exchange.ts'

/** Up to here a stage's exchanges stand below each other; above, one is chosen from a list. */
export const shownTogether = 2

/** The one that is selected, else the first that failed, else the first; null where there is none. */
export function shownExchange(
  exchanges: readonly Exchange[],
  selectedId: string | null,
): Exchange | null {
  return (
    exchanges.find(({ id }) => id === selectedId) ??
    exchanges.find(hasFailed) ??
    exchanges[0] ??
    null
  )
}

export const hasFailed = ({ response, failure }: Exchange): boolean =>
  failure !== null || (response !== null && response.status >= 400)

/** `404`, `302 in` for one that came to us, `no answer`. */
export function statusWord({ response, incoming }: Exchange): string {
  if (!response) return 'no answer'
  return incoming ? `${response.status} in` : String(response.status)
}

/** Milliseconds from the first thing to the last. */
export const tookMs = ({ timing }: Exchange): number =>
  timing.connect + timing.wait + timing.receive

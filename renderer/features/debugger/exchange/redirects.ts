import type { Exchange, HeaderList } from '../../../../shared/exchange.ts'

/* Where an answer sends on to, and whether anybody went. Pure. */

/** The value of a header by its name in any case, with its place in the list. */
export function headerOf(headers: HeaderList, name: string): { value: string; at: number } | null {
  const at = headers.findIndex(([one]) => one.toLowerCase() === name)
  const value = headers[at]?.[1]
  return value === undefined ? null : { value, at }
}

export const isRedirect = ({ response }: Exchange): boolean =>
  response !== null && [301, 302, 303, 307, 308].includes(response.status)

/** Where an answer sends on to; null where it does not. */
export function locationOf(exchange: Exchange): { value: string; at: number } | null {
  const { response } = exchange
  return response && isRedirect(exchange) ? headerOf(response.headers, 'location') : null
}

/** The exchange that went where another one was sent to. */
export function followedBy(exchange: Exchange, all: readonly Exchange[]): Exchange | null {
  const location = locationOf(exchange)
  if (!location || exchange.incoming) return null
  const target = comparable(location.value, exchange.request.url)
  const later = all.slice(all.indexOf(exchange) + 1)
  return (
    later.find(({ incoming, request }) => !incoming && comparable(request.url) === target) ?? null
  )
}

/** A URL to hold against another: whole, and without its fragment, which is never sent. */
function comparable(url: string, base?: string): string {
  const whole = URL.parse(url, base)
  return whole ? `${whole.origin}${whole.pathname}${whole.search}` : url
}

/** The redirects from one exchange to the next, in order, where it is one of several; empty where it is alone. */
export function chainOf(exchange: Exchange, all: readonly Exchange[]): Exchange[] {
  let first = exchange
  for (let before = senderTo(first, all); before; before = senderTo(first, all)) first = before
  const chain = [first]
  for (let next = followedBy(first, all); next; next = followedBy(next, all)) chain.push(next)
  return chain.length > 1 ? chain : []
}

function senderTo(exchange: Exchange, all: readonly Exchange[]): Exchange | null {
  const earlier = all.slice(0, all.indexOf(exchange))
  return earlier.findLast((one) => followedBy(one, all) === exchange) ?? null
}

/** Why nobody went there, or who did. */
export function redirectSentence(exchange: Exchange, all: readonly Exchange[]): string {
  const next = followedBy(exchange, all)
  if (next) return `Followed as a request of its own, “${next.label}”, which stands here as well.`
  if (exchange.incoming) return 'The console answered the browser with it; the browser goes there.'
  return 'Not followed: the console goes nowhere that a server sends it to, so that no credential reaches an address that nobody configured.'
}

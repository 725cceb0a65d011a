import type { Exchange } from '../../../shared/exchange.ts'

/* Parts of a recorded exchange, as rules ask for them. */

/** The parameters of a form that was sent. */
export function formOf(exchange: Exchange | null | undefined): URLSearchParams {
  return new URLSearchParams(exchange?.request.body ?? '')
}

export function requestHeader(exchange: Exchange | null | undefined, name: string): string | null {
  return headerIn(exchange?.request.headers, name)
}

export function responseHeader(exchange: Exchange | null | undefined, name: string): string | null {
  return headerIn(exchange?.response?.headers, name)
}

/** One that stands there more than once is one with commas (RFC 9110 section 5.2). */
function headerIn(headers: readonly [string, string][] = [], name: string): string | null {
  const found = headers.filter(([other]) => other.toLowerCase() === name)
  return found.length > 0 ? found.map(([, value]) => value).join(', ') : null
}

/** `application/json`, without its parameters. */
export function contentType(exchange: Exchange | null | undefined): string {
  return responseHeader(exchange, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'no type'
}

import type { Exchange } from '../../../shared/exchange.ts'
import { readableText } from './page-text.ts'
import type { RedirectFact } from './requirement.ts'

/** Statuses of a page that says no; a provider must not redirect where it does not know (RFC 6749 4.1.2.1). */
const refusals = new Set([400, 401, 403, 422])

/** What the answer to an authorization request says of its redirect URI. Pure. */
export function readRedirect(exchange: Exchange, redirectUri: string): RedirectFact {
  const { response, request } = exchange
  const status = response?.status ?? 0
  const location = response?.headers.find(([name]) => name === 'location')?.[1]
  if (status >= 300 && status < 400 && location !== undefined) {
    const to = URL.parse(location, request.url)
    if (!comesBack(location, redirectUri)) {
      return {
        kind: 'unclear',
        found: `${status} to ${to ? `${to.host}${to.pathname}` : 'no URL'}`,
        exchange,
      }
    }
    const { error, description } = errorIn(to)
    return { kind: 'came-back', error, description, exchange }
  }
  const [said = 'a page without words'] = readableText(response?.body ?? '')
  const found = `${status} ${said}`
  return refusals.has(status)
    ? { kind: 'page', found, exchange }
    : { kind: 'unclear', found, exchange }
}

/** To the letter, and then only parameters: `/callback` is not `/callback2` or `/callback.evil.example`. */
function comesBack(location: string, redirectUri: string): boolean {
  const spelled = URL.parse(redirectUri)?.href ?? redirectUri
  return [redirectUri, spelled].some(
    (uri) =>
      location.startsWith(uri) && /^(?:$|[?#&])/.test(location.slice(uri.length, uri.length + 1)),
  )
}

function errorIn(to: URL | null): { error: string | null; description: string } {
  const places = [to?.searchParams, new URLSearchParams(to?.hash.slice(1))]
  const parameters = places.find((one) => one?.has('error'))
  return {
    error: parameters?.get('error')?.slice(0, 80) ?? null,
    description: parameters?.get('error_description')?.slice(0, 200) ?? '',
  }
}

import { isLoopbackHost } from '../core/http/loopback-host.ts'

/* What the in-app window may do with an address. Pure, so that it is tested without a window. */

/**
 * `callback`: it is the redirect URI, so the sign-in has come back. `refused`: no page of a sign-in; nothing is
 * asked. `allowed`: goes on.
 */
export type AddressVerdict = 'callback' | 'allowed' | 'refused'

export function judgePage(url: string, redirectUri: string): AddressVerdict {
  if (isRedirectUri(url, redirectUri)) return 'callback'
  return isWeb(url) ? 'allowed' : 'refused'
}

/** What a page asks for beside itself: the same, and what it carries in itself. */
export function judgeRequest(url: string, redirectUri: string): AddressVerdict {
  if (isRedirectUri(url, redirectUri)) return 'callback'
  return isWeb(url) || /^(?:data|blob|about):/i.test(url) ? 'allowed' : 'refused'
}

/** The same origin and path, part by part: a prefix would let a longer host pass (E-13). */
export function isRedirectUri(url: string, redirectUri: string): boolean {
  const found = URL.parse(url)
  const wanted = URL.parse(redirectUri)
  return (
    found !== null &&
    wanted !== null &&
    found.protocol === wanted.protocol &&
    found.host === wanted.host &&
    found.pathname === wanted.pathname &&
    found.username === '' &&
    found.password === ''
  )
}

/** https and its sockets, and http on this machine alone (E-01, W-07); no user name that poses as a host (E-15). */
function isWeb(url: string): boolean {
  const parsed = URL.parse(url)
  if (!parsed || parsed.username !== '' || parsed.password !== '') return false
  const { protocol, hostname } = parsed
  if (protocol === 'https:' || protocol === 'wss:') return true
  return (protocol === 'http:' || protocol === 'ws:') && isLoopbackHost(hostname)
}

/** For the title: where the person is. A query may hold a code, a fragment a token (DL-09). */
export function shownAddress(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return ''
  return parsed.host === ''
    ? parsed.protocol
    : `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}

import { refusalError, refusalOf } from './callback-outcomes.ts'
import { type CallbackParameters, longestCallback, readParameters } from './callback-parameters.ts'

export const deepLinkScheme = 'sso-flow-console'

/**
 * One slash form is supported (RFC 8252 section 7.1, security.md DL-03, N-03): with `callback` as the
 * authority. `sso-flow-console:/callback` is refused, because a provider that registers both would send
 * either. A slash after `callback` is accepted: Windows adds it.
 */
export const deepLinkRedirectUri = `${deepLinkScheme}://callback`

/**
 * The first argument that is a link of ours, wherever it stands: Chromium reorders and adds arguments (DL-02).
 * Null when there is none. Nothing else in `argv` is looked at.
 */
export function findDeepLink(argv: readonly string[], scheme: string): string | null {
  const prefix = `${scheme.toLowerCase()}:`
  const isLink = (argument: unknown) =>
    typeof argument === 'string' &&
    argument.length <= longestCallback &&
    argument.slice(0, prefix.length).toLowerCase() === prefix
  return argv.find(isLink) ?? null
}

// Only the scheme is case-insensitive (RFC 3986 section 3.1). User info, a port and a fragment cannot match.
const route = new RegExp(`^(?:${deepLinkScheme})://callback/?(?:\\?([^#]*))?#?$`)
const anyCaseScheme = new RegExp(`^${deepLinkScheme}:`, 'i')

/** Reads a link that the operating system handed over; any local program may have sent it. Throws `callback_invalid`. */
export function parseDeepLink(url: string): { parameters: CallbackParameters } {
  if (url.length > longestCallback) {
    throw refusalError(refusalOf('too-long', { limit: longestCallback }))
  }
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u0020\u007f]/.test(url)) throw refusalError(refusalOf('unreadable'))
  const match = route.exec(url.replace(anyCaseScheme, `${deepLinkScheme}:`))
  if (!match) throw refusalError(refusalOf('other-address', { redirectUri: deepLinkRedirectUri }))
  return { parameters: readParameters(match[1] ?? '') }
}

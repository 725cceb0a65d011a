import { FlowError } from '../failure.ts'
import { isLoopbackHost } from './loopback-host.ts'

/** Longer URLs are cut or refused by browsers and by Windows' command line. */
const longest = 16 * 1024

/** Everything that a terminal, a shell or a person would read as something else than it is. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const deceptive = /[\u0000-\u0020\u007f-\u009f\u2028-\u202f\u2066-\u2069\u200b-\u200f\ufeff\\]/

/**
 * Lets pass what may be opened in the person's browser: https, or http on this machine; no user info, no
 * control characters, an absolute URL of at most 16 kB (security.md E-15). Returns it as the URL API spells
 * it. Throws `url_refused`, whose sentence does not repeat the URL.
 */
export function vetBrowserUrl(url: string): string {
  if (typeof url !== 'string' || url === '') refuse('it is empty')
  if (url.length > longest) refuse(`it is longer than ${longest} characters`)
  if (deceptive.test(url)) refuse('it contains white space, control characters or backslashes')
  // `https:host` and `https:/host` parse, but no two programs agree on what they name.
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) {
    refuse('only absolute https URLs are opened, and http URLs of this machine')
  }
  const parsed = new URL(url)
  if (parsed.username || parsed.password || /^[^/]*\/\/[^/?#]*@/.test(url)) {
    refuse('it contains a user name or password')
  }
  if (parsed.protocol === 'http:' && !isLoopbackHost(parsed.hostname)) {
    refuse(`http is opened only for this machine, not for ${parsed.hostname}`)
  }
  return parsed.href
}

function refuse(reason: string): never {
  throw new FlowError('url_refused', `The URL was not opened in the browser: ${reason}.`)
}

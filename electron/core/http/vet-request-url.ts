import { FlowError } from '../failure.ts'
import { isLoopbackHost } from './loopback-host.ts'

/** https, or http to this machine; no user info, which would end up in the Authorization header. Throws `url_refused`. */
export function vetRequestUrl(input: string | URL | Request): URL {
  const text = input instanceof Request ? input.url : String(input)
  if (!URL.canParse(text)) {
    throw new FlowError('url_refused', 'Nothing was sent: the request URL is no absolute URL.')
  }
  const url = new URL(text)
  const isSafe =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!isSafe) {
    throw new FlowError(
      'url_refused',
      `Nothing was sent to ${url.host || url.protocol}: requests need https, or http to this machine.`,
    )
  }
  if (url.username || url.password) {
    throw new FlowError(
      'url_refused',
      `Nothing was sent to ${url.host}: its URL contains a user name or password; remove them.`,
    )
  }
  return url
}

import type { RequestDraft } from '../../../shared/exchange.ts'
import { FlowError } from '../failure.ts'
import { vetRequestUrl } from './vet-request-url.ts'

/** RFC 9110 section 5.6.2. */
const token = /^[\w!#$%&'*+.^`|~-]+$/

/** Set by the client for each request; a second opinion would break the message (RFC 9112 section 6). */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** The fetch standard forbids them. */
const refusedMethods = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** Whether a request that a person wrote can be sent. Throws `request_invalid` and names what cannot, or `url_refused`. */
export function vetDraft({ method, url, headers, body }: RequestDraft): void {
  if (!token.test(method) || refusedMethods.has(method)) {
    refuse(`${method || 'An empty method'} cannot be sent; use GET, POST, PUT, PATCH or DELETE`)
  }
  if (body !== null && (method === 'GET' || method === 'HEAD')) {
    refuse(`A ${method} request has no body; remove the body or change the method`)
  }
  vetRequestUrl(url)
  for (const [name, value] of headers) {
    if (!token.test(name)) refuse(`"${name}" is no header name; it holds a blank or is empty`)
    if (ownHeaders.has(name.toLowerCase())) {
      refuse(`The header ${name} is set by the console for each request; remove it`)
    }
    // oxlint-disable-next-line no-control-regex -- they are what is looked for (RFC 9110 section 5.5)
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      refuse(`The value of the header ${name} holds a line break or a character that no header can`)
    }
  }
}

function refuse(reason: string): never {
  throw new FlowError('request_invalid', `${reason}.`)
}

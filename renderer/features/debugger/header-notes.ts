import type { HeaderList } from '../../../shared/exchange.ts'
import { formatSpan } from '../../ui/format.ts'

/* What known headers mean, in place, with the clause that says so. Pure data and one function. */

export interface HeaderNote {
  note: string
  /** `RFC 9110, 10.2.2`; empty where no standard has it. */
  clause: string
}

export interface HeaderContext {
  side: 'request' | 'response'
  /** When the message was sent or had arrived, by this machine's clock, in milliseconds. */
  at: number
}

type Said = string | ((value: string, context: HeaderContext) => string)

const notes: Record<string, readonly [note: Said, clause: string]> = {
  accept: ['What the sender can read.', 'RFC 9110, 12.5.1'],
  'accept-encoding': ['Compressions that the sender can undo.', 'RFC 9110, 12.5.3'],
  'accept-language': ['Languages that the sender would like.', 'RFC 9110, 12.5.4'],
  'access-control-allow-origin': [
    'Which pages in a browser may read the answer; the console is no page.',
    'Fetch, 3.2.3',
  ],
  age: ['Seconds that the answer has lain in a cache.', 'RFC 9111, 5.1'],
  allow: ['Methods that this address takes.', 'RFC 9110, 10.2.1'],
  authorization: [authorization, 'RFC 9110, 11.6.2'],
  'cache-control': [cacheControl, 'RFC 9111, 5.2'],
  connection: ['Of this connection alone, not of the message.', 'RFC 9110, 7.6.1'],
  'content-encoding': ['How the body was compressed; it stands here undone.', 'RFC 9110, 8.4'],
  'content-length': ['Bytes of the body as it travelled.', 'RFC 9110, 8.6'],
  'content-security-policy': ['What a page may load; nothing is loaded here.', 'CSP 3, 3.1'],
  'content-type': [contentType, 'RFC 9110, 8.3'],
  cookie: ['A session that an earlier answer began.', 'RFC 6265, 5.4'],
  date: [date, 'RFC 9110, 6.6.1'],
  dpop: ['Proves that the sender holds the key of its token.', 'RFC 9449, 4'],
  etag: ['Names this version of the document.', 'RFC 9110, 8.8.3'],
  expires: ['Until when it may be kept.', 'RFC 9111, 5.3'],
  host: ['The host that was asked, with its port.', 'RFC 9110, 7.2'],
  'if-match': ['Only if this is still the version there.', 'RFC 9110, 13.1.1'],
  'if-none-match': ['Only if there is another version by now.', 'RFC 9110, 13.1.2'],
  'keep-alive': ['How long the connection stays open.', ''],
  'last-modified': ['When the document last changed.', 'RFC 9110, 8.8.2'],
  link: ['Related addresses, such as the next page.', 'RFC 8288, 3'],
  location: ['Where to go, or where the new thing stands.', 'RFC 9110, 10.2.2'],
  origin: ['The page that asked.', 'RFC 6454, 7'],
  pragma: ['The old form of Cache-Control: no-cache.', 'RFC 9111, 5.4'],
  'proxy-authenticate': ['A proxy on the way wants to know who asks.', 'RFC 9110, 11.7.1'],
  referer: ['The address that led here.', 'RFC 9110, 10.1.3'],
  'referrer-policy': ['How much of its address a page tells the next one.', 'Referrer Policy, 4.1'],
  'retry-after': [retryAfter, 'RFC 9110, 10.2.3'],
  server: ['What the server says that it is.', 'RFC 9110, 10.2.4'],
  'set-cookie': [setCookie, 'RFC 6265, 4.1'],
  'strict-transport-security': ['Browsers ask this host by https only.', 'RFC 6797, 6.1'],
  traceparent: ['Names the request to whoever reads the server’s traces.', 'Trace Context, 3.2'],
  'transfer-encoding': ['How the body was cut up to travel.', 'RFC 9112, 6.1'],
  'user-agent': ['What the sender says that it is.', 'RFC 9110, 10.1.5'],
  vary: ['Headers of the request on which the answer depends.', 'RFC 9110, 12.5.5'],
  via: ['Proxies on the way.', 'RFC 9110, 7.6.3'],
  'www-authenticate': [challenge, 'RFC 9110, 11.6.1'],
  'x-content-type-options': ['Browsers take the body for what its type says.', 'Fetch, 3.6'],
  'x-correlation-id': ['Names the request to the support of the server.', ''],
  'x-frame-options': ['Whether a page may stand inside of another one.', 'RFC 7034, 2.1'],
  'x-request-id': ['Names the request to the support of the server.', ''],
}

/** What a header means; null where that is not known. */
export function noteOf(name: string, value: string, context: HeaderContext): HeaderNote | null {
  const lower = name.toLowerCase()
  const found = Object.hasOwn(notes, lower) ? notes[lower] : undefined
  if (!found) return null
  const [said, clause] = found
  return { note: typeof said === 'string' ? said : said(value, context), clause }
}

const schemes: Record<string, string> = {
  basic: 'Client id and secret, as text that anybody can decode (RFC 7617).',
  bearer: 'Whoever holds this token may use it (RFC 6750).',
  dpop: 'A token that only the holder of its key can use (RFC 9449).',
}

function authorization(value: string): string {
  const scheme = /^\S+/.exec(value)?.[0].toLowerCase() ?? ''
  return (Object.hasOwn(schemes, scheme) && schemes[scheme]) || 'Who asks.'
}

const types: readonly (readonly [pattern: RegExp, note: string])[] = [
  [/^application\/jwt\b/i, 'The body is a token.'],
  [/^application\/jwk-set\+json/i, 'The body is a set of keys.'],
  [/^application\/problem\+json/i, 'The body tells a problem (RFC 9457).'],
  [/[/+]json\b/i, 'The body is JSON.'],
  [/x-www-form-urlencoded/i, 'The body is a form, as the token endpoint wants it.'],
  [/^text\/html\b/i, 'The body is a page. It stands here as text and is never drawn.'],
]

function contentType(value: string): string {
  return types.find(([pattern]) => pattern.test(value))?.[1] ?? 'What the body is.'
}

function cacheControl(value: string, { side }: HeaderContext): string {
  if (/no-store/i.test(value)) {
    return side === 'response'
      ? 'Nobody may keep this answer, as it has to be for tokens.'
      : 'Nobody may keep the answer.'
  }
  const seconds = /max-age=(\d+)/i.exec(value)?.[1]
  if (seconds !== undefined) return `May be kept for ${formatSpan(Number(seconds))}.`
  return 'Who may keep the answer, and how long.'
}

/** A `Date` says whole seconds, and the answer was under way for a while. */
const tolerated = 2000

function date(value: string, { at }: HeaderContext): string {
  const said = Date.parse(value)
  if (Number.isNaN(said)) return 'The server’s clock, in a form that is none.'
  const ahead = said - at
  if (Math.abs(ahead) < tolerated) return 'The server’s clock agrees with this machine’s.'
  const span = formatSpan(Math.round(Math.abs(ahead) / 1000))
  return `The server’s clock is ${span} ${ahead > 0 ? 'ahead of' : 'behind'} this machine’s.`
}

function retryAfter(value: string, { at }: HeaderContext): string {
  if (/^\d+$/.test(value))
    return `Asks to wait ${formatSpan(Number(value))}; nothing is sent again by itself.`
  const until = Date.parse(value)
  if (Number.isNaN(until)) return 'Asks to wait, in a form that is none.'
  const span = formatSpan(Math.max(0, Math.round((until - at) / 1000)))
  return `Asks to wait ${span}; nothing is sent again by itself.`
}

const flags: readonly (readonly [pattern: RegExp, without: string])[] = [
  [/;\s*secure\b/i, 'also sent without TLS'],
  [/;\s*httponly\b/i, 'readable by scripts'],
  [/;\s*samesite=/i, 'no SameSite'],
]

function setCookie(value: string): string {
  const lacks = flags.filter(([pattern]) => !pattern.test(value)).map(([, without]) => without)
  const kept = /;\s*(?:max-age|expires)=/i.test(value) ? 'kept beyond the session' : ''
  const facts = [kept, ...lacks].filter(Boolean).join(', ')
  return `A cookie, which the console does not keep${facts ? `: ${facts}` : ''}.`
}

const challenges: Record<string, string> = {
  invalid_token:
    'The token was refused: expired, revoked, malformed or meant for somebody else (RFC 6750, 3.1).',
  invalid_request: 'The request lacks something or says it twice (RFC 6750, 3.1).',
  insufficient_scope: 'The token is good but may not do this (RFC 6750, 3.1).',
  use_dpop_nonce: 'The server wants its own nonce in the proof (RFC 9449, 8).',
}

function challenge(value: string): string {
  const error = /\berror="?(\w+)/i.exec(value)?.[1] ?? ''
  if (Object.hasOwn(challenges, error)) return challenges[error] ?? ''
  return `The server wants to know who asks, by ${/^\S+/.exec(value)?.[0] ?? 'no scheme'}.`
}

/** The type that the headers give the body; empty where they give none. */
export const contentTypeOf = (headers: HeaderList): string =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''

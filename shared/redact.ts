import type { Exchange, HeaderList } from './exchange.ts'

/*
 * The one owner of what is secret and how it is masked (security.md G-01, IPC-01). Works on text, not on
 * parsed documents, so that what is shown keeps its spelling: number digits, repeated members, malformed
 * parts. Every function accepts anything, never throws, and leaves what is already masked as it is.
 */

/** Fixed length: tells nothing of what it hides. */
export const MASK = '••••'
const JWT_TAIL = '••••••••'
const JWT_HEAD_LENGTH = 20

/** Shorter values of the names in `ambiguous` are no secrets: `state: "CA"`, `code: 404`. */
const SHORTEST_SECRET = 8

/** Private members of a JWK (RFC 7518 section 6). They are secret in JSON only: `q` is also a search parameter. */
const privateKeyMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])

/** OAuth gives these names a secret value, everybody else a harmless one. */
const ambiguous = new Set(['code', 'state', 'nonce'])

const secretNames = new Set([
  ...privateKeyMembers,
  ...ambiguous,
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'idtokenhint',
  'assertion',
  'clientassertion',
  'devicecode',
  'apikey',
  'xapikey',
  'privatekey',
  'passwd',
  'pwd',
  'samlresponse',
])

/** Covers `saas_token`, `subjectAccessToken`, `X-Moltin-Customer-Token`, `oauth_code_verifier`, ... */
const secretEndings = ['token', 'secret', 'password', 'verifier', 'authorizationcode']

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Whether the value of a parameter, member or header of this name is secret. Case and separators do not matter. */
export function isSecretName(name: string): boolean {
  const simple = plain(name)
  return secretNames.has(simple) || secretEndings.some((ending) => simple.endsWith(ending))
}

const isSecretParameter = (name: string) =>
  isSecretName(name) && !privateKeyMembers.has(name.toLowerCase())

const isHarmless = (name: string, text: string) =>
  ambiguous.has(plain(name)) && text.length < SHORTEST_SECRET

/** A JSON object in base64url, whatever white space follows the brace, then further parts: JWS or JWE. */
const jwtParts = String.raw`(?:eyJ|eyA|ewo|ew0|ewk)[\w+/=~-]{5,}(?:\.+[\w+/=~-]+)*`
const jwtPattern = new RegExp(`(${jwtParts})(•*)`, 'g')
const jwtAlone = new RegExp(`^${jwtParts}\\.?$`)
const maskedJwt = new RegExp(`^[\\w+/=~-]{1,${JWT_HEAD_LENGTH}}${JWT_TAIL}$`)

const isMaskedHead = (token: string) => token.length <= JWT_HEAD_LENGTH && !token.includes('.')

function maskJwt(token: string): string {
  const [header = '', ...rest] = token.split('.')
  // Fewer parts may begin with the claims, so nothing of them is shown.
  return rest.length < 2 ? MASK : header.slice(0, JWT_HEAD_LENGTH) + JWT_TAIL
}

function maskSecret(text: string): string {
  // That a secret is empty is a fact worth seeing, and hides nothing.
  if (text === '' || text === MASK || maskedJwt.test(text)) return text
  return jwtAlone.test(text) ? maskJwt(text) : MASK
}

/**
 * The value as it may be shown beside its name. A secret JWT keeps the start of its header, which is public;
 * an Authorization header keeps its scheme.
 */
export function maskValue(name: string, text: string): string {
  if (!isSecretName(name)) return maskText(text)
  const scheme = plain(name).endsWith('authorization')
    ? /^(?:Bearer|Basic|DPoP|Digest|Negotiate)(?=\s)/i.exec(text)
    : null
  return scheme ? `${scheme[0]} ${MASK}` : maskSecret(text)
}

/** Tells `SplxlOBeZQQYbYS6WxSbIA` from the words of a sentence. */
const looksRandom = (text: string) =>
  text.length >= SHORTEST_SECRET && /[\d~+=]|[a-z][A-Z]/.test(text)

/** A parameter of `WWW-Authenticate`, which names no credentials. */
const challengeParameter = /^(?:realm|error|error_description|error_uri|scope|charset|algs)=/i

function maskInputTag(tag: string): string {
  const name = /\sname\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1] ?? ''
  if (!isSecretParameter(name)) return tag
  return tag.replace(/(\svalue\s*=\s*)(?:(["'])(.*?)\2|[^\s"'>]+)/gis, `$1$2${MASK}$2`)
}

function maskNamed(name: string, separator: string, value: string): string {
  if (!isSecretParameter(name) || isHarmless(name, value)) return value
  if (/^(?:true|false|null)$/.test(value)) return value
  // `the token: it expired` and `code: invalid_grant` are prose.
  const isProse = /:\s/.test(separator) || (ambiguous.has(plain(name)) && separator.includes(':'))
  if (isProse && !looksRandom(value)) return value
  return maskSecret(value)
}

/** How a name and what separates it from its value are written, and how far the value reaches. */
interface Notation {
  /** Captures the name, the separator, and the quote that opens the value. */
  names: RegExp
  /** Sticky: matched where the value begins. */
  values: Record<'' | '"' | "'", RegExp>
}

const toQuote = { '"': /[^"\n]*/y, "'": /[^'\n]*/y }
const plainNames: Notation = {
  names: /(?<![\w-])([A-Za-z][\w-]{0,63})(?!:\/\/)(\\{0,3}["']?\s{0,8}[=:]\s{0,8}\\{0,3})(["']?)/g,
  values: { ...toQuote, '': /[^\s"'&<>{}[\]\\][^\s"'&<>\\]*/y },
}
const encodedNames: Notation = {
  names: /(?:(?<![\w-])|(?<=%[\dA-F]{2}))([A-Za-z][\w-]{0,63})(%3D)()/gi,
  values: { ...toQuote, '': /(?:(?!%26|%23)[^\s"'&<>#])+/iy },
}

/** Values after secret names. A value after another name is searched too: it may be a URL with a code. */
function maskAfterNames(text: string, { names, values }: Notation): string {
  let masked = ''
  let done = 0
  for (const { index, 0: found, 1: name = '', 2: separator = '', 3: quote } of text.matchAll(
    names,
  )) {
    const start = index + found.length
    if (index < done || !isSecretParameter(name)) continue
    const pattern = values[quote === '"' || quote === "'" ? quote : '']
    pattern.lastIndex = start
    // What closes the value is not part of it.
    const value = pattern.exec(text)?.[0].replace(quote ? /\\+$/ : /[.,;:!?)\]}]+$/, '') ?? ''
    masked += text.slice(done, start) + maskNamed(name, separator, value)
    done = start + value.length
  }
  return masked + text.slice(done)
}

/**
 * Masks until nothing changes, because a mask may bring together what stood apart. Two passes do in practice;
 * the limit is for hostile text.
 */
function settle(text: string, maskOnce: (text: string) => string): string {
  let masked = text
  for (let pass = 0; pass < 5; pass++) {
    const next = maskOnce(masked)
    if (next === masked) break
    masked = next
  }
  return masked
}

/** Free text: logs, sentences, pages. Finds secrets by their shape and by the name before them. */
export function maskText(text: string): string {
  return settle(text, maskTextOnce)
}

function maskTextOnce(text: string): string {
  const masked = text
    .replace(jwtPattern, (all, token: string, tail: string) =>
      isMaskedHead(token) && tail.startsWith(JWT_TAIL) ? all : maskJwt(token),
    )
    .replace(/(:\/\/)[^\s/?#"'<>]+@/g, `$1${MASK}@`)
    .replace(/<input\b[^<>]{0,4000}>/gi, maskInputTag)
    .replace(/\b((?:set-)?cookie:[ \t]{0,8})[^\r\n]+/gi, `$1${MASK}`)
    .replace(
      /\b(Bearer|Basic|DPoP)(\s{1,8}|%20|\+)([^\s"'<>,;\\]+)/gi,
      (all, scheme: string, gap: string, credentials: string) =>
        looksRandom(credentials) && !challengeParameter.test(credentials)
          ? `${scheme}${gap}${MASK}`
          : all,
    )
  return maskAfterNames(maskAfterNames(masked, plainNames), encodedNames)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // A broken escape is shown as it was sent.
    return text
  }
}

const encode = (text: string) => {
  try {
    return encodeURIComponent(text).replaceAll('%E2%80%A2', '•')
  } catch {
    // Half a surrogate pair cannot be encoded.
    return MASK
  }
}

/** Query, fragment or form. */
function maskParameters(text: string): string {
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 0) return maskTextOnce(pair)
      const name = pair.slice(0, equals)
      const value = pair.slice(equals + 1)
      if (isSecretParameter(decode(name))) return `${name}=${maskSecret(value)}`
      // A parameter may hold a whole URL with parameters of its own.
      const clear = decode(value)
      const masked = clear.includes('://') ? maskUrlOnce(clear) : maskTextOnce(clear)
      return masked === clear ? pair : `${name}=${encode(masked)}`
    })
    .join('&')
}

/** A URL, whole or relative: user info, secret parameters of the query and the fragment. */
export function maskUrl(url: string): string {
  return settle(url, maskUrlOnce)
}

function maskUrlOnce(url: string): string {
  const [, base = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? []
  return (
    maskTextOnce(base) +
    (query === undefined ? '' : `?${maskParameters(query)}`) +
    (fragment === undefined ? '' : `#${maskParameters(fragment)}`)
  )
}

const urlHeaders = new Set(['location', 'referer', 'content-location'])

const maskCookie = (pair: string) => {
  const equals = pair.indexOf('=')
  return equals < 0
    ? maskSecret(pair)
    : pair.slice(0, equals + 1) + maskSecret(pair.slice(equals + 1))
}

function maskHeader(name: string, value: string): string {
  const lower = name.toLowerCase()
  // The names and attributes of cookies explain a login page; their values are sessions.
  if (lower === 'cookie') return value.split(';').map(maskCookie).join(';')
  if (lower === 'set-cookie') return value.replace(/^[^;]+/, maskCookie)
  return urlHeaders.has(lower) ? maskUrl(value) : maskValue(name, value)
}

export function maskHeaders(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => [name, maskHeader(name, value)])
}

function decodeString(token: string): string {
  try {
    const value: unknown = JSON.parse(token)
    return typeof value === 'string' ? value : token
  } catch {
    // Cut off or malformed: judged as it stands.
    return token.replace(/^"|"$/g, '')
  }
}

const jsonToken = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs

/** JSON text, masked token by token, so that digits, order, repeated members and white space stay. */
function maskJsonText(text: string): string {
  const open: { isObject: boolean; isPair: boolean; secret: boolean; key: string | null }[] = []
  return text.replace(jsonToken, (token) => {
    const inside = open.at(-1)
    const name = inside?.key ?? ''
    const secret = inside ? inside.secret || isSecretName(name) : false
    switch (token) {
      case '{':
      case '[':
        // `[["code", "..."]]`: parameters and headers as pairs of name and value.
        open.push({
          isObject: token === '{',
          isPair: token === '[' && inside?.isObject === false,
          secret,
          key: null,
        })
        return token
      case '}':
      case ']':
        open.pop()
        return token
      case ',':
        if (inside?.isObject) inside.key = null
        return token
      case ':':
        return token
      default:
    }
    const isText = token.startsWith('"')
    const value = isText ? decodeString(token) : token
    if ((inside?.isObject || (inside?.isPair && isText && !secret)) && inside.key === null) {
      inside.key = value
      if (inside.isObject) return token
    }
    if (!isText) return secret && /\d/.test(token) ? maskNumber(name, token) : token
    const masked = secret
      ? maskSecretMember(inside?.secret ? '' : name, value)
      : maskTextOrJson(value)
    return masked === value ? token : JSON.stringify(masked)
  })
}

/** A document may stand as text in a document: then its members are secret by their names as well. */
function maskTextOrJson(text: string): string {
  return /^\s*[{[]/.test(text) && isJson(text) ? maskJsonText(text) : maskTextOnce(text)
}

const maskNumber = (name: string, token: string) =>
  isHarmless(name, token) ? token : JSON.stringify(MASK)

const maskSecretMember = (name: string, value: string) =>
  isHarmless(name, value) ? value : maskSecret(value)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // That it is none is the answer.
    return false
  }
}

/** A body by its content type, or by its look where the type is missing or lies. */
export function maskBody(text: string, contentType = ''): string {
  return settle(text, (current) => maskBodyOnce(current, contentType))
}

function maskBodyOnce(text: string, contentType: string): string {
  if (/^\s*[{["]/.test(text)) {
    const masked = maskJsonText(text)
    return isJson(text) ? masked : maskTextOnce(masked)
  }
  const isForm = /x-www-form-urlencoded/i.test(contentType) || /^[^\s=&<>]+=[^\s<>]*$/.test(text)
  return isForm ? maskParameters(text) : maskTextOnce(text)
}

/** A JSON document, deep. Everything below a secret name is masked. */
export function maskJson<T>(value: T): T {
  try {
    // The copy has the shape of the value: only texts, and numbers below a secret name, were replaced.
    return maskMember(value, '', false) as T
  } catch {
    // Nested beyond the stack, or no JSON: then nothing of it is shown.
    return MASK as T
  }
}

function maskMember(value: unknown, name: string, below: boolean): unknown {
  const secret = below || isSecretName(name)
  if (typeof value === 'string') {
    return secret ? maskSecretMember(below ? '' : name, value) : settle(value, maskTextOrJson)
  }
  if (typeof value === 'number') {
    return secret && !isHarmless(below ? '' : name, String(value)) ? MASK : value
  }
  if (Array.isArray(value)) {
    return value.map((item) =>
      isPair(item) ? maskPair(item, secret) : maskMember(item, '', secret),
    )
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, maskMember(member, key, secret)]),
  )
}

/** Parameters and headers are lists of pairs of name and value. */
const isPair = (item: unknown): item is [string, unknown] =>
  Array.isArray(item) && item.length === 2 && typeof item[0] === 'string'

const maskPair = ([name, value]: [string, unknown], secret: boolean): unknown[] => [
  maskMember(name, '', secret),
  maskMember(value, name, secret),
]

const contentTypeOf = (headers: HeaderList) =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]

/** An exchange as it may leave the core. */
export function maskExchange(exchange: Exchange): Exchange {
  const { request, response, failure } = exchange
  return {
    ...exchange,
    request: {
      ...request,
      url: maskUrl(request.url),
      headers: maskHeaders(request.headers),
      body: request.body === null ? null : maskBody(request.body, contentTypeOf(request.headers)),
    },
    response: response && {
      ...response,
      statusText: maskText(response.statusText),
      headers: maskHeaders(response.headers),
      body: maskBody(response.body, contentTypeOf(response.headers)),
    },
    failure: failure && {
      ...failure,
      message: maskText(failure.message),
      ...(failure.evidence && { evidence: maskJson(failure.evidence) }),
    },
  }
}

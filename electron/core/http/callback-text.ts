/*
 * Finds what may be a callback in a text that a person copied: from an address bar, a mail, a chat on a phone, a
 * log. Nothing is judged here; see callback-parameters.ts.
 */

/** What copying adds and nobody sees: zero width characters, soft hyphens, byte order and direction marks. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
/** They stand around a URL, never in one: browsers encode them (RFC 3986 section 2). */
const quotes = /["“”„‟«»‹›‘’‚‛<>`]/g
/** Of the sentence or the brackets that the URL stands in. `_`, `-` and `=` may end a code. */
const edges = /^[\s'([{]+|[\s'.,;:!?)\]}]+$/g

/** A callback of the longest kind in lines of a mail would be broken more often, but nobody sends one. */
const mostBreaks = 12

/**
 * The pieces of a text that may be callbacks, in each way to read its line breaks, the likeliest first. Mails and
 * terminals break long URLs, and nothing tells such a break from the end of a line.
 */
export function readingsOf(text: string): string[][] {
  const lines = text
    .replaceAll(unseen, '')
    .replaceAll(quotes, ' ')
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean)
  const joined = [join(lines, goesOnSurely)]
  for (let most = mostBreaks; most >= 0; most--) joined.push(join(lines, goesOnFor(most)))
  return [...new Set(joined)].map(piecesOf)
}

/** A piece without what stands around it; empty where nothing is left. */
function piecesOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map((piece) => piece.replaceAll(edges, ''))
    .filter(Boolean)
}

/** `joins` counts those of the piece so far. */
type GoesOn = (before: string, after: string, joins: number) => boolean

function join(lines: readonly string[], goesOn: GoesOn): string {
  let joins = 0
  return lines.reduce((text, line) => {
    const before = text.split(/\s/).at(-1) ?? ''
    const isPart = isInUrl(before) && !/\s|:\/\//.test(line) && goesOn(before, line, joins)
    joins = isPart ? joins + 1 : 0
    return `${text}${isPart ? '' : ' '}${line}`
  }, '')
}

const isInUrl = (piece: string) => /:\/\/|[?#=&%]/.test(piece)
const goesOnSurely: GoesOn = (before, after) =>
  /[=&%]|^[?#]/.test(after) || /[?&=%#/]$/.test(before)
const goesOnFor =
  (most: number): GoesOn =>
  (_before, after, joins) =>
    joins < most && /^[\w.~%!$&'()*+,;=:@/?#-]+$/.test(after)

/** Once more decoded, as some messengers encode what is already encoded; null where it is not encoded. */
export function decodedOnce(piece: string): string | null {
  try {
    const decoded = decodeURIComponent(piece)
    return decoded === piece ? null : decoded
  } catch {
    // A lone percent sign: it was not encoded a second time.
    return null
  }
}

/** Address, query and fragment. `code=...&state=...` without the question mark is a query too. */
export function splitUrl(piece: string): { address: string; query: string; fragment: string } {
  const isBare = /^[\w.~-]+=/.test(piece) && !/^[\w.~-]+=[^&]*\?/.test(piece)
  const parts = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(isBare ? `?${piece}` : piece)
  return { address: parts?.[1] ?? '', query: parts?.[2] ?? '', fragment: parts?.[3] ?? '' }
}

/**
 * Whether an address is that of the redirect URI, as far as URL spelling makes no difference. The scheme may be
 * left out, as address bars of phones do, and the host too, as logs do.
 */
export function isAddressOf(redirectUri: string, address: string): boolean {
  const wanted = URL.parse(redirectUri)
  if (!wanted) return false
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address)
    ? address
    : /^\/(?!\/)/.test(address)
      ? `${wanted.protocol}//${wanted.host}${address}`
      : `${wanted.protocol}//${address.replace(/^\/\//, '')}`
  const found = URL.parse(whole)
  return found !== null && addressOf(found) === addressOf(wanted)
}

const addressOf = ({ protocol, username, host, pathname }: URL) =>
  `${protocol}//${username}@${host}${pathname}`

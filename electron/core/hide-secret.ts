import { MASK } from '../../shared/redact.ts'

/** Shorter ones hide nothing, and would take letters out of every sentence. */
const shortest = 4

/**
 * Takes one secret out of all texts of a value, however it may come back: redaction goes by names and shapes,
 * and an endpoint may echo what it was sent.
 */
export function hideSecret(secret: string | null, clientId: string | null) {
  const spellings = secret === null || secret.length < shortest ? [] : spellingsOf(secret, clientId)
  const hide = (text: string) =>
    spellings.reduce((shown, spelling) => shown.replaceAll(spelling, MASK), text)
  return function hidden<T>(value: T): T {
    // Only texts are replaced, so that the copy has the shape of the value.
    return spellings.length === 0 ? value : (deep(value, hide) as T)
  }
}

/** As it is, and as headers, forms and JSON spell it; the longest first. */
function spellingsOf(secret: string, clientId: string | null): string[] {
  const spellings = [
    secret,
    form(secret),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    base64(secret),
    base64(`${clientId ?? ''}:${secret}`),
    base64(`${form(clientId ?? '')}:${form(secret)}`),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  ]
  return [...new Set(spellings)].toSorted((a, b) => b.length - a.length)
}

const form = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '')

function deep(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (Array.isArray(value)) return value.map((item) => deep(item, hide))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, deep(member, hide)]),
  )
}

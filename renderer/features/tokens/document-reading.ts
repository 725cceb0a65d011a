/*
 * What a pasted configuration document will make the core do: for the label of the button and the choice of
 * sites only. The core reads the document itself and strictly; this never decides anything.
 */

type Members = Record<string, unknown>

export interface DocumentReading {
  /** Entries that a request may name; empty for one site alone or an unreadable text. */
  sites: string[]
  /** Whom an online judgement asks; null: it cannot be told from here. */
  host: string | null
  /** Whether the chosen entry has a key set, so that the platform works offline. */
  pinned: boolean
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function readDocument(text: string, site: string | null): DocumentReading {
  const document = unwrap(parse(text))
  if (!document) return { sites: [], host: null, pinned: false }
  const flat = 'jwks' in document || 'domain' in document || 'issuer' in document
  const sites = Object.keys(document).filter((name) => name !== 'jwks' && isObject(document[name]))
  const base = isObject(document['default']) ? document['default'] : flat ? document : {}
  const own = document[site ?? 'default']
  const entry: Members = { ...base, ...(isObject(own) ? own : {}) }
  const { domain, jwks } = entry
  return {
    sites,
    host: typeof domain === 'string' ? (URL.parse(domain)?.host ?? null) : null,
    pinned: jwks !== undefined && jwks !== null && jwks !== '',
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    // Not finished typing, or no JSON: the core says so when it is asked.
    return null
  }
}

/** The value may stand in the configuration object, in a list of one, or as JSON text. */
function unwrap(value: unknown): Members | null {
  let found = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
  if (isObject(found) && 'tokenExchange' in found) found = inner(found['tokenExchange'])
  if (isObject(found) && 'value' in found) found = inner(found['value'])
  return isObject(found) ? found : null
}

const inner = (member: unknown) => (typeof member === 'string' ? parse(member) : member)

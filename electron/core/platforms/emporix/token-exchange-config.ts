import { z } from 'zod'
import { isObject } from '../../tokens/compact.ts'
import { invalid } from './configuration-invalid.ts'

/*
 * The `tokenExchange` document of a tenant (emporix.md sections 3.3 and 3.4). Nobody publishes its exact
 * nesting, so the reader takes every shape that was seen or is likely, and names the path of what it refuses.
 */

const text = z.string('must be a text').nullish()
const keySchema = z
  .record(z.string(), z.unknown(), 'must be an object')
  .refine((key) => typeof key.kty === 'string', {
    path: ['kty'],
    error: 'must be a text such as RSA',
  })

const jwksSchema = z
  .object({ keys: z.array(keySchema, 'must be an array of keys') }, 'must be a key set')
  .nullish()

const siteEntrySchema = z.looseObject({
  domain: text,
  token_introspect_endpoint: text,
  client_id: text,
  client_secret: text,
  token_client_id: text,
  /** A list is undocumented; it is read as "one of these". */
  audience: z
    .union([z.string(), z.array(z.string())], 'must be a text or a list of texts')
    .nullish(),
  issuer: text,
  storefront_client_id: text,
  storefront_client_secret: text,
  jwks: jwksSchema,
})

/** One entry of the document, as written: `null` is an explicit "unset". Unknown members are kept. */
export type SiteEntry = z.infer<typeof siteEntrySchema>

export interface TokenExchangeDocument {
  /** Entries by key in the order of the document; `default` first when its fields stand at the root. */
  entries: ReadonlyMap<string, SiteEntry>
  /** Members that are no entry, kept as they are. */
  rest: ReadonlyMap<string, unknown>
  /** For a PUT (optimistic locking); null when only the value was given. */
  version: number | null
}

/** Members that the documentation knows, in its order. */
export const entryFields = siteEntrySchema.keyof().options

const fields: ReadonlySet<string> = new Set(entryFields)

/** Reads a document in any of its shapes. Throws `configuration_invalid` with the path of what is wrong. */
export function parseTokenExchange(value: unknown): TokenExchangeDocument {
  const { document, version } = unwrap(value)
  const flat = Object.entries(document).filter(([name]) => fields.has(name))
  const entries = new Map<string, SiteEntry>()
  const rest = new Map<string, unknown>()
  if (flat.length > 0) entries.set('default', parseEntry('', Object.fromEntries(flat)))
  for (const [name, member] of Object.entries(document)) {
    if (fields.has(name)) continue
    if (name === 'default' && !isObject(member)) throw invalid('default', 'must be an object')
    if (isEntry(member, flat.length > 0)) {
      const entry = parseEntry(name, member)
      entries.set(name, name === 'default' ? { ...entries.get(name), ...entry } : entry)
    } else rest.set(name, member)
  }
  return { entries, rest, version }
}

/** Beside fields at the root, an object is an entry only if it looks like one. */
function isEntry(member: unknown, besideFields: boolean): member is Record<string, unknown> {
  if (!isObject(member)) return false
  return !besideFields || Object.keys(member).some((name) => fields.has(name))
}

/** Takes off what may be around the value: JSON text, the configuration object, a list of one. */
function unwrap(value: unknown): { document: Record<string, unknown>; version: number | null } {
  let outer = fromText('', value)
  if (Array.isArray(outer) && outer.length === 1) outer = outer[0]
  if (isObject(outer) && Object.hasOwn(outer, 'tokenExchange'))
    outer = fromText('tokenExchange', outer.tokenExchange)
  if (!isObject(outer)) throw invalid('', 'must be an object')
  if (!Object.hasOwn(outer, 'value')) return { document: outer, version: null }
  if (outer.key !== undefined && outer.key !== 'tokenExchange')
    throw invalid('key', 'must be tokenExchange')
  const inner = fromText('value', outer.value)
  if (!isObject(inner)) throw invalid('value', 'must be an object')
  return { document: inner, version: typeof outer.version === 'number' ? outer.version : null }
}

function parseEntry(name: string, member: Record<string, unknown>): SiteEntry {
  const at = (field: string) => (name === '' ? field : `${name}.${field}`)
  const own = new Map(Object.entries(member))
  if (own.has('jwks')) own.set('jwks', readJwks(at('jwks'), own.get('jwks')))
  const parsed = siteEntrySchema.safeParse(Object.fromEntries(own))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(at(pathText(issue?.path ?? [])), issue?.message ?? 'is malformed')
}

/** A key set may be the object, a bare array, or either as JSON text; an empty text is unset. */
function readJwks(path: string, value: unknown): unknown {
  if (value === '') return null
  const read = fromText(path, value)
  return Array.isArray(read) ? { keys: read as unknown[] } : read
}

/** Several configuration keys hold their value as JSON text (emporix.md section 6). */
function fromText(path: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    // The parser's own text quotes the document, which holds secrets.
    throw invalid(path, 'is a text that is not JSON')
  }
}

/** `['jwks', 'keys', 0, 'kty']` -> `jwks.keys[0].kty` */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${String(part)}`))
    .join('')
}

/** The keys that a `config` parameter may name. */
export function siteKeys(document: TokenExchangeDocument): string[] {
  return [...document.entries.keys()]
}

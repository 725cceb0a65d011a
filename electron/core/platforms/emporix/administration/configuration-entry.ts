import { z } from 'zod'
import type { Fact, Scopes } from '../../../../../shared/administration.ts'
import { MASK } from '../../../../../shared/redact.ts'
import { isObject } from '../../../tokens/compact.ts'
import type { Json } from '../../../tokens/read-json.ts'
import type { LiveItem } from '../../administration.ts'
import type { WrittenConfiguration } from './configuration-requests.ts'
import { manageScope } from './session.ts'

/* One property of the Configuration Service, as it is read and as it is written back. Pure. */

const entrySchema = z.looseObject({
  key: z.string(),
  value: z.json(),
  version: z.number().nullish().default(null),
  description: z.string().nullish().default(null),
  secured: z.boolean().nullish().default(null),
  restricted: z.boolean().nullish().default(null),
  readOnly: z.boolean().nullish().default(null),
  schemaUrl: z.string().nullish().default(null),
})
export type ConfigurationEntry = z.infer<typeof entrySchema>

/** Null where the body is none. */
export function readEntry(body: unknown, key: string): ConfigurationEntry | null {
  const { data } = entrySchema.safeParse(body)
  return data?.key === key ? data : null
}

/** Objects may stand there as JSON text (emporix.md section 6). */
function decoded(value: Json): { value: Json; isText: boolean } {
  if (typeof value !== 'string') return { value, isText: false }
  try {
    const parsed: unknown = JSON.parse(value)
    // Parsed from JSON, so it is JSON.
    return isObject(parsed) ? { value: parsed as Json, isText: true } : { value, isText: false }
  } catch {
    // A plain text.
    return { value, isText: false }
  }
}

export function itemOf(
  entry: ConfigurationEntry,
  title: string,
  { accepts, scopes }: { accepts: (value: Json) => boolean; scopes: Scopes | null },
): LiveItem {
  const { key, version, secured, description } = entry
  const { value, isText } = decoded(entry.value)
  // What is read of a secured value is unknown; one that cannot be a value is taken for a mask of the platform.
  const isHidden = secured === true && !accepts(value)
  return {
    id: key,
    title,
    detail: description ?? '',
    value: isHidden ? MASK : value,
    version,
    readOnly: readOnlySentence(entry, scopes),
    facts: facts(entry, isText),
    answered: { ...entry, isText: isText || (secured === true && typeof entry.value === 'string') },
  }
}

function readOnlySentence({ key, readOnly }: ConfigurationEntry, scopes: Scopes | null) {
  if (readOnly)
    return `The platform marks ${key} as readOnly and refuses to change it; ask its support.`
  return lacksManage(scopes)
}

/** Null where it may write, or where the platform did not say. */
export function lacksManage(scopes: Scopes | null): string | null {
  if (!scopes?.missing.includes(manageScope) || scopes.granted.length === 0) return null
  return `The service client was not granted ${manageScope}, so the platform would refuse the write with 403; give its API key that scope.`
}

function facts(entry: ConfigurationEntry, isText: boolean): Fact[] {
  const { secured, restricted, readOnly, schemaUrl } = entry
  return [
    { name: 'secured', value: secured ? 'yes: encrypted by the platform' : 'no' },
    { name: 'restricted', value: restricted ? 'yes: cannot be deleted' : 'no' },
    { name: 'readOnly', value: readOnly ? 'yes' : 'no' },
    { name: 'stored as', value: isText ? 'JSON text' : typeOf(entry.value) },
    ...(schemaUrl ? [{ name: 'schemaUrl', value: schemaUrl }] : []),
  ]
}

const typeOf = (value: Json) => (Array.isArray(value) ? 'list' : typeof value)

/** What else is documented is sent back as it was, or a PUT would unset it. */
export function writtenBack(
  former: Record<string, unknown> | undefined,
  { key, value }: { key: string; value: Json },
): WrittenConfiguration {
  const { isText, secured } = former ?? {}
  const asText = (isText === true || secured === true) && typeof value !== 'string'
  const written: WrittenConfiguration = { key, value: asText ? JSON.stringify(value) : value }
  for (const member of ['version', ...setOnce])
    if (former?.[member] !== undefined && former[member] !== null) written[member] = former[member]
  return written
}

const setOnce = ['description', 'secured', 'restricted', 'readOnly', 'schemaUrl']

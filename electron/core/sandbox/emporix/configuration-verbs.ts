import type { Context } from 'hono'
import { z } from 'zod'
import { badPayload, configurationErrors, type Owner } from './configuration-errors.ts'
import type { ConfigurationEntry, ConfigurationStore } from './configuration-store.ts'

/*
 * The verbs of the Configuration Service (emporix.md section 6), for the configurations of a tenant and those
 * of its clients alike.
 */

/** Numbers and null are not among the documented types of a value. */
const valueSchema = z.union(
  [z.record(z.string(), z.unknown()), z.string(), z.array(z.unknown()), z.boolean()],
  'must be an object, a string, an array or a boolean',
)

const entrySchema = z
  .object({
    key: z.string('must be a string').min(1, 'must not be empty'),
    value: valueSchema,
    version: z.int('must be an integer').optional(),
    description: z.string().optional(),
    secured: z.boolean().default(false),
    restricted: z.boolean().optional(),
    readOnly: z.boolean().optional(),
    /** Kept, never fetched: nothing here reaches past this machine. */
    schemaUrl: z.url().optional(),
  })
  // [DOC] it works only for strings; that anything else is refused is assumed.
  .refine(({ secured, value }) => !secured || typeof value === 'string', {
    path: ['secured'],
    error: 'works only if the value is a string',
  })

/** What is written; a store keeps the version by itself. */
type Written = z.infer<typeof entrySchema>

/** Which configurations a request is about. */
export interface Place {
  store: ConfigurationStore
  owner: Owner
}

export function listConfigurations(c: Context, { store, owner }: Place) {
  const keys = c.req.query('keys')?.split(',')
  const wanted = store.list().filter(({ key }) => keys === undefined || keys.includes(key))
  return c.json(wanted.map((entry) => shown(entry, owner)))
}

export function readConfiguration(c: Context, { store, owner }: Place) {
  const key = keyOf(c)
  const found = store.find(key)
  return found ? c.json(shown(found, owner)) : configurationErrors(c, owner).notFound(key)
}

/** All of the list or nothing, which is assumed. */
export async function createConfigurations(c: Context, { store, owner }: Place) {
  const errors = configurationErrors(c, owner)
  const body: unknown = await c.req.json().catch(() => null)
  if (!Array.isArray(body)) return badPayload(c, 'list')
  const parsed = z.array(entrySchema).safeParse(body)
  if (!parsed.success) return errors.invalid(problemOf(parsed.error))
  const keys = parsed.data.map(({ key }) => key)
  if (new Set(keys).size < keys.length || keys.some((key) => store.find(key)))
    return errors.exists()
  const created = parsed.data.map((written) => ({ ...written, version: 1 }))
  for (const entry of created) store.set(entry)
  return c.json(
    created.map((entry) => shown(entry, owner)),
    201,
  )
}

export async function updateConfiguration(c: Context, { store, owner }: Place) {
  const errors = configurationErrors(c, owner)
  const body: unknown = await c.req.json().catch(() => null)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return badPayload(c, 'object')
  const parsed = entrySchema.safeParse(body)
  if (!parsed.success) return errors.invalid(problemOf(parsed.error))
  const key = keyOf(c)
  if (parsed.data.key !== key) return errors.otherKey()
  const current = store.find(key)
  if (current === undefined) return errors.notUpdated(key)
  if (current.readOnly) return errors.readOnly(key)
  // The dashboard's own code sends none, so that only a version that differs is a conflict. [CODE]
  const { version = current.version } = parsed.data
  if (version !== current.version) return errors.conflict(key)
  const updated = replacement(current, parsed.data)
  store.set(updated)
  return c.json(shown(updated, owner))
}

export function deleteConfiguration(c: Context, { store, owner }: Place) {
  const errors = configurationErrors(c, owner)
  const key = keyOf(c)
  if (store.find(key)?.restricted) return errors.restricted(key)
  return store.remove(key) ? c.body(null, 204) : errors.notDeleted(key)
}

const keyOf = (c: Context) => c.req.param('propertyKey') ?? ''

/** What cannot be unset stays as it was (emporix.md section 6); that this is no error is assumed. */
function replacement(current: ConfigurationEntry, written: Written): ConfigurationEntry {
  const { restricted, schemaUrl } = current
  return {
    ...written,
    ...(restricted && { restricted }),
    ...(schemaUrl !== undefined && { schemaUrl }),
    version: current.version + 1,
  }
}

/** What is read back of a secured value is unknown; that it is masked is assumed. */
const mask = '********'

function shown(entry: ConfigurationEntry, owner: Owner) {
  return {
    ...(owner && { _id: `${owner.client}_${entry.key}`, client: owner.client }),
    ...entry,
    ...(entry.secured && { value: mask }),
  }
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is malformed'}`
}

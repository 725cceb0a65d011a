import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  type Connection,
  connectionSchema,
  type ConnectionSummary,
} from '../../../shared/connection.ts'
import { FlowError } from '../failure.ts'
import { adapterOf } from '../platforms/registry.ts'
import { parseConnection, pathText, readConnection } from './connection-text.ts'
import { sealedPlaces } from './placeholders.ts'
import { maskReferences, type SealedSecrets, sealedIds } from './secrets.ts'

/** What is known of a stored connection even when the rest cannot be read. */
const storedEntrySchema = z.looseObject({
  id: z.string(),
  document: z.looseObject({ name: z.string() }),
})

export type Entry = { document: unknown; summary: ConnectionSummary }
export type Unreadable = { id: string | null; name: string | null; problem: FlowError }

export const knownOf = (entry: unknown) => storedEntrySchema.safeParse(entry).data

export const isReadable = (entry: Entry | Unreadable): entry is Entry => 'summary' in entry

export function readEntry(raw: unknown): Entry | Unreadable {
  const known = knownOf(raw)
  const source = `The stored connection${known ? ` ${known.document.name}` : ''}`
  try {
    if (!known) throw new FlowError('connection_invalid', `${source} has no id or no name.`)
    const document = readConnection(known.document, source)
    return { document, summary: summarise(document, { id: known.id, kind: 'stored' }) }
  } catch (thrown) {
    if (!(thrown instanceof FlowError)) throw thrown
    const { message, evidence } = thrown
    const hint = 'it is kept as it is: update the console, or save it again under its name.'
    const sentence = `${message.replace(/\.$/, '')}; ${hint}`
    const problem = new FlowError('connection_invalid', sentence, evidence)
    return { id: known?.id ?? null, name: known?.document.name ?? null, problem }
  }
}

/** Secrets that nothing refers to any more are dropped with the write (SS-07). */
export function used(secrets: SealedSecrets, rest: object): SealedSecrets {
  const ids = new Set(sealedIds(rest))
  return Object.fromEntries(Object.entries(secrets).filter(([id]) => ids.has(id)))
}

/** Names of the connections that refer to one of these secrets. */
export function namesOf(secrets: readonly string[], connections: readonly unknown[]): string[] {
  if (secrets.length === 0) return []
  const ids = new Set(secrets)
  return connections
    .filter((entry) => sealedIds(entry).some((id) => ids.has(id)))
    .map((entry) => knownOf(entry)?.document.name ?? 'an unreadable connection')
}

export function summarise(
  document: Connection,
  { id, kind }: Pick<ConnectionSummary, 'id' | 'kind'>,
): ConnectionSummary {
  const adapter = adapterOf(document)
  const masked = connectionSchema.parse(maskReferences(document))
  return {
    id,
    name: document.name,
    platform: document.platform,
    kind,
    sites: adapter.sites(masked),
    flows: adapter.flowsOf(masked).map((flow) => flow.id),
  }
}

export function unknown(id: string): FlowError {
  return new FlowError(
    'connection_unknown',
    `There is no connection ${id}; name a stored one, a file, or sandbox.`,
  )
}

/** The text that a person edits. */
export function textOf(document: unknown): string {
  return JSON.stringify(document, null, 2)
}

export function changedElsewhere(name: string): FlowError {
  return new FlowError(
    'connection_changed',
    `${name} was changed elsewhere since it was opened here, so nothing was saved; look at the change, and save again to replace what is stored now.`,
  )
}

export function nameTaken(name: string): FlowError {
  const message = `There is another connection called ${name}; choose another name.`
  return new FlowError('connection_invalid', message, { path: 'name' })
}

/**
 * A connection as it was typed, and what it will be in lists. Throws `connection_invalid`, or what its sites are
 * refused with, so that a broken document is refused before it is stored.
 */
export function checkConnection(
  text: string,
  source: string,
): { typed: unknown; summary: ConnectionSummary } {
  const parsed = parseConnection(text, source)
  const typed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
  const summary = summarise(parsed, { id: randomUUID(), kind: 'stored' })
  return { typed: Object.assign({}, typed, { name: parsed.name }), summary }
}

/** A seal that is not kept here can come from another machine only; the next run would fail instead. */
export function refuseUnkept(document: unknown, secrets: SealedSecrets): void {
  const lost = sealedPlaces(document).find(({ id }) => !Object.hasOwn(secrets, id))
  if (lost === undefined) return
  const path = pathText(lost.path)
  throw new FlowError(
    'connection_invalid',
    `The connection: ${path} refers to a secret that is not kept here; enter it again.`,
    { path },
  )
}

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  type Connection,
  connectionSchema,
  type ConnectionSummary,
} from '../../../shared/connection.ts'
import { FlowError } from '../failure.ts'
import { adapterOf } from '../platforms/registry.ts'
import type { Ports } from '../ports.ts'
import { parseConnection } from './connection-text.ts'
import {
  maskReferences,
  openSecrets,
  sealedIds,
  sealedSecretsSchema,
  sealSecrets,
} from './secrets.ts'

/** The stored document. A newer version is refused, never downgraded (C-06). */
const version = 1
const storeSchema = z.object({
  version: z.literal(version),
  connections: z.array(z.object({ id: z.string(), document: connectionSchema })),
  secrets: sealedSecretsSchema,
})
type Stored = z.infer<typeof storeSchema>

type Entry = { id: string; document: Connection; kind: 'stored' | 'file' }

/** Connections of the store, and those of a file for this process only. */
export class Connections {
  readonly #ports: Ports
  readonly #files: Entry[] = []

  constructor(ports: Ports) {
    this.#ports = ports
  }

  list(): ConnectionSummary[] {
    return this.#entries().map(summarise)
  }

  /** Adds a connection, or replaces the stored one of the same name; its secrets are sealed. */
  save(text: string): ConnectionSummary {
    const parsed = parseConnection(text, 'The connection')
    const { document, secrets } = sealSecrets(z.json().parse(parsed), this.#ports.seal)
    const stored = this.#read()
    const former = stored.connections.find((entry) => entry.document.name === parsed.name)
    const entry = { id: former?.id ?? randomUUID(), document: connectionSchema.parse(document) }
    // Reads the sites, so that a broken tokenExchange document is refused before it is stored.
    const summary = summarise({ ...entry, kind: 'stored' })
    this.#write({
      ...stored,
      connections: [...stored.connections.filter((other) => other !== former), entry],
      secrets: { ...stored.secrets, ...secrets },
    })
    return summary
  }

  delete(id: string): void {
    const stored = this.#read()
    const connections = stored.connections.filter((entry) => entry.id !== id)
    if (connections.length === stored.connections.length) throw unknown(id)
    this.#write({ ...stored, connections })
  }

  /** A connection that lives as long as this process: the command line's file. */
  addFile(text: string, source: string): ConnectionSummary {
    const document = parseConnection(text, source)
    const entry: Entry = { id: `file-${randomUUID()}`, document, kind: 'file' }
    const summary = summarise(entry)
    this.#files.push(entry)
    return summary
  }

  /** The connection with its secrets open, for the moment of use. `id` may also be its name. */
  async open(id: string): Promise<{ summary: ConnectionSummary; connection: Connection }> {
    const entry = this.#entries().find((one) => one.id === id || one.document.name === id)
    if (!entry) throw unknown(id)
    const secrets = entry.kind === 'stored' ? this.#read().secrets : {}
    const opened = await openSecrets(z.json().parse(entry.document), secrets, this.#ports)
    return { summary: summarise(entry), connection: connectionSchema.parse(opened) }
  }

  #entries(): Entry[] {
    const stored = this.#read().connections.map((entry) => ({ ...entry, kind: 'stored' as const }))
    return [...stored, ...this.#files]
  }

  #read(): Stored {
    const document = this.#ports.store.read()
    if (document === null) return { version, connections: [], secrets: {} }
    const parsed = storeSchema.safeParse(document)
    if (parsed.success) return parsed.data
    const path = parsed.error.issues[0]?.path.join('.')
    throw new FlowError(
      'store_unreadable',
      path === 'version'
        ? 'The stored connections were written by a newer version; update the console to use them.'
        : `The stored connections cannot be read at ${path}; the file is left as it is.`,
    )
  }

  /** Secrets that no connection refers to any more are dropped with the write (SS-07). */
  #write(stored: Stored): void {
    const used = new Set(sealedIds(z.json().parse(stored.connections)))
    const secrets = Object.fromEntries(
      Object.entries(stored.secrets).filter(([id]) => used.has(id)),
    )
    this.#ports.store.write({ ...stored, secrets })
  }
}

function summarise({ id, document, kind }: Entry): ConnectionSummary {
  const adapter = adapterOf(document)
  const masked = connectionSchema.parse(maskReferences(z.json().parse(document)))
  return {
    id,
    name: document.name,
    platform: document.platform,
    kind,
    sites: adapter.sites(masked),
    flows: adapter.flowsOf(masked).map((flow) => flow.id),
  }
}

function unknown(id: string): FlowError {
  return new FlowError(
    'connection_unknown',
    `There is no connection ${id}; name a stored one, a file, or sandbox.`,
  )
}

import { randomUUID } from 'node:crypto'
import {
  type Connection,
  connectionSchema,
  type ConnectionSummary,
} from '../../../shared/connection.ts'
import type { Ports } from '../ports.ts'
import { isObject } from '../tokens/compact.ts'
import {
  changedElsewhere,
  checkConnection,
  type Entry,
  isReadable,
  knownOf,
  nameTaken,
  readEntry,
  refuseUnkept,
  summarise,
  textOf,
  unknown,
  type Unreadable,
  used,
} from './connection-entry.ts'
import { parseConnection } from './connection-text.ts'
import { type Migration, migrations } from './migrations.ts'
import { renewStored, type SealedElsewhere, sealedElsewhere, withChoice } from './renew-stored.ts'
import { openSecrets, renewSecrets, type SealedSecrets, sealSecrets } from './secrets.ts'
import { readStored, type Stored } from './stored-document.ts'

type StorePorts = Pick<Ports, 'store' | 'seal' | 'log' | 'environment' | 'readTextFile'>

type Deleted = { at: number; entry: unknown; secrets: SealedSecrets }

/** Connections of the store, and those of a file for this process only. */
export class Connections {
  readonly #ports: StorePorts
  readonly #migrations: readonly Migration[]
  readonly #files: Entry[] = []
  readonly #deleted = new Map<string, Deleted>()
  /** What was read last, by its text: another process may change any of them, but changes few at a time. */
  #known = new Map<string, Entry | Unreadable>()
  /** What the log has been told, each once. */
  readonly #told = new Set<string>()

  constructor(ports: StorePorts, steps: readonly Migration[] = migrations) {
    this.#ports = ports
    this.#migrations = steps
  }

  list(): ConnectionSummary[] {
    const stored = this.#entries(this.#read()).filter(isReadable)
    return [...stored, ...this.#files].map((entry) => entry.summary)
  }

  /**
   * Adds a connection, or replaces one: that of the id, else that of the same name. Its secrets are sealed; what the
   * person left out stays out, so that the text comes back as it was typed.
   * `base` is the text as it was read: where another process has changed it since, nothing is written.
   */
  save(text: string, replaces?: string, base?: string): ConnectionSummary {
    const { typed, summary } = checkConnection(text, 'The connection')
    // Before the store is locked: a key store may ask the person first.
    this.#ports.seal.refresh?.()
    const { document, secrets } = sealSecrets(typed, this.#ports.seal)
    const { name } = summary
    let { id } = summary
    this.#update((stored) => {
      const known = stored.connections.map(knownOf)
      const namesake = known.findIndex((entry) => entry?.document.name === name)
      const at = replaces === undefined ? namesake : known.findIndex((one) => one?.id === replaces)
      if (replaces !== undefined && at < 0) throw unknown(replaces)
      if (namesake >= 0 && namesake !== at) throw nameTaken(name)
      if (base !== undefined && textOf(known[at]?.document) !== base) throw changedElsewhere(name)
      refuseUnkept(document, { ...stored.secrets, ...secrets })
      id = known[at]?.id ?? id
      const entry = { ...known[at], id, document }
      return {
        ...stored,
        connections: at < 0 ? [...stored.connections, entry] : stored.connections.with(at, entry),
        secrets: { ...stored.secrets, ...secrets },
      }
    })
    return { ...summary, id }
  }

  /** Keeps it, still sealed, for `restore` as long as this process lives. */
  delete(id: string): void {
    let deleted: Deleted | null = null
    this.#update((stored) => {
      const at = stored.connections.findIndex((entry) => knownOf(entry)?.id === id)
      if (at < 0) throw unknown(id)
      const entry = stored.connections[at]
      deleted = { at, entry, secrets: used(stored.secrets, { entry }) }
      return { ...stored, connections: stored.connections.toSpliced(at, 1) }
    })
    if (deleted) this.#deleted.set(id, deleted)
  }

  /** Takes a deletion back, to the place where it was. */
  restore(id: string): ConnectionSummary {
    const deleted = this.#deleted.get(id)
    if (!deleted) throw unknown(id)
    const name = knownOf(deleted.entry)?.document.name ?? ''
    this.#update((stored) => {
      const known = stored.connections.map(knownOf)
      if (known.some((entry) => entry?.document.name === name)) throw nameTaken(name)
      return {
        ...stored,
        connections: stored.connections.toSpliced(deleted.at, 0, deleted.entry),
        secrets: { ...stored.secrets, ...deleted.secrets },
      }
    })
    this.#deleted.delete(id)
    return this.#find(this.#read(), id).summary
  }

  /** As it is kept, even what cannot be used: secrets are references. `id` may also be the name. */
  document(id: string): { document: unknown; name: string } {
    for (const raw of this.#read().connections) {
      const known = knownOf(raw)
      if (known && (known.id === id || known.document.name === id))
        return { document: known.document, name: known.document.name }
    }
    const file = this.#files.find(({ summary }) => summary.id === id || summary.name === id)
    if (file) return { document: file.document, name: file.summary.name }
    throw unknown(id)
  }

  /** Ids of the sealed secrets that are kept. */
  sealed(): ReadonlySet<string> {
    return new Set(Object.keys(this.#read().secrets))
  }

  /** One secret in clear. Throws `secret_missing`. */
  async openSecret(reference: { sealed: string }): Promise<string> {
    return String(await openSecrets(reference, this.#read().secrets, this.#ports))
  }

  /** Seals everything anew, and remembers how the person wants it kept. Answers with what stays as it was. */
  reseal(choice: string): SealedElsewhere {
    const { seal } = this.#ports
    this.#update((stored) => withChoice(stored, choice))
    for (const deleted of this.#deleted.values())
      deleted.secrets = renewSecrets(deleted.secrets, seal).secrets
    return sealedElsewhere(this.#read(), seal.backend)
  }

  /** A connection that lives as long as this process: the command line's file. */
  addFile(text: string, source: string): ConnectionSummary {
    const document = parseConnection(text, source)
    const summary = summarise(document, { id: `file-${randomUUID()}`, kind: 'file' })
    this.#files.push({ document, summary })
    return summary
  }

  /** The connection with its secrets open, for the moment of use. `id` may also be its name. */
  async open(id: string): Promise<{ summary: ConnectionSummary; connection: Connection }> {
    const stored = this.#read()
    const { document, summary } = this.#find(stored, id)
    const opened = await openSecrets(document, stored.secrets, this.#ports)
    return { summary, connection: connectionSchema.parse(opened) }
  }

  #find(stored: Stored, id: string): Entry {
    const entry = [...this.#entries(stored), ...this.#files].find((entry) => {
      const { id: own, name } = isReadable(entry) ? entry.summary : entry
      return own === id || name === id
    })
    if (!entry) throw unknown(id)
    if (!isReadable(entry)) throw entry.problem
    return entry
  }

  #entries(stored: Stored): (Entry | Unreadable)[] {
    const known = new Map<string, Entry | Unreadable>()
    const entries = stored.connections.map((raw) => {
      const text = JSON.stringify(raw)
      const entry = this.#known.get(text) ?? readEntry(raw)
      known.set(text, entry)
      if (!isReadable(entry)) this.#tell(entry.problem.message)
      return entry
    })
    this.#known = known
    return entries
  }

  /** A document of an older version is brought up to date on disk as well, once. */
  #read(): Stored {
    const document = this.#ports.store.read()
    const stored = readStored(document, this.#migrations)
    const isOlder = isObject(document) && document['version'] !== stored.version
    if (isOlder) this.#ports.store.update((older) => readStored(older, this.#migrations))
    return stored
  }

  #update(change: (stored: Stored) => Stored): void {
    let lost: string[] = []
    this.#ports.store.update((document) => {
      const changed = change(readStored(document, this.#migrations))
      const renewed = renewStored(changed, this.#ports.seal)
      lost = renewed.lost
      return renewed.stored
    })
    for (const name of lost) {
      this.#tell(`A secret of ${name} cannot be opened here and needs to be entered again.`)
    }
  }

  #tell(message: string): void {
    if (this.#told.has(message)) return
    this.#told.add(message)
    this.#ports.log('warn', message)
  }
}

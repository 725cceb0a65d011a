/** An entry of the Configuration Service (emporix.md section 6). */
export interface ConfigurationEntry {
  key: string
  /** Of a `secured` entry as it was sent: only answers hide it. */
  value: unknown
  version: number
  secured: boolean
  description?: string
  restricted?: boolean
  readOnly?: boolean
  schemaUrl?: string
}

export interface ConfigurationStore {
  list(): ConfigurationEntry[]
  find(key: string): ConfigurationEntry | undefined
  /** Adds the entry, or puts it in the place of the one with its key. */
  set(entry: ConfigurationEntry): void
  /** False where there was none. */
  remove(key: string): boolean
  /** Back to the entries that it began with. */
  reset(): void
}

/** What the Configuration Service holds: of the tenant, and of each of its clients. */
export interface Configurations {
  readonly tenant: ConfigurationStore
  ofClient(client: string): ConfigurationStore
  /** The clients that have any. */
  clients(): string[]
  reset(): void
}

/** `preset` are the values of the tenant by key. */
export function createConfigurations(preset: Readonly<Record<string, unknown>>): Configurations {
  const tenant = createStore(preset)
  const clients = new Map<string, ConfigurationStore>()
  return {
    tenant,
    ofClient(client) {
      const store = clients.get(client) ?? createStore({})
      clients.set(client, store)
      return store
    },
    clients: () => [...clients.keys()].filter((client) => clients.get(client)?.list().length),
    reset() {
      tenant.reset()
      clients.clear()
    },
  }
}

function createStore(preset: Readonly<Record<string, unknown>>): ConfigurationStore {
  const entries = new Map<string, ConfigurationEntry>()
  const store: ConfigurationStore = {
    list: () => [...entries.values()],
    find: (key) => entries.get(key),
    set: (entry) => void entries.set(entry.key, entry),
    remove: (key) => entries.delete(key),
    reset() {
      entries.clear()
      for (const [key, value] of Object.entries(preset))
        entries.set(key, { key, value, version: 1, secured: false })
    },
  }
  store.reset()
  return store
}

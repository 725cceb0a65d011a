import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/** Far more than a person makes; a script that runs all day does not fill the memory. */
const mostEntries = 20_000

/**
 * What oidc-provider remembers, one store per sandbox: the library's own memory adapter is shared by all
 * providers of a process. Expiry is judged by the library from `exp`, so nothing is timed here.
 */
export function memoryAdapter(): { adapter: AdapterFactory; clear(): void } {
  const entries = new Map<string, AdapterPayload>()

  const adapter: AdapterFactory = (model): Adapter => {
    const key = (id: string) => `${model}:${id}`
    const findBy = (member: 'uid' | 'userCode', value: string) =>
      Promise.resolve(
        [...entries].find(
          ([name, payload]) => name.startsWith(`${model}:`) && payload[member] === value,
        )?.[1],
      )
    return {
      async upsert(id, payload) {
        entries.delete(key(id))
        entries.set(key(id), payload)
        for (const oldest of entries.keys()) {
          if (entries.size <= mostEntries) break
          entries.delete(oldest)
        }
      },
      find: (id) => Promise.resolve(entries.get(key(id))),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (code) => findBy('userCode', code),
      async consume(id) {
        const payload = entries.get(key(id))
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        entries.delete(key(id))
      },
      async revokeByGrantId(grantId) {
        for (const [name, payload] of entries) {
          if (name.startsWith(`${model}:`) && payload.grantId === grantId) entries.delete(name)
        }
      },
    }
  }
  return { adapter, clear: () => entries.clear() }
}

import type { Desk } from './live-store.ts'
import { initialKeys, type KeysState, type KeysWay } from './keys-state.ts'

/** Signing keys: those of a provider, a pasted set, and the pinned ones held against the live ones (F18). */
export function createKeys({ store, ask }: Desk) {
  const { getState: get, setState: set } = store
  const of = (connectionId: string): KeysState => get().keys[connectionId] ?? initialKeys
  const put = (connectionId: string, part: Partial<KeysState>) =>
    set({ keys: { ...get().keys, [connectionId]: { ...of(connectionId), ...part } } })

  async function compare(connectionId: string, site: string): Promise<void> {
    const reply = await ask('keys', 'jwks.compare', { connectionId, site })
    if (!reply) return
    put(
      connectionId,
      reply.ok
        ? { comparison: reply.value, problem: null }
        : { comparison: null, problem: reply.failure },
    )
  }

  async function readSet(connectionId: string, way: 'provider' | 'pasted'): Promise<void> {
    const { text } = of(connectionId)
    const reply = await ask('keys', 'jwks.read', way === 'pasted' ? { text } : { connectionId })
    if (!reply) return
    const { [way]: _, ...others } = of(connectionId).sets
    put(
      connectionId,
      reply.ok
        ? { sets: { ...others, [way]: reply.value }, problem: null }
        : { sets: others, problem: reply.failure },
    )
  }

  return {
    changeKeys: (
      connectionId: string,
      part: { way: KeysWay } | { site: string } | { text: string },
    ) => put(connectionId, { ...part, ...('text' in part ? {} : { problem: null }) }),

    askKeys: (connectionId: string, site: string): Promise<void> => {
      const { way } = of(connectionId)
      return way === 'compare' ? compare(connectionId, site) : readSet(connectionId, way)
    },
  }
}

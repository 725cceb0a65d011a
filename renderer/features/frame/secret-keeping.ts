import { createStore } from 'zustand/vanilla'
import type { Failure } from '../../../shared/failure.ts'
import type { SecretKeeping } from '../../../shared/secret-keeping.ts'
import type { Door } from '../../transport.ts'

interface State {
  /** Null until it was asked for. */
  status: SecretKeeping | null
  /** Connections with secrets that could not follow the last choice. */
  left: readonly string[]
  problem: Failure | null
  isSent: boolean
}

export type SecretKeepingStore = ReturnType<typeof createSecretKeeping>

/** How the host keeps secrets, as its dialog shows it. Passing: asked anew whenever the dialog opens. */
export function createSecretKeeping(door: Door) {
  const store = createStore<State>(() => ({ status: null, left: [], problem: null, isSent: false }))
  const { setState: set } = store
  return {
    store,

    /** The host looks again for a key store that was locked. */
    look: async (): Promise<void> => {
      set({ left: [], problem: null })
      const reply = await door.call('secrets.status', {})
      set(reply.ok ? { status: reply.value } : { problem: reply.failure })
    },

    /** True when everything followed the choice, so that there is nothing more to say. */
    choose: async (id: string): Promise<boolean> => {
      set({ isSent: true, left: [], problem: null })
      const reply = await door.call('secrets.choose', { id })
      if (!reply.ok) {
        set({ isSent: false, problem: reply.failure })
        return false
      }
      const { left, ...status } = reply.value
      set({ isSent: false, status, left })
      return left.length === 0
    },
  }
}

import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { ProvidersState } from './providers-state.ts'
import type { Providers } from './providers-store.ts'

const ProvidersContext = createContext<Providers | null>(null)
export const ProvidersProvider = ProvidersContext

export function useProviders(): Providers {
  const found = use(ProvidersContext)
  if (!found) throw new Error('useProviders outside of ProvidersProvider')
  return found
}

/** A part of the state; the caller is drawn again only when this part changes. */
export function useProvidersState<T>(part: (state: ProvidersState) => T): T {
  return useStore(useProviders().store, part)
}

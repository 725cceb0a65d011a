import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { LiveState } from './live-state.ts'
import type { Administration } from './live-store.ts'

const AdministrationContext = createContext<Administration | null>(null)
export const AdministrationProvider = AdministrationContext

export function useAdministration(): Administration {
  const found = use(AdministrationContext)
  if (!found) throw new Error('useAdministration outside of AdministrationProvider')
  return found
}

/** A part of the state; the caller is drawn again only when this part changes. */
export function useLiveState<T>(part: (state: LiveState) => T): T {
  return useStore(useAdministration().store, part)
}

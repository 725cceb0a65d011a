import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { ConsoleState } from './console-state.ts'
import type { Console } from './console-store.ts'

const ConsoleContext = createContext<Console | null>(null)
export const ConsoleProvider = ConsoleContext

export function useConsole(): Console {
  const found = use(ConsoleContext)
  if (!found) throw new Error('useConsole outside of ConsoleProvider')
  return found
}

/** A part of the state; the caller is drawn again only when this part changes. */
export function useConsoleState<T>(part: (state: ConsoleState) => T): T {
  return useStore(useConsole().store, part)
}

import { createContext, use, useMemo } from 'react'
import { useStore } from 'zustand'
import type { ConnectionSummary } from '../../../shared/connection.ts'
import { useConsoleState } from '../debugger/console-context.tsx'
import { judgingConnections, type Resolved, resolve } from './settings.ts'
import { type Entry, entriesOf, type TokensState } from './tokens-state.ts'
import type { Tokens } from './tokens-store.ts'

const TokensContext = createContext<Tokens | null>(null)
export const TokensProvider = TokensContext

export function useTokens(): Tokens {
  const found = use(TokensContext)
  if (!found) throw new Error('useTokens outside of TokensProvider')
  return found
}

/** A part of the state; the caller is drawn again only when this part changes. */
export function useTokensState<T>(part: (state: TokensState) => T): T {
  return useStore(useTokens().store, part)
}

export function useJudgingConnections(): ConnectionSummary[] {
  const connections = useConsoleState((state) => state.connections)
  const flows = useConsoleState((state) => state.flows)
  return useMemo(() => judgingConnections(connections, flows), [connections, flows])
}

export function useResolved(): Resolved {
  const settings = useTokensState((state) => state.settings)
  const connections = useJudgingConnections()
  const run = useConsoleState((state) => state.run)
  return useMemo(() => resolve(settings, { connections, run }), [settings, connections, run])
}

export function useRunEntries(): Entry[] {
  const run = useConsoleState((state) => state.run)
  return useMemo(() => entriesOf(run), [run])
}

import { createContext, use, useMemo } from 'react'
import { useStore } from 'zustand'
import type { ConnectionForm } from '../../../shared/connection-form.ts'
import type { ConnectionSummary } from '../../../shared/connection.ts'
import { useConsoleState } from '../debugger/console-context.tsx'
import type { ConnectionsState } from './connections-state.ts'
import type { Connections } from './connections.ts'
import { formOf, type OpenDocument } from './document.ts'
import { type ListGroup, groupsOf } from './list-rows.ts'
import { place, type Placed } from './placing.ts'
import { reasonNotToSave } from './saving.ts'

const ConnectionsContext = createContext<Connections | null>(null)
export const ConnectionsProvider = ConnectionsContext

export function useConnections(): Connections {
  const found = use(ConnectionsContext)
  if (!found) throw new Error('useConnections outside of ConnectionsProvider')
  return found
}

/** A part of the state; the caller is drawn again only when this part changes. */
export function useConnectionsState<T>(part: (state: ConnectionsState) => T): T {
  return useStore(useConnections().store, part)
}

/** The connection on screen as it is stored; null for a new one. */
export function useChosen(): ConnectionSummary | null {
  const chosenId = useConnectionsState((state) => state.chosenId)
  const connections = useConsoleState((state) => state.connections)
  return connections.find(({ id }) => id === chosenId) ?? null
}

export function useGroups(): ListGroup[] {
  const connections = useConsoleState((state) => state.connections)
  const forms = useConnectionsState((state) => state.forms)
  const filter = useConnectionsState((state) => state.filter)
  return useMemo(() => groupsOf(connections, forms, filter), [connections, forms, filter])
}

export function useForm(document: OpenDocument | null): ConnectionForm | null {
  const forms = useConnectionsState((state) => state.forms)
  return useMemo(() => document && formOf(document, forms), [document, forms])
}

/** Everything that was found wrong, at the part of the form that shows it. */
export function usePlaced(document: OpenDocument, form: ConnectionForm | null): Placed[] {
  const { analysis, readable } = document
  return useMemo(
    () =>
      place(analysis?.problems ?? [], {
        form,
        sites: analysis?.effective ?? [],
        root: readable.root,
      }),
    [analysis, form, readable],
  )
}

/** Why it cannot be saved; null when it can. */
export function useReasonNotToSave(): string | null {
  const document = useConnectionsState((state) => state.document)
  const connections = useConsoleState((state) => state.connections)
  return document ? reasonNotToSave(document, connections) : 'nothing is open'
}

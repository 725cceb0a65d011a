import type { Door } from '../../transport.ts'
import type { Console } from '../debugger/console-store.ts'
import { type Connections, createConnections } from './connections.ts'
import { holdsWork } from './document.ts'

/** The connections of this window, beside the console whose list and runs they share. */
export function openConnections(door: Door, console: Console): Connections {
  const { store, startRun } = console
  const connections = createConnections(door, {
    connections: () => store.getState().connections,
    debug(connectionId) {
      const { connections, run } = store.getState()
      const connection = connections.find(({ id }) => id === connectionId)
      // The flow on screen stays where the connection has it.
      const flowId = connection?.flows.find((id) => id === run?.flowId) ?? connection?.flows[0]
      store.setState({ area: 'debugger', started: true })
      if (flowId !== undefined) void startRun(flowId, connectionId, null)
    },
  })
  // Leaving the window is asked about by the browser, or by the desktop's own question.
  window.addEventListener('beforeunload', (event) => {
    const { document } = connections.store.getState()
    if (document && holdsWork(document)) event.preventDefault()
  })
  return connections
}

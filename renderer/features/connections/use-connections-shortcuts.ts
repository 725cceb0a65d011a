import { exhaustive } from '../../ui/exhaustive.ts'
import { useAdministration } from '../administration/live-context.tsx'
import { obeyLive } from '../administration/live-keys.ts'
import { useConsole } from '../debugger/console-context.tsx'
import type { Console } from '../debugger/console-store.ts'
import { cyclePane } from '../frame/panes.ts'
import { useShortcutKeys } from '../frame/use-shortcut-keys.ts'
import { useConnections } from './connections-context.tsx'
import { type ConnectionsShortcut, connectionsShortcutOf } from './connections-shortcuts.ts'
import type { Connections } from './connections.ts'
import { formOf } from './document.ts'
import { findings, nextFinding } from './findings.ts'
import { besideOf, groupsOf } from './list-rows.ts'
import { focusSearch } from './search-focus.ts'
import { showPlace } from './show-place.ts'

/** Obeys the keys of this area while it is on screen. */
export function useConnectionsShortcuts(): void {
  const connections = useConnections()
  const console = useConsole()
  const administration = useAdministration()
  useShortcutKeys((event, typing) => {
    if (connections.store.getState().dialog) return false
    const shortcut = connectionsShortcutOf(event, typing)
    if (shortcut === null) return false
    const answer = obeyLive(shortcut, { administration, connections, console })
    return answer ?? obey(shortcut, connections, console)
  })
}

/** False when the key means nothing at the moment, so that it stays the browser's. */
function obey(shortcut: ConnectionsShortcut, connections: Connections, console: Console): boolean {
  const { store } = connections
  const state = store.getState()
  switch (shortcut) {
    case 'save':
    case 'primary':
      void connections.save()
      return true
    case 'new':
      store.setState({ dialog: 'new' })
      return true
    case 'live':
      return false
    case 'search':
      focusSearch()
      return true
    case 'next-connection':
    case 'previous-connection':
      return chooseBeside(connections, console, shortcut === 'next-connection' ? 1 : -1)
    case 'next-tab':
    case 'previous-tab':
      return stepSection(connections, shortcut === 'next-tab' ? 1 : -1)
    case 'next-finding':
      return showNextFinding(connections)
    case 'json':
    case 'change':
      store.setState({ view: shortcut })
      return state.document !== null
    case 'debugger': {
      const { chosenId } = state
      if (chosenId !== null) void connections.leaveFor({ kind: 'debugger', connectionId: chosenId })
      return chosenId !== null
    }
    case 'undo':
      void connections.undoDelete()
      return true
    case 'next-pane':
    case 'previous-pane':
      return cyclePane(shortcut === 'next-pane' ? 1 : -1)
    case 'escape':
      if (!state.leaving) return false
      void connections.answerLeaving('stay')
      return true
    case 'keys':
      console.store.setState({ dialog: 'keys' })
      return true
    default:
      return exhaustive(shortcut)
  }
}

function chooseBeside(connections: Connections, console: Console, step: 1 | -1): boolean {
  const { forms, filter, chosenId } = connections.store.getState()
  const groups = groupsOf(console.store.getState().connections, forms, filter)
  const found = besideOf(groups, chosenId, step)
  if (found) void connections.choose(found.id)
  return found !== null
}

function stepSection({ store }: Connections, step: 1 | -1): boolean {
  const { document, forms, tab } = store.getState()
  const { length } = (document && formOf(document, forms)?.sections) ?? []
  if (length === 0) return false
  const at = Number(tab.replace('section-', ''))
  store.setState({ tab: `section-${(at + step + length) % length}`, view: 'form' })
  return true
}

function showNextFinding({ store, select }: Connections): boolean {
  const { document } = store.getState()
  if (!document) return false
  const { errors, traps, skipped } = findings(document)
  const here = document.selected?.path ?? null
  const next = nextFinding([...errors, ...traps, ...skipped], here)
  if (!next) return false
  select(next, 'form')
  showPlace(store, next, { takesFocus: true })
  return true
}

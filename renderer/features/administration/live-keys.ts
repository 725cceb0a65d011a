import { exhaustive } from '../../ui/exhaustive.ts'
import type { ConnectionsShortcut } from '../connections/connections-shortcuts.ts'
import type { Connections } from '../connections/connections.ts'
import type { Console } from '../debugger/console-store.ts'
import type { Administration } from './live-store.ts'
import { liveOf, primaryNow } from './use-live.ts'

interface Around {
  administration: Administration
  connections: Connections
  console: Console
}

/**
 * What a key of the area means while the live side is on screen. Null: the same as elsewhere; false: nothing, so that
 * it stays the browser's.
 */
export function obeyLive(shortcut: ConnectionsShortcut, around: Around): boolean | null {
  const { administration } = around
  const { way } = administration.store.getState()
  if (shortcut === 'live') {
    administration.show(way === 'live' ? 'configure' : 'live')
    return true
  }
  if (way !== 'live') return null
  switch (shortcut) {
    case 'primary': {
      const found = primaryNow(around)
      if (found?.primary.reason === null) found.press()
      return true
    }
    case 'escape':
      return leavePlan(around)
    // They lead to parts of the form, which is not on screen.
    case 'next-tab':
    case 'previous-tab':
    case 'next-finding':
    case 'json':
    case 'change':
      administration.show('configure')
      return null
    case 'save':
    case 'new':
    case 'search':
    case 'next-connection':
    case 'previous-connection':
    case 'debugger':
    case 'undo':
    case 'next-pane':
    case 'previous-pane':
    case 'keys':
      return null
    default:
      return exhaustive(shortcut)
  }
}

/** Back from a plan to its text. */
function leavePlan({ administration, connections, console }: Around): boolean | null {
  const { chosenId, leaving } = connections.store.getState()
  const connection = console.store.getState().connections.find(({ id }) => id === chosenId)
  if (leaving || !connection) return null
  const { place, opened } = liveOf(administration.store.getState(), connection)
  if (!place || opened?.work.kind !== 'planned') return null
  administration.backToText(place)
  return true
}

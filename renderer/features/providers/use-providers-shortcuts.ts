import { exhaustive } from '../../ui/exhaustive.ts'
import { useConsole } from '../debugger/console-context.tsx'
import type { Console } from '../debugger/console-store.ts'
import { cyclePane } from '../frame/panes.ts'
import { useShortcutKeys } from '../frame/use-shortcut-keys.ts'
import { quietMilliseconds } from './check-action.tsx'
import { focusIssuer } from './issuer-field.tsx'
import { useProviders } from './providers-context.tsx'
import { type ProvidersShortcut, providersShortcutOf } from './providers-shortcuts.ts'
import { chosenBeside, groupsOf } from './providers-state.ts'
import type { Providers } from './providers-store.ts'
import { reportText } from './report-text.ts'

/** Obeys the keys of this area while it is on screen. */
export function useProvidersShortcuts(): void {
  const providers = useProviders()
  const console = useConsole()
  useShortcutKeys((event, typing) => {
    const shortcut = providersShortcutOf(event, typing)
    return shortcut !== null && obey(shortcut, providers, console)
  })
}

/** False when the key means nothing at the moment, so that it stays the browser's. */
function obey(shortcut: ProvidersShortcut, providers: Providers, console: Console): boolean {
  const state = providers.store.getState()
  switch (shortcut) {
    case 'primary':
      if (state.since === null) void providers.check()
      // Too soon for a second press to mean Cancel.
      else if (Date.now() - state.since >= quietMilliseconds) void providers.cancel()
      return true
    case 'issuer':
      focusIssuer()
      return true
    case 'copy':
      if (!state.report) return false
      void console.copy(reportText(state.report), 'Copied, masked')
      return true
    case 'next':
    case 'previous':
      providers.choose(chosenBeside(groupsOf(state), state.chosen, shortcut === 'next' ? 1 : -1))
      return true
    case 'next-tab':
    case 'previous-tab':
      providers.show(state.tab === 'detail' ? 'requirements' : 'detail')
      return true
    case 'next-pane':
    case 'previous-pane':
      return cyclePane(shortcut === 'next-pane' ? 1 : -1)
    case 'escape':
      if (state.since === null) return false
      void providers.cancel()
      return true
    case 'keys':
      console.store.setState({ dialog: 'keys' })
      return true
    default:
      return exhaustive(shortcut)
  }
}

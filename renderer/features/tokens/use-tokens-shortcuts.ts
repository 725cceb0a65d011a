import { exhaustive } from '../../ui/exhaustive.ts'
import { useConsole } from '../debugger/console-context.tsx'
import type { Console } from '../debugger/console-store.ts'
import { cyclePane } from '../frame/panes.ts'
import { useShortcutKeys } from '../frame/use-shortcut-keys.ts'
import { focusPasteField } from './paste-focus.ts'
import { narrowQuery, tabBeside } from './tabs.ts'
import { useTokens } from './tokens-context.tsx'
import { type TokensShortcut, tokensShortcutOf } from './tokens-shortcuts.ts'
import { entriesOf } from './tokens-state.ts'
import type { Tokens } from './tokens-store.ts'
import { pressJudge } from './use-judge.ts'

/** Obeys the keys of this area while it is on screen. */
export function useTokensShortcuts(): void {
  const tokens = useTokens()
  const console = useConsole()
  useShortcutKeys((event, typing) => {
    const shortcut = tokensShortcutOf(event, typing)
    return shortcut !== null && obey(shortcut, tokens, console)
  })
}

/** False when the key means nothing at the moment, so that it stays the browser's. */
function obey(shortcut: TokensShortcut, tokens: Tokens, console: Console): boolean {
  const state = tokens.store.getState()
  switch (shortcut) {
    case 'primary':
      pressJudge(tokens, console)
      return true
    case 'paste':
      tokens.openPaste()
      focusPasteField()
      return true
    case 'compare':
      tokens.show('compare')
      return true
    case 'next-token':
    case 'previous-token':
      return chooseBeside(tokens, console, shortcut === 'next-token' ? 1 : -1)
    case 'next-tab':
    case 'previous-tab': {
      const narrow = matchMedia(narrowQuery).matches
      tokens.show(tabBeside(state.tab, shortcut === 'next-tab' ? 1 : -1, narrow))
      return true
    }
    case 'next-pane':
    case 'previous-pane':
      return cyclePane(shortcut === 'next-pane' ? 1 : -1)
    case 'escape':
      if (!state.pasting) return false
      tokens.closePaste()
      return true
    case 'keys':
      console.store.setState({ dialog: 'keys' })
      return true
    default:
      return exhaustive(shortcut)
  }
}

function chooseBeside(tokens: Tokens, console: Console, step: 1 | -1): boolean {
  const { pasted, chosen } = tokens.store.getState()
  const entries = [...entriesOf(console.store.getState().run), ...pasted]
  const at = entries.findIndex(({ key }) => key === chosen?.key)
  const entry = entries[Math.min(Math.max(at + step, 0), entries.length - 1)]
  if (entry) tokens.choose(entry)
  return entry !== undefined
}

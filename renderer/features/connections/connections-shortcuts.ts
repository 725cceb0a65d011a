import {
  type CommonShortcut,
  type KeyHelp,
  keysEverywhere,
  type Pressed,
  shortcutIn,
} from '../frame/areas.ts'

/* The keys of this area, as data: the dialog lists them and the window obeys them. Pure. */

type Own =
  | 'save'
  | 'primary'
  | 'live'
  | 'new'
  | 'search'
  | 'next-connection'
  | 'previous-connection'
  | 'next-tab'
  | 'previous-tab'
  | 'next-finding'
  | 'json'
  | 'change'
  | 'debugger'
  | 'undo'

export type ConnectionsShortcut = Own | CommonShortcut

export const connectionsKeyMap: readonly KeyHelp[] = [
  { keys: ['Ctrl S'], does: 'save; N outside of text fields: the primary button' },
  { keys: ['A'], does: 'new connection' },
  { keys: ['/'], does: 'find a connection' },
  { keys: ['J', '↓'], does: 'next connection' },
  { keys: ['K', '↑'], does: 'previous connection' },
  { keys: ['['], does: 'previous section' },
  { keys: [']'], does: 'next section' },
  { keys: ['P'], does: 'next error or warning' },
  { keys: ['E'], does: 'edit the JSON' },
  { keys: ['D'], does: 'what saving would change' },
  { keys: ['L'], does: 'configure, or what the platform has now' },
  { keys: ['U'], does: 'use in the debugger' },
  { keys: ['Z'], does: 'undo the last deletion' },
  { keys: ['Space'], does: 'on the eye: show a secret while held' },
  { keys: ['Esc'], does: 'stay here, when asked' },
  ...keysEverywhere,
]

const letters: Record<string, Own> = {
  n: 'primary',
  l: 'live',
  a: 'new',
  '/': 'search',
  j: 'next-connection',
  k: 'previous-connection',
  '[': 'previous-tab',
  ']': 'next-tab',
  p: 'next-finding',
  e: 'json',
  d: 'change',
  u: 'debugger',
  z: 'undo',
}

/** What the keys mean; null for everything that is not ours. `typing`: the focus is in a text field. */
export function connectionsShortcutOf(
  pressed: Pressed,
  typing: boolean,
): ConnectionsShortcut | null {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = pressed
  const isCommand = (ctrlKey || metaKey) && !altKey && !shiftKey
  return isCommand && key.toLowerCase() === 's' ? 'save' : shortcutIn(letters, pressed, typing)
}

import { isBracket, isForeign, type KeyHelp, keysEverywhere, type Pressed } from '../frame/areas.ts'

/* The keys of this area, as data: the dialog lists them and the window obeys them. Pure. */

export type TokensShortcut =
  | 'primary'
  | 'paste'
  | 'compare'
  | 'next-token'
  | 'previous-token'
  | 'next-tab'
  | 'previous-tab'
  | 'next-pane'
  | 'previous-pane'
  | 'escape'
  | 'keys'

export const tokensKeyMap: readonly KeyHelp[] = [
  { keys: ['N'], does: 'the primary action' },
  { keys: ['V'], does: 'paste a token' },
  { keys: ['D'], does: 'compare with another token' },
  { keys: ['J', '↓'], does: 'next token' },
  { keys: ['K', '↑'], does: 'previous token' },
  { keys: ['['], does: 'previous tab' },
  { keys: [']'], does: 'next tab' },
  { keys: ['←', '→'], does: 'on the slider: 1 s, with Shift 60 s' },
  { keys: ['Home'], does: 'on the slider: now' },
  { keys: ['Esc'], does: 'close the paste box' },
  ...keysEverywhere,
]

const letters: Record<string, TokensShortcut> = {
  n: 'primary',
  v: 'paste',
  d: 'compare',
  j: 'next-token',
  k: 'previous-token',
  '[': 'previous-tab',
  ']': 'next-tab',
}

/** What the keys mean; null for everything that is not ours. `typing`: the focus is in a text field. */
export function tokensShortcutOf(pressed: Pressed, typing: boolean): TokensShortcut | null {
  const { key, shiftKey } = pressed
  if (isForeign(pressed)) return null
  if (key === 'F6') return shiftKey ? 'previous-pane' : 'next-pane'
  if (key === 'Escape') return 'escape'
  if (typing) return null
  if (key === '?') return 'keys'
  if (shiftKey && !isBracket(pressed)) return null
  const letter = key.toLowerCase()
  return Object.hasOwn(letters, letter) ? (letters[letter] ?? null) : null
}

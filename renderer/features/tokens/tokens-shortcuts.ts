import {
  type CommonShortcut,
  type KeyHelp,
  keysEverywhere,
  type Pressed,
  shortcutIn,
} from '../frame/areas.ts'

/* The keys of this area, as data: the dialog lists them and the window obeys them. Pure. */

type Own =
  'primary' | 'paste' | 'compare' | 'next-token' | 'previous-token' | 'next-tab' | 'previous-tab'

export type TokensShortcut = Own | CommonShortcut

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

const letters: Record<string, Own> = {
  n: 'primary',
  v: 'paste',
  d: 'compare',
  j: 'next-token',
  k: 'previous-token',
  '[': 'previous-tab',
  ']': 'next-tab',
}

/** What the keys mean; null for everything that is not ours. `typing`: the focus is in a text field. */
export const tokensShortcutOf = (pressed: Pressed, typing: boolean): TokensShortcut | null =>
  shortcutIn(letters, pressed, typing)

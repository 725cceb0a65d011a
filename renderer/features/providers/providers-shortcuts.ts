import {
  type CommonShortcut,
  type KeyHelp,
  keysEverywhere,
  type Pressed,
  shortcutIn,
} from '../frame/areas.ts'

/* The keys of this area, as data: the dialog lists them and the window obeys them. Pure. */

type Own = 'primary' | 'issuer' | 'copy' | 'next' | 'previous' | 'next-tab' | 'previous-tab'

export type ProvidersShortcut = Own | CommonShortcut

export const providersKeyMap: readonly KeyHelp[] = [
  { keys: ['N'], does: 'the primary action' },
  { keys: ['V'], does: 'name the issuer' },
  { keys: ['C'], does: 'copy the report' },
  { keys: ['J', '↓'], does: 'next requirement' },
  { keys: ['K', '↑'], does: 'previous requirement' },
  { keys: ['Enter'], does: 'open the requirement' },
  { keys: ['['], does: 'previous tab' },
  { keys: [']'], does: 'next tab' },
  { keys: ['Esc'], does: 'cancel the check' },
  ...keysEverywhere,
]

const letters: Record<string, Own> = {
  n: 'primary',
  v: 'issuer',
  c: 'copy',
  j: 'next',
  k: 'previous',
  '[': 'previous-tab',
  ']': 'next-tab',
}

/** What the keys mean; null for everything that is not ours. `typing`: the focus is in a text field. */
export const providersShortcutOf = (pressed: Pressed, typing: boolean): ProvidersShortcut | null =>
  shortcutIn(letters, pressed, typing)

import { isForeign, type KeyHelp, keysEverywhere, type Pressed } from '../frame/areas.ts'

/* The keys of this area, as data: the dialog lists them and the window obeys them. Pure. */

export type ProvidersShortcut =
  | 'primary'
  | 'issuer'
  | 'copy'
  | 'next'
  | 'previous'
  | 'next-tab'
  | 'previous-tab'
  | 'next-pane'
  | 'previous-pane'
  | 'escape'
  | 'keys'

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

const letters: Record<string, ProvidersShortcut> = {
  n: 'primary',
  v: 'issuer',
  c: 'copy',
  j: 'next',
  k: 'previous',
  '[': 'previous-tab',
  ']': 'next-tab',
}

/** What the keys mean; null for everything that is not ours. `typing`: the focus is in a text field. */
export function providersShortcutOf(pressed: Pressed, typing: boolean): ProvidersShortcut | null {
  const { key, shiftKey } = pressed
  if (isForeign(pressed)) return null
  if (key === 'F6') return shiftKey ? 'previous-pane' : 'next-pane'
  if (key === 'Escape') return 'escape'
  if (typing) return null
  if (key === '?') return 'keys'
  const letter = key.toLowerCase()
  if (shiftKey && letter !== key) return null
  return Object.hasOwn(letters, letter) ? (letters[letter] ?? null) : null
}

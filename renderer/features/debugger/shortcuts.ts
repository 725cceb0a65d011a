import { isBracket, isForeign, type KeyHelp, keysEverywhere, type Pressed } from '../frame/areas.ts'

/* The keys that work, as data: the dialog lists them and the window obeys them. Pure. */

export type Shortcut =
  | { does: 'primary' }
  | { does: 'to-end' }
  | { does: 'pause' }
  | { does: 'go-back' }
  | { does: 'run-again' }
  | { does: 'stage'; number: number }
  | { does: 'next-stage' }
  | { does: 'previous-stage' }
  | { does: 'next-tab' }
  | { does: 'previous-tab' }
  | { does: 'next-pane' }
  | { does: 'previous-pane' }
  | { does: 'paste' }
  | { does: 'open-again' }
  | { does: 'escape' }
  | { does: 'keys' }

/** What the dialog says, in its order. */
export const keyMap: readonly KeyHelp[] = [
  { keys: ['N'], does: 'the primary action' },
  { keys: ['Shift N'], does: 'run to the end' },
  { keys: ['P'], does: 'pause after this stage' },
  { keys: ['B'], does: 'go back to the selected stage' },
  { keys: ['R'], does: 'run the selected stage again' },
  { keys: ['J', '↓'], does: 'next stage' },
  { keys: ['K', '↑'], does: 'previous stage' },
  { keys: ['1', 'to', '9'], does: 'stage by number' },
  { keys: ['['], does: 'previous tab' },
  { keys: [']'], does: 'next tab' },
  { keys: ['V'], does: 'paste the callback URL' },
  { keys: ['O'], does: 'open the browser again' },
  { keys: ['Esc'], does: 'close, then cancel what waits (asks)' },
  ...keysEverywhere,
]

const letters: Record<string, Exclude<Shortcut['does'], 'stage'>> = {
  n: 'primary',
  p: 'pause',
  b: 'go-back',
  r: 'run-again',
  j: 'next-stage',
  k: 'previous-stage',
  v: 'paste',
  o: 'open-again',
  '[': 'previous-tab',
  ']': 'next-tab',
}

/** What the keys mean; null for everything that is not ours. `typing`: the focus is in a text field. */
export function shortcutOf(pressed: Pressed, typing: boolean): Shortcut | null {
  const { key, shiftKey } = pressed
  if (isForeign(pressed)) return null
  if (key === 'F6') return { does: shiftKey ? 'previous-pane' : 'next-pane' }
  if (key === 'Escape') return { does: 'escape' }
  if (typing) return null
  if (key === '?') return { does: 'keys' }
  if (/^[1-9]$/.test(key)) return { does: 'stage', number: Number(key) }
  const letter = key.toLowerCase()
  if (shiftKey && !isBracket(pressed)) return letter === 'n' ? { does: 'to-end' } : null
  const does = Object.hasOwn(letters, letter) ? letters[letter] : undefined
  return does ? { does } : null
}

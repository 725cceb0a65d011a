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
  | { does: 'switch-middle' }
  | { does: 'next-pane' }
  | { does: 'previous-pane' }
  | { does: 'edit-request' }
  | { does: 'hold' }
  | { does: 'hold-all' }
  | { does: 'copy-curl' }
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
  { keys: ['E'], does: 'edit the request before it is sent' },
  { keys: ['Ctrl Enter'], does: 'in a text field: send the held request, save the inputs' },
  { keys: ['H'], does: 'hold the requests of the selected stage' },
  { keys: ['Shift H'], does: 'hold every request' },
  { keys: ['J', '↓'], does: 'next stage' },
  { keys: ['K', '↑'], does: 'previous stage' },
  { keys: ['1', 'to', '9'], does: 'stage by number' },
  { keys: ['Enter'], does: 'open the selected message or stage' },
  { keys: ['L'], does: 'diagram or ladder' },
  { keys: ['['], does: 'previous tab' },
  { keys: [']'], does: 'next tab' },
  { keys: ['C'], does: 'copy the request as curl' },
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
  l: 'switch-middle',
  e: 'edit-request',
  h: 'hold',
  c: 'copy-curl',
  v: 'paste',
  o: 'open-again',
  '[': 'previous-tab',
  ']': 'next-tab',
}

const shifted: typeof letters = { n: 'to-end', h: 'hold-all' }

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
  const known = shiftKey && !isBracket(pressed) ? shifted : letters
  const does = Object.hasOwn(known, letter) ? known[letter] : undefined
  return does ? { does } : null
}

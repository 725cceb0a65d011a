import type { IconName } from '../../ui/sprite.tsx'

/** The areas of the console, in the order of the rail. `key` follows `G`. */
export const areas = [
  { id: 'debugger', title: 'Debugger', icon: 'debugger', key: 'd' },
  { id: 'tokens', title: 'Tokens', icon: 'tokens', key: 't' },
  { id: 'connections', title: 'Connections', icon: 'connections', key: 'c' },
  { id: 'providers', title: 'Providers', icon: 'providers', key: 'p' },
] as const satisfies readonly { id: string; title: string; icon: IconName; key: string }[]

export type Area = (typeof areas)[number]['id']

export const areaByKey = (key: string): Area | null =>
  areas.find((area) => area.key === key.toLowerCase())?.id ?? null

/** What of a key press decides. */
export interface Pressed {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
}

/** [ and ] need AltGr on many keyboards, which some systems report as Ctrl and Alt. */
export const isBracket = ({ key }: Pressed): boolean => key === '[' || key === ']'

/** Whether a combination belongs to the browser or the system, so that no area takes it. */
export const isForeign = (pressed: Pressed): boolean =>
  pressed.metaKey || ((pressed.ctrlKey || pressed.altKey) && !isBracket(pressed))

/** What every area obeys. */
export type CommonShortcut = 'next-pane' | 'previous-pane' | 'escape' | 'keys'

/**
 * What a key means in an area with these letters; null for everything that is not ours. `typing`: the focus is in
 * a text field. A letter with Shift is another one; brackets and slashes need Shift on many keyboards.
 */
export function shortcutIn<S extends string>(
  letters: Record<string, S>,
  pressed: Pressed,
  typing: boolean,
): S | CommonShortcut | null {
  const { key, shiftKey } = pressed
  if (isForeign(pressed)) return null
  if (key === 'F6') return shiftKey ? 'previous-pane' : 'next-pane'
  if (key === 'Escape') return 'escape'
  if (typing) return null
  if (key === '?') return 'keys'
  const letter = key.toLowerCase()
  if (shiftKey && /^[a-z]$/.test(letter)) return null
  return Object.hasOwn(letters, letter) ? (letters[letter] ?? null) : null
}

export interface KeyHelp {
  keys: string[]
  does: string
}

/** Keys that mean the same in every area, as the dialog lists them. */
export const keysEverywhere: readonly KeyHelp[] = [
  ...areas.map(({ key, title }) => ({
    keys: ['G', key.toUpperCase()],
    does: `go to ${title}`,
  })),
  { keys: ['F6'], does: 'next pane' },
  { keys: ['Shift F6'], does: 'previous pane' },
  { keys: ['?'], does: 'these keys' },
]

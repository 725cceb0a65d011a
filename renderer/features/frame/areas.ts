import type { IconName } from '../../ui/sprite.tsx'

/** The areas of the console, in the order of the rail. `key` follows `G`. */
export const areas = [
  { id: 'debugger', title: 'Debugger', icon: 'debugger', key: 'd' },
  { id: 'tokens', title: 'Tokens', icon: 'tokens', key: 't' },
] as const satisfies readonly { id: string; title: string; icon: IconName; key: string }[]

export type Area = (typeof areas)[number]['id']

export const areaByKey = (key: string): Area | null =>
  areas.find((area) => area.key === key.toLowerCase())?.id ?? null

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

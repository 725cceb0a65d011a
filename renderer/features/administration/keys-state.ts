import type { Failure } from '../../../shared/failure.ts'
import type { KeyComparison, KeySet } from '../../../shared/key-set.ts'

export type KeysWay = 'compare' | 'provider' | 'pasted'

/** The signing keys of one connection, as the person looks at them. */
export interface KeysState {
  way: KeysWay
  /** Null: the first one that is known. */
  site: string | null
  text: string
  comparison: KeyComparison | null
  /** By way, because both stay. */
  sets: Readonly<Partial<Record<'provider' | 'pasted', KeySet>>>
  problem: Failure | null
}

export const initialKeys: KeysState = {
  way: 'compare',
  site: null,
  text: '',
  comparison: null,
  sets: {},
  problem: null,
}

/** The shortest name that a platform reads where no site is named. */
export const noSite = 'default'

export function keysLabel({ way }: KeysState): string {
  switch (way) {
    case 'compare':
      return 'Compare with the live keys'
    case 'provider':
      return 'Read the keys of the provider'
    case 'pasted':
      return 'Read the pasted keys'
  }
}

import type { AdministeredItem, Written } from '../../../shared/administration.ts'
import {
  type Asked,
  holdsDrafts,
  type LiveState,
  newItem,
  type Opened,
  type Place,
  placeKey,
  withItem,
  withoutDraft,
} from './live-state.ts'

/* What is still true of what was read, after a write or with another connection. Pure. */

interface Answer {
  asked: Asked | null
  item: AdministeredItem | null
  outcome: Written['outcome']
}

/** What the answer tells of the item. The text stays unless it was written. */
export function afterWrite(one: Opened, { asked, item, outcome }: Answer): Opened {
  if (outcome === 'refused') return one
  const next = withItem(one, asked?.itemId ?? one.itemId, item)
  if (outcome === 'conflict') return next
  const cleared = withoutDraft(next, asked?.itemId ?? newItem)
  return { ...cleared, itemId: item?.id ?? cleared.state.items[0]?.id ?? null }
}

/** Without what belongs to the same parent. */
export function withoutBeside(opened: LiveState['opened'], place: Place): LiveState['opened'] {
  const { connectionId, parentId } = place
  if (parentId === null) return opened
  const own = placeKey(place)
  return kept(opened, (key) => {
    const [ofConnection, , ofParent] = JSON.parse(key) as unknown[]
    return key === own || ofConnection !== connectionId || ofParent !== parentId
  })
}

/** Without what was read with a connection that is another one by now. */
export function forgotten(
  { opened, keys }: LiveState,
  connectionId: string,
): Pick<LiveState, 'opened' | 'keys'> {
  const ofKeys = keys[connectionId]
  return {
    opened: kept(
      opened,
      (key, one) => (JSON.parse(key) as unknown[])[0] !== connectionId || holdsDrafts(one),
    ),
    keys: ofKeys
      ? { ...keys, [connectionId]: { ...ofKeys, comparison: null, sets: {}, problem: null } }
      : keys,
  }
}

const kept = (
  opened: LiveState['opened'],
  stays: (key: string, one: Opened) => boolean,
): LiveState['opened'] =>
  Object.fromEntries(Object.entries(opened).filter(([key, one]) => stays(key, one)))

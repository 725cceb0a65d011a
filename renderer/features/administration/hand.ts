import type { AdministeredItem, ResourceInfo } from '../../../shared/administration.ts'
import {
  newItem,
  type Opened,
  parentKey,
  type Place,
  placeKey,
  withDraft,
  withoutDraft,
} from './live-state.ts'
import type { Desk } from './live-store.ts'

interface Hand extends Pick<Desk, 'store'> {
  /** Changes what was read at a place; nothing where nothing was. */
  open(this: void, key: string, change: (opened: Opened) => Opened): void
}

/** What the person does by hand: nobody is asked for any of it. */
export function createHand({ store, open }: Hand) {
  const { getState: get, setState: set } = store
  return {
    choose: (connectionId: string, resourceId: string): void =>
      set({ chosen: { ...get().chosen, [connectionId]: resourceId } }),

    /** From an item to what belongs to it. */
    enter: (connectionId: string, child: ResourceInfo, { id, title }: AdministeredItem): void => {
      const { parents, chosen } = get()
      if (child.parents === null) return
      set({
        parents: { ...parents, [parentKey(connectionId, child.parents)]: { id, title } },
        chosen: { ...chosen, [connectionId]: child.id },
      })
    },

    chooseItem: (place: Place, itemId: string): void =>
      open(placeKey(place), (one) => ({ ...one, itemId, work: { kind: 'edit' } })),

    type: (place: Place, text: string): void =>
      open(placeKey(place), (one) => withDraft(one, text)),

    /** A new item is dropped, another one is as it was read. */
    discard: (place: Place): void =>
      open(placeKey(place), (one) => {
        if (one.itemId === null) return one
        const next = withoutDraft(one, one.itemId)
        const isDropped = one.itemId === newItem && one.state.items.length > 0
        return isDropped ? { ...next, itemId: one.state.items[0]?.id ?? null } : next
      }),

    confirm: (place: Place, isConfirmed: boolean): void =>
      open(placeKey(place), (one) =>
        one.work.kind === 'planned' ? { ...one, work: { ...one.work, isConfirmed } } : one,
      ),

    backToText: (place: Place): void =>
      open(placeKey(place), (one) => ({ ...one, work: { kind: 'edit' } })),

    /** The way back is a plan like any other, to be confirmed like any other. */
    putBack: (place: Place): void =>
      open(placeKey(place), (one) => {
        const restore = one.work.kind === 'done' ? one.work.written.restore : null
        if (!restore) return one
        return {
          ...one,
          work: { kind: 'planned', plan: restore, asked: null, isConfirmed: false },
        }
      }),
  }
}

import type {
  AdministeredItem,
  AdministeredState,
  AdministrationAction,
  PlannedWrite,
  ResourceInfo,
  Written,
} from '../../../shared/administration.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { KeysState } from './keys-state.ts'

/* What was read at the platforms and what the person made of it. Nothing of it is asked before the person says so. */

/** Where something is administered. */
export interface Place {
  connectionId: string
  resourceId: string
  /** Of a resource with parents: the id of the one that was chosen. */
  parentId: string | null
}

export const placeKey = ({ connectionId, resourceId, parentId }: Place): string =>
  JSON.stringify([connectionId, resourceId, parentId])

/** Stands for the id of an item that is not there yet; no item has an empty one. */
export const newItem = ''

/** What the person asked to plan, so that it can be planned again with the same text. */
export interface Asked {
  action: AdministrationAction
  itemId: string | null
  text: string | null
}

export type Work =
  | { kind: 'edit' }
  | { kind: 'planned'; plan: PlannedWrite; asked: Asked | null; isConfirmed: boolean }
  /** `asked` null: it was the way back. */
  | { kind: 'done'; written: Written; plan: PlannedWrite; asked: Asked | null }

/** What was read at one place. */
export interface Opened {
  state: AdministeredState
  /** Milliseconds since the epoch. */
  readAt: number
  itemId: string | null
  /** Edited texts by item; a text as it was read is none. */
  drafts: Readonly<Record<string, string>>
  work: Work
}

export interface Busy {
  what: 'resources' | 'read' | 'plan' | 'write' | 'keys'
  since: number
}

export interface Parent {
  id: string
  title: string
}

export interface LiveState {
  way: 'configure' | 'live'
  /** By connection. */
  resources: Readonly<Record<string, readonly ResourceInfo[]>>
  chosen: Readonly<Record<string, string>>
  /** By connection and the resource of the parents. */
  parents: Readonly<Record<string, Parent>>
  opened: Readonly<Record<string, Opened>>
  problems: Readonly<Record<string, Failure>>
  busy: Busy | null
  keys: Readonly<Record<string, KeysState>>
}

export const initialState: LiveState = {
  way: 'configure',
  resources: {},
  chosen: {},
  parents: {},
  opened: {},
  problems: {},
  busy: null,
  keys: {},
}

/** The entry for signing keys, which stands beside the resources of the platform. */
export const keysId = 'signing keys'

export const parentKey = (connectionId: string, parents: string): string =>
  JSON.stringify([connectionId, parents])

export function chosenIdOf(state: LiveState, connectionId: string): string | null {
  const resources = state.resources[connectionId] ?? []
  const wanted = state.chosen[connectionId]
  if (wanted === keysId) return keysId
  return (resources.find(({ id }) => id === wanted) ?? resources[0])?.id ?? null
}

export function placeOf(state: LiveState, connectionId: string, resource: ResourceInfo): Place {
  const { id, parents } = resource
  const parent = parents === null ? null : state.parents[parentKey(connectionId, parents)]
  return { connectionId, resourceId: id, parentId: parent?.id ?? null }
}

// ---- of one place

export const itemOf = ({ state, itemId }: Opened): AdministeredItem | null =>
  state.items.find(({ id }) => id === itemId) ?? null

/** As it was read; for a new item, the template. */
export function readText(opened: Opened): string | null {
  if (opened.itemId === newItem) return opened.state.template ?? '{}'
  return itemOf(opened)?.text ?? null
}

export const textOf = (opened: Opened): string | null =>
  (opened.itemId === null ? undefined : opened.drafts[opened.itemId]) ?? readText(opened)

/** Something new is a change as it stands. */
export function isChanged(opened: Opened): boolean {
  if (opened.itemId === null) return false
  return opened.itemId === newItem || opened.drafts[opened.itemId] !== undefined
}

export const holdsDrafts = (opened: Opened | undefined): boolean =>
  opened !== undefined && Object.keys(opened.drafts).length > 0

export function withDraft(opened: Opened, text: string): Opened {
  const { itemId } = opened
  if (itemId === null) return opened
  if (text === readText(opened)) return withoutDraft(opened, itemId)
  return { ...opened, drafts: { ...opened.drafts, [itemId]: text } }
}

export function withoutDraft(opened: Opened, itemId: string): Opened {
  const drafts = Object.entries(opened.drafts).filter(([id]) => id !== itemId)
  return { ...opened, drafts: Object.fromEntries(drafts) }
}

/** What was read anew; drafts stay, and the chosen item where it is still there. */
export function opened(
  state: AdministeredState,
  { before, kind, readAt }: { before?: Opened; kind: ResourceInfo['kind']; readAt: number },
): Opened {
  const there = state.items.some(({ id }) => id === before?.itemId)
  const isNew = before?.itemId === newItem && (kind === 'list' || state.items.length === 0)
  const first = state.items[0]?.id ?? (kind === 'document' && state.template ? newItem : null)
  return {
    state,
    readAt,
    itemId: before && (there || isNew) ? before.itemId : first,
    drafts: before?.drafts ?? {},
    work: { kind: 'edit' },
  }
}

/** The state with an item as it is now; null where it is gone. */
export function withItem(
  opened: Opened,
  itemId: string | null,
  item: AdministeredItem | null,
): Opened {
  const { items } = opened.state
  const others = items.filter(({ id }) => id !== itemId && id !== item?.id)
  const at = items.findIndex(({ id }) => id === (itemId ?? item?.id))
  const next = item === null ? others : others.toSpliced(at < 0 ? others.length : at, 0, item)
  return { ...opened, state: { ...opened.state, items: next } }
}

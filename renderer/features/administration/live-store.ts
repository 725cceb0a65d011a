import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ResourceInfo } from '../../../shared/administration.ts'
import type { CommandName, Input, Output, Reply } from '../../../shared/contract.ts'
import type { Door } from '../../transport.ts'
import { afterWrite, forgotten, withoutBeside } from './after-write.ts'
import { createHand } from './hand.ts'
import { createKeys } from './keys-store.ts'
import {
  type Asked,
  type Busy,
  initialState,
  itemOf,
  type LiveState,
  type Opened,
  opened as openedOf,
  type Place,
  placeKey,
  textOf,
} from './live-state.ts'

export type LiveStore = StoreApi<LiveState>
export type Administration = ReturnType<typeof createAdministration>

export interface Desk {
  store: LiveStore
  /** Null while another question is open: one at a time, so that no answer overtakes another. */
  ask<N extends CommandName>(
    this: void,
    what: Busy['what'],
    name: N,
    input: Input<N>,
  ): Promise<Reply<Output<N>> | null>
}

/** What is administered at the platforms from this window. Nothing is written but a plan that was confirmed. */
export function createAdministration(
  door: Pick<Door, 'call'>,
  now: () => number = () => Date.now(),
) {
  const store: LiveStore = createStore(() => initialState)
  const { getState: get, setState: set } = store
  const loadedWith = new Map<string, string>()

  const ask: Desk['ask'] = async (what, name, input) => {
    if (get().busy !== null) return null
    set({ busy: { what, since: now() } })
    const reply = await door.call(name, input)
    set({ busy: null })
    return reply
  }

  const open = (key: string, change: (opened: Opened) => Opened) => {
    const before = get().opened[key]
    if (before) set({ opened: { ...get().opened, [key]: change(before) } })
  }

  /** Asks for a place: a refusal stays there until the next try. */
  async function askAt<N extends CommandName>(
    key: string,
    question: { what: Busy['what']; name: N; input: Input<N> },
  ): Promise<Output<N> | null> {
    if (get().busy !== null) return null
    const { [key]: _, ...problems } = get().problems
    set({ problems })
    const reply = await ask(question.what, question.name, question.input)
    if (reply === null || reply.ok) return reply?.value ?? null
    set({ problems: { ...get().problems, [key]: reply.failure } })
    return null
  }

  async function read(place: Place, { kind }: Pick<ResourceInfo, 'kind'>): Promise<boolean> {
    const key = placeKey(place)
    const state = await askAt(key, { what: 'read', name: 'admin.read', input: place })
    if (!state) return false
    const next = openedOf(state, { before: get().opened[key], kind, readAt: now() })
    set({ opened: { ...get().opened, [key]: next } })
    return true
  }

  async function plan(place: Place, asked: Asked): Promise<void> {
    const key = placeKey(place)
    const plan = await askAt(key, {
      what: 'plan',
      name: 'admin.plan',
      input: { ...place, ...asked },
    })
    if (!plan) return
    open(key, (one) => ({
      ...one,
      work: { kind: 'planned', plan, asked, isConfirmed: false },
    }))
  }

  async function write(place: Place, resource: ResourceInfo): Promise<void> {
    const key = placeKey(place)
    const { work } = get().opened[key] ?? {}
    if (work?.kind !== 'planned' || !work.isConfirmed) return
    const { plan, asked } = work
    const input = { planId: plan.planId, confirmation: plan.confirmation }
    const written = await askAt(key, { what: 'write', name: 'admin.write', input })
    if (!written) {
      // A plan is carried out once, so that what came of this one can only be read.
      open(key, (one) => ({ ...one, work: { kind: 'edit' } }))
      return
    }
    open(key, (one) => ({
      ...afterWrite(one, { asked, item: written.item, outcome: written.outcome }),
      work: { kind: 'done', written, plan, asked },
    }))
    if (written.outcome !== 'written') return
    // What belongs to the same parent is another thing after a write.
    set({ opened: withoutBeside(get().opened, place) })
    if (resource.kind === 'list') await readAfter(place, resource)
  }

  /** The list as it is now, beside what came of the write. */
  async function readAfter(place: Place, resource: ResourceInfo): Promise<void> {
    const key = placeKey(place)
    const before = get().opened[key]
    const created = before?.work.kind === 'done' ? before.work.written.item?.id : undefined
    if (!(await read(place, resource))) return
    open(key, (one) => ({
      ...one,
      work: before?.work ?? one.work,
      itemId: one.state.items.some(({ id }) => id === created) ? (created ?? null) : one.itemId,
    }))
  }

  return {
    store,
    ...createKeys({ store, ask }),
    ...createHand({ store, open }),
    read,
    plan,
    write,

    show: (way: LiveState['way']): void => set({ way }),

    /**
     * Which resources there are; the platform is not asked. `stored` is the connection as it is stored: what was
     * read with another one goes, but for texts that somebody worked on.
     */
    load: async (connectionId: string, stored: string): Promise<void> => {
      const before = loadedWith.get(connectionId)
      loadedWith.set(connectionId, stored)
      if (before !== undefined && before !== stored) set(forgotten(get(), connectionId))
      const reply = await door.call('admin.resources', { connectionId })
      const { [connectionId]: _, ...problems } = get().problems
      if (!reply.ok) return set({ problems: { ...problems, [connectionId]: reply.failure } })
      set({ problems, resources: { ...get().resources, [connectionId]: reply.value } })
    },

    /** The edited text of the chosen item. */
    planText: (place: Place): Promise<void> => {
      const one = get().opened[placeKey(place)]
      if (!one) return Promise.resolve()
      const item = itemOf(one)
      const asked: Asked = {
        action: item ? 'update' : 'create',
        itemId: item?.id ?? null,
        text: textOf(one),
      }
      return plan(place, asked)
    },

    planAgain: (place: Place): Promise<void> => {
      const { work } = get().opened[placeKey(place)] ?? {}
      const asked = work?.kind === 'done' ? work.asked : null
      return asked ? plan(place, asked) : Promise.resolve()
    },
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConnectionSummary } from '../../../shared/connection.ts'
import type { DocumentPath, Problem } from '../../../shared/connection-form.ts'
import type { CommandName, Input, Output } from '../../../shared/contract.ts'
import type { Door } from '../../transport.ts'
import { type ConnectionsState, firstTab, initialState, type Place } from './connections-state.ts'
import {
  analysed,
  formOf,
  isChanged,
  openDocument,
  type OpenDocument,
  typed,
  withFix,
  withoutValue,
  withUnread,
  withValue,
} from './document.ts'
import type { Json } from './json-edit.ts'

export type ConnectionsStore = StoreApi<ConnectionsState>
export type DocumentEditor = ReturnType<typeof createDocumentEditor>

/** How long typing rests before the core is asked what is wrong (screens.md 3.5). */
export const restMilliseconds = 300

/** Waits, then calls; returns the function that forgets it. */
export type Wait = (call: () => void, milliseconds: number) => () => void

export const waitByTimer: Wait = (call, milliseconds) => {
  const timer = setTimeout(call, milliseconds)
  return () => clearTimeout(timer)
}

export interface Desk {
  store: ConnectionsStore
  ask<N extends CommandName>(
    this: void,
    place: Place,
    name: N,
    input: Input<N>,
  ): Promise<Output<N> | null>
  /** A place without a refusal. */
  clear(this: void, place: Place): void
}

/** Store and door of this area. A refusal lands at what it concerns; the next try there clears it. */
export function createDesk(door: Pick<Door, 'call'>): Desk {
  const store: ConnectionsStore = createStore(() => initialState)
  const clear = (place: Place) =>
    store.setState({ problems: { ...store.getState().problems, [place]: undefined } })
  return {
    store,
    clear,
    ask: async (place, name, input) => {
      clear(place)
      const reply = await door.call(name, input)
      if (reply.ok) return reply.value
      store.setState({ problems: { ...store.getState().problems, [place]: reply.failure } })
      return null
    },
  }
}

/** The document that is open, and everything that changes its text. */
export function createDocumentEditor({ store, ask, clear }: Desk, wait: Wait = waitByTimer) {
  const { getState: get, setState: set } = store
  let opened = 0
  let forget: (() => void) | null = null

  function show(document: OpenDocument | null, chosenId: string | null): void {
    forget?.()
    set({ document, chosenId, leaving: null, tab: firstTab, view: 'form', site: null })
    clear('document')
    clear('secret')
    if (document) void analyse()
  }

  /** Another state of the same document; only a new text is analysed again. */
  function put(document: OpenDocument | null): void {
    const before = get().document
    if (!document || document === before) return
    set({ document })
    if (document.text === before?.text) return
    clear('document')
    forget?.()
    forget = wait(() => void analyse(), restMilliseconds)
  }

  /** True when the text on screen is judged afterwards; an answer to an older text changes nothing. */
  async function analyse(): Promise<boolean> {
    forget?.()
    const { document } = get()
    if (!document) return false
    const { text, number } = document
    const analysis = await ask('document', 'connections.analyse', { text })
    const now = get().document
    if (!analysis || now?.number !== number) return false
    set({ document: analysed(now, { text, analysis }) })
    return get().document?.analysedText === now.text
  }

  async function read(connectionId: string): Promise<void> {
    const number = ++opened
    set({ chosenId: connectionId })
    const reply = await ask('document', 'connections.read', { connectionId })
    // Another one was chosen meanwhile.
    if (number !== opened) return
    if (!reply) return set({ document: null, leaving: null })
    show(openDocument({ number, connectionId, base: reply.text, text: reply.text }), connectionId)
  }

  /** The stored text after a save: its secrets are references now. What was typed meanwhile stays. */
  async function rebase(saved: ConnectionSummary, savedText: string): Promise<void> {
    const reply = await ask('document', 'connections.read', { connectionId: saved.id })
    const { document } = get()
    if (!document || !reply) return
    const text = document.text === savedText ? reply.text : document.text
    const next = openDocument({
      number: document.number,
      connectionId: saved.id,
      base: reply.text,
      text,
    })
    const { selected } = document
    set({ document: { ...next, selected }, chosenId: saved.id })
    await analyse()
  }

  /** What is stored by now becomes what the text is compared with; the text and the refusal stay. */
  async function compareAnew(): Promise<void> {
    const { document, problems } = get()
    if (!document?.connectionId) return
    const { connectionId } = document
    const reply = await ask('document', 'connections.read', { connectionId })
    const now = get().document
    if (!reply || now?.number !== document.number) return
    set({
      document: { ...now, base: reply.text },
      problems: { ...get().problems, document: problems.document },
    })
  }

  const edit = (change: (document: OpenDocument) => OpenDocument | null) => {
    const { document } = get()
    if (document) put(change(document))
  }

  return {
    show,
    read,
    analyse,
    rebase,
    compareAnew,

    begin: (text: string, template?: string): void => {
      show(openDocument({ number: ++opened, connectionId: null, base: '', text, template }), null)
    },

    close: (): void => {
      opened++
      show(null, null)
    },

    type: (text: string) => edit((document) => typed(document, text)),
    set: (path: DocumentPath, value: Json) => edit((document) => withValue(document, path, value)),
    remove: (path: DocumentPath) =>
      edit((document) => withoutValue(document, path, formOf(document, get().forms))),
    fix: (fix: NonNullable<Problem['fix']>) => edit((document) => withFix(document, fix)),
    /** What stands in a field is no JSON yet (the message), or is again (null). */
    leaveUnread: (path: DocumentPath, message: string | null) =>
      edit((document) => withUnread(document, path, message)),
    select: (path: DocumentPath, by: 'form' | 'json') =>
      edit((document) => ({ ...document, selected: { path, by } })),

    /** Back to what is stored. */
    discard: (): void => {
      const { document, chosenId } = get()
      if (!document || !isChanged(document)) return
      const { connectionId, base } = document
      if (connectionId === null) return show(null, null)
      show(openDocument({ number: ++opened, connectionId, base, text: base }), chosenId)
    },
  }
}

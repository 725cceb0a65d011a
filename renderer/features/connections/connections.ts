import type { ConnectionSummary } from '../../../shared/connection.ts'
import type { DocumentPath } from '../../../shared/connection-form.ts'
import type { Door } from '../../transport.ts'
import { exhaustive } from '../../ui/exhaustive.ts'
import type { Target } from './connections-state.ts'
import { createDesk, createDocumentEditor, type Wait } from './connections-store.ts'
import { holdsWork, isChanged } from './document.ts'
import { errorsOf, reasonNotToSave } from './saving.ts'

export type Connections = ReturnType<typeof createConnections>

export interface Around {
  /** Those of this window, as the core last told. */
  connections(): readonly ConnectionSummary[]
  /** Puts a run on this connection on screen. */
  debug(connectionId: string): void
  wait?: Wait
}

/** Everything that a person does with connections in this window. */
export function createConnections(door: Pick<Door, 'call'>, around: Around) {
  const desk = createDesk(door)
  const { store, ask, clear } = desk
  const editor = createDocumentEditor(desk, around.wait)
  const { getState: get, setState: set } = store

  async function go(target: Target): Promise<void> {
    switch (target.kind) {
      case 'open':
        return open(target.connectionId)
      case 'begin':
        return editor.begin(target.text, target.isTemplate ? target.text : undefined)
      case 'debugger':
        set({ leaving: null })
        return around.debug(target.connectionId)
      default:
        return exhaustive(target)
    }
  }

  async function open(connectionId: string): Promise<void> {
    const kind = around.connections().find(({ id }) => id === connectionId)?.kind
    // The sandbox makes its connections when they are used: there is no document.
    if (kind !== 'sandbox') return editor.read(connectionId)
    editor.close()
    set({ chosenId: connectionId })
  }

  /** Asks in place first, where changes would be lost or not be used. */
  async function leaveFor(target: Target): Promise<void> {
    const { document } = get()
    if (document && holdsWork(document)) return set({ leaving: target })
    return go(target)
  }

  /** True when it was saved. The text stays whatever happens. */
  async function save(): Promise<boolean> {
    const { document, saving } = get()
    if (!document || saving || reasonNotToSave(document, around.connections())) return false
    set({ saving: true })
    try {
      if (document.analysedText !== document.text) await editor.analyse()
      const now = get().document
      if (!now || now.number !== document.number || errorsOf(now) > 0) return false
      const { text, connectionId, base } = now
      const input = { text, ...(connectionId !== null && { connectionId, base }) }
      const saved = await ask('document', 'connections.save', input)
      if (!saved) {
        // The change is shown against what is stored now; who saves again has seen it.
        if (get().problems.document?.code === 'connection_changed') await editor.compareAnew()
        return false
      }
      await editor.rebase(saved, text)
      return true
    } finally {
      set({ saving: false })
    }
  }

  return {
    ...editor,
    store,
    ask,
    clear,
    leaveFor,
    save,

    /** Asks what there is to edit with, and shows a connection, the first time only. */
    load: async (connectionId: string | null): Promise<void> => {
      if (get().loaded) return
      const forms = await ask('list', 'connections.forms', {})
      set({ forms: forms ?? [], loaded: forms !== null })
      const { document, chosenId } = get()
      if (forms && connectionId !== null && !document && chosenId === null) await open(connectionId)
    },

    choose: (connectionId: string): Promise<void> => {
      const { chosenId, document, leaving } = get()
      if (chosenId === connectionId && (document || leaving)) {
        set({ leaving: null })
        return Promise.resolve()
      }
      return leaveFor({ kind: 'open', connectionId })
    },

    /** Ends the question that `leaveFor` asked. */
    answerLeaving: async (answer: 'save' | 'discard' | 'stay'): Promise<void> => {
      const { leaving } = get()
      if (!leaving) return
      if (answer === 'stay') return set({ leaving: null })
      if (answer === 'save' && !(await save())) return
      if (answer === 'discard' && leaving.kind === 'debugger') editor.discard()
      return go(leaving)
    },

    duplicate: async (connectionId: string): Promise<void> => {
      const copy = await ask('list', 'connections.duplicate', { connectionId })
      if (copy) await leaveFor({ kind: 'open', connectionId: copy.id })
    },

    /** Can be taken back as long as this window is open; what was not saved comes back with it. */
    delete: async ({ id, name }: ConnectionSummary): Promise<void> => {
      const deleted = await ask('list', 'connections.delete', { connectionId: id })
      if (!deleted) return
      const { document } = get()
      const open = document?.connectionId === id ? document : null
      const draft = open && isChanged(open) ? open.text : null
      set({ deleted: [...get().deleted, { connectionId: id, name, draft }] })
      if (open || get().chosenId === id) editor.close()
    },

    /** The deletion named, else the last one. */
    undoDelete: async (connectionId = get().deleted.at(-1)?.connectionId): Promise<void> => {
      const deletion = get().deleted.find((one) => one.connectionId === connectionId)
      if (!deletion) return
      const restored = await ask('list', 'connections.restore', {
        connectionId: deletion.connectionId,
      })
      if (!restored) return
      set({ deleted: get().deleted.filter((one) => one !== deletion) })
      const { document } = get()
      if (document && isChanged(document)) return
      await editor.read(restored.id)
      if (deletion.draft !== null) editor.type(deletion.draft)
    },

    /** What a pasted text can be taken for. Stores nothing. */
    import: async (text: string): Promise<void> => {
      set({ imported: null })
      const imported = await ask('dialog', 'connections.import', { text })
      if (imported) set({ imported })
    },

    /** A secret in clear while the person holds the button; it is not kept here. */
    reveal: async (path: DocumentPath): Promise<string | null> => {
      const connectionId = get().document?.connectionId
      if (connectionId === null || connectionId === undefined) return null
      const reply = await ask('secret', 'connections.revealSecret', { connectionId, path })
      return reply?.value ?? null
    },

    /** Begins with a text that is edited before it is saved. */
    beginWith: (text: string, isTemplate: boolean): Promise<void> => {
      set({ dialog: null, imported: null })
      return leaveFor({ kind: 'begin', text, isTemplate })
    },
  }
}

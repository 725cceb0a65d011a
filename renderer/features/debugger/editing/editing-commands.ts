import type { CommandName, Input, Output } from '../../../../shared/contract.ts'
import type { RequestDraft } from '../../../../shared/exchange.ts'
import type { RunView } from '../../../../shared/run.ts'
import { awaitsPerson, type Place, selectedStage } from '../console-state.ts'
import type { ConsoleStore } from '../console-store.ts'
import type { Begins } from './beginning.ts'
import type { Editing } from './editing-state.ts'
import { allTakenBack, type InputChanges } from './input-draft.ts'
import { tidied } from './request-draft.ts'

interface Desk {
  store: ConsoleStore
  ask<N extends CommandName>(
    this: void,
    place: Place,
    name: N,
    input: Input<N>,
  ): Promise<Output<N> | null>
  show(this: void, run: RunView): void
  say(this: void, message: string): void
}

/** Taking a run apart: its inputs, its held requests, the ways back. */
export function createEditing({ store, ask, show, say }: Desk) {
  const { getState: get, setState: set } = store

  const put = (change: Partial<Editing>) => set({ editing: { ...get().editing, ...change } })

  /** Asks something of the run on screen. The reply counts only if no newer snapshot came meanwhile. True when done. */
  async function ofRun(asks: (runId: string) => Promise<RunView | null>): Promise<boolean> {
    const { run, revision } = get()
    const view = run && (await asks(run.id))
    if (view && get().revision === revision) show(view)
    return view !== null
  }

  const hold = (stageId: string | null, on: boolean) =>
    ofRun((runId) => ask('run', 'run.hold', { runId, stageId, on }))

  /** Goes back to the stage; what followed from it is stale. */
  async function rewind(stageId: string): Promise<boolean> {
    const { run } = get()
    const view = run && (await ask('run', 'run.rewind', { runId: run.id, stageId }))
    if (!view) return false
    show(view)
    set({ selectedStageId: stageId, selectedExchangeId: null })
    return true
  }

  /** Runs the stage, unless the person has to be warned first: the warning stands in the stage. */
  async function runStage(stageId: string): Promise<void> {
    const next = get().run?.next
    if (next?.kind !== 'next' || next.stageId !== stageId) return
    set({ pace: 'step' })
    await ofRun((runId) => ask('run', 'run.next', { runId }))
  }

  /** What was held for one request is not held any longer. */
  async function releaseOnce(): Promise<void> {
    const { onceHeld } = get().editing
    put({ onceHeld: null })
    if (onceHeld !== null) await hold(onceHeld, false)
  }

  function closeInputs(stageId: string): void {
    const { [stageId]: _closed, ...others } = get().editing.inputs
    put({ inputs: others })
    set({ problems: { ...get().problems, inputs: undefined } })
  }

  async function saveInputs(stageId: string, inputs: InputChanges): Promise<void> {
    const saved = await ofRun((runId) =>
      ask('inputs', 'run.edit', { runId, stageId, inputs: { ...inputs } }),
    )
    if (saved) closeInputs(stageId)
  }

  return {
    hold,
    rewind,

    /** The breakpoint of one stage. */
    holdStage: async (stageId: string, on: boolean): Promise<void> => {
      if (get().run?.holdsAll) return say('Every stage holds its requests; Shift H ends that')
      if (!on && get().editing.onceHeld === stageId) put({ onceHeld: null })
      await hold(stageId, on)
    },

    /** Runs one stage again; what came after it is stale. */
    runAgain: async (stageId: string): Promise<void> => {
      if (await rewind(stageId)) await runStage(stageId)
    },

    /** Uses a one-time value a second time: the person was warned. */
    reuse: (): Promise<boolean> => ofRun((runId) => ask('run', 'run.next', { runId, reuse: true })),

    /** Runs the stage up to its request, so that the very request can be changed before it is sent. */
    editRequest: async (stageId: string): Promise<void> => {
      const stage = get().run?.stages.find(({ id }) => id === stageId)
      if (!stage || (stage.status !== 'next' && !(await rewind(stageId)))) return
      if (!stage.holds) {
        if (!(await hold(stageId, true))) return
        put({ onceHeld: stageId })
      }
      await runStage(stageId)
    },

    draftRequest: (request: RequestDraft | null): void => put({ request }),

    /** Sends the held request as it stands. A refusal leaves it, and what was typed, where it is. */
    send: async (): Promise<void> => {
      const { request } = get().editing
      await releaseOnce()
      await ofRun((runId) =>
        ask('held', 'run.send', { runId, ...(request && { request: tidied(request) }) }),
      )
    },

    drop: async (): Promise<void> => {
      await releaseOnce()
      await ofRun((runId) => ask('held', 'run.drop', { runId }))
    },

    openInputs: (stageId: string): void =>
      put({ inputs: { ...get().editing.inputs, [stageId]: {} } }),
    closeInputs,
    draftInputs: (stageId: string, changes: InputChanges): void =>
      put({ inputs: { ...get().editing.inputs, [stageId]: changes } }),
    saveInputs,

    /** Takes back every change of inputs that was made for the selected stage. */
    resetInputs: async (): Promise<void> => {
      const stage = selectedStage(get())
      if (stage) await saveInputs(stage.id, allTakenBack(stage))
    },

    /** Puts a run on screen that begins with what the person brought. True when there is one. */
    startFrom: async (begins: Begins): Promise<boolean> => {
      const { run: before } = get()
      if (!before) return false
      const { flowId, connection, site } = before
      const input = { flowId, connectionId: connection.id, site, ...begins }
      const run = await ask('start-from', 'run.start', input)
      if (!run) return false
      // The one before is not left waiting behind it.
      if (before.state === 'running' || awaitsPerson(before)) {
        await ask('run', 'run.cancel', { runId: before.id })
      }
      show(run)
      set({ started: true })
      return true
    },
  }
}

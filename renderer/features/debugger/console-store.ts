import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CommandName, EventMessage, Input, Output } from '../../../shared/contract.ts'
import type { RunView } from '../../../shared/run.ts'
import type { SecretKeeping } from '../../../shared/secret-keeping.ts'
import type { Door } from '../../transport.ts'
import { exhaustive } from '../../ui/exhaustive.ts'
import { createDoctor } from '../doctor/doctor-store.ts'
import { createSecretKeeping } from '../frame/secret-keeping.ts'
import { selectedOption } from './choice.ts'
import {
  awaitsPerson,
  type ConsoleState,
  initialState,
  type MiddleView,
  type Place,
  showsStart,
  withRun,
} from './console-state.ts'
import { createEditing } from './editing/editing-commands.ts'
import { createExchangeReader } from './exchange/exchange-reader.ts'

export type ConsoleStore = StoreApi<ConsoleState>
export type Console = ReturnType<typeof createConsole>

const toastMilliseconds = 3000
/** The run on screen survives a reload of the page. */
const runKey = 'run'

/** The store of this window and everything that changes it. Snapshots come in; commands go out. */
export function createConsole(door: Door) {
  const store: ConsoleStore = createStore(() => initialState)
  const { getState: get, setState: set } = store

  /** A refusal lands in the pane it concerns; the next try there clears it. */
  async function ask<N extends CommandName>(
    place: Place,
    name: N,
    input: Input<N>,
  ): Promise<Output<N> | null> {
    set({ problems: { ...get().problems, [place]: undefined } })
    const reply = await door.call(name, input)
    if (reply.ok) return reply.value
    set({ problems: { ...get().problems, [place]: reply.failure } })
    return null
  }

  /** A command on the run on screen. Its reply counts only if no newer snapshot was pushed meanwhile. */
  async function command(
    name:
      | 'run.next'
      | 'run.toEnd'
      | 'run.pause'
      | 'run.cancel'
      | 'run.openAgain'
      | 'run.openWindow'
      | 'run.get',
  ): Promise<void> {
    const { run, revision } = get()
    if (!run) return
    const view = await ask('run', name, { runId: run.id })
    if (view && get().revision === revision) show(view)
  }

  function show(run: RunView): void {
    set(withRun(get(), run, Date.now()))
    sessionStorage.setItem(runKey, run.id)
  }

  function receive(event: EventMessage): void {
    switch (event.name) {
      case 'run.changed':
        if (event.payload.id === get().run?.id) show(event.payload)
        return
      case 'sandbox.changed':
        return set({ sandbox: event.payload })
      case 'connections.changed':
        return set({ connections: event.payload })
      case 'secrets.changed':
        return keepSecrets(event.payload)
      case 'provider.changed':
      case 'doctor.changed':
        // Of another area or a dialog, whose store listens itself.
        return
      case 'notice':
        return say(event.payload.message)
      default:
        return exhaustive(event)
    }
  }

  function keepSecrets({ lasting, sentence }: SecretKeeping): void {
    const { app } = get()
    set({ app: app && { ...app, secrets: { sealed: lasting, sentence } } })
  }

  function say(message: string): void {
    const notice = { message }
    set({ notice })
    setTimeout(() => {
      if (get().notice === notice) set({ notice: null })
    }, toastMilliseconds)
  }

  async function load(): Promise<void> {
    const [app, flows, connections, sandbox] = await Promise.all([
      ask('start', 'app.info', {}),
      ask('start', 'flows.list', {}),
      ask('start', 'connections.list', {}),
      ask('start', 'sandbox.status', {}),
    ])
    set({ app, flows: flows ?? [], connections: connections ?? [], sandbox })
    if (!(await resume())) await startFirst()
    set({ loaded: true })
  }

  async function resume(): Promise<boolean> {
    const runId = sessionStorage.getItem(runKey)
    if (runId === null) return false
    const reply = await door.call('run.get', { runId })
    // A run of an earlier start of the console is gone: that is no problem of the person.
    if (reply.ok) show(reply.value)
    return reply.ok
  }

  async function startFirst(): Promise<void> {
    const { flows, connections } = get()
    const connection = connections.find(({ kind }) => kind === 'sandbox') ?? connections[0]
    const flow = flows.find(({ id }) => connection?.flows.includes(id))
    if (connection && flow) await startRun(flow.id, connection.id, null)
  }

  /** Puts a new run on screen. The one before is not left waiting behind it. */
  async function startRun(flowId: string, connectionId: string, site: string | null) {
    const { run: before } = get()
    if (before && (before.state === 'running' || awaitsPerson(before))) await command('run.cancel')
    const run = await ask('start', 'run.start', { flowId, connectionId, site })
    if (run) show(run)
  }

  async function copy(text: string, confirmation: string): Promise<void> {
    if (get().app?.capabilities.clipboard) {
      if (await ask('run', 'app.copy', { text })) say(confirmation)
      return
    }
    try {
      await navigator.clipboard.writeText(text)
      say(confirmation)
    } catch {
      // The browser asks the person, who may say no.
      say('The browser did not allow copying')
    }
  }

  return {
    store,
    secrets: createSecretKeeping(door),
    doctor: createDoctor(door),
    exchanges: createExchangeReader(door),
    copy,
    startRun,
    say,
    ...createEditing({ store, ask, show, say }),

    /** Begins to follow the console; returns the function that stops. */
    open: (): (() => void) => {
      const stopListening = door.listen(receive)
      const stopCatchingUp = door.onGap(() => void command('run.get'))
      void load()
      return () => {
        stopListening()
        stopCatchingUp()
      }
    },

    next: async (): Promise<void> => {
      // A run that is repeated goes the way it went before; a step from a standing run is one step.
      const again = get().run?.next.kind !== 'next'
      if (again && get().pace === 'to-end') return command('run.toEnd')
      set({ pace: 'step' })
      return command('run.next')
    },

    toEnd: async (): Promise<void> => {
      set({ pace: 'to-end' })
      return command('run.toEnd')
    },

    pause: () => command('run.pause'),
    cancel: () => command('run.cancel'),
    openAgain: () => command('run.openAgain'),
    openWindow: () => command('run.openWindow'),

    paste: async (text: string): Promise<void> => {
      const { run } = get()
      if (!run) return
      const view = await ask('paste', 'run.pasteCallback', { runId: run.id, text })
      if (view) set({ pasting: false })
    },

    /** Selects an option; it is taken by `choose`. */
    selectOption: (optionId: string): void => {
      const { choice } = get()
      if (choice) set({ choice: { ...choice, optionId, isNew: false } })
    },

    /** Takes the selected option. How the run goes on comes as a snapshot. */
    choose: async (): Promise<void> => {
      const { run, choice } = get()
      const option = selectedOption(run, choice)
      if (!run || !choice || !option || choice.isSent) return
      set({ choice: { ...choice, isSent: true }, askingToCancel: false })
      const taken = await ask('run', 'run.choose', { runId: run.id, optionId: option.id })
      const { choice: now } = get()
      if (!taken && now?.question === choice.question) set({ choice: { ...now, isSent: false } })
    },

    copyAuthorizationUrl: async (): Promise<void> => {
      const { run } = get()
      if (!run) return
      const reply = await ask('run', 'run.authorizationUrl', { runId: run.id })
      if (reply) await copy(reply.url, 'Copied, in clear')
    },

    /** The request as a curl command, masked. */
    copyPreviewCurl: async (stageId: string, preview: number): Promise<void> => {
      const { run } = get()
      const reply =
        run && (await ask('run', 'run.previewCurl', { runId: run.id, stageId, preview }))
      if (reply) await copy(reply.text, 'Copied, redacted')
    },

    copyCurl: async (exchangeId: string): Promise<void> => {
      const { run } = get()
      const reply = run && (await ask('run', 'run.curl', { runId: run.id, exchangeId }))
      if (reply) await copy(reply.text, 'Copied, redacted')
    },

    select: (stageId: string): void => {
      set({ selectedStageId: stageId, selectedExchangeId: null, started: true })
    },

    /** Selects one exchange and with it the stage that made it. */
    selectExchange: (stageId: string, exchangeId: string): void => {
      set({ selectedStageId: stageId, selectedExchangeId: exchangeId, started: true })
    },

    /** The person wants to see this in the middle, until another run starts. */
    showMiddle: (middle: MiddleView): void => {
      set({ middle, started: true })
    },

    /** Leaves the start page for the first stage alone. */
    stepThrough: async (): Promise<void> => {
      if (showsStart(get())) set({ started: true, pace: 'step' })
      return command('run.next')
    },
  }
}

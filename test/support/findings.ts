import { sandboxConnections } from '../../electron/core/sandbox/connection.ts'
import { signIn } from '../../electron/headless/scripted-browser.ts'
import type { Input } from '../../shared/contract.ts'
import type { RequestDraft } from '../../shared/exchange.ts'
import type { Finding } from '../../shared/finding.ts'
import type { RunView } from '../../shared/run.ts'
import { flowById } from '../../electron/core/platforms/registry.ts'
import { sandboxStore } from './elastic-path.ts'
import { type TestConsole, testConsole } from './console.ts'

/** A connection document as a test changes it: plain JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test writes members that the schema may refuse
export type Document = Record<string, any>

export interface FindingsOptions {
  flowId: string
  /** What the sandbox does wrong. */
  faults?: readonly string[]
  site?: string | null
  inputs?: Record<string, string>
  /** Who signs in: `alice`, who is known to every platform. */
  login?: string
  /** Changes a copy of the sandbox's connection, which is then added as a connection of a file. */
  connection?: (document: Document, console: TestConsole) => Document | Promise<Document>
  /** Plays the browser instead of the scripted sign-in. */
  browse?: (url: string) => Promise<unknown>
  /** Titles of the options to choose, in order; after that the first one is taken. */
  answers?: string[]
  /** What is done to the sandbox before the run starts. */
  before?: (console: TestConsole) => Promise<unknown>
  /** The browser ends where no callback comes from, so that the wait for it runs out. */
  lost?: boolean
  /** What is done before the stage of this id begins. */
  beforeStage?: Record<string, (console: TestConsole, view: RunView) => unknown>
  /** One-time values are used again where `beforeStage` goes back, as a person may who was warned. */
  reuse?: boolean
  /** Changes the first request of a stage before it is sent, as the person may. */
  edit?: { stageId: string; change: (request: RequestDraft) => RequestDraft }
}

/**
 * Runs a flow to its end in a console of its own and says why it failed. An answer that a fault holds back ends with the
 * console's own deadline, because the clock is moved on. `stageId` and `findings` are those of the last stage that
 * failed, or else of the last one with any; those of an earlier one stand in `view`.
 */
export async function findingsWith(
  options: FindingsOptions,
): Promise<{ stageId: string; findings: Finding[]; view: RunView }> {
  const { flowId, faults = [], site = null, inputs = {}, login = 'alice' } = options
  const browse = options.browse ?? ((url: string) => signIn(url, login))
  let { lost = false } = options
  const console = testConsole({
    openUrl: async (url) => {
      // A sign-in that gets stuck is what some faults are about; a person's browser says nothing of it.
      await browse(url).catch(() => (lost = true))
    },
    log: (_level, message) => {
      if (message.startsWith('sandbox holds back')) console.clock.advance(31_000)
    },
  })
  const stops = [
    chooses(console, [...(options.answers ?? [])]),
    waitsInVain(console, () => lost),
    edits(console, options.edit),
  ]
  try {
    await console.core.startSandbox()
    await options.before?.(console)
    const connectionId = await connectionOf(console, options)
    await console.call('sandbox.setFaults', { ids: [...faults] })
    const view = await runThrough(console, { flowId, connectionId, site, inputs }, options)
    const told =
      view.stages.findLast(({ status }) => status === 'failed') ??
      view.stages.findLast(({ findings }) => findings.length > 0)
    return { stageId: told?.id ?? '', findings: told?.findings ?? [], view }
  } finally {
    for (const stop of stops) stop()
    await console.close()
  }
}

/** Stage by stage, as `runToEnd` goes, with what is to be done in between. */
async function runThrough(
  console: TestConsole,
  start: Input<'run.start'>,
  { beforeStage = {}, edit, reuse }: FindingsOptions,
): Promise<RunView> {
  let view = await console.call('run.start', start)
  const runId = view.id
  if (edit) await console.call('run.hold', { runId, stageId: edit.stageId, on: true })
  while (view.next.kind === 'next' && !view.stages.some(({ failure }) => failure)) {
    await beforeStage[view.next.stageId]?.(console, view)
    await console.call('run.next', { runId, reuse })
    view = await console.call('run.settled', { runId })
  }
  return view
}

/** The time of a wait runs out once the browser is lost. */
function waitsInVain(console: TestConsole, isLost: () => boolean): () => void {
  return console.core.listen((event) => {
    if (event.name !== 'run.changed' || !event.payload.waiting || !isLost()) return
    // After the wait has set its own deadline.
    queueMicrotask(() => console.clock.advance(11 * 60_000))
  })
}

/** Sends the requests that are held, the first one changed. */
function edits(console: TestConsole, edit: FindingsOptions['edit']): () => void {
  let change = edit?.change
  let held = false
  return console.core.listen((event) => {
    if (event.name !== 'run.changed') return
    const { id: runId, held: draft } = event.payload
    const isNew = draft !== null && !held
    held = draft !== null
    if (!isNew) return
    const request = change?.(draft.request)
    change = undefined
    void console.call('run.send', { runId, ...(request && { request }) })
  })
}

async function connectionOf(console: TestConsole, options: FindingsOptions): Promise<string> {
  const { flowId, connection: change } = options
  if (!change) return 'sandbox'
  const { apiUrl, redirectUri } = await sandboxStore(console)
  const { platform } = flowById(flowId)
  const document = sandboxConnections(new URL(apiUrl).origin, redirectUri)[platform]
  const changed = await change(structuredClone(document), console)
  return console.core.addConnection(JSON.stringify(changed), 'changed.json').id
}

/** Answers the questions of a run, each once. */
function chooses(console: TestConsole, answers: string[]): () => void {
  let open = ''
  return console.core.listen((event) => {
    if (event.name !== 'run.changed') return
    const { id: runId, choosing } = event.payload
    const key = JSON.stringify(choosing)
    if (key === open) return
    open = key
    if (!choosing) return
    const title = answers.shift()
    const option = choosing.options.find((one) => one.title === title) ?? choosing.options[0]
    if (option) void console.call('run.choose', { runId, optionId: option.id })
  })
}

import type { AppInfo, FlowInfo } from '../../../shared/contract.ts'
import type { ConnectionSummary } from '../../../shared/connection.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { RunView, StageView } from '../../../shared/run.ts'
import type { SandboxStatus } from '../../../shared/sandbox.ts'
import { exhaustive } from '../../ui/exhaustive.ts'
import type { Area } from '../frame/areas.ts'
import { type Choice, choiceAfter } from './choice.ts'
import { type Editing, editingAfter, heldKey, notEditing } from './editing/editing-state.ts'

/** Where a refused command is shown: in the pane it concerns. */
export type Place = 'start' | 'run' | 'paste' | 'held' | 'inputs' | 'start-from'
export type DetailTab = 'middle' | 'stage' | 'request' | 'response' | 'checks' | 'tokens'
/** What stands in the middle: the picture of the messages, or the checks. */
export type MiddleView = 'diagram' | 'ladder'
export type OpenDialog = 'keys' | 'doctor' | 'start-from'

/** Shared: true for every run of this window. */
interface Shared {
  loaded: boolean
  app: AppInfo | null
  flows: FlowInfo[]
  connections: ConnectionSummary[]
  sandbox: SandboxStatus | null
}

/** Of the run on screen: replaced when another one starts. */
interface OfRun {
  run: RunView | null
  /** Grows with every snapshot, so that a late reply does not undo a newer event. */
  revision: number
  /** Since when it has been running without standing still; null while it stands. */
  runningSince: number | null
  selectedStageId: string | null
  /** The exchange of the selected stage that diagram, network strip and exchange view show; null: none in particular. */
  selectedExchangeId: string | null
  /** What is selected of what the run asks; null while it asks nothing. */
  choice: Choice | null
  /** What the person changes of it. */
  editing: Editing
  /** What the person wants to see in the middle; null: what suits the selected stage. */
  middle: MiddleView | null
}

/** Passing: how the person looks at it at the moment. */
interface Passing {
  area: Area
  /** The start page has been left: a run happened in this window, or a stage was chosen. */
  started: boolean
  /** How the person last drove the run: a repeated run goes the same way. */
  pace: 'step' | 'to-end'
  tab: DetailTab
  dialog: OpenDialog | null
  /** The field for the callback URL is open. */
  pasting: boolean
  /** Asked, in place, whether to stop a run that waits for the person. */
  askingToCancel: boolean
  problems: Partial<Record<Place, Failure>>
  notice: { message: string } | null
}

export interface ConsoleState extends Shared, OfRun, Passing {}

export const initialState: ConsoleState = {
  loaded: false,
  app: null,
  flows: [],
  connections: [],
  sandbox: null,
  run: null,
  revision: 0,
  runningSince: null,
  selectedStageId: null,
  selectedExchangeId: null,
  choice: null,
  editing: notEditing,
  middle: null,
  area: 'debugger',
  started: false,
  pace: 'step',
  tab: 'stage',
  dialog: null,
  pasting: false,
  askingToCancel: false,
  problems: {},
  notice: null,
}

/** Puts a snapshot of the run on screen. The selection goes with the run unless the person chose another stage. */
export function withRun(state: ConsoleState, run: RunView, now: number): Partial<ConsoleState> {
  const before = state.run?.id === run.id ? state.run : null
  const follows = !before || state.selectedStageId === currentStageId(before)
  const stopped = run.state === 'failed' && before?.state !== 'failed'
  const choice = choiceAfter(before && state.choice, run)
  // Its primary button would take what the person has not seen.
  const holds = run.held !== null && heldKey(run) !== (before && heldKey(before))
  // Nothing goes on before the person has done something there.
  const waits = run.state === 'waiting' && before !== null && before.state !== 'waiting'
  const asks = holds || waits || (choice !== null && choice !== state.choice)
  const selectedStageId = follows || stopped || asks ? currentStageId(run) : state.selectedStageId
  const turned = stopped || asks || (run.state === 'waiting' && before === null)
  return {
    run,
    revision: state.revision + 1,
    runningSince: run.state === 'running' ? (state.runningSince ?? now) : null,
    selectedStageId,
    selectedExchangeId: keptExchange(run, selectedStageId, state.selectedExchangeId),
    choice,
    editing: editingAfter(before ? state.editing : notEditing, run),
    middle: before && state.middle,
    started: state.started || run.state !== 'ready',
    ...(turned && { tab: 'stage' as const }),
    ...(run.state !== 'waiting' && { pasting: false }),
    ...(!awaitsPerson(run) && { askingToCancel: false }),
  }
}

/** The selected exchange, as long as the selected stage has it: a stage that ran again has others. */
function keptExchange(
  run: RunView,
  stageId: string | null,
  exchangeId: string | null,
): string | null {
  const stage = run.stages.find(({ id }) => id === stageId)
  return stage?.exchanges.some(({ id }) => id === exchangeId) ? exchangeId : null
}

/** Whether it goes on only once the person has signed in, has chosen, or lets a request go. */
export const awaitsPerson = ({ state }: RunView): boolean =>
  state === 'waiting' || state === 'choosing' || state === 'held'

/** The stage that the run stands at: waiting, choosing, working, failed, or next. */
export function currentStageId(run: RunView): string {
  const { stages } = run
  const last = (status: StageView['status']) =>
    stages.findLast((stage) => stage.status === status)?.id
  switch (run.state) {
    case 'waiting':
      return run.waiting?.stageId ?? run.next.stageId
    case 'choosing':
      return run.choosing?.stageId ?? run.next.stageId
    case 'held':
      return run.held?.stageId ?? run.next.stageId
    case 'running':
      return last('running') ?? run.next.stageId
    case 'failed':
    case 'cancelled':
      return last('failed') ?? run.next.stageId
    case 'passed':
      return last('passed') ?? run.next.stageId
    case 'ready':
    case 'paused':
      // Not always what the button begins: it may lead back to a sign-in.
      return last('next') ?? run.next.stageId
    default:
      return exhaustive(run.state)
  }
}

export function selectedStage(state: ConsoleState): StageView | null {
  const { run } = state
  return run?.stages.find((stage) => stage.id === state.selectedStageId) ?? run?.stages[0] ?? null
}

/** Whether the flow of the run on screen judges a token. */
export function hasLadder(state: Pick<ConsoleState, 'run' | 'flows'>): boolean {
  return state.run !== null && flowOf(state, state.run)?.judges !== false
}

/**
 * What stands in the middle: what the person chose, else the picture, and the checks where the selected stage failed by
 * them. A flow without a verdict has the picture alone.
 */
export function middleView(state: ConsoleState): MiddleView {
  if (!hasLadder(state)) return 'diagram'
  if (state.middle) return state.middle
  const verdict = state.run?.verdict
  const isRefused = verdict?.predicted.verdict === 'rejected' || verdict?.agree === false
  return selectedStage(state)?.status === 'failed' && isRefused ? 'ladder' : 'diagram'
}

/** Whether the start page stands in place of the middle and the detail. */
export function showsStart({ started, run }: ConsoleState): boolean {
  return !started && run?.connection.kind === 'sandbox' && run.state === 'ready'
}

/** The stage that going back would make the next one, if the run has got that far and stands still. */
export function rewindTarget(state: ConsoleState): StageView | null {
  const stage = selectedStage(state)
  const { run } = state
  if (!run || !stage || run.state === 'running') return null
  const ended = stage.status === 'passed' || stage.status === 'failed'
  const waits = stage.status === 'waiting' || stage.status === 'choosing' || stage.status === 'held'
  return ended || waits ? stage : null
}

/** The stage `step` places after the selected one, or the selected one at either end. */
export function neighbour(state: ConsoleState, step: 1 | -1): string | null {
  const stages = state.run?.stages ?? []
  const index = stages.findIndex((stage) => stage.id === selectedStage(state)?.id)
  return stages[index + step]?.id ?? stages[index]?.id ?? null
}

/** What is known of the flow of a run. */
export function flowOf(state: Pick<ConsoleState, 'flows'>, run: RunView): FlowInfo | undefined {
  return state.flows.find(({ id }) => id === run.flowId)
}

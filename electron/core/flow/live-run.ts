import type { RequestDraft } from '../../../shared/exchange.ts'
import { maskText } from '../../../shared/redact.ts'
import type { Run, RunView, StageRecord } from '../../../shared/run.ts'
import { type ValueName, type Values, valueSchemas } from '../../../shared/values.ts'
import { FlowError, toFailure } from '../failure.ts'
import { vetBrowserUrl } from '../http/browser-url.ts'
import { Connections } from '../http/connections.ts'
import type { CallbackRefusal } from '../http/callback-outcomes.ts'
import type { NetworkLedger } from '../http/network-ledger.ts'
import type { Ports } from '../ports.ts'
import { CallbackWait } from './callback-wait.ts'
import { causesOf } from './causes.ts'
import { ChoiceWait } from './choice-wait.ts'
import { override } from './given.ts'
import { HoldWait } from './hold-wait.ts'
import { hideOf } from './masked-exchange.ts'
import { nextAction } from './next-action.ts'
import * as moves from './run.ts'
import { pendingOf } from './run-reading.ts'
import { openBrowser, stageTools } from './stage-tools.ts'
import type { Flow, Stage, StageTools } from './stage.ts'
import { viewOf } from './view.ts'

export interface Surroundings {
  ports: Ports
  ledger: NetworkLedger
  emit: (view: RunView) => void
  /** Why a callback with this state is not taken, where another run sent it. */
  ownerOf: (state: string) => CallbackRefusal | null
}

/**
 * One run at work: its JSON, with what cannot be JSON beside it: its abort signal, its connections, its waits for
 * browser and person. Acts for the stages and tells what changed; every change of the run itself is a pure move.
 */
export class LiveRun {
  readonly flow: Flow
  readonly wait: CallbackWait
  readonly #kind: RunView['connection']['kind']
  readonly #around: Surroundings
  readonly #choice = new ChoiceWait((choosing) => this.#apply({ ...this.#run, choosing }))
  readonly #hold = new HoldWait((held) => this.#apply({ ...this.#run, held }))
  readonly #connections = new Connections()
  #run: Run
  #toEnd = false
  #abort = new AbortController()
  #settled: Promise<void> | null = null
  /** Between two stages too, when no stage is busy. */
  #working = false

  constructor(
    { flow, kind, run }: { flow: Flow; kind: RunView['connection']['kind']; run: Run },
    around: Surroundings,
  ) {
    this.flow = flow
    this.#kind = kind
    this.#run = run
    this.#around = around
    this.wait = new CallbackWait(
      around.ports,
      (waiting) => this.#apply({ ...this.#run, waiting }),
      around.ownerOf,
    )
  }

  get run(): Run {
    return this.#run
  }

  view(): RunView {
    const now = this.#around.ports.clock.now()
    return viewOf(this.flow, this.#run, { kind: this.#kind, toEnd: this.#toEnd, now })
  }

  /**
   * Begins what the primary button names, or with `reuse` what was warned of. A second call while a stage works changes
   * nothing (IPC-03).
   */
  next(toEnd: boolean, reuse: boolean): RunView {
    this.#toEnd = toEnd
    if (this.#working) return this.#changed()
    const action = nextAction(this.flow, this.#run)
    const insists = reuse && (action.kind === 'sign-in-again' || action.kind === 'run-again')
    const stageId = insists ? this.#standsAt(action.stageId) : action.stageId
    if (action.kind !== 'next') this.#apply(moves.rewind(this.flow, this.#run, stageId))
    this.#begin(this.#stage(stageId))
    return this.view()
  }

  pause(): RunView {
    this.#toEnd = false
    return this.#changed()
  }

  async settled(): Promise<RunView> {
    await this.#settled
    return this.view()
  }

  async cancel(): Promise<RunView> {
    this.#toEnd = false
    this.#abort.abort(new FlowError('cancelled', 'The run was cancelled.'))
    await this.#settled
    if (!this.#run.cancelled) this.#apply({ ...this.#run, cancelled: true })
    await Promise.all([this.wait.close(), this.#connections.close()])
    return this.view()
  }

  async rewind(stageId: string): Promise<RunView> {
    this.#stage(stageId)
    if (this.#working) await this.cancel()
    this.#apply(moves.rewind(this.flow, this.#run, stageId))
    return this.view()
  }

  /** Throws `input_invalid` and changes nothing. */
  edit(stageId: string, inputs: Record<string, string | null>): RunView {
    const stage = this.#stage(stageId)
    if (this.#working) {
      throw new FlowError('stage_not_ready', 'The run is at work; cancel it before you edit.')
    }
    const values = moves.valuesBefore(this.flow, this.#run, stageId)
    const needed = Object.fromEntries(stage.needs.map((name) => [name, values[name]]))
    const set = Object.entries(inputs).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    )
    override(needed, Object.fromEntries(set))
    this.#apply(moves.edit(this.flow, this.#run, { stageId, inputs }))
    return this.view()
  }

  /** Of one stage, or of all with null. */
  holdAt(stageId: string | null, on: boolean): RunView {
    const { holds } = this.#run
    if (stageId === null) {
      this.#apply({ ...this.#run, holds: { all: on, stageIds: on ? holds.stageIds : [] } })
    } else {
      this.#stage(stageId)
      const others = holds.stageIds.filter((id) => id !== stageId)
      const stageIds = on ? [...others, stageId] : others
      this.#apply({ ...this.#run, holds: { ...holds, stageIds } })
    }
    return this.view()
  }

  send(edited: RequestDraft | undefined): RunView {
    this.#hold.send(edited, hideOf(this.#run))
    return this.view()
  }

  drop(): RunView {
    this.#hold.drop()
    return this.view()
  }

  async openAgain(): Promise<RunView> {
    await openBrowser(this.#around.ports, pendingOf(this.#run).authorizationUrl)
    return this.view()
  }

  /** After the time was over, the stage that waited takes up its work again with what was pasted. */
  pasteCallback(text: string): RunView {
    const stopped = this.#working ? null : moves.stoppedAt(this.#run)
    const late = stopped?.failure?.code === 'callback_timeout'
    if (this.wait.paste(text, { late }) === 'late' && stopped) {
      this.#begin(this.#stage(stopped.stageId))
    }
    return this.view()
  }

  /** Signs in in a window of the application. */
  async openWindow(): Promise<RunView> {
    await this.wait.openWindow(vetBrowserUrl(pendingOf(this.#run).authorizationUrl))
    return this.view()
  }

  /** Answers the question of the stage at work. */
  choose(optionId: string): RunView {
    this.#choice.answer(optionId)
    return this.view()
  }

  /** The stage that the run stands at: the one that stopped it, or the next one. */
  #standsAt(otherwise: string): string {
    const stopped = moves.stoppedAt(this.#run)?.stageId
    return stopped ?? moves.nextStage(this.flow, this.#run)?.id ?? otherwise
  }

  #stage(stageId: string): Stage {
    const stage = moves.stagesOf(this.flow, this.#run).find(({ id }) => id === stageId)
    if (!stage) throw new FlowError('stage_unknown', `This run has no stage ${stageId}.`)
    return stage
  }

  #changed(): RunView {
    const view = this.view()
    this.#around.emit(view)
    return view
  }

  #apply(run: Run): void {
    this.#run = run
    this.#changed()
  }

  #begin(stage: Stage): void {
    this.#abort = new AbortController()
    const settled = Promise.withResolvers<void>()
    this.#settled = settled.promise
    this.#working = true
    void this.#advance(stage, settled.resolve)
  }

  /** Works through stages until the run stands still. */
  async #advance(first: Stage, settled: () => void): Promise<void> {
    let stage: Stage | null = first
    while (stage) {
      const record = await this.#perform(stage)
      const next: Stage | null = record.gives ? moves.nextStage(this.flow, this.#run) : null
      const goesOn = this.#toEnd || next?.follows === true
      const warns = next !== null && moves.reusesOf(this.flow, this.#run, next).length > 0
      stage = goesOn && !warns && !this.#abort.signal.aborted ? next : null
    }
    this.#toEnd = false
    this.#working = false
    if (moves.stateOf(this.flow, this.#run) !== 'paused') await this.wait.close()
    settled()
    this.#changed()
  }

  /** Runs one stage. Whatever happens ends as a record: a stage that fails is not a failed call. */
  async #perform(stage: Stage): Promise<StageRecord> {
    const { clock } = this.#around.ports
    const startedAt = clock.now()
    this.#apply(moves.begin(this.flow, this.#run, { stageId: stage.id, now: startedAt }))
    const input = moves.inputOf(this.flow, this.#run, stage)
    let gives: StageRecord['gives'] = null
    let failure: StageRecord['failure'] = null
    try {
      if (!input) throw this.#missing(stage)
      gives = parsed(stage, await stage.run(input, this.#tools(stage)))
    } catch (thrown) {
      failure = toFailure(this.#abort.signal.aborted ? this.#abort.signal.reason : thrown)
      if (failure.code === 'internal') this.#logFault(stage, thrown)
    }
    const { exchanges, checks } = this.#run.busy ?? { exchanges: [], checks: [] }
    const failed = failure !== null || checks.some((check) => check.status === 'failed')
    const status: StageRecord['status'] = failed ? 'failed' : 'passed'
    const endedAt = clock.now()
    const facts = { stageId: stage.id, status, startedAt, endedAt, exchanges, checks }
    const record = { ...facts, gives, failure, findings: [], stale: null }
    const sent = exchanges.some((one) => one.incoming || one.response !== null)
    const spent = (input && sent && stage.spends?.(input)) || []
    this.#apply(
      moves.spend(
        moves.settle(this.#run, { ...record, findings: this.#causesOf(stage, record) }),
        spent,
        { stageId: stage.id, at: endedAt },
      ),
    )
    return record
  }

  /** A rule that fails by itself costs its finding, not the run. */
  #causesOf(stage: Stage, record: StageRecord): StageRecord['findings'] {
    try {
      return causesOf(this.flow, this.#run, record)
    } catch (thrown) {
      this.#logFault(stage, thrown)
      return []
    }
  }

  #tools(stage: Stage): StageTools {
    return stageTools({
      flow: this.flow,
      stageId: stage.id,
      around: this.#around,
      signal: this.#abort.signal,
      connections: this.#connections,
      wait: this.wait,
      choice: this.#choice,
      hold: this.#hold,
      run: () => this.#run,
      apply: (run) => this.#apply(run),
    })
  }

  #missing(stage: Stage): FlowError {
    const known = moves.valuesBefore(this.flow, this.#run, stage.id)
    const names = stage.needs.filter((name) => known[name] === undefined).join(', ')
    return new FlowError('stage_not_ready', `${stage.title} still needs: ${names}.`)
  }

  #logFault(stage: Stage, thrown: unknown): void {
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    const shown = maskText(hideOf(this.#run)(detail))
    this.#around.ports.log('error', `Stage ${stage.id} failed by itself: ${shown}`)
  }
}

/** A stage's values are parsed like any outside data: a stage that breaks its word is found at once. */
function parsed(stage: Stage, values: Partial<Values>): Partial<Values> {
  const entries = stage.gives.map((name: ValueName) => [
    name,
    valueSchemas[name].parse(values[name]),
  ])
  return Object.fromEntries(entries)
}

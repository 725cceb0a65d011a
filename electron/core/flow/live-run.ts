import type { Exchange, RequestDraft } from '../../../shared/exchange.ts'
import { maskText } from '../../../shared/redact.ts'
import type { Run, RunView, StageRecord } from '../../../shared/run.ts'
import { type ValueName, type Values, valueSchemas } from '../../../shared/values.ts'
import { FlowError, toFailure } from '../failure.ts'
import { vetBrowserUrl } from '../http/browser-url.ts'
import { Connections } from '../http/connections.ts'
import type { CallbackRefusal } from '../http/callback-outcomes.ts'
import type { NetworkLedger } from '../http/network-ledger.ts'
import { createRecordingFetch } from '../http/recording-fetch.ts'
import type { Ports } from '../ports.ts'
import { CallbackWait } from './callback-wait.ts'
import { causesOf } from './causes.ts'
import { ChoiceWait } from './choice-wait.ts'
import { override } from './given.ts'
import { HoldWait } from './hold-wait.ts'
import { withHost } from './hosts.ts'
import { hideOf } from './masked-exchange.ts'
import { nextAction } from './next-action.ts'
import * as moves from './run.ts'
import { pendingOf } from './run-reading.ts'
import type { Flow, Purpose, Stage, StageTools } from './stage.ts'
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
    if (this.#run.busy) return this.#changed()
    const action = nextAction(this.flow, this.#run)
    const insists = reuse && action.kind === 'sign-in-again'
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
    if (this.#run.busy) {
      this.#abort.abort(new FlowError('cancelled', 'The run was cancelled.'))
      await this.#settled
    } else {
      this.#apply({ ...this.#run, cancelled: true })
    }
    await Promise.all([this.wait.close(), this.#connections.close()])
    return this.view()
  }

  async rewind(stageId: string): Promise<RunView> {
    this.#stage(stageId)
    if (this.#run.busy) await this.cancel()
    this.#apply(moves.rewind(this.flow, this.#run, stageId))
    return this.view()
  }

  /** Throws `input_invalid` and changes nothing. */
  edit(stageId: string, inputs: Record<string, string | null>): RunView {
    const stage = this.#stage(stageId)
    if (this.#run.busy) {
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
    await this.#openBrowser(pendingOf(this.#run).authorizationUrl)
    return this.view()
  }

  /** After the time was over, the stage that waited takes up its work again with what was pasted. */
  pasteCallback(text: string): RunView {
    const stopped = this.#run.busy ? null : moves.stoppedAt(this.#run)
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
      gives = parsed(stage, await stage.run(input, this.#tools()))
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

  #tools(): StageTools {
    const { clock } = this.#around.ports
    const { signal } = this.#abort
    return {
      signal,
      now: () => clock.now(),
      fetch: (purpose) => this.#fetch(purpose, signal),
      report: (...checks) => {
        const { busy } = this.#run
        if (!busy) return
        this.#apply({ ...this.#run, busy: { ...busy, checks: [...busy.checks, ...checks] } })
      },
      expectCallback: (redirect, state) => this.wait.expect(redirect, state),
      openBrowser: (url) => this.#openBrowser(url),
      takeCallback: async () => {
        await this.#reopenCapture()
        const { callback, exchange } = await this.wait.take(signal)
        this.#record(exchange)
        return callback
      },
      choose: (question) => this.#choice.ask(question, signal),
    }
  }

  #fetch(purpose: Purpose, signal: AbortSignal): typeof fetch {
    const stageId = this.#run.busy?.stageId ?? ''
    return createRecordingFetch({
      purpose,
      clock: this.#around.ports.clock,
      signal,
      connections: this.#connections,
      contact: (host, received) => this.#contact(host, purpose, received),
      hold: (request) =>
        moves.isHeldAt(this.#run, stageId)
          ? this.#hold.hold({ ...purpose, since: this.#around.ports.clock.now(), request }, signal)
          : Promise.resolve(request),
      record: (exchange) => this.#record(exchange),
    })
  }

  #contact(host: string, { label, party }: Purpose, received: number | null): void {
    const run = withHost(this.#run, host, party)
    if (run !== this.#run) this.#apply(run)
    const from = run.hosts.find((known) => known.host === host)?.from ?? ''
    const reason = `run ${run.number}, ${label}`
    this.#around.ledger.contact({ host, party, from, reason, received })
  }

  #record(exchange: Exchange): void {
    const { busy } = this.#run
    if (!busy) return
    const exchanges = [...busy.exchanges.filter((other) => other.id !== exchange.id), exchange]
    this.#apply({ ...this.#run, busy: { ...busy, exchanges } })
  }

  /** The person went back to this wait, or wants to wait once more: at the redirect URI that was sent. */
  async #reopenCapture(): Promise<void> {
    const { redirect } = moves.valuesBefore(this.flow, this.#run, this.#run.busy?.stageId ?? '')
    if (this.wait.isOpen || !redirect) return
    const { redirectUri, state } = pendingOf(this.#run)
    const port = Number(URL.parse(redirectUri)?.port ?? 0)
    await this.wait.expect(redirect.method === 'loopback' ? { ...redirect, port } : redirect, state)
  }

  async #openBrowser(url: string): Promise<void> {
    const vetted = vetBrowserUrl(url)
    try {
      await this.#around.ports.openUrl(vetted)
    } catch (thrown) {
      if (thrown instanceof FlowError) throw thrown
      throw new FlowError(
        'browser_not_opened',
        'The browser could not be opened; copy the URL and open it yourself.',
        undefined,
        thrown,
      )
    }
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

import { randomUUID } from 'node:crypto'
import type { Exchange } from '../../../shared/exchange.ts'
import { maskText } from '../../../shared/redact.ts'
import type { Run, RunView, StageRecord } from '../../../shared/run.ts'
import { type ValueName, type Values, valueSchemas } from '../../../shared/values.ts'
import { FlowError, toFailure } from '../failure.ts'
import { hideSecretsOf } from '../hidden-secrets.ts'
import { vetBrowserUrl } from '../http/browser-url.ts'
import { createRecordingFetch } from '../http/recording-fetch.ts'
import type { Ports } from '../ports.ts'
import { CallbackWait } from './callback-wait.ts'
import { ChoiceWait } from './choice-wait.ts'
import { nextAction } from './next-action.ts'
import { begin, inputOf, nextStage, rewind, settle, stagesOf, stateOf } from './run.ts'
import type { Flow, Stage, StageTools } from './stage.ts'
import { issuedOf, tokensIn, viewOf } from './view.ts'

/** A run with what cannot be JSON: its abort signal, its waits for browser and person, and who waits for it. */
interface Live {
  run: Run
  flow: Flow
  kind: RunView['connection']['kind']
  toEnd: boolean
  abort: AbortController
  wait: CallbackWait
  choice: ChoiceWait
  settled: PromiseWithResolvers<void> | null
}

export interface StartRun {
  flow: Flow
  connection: RunView['connection']
  given: Partial<Values>
  givenFrom: Run['givenFrom']
  startStageId: string
}

/** The only impure part of the flow engine: holds the runs, acts for the stages, tells what changed. */
export class Runs {
  readonly #ports: Ports
  readonly #emit: (view: RunView) => void
  readonly #live = new Map<string, Live>()
  #count = 0

  constructor(ports: Ports, emit: (view: RunView) => void) {
    this.#ports = ports
    this.#emit = emit
  }

  start({ flow, connection, given, givenFrom, startStageId }: StartRun): RunView {
    const live: Live = {
      flow,
      kind: connection.kind,
      toEnd: false,
      abort: new AbortController(),
      wait: new CallbackWait(this.#ports, (waiting) => this.#apply(live, { ...live.run, waiting })),
      choice: new ChoiceWait((choosing) => this.#apply(live, { ...live.run, choosing })),
      settled: null,
      run: {
        id: randomUUID(),
        number: ++this.#count,
        flowId: flow.id,
        connectionId: connection.id,
        connectionName: connection.name,
        startedAt: this.#ports.clock.now(),
        startStageId,
        given,
        givenFrom,
        records: [],
        busy: null,
        waiting: null,
        choosing: null,
        cancelled: false,
      },
    }
    this.#live.set(live.run.id, live)
    return this.#view(live)
  }

  get(runId: string): RunView {
    return this.#view(this.#find(runId))
  }

  /** Begins what the primary button names. A second call while a stage works changes nothing (IPC-03). */
  next(runId: string, toEnd: boolean): RunView {
    const live = this.#find(runId)
    live.toEnd = toEnd
    if (live.run.busy) return this.#changed(live)

    const action = nextAction(live.flow, live.run)
    if (action.kind !== 'next') this.#apply(live, rewind(live.flow, live.run, action.stageId))
    const stage = stagesOf(live.flow, live.run).find((other) => other.id === action.stageId)
    if (!stage) throw new FlowError('stage_unknown', `The flow has no stage ${action.stageId}.`)
    live.settled = Promise.withResolvers()
    live.abort = new AbortController()
    void this.#advance(live, stage)
    return this.#view(live)
  }

  pause(runId: string): RunView {
    const live = this.#find(runId)
    live.toEnd = false
    return this.#changed(live)
  }

  async settled(runId: string): Promise<RunView> {
    const live = this.#find(runId)
    await live.settled?.promise
    return this.#view(live)
  }

  async cancel(runId: string): Promise<RunView> {
    const live = this.#find(runId)
    live.toEnd = false
    if (live.run.busy) {
      live.abort.abort(new FlowError('cancelled', 'The run was cancelled.'))
      await live.settled?.promise
    } else {
      this.#apply(live, { ...live.run, cancelled: true })
    }
    await live.wait.close()
    return this.#view(live)
  }

  async rewind(runId: string, stageId: string): Promise<RunView> {
    const live = this.#find(runId)
    if (!stagesOf(live.flow, live.run).some((stage) => stage.id === stageId)) {
      throw new FlowError('stage_unknown', `This run has no stage ${stageId}.`)
    }
    if (live.run.busy) await this.cancel(runId)
    this.#apply(live, rewind(live.flow, live.run, stageId))
    return this.#view(live)
  }

  authorizationUrl(runId: string): string {
    return this.#pending(this.#find(runId)).authorizationUrl
  }

  async openAgain(runId: string): Promise<RunView> {
    const live = this.#find(runId)
    await this.#openBrowser(this.#pending(live).authorizationUrl)
    return this.#view(live)
  }

  pasteCallback(runId: string, text: string): RunView {
    const live = this.#find(runId)
    live.wait.paste(text)
    return this.#view(live)
  }

  /** Answers the question of the stage at work. */
  choose(runId: string, optionId: string): RunView {
    const live = this.#find(runId)
    live.choice.answer(optionId)
    return this.#view(live)
  }

  /** Hands a deep link to the run that waits for it; false when none does. */
  receiveDeepLink(parameters: [string, string][]): boolean {
    const state = parameters.find(([name]) => name === 'state')?.[1]
    for (const live of this.#live.values()) {
      if (!live.run.waiting || this.#pending(live).state !== state) continue
      return live.wait.takeDeepLink(parameters)
    }
    return false
  }

  /** One member of what the platform issued in clear; the person asked for exactly this one. */
  reveal(runId: string, member: string): string {
    const { flow, run } = this.#find(runId)
    const issued = issuedOf(flow, run)
    const value = issued && Object.hasOwn(issued, member) ? issued[member] : undefined
    if (typeof value === 'string') return value
    const members = issued ? Object.keys(issued).join(', ') : 'none yet'
    throw new FlowError(
      'input_invalid',
      `The customer token has no member ${member}; it has: ${members}.`,
    )
  }

  /** A token that a stage brought, in clear: to be judged, never to be handed out. */
  token({ runId, stageId, name }: { runId: string; stageId: string; name: string }): string {
    const { flow, run } = this.#find(runId)
    const tokens = tokensIn(flow, run, stageId)
    const token = tokens.find(([other]) => other === name)?.[1]
    if (token !== undefined) return token
    const known = tokens.map(([other]) => other).join(', ') || 'none'
    throw new FlowError(
      'input_invalid',
      `The stage ${stageId} brought no token ${name}; it brought: ${known}.`,
    )
  }

  async close(): Promise<void> {
    await Promise.all([...this.#live.keys()].map((runId) => this.cancel(runId)))
    this.#live.clear()
  }

  #find(runId: string): Live {
    const live = this.#live.get(runId)
    if (!live) throw new FlowError('run_unknown', `There is no run ${runId}.`)
    return live
  }

  #pending(live: Live): Values['pending'] {
    const pending = live.run.records.findLast((record) => record.gives?.pending)?.gives?.pending
    if (!pending) {
      throw new FlowError('stage_not_ready', 'The authorization request has not been built yet.')
    }
    return pending
  }

  #view(live: Live): RunView {
    return viewOf(live.flow, live.run, {
      kind: live.kind,
      toEnd: live.toEnd,
      now: this.#ports.clock.now(),
    })
  }

  #changed(live: Live): RunView {
    const view = this.#view(live)
    this.#emit(view)
    return view
  }

  #apply(live: Live, run: Run): void {
    live.run = run
    this.#changed(live)
  }

  /** Works through stages until the run stands still. */
  async #advance(live: Live, first: Stage): Promise<void> {
    let stage: Stage | null = first
    while (stage) {
      const record = await this.#perform(live, stage)
      const next: Stage | null = record.gives ? nextStage(live.flow, live.run) : null
      const goesOn = live.toEnd || next?.follows === true
      stage = goesOn && !live.abort.signal.aborted ? next : null
    }
    live.toEnd = false
    const state = stateOf(live.flow, live.run)
    if (state !== 'paused') await live.wait.close()
    live.settled?.resolve()
    this.#changed(live)
  }

  /** Runs one stage. Whatever happens ends as a record: a stage that fails is not a failed call. */
  async #perform(live: Live, stage: Stage): Promise<StageRecord> {
    const { clock } = this.#ports
    const startedAt = clock.now()
    this.#apply(live, begin(live.run, stage.id, startedAt))
    let gives: StageRecord['gives'] = null
    let failure: StageRecord['failure'] = null
    try {
      const input = inputOf(live.flow, live.run, stage)
      if (!input) throw missing(live, stage)
      gives = parsed(stage, await stage.run(input, this.#tools(live)))
    } catch (thrown) {
      failure = toFailure(live.abort.signal.aborted ? live.abort.signal.reason : thrown)
      if (failure.code === 'internal') this.#logFault(stage, thrown, live.run)
    }
    const { exchanges, checks } = live.run.busy ?? { exchanges: [], checks: [] }
    const failed = failure !== null || checks.some((check) => check.status === 'failed')
    const record: StageRecord = {
      stageId: stage.id,
      status: failed ? 'failed' : 'passed',
      startedAt,
      endedAt: clock.now(),
      exchanges,
      checks,
      gives,
      failure,
    }
    this.#apply(live, settle(live.run, record))
    return record
  }

  #logFault(stage: Stage, thrown: unknown, { given }: Run): void {
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    const shown = maskText(hideSecretsOf(given)(detail))
    this.#ports.log('error', `Stage ${stage.id} failed by itself: ${shown}`)
  }

  #tools(live: Live): StageTools {
    const { clock } = this.#ports
    const { signal } = live.abort
    return {
      signal,
      now: () => clock.now(),
      fetch: (purpose) =>
        createRecordingFetch({
          purpose,
          clock,
          signal,
          record: (exchange) => this.#record(live, exchange),
        }),
      report: (...checks) => {
        const { busy } = live.run
        if (!busy) return
        this.#apply(live, { ...live.run, busy: { ...busy, checks: [...busy.checks, ...checks] } })
      },
      expectCallback: (redirect, state) => live.wait.expect(redirect, state),
      openBrowser: (url) => this.#openBrowser(url),
      takeCallback: async () => {
        const { callback, exchange } = await live.wait.take(signal)
        this.#record(live, exchange)
        return callback
      },
      choose: (question) => live.choice.ask(question, signal),
    }
  }

  #record(live: Live, exchange: Exchange): void {
    const { busy } = live.run
    if (!busy) return
    const exchanges = [...busy.exchanges.filter((other) => other.id !== exchange.id), exchange]
    this.#apply(live, { ...live.run, busy: { ...busy, exchanges } })
  }

  async #openBrowser(url: string): Promise<void> {
    const vetted = vetBrowserUrl(url)
    try {
      await this.#ports.openUrl(vetted)
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

function missing(live: Live, stage: Stage): FlowError {
  const known = { ...live.run.given, ...Object.assign({}, ...live.run.records.map((r) => r.gives)) }
  const names = stage.needs.filter((name) => known[name] === undefined).join(', ')
  return new FlowError('stage_not_ready', `${stage.title} still needs: ${names}.`)
}

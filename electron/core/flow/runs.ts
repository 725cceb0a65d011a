import { randomUUID } from 'node:crypto'
import type { Run, RunView } from '../../../shared/run.ts'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import type { CallbackRefusal } from '../http/callback-outcomes.ts'
import { ownerOfState, refusalOfOwner } from './callback-owner.ts'
import { deliverDeepLink, sentStates } from './deep-link-delivery.ts'
import { LiveRun, type Surroundings } from './live-run.ts'
import type { Flow } from './stage.ts'

export interface StartRun {
  flow: Flow
  connection: RunView['connection']
  given: Partial<Values>
  givenFrom: Run['givenFrom']
  skipped: readonly string[]
  skippedBecause: string
}

/** The runs of this process. */
export class Runs {
  readonly #around: Surroundings
  readonly #live = new Map<string, LiveRun>()
  #count = 0

  constructor(around: Omit<Surroundings, 'ownerOf'>) {
    const ownerOf = (state: string) => {
      const owner = ownerOfState(sentStates(this.#waits()), state)
      return owner && refusalOfOwner(owner)
    }
    this.#around = { ...around, ownerOf }
  }

  start({ flow, connection, skipped, ...start }: StartRun): RunView {
    const run: Run = {
      ...start,
      id: randomUUID(),
      number: ++this.#count,
      flowId: flow.id,
      connectionId: connection.id,
      connectionName: connection.name,
      startedAt: this.#around.ports.clock.now(),
      skipped: [...skipped],
      edits: {},
      holds: { all: false, stageIds: [] },
      held: null,
      spent: [],
      hosts: [],
      records: [],
      busy: null,
      waiting: null,
      choosing: null,
      cancelled: false,
    }
    const live = new LiveRun({ flow, kind: connection.kind, run }, this.#around)
    this.#live.set(run.id, live)
    return live.view()
  }

  /** Throws `run_unknown`. */
  of(runId: string): LiveRun {
    const live = this.#live.get(runId)
    if (!live) throw new FlowError('run_unknown', `There is no run ${runId}.`)
    return live
  }

  /** Hands a deep link to the run that waits for it; else says why none took it. */
  receiveDeepLink(parameters: [string, string][]): CallbackRefusal | null {
    return deliverDeepLink(this.#waits(), parameters)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#live.values()].map((live) => live.cancel()))
    this.#live.clear()
  }

  #waits() {
    return [...this.#live.values()].map(({ run: { number }, wait }) => ({ number, wait }))
  }
}

import type { Run, RunState, StageRecord } from '../../../shared/run.ts'
import type { ValueName, Values } from '../../../shared/values.ts'
import type { Flow, Stage } from './stage.ts'

/* The pure transitions of a run. A run is JSON; nothing here acts on the world. */

/** The stages that this run goes through: all, or those from its start on. */
export function stagesOf(flow: Flow, run: Run): readonly Stage[] {
  return flow.stages.slice(flow.stages.findIndex((stage) => stage.id === run.startStageId))
}

export function recordOf(run: Run, stageId: string): StageRecord | undefined {
  return run.records.find((record) => record.stageId === stageId)
}

/** The first stage that has given nothing yet: not run, or failed. Null when the flow is through. */
export function nextStage(flow: Flow, run: Run): Stage | null {
  return stagesOf(flow, run).find((stage) => !recordOf(run, stage.id)?.gives) ?? null
}

/** The record that stopped the run, if one did. A record that failed but gave its values does not stop it. */
export function stoppedAt(run: Run): StageRecord | null {
  return run.records.find((record) => record.gives === null) ?? null
}

/** All values known before a stage: the given ones and those of the stages before it. */
export function valuesBefore(flow: Flow, run: Run, stageId: string): Partial<Values> {
  const values: Partial<Values> = { ...run.given }
  for (const stage of stagesOf(flow, run)) {
    if (stage.id === stageId) break
    Object.assign(values, recordOf(run, stage.id)?.gives)
  }
  return values
}

/** Exactly what a stage needs, or null while something is missing. */
export function inputOf(flow: Flow, run: Run, stage: Stage): Values | null {
  const values = valuesBefore(flow, run, stage.id)
  if (stage.needs.some((name) => values[name] === undefined)) return null
  // The engine hands each stage exactly the values it declared; its own type narrows this further.
  return Object.fromEntries(stage.needs.map((name) => [name, values[name]])) as Values
}

/** The stage that gave a value, or null when the value was given at the start. */
export function giverOf(
  flow: Flow,
  run: Run,
  name: ValueName,
  beforeStageId: string,
): Stage | null {
  const stages = stagesOf(flow, run)
  const end = stages.findIndex((stage) => stage.id === beforeStageId)
  return (
    stages.slice(0, end === -1 ? undefined : end).findLast((stage) => stage.gives.includes(name)) ??
    null
  )
}

export function begin(run: Run, stageId: string, now: number): Run {
  return {
    ...run,
    cancelled: false,
    records: run.records.filter((record) => record.stageId !== stageId),
    busy: { stageId, since: now, exchanges: [], checks: [] },
  }
}

/** Puts the finished stage into the run. */
export function settle(run: Run, record: StageRecord): Run {
  return {
    ...run,
    records: [...run.records.filter((other) => other.stageId !== record.stageId), record],
    busy: null,
    waiting: null,
    choosing: null,
    cancelled: record.failure?.code === 'cancelled',
  }
}

/** Forgets a stage and all after it. */
export function rewind(flow: Flow, run: Run, stageId: string): Run {
  const order = stagesOf(flow, run).map((stage) => stage.id)
  const from = order.indexOf(stageId)
  return {
    ...run,
    cancelled: false,
    records: run.records.filter((record) => order.indexOf(record.stageId) < from),
  }
}

export function stateOf(flow: Flow, run: Run): RunState {
  if (run.waiting) return 'waiting'
  if (run.choosing) return 'choosing'
  if (run.busy) return 'running'
  if (run.cancelled) return 'cancelled'
  if (stoppedAt(run)) return 'failed'
  if (run.records.length === 0) return 'ready'
  if (nextStage(flow, run)) return 'paused'
  return run.records.every((record) => record.status === 'passed') ? 'passed' : 'failed'
}

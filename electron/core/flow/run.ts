import type { Run, RunState, StageRecord } from '../../../shared/run.ts'
import type { ValueName, Values } from '../../../shared/values.ts'
import { overlay } from './given.ts'
import type { Flow, Spent, Stage } from './stage.ts'

/* The pure transitions of a run. A run is JSON; nothing here acts on the world. */

/** The stages that this run goes through: all but those that the person made needless. */
export function stagesOf(flow: Flow, run: Run): readonly Stage[] {
  return flow.stages.filter(({ id }) => !run.skipped.includes(id))
}

export function recordOf(run: Run, stageId: string): StageRecord | undefined {
  return run.records.find((record) => record.stageId === stageId)
}

/** The records that count. */
export function freshRecords(run: Run): StageRecord[] {
  return run.records.filter(({ stale }) => stale === null)
}

const freshRecordOf = (run: Run, stageId: string) =>
  freshRecords(run).find((record) => record.stageId === stageId)

/** The first stage that has given nothing that counts: not run, failed, or stale. Null when the flow is through. */
export function nextStage(flow: Flow, run: Run): Stage | null {
  return stagesOf(flow, run).find((stage) => !freshRecordOf(run, stage.id)?.gives) ?? null
}

/** The record that stopped the run, if one did. A record that failed but gave its values does not stop it. */
export function stoppedAt(run: Run): StageRecord | null {
  return freshRecords(run).find((record) => record.gives === null) ?? null
}

/**
 * All values that a stage can see: the given ones, those of the stages before it, and over them what the person changed.
 * A change holds from its stage on, until a later stage gives the value anew.
 */
export function valuesBefore(flow: Flow, run: Run, stageId: string): Partial<Values> {
  let values: Partial<Values> = { ...run.given }
  for (const stage of stagesOf(flow, run)) {
    values = overlay(values, run.edits[stage.id] ?? {})
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

/** `stage 4, Redeem the code`. */
export function inWords(flow: Flow, stage: Stage): string {
  return `stage ${flow.stages.indexOf(stage) + 1}, ${stage.title}`
}

/** Takes a stage up again. What later ones gave no longer follows from it. */
export function begin(flow: Flow, run: Run, { stageId, now }: { stageId: string; now: number }) {
  return {
    ...goBack(flow, run, stageId, (stage) => `${inWords(flow, stage)} ran again`),
    cancelled: false,
    busy: { stageId, since: now, exchanges: [], checks: [] },
  } satisfies Run
}

/** Puts the finished stage into the run. */
export function settle(run: Run, record: StageRecord): Run {
  return {
    ...run,
    records: [...run.records.filter((other) => other.stageId !== record.stageId), record],
    busy: null,
    waiting: null,
    choosing: null,
    held: null,
    cancelled: record.failure?.code === 'cancelled',
  }
}

/** Goes back to before a stage: it is the next one, and what followed it is stale. */
export function rewind(flow: Flow, run: Run, stageId: string): Run {
  return {
    ...goBack(flow, run, stageId, (stage) => `the run went back to ${inWords(flow, stage)}`),
    cancelled: false,
  }
}

/** Changes inputs of a stage by path; null takes a change back. The caller has checked them (`given.ts`). */
export function edit(
  flow: Flow,
  run: Run,
  { stageId, inputs }: { stageId: string; inputs: Record<string, string | null> },
): Run {
  const kept = Object.entries({ ...run.edits[stageId], ...inputs }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  const { [stageId]: _before, ...others } = run.edits
  const edits = kept.length > 0 ? { ...others, [stageId]: Object.fromEntries(kept) } : others
  return {
    ...goBack(flow, run, stageId, (stage) => `an input of ${inWords(flow, stage)} changed`),
    cancelled: false,
    edits,
  }
}

function goBack(flow: Flow, run: Run, stageId: string, reason: (stage: Stage) => string): Run {
  const at = flow.stages.findIndex(({ id }) => id === stageId)
  const stage = flow.stages[at]
  if (!stage) return run
  const stale = reason(stage)
  const order = (record: StageRecord) => flow.stages.findIndex(({ id }) => id === record.stageId)
  return {
    ...run,
    records: run.records
      .filter((record) => record.stageId !== stageId)
      .map((record) => (order(record) > at ? { ...record, stale: record.stale ?? stale } : record)),
  }
}

/** Remembers what a stage used up. */
export function spend(run: Run, spent: readonly Spent[], by: { stageId: string; at: number }): Run {
  const fresh = spent.filter(({ value }) => !run.spent.some((known) => known.value === value))
  return {
    ...run,
    spent: [...run.spent, ...fresh.map(({ what, value, why }) => ({ what, value, why, ...by }))],
  }
}

/** The one-time values that a stage would use a second time if it ran now. */
export function reusesOf(flow: Flow, run: Run, stage: Stage): Run['spent'] {
  const input = stage.spends ? inputOf(flow, run, stage) : null
  const values = input ? (stage.spends?.(input) ?? []).map(({ value }) => value) : []
  return run.spent.filter(({ value }) => values.includes(value))
}

export function isHeldAt({ holds }: Run, stageId: string): boolean {
  return holds.all || holds.stageIds.includes(stageId)
}

export function stateOf(flow: Flow, run: Run): RunState {
  if (run.waiting) return 'waiting'
  if (run.choosing) return 'choosing'
  if (run.held) return 'held'
  if (run.busy) return 'running'
  if (run.cancelled) return 'cancelled'
  if (stoppedAt(run)) return 'failed'
  const counted = freshRecords(run)
  if (counted.length === 0) return 'ready'
  if (nextStage(flow, run)) return 'paused'
  return counted.every((record) => record.status === 'passed') ? 'passed' : 'failed'
}

import type { Finding } from '../../../shared/finding.ts'
import type { Run, StageRecord } from '../../../shared/run.ts'
import { findingsOf } from '../findings/engine.ts'
import { factsOf } from '../findings/facts.ts'
import { freshRecords, valuesBefore } from './run.ts'
import type { Flow } from './stage.ts'

/** Why a stage failed or warns, as far as the rules of its flow can tell; nothing for one that was stopped by hand. */
export function causesOf(flow: Flow, run: Run, record: StageRecord): Finding[] {
  if (record.failure?.kind === 'cancelled') return []
  const order = (one: StageRecord) => flow.stages.findIndex(({ id }) => id === one.stageId)
  const before = freshRecords(run).filter((one) => order(one) < order(record))
  const records = [...before.toSorted((a, b) => order(a) - order(b)), record]
  const values = valuesBefore(flow, run, record.stageId)
  return findingsOf(flow.rules, factsOf(flow, records, values, run.spent))
}

import type { Run, StageRecord, StageStatus } from '../../../shared/run.ts'
import { nextStage, recordOf, stagesOf, stoppedAt } from './run.ts'
import type { Flow, Stage } from './stage.ts'

/** How a stage of a run stands. Pure. */
export function statusOf(flow: Flow, run: Run, stage: Stage): StageStatus {
  if (!stagesOf(flow, run).includes(stage)) return 'skipped'
  if (run.busy?.stageId === stage.id) {
    return run.waiting ? 'waiting' : run.choosing ? 'choosing' : run.held ? 'held' : 'running'
  }
  const record = recordOf(run, stage.id)
  if (record?.stale === null) return record.status
  const stopped = stoppedAt(run) !== null
  if (!run.busy && !stopped && nextStage(flow, run) === stage) return 'next'
  if (record) return 'stale'
  return stopped ? 'not-reached' : 'not-run'
}

export function reasonOf(
  status: StageStatus,
  { skippedBecause }: Run,
  record: StageRecord | undefined,
): string {
  switch (status) {
    case 'skipped':
      return skippedBecause
    case 'stale':
      return record?.stale ?? ''
    case 'not-reached':
      return 'an earlier stage stopped the run'
    case 'passed':
    case 'failed':
    case 'next':
    case 'running':
    case 'waiting':
    case 'choosing':
    case 'held':
    case 'not-run':
      return ''
  }
}

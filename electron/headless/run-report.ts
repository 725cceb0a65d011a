import type { Failure } from '../../shared/failure.ts'
import type { RunView, StageView } from '../../shared/run.ts'

/** What `run --json` prints: stable, scripts depend on it. Masked, but for what `--reveal` asked for. */
export interface RunReport {
  outcome: 'passed' | 'failed' | 'cancelled'
  flow: string
  connection: string
  site: string | null
  verdict: object | null
  stages: Pick<StageView, 'id' | 'title' | 'status' | 'durationMs' | 'checks' | 'failure'>[]
  customerToken: RunView['customerToken']
  /** As whom the platform took the person, by the stage `customer`; null when it was not reached. */
  customer: Record<string, string> | null
  revealed?: Record<string, string>
  failure: Failure | null
}

/** `stopped` says why the command ended the run, where it did: a timeout, or a callback that never came. */
export function reportOf(run: RunView, stopped: Failure | null): RunReport {
  return {
    outcome: outcomeOf(run, stopped),
    flow: run.flowId,
    connection: run.connection.name,
    site: run.site,
    verdict: verdictOf(run),
    stages: run.stages.map(({ id, title, status, durationMs, checks, failure }) => ({
      id,
      title,
      status,
      durationMs,
      checks,
      failure,
    })),
    customerToken: run.customerToken,
    customer: customerOf(run),
    failure: stopped ?? run.stages.findLast((stage) => stage.failure)?.failure ?? null,
  }
}

function outcomeOf(run: RunView, stopped: Failure | null): RunReport['outcome'] {
  if (stopped) return 'failed'
  if (run.state === 'passed') return 'passed'
  return run.state === 'cancelled' ? 'cancelled' : 'failed'
}

function verdictOf(run: RunView): object | null {
  if (!run.verdict) return null
  const { predicted, received, agree } = run.verdict
  const { verdict, platformStatus, platformStatusEvidence, platformStatusReason, ...rest } =
    predicted
  return {
    verdict,
    platformStatus,
    platformStatusEvidence,
    platformStatusReason,
    receivedStatus: received,
    agree,
    ...rest,
  }
}

function customerOf(run: RunView): Record<string, string> | null {
  const outputs = run.stages.flatMap((stage) => stage.outputs)
  const rows = outputs.filter(({ from }) => from === 'customer')
  return rows.length === 0 ? null : Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

import type { Failure } from '../../shared/failure.ts'
import type { RunView, StageView } from '../../shared/run.ts'
import type { ValueName } from '../../shared/values.ts'

/** What was taken where the run asked; `input` with the id answers beforehand. */
export interface ChoiceMade {
  stage: string
  question: string
  input: string
  id: string
  title: string
}

/** The values that say as whom the platform took the person. */
const whom: readonly ValueName[] = ['customer', 'shopper']

/** What `run --json` prints: stable, scripts depend on it. Masked, but for what `--reveal` asked for. */
export interface RunReport {
  outcome: 'passed' | 'failed' | 'cancelled'
  flow: string
  connection: string
  site: string | null
  verdict: object | null
  stages: Pick<
    StageView,
    'id' | 'title' | 'status' | 'durationMs' | 'outputs' | 'checks' | 'failure' | 'findings'
  >[]
  choices: ChoiceMade[]
  customerToken: RunView['customerToken']
  /** As whom the platform took the person; null when no stage got so far as to know. */
  customer: Record<string, string> | null
  revealed?: Record<string, string>
  failure: Failure | null
}

/** `stopped` says why the command ended the run, where it did: a timeout, or a callback that never came. */
export function reportOf(
  run: RunView,
  stopped: Failure | null,
  choices: ChoiceMade[] = [],
): RunReport {
  return {
    outcome: outcomeOf(run, stopped),
    flow: run.flowId,
    connection: run.connection.name,
    site: run.site,
    verdict: verdictOf(run),
    stages: run.stages.map(
      ({ id, title, status, durationMs, outputs, checks, failure, findings }) => ({
        id,
        title,
        status,
        durationMs,
        outputs,
        checks,
        failure,
        findings,
      }),
    ),
    choices,
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
  const rows = outputs.filter(({ from }) => whom.some((name) => name === from))
  return rows.length === 0 ? null : Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

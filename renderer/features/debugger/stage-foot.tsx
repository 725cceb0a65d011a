import type { RunView } from '../../../shared/run.ts'
import { useConsoleState } from './console-context.tsx'
import { flowOf } from './console-state.ts'
import { formatDuration, formatTime } from '../../ui/format.ts'
import { Mark } from '../../ui/mark.tsx'
import styles from './stage-list.module.css'

/** The run's summary below its stages. */
export function StageFoot({ run }: { run: RunView }) {
  const { verdict } = run
  const judges = useConsoleState((state) => flowOf(state, run)?.judges !== false)
  return (
    <dl className={styles.foot}>
      <dt>{verdict && verdict.received === null ? 'Predicted' : 'Verdict'}</dt>
      <dd>
        {verdict ? (
          <VerdictWord verdict={verdict} />
        ) : judges ? (
          'not judged yet'
        ) : (
          'not part of this flow'
        )}
      </dd>
      <dt>Run</dt>
      <dd>{`${run.number}, ${formatDuration(run.durationMs)}`}</dd>
      <dt>Started</dt>
      <dd>{formatTime(run.startedAt)}</dd>
    </dl>
  )
}

/** What the platform said, once it has; what the ladder says until then. */
function VerdictWord({ verdict }: { verdict: NonNullable<RunView['verdict']> }) {
  const { predicted, received } = verdict
  const accepted = received === null ? predicted.verdict === 'accepted' : received < 400
  const status = received ?? predicted.platformStatus
  const word = accepted ? 'accepted' : 'rejected'
  const tone = accepted ? 'passed' : 'failed'
  return (
    <span className={`${styles.verdict} tone-${tone}`}>
      <Mark name={tone} small />
      {status === null ? word : `${word}, ${status}`}
    </span>
  )
}

import type { Verdict } from '../../../shared/check.ts'
import type { RunView } from '../../../shared/run.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import styles from './verdict-foot.module.css'

interface VerdictFootProps {
  run: RunView
  verdict: NonNullable<RunView['verdict']>
}

/** Predicted against received: whether the platform did what the ladder says. */
export function VerdictFoot({ run, verdict }: VerdictFootProps) {
  const { predicted, received } = verdict
  return (
    <div className={styles.foot}>
      <dl className={styles.compared}>
        <div>
          <dt>
            {predicted.platformStatusEvidence === 'assumed'
              ? 'Predicted here, assumed'
              : 'Predicted here'}
          </dt>
          <dd className={predicted.verdict === 'accepted' ? 'tone-passed' : 'tone-failed'}>
            <span className={styles.status}>{predicted.platformStatus ?? '?'}</span>
            {predictedWords(predicted)}
          </dd>
        </div>
        <div>
          <dt>
            {'Received from '}
            <Foreign>{run.connection.name}</Foreign>
          </dt>
          <Received status={received} />
        </div>
        <div>
          <dt>Together</dt>
          <Together agree={verdict.agree} asked={received !== null} />
        </div>
      </dl>
      {predicted.platformStatusReason && (
        <p className={styles.reason}>{predicted.platformStatusReason}</p>
      )}
    </div>
  )
}

function predictedWords({ verdict, firstFailure, checks }: Verdict): string {
  const at = checks.find((check) => check.id === firstFailure)
  return at ? `${verdict} at ${at.title}` : verdict
}

function Received({ status }: { status: number | null }) {
  if (status === null) return <dd>not asked</dd>
  const accepted = status < 400
  return (
    <dd className={accepted ? 'tone-passed' : 'tone-failed'}>
      <span className={styles.status}>{status}</span>
      {accepted ? 'accepted' : 'rejected'}
    </dd>
  )
}

function Together({ agree, asked }: { agree: boolean | null; asked: boolean }) {
  if (agree === null) return <dd>{asked ? 'cannot tell' : 'not asked'}</dd>
  return (
    <dd className={agree ? 'tone-passed' : 'tone-warning'}>
      <Mark name={agree ? 'passed' : 'warning'} small />
      {agree ? 'they agree' : 'they differ'}
    </dd>
  )
}

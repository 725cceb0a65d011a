import type { RunView } from '../../../shared/run.ts'
import { formatClock } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { useConsoleState } from './console-context.tsx'
import { announcementAt } from './waiting-time.ts'
import styles from './waiting.module.css'

/** Time left, as a clock and a bar; told at 5:00, 1:00 and 0:30 to whoever does not see it. */
export function WaitingClock({ waiting }: { waiting: NonNullable<RunView['waiting']> }) {
  const { since, deadline, via } = waiting
  const now = useNow(1000)
  const person = useConsoleState(({ run, sandbox }) =>
    run?.connection.kind === 'sandbox' ? sandbox?.people[0] : undefined,
  )
  // The screen's second may be older than the wait.
  const left = Math.min(deadline - since, Math.max(0, deadline - now))
  const share = deadline > since ? left / (deadline - since) : 0
  return (
    <div>
      <div className={styles.clock}>
        <div className={styles.left} role="timer" aria-label="Time left">
          {formatClock(left)}
        </div>
        <div className={styles.what}>
          <p>
            {`left of ${formatClock(deadline - since)}. Sign in there as `}
            {person ? (
              <>
                <code>{person.login}</code>
                {', password '}
                <code>{person.password}</code>;
              </>
            ) : (
              'the person to test;'
            )}
          </p>
          <p>
            {via === 'paste'
              ? 'then paste the address that the browser ends on.'
              : 'the run goes on by itself when the callback arrives.'}
          </p>
        </div>
      </div>
      <svg className={styles.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles.track} width="100" height="4" />
        <rect className={styles.rest} width={share * 100} height="4" />
      </svg>
      <output className={styles.announced}>{announcementAt(left)}</output>
    </div>
  )
}

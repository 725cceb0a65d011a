import type { RunView, StageView } from '../../../shared/run.ts'
import { LadderTable } from '../ladder/ladder-table.tsx'
import styles from './ladder.module.css'
import { VerdictFoot } from './verdict-foot.tsx'

/** The verdict's checks once there is a verdict; until then those of the stage, or what will be judged. */
export function Ladder({ run, stage }: { run: RunView; stage: StageView | null }) {
  const checks = run.verdict?.predicted.checks ?? stage?.checks ?? []
  if (checks.length === 0) {
    return (
      <p className={styles.empty}>
        No token has been judged yet. Once the identity provider has issued one, the ladder holds it
        against the site configuration, check by check, in the order of the platform, before
        anything is sent there.
      </p>
    )
  }
  return (
    <>
      <LadderTable label={run.verdict ? 'Verdict' : 'Checks'} checks={checks} />
      {run.verdict && <VerdictFoot run={run} verdict={run.verdict} />}
    </>
  )
}

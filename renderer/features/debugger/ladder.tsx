/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control, and its text stands in a component */
import type { Check } from '../../../shared/check.ts'
import type { RunView, StageView } from '../../../shared/run.ts'
import { classes } from '../../ui/classes.ts'
import { Mark } from '../../ui/mark.tsx'
import { Masked } from '../../ui/masked.tsx'
import { useNow } from '../../ui/use-now.ts'
import { expectedText, foundText, rungText, setBy } from './check-text.ts'
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
      <table className={styles.ladder} aria-label={run.verdict ? 'Verdict' : 'Checks'}>
        <colgroup>
          <col className={styles.marks} />
          <col className={styles.titles} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={styles.check} colSpan={2}>
              Check
            </th>
            <th scope="col">Expected, set by</th>
            <th scope="col" className={styles.found}>
              Found
            </th>
            <th scope="col" className={styles.last}>
              Verdict
            </th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <Rung key={check.id} check={check} />
          ))}
        </tbody>
      </table>
      {run.verdict && <VerdictFoot run={run} verdict={run.verdict} />}
    </>
  )
}

function Rung({ check }: { check: Check }) {
  const expected = expectedText(check)
  const found = foundText(check)
  const { status } = check
  // The day decides; a rung does not tick.
  const now = useNow(60_000, false)
  const tinted = status === 'failed' || status === 'skipped' || status === 'warning'
  return (
    <tr className={classes(styles.rung, tinted && styles[status])} title={check.message}>
      <td className={styles.markCell}>
        <span className={styles.mark}>
          <Mark name={status} />
        </span>
      </td>
      <th scope="row" className={styles.title}>
        {check.title}
      </th>
      <td>
        <bdi className={styles.value} title={expected}>
          <Masked>{rungText(check, check.expected, now) ?? expected}</Masked>
        </bdi>
        <span className={styles.from}>{setBy(check)}</span>
      </td>
      <td>
        <bdi className={styles.value} title={found}>
          <Masked>{rungText(check, check.found, now) ?? found}</Masked>
        </bdi>
      </td>
      <td className={`${styles.word} tone-${status}`}>{status}</td>
    </tr>
  )
}

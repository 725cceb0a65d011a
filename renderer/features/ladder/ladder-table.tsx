/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control, and its text stands in a component */
import type { Check } from '../../../shared/check.ts'
import { classes } from '../../ui/classes.ts'
import { Mark } from '../../ui/mark.tsx'
import { Masked } from '../../ui/masked.tsx'
import { useNow } from '../../ui/use-now.ts'
import { expectedText, foundText, rungText, setBy } from './check-text.ts'
import styles from './ladder-table.module.css'

/** The chain of checks: what was expected and by whom, what was found, how it ended. */
export function LadderTable({ label, checks }: { label: string; checks: readonly Check[] }) {
  return (
    <table className={styles.ladder} aria-label={label}>
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

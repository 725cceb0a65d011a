/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control, and its text stands in a component */
import type { Check } from '../../../shared/check.ts'
import { classes } from '../../ui/classes.ts'
import { Mark } from '../../ui/mark.tsx'
import { Masked } from '../../ui/masked.tsx'
import { useNow } from '../../ui/use-now.ts'
import { expectedText, foundText, rungText, setBy } from './check-text.ts'
import chain from './ladder-table.module.css'
import styles from './tight-ladder.module.css'

interface TightLadderProps {
  label: string
  checks: readonly Check[]
  /** Every rung says what it expected; otherwise those that did not pass. */
  detailed: boolean
}

/** The chain of checks where there is little room: one line for what passed, two for what did not. */
export function TightLadder({ label, checks, detailed }: TightLadderProps) {
  return (
    <table className={classes(chain.ladder, styles.ladder)} aria-label={label}>
      <colgroup>
        <col className={chain.marks} />
        <col className={chain.titles} />
        <col />
        <col className={styles.last} />
      </colgroup>
      <thead className={styles.heads}>
        <tr>
          <th scope="col" colSpan={2}>
            Check
          </th>
          <th scope="col">Found, expected, set by</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <Rung key={check.id} check={check} detailed={detailed} />
        ))}
      </tbody>
    </table>
  )
}

function Rung({ check, detailed }: { check: Check; detailed: boolean }) {
  const { status } = check
  // The day decides; a rung does not tick.
  const now = useNow(60_000, false)
  const expected = expectedText(check)
  const found = foundText(check)
  const tinted = status === 'failed' || status === 'skipped' || status === 'warning'
  const opened = detailed || tinted
  return (
    <tr className={classes(chain.rung, styles.rung, tinted && chain[status])} title={check.message}>
      <td className={chain.markCell}>
        <span className={chain.mark}>
          <Mark name={status} />
        </span>
      </td>
      <th scope="row" className={styles.title}>
        {check.title}
      </th>
      <td>
        <bdi className={chain.value} title={found}>
          <Masked>{rungText(check, check.found, now) ?? found}</Masked>
        </bdi>
        <span className={opened ? styles.expected : styles.unseen}>
          {check.expected === null ? '' : 'expected '}
          <bdi>
            <Masked>{rungText(check, check.expected, now) ?? expected}</Masked>
          </bdi>
          {`, ${setBy(check)}`}
        </span>
      </td>
      <td className={`${chain.word} tone-${status}`}>{status}</td>
    </tr>
  )
}

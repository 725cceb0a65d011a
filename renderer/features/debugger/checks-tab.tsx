import type { Check } from '../../../shared/check.ts'
import type { StageView } from '../../../shared/run.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Masked } from '../../ui/masked.tsx'
import { expectedText, foundText, setBy } from '../ladder/check-text.ts'
import styles from './detail.module.css'

export function ChecksTab({ stage }: { stage: StageView }) {
  const over = stage.status === 'passed' || stage.status === 'failed'
  return (
    <div className={styles.blocks}>
      {stage.checks.length > 0 ? (
        <ChecksTable checks={stage.checks} />
      ) : (
        <p className={styles.empty}>
          {over
            ? 'This stage has no checks.'
            : 'No checks yet. They stand here once the stage has run.'}
        </p>
      )}
    </div>
  )
}

/** Each check with what it says about itself. */
export function ChecksTable({ checks }: { checks: readonly Check[] }) {
  return (
    <table className={styles.checks} aria-label="Checks">
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col">Expected, set by</th>
          <th scope="col">Found</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      {checks.map((check) => (
        <tbody key={check.id}>
          <tr className={styles.first}>
            <th scope="row">{check.title}</th>
            <td>
              <Value text={expectedText(check)} />
              <div className={styles.aside}>{setBy(check)}</div>
            </td>
            <td>
              <Value text={foundText(check)} />
            </td>
            <td>
              <span className={`${styles.word} tone-${check.status}`}>
                <Mark name={check.status} small />
                {check.status}
              </span>
            </td>
          </tr>
          <tr>
            <td colSpan={4} className={styles.message}>
              <Foreign>{check.message}</Foreign>
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  )
}

function Value({ text }: { text: string }) {
  return (
    <code>
      <bdi>
        <Masked>{text}</Masked>
      </bdi>
    </code>
  )
}

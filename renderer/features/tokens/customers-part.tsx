import type { CustomerCase, CustomerOutcome, CustomerPreview } from '../../../shared/judgement.ts'
import { count } from '../../ui/format.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import type { MarkName } from '../../ui/sprite.tsx'
import { SubHead } from '../../ui/sub-head.tsx'
import { Note } from '../../ui/note.tsx'
import styles from './customers-part.module.css'

/** What becomes of this login by each identifier, and what is dangerous in the list. */
export function CustomersPart({ preview }: { preview: CustomerPreview }) {
  const { total, outcomes, cases } = preview
  return (
    <section aria-label="Customers">
      <SubHead title="Customers" aside={`${count(total, 'customer')} in the list`} />
      <ul className={styles.list}>
        {outcomes.map((outcome) => (
          <li key={outcome.field}>
            <Mark name={markOf(outcome)} small />
            <p>
              <strong className={`tone-${markOf(outcome)}`}>{wordOf(outcome)}.</strong>{' '}
              <Foreign>{outcome.sentence}</Foreign>
            </p>
          </li>
        ))}
      </ul>
      {cases.length > 0 && (
        <ul className={styles.cases} aria-label="Cases">
          {cases.map((one) => (
            <li key={`${one.id} ${one.field}`}>
              <Case one={one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** So many are named; the rest is counted. */
const namedAtMost = 5

function Case({ one }: { one: CustomerCase }) {
  const { sentence, customers, field, scope } = one
  const more = one.count - Math.min(one.count, namedAtMost)
  return (
    <Note tone={scope === 'token' ? 'failed' : 'warning'}>
      <p>
        <Foreign>{sentence}</Foreign>
      </p>
      <p className={styles.who}>
        <code>{field}</code>
        {`, ${count(one.count, 'customer')}: `}
        <Foreign>{customers.slice(0, namedAtMost).join(', ')}</Foreign>
        {more > 0 && ` and ${more} more`}
      </p>
    </Note>
  )
}

function markOf({ outcome }: CustomerOutcome): MarkName {
  switch (outcome) {
    case 'found':
    case 'created':
      return 'passed'
    case 'not-found':
      return 'failed'
    case 'ambiguous':
    case 'not-identified':
      return 'warning'
  }
}

function wordOf({ outcome, field, status }: CustomerOutcome): string {
  const words = outcome.replace('-', ' ')
  return `${field}: ${words}${status === null ? '' : `, ${status}`}`
}

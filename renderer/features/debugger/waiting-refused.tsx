import { useState } from 'react'
import type { RunView } from '../../../shared/run.ts'
import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { count, formatTimeOfDay } from '../../ui/format.ts'
import { Note } from '../../ui/note.tsx'
import styles from './waiting.module.css'

type Refused = NonNullable<RunView['waiting']>['refused']

/** What came and was refused: how many, the latest in a sentence, all of them on request. */
export function WaitingRefused({ refused }: { refused: Refused }) {
  const [isShown, setShown] = useState(false)
  const latest = refused.at(-1)
  if (!latest) return null
  return (
    <Note tone="warning">
      <p>
        <strong>
          {refused.length === 1
            ? 'One callback refused.'
            : `${count(refused.length, 'callback')} refused.`}
        </strong>{' '}
        {!isShown && (
          <>
            {`${formatTimeOfDay(latest.at)}: `}
            <Foreign>{latest.reason}</Foreign>{' '}
          </>
        )}
        <Button
          size="small"
          kind="quiet"
          aria-expanded={isShown}
          onPress={() => setShown(!isShown)}
        >
          {isShown ? 'Hide it' : 'Show it'}
        </Button>
      </p>
      {isShown && <RefusedList refused={refused} />}
    </Note>
  )
}

function RefusedList({ refused }: { refused: Refused }) {
  return (
    <ul className={styles.refused} aria-label="Refused callbacks">
      {refused.map(({ at, kind, reason, came }, index) => (
        // Two of one kind may come within a millisecond.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          <p>
            {`${formatTimeOfDay(at)} `}
            <code>{kind}</code>
          </p>
          <p>
            <Foreign>{reason}</Foreign>
          </p>
          {came !== '' && (
            <code className={styles.came}>
              <Foreign>{came}</Foreign>
            </code>
          )}
        </li>
      ))}
    </ul>
  )
}

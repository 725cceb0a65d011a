import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { DiffLines } from '../connections/change-view.tsx'
import { useAdministration } from './live-context.tsx'
import styles from './live-pane.module.css'
import { itemOf, type Work } from './live-state.ts'
import { numbered } from './numbered.ts'
import { RequestsFold } from './requests-fold.tsx'
import type { OpenedResource } from './resource-view.tsx'

const outcomes = {
  written: { mark: 'passed', title: 'Written' },
  conflict: {
    mark: 'warning',
    title: 'Conflict: somebody else changed it, so nothing was written',
  },
  refused: { mark: 'failed', title: 'Refused by the platform' },
} as const

interface OutcomeViewProps {
  live: OpenedResource
  work: Extract<Work, { kind: 'done' }>
}

/** What became of a write, and the ways on: none of them loses a text. */
export function OutcomeView({ live, work }: OutcomeViewProps) {
  const { written, asked } = work
  const { outcome, status, message, difference, exchanges } = written
  const { mark, title } = outcomes[outcome]
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const isChanged = difference.some(({ kind }) => kind !== 'same')
  return (
    <>
      <div className={styles.scroll}>
        <div className={styles.part}>
          <h4 ref={head} tabIndex={-1} className={styles.title}>
            <span className={styles.scope}>
              <Mark name={mark} />
              {title}
              {status !== null && `, ${status}`}
            </span>
          </h4>
          <output>
            <Foreign>{message}</Foreign>
          </output>
        </div>
        {isChanged && (
          <div className={styles.part}>
            <p className={styles.explanation}>
              {outcome === 'written'
                ? 'What changed, as it was read again:'
                : 'What somebody else changed since your plan was made:'}
            </p>
            <div className={styles.diff}>
              <DiffLines label="What changed" lines={numbered(difference)} />
            </div>
          </div>
        )}
        {outcome === 'conflict' && asked?.text && (
          <p className={styles.empty}>
            Your text is kept. Plan again to see it against what is there now, or go back to it.
          </p>
        )}
        <RequestsFold exchanges={exchanges} />
      </div>
      <Ways live={live} work={work} />
    </>
  )
}

function Ways({ live, work }: OutcomeViewProps) {
  const { putBack, backToText, discard } = useAdministration()
  const { place, opened } = live
  const { written, asked } = work
  const isWritten = written.outcome === 'written'
  const noWayBack = isWritten && written.restore === null
  return (
    <div className={styles.foot}>
      {written.restore && (
        <Button size="small" icon="rerun" onPress={() => putBack(place)}>
          {asked ? 'Put it back…' : 'Write it again…'}
        </Button>
      )}
      {noWayBack && <span>There is no way back that the console could take.</span>}
      <span className={styles.end}>
        {!isWritten && asked?.text && itemOf(opened) && (
          <Button
            size="small"
            kind="quiet"
            onPress={() => {
              discard(place)
              backToText(place)
            }}
          >
            Discard my text
          </Button>
        )}
        <Button size="small" onPress={() => backToText(place)}>
          {isWritten ? 'Done' : 'Back to my text'}
        </Button>
      </span>
    </div>
  )
}

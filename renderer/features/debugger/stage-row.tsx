// An option element holds text only.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import type { StageView } from '../../../shared/run.ts'
import { classes } from '../../ui/classes.ts'
import { formatDuration } from '../../ui/format.ts'
import { Mark } from '../../ui/mark.tsx'
import styles from './stage-list.module.css'
import { useRunningFor } from './use-primary.ts'
import { countChecks, httpStatuses, lastStatus, markOfStage, stageWord } from './words.ts'

interface StageRowProps {
  stage: StageView
  selected: boolean
  /** The first step of a first run also starts the sandbox. */
  startsSandbox: boolean
  onSelect: () => void
  onHold: (on: boolean) => void
}

export function StageRow({ stage, selected, startsSandbox, onSelect, onHold }: StageRowProps) {
  const word = startsSandbox ? 'next, starts the sandbox' : stageWord(stage)
  const mark = markOfStage(stage.status)
  const skipped = countChecks(stage, 'skipped')
  // A stage that failed by its own checks may have had good answers.
  const refused = stage.status === 'failed' && (lastStatus(stage) ?? 400) >= 400
  const ahead = mark === 'pending' || mark === 'skipped' || mark === 'next' || mark === 'stale'
  return (
    // The listbox around it has the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="option"
      aria-selected={selected}
      aria-label={nameOf(stage, word, skipped)}
      tabIndex={selected ? 0 : -1}
      className={classes(
        styles.row,
        ahead && mark !== 'next' && styles.ahead,
        mark === 'next' && styles.next,
        selected && styles.selected,
      )}
      data-stage={stage.id}
      onClick={onSelect}
    >
      {stage.status !== 'skipped' && <Breakpoint stage={stage} onHold={onHold} />}
      <span className={styles.mark}>
        <Mark name={mark} />
      </span>
      <span className={styles.words}>
        <span className={styles.title}>
          <span className={styles.number}>{stage.number}</span>
          {stage.title}
        </span>
        <span className={styles.sub}>
          <span className={`tone-${mark}`}>{word}</span>
          {stage.edited && <span className="tone-info">edited</span>}
          <Took stage={stage} />
          {skipped > 0 && <span className="tone-skipped">{`${skipped} skipped`}</span>}
        </span>
      </span>
      <span className={classes(styles.http, refused && styles.failed)}>
        {httpStatuses(stage.exchanges)}
      </span>
    </div>
  )
}

function nameOf(stage: StageView, word: string, skipped: number): string {
  const facts = [
    `${stage.number} ${stage.title}, ${word}`,
    stage.edited && 'edited',
    skipped > 0 && `${skipped} skipped`,
    stage.holds && stage.status !== 'held' && 'holds its requests',
  ]
  return facts.filter(Boolean).join(', ')
}

/** For the mouse alone: an option holds no control. The same is in the head of the detail, and on the key H. */
function Breakpoint({ stage, onHold }: Pick<StageRowProps, 'stage' | 'onHold'>) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      aria-hidden="true"
      className={classes(styles.breakpoint, stage.holds && styles.holds)}
      title={stage.holds ? 'Holds its requests before they are sent' : 'Hold its requests'}
      onClick={(event) => {
        event.stopPropagation()
        onHold(!stage.holds)
      }}
    />
  )
}

function Took({ stage }: { stage: StageView }) {
  if (stage.status === 'running') return <Counting />
  return stage.durationMs === null ? null : <span>{formatDuration(stage.durationMs)}</span>
}

function Counting() {
  const runningFor = useRunningFor() ?? 0
  return runningFor < 300 ? null : <span>{formatDuration(Math.max(1000, runningFor))}</span>
}

// A table element cannot be laid out by rows of its own.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { memo } from 'react'
import { classes } from '../../../ui/classes.ts'
import { formatClock } from '../../../ui/format.ts'
import { Mark } from '../../../ui/mark.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { ArrowPicture } from './arrow-picture.tsx'
import styles from './diagram.module.css'
import type { DiagramRow } from './layout.ts'
import {
  isFaint,
  type Lifeline,
  markOf,
  resultOf,
  sentenceOf,
  shortened,
  toneOf,
  wordOf,
} from './message-words.ts'

interface MessageRowProps {
  row: DiagramRow
  lifelines: readonly Lifeline[]
  platformTitle: string
  lane: number
  /** For the words of the row. */
  width: number
  isOfSelected: boolean
  isActive: boolean
  waitingSince: number | null
  onSelect: (row: DiagramRow) => void
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, lifelines, lane, isOfSelected, isActive, onSelect } = props
  const { message, stage } = row
  return (
    // The grid around it has the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={row.index + 1}
      aria-selected={isActive}
      aria-label={sentenceOf(row, props.platformTitle)}
      tabIndex={isActive ? 0 : -1}
      data-message={message.id}
      className={classes(
        styles.row,
        row.isFirstOfStage && styles.first,
        isFaint(message.state) && styles.faint,
        isOfSelected && styles.selected,
        isActive && styles.active,
      )}
      style={{ top: row.top, height: row.height }}
      onClick={() => onSelect(row)}
    >
      <span role="gridcell" className={styles.number}>
        {row.isFirstOfStage && stage.number}
      </span>
      <Words row={row} width={props.width} />
      <span role="gridcell">
        <ArrowPicture message={message} lifelines={lifelines} lane={lane} height={row.height} />
      </span>
      <Result row={row} waitingSince={props.waitingSince} />
    </div>
  )
})

function Words({ row: { message, hop }, width }: { row: DiagramRow; width: number }) {
  const { title, detail } = message
  const room = width - 12 - (hop ? hopWidth : 0)
  return (
    <span role="gridcell" className={styles.words} title={detail ? `${title}, ${detail}` : title}>
      {hop && (
        <span
          className={classes(
            styles.bracket,
            hop.begins && styles.begins,
            hop.ends && styles.ends,
            hop.number === 2 && styles.second,
          )}
        />
      )}
      <span className={styles.title}>{title}</span>
      {(detail || hop) && (
        <span className={styles.detail}>
          {hop && <span className={styles.hop}>{`hop ${hop.number}`}</span>}
          <bdi>{shortened(detail, room)}</bdi>
        </span>
      )}
    </span>
  )
}

/** `hop 2` and the space after it. */
const hopWidth = 38

function Result({
  row: { message },
  waitingSince,
}: {
  row: DiagramRow
  waitingSince: number | null
}) {
  const since = message.state === 'waiting' ? waitingSince : null
  const now = useNow(1000, since !== null)
  const { first, second } = resultOf(message)
  const mark = markOf(message.state)
  const tone =
    message.state === 'failed' || message.state === 'warning' ? toneOf(message.state) : ''
  return (
    <span role="gridcell" className={styles.result}>
      <span className={classes(styles.status, message.status === null && styles.word)}>
        <span className={tone}>{since === null ? first : formatClock(now - since)}</span>
        {mark && <Mark name={mark} small label={wordOf(message)} />}
      </span>
      {second && <span className={styles.took}>{second}</span>}
    </span>
  )
}

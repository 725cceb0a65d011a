// A table element cannot hold rows that are not drawn.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { memo } from 'react'
import { classes } from '../../../ui/classes.ts'
import { formatClock, formatDuration } from '../../../ui/format.ts'
import { Foreign } from '../../../ui/foreign.tsx'
import { Mark } from '../../../ui/mark.tsx'
import { Bands } from './axis.tsx'
import type { NetworkRow } from './network-rows.ts'
import { rowName } from './network-words.ts'
import styles from './network.module.css'
import { phasesOf } from './phases.ts'
import phases from './phases.module.css'
import type { WaterfallScale } from './waterfall-scale.ts'

interface NetworkRowViewProps {
  row: NetworkRow
  index: number
  top: number
  scale: WaterfallScale
  width: number
  now: number
  isActive: boolean
  /** The one that is selected, or the first of the stage that is. */
  isChosen: boolean
  isSelected: boolean
  isOfStage: boolean
  onChoose: (row: NetworkRow) => void
}

/** Scrolling draws the rows that come into sight and leaves the others alone. */
export const NetworkRowView = memo(function NetworkRowView(props: NetworkRowViewProps) {
  const { row, index, top, scale, width, now, isActive, isChosen, isSelected, isOfStage } = props
  const { mark, word, method, path, host, status, took, failed } = row
  return (
    // The grid has the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      aria-label={rowName(row)}
      tabIndex={isActive ? 0 : -1}
      className={classes(styles.row, isOfStage && styles.ofStage, isSelected && styles.selected)}
      style={{ top }}
      onClick={() => props.onChoose(row)}
    >
      <span role="gridcell">
        <Mark name={mark} small label={word} />
      </span>
      <span role="gridcell">{method}</span>
      <span role="gridcell" title={path}>
        <Foreign>{path}</Foreign>
      </span>
      <span role="gridcell" className={styles.host} title={host}>
        <Foreign>{host}</Foreign>
      </span>
      <span role="gridcell" className={classes(failed && styles.failed)}>
        {status}
      </span>
      <span role="gridcell">
        {took && ('ms' in took ? formatDuration(took.ms) : formatClock(now - took.since))}
      </span>
      <span role="gridcell" className={styles.axis}>
        <svg width={width} height="20" aria-hidden="true" className={styles.waterfall}>
          <Bands bands={scale.bands} />
          <Bar row={row} scale={scale} />
        </svg>
      </span>
    </div>
  )
})

/** However short it was, it can be seen. */
const narrowest = 3

function Bar({ row: { exchange }, scale }: { row: NetworkRow; scale: WaterfallScale }) {
  if (!exchange) return null
  const { startedAt, timing } = exchange
  const x = scale.x(startedAt)
  const end = scale.x(startedAt + timing.connect + timing.wait + timing.receive)
  const width = Math.max(narrowest, end - x)
  const parts = phasesOf(timing, width)
  if (parts.every(({ width }) => width === 0)) {
    return <rect x={x} y="6" width={narrowest} height="8" className={phases.wait} />
  }
  return parts.map((part) => (
    <rect
      key={part.phase}
      x={x + part.x}
      y="6"
      width={part.width}
      height="8"
      className={phases[part.phase]}
    />
  ))
}

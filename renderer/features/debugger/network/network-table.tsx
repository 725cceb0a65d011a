// A table element cannot hold rows that are not drawn.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react'
import { useConsole } from '../console-context.tsx'
import { Axis, HatchDefinition } from './axis.tsx'
import { NetworkRowView } from './network-row-view.tsx'
import type { NetworkRow } from './network-rows.ts'
import styles from './network.module.css'
import { rowsInSight } from './rows-in-sight.ts'
import { rowHeight, useActiveRow } from './use-active-row.ts'
import { useWidth } from './use-width.ts'
import { type WaterfallScale, waterfallScale } from './waterfall-scale.ts'
import type { Span } from './waterfall-spans.ts'

const rowsOnScreen = 7
const columns = ['Result', 'Method', 'Path', 'Host', 'Status', 'Time'] as const

interface NetworkTableProps {
  rows: readonly NetworkRow[]
  spans: readonly Span[]
  now: number
}

/** One tab stop; arrow keys move inside, Enter selects. Only the rows in sight are drawn. */
export function NetworkTable({ rows, spans, now }: NetworkTableProps) {
  const { select, selectExchange } = useConsole()
  const { body, stageId, isSelected, chosen, active, move } = useActiveRow(rows)
  const [axis, width] = useWidth()
  const scale = useMemo(() => waterfallScale(spans, width), [spans, width])
  const [first, setFirst] = useState(0)
  const choose = useCallback(
    ({ stageId, exchange }: NetworkRow) =>
      exchange ? selectExchange(stageId, exchange.id) : select(stageId),
    [select, selectExchange],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active]
    const target = targetOf(event.key, active, rows.length)
    if (row && (event.key === 'Enter' || event.key === ' ')) choose(row)
    else if (target === null) return
    else move(target)
    event.preventDefault()
  }
  const drawn = rowsInSight({ first, onScreen: rowsOnScreen, count: rows.length, active })
  return (
    <div
      role="grid"
      aria-label="Requests"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      className={styles.grid}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <HatchDefinition />
      <Rule axis={axis} scale={scale} width={width} />
      <div
        ref={body}
        role="rowgroup"
        className={styles.body}
        onScroll={({ currentTarget }) => setFirst(Math.floor(currentTarget.scrollTop / rowHeight))}
      >
        {rows.length === 0 && <Empty />}
        <div className={styles.rows} style={{ height: rows.length * rowHeight }}>
          {drawn.map((index) => {
            const row = rows[index]
            if (!row) return null
            return (
              <NetworkRowView
                key={row.id}
                row={row}
                index={index}
                top={index * rowHeight}
                scale={scale}
                width={width}
                now={now}
                isActive={index === active}
                isChosen={index === chosen}
                isSelected={isSelected(row)}
                isOfStage={row.stageId === stageId}
                onChoose={choose}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

interface RuleProps {
  axis: (element: HTMLElement | null) => void
  scale: WaterfallScale
  width: number
}

/** The names of the columns, the instants above the waterfall. */
function Rule({ axis, scale, width }: RuleProps) {
  return (
    <div role="row" className={styles.rule} aria-rowindex={1}>
      {columns.map((name) => (
        <span key={name} role="columnheader">
          {name === 'Result' ? <span className={styles.unseen}>{name}</span> : name}
        </span>
      ))}
      <span ref={axis} role="columnheader" className={styles.axis}>
        <span className={styles.unseen}>Waterfall</span>
        <Axis scale={scale} width={width} />
      </span>
    </div>
  )
}

function Empty() {
  return (
    <div role="row" className={styles.empty}>
      <span role="gridcell">No request here. Each one stands here as soon as it is sent.</span>
    </div>
  )
}

/** Where a key leads; null where it leads nowhere. */
function targetOf(key: string, at: number, length: number): number | null {
  const last = length - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'PageDown':
      return Math.min(last, at + rowsOnScreen)
    case 'PageUp':
      return Math.max(0, at - rowsOnScreen)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

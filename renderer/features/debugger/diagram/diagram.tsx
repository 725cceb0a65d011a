// A table element cannot be laid out by rows of its own.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { RunView } from '../../../../shared/run.ts'
import { useConsole, useConsoleState } from '../console-context.tsx'
import { flowOf, selectedStage } from '../console-state.ts'
import { DiagramHead } from './diagram-head.tsx'
import { MessageRow } from './diagram-row.tsx'
import styles from './diagram.module.css'
import {
  activeRow,
  type DiagramRow,
  drawnRows,
  laneWidth,
  lifelinesOf,
  rowByKey,
  rowsOf,
  scrolledTo,
  spanOfStage,
  textWidth,
  totalHeight,
} from './layout.ts'
import { lifelineOf, sentenceOf } from './message-words.ts'
import { openDetail } from './open-detail.ts'
import { useScrollView } from './use-scroll-view.ts'

/**
 * Who says what to whom, one row a message, and the way about the run: one tab stop, the arrow keys move the selection.
 * A grid and no listbox, because its rows have parts; letters stay shortcuts.
 */
export function Diagram({ run, over }: { run: RunView; over: ReactNode }) {
  const console = useConsole()
  const platformTitle = useConsoleState((state) => flowOf(state, run)?.platformTitle ?? 'Platform')
  const stageId = useConsoleState((state) => selectedStage(state)?.id)
  const exchangeId = useConsoleState((state) => state.selectedExchangeId)
  const [rowId, setRowId] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)

  const rows = useMemo(() => rowsOf(run.stages), [run.stages])
  const lifelines = useMemo(
    () => lifelinesOf(rows).map((party) => lifelineOf(party, platformTitle)),
    [rows, platformTitle],
  )
  const view = useScrollView(scroller, rows.length > 100)
  const active = activeRow(rows, { stageId, exchangeId, rowId })
  const activeId = active?.message.id
  useFollowed(scroller, rows, active)

  const choose = useCallback(
    ({ message }: DiagramRow) => {
      setRowId(message.id)
      if (message.exchangeId === null) console.select(message.stageId)
      else console.selectExchange(message.stageId, message.exchangeId)
    },
    [console],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowByKey(rows, activeId, event.key)
    if (!row && event.key !== 'Enter') return
    event.preventDefault()
    if (row) choose(row)
    else openDetail(console)
  }

  const lane = laneWidth(view.width, lifelines.length)
  return (
    <div className={styles.diagram}>
      <DiagramHead lifelines={lifelines} lane={lane} gutter={view.gutter}>
        {over}
      </DiagramHead>
      <div
        ref={scroller}
        role="grid"
        tabIndex={-1}
        aria-label="Messages"
        aria-rowcount={rows.length}
        className={styles.rows}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={styles.all} style={{ height: totalHeight(rows) }}>
          {drawnRows(rows, view, activeId).map((row) => (
            <MessageRow
              key={row.message.id}
              row={row}
              lifelines={lifelines}
              platformTitle={platformTitle}
              lane={lane}
              width={textWidth(view.width, lifelines.length)}
              isOfSelected={row.stage.id === stageId}
              isActive={row.message.id === activeId}
              waitingSince={run.waiting?.since ?? null}
              onSelect={choose}
            />
          ))}
        </div>
      </div>
      <ol className={styles.inWords} aria-label="Messages in words">
        {rows.map((row) => (
          <li key={row.message.id}>{sentenceOf(row, platformTitle)}</li>
        ))}
      </ol>
    </div>
  )
}

/** The selection stays in sight, and the focus on it; nothing else scrolls the rows. */
function useFollowed(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly DiagramRow[],
  active: DiagramRow | undefined,
): void {
  const stageId = active?.stage.id
  const shown = useRef<string | undefined>(undefined)
  const follow = useEffectEvent((messageId: string) => {
    const { current } = scroller
    if (!current || !active) return
    const view = { top: current.scrollTop, height: current.clientHeight }
    // A stage comes into view as a whole where it fits, so that it is seen what it is a part of.
    const whole = stageId === undefined ? null : spanOfStage(rows, stageId)
    const fits = shown.current !== stageId && whole !== null && whole.height <= view.height
    current.scrollTo({ top: scrolledTo(fits ? whole : active, view) })
    shown.current = stageId
    const row = current.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`)
    if (current.contains(document.activeElement)) row?.focus({ preventScroll: true })
  })
  const activeId = active?.message.id
  useLayoutEffect(() => {
    if (activeId !== undefined) follow(activeId)
  }, [activeId])
}

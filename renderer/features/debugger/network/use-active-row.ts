import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useConsoleState } from '../console-context.tsx'
import { selectedStage } from '../console-state.ts'
import type { NetworkRow } from './network-rows.ts'

/** As in the style sheet. */
export const rowHeight = 20

/** Which rows are selected, and which one has the focus: the arrow keys move it without selecting. */
export function useActiveRow(rows: readonly NetworkRow[]) {
  const stageId = useConsoleState((state) => selectedStage(state)?.id ?? null)
  const exchangeId = useConsoleState((state) => state.selectedExchangeId)
  const body = useRef<HTMLDivElement>(null)
  const [moved, setMoved] = useState<{ rowId: string; from: string } | null>(null)
  const isSelected = (row: NetworkRow) =>
    exchangeId === null ? row.stageId === stageId : row.exchange?.id === exchangeId
  const chosen = rows.findIndex(isSelected)
  // A selection made elsewhere takes the place of where the arrow keys led.
  const selection = `${stageId} ${exchangeId}`
  const movedTo = rows.findIndex(({ id }) => moved?.from === selection && id === moved.rowId)
  const active = Math.max(0, movedTo === -1 ? chosen : movedTo)

  useEffect(() => scrollTo(body.current, chosen), [chosen])
  useLayoutEffect(() => {
    if (!body.current?.contains(document.activeElement)) return
    body.current.querySelector<HTMLElement>(`[aria-rowindex="${active + 2}"]`)?.focus()
  }, [active])

  const move = (index: number): void => {
    const row = rows[index]
    if (!row) return
    setMoved({ rowId: row.id, from: selection })
    scrollTo(body.current, index)
  }
  return { body, stageId, isSelected, chosen, active, move }
}

/** As far as it takes to have the row in sight. */
function scrollTo(body: HTMLElement | null, index: number): void {
  if (!body || index < 0) return
  const top = index * rowHeight
  const lowest = top - body.clientHeight + rowHeight
  body.scrollTop = Math.min(top, Math.max(lowest, body.scrollTop))
}

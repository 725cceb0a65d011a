import type { Party } from '../../../../shared/exchange.ts'
import type { Message } from '../../../../shared/message.ts'
import type { StageView } from '../../../../shared/run.ts'

/* Where everything stands in the diagram, in pixels. Pure. */

export const numberWidth = 28
export const resultWidth = 72
/** What the words of a row need. */
const wordsWidth = 156
/** So that the name of a lifeline stands over it, and so that it does not get lost. */
const narrowestLane = 41
const usualLane = 44
const widestLane = 72
/** Of a row with a second line of text, and of one without. */
const tallRow = 40
const shortRow = 28

const order = [
  'person',
  'browser',
  'console',
  'broker',
  'identity-provider',
  'platform',
] as const satisfies readonly Party[]

/** One row with its place. */
export interface DiagramRow {
  message: Message
  stage: Pick<StageView, 'id' | 'number' | 'status'>
  /** From 0. */
  index: number
  isFirstOfStage: boolean
  top: number
  height: number
  /** Where a run of rows of the same hop begins and ends; null outside of hops. */
  hop: { number: 1 | 2; begins: boolean; ends: boolean } | null
}

export function rowsOf(stages: readonly StageView[]): DiagramRow[] {
  const all = stages.flatMap((stage) => stage.messages.map((message) => ({ stage, message })))
  let top = 0
  return all.map(({ stage, message }, index) => {
    const before = all[index - 1]
    const height = heightOf(message)
    const row: DiagramRow = {
      message,
      stage,
      index,
      isFirstOfStage: before?.stage !== stage,
      top,
      height,
      hop: message.hop && {
        number: message.hop,
        begins: before?.message.hop !== message.hop,
        ends: all[index + 1]?.message.hop !== message.hop,
      },
    }
    top += height
    return row
  })
}

/** It does not change when the row is carried out, so that nothing jumps while the flow runs. */
function heightOf({ kind, hop }: Message): number {
  return kind === 'request' || kind === 'redirect' || hop !== null ? tallRow : shortRow
}

export const totalHeight = (rows: readonly DiagramRow[]): number => {
  const last = rows.at(-1)
  return last ? last.top + last.height : 0
}

/** The parties that take part, from left to right. */
export function lifelinesOf(rows: readonly DiagramRow[]): Party[] {
  const parties = new Set(rows.flatMap(({ message }) => [message.from, message.to]))
  return order.filter((party) => parties.has(party))
}

/** How wide one lifeline is. Of what a wide pane leaves, lifelines and words take half each. */
export function laneWidth(paneWidth: number, lifelines: number): number {
  const room = paneWidth - numberWidth - resultWidth - wordsWidth
  const left = room - lifelines * usualLane
  const lane = usualLane + (left > 0 ? left / 2 : left) / Math.max(1, lifelines)
  return Math.max(narrowestLane, Math.min(widestLane, Math.floor(lane)))
}

/** How wide the words of a row may be. */
export function textWidth(paneWidth: number, lifelines: number): number {
  return paneWidth - numberWidth - resultWidth - lifelines * laneWidth(paneWidth, lifelines)
}

interface Span {
  top: number
  height: number
}

/** The rows that are drawn: all of a usual flow; of a long one those in sight, and the one that has the focus. */
export function drawnRows(
  rows: readonly DiagramRow[],
  view: Span,
  activeId: string | undefined,
): readonly DiagramRow[] {
  if (rows.length <= 100) return rows
  const margin = view.height
  return rows.filter(
    ({ top, height, message }) =>
      message.id === activeId ||
      (top + height >= view.top - margin && top <= view.top + view.height + margin),
  )
}

/** How far to scroll so that a span comes into view: not at all where it is. */
export function scrolledTo(span: Span, view: Span): number {
  if (span.top < view.top || span.height > view.height) return span.top
  return Math.max(view.top, span.top + span.height - view.height)
}

/** All rows of a stage, from the first to the last. */
export function spanOfStage(rows: readonly DiagramRow[], stageId: string): Span | null {
  const own = rows.filter(({ stage }) => stage.id === stageId)
  const [first] = own
  return first ? { top: first.top, height: totalHeight(own) - first.top } : null
}

/** The row that the selection means: the exchange's, the one that was chosen last, or what decides in the stage. */
export function activeRow(
  rows: readonly DiagramRow[],
  selected: { stageId: string | undefined; exchangeId: string | null; rowId: string | null },
): DiagramRow | undefined {
  const own = rows.filter(({ stage }) => stage.id === selected.stageId)
  const fits = ({ message }: DiagramRow) => message.exchangeId === selected.exchangeId
  return (
    own.find((row) => row.message.id === selected.rowId && fits(row)) ??
    own.find((row) => selected.exchangeId !== null && fits(row)) ??
    own.find(({ message }) => decisive.has(message.state)) ??
    own[0]
  )
}

const decisive: ReadonlySet<Message['state']> = new Set([
  'failed',
  'held',
  'waiting',
  'running',
  'next',
])

/** Where a key leads from a row; null for a key that means nothing here. */
export function rowByKey(
  rows: readonly DiagramRow[],
  activeId: string | undefined,
  key: string,
): DiagramRow | null {
  const at = rows.findIndex(({ message }) => message.id === activeId)
  switch (key) {
    case 'ArrowDown':
      return rows[Math.min(rows.length - 1, at + 1)] ?? null
    case 'ArrowUp':
      return rows[Math.max(0, at - 1)] ?? null
    case 'Home':
      return rows[0] ?? null
    case 'End':
      return rows.at(-1) ?? null
    default:
      return null
  }
}

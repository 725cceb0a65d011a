import type { Message, MessageState } from '../../../../shared/message.ts'
import { exhaustive } from '../../../ui/exhaustive.ts'

/* The arrow of one row as SVG paths, in a box as wide as all lifelines and as high as the row. Pure. */

export type LineStyle = 'solid' | 'dotted' | 'dashed'

export interface Arrow {
  style: LineStyle
  /** Where it begins. */
  start: { x: number; y: number }
  line: string
  head: string
  /** Dotted and dashed lines have hollow heads. */
  isHollow: boolean
  /** The thin arrow back; null where no answer came or none is awaited. */
  answer: { line: string; head: string } | null
}

interface Box {
  /** Of one lifeline. */
  lane: number
  height: number
}

export const lifelineX = (index: number, lane: number): number => lane * index + lane / 2

export function arrowOf(
  message: Pick<Message, 'from' | 'to' | 'kind' | 'state' | 'status'>,
  { from, to }: { from: number; to: number },
  { lane, height }: Box,
): Arrow {
  const style = styleOf(message.state)
  const x = lifelineX(from, lane)
  if (from === to) return loop(x, height, style)
  const end = lifelineX(to, lane)
  const step = end > x ? 1 : -1
  const answered = isAnswered(message)
  const y = answered ? height / 2 - 5 : height / 2
  const back = height / 2 + 5
  const base = end - 7 * step
  return {
    style,
    start: { x, y },
    line: `M${x} ${y}H${base}`,
    head: `M${base} ${y - 3.5}v7l${6 * step} -3.5z`,
    isHollow: style !== 'solid',
    answer: answered
      ? {
          line: `M${end} ${back}H${x + 5 * step}`,
          head: `M${x + 5 * step} ${back - 2.5}l${-4 * step} 2.5 ${4 * step} 2.5`,
        }
      : null,
  }
}

function loop(x: number, height: number, style: LineStyle): Arrow {
  const top = height / 2 - 6
  return {
    style,
    start: { x, y: top },
    line: `M${x} ${top}h13a3 3 0 0 1 3 3v6a3 3 0 0 1 -3 3h-8`,
    head: `M${x + 7} ${top + 9}v6l-5.5 -3z`,
    isHollow: style !== 'solid',
    answer: null,
  }
}

function styleOf(state: MessageState): LineStyle {
  switch (state) {
    case 'passed':
    case 'failed':
    case 'warning':
    case 'running':
    case 'waiting':
    case 'held':
    case 'next':
      return 'solid'
    case 'stale':
      return 'dashed'
    case 'not-seen':
    case 'not-run':
    case 'not-reached':
    case 'skipped':
      return 'dotted'
    default:
      return exhaustive(state)
  }
}

/** What a browser is answered shows as the redirect that follows, or not at all. */
function isAnswered({
  kind,
  from,
  to,
  state,
  status,
}: Pick<Message, 'from' | 'to' | 'kind' | 'state' | 'status'>): boolean {
  if (kind !== 'request' || from === 'browser' || to === 'browser') return false
  return status !== null || styleOf(state) === 'dotted'
}

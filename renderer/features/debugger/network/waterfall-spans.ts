import type { RunView } from '../../../../shared/run.ts'
import { tookMs } from '../exchange/shown-exchange.ts'

/* When something travelled, and how long the browser had the run. Pure. */

export interface Span {
  start: number
  end: number
  /** Before it, so long the browser was awaited; 0 where it was not. */
  browserMs: number
}

/** Of each exchange, and up to `now` of the browser that is awaited. */
export function spansOf(run: RunView, now: number): Span[] {
  const spans = run.stages.flatMap(({ durationMs, exchanges }) =>
    exchanges.map((exchange) => {
      const took = tookMs(exchange)
      return {
        start: exchange.startedAt,
        end: exchange.startedAt + took,
        browserMs: exchange.incoming ? Math.max(0, (durationMs ?? 0) - took) : 0,
      }
    }),
  )
  const { waiting } = run
  if (waiting) {
    const end = Math.max(now, waiting.since)
    spans.push({ start: end, end, browserMs: end - waiting.since })
  }
  return spans.toSorted((a, b) => a.start - b.start)
}

/** Milliseconds that the browser had the run, in all. */
export const browserMsOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { browserMs }) => sum + browserMs, 0)

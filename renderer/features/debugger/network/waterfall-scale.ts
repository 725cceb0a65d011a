import { formatDuration } from '../../../ui/format.ts'
import type { Span } from './waterfall-spans.ts'

/* Where an instant stands on the waterfall: time in which nothing travelled is folded into bands. Pure. */

export interface Band {
  x: number
  width: number
  ms: number
  /** `browser`: the person was signing in. `still`: nothing was sent. */
  kind: 'browser' | 'still'
}

export interface Tick {
  x: number
  label: string
}

export interface WaterfallScale {
  x: (instant: number) => number
  bands: Band[]
  ticks: Tick[]
}

/** Shorter gaps are drawn as they are. */
const shortestFold = 250
const bandWidth = 48
/** Of the width, all bands together. */
const bandShare = 0.4
const tickDistance = 64
/** Of the small type, about. */
const characterWidth = 6.5

interface Segment {
  start: number
  end: number
  fold: Band['kind'] | null
}

export function waterfallScale(spans: readonly Span[], width: number): WaterfallScale {
  const segments = segmentsOf(spans)
  const folds = segments.filter(({ fold }) => fold)
  const busyMs = segments.reduce((sum, { start, end, fold }) => sum + (fold ? 0 : end - start), 0)
  const folded = Math.min(bandWidth, (width * bandShare) / Math.max(1, folds.length))
  const perMs = Math.max(0, width - folded * folds.length) / Math.max(1, busyMs)
  let x = 0
  const placed = segments.map((segment) => {
    const { start, end, fold } = segment
    const place = { ...segment, x, width: fold ? folded : (end - start) * perMs }
    x += place.width
    return place
  })
  return {
    x: (instant) => {
      const at = placed.findLast(({ start }) => start <= instant) ?? placed[0]
      if (!at) return 0
      const share = at.end > at.start ? (instant - at.start) / (at.end - at.start) : 0
      return at.x + Math.min(1, Math.max(0, share)) * at.width
    },
    bands: placed.flatMap(({ x, width, start, end, fold }) =>
      fold ? [{ x, width, ms: end - start, kind: fold }] : [],
    ),
    ticks: ticksOf(placed, perMs, width),
  }
}

/** Busy time and folds in turn. Of a gap before the callback, what the browser had comes last. */
function segmentsOf(spans: readonly Span[]): Segment[] {
  const segments: Segment[] = []
  let busy: Segment | null = null
  for (const { start, end, browserMs } of spans) {
    if (!busy) {
      const began = start - browserMs
      if (browserMs >= shortestFold) segments.push({ start: began, end: start, fold: 'browser' })
      busy = { start: browserMs >= shortestFold ? start : began, end, fold: null }
      segments.push(busy)
      continue
    }
    const gap = start - busy.end
    if (gap < shortestFold) {
      busy.end = Math.max(busy.end, end)
      continue
    }
    segments.push(...foldsOf(busy.end, start, browserMs))
    busy = { start, end, fold: null }
    segments.push(busy)
  }
  return segments
}

function foldsOf(from: number, to: number, browserMs: number): Segment[] {
  const turned = Math.max(from, to - browserMs)
  if (to - turned < shortestFold) return [{ start: from, end: to, fold: 'still' }]
  // Too little to be told apart belongs to the browser.
  if (turned - from < shortestFold) return [{ start: from, end: to, fold: 'browser' }]
  return [
    { start: from, end: turned, fold: 'still' },
    { start: turned, end: to, fold: 'browser' },
  ]
}

/** The bands with their durations first, then as many instants as find room between them. */
function ticksOf(
  placed: readonly (Segment & { x: number; width: number })[],
  perMs: number,
  width: number,
): Tick[] {
  const step = niceStep(tickDistance / Math.max(perMs, 1e-6))
  const wanted = placed.flatMap(({ start, end, fold, x }, index) => {
    if (fold) return [{ x, label: formatDuration(end - start), rank: fold === 'browser' ? 0 : 1 }]
    const ticks: (Tick & { rank: number })[] = index === 0 ? [{ x, label: '0', rank: 2 }] : []
    const afterFold = index > 0 ? '+' : ''
    for (let ms = step; ms <= end - start; ms += step) {
      ticks.push({ x: x + ms * perMs, label: `${afterFold}${tickLabel(ms)}`, rank: 2 })
    }
    return ticks
  })
  const kept: Tick[] = []
  for (const { x, label } of wanted.toSorted((a, b) => a.rank - b.rank)) {
    const end = x + labelWidth(label)
    const collides = kept.some((other) => x < other.x + labelWidth(other.label) && other.x < end)
    if (!collides && end <= width) kept.push({ x, label })
  }
  return kept.toSorted((a, b) => a.x - b.x)
}

const labelWidth = (label: string) => label.length * characterWidth + 10

/** `50 ms`, `1.5 s`, `20 s`: round numbers, so that nothing is cut off. */
const tickLabel = (ms: number) => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`)

/** 1, 2 or 5 times a power of ten, at least 1. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  return [1, 2, 5, 10].map((by) => by * power).find((step) => step >= least) ?? power * 10
}

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterCounts, filtered } from '../../renderer/features/debugger/network/network-filter.ts'
import { networkRows } from '../../renderer/features/debugger/network/network-rows.ts'
import { networkSummary, rowName } from '../../renderer/features/debugger/network/network-words.ts'
import { phasesOf } from '../../renderer/features/debugger/network/phases.ts'
import { rowsInSight } from '../../renderer/features/debugger/network/rows-in-sight.ts'
import { waterfallScale } from '../../renderer/features/debugger/network/waterfall-scale.ts'
import { type Span, spansOf } from '../../renderer/features/debugger/network/waterfall-spans.ts'
import { exchange, runOf, stageOf } from './made.ts'

const discovery = exchange({
  id: 'a',
  startedAt: 1000,
  timing: { connect: 20, wait: 60, receive: 4 },
})
const callback = exchange({
  id: 'b',
  party: 'browser',
  incoming: true,
  startedAt: 13_000,
  url: 'http://localhost:8765/callback?code=••••',
  status: 302,
})
const refused = exchange({ id: 'c', party: 'platform', startedAt: 13_100, status: 401 })
const run = runOf(
  [
    stageOf('discover', { exchanges: [discovery] }),
    stageOf('callback', { exchanges: [callback], durationMs: 11_804 }),
    stageOf('exchange', { exchanges: [refused], status: 'failed' }),
  ],
  { durationMs: 12_500 },
)

describe('the rows of the strip', () => {
  it('stand in the order in which the requests began', () => {
    const turned = { ...run, stages: run.stages.toReversed() }
    expect(networkRows(turned).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('say what came to us, and what failed', () => {
    expect(networkRows(run).map(({ status, mark, host }) => [status, mark, host])).toEqual([
      ['200', 'passed', 'idp.example'],
      ['302 in', 'passed', 'localhost:8765'],
      ['401', 'failed', 'idp.example'],
    ])
    const [, , last] = networkRows(run)
    expect(last && rowName(last)).toBe('GET /token at idp.example, 401, failed, 84 ms')
  })

  it('end with what is awaited, refused, held and next', () => {
    const waiting = runOf([stageOf('callback', { status: 'waiting' })], {
      waiting: {
        stageId: 'callback',
        authorizationUrl: '',
        redirectUri: 'http://localhost:8765/callback',
        via: 'loopback',
        since: 1000,
        deadline: 9000,
        refused: [
          { at: 2000, kind: 'foreign-state', reason: '', came: 'GET /callback?state=••••' },
          { at: 2001, kind: 'empty', reason: '', came: '' },
        ],
        window: null,
      },
    })
    expect(networkRows(waiting).map(({ word, path, took }) => [word, path, took])).toEqual([
      ['refused', '/callback?state=••••', null],
      ['refused', '/callback', null],
      ['waiting', '/callback', { since: 1000 }],
    ])
    const { request } = discovery
    const held = runOf([stageOf('discover', { status: 'held' })], {
      held: { stageId: 'discover', label: 'x', party: 'platform', since: 5, request },
    })
    expect(networkRows(held).map(({ word, took }) => [word, took])).toEqual([
      ['held', { since: 5 }],
    ])
    const preview = { ...request, label: 'x', party: 'platform' as const }
    const next = runOf([
      stageOf('discover', { status: 'next', previews: [preview] }),
      stageOf('redeem', { status: 'not-run', previews: [preview] }),
    ])
    expect(networkRows(next).map(({ word, stageId }) => [word, stageId])).toEqual([
      ['next', 'discover'],
    ])
  })

  it('are stale where their stage is', () => {
    const [row] = networkRows(
      runOf([stageOf('discover', { status: 'stale', exchanges: [discovery] })]),
    )
    expect(row).toMatchObject({ mark: 'stale', word: 'stale' })
  })
})

describe('the chips', () => {
  it('count what they would leave, and leave out what would leave nothing', () => {
    const rows = networkRows(run)
    expect(filterCounts(rows, 'all').map(({ label, count }) => `${label} ${count}`)).toEqual([
      'All 3',
      'Provider 1',
      'Platform 1',
      'Loopback 1',
      'Failed 1',
    ])
    expect(filterCounts([], 'failed').map(({ label }) => label)).toEqual(['All', 'Failed'])
  })

  it('narrow together with the stage', () => {
    const rows = networkRows(run)
    expect(filtered(rows, 'failed', null).map(({ id }) => id)).toEqual(['c'])
    expect(filtered(rows, 'all', 'callback').map(({ id }) => id)).toEqual(['b'])
    expect(filtered(rows, 'failed', 'callback')).toEqual([])
  })
})

describe('the summary', () => {
  it('says how much of the time was the browser’s', () => {
    expect(networkSummary(run, networkRows(run), 0)).toBe(
      '3 requests, 1 host, 12.5 s, of which 11.7 s in the browser',
    )
    expect(networkSummary(runOf([]), [], 0)).toBe('no request, no host')
  })
})

describe('the waterfall', () => {
  it('folds the time in the browser apart from the time in which the run stood still', () => {
    const spans = spansOf(run, 0)
    expect(spans.map(({ browserMs }) => browserMs)).toEqual([0, 11_720, 0])
    expect(waterfallScale(spans, 560).bands).toMatchObject([{ kind: 'browser', ms: 11_916 }])
    const stood = spans.map((span) => (span.start === 1000 ? span : later(span, 60_000)))
    expect(waterfallScale(stood, 560).bands).toMatchObject([
      { kind: 'still', ms: 60_196 },
      { kind: 'browser', ms: 11_720 },
    ])
  })

  it('grows with the browser while it is awaited', () => {
    const waiting = runOf([stageOf('discover', { exchanges: [discovery] })], {
      waiting: {
        stageId: 'callback',
        authorizationUrl: '',
        redirectUri: 'http://localhost/cb',
        via: 'loopback',
        since: 1100,
        deadline: 9e9,
        refused: [],
        window: null,
      },
    })
    const bandAt = (now: number) => waterfallScale(spansOf(waiting, now), 560).bands[0]
    expect(bandAt(79_100)).toMatchObject({ kind: 'browser', ms: 78_016 })
    expect(bandAt(1150)).toBeUndefined()
  })

  it('gives each phase its share of the bar', () => {
    expect(phasesOf(discovery.timing, 84).map(({ x, width }) => [x, width])).toEqual([
      [0, 20],
      [20, 60],
      [80, 4],
    ])
    expect(
      phasesOf({ connect: 0, wait: 0, receive: 0 }, 84).every(({ width }) => width === 0),
    ).toBe(true)
  })

  const anySpans = fc
    .array(
      fc.record({
        start: fc.integer({ min: 0, max: 100_000 }),
        took: fc.integer({ min: 0, max: 5000 }),
        browserMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((made): Span[] =>
      made
        .map(({ start, took, browserMs }) => ({ start, end: start + took, browserMs }))
        .toSorted((a, b) => a.start - b.start),
    )

  it('never turns time around, and stays on its width', () => {
    fc.assert(
      fc.property(anySpans, fc.integer({ min: 0, max: 1200 }), (spans, width) => {
        const { x, bands, ticks } = waterfallScale(spans, width)
        const instants = spans.flatMap(({ start, end }) => [start, end]).toSorted((a, b) => a - b)
        const places = instants.map(x)
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(0)
          expect(place).toBeLessThanOrEqual(width + 0.001)
        }
        for (const band of bands) expect(band.x + band.width).toBeLessThanOrEqual(width + 0.001)
        expect(ticks.map((tick) => tick.x)).toEqual(
          ticks.map((tick) => tick.x).toSorted((a, b) => a - b),
        )
      }),
    )
  })

  it('labels instants since the fold, none over another', () => {
    const busy: Span[] = [
      { start: 0, end: 84, browserMs: 0 },
      { start: 14_284, end: 14_884, browserMs: 14_200 },
    ]
    expect(waterfallScale(busy, 560).ticks.map(({ label }) => label)).toEqual([
      '0',
      '14.2 s',
      '+100 ms',
      '+200 ms',
      '+300 ms',
      '+400 ms',
      '+500 ms',
    ])
    expect(waterfallScale([], 560)).toMatchObject({ bands: [], ticks: [] })
  })
})

describe('rows in sight', () => {
  it('are few however many there are, and hold the one with the focus', () => {
    const rows = rowsInSight({ first: 100, onScreen: 7, count: 1000, active: 3 })
    expect(rows[0]).toBe(3)
    expect(rows.length).toBeLessThan(30)
    expect(rows).toContain(106)
    expect(rowsInSight({ first: 0, onScreen: 7, count: 0, active: 0 })).toEqual([])
    expect(rowsInSight({ first: 500, onScreen: 7, count: 3, active: 0 })).toEqual([0, 1, 2])
  })
})

const later = (span: Span, by: number): Span => ({
  ...span,
  start: span.start + by,
  end: span.end + by,
})

import { describe, expect, it } from 'vitest'
import {
  activeRow,
  type DiagramRow,
  drawnRows,
  laneWidth,
  lifelinesOf,
  numberWidth,
  resultWidth,
  rowByKey,
  rowsOf,
  scrolledTo,
  spanOfStage,
  textWidth,
  totalHeight,
} from '../../renderer/features/debugger/diagram/layout.ts'
import type { Message } from '../../shared/message.ts'
import type { StageView } from '../../shared/run.ts'
import { recorded, stage } from './recorded.ts'

const rows = rowsOf(recorded.failed.stages)
const idOf = (row: DiagramRow | null | undefined) => row?.message.id

const ownStage = (id: string, messages: Partial<Message>[]): StageView => ({
  ...stage('ready', 'discover'),
  id,
  messages: messages.map((message, index) => ({
    id: `${id}/${index}`,
    stageId: id,
    from: 'console',
    to: 'platform',
    title: 'Request',
    detail: '',
    kind: 'request',
    state: 'not-run',
    hop: null,
    status: null,
    durationMs: null,
    exchangeId: null,
    ...message,
  })),
})

describe('the rows', () => {
  it('stand one below the other, none higher than 48 pixels', () => {
    let top = 0
    for (const row of rows) {
      expect(row.top).toBe(top)
      expect(row.height).toBeLessThanOrEqual(48)
      top += row.height
    }
    expect(totalHeight(rows)).toBe(top)
    expect(totalHeight([])).toBe(0)
  })

  it('keep their place while the flow runs', () => {
    const places = (stages: readonly StageView[]) => rowsOf(stages).map(({ top }) => top)
    expect(places(recorded.ready.stages)).toEqual(places(recorded.failed.stages))
  })

  it('begin each stage with its number', () => {
    const firsts = rows.filter(({ isFirstOfStage }) => isFirstOfStage)
    expect(firsts.map(({ stage }) => stage.number)).toEqual(
      recorded.failed.stages.map(({ number }) => number),
    )
  })

  it('bracket the rows of a hop, also over the end of a stage', () => {
    const hops = rowsOf([
      ownStage('a', [{ hop: 1 }, { hop: 2 }]),
      ownStage('b', [{ hop: 2 }, { hop: 1 }, {}]),
    ]).map(({ hop }) => hop && `${hop.number} ${hop.begins ? '[' : ''}${hop.ends ? ']' : ''}`)
    expect(hops).toEqual(['1 []', '2 [', '2 ]', '1 []', null])
  })
})

describe('the lifelines', () => {
  it('are those of the parties that take part, the broker before the provider', () => {
    expect(lifelinesOf(rows)).toEqual([
      'person',
      'browser',
      'console',
      'identity-provider',
      'platform',
    ])
    const chained = rowsOf([ownStage('a', [{ from: 'identity-provider', to: 'broker' }])])
    expect(lifelinesOf(chained)).toEqual(['broker', 'identity-provider'])
  })

  it.each([
    [476, 5],
    [476, 6],
    [440, 6],
    [616, 5],
    [900, 6],
  ])('of a pane of %i with %i of them fill it together with the words', (width, count) => {
    const lane = laneWidth(width, count)
    expect(lane).toBeGreaterThanOrEqual(41)
    expect(lane).toBeLessThanOrEqual(72)
    const words = textWidth(width, count)
    expect(words).toBeGreaterThanOrEqual(90)
    expect(numberWidth + words + count * lane + resultWidth).toBe(width)
  })

  it('grow with the pane', () => {
    expect(laneWidth(1000, 5)).toBe(72)
    expect(laneWidth(476, 5)).toBe(44)
  })
})

describe('a long run', () => {
  const many = rowsOf(Array.from({ length: 300 }, (_, index) => ownStage(`stage ${index}`, [{}])))

  it('draws what is in sight, and the row that has the focus', () => {
    const drawn = drawnRows(many, { top: 4000, height: 500 }, 'stage 0/0')
    expect(drawn.length).toBeLessThan(50)
    expect(drawn).toContain(many[0])
    expect(drawn).toContain(many[100])
    expect(drawn).not.toContain(many[299])
  })

  it('is no long run below a hundred rows', () => {
    expect(drawnRows(rows, { top: 0, height: 10 }, undefined)).toBe(rows)
  })
})

describe('scrolling', () => {
  const view = { top: 100, height: 200 }
  it.each([
    ['is in sight', { top: 120, height: 40 }, 100],
    ['is above', { top: 40, height: 40 }, 40],
    ['is below', { top: 300, height: 40 }, 140],
    ['is higher than the view', { top: 150, height: 900 }, 150],
  ])('goes no further than needed for what %s', (_what, span, top) => {
    expect(scrolledTo(span, view)).toBe(top)
  })

  it('knows where a stage begins and ends', () => {
    const span = spanOfStage(rows, 'redeem-code')
    const own = rows.filter(({ stage }) => stage.id === 'redeem-code')
    expect(span).toEqual({
      top: own[0]?.top,
      height: own.reduce((sum, { height }) => sum + height, 0),
    })
    expect(spanOfStage(rows, 'nothing')).toBeNull()
  })
})

describe('the selected row', () => {
  const keySet = stage('failed', 'redeem-code').exchanges[1]?.id ?? ''

  it.each([
    ['the one that decides', 'validate', null, null, 'validate/2'],
    ['the first one where nothing does', 'redeem-code', null, null, 'redeem-code/0'],
    ['the one of the exchange', 'redeem-code', keySet, null, 'redeem-code/1'],
    ['the one that was chosen', 'redeem-code', null, 'redeem-code/2', 'redeem-code/2'],
    ['not one of another stage', 'discover', null, 'redeem-code/2', 'discover/0'],
    ['not one of another exchange', 'redeem-code', keySet, 'redeem-code/0', 'redeem-code/1'],
  ])('is %s', (_what, stageId, exchangeId, rowId, expected) => {
    expect(idOf(activeRow(rows, { stageId, exchangeId, rowId }))).toBe(expected)
  })

  it.each([
    ['ArrowDown', 'redeem-code/1', 'redeem-code/2'],
    ['ArrowDown', 'redeem-code/2', 'select-configuration/0'],
    ['ArrowUp', 'discover/0', 'discover/0'],
    ['ArrowDown', 'api-access/1', 'api-access/1'],
    ['Home', 'redeem-code/1', 'discover/0'],
    ['End', 'redeem-code/1', 'api-access/1'],
    ['j', 'redeem-code/1', undefined],
  ])('%s leads from %s to %s', (key, from, to) => {
    expect(idOf(rowByKey(rows, from, key))).toBe(to)
  })
})

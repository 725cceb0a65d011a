import { describe, expect, it } from 'vitest'
import { nextAction } from '../../../electron/core/flow/next-action.ts'
import * as runs from '../../../electron/core/flow/run.ts'
import { type Flow, oneTime, stage } from '../../../electron/core/flow/stage.ts'
import type { Run, StageRecord } from '../../../shared/run.ts'

const make = (id: string, extra: object = {}) =>
  stage({
    id,
    title: `Title of ${id}`,
    explanation: '',
    lookAt: '',
    spec: '',
    needs: [],
    gives: [],
    action: () => ({ verb: `Do ${id} at`, host: 'host.example' }),
    show: () => [],
    run: () => Promise.resolve({}),
    ...extra,
  })

const flow: Flow = {
  id: 'flow',
  title: 'Flow',
  platform: 'emporix',
  issues: 'customerToken',
  rules: [],
  stages: [
    make('one', { needs: ['requestedSite'] }),
    make('two', { gives: ['callback'] }),
    make('three', {
      needs: ['callback'],
      retryFrom: 'two',
      spends: ({ callback }: { callback: { code: string } }) => [
        oneTime('The code', callback.code),
      ],
    }),
  ],
}

const third = flow.stages.at(-1) ?? make('none')

const fresh: Run = {
  id: 'run',
  number: 1,
  flowId: 'flow',
  connectionId: 'c',
  connectionName: 'C',
  startedAt: 0,
  skipped: [],
  skippedBecause: '',
  given: { requestedSite: { site: 'Site_A' } },
  givenFrom: {},
  edits: {},
  holds: { all: false, stageIds: [] },
  held: null,
  spent: [],
  hosts: [],
  records: [],
  busy: null,
  waiting: null,
  choosing: null,
  cancelled: false,
}

const record = (stageId: string, over: Partial<StageRecord> = {}): StageRecord => ({
  stageId,
  status: 'passed',
  startedAt: 0,
  endedAt: 1,
  exchanges: [],
  checks: [],
  gives: {},
  failure: null,
  findings: [],
  stale: null,
  ...over,
})

const failed = (stageId: string) =>
  record(stageId, {
    status: 'failed',
    gives: null,
    failure: { code: 'internal', kind: 'internal', message: 'x' },
  })

const begin = (run: Run, stageId: string): Run => runs.begin(flow, run, { stageId, now: 1 })

const after = (...records: StageRecord[]) =>
  records.reduce((run, one) => runs.settle(begin(run, one.stageId), one), fresh)

const callback = { parameters: [], code: 'c-1', via: 'paste' as const }
const through = after(record('one'), record('two', { gives: { callback } }), record('three'))

describe('a run', () => {
  it('is JSON at every point', () => {
    const run = begin(after(record('one')), 'two')
    expect(JSON.parse(JSON.stringify(run))).toEqual(run)
  })

  it('goes through its stages in order', () => {
    expect(runs.nextStage(flow, fresh)?.id).toBe('one')
    expect(runs.nextStage(flow, after(record('one')))?.id).toBe('two')
    expect(runs.nextStage(flow, after(record('one'), record('two'), record('three')))).toBeNull()
  })

  it('stays at a stage that gave nothing', () => {
    expect(runs.nextStage(flow, after(record('one'), failed('two')))?.id).toBe('two')
    expect(runs.stateOf(flow, after(record('one'), failed('two')))).toBe('failed')
  })

  it('goes on past a stage that judged, said no and gave its values', () => {
    const run = after(record('one', { status: 'failed' }))
    expect(runs.nextStage(flow, run)?.id).toBe('two')
    expect(runs.stateOf(flow, run)).toBe('paused')
    const end = after(record('one', { status: 'failed' }), record('two'), record('three'))
    expect(runs.stateOf(flow, end)).toBe('failed')
  })

  it('goes back to before a stage, and what followed it is stale, with the reason', () => {
    const run = runs.rewind(flow, through, 'two')
    expect(run.records.map(({ stageId, stale }) => [stageId, stale])).toEqual([
      ['one', null],
      ['three', 'the run went back to stage 2, Title of two'],
    ])
    expect(runs.nextStage(flow, run)?.id).toBe('two')
    expect(runs.stateOf(flow, run)).toBe('paused')
  })

  it('makes what followed a stage stale when that one runs again, and keeps the first reason', () => {
    const back = runs.rewind(flow, through, 'one')
    const run = runs.settle(begin(back, 'one'), record('one'))
    expect(run.records.map(({ stale }) => stale)).toEqual([
      'the run went back to stage 1, Title of one',
      'the run went back to stage 1, Title of one',
      null,
    ])
    expect(begin(through, 'two').records.at(-1)?.stale).toBe('stage 2, Title of two ran again')
  })

  it('does not count what is stale', () => {
    const run = runs.rewind(flow, after(record('one'), failed('two')), 'one')
    expect(runs.stoppedAt(run)).toBeNull()
    expect(runs.stateOf(flow, run)).toBe('ready')
  })

  it('takes a change of an input from its stage on, and takes it back', () => {
    const inputs = { 'requestedSite.site': 'Site_B' }
    const run = runs.edit(flow, through, { stageId: 'one', inputs })
    expect(runs.valuesBefore(flow, run, 'one').requestedSite).toEqual({ site: 'Site_B' })
    expect(runs.valuesBefore(flow, run, 'three').requestedSite).toEqual({ site: 'Site_B' })
    expect(runs.nextStage(flow, run)?.id).toBe('one')
    expect(run.records.map(({ stale }) => stale)).toEqual([
      'an input of stage 1, Title of one changed',
      'an input of stage 1, Title of one changed',
    ])
    const undone = runs.edit(flow, run, { stageId: 'one', inputs: { 'requestedSite.site': null } })
    expect(undone.edits).toEqual({})
    expect(runs.valuesBefore(flow, undone, 'one').requestedSite).toEqual({ site: 'Site_A' })
  })

  it('lets a later stage give a changed value anew', () => {
    const inputs = { 'callback.code': 'c-2' }
    const run = runs.edit(flow, through, { stageId: 'three', inputs })
    expect(runs.inputOf(flow, run, third)?.callback.code).toBe('c-2')
    const early = runs.edit(flow, through, { stageId: 'one', inputs: {} })
    expect(runs.valuesBefore(flow, early, 'three').callback?.code).toBe('c-1')
  })

  it('knows which one-time value a stage would use again', () => {
    const spent = runs.spend(through, [oneTime('The code', 'c-1')], {
      stageId: 'three',
      at: 7,
    })
    expect(runs.reusesOf(flow, through, third)).toEqual([])
    expect(runs.reusesOf(flow, spent, third)).toMatchObject([{ value: 'c-1', stageId: 'three' }])
    const other = runs.edit(flow, spent, { stageId: 'three', inputs: { 'callback.code': 'c-2' } })
    expect(runs.reusesOf(flow, other, third)).toEqual([])
  })

  it('leaves out what the person made needless', () => {
    const run = { ...fresh, skipped: ['one'] }
    expect(runs.nextStage(flow, run)?.id).toBe('two')
    expect(runs.stagesOf(flow, run).map((one) => one.id)).toEqual(['two', 'three'])
  })

  it('is never changed in place', () => {
    const frozen = structuredClone(fresh)
    runs.settle(begin(fresh, 'one'), record('one'))
    expect(fresh).toEqual(frozen)
  })
})

describe('the primary button', () => {
  it.each([
    ['ready', fresh, 'next', 'one', 'Do one at host.example'],
    ['running', begin(fresh, 'one'), 'cancel', 'one', 'Cancel'],
    ['paused', after(record('one')), 'next', 'two', 'Do two at host.example'],
    ['failed', after(failed('one')), 'retry', 'one', 'Do one at host.example again'],
    [
      'failed after something one-time',
      after(record('one'), record('two'), failed('three')),
      'sign-in-again',
      'two',
      'Sign in again from stage 2',
    ],
    [
      'passed',
      after(record('one'), record('two'), record('three')),
      'run-again',
      'one',
      'Run the flow again',
    ],
  ])('when %s says what it will do', (_, run, kind, stageId, label) => {
    expect(nextAction(flow, run)).toMatchObject({ kind, stageId, label })
  })

  it('warns of a code that was used, and signs in again', () => {
    const spent = runs.spend(through, [oneTime('The code', 'c-1')], {
      stageId: 'three',
      at: 7,
    })
    expect(nextAction(flow, runs.rewind(flow, spent, 'three'))).toMatchObject({
      kind: 'sign-in-again',
      stageId: 'two',
    })
  })

  it('offers no sign-in where the run began with a token', () => {
    const run = { ...after(failed('three')), skipped: ['one', 'two'] }
    expect(nextAction(flow, run)).toMatchObject({
      kind: 'run-again',
      label: 'Run again from stage 3',
    })
  })

  it('drops the host in its short form', () => {
    expect(nextAction(flow, fresh).shortLabel).toBe('Do one')
  })
})

import { describe, expect, it } from 'vitest'
import { nextAction } from '../../../electron/core/flow/next-action.ts'
import * as runs from '../../../electron/core/flow/run.ts'
import { type Flow, stage } from '../../../electron/core/flow/stage.ts'
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
  stages: [make('one'), make('two', { gives: ['callback'] }), make('three', { retryFrom: 'two' })],
}

const fresh: Run = {
  id: 'run',
  number: 1,
  flowId: 'flow',
  connectionId: 'c',
  connectionName: 'C',
  startedAt: 0,
  startStageId: 'one',
  given: {},
  givenFrom: {},
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
  ...over,
})

const failed = (stageId: string) =>
  record(stageId, {
    status: 'failed',
    gives: null,
    failure: { code: 'internal', kind: 'internal', message: 'x' },
  })

const after = (...records: StageRecord[]) =>
  records.reduce((run, one) => runs.settle(runs.begin(run, one.stageId, 0), one), fresh)

describe('a run', () => {
  it('is JSON at every point', () => {
    const run = runs.begin(after(record('one')), 'two', 5)
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

  it('forgets a stage and all after it when it goes back', () => {
    const run = runs.rewind(flow, after(record('one'), record('two'), record('three')), 'two')
    expect(run.records.map((one) => one.stageId)).toEqual(['one'])
  })

  it('begins late when it starts late', () => {
    const run = { ...fresh, startStageId: 'two' }
    expect(runs.nextStage(flow, run)?.id).toBe('two')
    expect(runs.stagesOf(flow, run).map((one) => one.id)).toEqual(['two', 'three'])
  })

  it('is never changed in place', () => {
    const frozen = structuredClone(fresh)
    runs.settle(runs.begin(fresh, 'one', 1), record('one'))
    expect(fresh).toEqual(frozen)
  })
})

describe('the primary button', () => {
  it.each([
    ['ready', fresh, 'next', 'one', 'Do one at host.example'],
    ['running', runs.begin(fresh, 'one', 1), 'cancel', 'one', 'Cancel'],
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

  it('offers no sign-in where the run began with a token', () => {
    const run = { ...after(failed('three')), startStageId: 'three' }
    expect(nextAction(flow, run)).toMatchObject({
      kind: 'run-again',
      label: 'Run again from stage 3',
    })
  })

  it('drops the host in its short form', () => {
    expect(nextAction(flow, fresh).shortLabel).toBe('Do one')
  })
})

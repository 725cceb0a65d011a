import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type ConsoleState,
  initialState,
  middleView,
  withRun,
} from '../../renderer/features/debugger/console-state.ts'
import { createConsole } from '../../renderer/features/debugger/console-store.ts'
import { tabsOf } from '../../renderer/features/debugger/tabs.ts'
import type { FlowInfo } from '../../shared/contract.ts'
import type { RunView } from '../../shared/run.ts'
import views from '../support/demo-views.json' with { type: 'json' }
import { recorded, stage } from './recorded.ts'

const flows = views.flows as FlowInfo[]
const showing = (run: RunView, more: Partial<ConsoleState> = {}): ConsoleState => ({
  ...initialState,
  flows,
  ...withRun(initialState, run, 0),
  ...more,
})
const keySet = stage('failed', 'redeem-code').exchanges[1]?.id ?? ''

describe('the middle', () => {
  it('shows the diagram, and the ladder for a stage that failed by it', () => {
    expect(middleView(showing(recorded.paused))).toBe('diagram')
    const failed = showing(recorded.failed)
    expect(failed.selectedStageId).toBe('exchange')
    expect(middleView(failed)).toBe('ladder')
    expect(middleView({ ...failed, selectedStageId: 'discover' })).toBe('diagram')
  })

  it('shows the ladder too where the platform did not do what it says', () => {
    const { verdict } = recorded.failed
    if (!verdict) throw new Error('no verdict')
    const accepted = { ...verdict.predicted, verdict: 'accepted' as const }
    const run = { ...recorded.failed, verdict: { ...verdict, predicted: accepted, agree: false } }
    expect(middleView(showing(run))).toBe('ladder')
    expect(middleView(showing({ ...run, verdict: { ...run.verdict, agree: true } }))).toBe(
      'diagram',
    )
  })

  it('shows what the person chose, until another run starts', () => {
    const chosen = showing(recorded.failed, { middle: 'diagram' })
    expect(middleView(chosen)).toBe('diagram')
    const later = { ...chosen, ...withRun(chosen, recorded.failed, 1) }
    expect(middleView(later)).toBe('diagram')
    const other = { ...later, ...withRun(later, { ...recorded.failed, id: 'another' }, 2) }
    expect(other.middle).toBeNull()
    expect(middleView(other)).toBe('ladder')
  })

  it('is the diagram alone where the flow judges nothing', () => {
    const silent = flows.map((flow) => ({ ...flow, judges: false }))
    const state = showing(recorded.failed, { flows: silent, middle: 'ladder' })
    expect(middleView(state)).toBe('diagram')
  })

  it('is the first tab where there is no room for it', () => {
    const exchange = stage('failed', 'exchange')
    expect(tabsOf(exchange, 'diagram')[0]).toEqual({ id: 'middle', label: 'Diagram' })
    expect(tabsOf(exchange, 'ladder')[0]).toEqual({ id: 'middle', label: 'Ladder' })
    expect(tabsOf(exchange, null)[0]?.id).toBe('stage')
  })
})

describe('a selected exchange', () => {
  beforeEach(() => vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => {} }))
  afterEach(() => vi.unstubAllGlobals())

  it('selects its stage, and goes when another stage is selected', () => {
    const { store, select, selectExchange } = createConsole({
      call: () => Promise.reject(new Error('asks nobody')),
      listen: () => () => undefined,
      onGap: () => () => undefined,
    })
    store.setState(showing(recorded.failed))
    selectExchange('redeem-code', keySet)
    expect(store.getState()).toMatchObject({
      selectedStageId: 'redeem-code',
      selectedExchangeId: keySet,
    })
    select('redeem-code')
    expect(store.getState().selectedExchangeId).toBeNull()
  })

  it('stays while its stage has it, and goes when the stage ran again', () => {
    const state = showing(recorded.failed, {
      selectedStageId: 'redeem-code',
      selectedExchangeId: keySet,
    })
    expect(withRun(state, recorded.failed, 1).selectedExchangeId).toBe(keySet)
    const again = {
      ...recorded.failed,
      stages: recorded.failed.stages.map((one) => ({ ...one, exchanges: [] })),
    }
    expect(withRun(state, again, 1).selectedExchangeId).toBeNull()
  })
})

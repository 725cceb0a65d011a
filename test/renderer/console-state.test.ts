import { describe, expect, it } from 'vitest'
import {
  type ConsoleState,
  currentStageId,
  initialState,
  neighbour,
  rewindTarget,
  showsStart,
  withRun,
} from '../../renderer/features/debugger/console-state.ts'
import type { RunView } from '../../shared/run.ts'
import { recorded } from './recorded.ts'

const id = 'run'
const as = (run: RunView): RunView => ({ ...run, id })
const after = (state: ConsoleState, run: RunView, now = 0): ConsoleState => ({
  ...state,
  ...withRun(state, as(run), now),
})
const busy: RunView = { ...recorded.paused, state: 'running' }

describe('a snapshot of the run', () => {
  it('takes the selection along while the person follows the run', () => {
    const waiting = after(after(initialState, recorded.ready), recorded.waiting)
    expect(waiting.selectedStageId).toBe('callback')
    expect(after(waiting, recorded.paused).selectedStageId).toBe('exchange')
  })

  it('leaves the selection where the person put it', () => {
    const chosen = { ...after(initialState, recorded.ready), selectedStageId: 'issuance' }
    expect(after(chosen, recorded.paused).selectedStageId).toBe('issuance')
  })

  it('turns to where the browser is awaited, once', () => {
    const before = { ...after(initialState, recorded.ready), selectedStageId: 'issuance' }
    const waiting = after(before, recorded.waiting)
    expect(waiting).toMatchObject({ selectedStageId: 'callback', tab: 'stage' })
    const looking: ConsoleState = { ...waiting, selectedStageId: 'issuance' }
    expect(after(looking, recorded.waiting).selectedStageId).toBe('issuance')
  })

  it('turns to the failed stage and its first tab, once', () => {
    const before = { ...after(initialState, recorded.paused), selectedStageId: 'discover' }
    const failed = after({ ...before, tab: 'tokens' }, recorded.failed)
    expect(failed).toMatchObject({ selectedStageId: 'exchange', tab: 'stage' })
    const looking: ConsoleState = { ...failed, selectedStageId: 'validate', tab: 'checks' }
    expect(after(looking, recorded.failed)).toMatchObject({
      selectedStageId: 'validate',
      tab: 'checks',
    })
  })

  it('counts the time of running from its start, over stages, and forgets it at the end', () => {
    const running = after(after(initialState, busy, 100), busy, 900)
    expect(running.runningSince).toBe(100)
    expect(after(running, recorded.paused).runningSince).toBeNull()
  })

  it('closes what belongs to waiting when the callback has come', () => {
    const waiting = {
      ...after(initialState, recorded.waiting),
      pasting: true,
      askingToCancel: true,
    }
    expect(after(waiting, recorded.waiting)).toMatchObject({ pasting: true })
    expect(after(waiting, recorded.paused)).toMatchObject({ pasting: false, askingToCancel: false })
  })

  it('leaves the start page with the first step, for good', () => {
    const start = after(initialState, recorded.ready)
    expect(showsStart(start)).toBe(true)
    const stepped = after(start, busy)
    expect(showsStart(stepped)).toBe(false)
    expect(showsStart(after(stepped, recorded.ready))).toBe(false)
  })
})

describe('where the run stands', () => {
  it.each([
    ['ready', 'discover'],
    ['paused', 'exchange'],
    ['waiting', 'callback'],
    ['failed', 'exchange'],
    ['passed', 'api-access'],
  ] as const)('%s: %s', (name, stageId) => {
    expect(currentStageId(recorded[name])).toBe(stageId)
  })
})

describe('moving about', () => {
  it('stops at both ends of the list', () => {
    const state = after(initialState, recorded.ready)
    expect(neighbour(state, -1)).toBe('discover')
    expect(neighbour(state, 1)).toBe('authorize')
    expect(neighbour({ ...state, selectedStageId: 'api-access' }, 1)).toBe('api-access')
  })

  it('goes back only to where the run has been, and not while it runs', () => {
    const state = after(initialState, recorded.paused)
    expect(rewindTarget(state)).toBeNull()
    const chosen = { ...state, selectedStageId: 'callback' }
    expect(rewindTarget(chosen)?.id).toBe('callback')
    expect(rewindTarget({ ...chosen, run: busy })).toBeNull()
  })
})

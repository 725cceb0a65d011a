import { describe, expect, it } from 'vitest'
import { primaryOf } from '../../renderer/features/debugger/primary.ts'
import { initialState, withRun } from '../../renderer/features/debugger/console-state.ts'
import { announcementAt } from '../../renderer/features/debugger/waiting-time.ts'
import { foundText, rungText } from '../../renderer/features/ladder/check-text.ts'
import {
  hostsSentence,
  httpStatuses,
  markOfStage,
  runWords,
  stageHeadline,
  stagesSummary,
  stageWord,
} from '../../renderer/features/debugger/words.ts'
import type { Check } from '../../shared/check.ts'
import type { RunView, StageView } from '../../shared/run.ts'
import { recorded, stage } from './recorded.ts'

const host = (name: string, from: string) => ({ host: name, party: 'platform' as const, from })

const check = (more: Partial<Check>): Check => ({
  id: 'expiry',
  title: 'Expiry',
  status: 'passed',
  expected: null,
  found: null,
  source: 'clock',
  message: '',
  ...more,
})

const of = (run: keyof typeof recorded, started: boolean) =>
  primaryOf({ ...initialState, ...withRun(initialState, recorded[run], 0), started })

describe('the run in words', () => {
  it('sums up its stages', () => {
    expect(stagesSummary(recorded.ready)).toBe('11 stages, none run')
    expect(stagesSummary(recorded.paused)).toBe('7 of 11 passed, 2 checks skipped')
    expect(stagesSummary(recorded.waiting)).toBe('2 of 11 passed, waiting')
    expect(stagesSummary(recorded.failed)).toBe('6 passed, 2 failed, 3 not reached')
  })

  it('counts what became stale, and says that it holds', () => {
    const stages = recorded.passed.stages.map((one, index): StageView =>
      index < 5 ? one : { ...one, status: index === 5 ? 'held' : 'stale', checks: [] },
    )
    const held: RunView = { ...recorded.passed, state: 'held', stages }
    expect(stagesSummary(held)).toBe('5 of 11 passed, 5 stale, held')
    expect(stagesSummary({ ...held, state: 'ready' })).toBe('11 stages, none run, 5 stale')
    expect(runWords(held, 0)).toBe('Run 41, held')
  })

  it('says how long it has been waiting', () => {
    const since = recorded.waiting.waiting?.since ?? 0
    expect(runWords(recorded.waiting, since + 78_000)).toBe('Run 42, waiting 1:18')
    expect(runWords(recorded.paused, 0)).toBe('Run 42, paused')
  })

  it('names who named the hosts', () => {
    expect(hostsSentence([])).toBe('No host contacted')
    expect(hostsSentence([host('a', 'connection acme'), host('b', 'connection acme')])).toBe(
      '2 hosts contacted, both from connection acme',
    )
    expect(hostsSentence([host('a', 'connection acme'), host('b', 'a document')])).toBe(
      '2 hosts contacted',
    )
  })
})

describe('a stage in words', () => {
  it('says what it is about to do, and what it came to', () => {
    expect(stageWord(stage('paused', 'exchange'))).toBe('next, ready to send')
    expect(stageWord(stage('waiting', 'callback'))).toBe('waiting for the browser')
    expect(stageHeadline(stage('failed', 'exchange'))).toBe('failed, 401')
    // Its own checks failed; the answers were good.
    expect(stageHeadline(stage('failed', 'validate'))).toBe('failed')
  })

  it('says what is held, and why what is stale is so', () => {
    const exchange = stage('passed', 'exchange')
    const held: StageView = { ...exchange, status: 'held' }
    const stale: StageView = { ...exchange, status: 'stale', reason: 'an input changed' }
    expect([stageWord(held), stageWord(stale)]).toEqual(['held before sending', 'stale'])
    expect(stageHeadline(stale)).toBe('stale, an input changed')
    expect([markOfStage('held'), markOfStage('stale')]).toEqual(['held', 'stale'])
  })

  it('counts equal statuses', () => {
    expect(httpStatuses(stage('paused', 'redeem-code').exchanges)).toBe('200 ×2')
    expect(httpStatuses(stage('failed', 'exchange').exchanges)).toBe('401')
    expect(httpStatuses([])).toBe('')
  })
})

describe('a check in words', () => {
  it('tells absent from not reached', () => {
    expect(foundText(check({}))).toBe('absent')
    expect(foundText(check({ status: 'unknown' }))).toBe('not reached')
    expect(foundText(check({ found: ['account', 'shop'] }))).toBe('["account", "shop"]')
  })

  it('writes instants short in a rung, and only instants', () => {
    const now = Date.UTC(2026, 10, 21, 12)
    expect(rungText(check({}), now / 1000, now)).toMatch(/^\d\d:00:00$/)
    expect(rungText(check({}), 0, now)).toMatch(/ 19(69|70), /)
    expect(rungText(check({ id: 'audience' }), 1795229743, now)).toBeNull()
  })
})

describe('the primary button', () => {
  it('is what the run does next', () => {
    expect(of('paused', true)).toMatchObject({ does: 'next', shortLabel: 'Send token exchange' })
    expect(of('waiting', true)).toMatchObject({ does: 'open-again', shortcut: 'O' })
    expect(of('failed', true)).toMatchObject({ label: 'Sign in again from stage 2' })
  })

  it('runs the sandbox before the first run', () => {
    expect(of('ready', false)).toMatchObject({ does: 'run-in-sandbox' })
    expect(of('ready', true)).toMatchObject({ does: 'next' })
  })
})

describe('the time left', () => {
  it('is told at 5:00, 1:00 and 0:30', () => {
    expect(announcementAt(301_000)).toBe('')
    expect(announcementAt(300_000)).toContain('5 min 0 s left')
    expect(announcementAt(60_000)).toContain('1 min 0 s left')
    expect(announcementAt(29_000)).toContain('30 s left')
  })
})

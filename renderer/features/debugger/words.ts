import type { CheckStatus } from '../../../shared/check.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import type { RunView, StageStatus, StageView } from '../../../shared/run.ts'
import { count, formatClock } from '../../ui/format.ts'
import { exhaustive } from '../../ui/exhaustive.ts'
import type { MarkName } from '../../ui/sprite.tsx'
import { awaitsPerson } from './console-state.ts'

/* Statuses in the words of screens.md section 7. Pure. */

export function markOfStage(status: StageStatus): MarkName {
  switch (status) {
    case 'not-run':
    case 'not-reached':
      return 'pending'
    case 'choosing':
      return 'waiting'
    case 'passed':
    case 'failed':
    case 'next':
    case 'running':
    case 'waiting':
    case 'held':
    case 'stale':
    case 'skipped':
      return status
    default:
      return exhaustive(status)
  }
}

export function stageWord(stage: StageView): string {
  switch (stage.status) {
    case 'passed':
      return 'passed'
    case 'failed':
      return stage.failure?.code === 'cancelled' ? 'cancelled' : 'failed'
    case 'next':
      if (stage.reuses.length > 0) return 'next, asks first'
      return stage.previews.length > 0 ? 'next, ready to send' : 'next'
    case 'running':
      return stage.previews.length > 0 ? 'sending' : 'checking'
    case 'waiting':
      return 'waiting for the browser'
    case 'choosing':
      return 'waiting for your choice'
    case 'held':
      return 'held before sending'
    case 'stale':
      return 'stale'
    case 'skipped':
      return stage.reason ? `skipped, ${stage.reason}` : 'skipped'
    case 'not-run':
      return 'not run'
    case 'not-reached':
      return 'not reached'
    default:
      return exhaustive(stage.status)
  }
}

export const countChecks = (stage: StageView, status: CheckStatus): number =>
  stage.checks.filter((check) => check.status === status).length

/** `200`, `200 ×2`, `200, 404`, `no answer`. */
export function httpStatuses(exchanges: readonly Exchange[]): string {
  const found = exchanges.map(({ response }) => (response ? String(response.status) : 'no answer'))
  const [first] = found
  if (first === undefined) return ''
  if (found.some((status) => status !== first)) return [...new Set(found)].join(', ')
  return found.length > 1 ? `${first} ×${found.length}` : first
}

/** The status that the failed stage ended with, if a server gave one. */
export function lastStatus(stage: StageView): number | null {
  return stage.exchanges.at(-1)?.response?.status ?? null
}

/** What the head of the detail says after the stage's id: `failed, 401`. */
export function stageHeadline(stage: StageView): string {
  if (stage.status === 'stale' && stage.reason) return `${stageWord(stage)}, ${stage.reason}`
  const status = stage.status === 'failed' ? lastStatus(stage) : null
  return status !== null && status >= 400 ? `${stageWord(stage)}, ${status}` : stageWord(stage)
}

/** `7 of 11 passed, 1 check skipped`; after the end `6 passed, 2 failed, 3 not reached`. */
export function stagesSummary(run: RunView): string {
  const of = (status: StageStatus) => run.stages.filter((stage) => stage.status === status).length
  const skipped = run.stages.reduce((sum, stage) => sum + countChecks(stage, 'skipped'), 0)
  const facts: string[] = []
  switch (run.state) {
    case 'ready':
      facts.push(`${count(run.stages.length, 'stage')}, none run`)
      if (of('stale') > 0) facts.push(`${of('stale')} stale`)
      return facts.join(', ')
    case 'failed':
    case 'cancelled':
      facts.push(`${of('passed')} passed`)
      if (of('failed') > 0) facts.push(`${of('failed')} ${stoppedWord(run)}`)
      if (of('not-reached') > 0) facts.push(`${of('not-reached')} not reached`)
      return facts.join(', ')
    case 'running':
    case 'waiting':
    case 'choosing':
    case 'held':
    case 'paused':
    case 'passed':
      facts.push(`${of('passed')} of ${run.stages.length} passed`)
      if (of('failed') > 0) facts.push(`${of('failed')} failed`)
      if (of('stale') > 0) facts.push(`${of('stale')} stale`)
      if (awaitsPerson(run)) facts.push(run.state)
      else if (skipped > 0) facts.push(`${count(skipped, 'check')} skipped`)
      return facts.join(', ')
    default:
      return exhaustive(run.state)
  }
}

function stoppedWord(run: RunView): string {
  return run.state === 'cancelled' ? 'cancelled' : 'failed'
}

/** The run's state for the toolbar: `Run 42, waiting 1:18`. */
export function runWords(run: RunView, now: number): string {
  const since = run.waiting ? ` ${formatClock(now - run.waiting.since)}` : ''
  return `Run ${run.number}, ${run.state}${since}`
}

/** What a screen reader is told when the run changes: no clock, so that it is told once. */
export function runAnnouncement(run: RunView): string {
  if (run.choosing) {
    const { question, options } = run.choosing
    return `Run ${run.number} waits for your choice, ${count(options.length, 'option')}. ${question}`
  }
  if (run.held) return `Run ${run.number} holds a request before it is sent. ${run.held.label}.`
  const stage = run.stages.findLast(({ status }) => status === 'passed' || status === 'failed')
  const last = stage ? ` Stage ${stage.number}, ${stage.title}, ${stageWord(stage)}.` : ''
  return run.state === 'ready' ? '' : `Run ${run.number}, ${run.state}.${last}`
}

/** `2 hosts contacted, both from connection acme`. */
export function hostsSentence(hosts: RunView['hosts']): string {
  const [first] = hosts
  if (!first) return 'No host contacted'
  const contacted = `${count(hosts.length, 'host')} contacted`
  if (hosts.some((host) => host.from !== first.from)) return contacted
  const all = hosts.length === 1 ? '' : hosts.length === 2 ? 'both ' : 'all '
  return `${contacted}, ${all}from ${first.from}`
}

export interface TabCount {
  count: string
  failed: boolean
}

const none: TabCount = { count: '', failed: false }

export function checksCount(stage: StageView): TabCount {
  const failed = countChecks(stage, 'failed')
  if (failed > 0) return { count: `${failed} failed`, failed: true }
  return stage.checks.length > 0 ? { count: String(stage.checks.length), failed: false } : none
}

export function responsesCount(stage: StageView): TabCount {
  const status = lastStatus(stage)
  if (stage.status === 'failed' && status !== null && status >= 400) {
    return { count: `${status} failed`, failed: true }
  }
  return stage.exchanges.length > 1
    ? { count: String(stage.exchanges.length), failed: false }
    : none
}

import { expect, it } from 'vitest'
import { findingsOf } from '../../../electron/core/findings/engine.ts'
import { factsOf } from '../../../electron/core/findings/facts.ts'
import type { Rule } from '../../../electron/core/findings/rule.ts'
import type { Check } from '../../../shared/check.ts'
import type { StageRecord } from '../../../shared/run.ts'

const found = {
  title: 'It is so.',
  explanation: 'So it is.',
  evidence: [],
  change: { where: 'Here', what: 'change it.', next: 'Then run again.' },
}

const rule = (id: string, on: Rule['on']): Rule => ({
  id,
  source: 'this test',
  confidence: 'likely',
  on,
  find: () => found,
})

const rules = [
  rule('by-check', { checks: ['cart'] }),
  rule('by-stage', { stages: ['first', 'second'] }),
  rule('by-check-and-code', { checks: ['cart'], codes: ['platform_refused'] }),
]

const cart = (status: Check['status']): Check => ({
  id: 'cart',
  title: 'Cart',
  status,
  expected: null,
  found: null,
  source: 'this test',
  message: '',
})

const record = (stageId: string, status: StageRecord['status'], checks: Check[]): StageRecord => ({
  stageId,
  status,
  startedAt: 0,
  endedAt: 0,
  exchanges: [],
  checks,
  gives: {},
  failure: null,
  findings: [],
  stale: null,
})

const flow = {
  id: 'any',
  stages: ['first', 'second'].map((id) => ({ id, title: id })),
}

const named = (...records: StageRecord[]) =>
  findingsOf(rules, factsOf(flow, records, {})).map(({ ruleId }) => ruleId)

it('asks every rule that fits of a stage that failed, also by what an earlier stage warned of', () => {
  expect(named(record('first', 'failed', [cart('warning')]))).toEqual(['by-check', 'by-stage'])
  expect(
    named(record('first', 'passed', [cart('warning')]), record('second', 'failed', [])),
  ).toEqual(['by-check', 'by-stage'])
})

it('asks of a stage that passed only the rules that name what warns in it', () => {
  expect(named(record('first', 'passed', [cart('warning')]))).toEqual(['by-check'])
})

it.each(['passed', 'skipped', 'unknown'] as const)(
  'asks nothing of a stage that passed with the check %s',
  (status) => {
    expect(named(record('first', 'passed', [cart(status)]))).toEqual([])
  },
)

it('asks nothing of a stage that passed by what an earlier one warned of', () => {
  const earlier = record('first', 'passed', [cart('warning')])
  expect(named(earlier, record('second', 'passed', []))).toEqual([])
})

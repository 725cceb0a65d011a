import { expect, it } from 'vitest'
import { elasticPathRules } from '../../../electron/core/platforms/elastic-path/findings/rules.ts'
import { findingsWith } from '../../support/findings.ts'
import { signInRows } from './elastic-path-sign-in-rows.ts'
import { storeRows } from './elastic-path-store-rows.ts'
import { tokenRows } from './elastic-path-token-rows.ts'

const ids = elasticPathRules.map(({ id }) => id)

it('each rule has a row that triggers it and one that does not', () => {
  const tested = new Set([...storeRows, ...signInRows, ...tokenRows].map(({ rule }) => rule))
  expect([...tested].toSorted()).toEqual(ids.toSorted())
})

it.each(['elastic-path-customer', 'elastic-path-customer-legacy', 'elastic-path-account'])(
  'a run of %s without faults has no findings',
  async (flowId) => {
    const { view } = await findingsWith({ flowId })
    expect([view.state, view.stages.flatMap(({ findings }) => findings)]).toEqual(['passed', []])
  },
)

it('each rule has a name of its own, in kebab case, and says where it is known from', () => {
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThanOrEqual(20)
  for (const { id, source } of elasticPathRules) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/)
    expect(source).toMatch(/Elastic Path/)
  }
})

import { expect, it } from 'vitest'
import { elasticPathRules } from '../../../electron/core/platforms/elastic-path/findings/rules.ts'
import { signInRows } from './elastic-path-sign-in-rows.ts'
import { storeRows } from './elastic-path-store-rows.ts'
import { tokenRows } from './elastic-path-token-rows.ts'

const ids = elasticPathRules.map(({ id }) => id)

it('each rule has a row that triggers it and one that does not', () => {
  const tested = new Set([...storeRows, ...signInRows, ...tokenRows].map(({ rule }) => rule))
  expect([...tested].toSorted()).toEqual(ids.toSorted())
})

it('each rule has a name of its own, in kebab case, and says where it is known from', () => {
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThanOrEqual(20)
  for (const { id, source } of elasticPathRules) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/)
    expect(source).toMatch(/Elastic Path/)
  }
})

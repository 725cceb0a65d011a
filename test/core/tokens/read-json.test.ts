import { describe, expect, it, test } from 'vitest'
import { readJson } from '../../../electron/core/tokens/read-json.ts'

describe('texts that are no JSON are refused', () => {
  test.each([
    '',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '[1 2]',
    '[1,]',
    '01',
    '+1',
    '1.',
    '.5',
    'NaN',
    'Infinity',
    'undefined',
    '"\n"',
    '"\\x"',
    '"abc',
    '"abc\\"',
    '1 1',
    '{} x',
    '\uFEFF{}',
    'nul',
  ])('%j', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
    expect(readJson(text)).toHaveProperty('problem')
  })
})

describe('texts that are JSON are read as JSON.parse reads them', () => {
  test.each([
    'null',
    'true',
    ' [ ] ',
    '{ }',
    '-0.5e-3',
    '[1,2,[3,{"a":null}],false]',
    '"\\u00e9\\ud83e\\udd8a\\\\\\""',
    '{"\\"":"\\\\"}',
    '"\\ud800"',
    '"\\\\"',
    '{"":{"":{}}}',
  ])('%j', (text) => {
    expect(readJson(text)).toEqual({ value: JSON.parse(text) as unknown, oddities: [] })
  })
})

describe('numbers', () => {
  test.each([
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740993', '-9007199254740993'],
    ['1e400', '1e400'],
    ['1e20', 1e20],
    ['1.5', 1.5],
  ])('%s', (text, value) => {
    const reading = readJson(text)
    expect(reading).toMatchObject({ value })
    expect(reading).toHaveProperty('oddities.length', typeof value === 'string' ? 1 : 0)
  })
})

it('names at most 20 oddities', () => {
  const text = `{${Array.from({ length: 100 }, (_, i) => `"a${i}":1,"a${i}":2`).join()}}`
  expect(readJson(text)).toHaveProperty('oddities.length', 20)
})

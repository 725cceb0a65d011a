import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineDifference } from '../../../electron/core/administration/line-difference.ts'

const marks = { same: ' ', removed: '-', added: '+' }
const written = (before: string, after: string) =>
  lineDifference(before.split(''), after.split(''))
    .map(({ kind, text }) => `${marks[kind]}${text}`)
    .join('')

describe('the difference of lines', () => {
  it.each([
    ['', '', ''],
    ['ab', 'ab', ' a b'],
    ['abc', 'axc', ' a-b+x c'],
    ['abc', 'ac', ' a-b c'],
    ['ac', 'abc', ' a+b c'],
    ['', 'ab', '+a+b'],
    ['aba', 'bab', '-a b a+b'],
  ])('of %j and %j', (before, after, difference) => {
    expect(written(before, after)).toBe(difference)
  })

  it('holds both texts, whatever they are', () => {
    const lines = array(constantFrom('a', 'b', '{', '}'), { maxLength: 30 })
    assert(
      property(lines, lines, (before, after) => {
        const difference = lineDifference(before, after)
        const without = (kind: string) =>
          difference.filter((line) => line.kind !== kind).map(({ text }) => text)
        expect(without('added')).toEqual(before)
        expect(without('removed')).toEqual(after)
      }),
    )
  })

  it('does not take for ever', () => {
    const [before, after] = ['x', 'y'].map((text) =>
      Array.from({ length: 5000 }, (_, i) => text + i),
    )
    expect(lineDifference(before ?? [], after ?? [])).toHaveLength(10_000)
  })
})

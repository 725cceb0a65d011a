import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { countChanges, diffLines, foldSame } from '../../renderer/features/connections/line-diff.ts'

const lines = (text: string) => text.split(' ').join('\n')
const marks = { same: ' ', added: '+', removed: '-' } as const
const shown = (before: string, after: string) =>
  diffLines(lines(before), lines(after))
    .map(({ kind, text }) => marks[kind] + text)
    .join(' ')

describe('the difference between two documents', () => {
  it.each([
    ['a b c', 'a b c', ' a  b  c'],
    ['a b c', 'a x c', ' a -b +x  c'],
    ['a c', 'a b c', ' a +b  c'],
    ['a b c', 'a c', ' a -b  c'],
    ['a b c d', 'x a c d y', '+x  a -b  c  d +y'],
  ])('%s to %s: %s', (before, after, expected) => {
    expect(shown(before, after)).toBe(expected)
  })

  it('counts the lines of both texts on their own', () => {
    expect(diffLines('a\nb', 'a\nc').map(({ before, after }) => [before, after])).toEqual([
      [1, 1],
      [2, null],
      [null, 2],
    ])
  })

  it('takes an empty text for no lines', () => {
    expect(countChanges(diffLines('', 'a\nb'))).toEqual({ added: 2, removed: 0 })
  })

  it('gives both texts back, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before.join('\n'), after.join('\n'))
        const kept = (kind: string) =>
          diff.filter((line) => line.kind !== kind).map((line) => line.text)
        expect(kept('added').join('\n')).toBe(before.join('\n'))
        expect(kept('removed').join('\n')).toBe(after.join('\n'))
      }),
    )
  })

  it('stays quick where everything differs', () => {
    const many = (name: string) => Array.from({ length: 5000 }, (_, at) => `${name} ${at}`)
    expect(countChanges(diffLines(many('a').join('\n'), many('b').join('\n')))).toEqual({
      added: 5000,
      removed: 5000,
    })
  })

  it('folds what is far from every change', () => {
    const before = Array.from({ length: 20 }, (_, at) => String(at))
    const folded = foldSame(diffLines(before.join('\n'), before.with(10, 'x').join('\n')), 2)
    expect(folded.map((one) => (one.kind === 'gap' ? one.count : one.text))).toEqual([
      8,
      '8',
      '9',
      '10',
      'x',
      '11',
      '12',
      7,
    ])
  })
})

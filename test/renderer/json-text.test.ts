import { describe, expect, it } from 'vitest'
import { layoutJson } from '../../renderer/ui/json-text.ts'

const text = (json: string) =>
  layoutJson(json)?.map(
    ({ indent, pieces }) => ' '.repeat(indent) + pieces.map((piece) => piece.text).join(''),
  )

describe('JSON laid out', () => {
  it('puts each member on a line and short lists on one', () => {
    expect(text('{"aud":["account"],"a":{"b":null},"c":[],"d":{}}')).toEqual([
      '{',
      '  "aud": ["account"],',
      '  "a": {',
      '    "b": null',
      '  },',
      '  "c": [],',
      '  "d": {}',
      '}',
    ])
  })

  it('keeps digits, repeated members and escapes as they were sent', () => {
    expect(text('{"n":12345678901234567890.10,"n":1,"s":"\\u0041\\"{"}')).toEqual([
      '{',
      '  "n": 12345678901234567890.10,',
      '  "n": 1,',
      '  "s": "\\u0041\\"{"',
      '}',
    ])
  })

  it('tells names from strings', () => {
    const kinds = layoutJson('{"a":"b","c":true}')?.flatMap(({ pieces }) =>
      pieces.filter(({ kind }) => kind !== 'punct').map(({ kind }) => kind),
    )
    expect(kinds).toEqual(['name', 'string', 'name', 'word'])
  })

  it('leaves alone what is no JSON', () => {
    expect(layoutJson('<html>')).toBeNull()
    expect(layoutJson('{"a":')).toBeNull()
    expect(layoutJson('')).toBeNull()
  })

  it('takes a megabyte in one string, and deep nesting', () => {
    expect(layoutJson(`{"s":"${'x'.repeat(1_000_000)}"}`)).toHaveLength(3)
    expect(layoutJson('['.repeat(1000) + ']'.repeat(1000))).not.toBeNull()
  })
})

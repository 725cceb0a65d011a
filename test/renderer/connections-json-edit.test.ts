import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyEdit,
  type Json,
  pruneAt,
  removeAt,
  setAt,
} from '../../renderer/features/connections/json-edit.ts'
import {
  nodeAt,
  parseTree,
  pathAt,
  rangeOf,
} from '../../renderer/features/connections/json-tree.ts'
import type { DocumentPath } from '../../shared/connection-form.ts'

const set = (text: string, path: DocumentPath, value: Json) => {
  const edit = setAt(text, path, value)
  return edit && applyEdit(text, edit)
}
const remove = (text: string, path: DocumentPath) => {
  const edit = removeAt(text, path)
  return edit && applyEdit(text, edit)
}

const odd = `{
    "name" :   "acme",
    "shop": { "tenant":"acme",  "sites": ["DE","PL"] },

    "other": {}
}
`

describe('a member is set', () => {
  it('and every other character stays', () => {
    expect(set(odd, ['name'], 'globex')).toBe(odd.replace('"acme",\n', '"globex",\n'))
  })

  it.each<[string, DocumentPath, Json, string]>([
    ['in a list', ['shop', 'sites', 1], 'FR', odd.replace('"PL"', '"FR"')],
    ['behind a list', ['shop', 'sites', 2], 'FR', odd.replace('"PL"]', '"PL", "FR"]')],
    ['on one line', ['shop', 'live'], true, odd.replace('"PL"] }', '"PL"], "live": true }')],
    [
      'on a line of its own, indented as its neighbours',
      ['issuer'],
      'https://idp.example',
      odd.replace('"other": {}', '"other": {},\n    "issuer": "https://idp.example"'),
    ],
    [
      'in an empty object, with what is missing on the way',
      ['other', 'client', 'id'],
      'c',
      odd.replace('{}\n}', '{\n        "client": {\n            "id": "c"\n        }\n    }\n}'),
    ],
    [
      'in place of another kind of value',
      ['name', 'first'],
      1,
      odd.replace('"acme",\n', '{\n        "first": 1\n    },\n'),
    ],
  ])('%s', (_, path, value, expected) => {
    expect(set(odd, path, value)).toBe(expected)
  })

  it('in a text without lines', () => {
    expect(set('{"a":{"b":1}}', ['a', 'c'], { d: 1 })).toBe('{"a":{"b":1, "c": {"d":1}}}')
    expect(set('{"a":{}}', ['a', 'c'], 2)).toBe('{"a":{"c": 2}}')
    expect(set('{}', ['a'], 2)).toBe('{\n  "a": 2\n}')
  })

  it('in the last of members of the same name, which is the one that counts', () => {
    expect(set('{"a": 1, "a": 2}', ['a'], 3)).toBe('{"a": 1, "a": 3}')
  })

  it('under any name', () => {
    expect(set('{}', ['__proto__', 'x"y'], 1)).toBe('{\n  "__proto__": {\n    "x\\"y": 1\n  }\n}')
  })

  it('not in what is no JSON, nor past the end of a list', () => {
    expect(set('{"a": ', ['a'], 1)).toBeNull()
    expect(set('{"a": []}', ['a', 3], 1)).toBeNull()
  })
})

describe('a member is removed', () => {
  it.each<[string, DocumentPath, string]>([
    ['the first', ['name'], odd.replace('"name" :   "acme",\n    ', '')],
    ['the last', ['other'], odd.replace(',\n\n    "other": {}', '')],
    ['one of a list', ['shop', 'sites', 0], odd.replace('"DE",', '')],
  ])('%s', (_, path, expected) => {
    expect(remove(odd, path)).toBe(expected)
  })

  it('the only one, and what is around it only where that may go', () => {
    const text = '{\n  "a": {\n    "b": {\n      "c": 1\n    }\n  },\n  "d": 2\n}'
    expect(remove(text, ['a', 'b', 'c'])).toContain('"b": {}')
    expect(pruneAt(text, ['a', 'b', 'c'], () => true)).toBe('{\n  "d": 2\n}')
    expect(pruneAt(text, ['a', 'b', 'c'], (path) => path.length > 1)).toBe(
      '{\n  "a": {},\n  "d": 2\n}',
    )
    expect(pruneAt(text, ['x'], () => true)).toBe(text)
  })
})

describe('any document', () => {
  const name = fc.string({ maxLength: 3 })
  const value = fc.jsonValue({ maxDepth: 3 }).filter((json) => JSON.stringify(json) !== undefined)
  const object = fc.dictionary(name, value, { maxKeys: 5 })
  const layout = fc.constantFrom(undefined, 2, '\t')

  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), layout, (json, space) => {
        const text = JSON.stringify(json, null, space)
        const { root } = parseTree(text)
        expect(root && JSON.parse(text.slice(root.from, root.to))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('is refused where JSON.parse refuses it', () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '1', '-', 'null', ' ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('')
        expect(parseTree(text).root !== null).toBe(isJson(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('holds what was set, and all else as before', () => {
    fc.assert(
      fc.property(object, name, value, layout, (json, key, given, space) => {
        const text = JSON.stringify(json, null, space)
        const changed = set(text, [key], given as Json)
        expect(JSON.parse(changed ?? '')).toEqual(
          JSON.parse(JSON.stringify(Object.fromEntries([...Object.entries(json), [key, given]]))),
        )
      }),
    )
  })

  it('loses what was removed, and nothing else', () => {
    fc.assert(
      fc.property(object, layout, (json, space) => {
        const text = JSON.stringify(json, null, space)
        for (const key of Object.keys(json)) {
          const rest = Object.fromEntries(Object.entries(json).filter(([one]) => one !== key))
          expect(JSON.parse(remove(text, [key]) ?? '')).toEqual(JSON.parse(JSON.stringify(rest)))
        }
      }),
    )
  })
})

describe('a place in the text', () => {
  const { root } = parseTree(odd)
  if (!root) throw new Error('not read')

  it('is that of the whole member, or of the nearest thing around a missing one', () => {
    const at = (path: DocumentPath) => {
      const { from, to } = rangeOf(root, path)
      return odd.slice(from, to)
    }
    expect(at(['name'])).toBe('"name" :   "acme"')
    expect(at(['shop', 'sites', 1])).toBe('"PL"')
    expect(at(['other', 'missing'])).toBe('"other": {}')
  })

  it('leads back to its path', () => {
    expect(pathAt(root, odd.indexOf('DE'))).toEqual(['shop', 'sites', 0])
    expect(pathAt(root, odd.indexOf('"tenant"'))).toEqual(['shop', 'tenant'])
    expect(pathAt(root, 0)).toEqual([])
    expect(nodeAt(root, ['shop', 'sites'])?.kind).toBe('array')
  })

  it.each([
    ['{\n  "a": 1\n  "b": 2\n}', 13, 'A comma or } is missing.'],
    ['{"a" 1}', 5, 'A colon is missing after "a".'],
    ['{"a": }', 6, 'A value is missing.'],
    ['{"a": "x\n"}', 6, 'This text has no end'],
    ['{"a": 1,}', 8, 'A member name in double quotes is missing.'],
    ['{"a": 1} x', 9, 'Something follows the end'],
    ['', 0, 'The document ends here.'],
    ['['.repeat(500), 201, 'This is nested too deep.'],
  ])('of what is wrong in %j is %i: %s', (text, at, message) => {
    const { error } = parseTree(text)
    expect(error?.at).toBe(at)
    expect(error?.message).toContain(message)
  })
})

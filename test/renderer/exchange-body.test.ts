import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layJson, layoutJson } from '../../renderer/ui/json-text.ts'
import { atOnce, inTurns, type LaidText, layPlain } from '../../renderer/ui/laid-text.ts'
import { masksOf, partsAt } from '../../renderer/ui/masks.ts'
import { wrapRows } from '../../renderer/ui/wrapped-rows.ts'

const drawn = (laid: LaidText, line: number, from = 0, to = Infinity) =>
  laid
    .pieces(line, from, to)
    .map(({ text }) => text)
    .join('')

const linesOf = (laid: LaidText | null) =>
  laid &&
  Array.from({ length: laid.lines }, (_line, at) => ' '.repeat(laid.indentOf(at)) + drawn(laid, at))

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('JSON laid out in slices', () => {
  it('says of a text that it is JSON exactly when a parser does', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', ']', '"', '0', '\\', '\n', 'e'))
      .map(([json, at, what]) => {
        const place = at % (json.length + 1)
        return json.slice(0, place) + what + json.slice(place + 1)
      })
    fc.assert(
      fc.property(fc.oneof(fc.json(), broken), (text) => {
        expect(atOnce(layJson(text)) !== null).toBe(parses(text))
      }),
      { numRuns: 500 },
    )
  })

  it.each(['01', '1.', '+1', '-', 'nul', '"\\x"', '"a\tb"', '[1,]', '{"a"}', '{,}', '1 2', '[1}'])(
    'leaves %s alone',
    (text) => {
      expect(atOnce(layJson(text))).toBeNull()
    },
  )

  it('draws every character that is no white space, and as many as it says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const laid = atOnce(layJson(text))
        if (!laid) throw new Error('no JSON')
        const lines = Array.from({ length: laid.lines }, (_line, at) => drawn(laid, at))
        expect(lines.map(({ length }) => length)).toEqual(
          lines.map((_line, at) => laid.lengthOf(at)),
        )
        expect(JSON.parse(lines.join('\n'))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('lays an excerpt out as far as it goes', () => {
    const whole = '{"items":[{"id":"a1","n":12},{"id":"b2'
    expect(linesOf(atOnce(layJson(whole, true)))).toEqual([
      '{',
      '  "items": [',
      '    {',
      '      "id": "a1",',
      '      "n": 12',
      '    },',
      '    {',
      '      "id": "b2',
    ])
    expect(atOnce(layJson(whole))).toBeNull()
    expect(atOnce(layJson('<html> cut', true))).toBeNull()
  })

  it('gives the screen its turn, and stops when nobody waits any more', async () => {
    const text = JSON.stringify(Array.from({ length: 20_000 }, (_item, id) => ({ id })))
    const abort = new AbortController()
    let time = 0
    let pauses = 0
    const turns = {
      // Every look at the clock finds that a turn has passed.
      now: () => (time += 9),
      pause: async () => void (++pauses === 3 && abort.abort()),
    }
    expect(await inTurns(layJson(text), abort.signal, turns)).toBeNull()
    expect(pauses).toBe(3)
    const laid = await inTurns(layJson(text), new AbortController().signal, turns)
    expect(laid?.lines).toBe(20_000 * 3 + 2)
    expect(pauses).toBeGreaterThan(10)
  })
})

describe('text as it came', () => {
  it('is the lines of the text', () => {
    expect(linesOf(atOnce(layPlain('<h1>\r\n\r\n no\n')))).toEqual(['<h1>', '', ' no', ''])
    expect(linesOf(atOnce(layPlain('')))).toEqual([''])
  })
})

describe('rows of fixed height', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\n', '😀', ' ', 'é', '"') })

  it('hold the whole text in order, no character twice and no pair torn apart', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 40 }), (text, columns) => {
        const laid = atOnce(layPlain(text))
        const rows = wrapRows(laid, columns)
        let line = 0
        let all = ''
        for (let index = 0; index < rows.count; index++) {
          const row = rows.row(index)
          if (row.line !== line) all += '\n'
          line = row.line
          const shown = drawn(laid, row.line, row.from, row.to)
          expect(shown.isWellFormed()).toBe(true)
          all += shown
        }
        expect(all).toBe(text)
      }),
    )
  })

  it('go on further in than their line began', () => {
    const laid = atOnce(layJson(`{"a":"${'x'.repeat(40)}"}`))
    if (!laid) throw new Error('no JSON')
    const rows = wrapRows(laid, 20)
    expect(Array.from({ length: rows.count }, (_row, at) => rows.row(at))).toEqual([
      { line: 0, indent: 0, from: 0, to: 20 },
      { line: 1, indent: 2, from: 0, to: 18 },
      { line: 1, indent: 4, from: 18, to: 34 },
      { line: 1, indent: 4, from: 34, to: 50 },
      { line: 2, indent: 0, from: 0, to: 20 },
    ])
  })

  it('stand at their places in a megabyte on one line', () => {
    const laid = atOnce(layPlain('x'.repeat(1 << 20)))
    const rows = wrapRows(laid, 80)
    expect(rows.count).toBe(1 + Math.ceil(((1 << 20) - 80) / 78))
    expect(rows.row(rows.count - 1).to).toBeGreaterThanOrEqual(1 << 20)
  })
})

describe('masks in a text', () => {
  it('keep their numbers however the text is cut', () => {
    const text = 'a=••••&b=••••••••&c=•'
    const masks = masksOf(text)
    expect(masks).toHaveLength(2)
    expect(partsAt(text, 0, masks)).toEqual([
      { text: 'a=', mask: null },
      { text: '••••', mask: 0 },
      { text: '&b=', mask: null },
      { text: '••••••••', mask: 1 },
      { text: '&c=•', mask: null },
    ])
    expect(partsAt(text.slice(11, 18), 11, masks)).toEqual([
      { text: '••••••', mask: 1 },
      { text: '&', mask: null },
    ])
    expect(partsAt(text.slice(4), 4, masks)[0]).toEqual({ text: '••', mask: 0 })
  })

  it('are found again in laid-out JSON', () => {
    const text = '{ "access_token" : "••••", "a": ["••••", 1] }'
    const laid = atOnce(layJson(text))
    const found = Array.from({ length: laid?.lines ?? 0 }, (_line, line) =>
      laid
        ?.pieces(line, 0, Infinity)
        .flatMap((one) => partsAt(one.text, one.at ?? 0, masksOf(text))),
    )
    expect(found.flat().flatMap((part) => part?.mask ?? [])).toEqual([0, 1])
    expect(layoutJson(text)).toHaveLength(4)
  })
})

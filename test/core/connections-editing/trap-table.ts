import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { analyse, applied, type Change, changed, type Document, places } from './documents.ts'

export interface Row {
  trap: string
  /** What springs the trap. */
  change: Change[]
  /** Where, without the severity where it is a trap. */
  at: string
  says: RegExp
  /** Almost the same, and nothing is to be said. */
  neighbour: Change[]
  /** Whether the remedy, applied, leaves nothing to be said. */
  mends?: boolean
}

/** Each trap, its remedy, and its neighbouring case, through dispatch. */
export function trapTests(base: Document, rows: readonly Row[]): void {
  let console: TestConsole
  beforeAll(() => {
    console = testConsole()
  })
  afterAll(() => console.close())

  it.each(rows)('$trap is told of', async ({ change, at, says, mends }) => {
    const document = changed(base, ...change)
    const analysis = await analyse(console, document)
    const place = at.startsWith('error ') ? at : `trap ${indexed(at)}`
    expect(places(analysis)).toContain(place)
    const found = analysis.problems.filter((_, i) => places(analysis)[i] === place)
    expect(found.map(({ message }) => message).join('\n')).toMatch(says)
    const told = found.find(({ message }) => says.test(message))
    expect(told?.source).not.toBe('')
    expect(analysis.valid).toBe(!at.startsWith('error '))
    if (!mends) return
    const mended = await analyse(console, applied(document, told ?? { fix: null }))
    expect(places(mended)).not.toContain(place)
    expect(mended.valid).toBe(true)
  })

  it.each(rows)('almost $trap is not', async ({ says, neighbour }) => {
    const { problems, valid } = await analyse(console, changed(base, ...neighbour))
    const messages = problems.map(({ message }) => message)
    expect(messages.filter((message) => says.test(message))).toEqual([])
    expect(valid).toBe(true)
  })
}

/** The tables are written with dots. */
const indexed = (at: string) => at.replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]')

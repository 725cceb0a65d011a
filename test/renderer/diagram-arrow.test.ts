import { describe, expect, it } from 'vitest'
import { arrowOf, lifelineX } from '../../renderer/features/debugger/diagram/arrow.ts'
import { type Message, messageStateSchema } from '../../shared/message.ts'

const request: Parameters<typeof arrowOf>[0] = {
  from: 'console',
  to: 'platform',
  kind: 'request',
  state: 'passed',
  status: 200,
}
const box = { lane: 50, height: 40 }
const right = { from: 2, to: 4 }
const left = { from: 2, to: 1 }

/** The numbers of a path, and so where it begins and ends. */
const xs = (path: string) => [...path.matchAll(/[MH](-?[\d.]+)/g)].map(([, x]) => Number(x))

describe('an arrow', () => {
  it('goes from lifeline to lifeline, to either side', () => {
    expect(lifelineX(2, 50)).toBe(125)
    const there = arrowOf(request, right, box)
    expect(there.start.x).toBe(125)
    expect(xs(there.line)).toEqual([125, 218])
    expect(xs(there.head)).toEqual([218])
    const back = arrowOf({ ...request, to: 'browser' }, left, box)
    expect(xs(back.line)).toEqual([125, 82])
    expect(back.head).toContain('l-6')
  })

  it('stays within its row', () => {
    for (const height of [28, 40]) {
      const { start, answer, line } = arrowOf(request, right, { lane: 44, height })
      expect(start.y).toBeGreaterThan(4)
      expect(line).toContain(`${start.y}`)
      expect(Number(answer?.line.match(/ ([\d.]+)H/)?.[1])).toBeLessThan(height - 4)
    }
  })

  it('has an answer only where one came, or will come', () => {
    const answered = (changed: Partial<Message>) =>
      arrowOf({ ...request, ...changed }, right, box).answer !== null
    expect(answered({})).toBe(true)
    expect(answered({ status: null, state: 'failed' })).toBe(false)
    expect(answered({ status: null, state: 'running' })).toBe(false)
    expect(answered({ status: null, state: 'not-run' })).toBe(true)
    expect(answered({ kind: 'redirect', status: null, state: 'not-seen' })).toBe(false)
    expect(answered({ from: 'browser', to: 'console' })).toBe(false)
  })

  it('is a loop where the console works by itself', () => {
    const loop = arrowOf(
      { ...request, to: 'console', kind: 'local', status: null },
      { from: 2, to: 2 },
      box,
    )
    expect(loop.line).toMatch(/^M125 14h13a3 3/)
    expect(loop.answer).toBeNull()
  })

  it.each(messageStateSchema.options)(
    '%s has a line of its own kind, and a head that fits',
    (state) => {
      const expected = {
        solid: ['passed', 'failed', 'warning', 'running', 'waiting', 'held', 'next'],
        dashed: ['stale'],
        dotted: ['not-seen', 'not-run', 'not-reached', 'skipped'],
      }
      const { style, isHollow } = arrowOf({ ...request, state }, right, box)
      expect(expected[style]).toContain(state)
      expect(isHollow).toBe(style !== 'solid')
    },
  )
})

import { describe, expect, it, test } from 'vitest'
import { clamp, passedOne, placeOn, scaleOf } from '../../renderer/features/tokens/time-scale.ts'

const at = (claim: string, seconds: number) => ({ claim, seconds })
const life = { from: at('iat', 1000), until: at('exp', 1400) }

describe('the scale of the slider', () => {
  it('shows the valid span with room on both sides', () => {
    const scale = scaleOf(life, 0, 1200)
    expect(scale).toEqual({ min: 900, max: 1500 })
    expect(placeOn(scale, 900)).toBe(0)
    expect(placeOn(scale, 1200)).toBe(50)
  })

  it('leaves room for the skew', () => {
    const { min, max } = scaleOf(life, 300, 1200)
    expect(min).toBeLessThanOrEqual(1000 - 300)
    expect(max).toBeGreaterThanOrEqual(1400 + 300)
  })

  it('reaches the present where it is near, and does not shrink the span to reach a far one', () => {
    expect(scaleOf(life, 0, 1900).max).toBeGreaterThan(1900)
    expect(scaleOf(life, 0, 1_000_000)).toEqual({ min: 900, max: 1500 })
  })

  test.each([
    ['no begin', { from: null, until: at('exp', 5000) }],
    ['no end', { from: at('nbf', 5000), until: null }],
    ['no times', { from: null, until: null }],
    ['an end before the begin', { from: at('iat', 5000), until: at('exp', 4000) }],
    ['a life of no second', { from: at('iat', 5000), until: at('exp', 5000) }],
  ])('has a width with %s', (_, validity) => {
    const { min, max } = scaleOf(validity, 0, 4500)
    expect(max - min).toBeGreaterThan(59)
    expect(clamp(9e9, { min, max })).toBe(max)
  })
})

describe('an instant that may turn the verdict', () => {
  test.each([
    ['exp', 0, 1399, 1400, true],
    ['exp', 0, 1400, 1401, false],
    ['exp', 30, 1400, 1429, false],
    ['exp', 30, 1400, 1430, true],
    ['nbf', 0, 1399, 1400, true],
    ['iat', 30, 1369, 1370, true],
    ['auth_time', 0, 1399, 1401, false],
  ])('%s with a skew of %d s, from %d to %d: %s', (claim, skew, from, to, passed) => {
    expect(passedOne([at(claim, 1400)], skew, from, to)).toBe(passed)
  })
})

import { describe, expect, it, test } from 'vitest'
import { messageOf, now, offline, online, statusOf } from './subject.ts'

const ofOffline = (id: string, claim: string) => (value: unknown, skew: number) =>
  statusOf(offline({ claims: { [claim]: value }, skew }), id)

describe('expiry at the exact second', () => {
  const status = ofOffline('expiry', 'exp')
  test.each([
    [now + 1, 0, 'passed'],
    [now, 0, 'failed'],
    [now - 1, 0, 'failed'],
    [now, 1, 'passed'],
    [now - 59, 60, 'passed'],
    [now - 60, 60, 'failed'],
    [now + 0.5, 0, 'passed'],
  ])('exp %i with skew %i is %s', (exp, skew, expected) => {
    expect(status(exp, skew)).toBe(expected)
  })

  it('moves with now', () => {
    const claims = { exp: now + 300 }
    expect(statusOf(offline({ claims, now: now + 299 }), 'expiry')).toBe('passed')
    expect(statusOf(offline({ claims, now: now + 300 }), 'expiry')).toBe('failed')
  })

  it('is told with how long ago', () => {
    expect(messageOf(offline({ claims: { exp: now - 7200 } }), 'expiry')).toBe(
      'The token expired at 2026-02-16T14:20:00Z, 2 hours ago.',
    )
    expect(messageOf(offline({ claims: { exp: now - 1 } }), 'expiry')).toContain('1 second ago')
  })

  it('is pointed out when the provider still says active', () => {
    const verdict = online({ answer: { exp: now - 60 } })
    expect(messageOf(verdict, 'expiry')).toContain('although the provider says that it is active')
  })

  it('may be missing online, with a warning, and not offline', () => {
    expect(statusOf(online({ answer: { exp: undefined } }), 'expiry')).toBe('warning')
    expect(status(undefined, 0)).toBe('failed')
  })
})

describe('not before at the exact second', () => {
  const status = ofOffline('not-before', 'nbf')
  test.each([
    [now, 0, 'passed'],
    [now + 1, 0, 'failed'],
    [now + 60, 60, 'passed'],
    [now + 61, 60, 'failed'],
    [undefined, 0, 'passed'],
  ])('nbf %s with skew %i is %s', (nbf, skew, expected) => {
    expect(status(nbf, skew)).toBe(expected)
  })
})

describe('issued at', () => {
  const status = ofOffline('issued-at', 'iat')
  test.each([
    [now, 0, 'passed'],
    [now + 1, 0, 'warning'],
    [now + 60, 60, 'passed'],
    [now + 61, 60, 'warning'],
    [undefined, 0, 'warning'],
  ])('iat %s with skew %i is %s', (iat, skew, expected) => {
    expect(status(iat, skew)).toBe(expected)
  })
})

describe('a time that is no number fails', () => {
  const values = [null, String(now + 300), '2099-01-01T00:00:00Z', true, [now + 300], {}]
  test.each(values)('%j', (value) => {
    expect(ofOffline('expiry', 'exp')(value, 0)).toBe('failed')
    expect(ofOffline('not-before', 'nbf')(value, 0)).toBe('failed')
    expect(ofOffline('issued-at', 'iat')(value, 0)).toBe('failed')
    expect(statusOf(online({ answer: { exp: value } }), 'expiry')).toBe('failed')
  })

  test.each([1e15, 1e300, -1e300])('%d is beyond the calendar and does not throw', (value) => {
    const verdict = offline({ claims: { exp: value, nbf: value, iat: value } })
    expect(messageOf(verdict, 'expiry')).toContain('second')
  })
})

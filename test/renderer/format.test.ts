import { describe, expect, it } from 'vitest'
import {
  count,
  formatBytes,
  formatClock,
  formatDuration,
  formatRelative,
  formatSize,
  formatTime,
  formatUtc,
} from '../../renderer/ui/format.ts'

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [84.4, '84 ms'],
    [999.6, '1.0 s'],
    [1940, '1.9 s'],
    [14_230, '14.2 s'],
    [59_999, '59.9 s'],
    [60_000, '1 min 0 s'],
    [222_000, '3 min 42 s'],
    [7_500_000, '2 h 5 min'],
    [273_600_000, '3 d 4 h'],
    [-5, '0 ms'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text)
  })
})

describe('the clock of what is left', () => {
  it('counts a begun second, so that 0:00 means over', () => {
    expect(formatClock(522_000)).toBe('8:42')
    expect(formatClock(1)).toBe('0:01')
    expect(formatClock(0)).toBe('0:00')
    expect(formatClock(-1000)).toBe('0:00')
  })
})

describe('instants', () => {
  const at = Date.UTC(2026, 10, 21, 9, 41, 6)
  it('names UTC when it is meant', () => {
    expect(formatUtc(at)).toBe('21 Nov 2026, 09:41:06 UTC')
    expect(formatTime(at)).toMatch(/^2[012] Nov 2026, \d\d:\d\d:06$/)
  })
  it('does not fail on what is no instant', () => {
    expect(formatTime(Number.NaN)).toBe('no instant')
    expect(formatUtc(1e20)).toBe('no instant')
  })
  it('says how far away it is', () => {
    expect(formatRelative(at + 299_000, at)).toBe('in 4 min 59 s')
    expect(formatRelative(at - 12_000, at)).toBe('12 s ago')
    expect(formatRelative(at + 400, at)).toBe('now')
  })
})

describe('sizes and counts', () => {
  it('gives every byte for a limit, and how much for a body', () => {
    expect(formatBytes(1184)).toBe('1\u{a0}184 B')
    expect(formatBytes(12)).toBe('12 B')
    expect(formatSize(1434)).toBe('1.4 KB')
    expect(formatSize(82)).toBe('82 B')
    expect(formatSize(3 * 1024 * 1024)).toBe('3.0 MB')
  })
  it('speaks of none, one and many', () => {
    expect([0, 1, 2].map((number) => count(number, 'host'))).toEqual([
      'no host',
      '1 host',
      '2 hosts',
    ])
  })
})

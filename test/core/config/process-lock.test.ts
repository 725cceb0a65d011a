import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from '../../../electron/core/config/process-lock.ts'
import { FlowError } from '../../../electron/core/failure.ts'

let folder: string
let file: string
let clock: number
let pauses: number[]
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lock-'))
  file = path.join(folder, 'config.lock')
  clock = Date.now()
  pauses = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const timing = {
  now: () => clock,
  pause: (ms: number) => {
    pauses.push(ms)
    clock += ms
  },
}
const lock = <T>(act: (stillHeld: () => boolean) => T) => withLock(file, timing, act)

const nobody = 2 ** 30
const token = '0b0e7c1e-7a53-4d0c-9a52-0c6a1b1f2d3e'
const left = (claim: object) =>
  writeFileSync(
    file,
    JSON.stringify({ pid: process.ppid, host: os.hostname(), time: clock, token, ...claim }),
  )
const refused = () => {
  try {
    lock(() => undefined)
  } catch (thrown) {
    return thrown
  }
  return null
}

describe('a lock', () => {
  it('is there while something is done, and gone afterwards, also after a failure', () => {
    expect(lock(() => JSON.parse(readFileSync(file, 'utf8')).pid)).toBe(process.pid)
    expect(() =>
      lock(() => {
        throw new TypeError('failed')
      }),
    ).toThrow(TypeError)
    expect(readdirSync(folder)).toEqual([])
    expect(pauses).toEqual([])
  })

  it('lets nobody else in, says who holds it, and waits no longer than seconds', () => {
    left({})
    const thrown = refused()
    expect(thrown).toBeInstanceOf(FlowError)
    expect(thrown).toMatchObject({
      code: 'store_unwritable',
      message: expect.stringMatching(`process ${process.ppid}\\) holds config\\.lock;`),
    })
    const waited = pauses.reduce((sum, ms) => sum + ms, 0)
    expect([waited >= 3000, waited < 3100, Math.max(...pauses) <= 50]).toEqual([true, true, true])
    expect(readdirSync(folder)).toEqual(['config.lock'])
  })

  it('is had as soon as the other one lets go', () => {
    left({})
    const pause = (ms: number) => {
      if (pauses.push(ms) === 3) rmSync(file)
    }
    expect(withLock(file, { now: timing.now, pause }, () => 'done')).toBe('done')
    expect(pauses).toHaveLength(3)
  })

  it('knows when it was lost', () => {
    lock((stillHeld) => {
      expect(stillHeld()).toBe(true)
      left({})
      expect(stillHeld()).toBe(false)
    })
    // The lock of the other one stays.
    expect(JSON.parse(readFileSync(file, 'utf8')).token).toBe(token)
  })

  it('cannot be made where nothing can be', () => {
    rmSync(folder, { recursive: true })
    expect(refused()).toMatchObject({ code: 'ENOENT' })
    mkdirSync(folder)
  })
})

describe('a lock that was left behind', () => {
  it.each<[string, () => void]>([
    ['by a process that is gone', () => left({ pid: nobody })],
    ['by an earlier process with our number', () => left({ pid: process.pid })],
    ['by one that was suspended', () => left({ time: clock - 10_001 })],
    ['before the clock was set back', () => left({ time: clock + 3_600_000 })],
    ['on another machine, long ago', () => left({ host: 'other', pid: nobody, time: 0 })],
  ])('%s is broken at once', (_, leave) => {
    leave()
    expect(refused()).toBeNull()
    expect(pauses.length).toBeLessThanOrEqual(1)
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    ['nothing', ''],
    ['half of it', '{"pid":1,'],
    ['a list', '[]'],
    ['a token that is none', JSON.stringify({ pid: 1, host: '', time: 0, token: '../../x' })],
  ])('with %s in it is broken when it is old', (_, text) => {
    writeFileSync(file, text)
    utimesSync(file, clock / 1000, clock / 1000 - 0.9)
    const before = clock
    expect(refused()).toBeNull()
    expect(clock - before).toBeLessThan(300)
    expect(readdirSync(folder)).toEqual([])
  })

  it('by a process of another machine is waited for', () => {
    left({ host: 'other', pid: nobody })
    expect(refused()).toBeInstanceOf(FlowError)
  })

  it('is left alone while another process is breaking it', () => {
    left({ pid: nobody })
    const breaking = `${file}.${token}`
    writeFileSync(
      breaking,
      JSON.stringify({
        pid: process.ppid,
        host: os.hostname(),
        time: clock,
        token: token.replace('0', '1'),
      }),
    )
    expect(refused()).toBeInstanceOf(FlowError)
    // Unless that one is gone as well.
    clock += 10_001
    expect(refused()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  it('may be a folder, which is named and left', () => {
    mkdirSync(file)
    expect(refused()).toMatchObject({ message: expect.stringContaining('holds config.lock') })
  })
})

import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDocument, type Trouble } from '../../../electron/core/config/document-file.ts'
import { FlowError } from '../../../electron/core/failure.ts'

/* What happens when the operating system says no, at each of the calls in turn. */

const fault = vi.hoisted(() => ({ at: 0, code: '', calls: [] as string[] }))
vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>()
  const failing = (name: string, call: (...given: unknown[]) => unknown) => {
    return (...given: unknown[]) => {
      if (fault.calls.push(name) !== fault.at) return call(...given)
      throw Object.assign(new Error(`${fault.code}: ${name}`), { code: fault.code })
    }
  }
  const calls = Object.entries(real).filter(
    ([name, member]) =>
      name.endsWith('Sync') && typeof member === 'function' && name !== 'existsSync',
  )
  return {
    ...real,
    ...Object.fromEntries(
      calls.map(([name, call]) => [name, failing(name, call as () => unknown)]),
    ),
  }
})
/** The one that never fails. */
const fs = process.getBuiltinModule('node:fs')

let folder: string
let file: string
let troubles: Trouble[]
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'document-'))
  file = path.join(folder, 'config.json')
  troubles = []
  fault.at = 0
  fault.calls = []
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

type Write = (file: string, text: string) => void
const open = (write: Write = (place, text) => fs.writeFileSync(place, text)) =>
  openDocument(folder, {
    write: (where, name, document) =>
      write(path.join(where, `${name}.json`), JSON.stringify(document, null, '\t')),
    report: (trouble) => void troubles.push(trouble),
    timing: { now: () => Date.now(), pause: () => undefined },
  })

const onDisk = (): unknown => JSON.parse(fs.readFileSync(file, 'utf8'))
const attempt = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (thrown) {
    return thrown
  }
}
interface Faulty {
  prepare: () => void
  act: () => unknown
  /** What is wrong after a failing call, by `outcome`: what `act` gave or threw. */
  wrong: (outcome: unknown) => (string | false)[]
}

/** Does it once to see how many calls there are, then again with each of them failing. */
function everyFault(code: string, { prepare, act, wrong }: Faulty): string[] {
  prepare()
  fault.calls = []
  act()
  const names = fault.calls
  return names.flatMap((name, at) => {
    for (const left of fs.readdirSync(folder)) fs.rmSync(path.join(folder, left))
    prepare()
    troubles = []
    fault.calls = []
    Object.assign(fault, { at: at + 1, code })
    const outcome = attempt(act)
    fault.at = 0
    const found = wrong(outcome).filter((problem) => problem !== false)
    return found.map((problem) => `${name} (${at + 1} of ${names.length}): ${problem}`)
  })
}

const text = (value: unknown) => JSON.stringify(value)

const codes = ['ENOSPC', 'EPERM', 'EBUSY', 'EXDEV']

describe('a change', () => {
  const before = { version: 1, a: 'before' }
  const after = { version: 2, a: 'after' }

  it.each(codes)('that meets %s anywhere is made or refused, never half made', (code) => {
    let refused = 0
    const sentence = RegExp(`\\((?:${code}|the lock was lost)\\)`)
    const wrong = (outcome: unknown) => {
      const isRefused = outcome instanceof FlowError
      if (isRefused) refused += 1
      const found = [text(onDisk()), text(open().read())]
      // What failed once has left nothing in the way.
      open().update(() => ({ ...after, again: true }))
      const left = fs.readdirSync(folder).filter((name) => /lock|new/.test(name))
      return [
        outcome !== undefined && !isRefused && `gave ${text(outcome)}`,
        isRefused && !sentence.test(outcome.message) && `said ${outcome.message}`,
        found.some((one) => one !== text(isRefused ? before : after)) && `left ${found.join()}`,
        text(onDisk()) !== text({ ...after, again: true }) && 'cannot be saved again',
        left.length > 0 && `left ${left.join()}`,
      ]
    }
    const prepare = () => open().update(() => before)
    const act = () => open().update(() => after)
    expect(everyFault(code, { prepare, act, wrong })).toEqual([])
    expect(refused).toBeGreaterThan(3)
  })

  it('that fails has one sentence without any path of the machine', () => {
    open().update(() => before)
    const full = open(() => {
      throw Object.assign(new Error(`ENOSPC: no space left on device, write '${file}'`), {
        code: 'ENOSPC',
      })
    })
    expect(attempt(() => full.update(() => after))).toMatchObject({
      code: 'store_unwritable',
      message: 'The settings could not be saved (ENOSPC); nothing was changed on disk.',
    })
    expect(onDisk()).toEqual(before)
  })

  it('of which the disk takes only a part without a word is refused', () => {
    open().update(() => before)
    const short = open((place, text) => fs.writeFileSync(place, text.slice(0, 9)))
    expect(attempt(() => short.update(() => after))).toMatchObject({ code: 'store_unwritable' })
    expect(onDisk()).toEqual(before)
    expect(fs.readdirSync(folder).toSorted()).toEqual([
      'config.backup.json',
      'config.json',
      'config.v1.json',
    ])
  })

  it('that is saved without its copy says so', () => {
    open().update(() => before)
    fs.rmSync(path.join(folder, 'config.backup.json'))
    fs.mkdirSync(path.join(folder, 'config.backup.json', 'inside'), { recursive: true })
    open().update(() => after)
    expect(onDisk()).toEqual(after)
    expect(troubles).toEqual([
      { kept: null, sentence: expect.stringMatching(/^The settings were saved, but their backup/) },
    ])
  })

  it('is refused when the lock was lost meanwhile', () => {
    open().update(() => before)
    const late = attempt(() =>
      open().update(() => {
        fs.rmSync(path.join(folder, 'config.lock'))
        return after
      }),
    )
    expect(late).toMatchObject({ code: 'store_unwritable' })
    expect(onDisk()).toEqual(before)
  })

  it('whose own fault it is, is no trouble with the settings', () => {
    expect(() =>
      open().update(() => {
        throw new TypeError('a fault')
      }),
    ).toThrow(TypeError)
    expect(fs.readdirSync(folder)).toEqual([])
  })
})

describe('a repair', () => {
  it.each(codes)('that meets %s anywhere loses neither the file nor its copy', (code) => {
    const good = { version: 1, a: 'good' }
    const prepare = () => {
      open().update(() => good)
      fs.writeFileSync(file, 'damaged')
    }
    const wrong = (outcome: unknown) => {
      const isRefused = outcome instanceof FlowError && outcome.code.startsWith('store_un')
      const later = text(open().read())
      const kept = fs
        .readdirSync(folder)
        .filter((name) => name.startsWith('config.corrupt-'))
        .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
      return [
        !isRefused && text(outcome) !== text(good) && `gave ${text(outcome)}`,
        later !== text(good) && `gives ${later} afterwards`,
        !kept.includes('damaged') && 'lost the damaged file',
      ]
    }
    expect(everyFault(code, { prepare, act: () => open().read(), wrong })).toEqual([])
  })
})

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Trouble } from '../../electron/core/config/document-file.ts'
import type { Timing } from '../../electron/core/config/process-lock.ts'
import { FlowError } from '../../electron/core/failure.ts'
import type { Store } from '../../electron/core/ports.ts'

export type OpenStore = (
  folder: string,
  report: (trouble: Trouble) => void,
  timing?: Timing,
) => Store

export const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (thrown) {
    return thrown instanceof FlowError ? thrown.code : String(thrown)
  }
  return 'none'
}

/** Each is nothing that a store has written, and none of them may be lost or stop the console. */
const damagedFiles: [string, string | Buffer][] = [
  ['empty', ''],
  ['malformed', '{"a": 1,'],
  ['full of NUL', '\0'.repeat(100)],
  ['truncated', '{"connections": {"a": "b'],
  ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
  ['UTF-16 with its mark', Buffer.from('\uFEFF{"a":1}', 'utf16le')],
  ['marked with a BOM', '\uFEFF{"a":1}'],
  ['not UTF-8', Buffer.from([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')])],
  ['a list', '[1, 2]'],
  ['a text', '"a"'],
  ['a number', '1'],
  ['null', 'null'],
  ['far too large', Buffer.alloc(20_000_001, ' ')],
]

const posix = process.platform !== 'win32'
const first = '2026-01-02T03-04-05-678Z'
const keptName = `config.corrupt-${first}.json`
const timing: Timing = {
  now: () => Date.parse('2026-01-02T03:04:05.678Z'),
  pause: () => undefined,
}

/** What every host's store does, so that the desktop and the command line can share a folder. */
export function describeStore(hostOf: () => OpenStore): void {
  let folder: string
  let file: string
  let troubles: Trouble[]
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'store-')), 'SSO Flow Console')
    file = path.join(folder, 'config.json')
    troubles = []
  })
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

  const open = () => hostOf()(folder, (trouble) => void troubles.push(trouble), timing)
  const put = (document: object, store = open()) => store.update(() => document)
  const files = () => readdirSync(folder).toSorted()
  const mode = (name: string) => (statSync(name).mode & 0o777).toString(8)
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))

  describe('the settings file', () => {
    it('is not written before there is something to write', () => {
      expect(open().read()).toBeNull()
      expect(existsSync(file)).toBe(false)
    })

    it('gives back what was written, names with dots and unknown members included', () => {
      const document = {
        version: 1,
        connections: { 'shop.example': { a: [1, null, 'ä', 1e-7, 12345678901] } },
        later: { b: true, empty: {} },
      }
      put(document)
      expect(open().read()).toEqual(document)
      put({ version: 1 })
      expect(open().read()).toEqual({ version: 1 })
    })

    it.runIf(posix)('is readable by its owner alone, like its backup', () => {
      const store = open()
      put({ a: 1 }, store)
      expect(mode(folder)).toBe('700')
      chmodSync(file, 0o644)
      put({ a: 2 }, store)
      expect([mode(file), mode(path.join(folder, 'config.backup.json'))]).toEqual(['600', '600'])
    })

    it('is not touched by reading it, nor by a change that changes nothing', () => {
      put({ a: 1 })
      utimesSync(file, 1, 1)
      open().read()
      open().update((document) => ({ ...(document as object) }))
      expect(statSync(file).mtimeMs).toBe(1000)
    })

    it('is followed to where a link leads', () => {
      mkdirSync(folder)
      const elsewhere = path.join(path.dirname(folder), 'elsewhere.json')
      writeFileSync(elsewhere, '{"a":1}')
      symlinkSync(elsewhere, file)
      put({ a: 2 })
      expect(JSON.parse(readFileSync(elsewhere, 'utf8'))).toEqual({ a: 2 })
    })

    it('shows what another process has written since', () => {
      const [one, other] = [open(), open()]
      one.update(() => ({ one: 1 }))
      other.update((document) => ({ ...(document as object), other: 1 }))
      one.update((document) => ({ ...(document as object), again: 1 }))
      expect(other.read()).toEqual({ one: 1, other: 1, again: 1 })
    })

    it('stays as it is when the change fails, whose failure is told', () => {
      put({ a: 1 })
      const refuse = () => {
        throw new FlowError('connection_unknown', 'There is none.')
      }
      expect(codeOf(() => open().update(refuse))).toBe('connection_unknown')
      expect(read('config.json')).toEqual({ a: 1 })
      expect(files()).toEqual(['config.backup.json', 'config.json'])
    })
  })

  describe('beside the settings file', () => {
    it('there is a copy of it, and nothing else', () => {
      put({ a: 1 })
      put({ a: 2 })
      expect(files()).toEqual(['config.backup.json', 'config.json'])
      expect(read('config.backup.json')).toEqual({ a: 2 })
    })

    it('the last document of a version is kept when the version changes', () => {
      put({ version: 1, a: 1 })
      put({ version: 2, a: 1 })
      put({ version: 2, a: 2 })
      expect(files()).toEqual(['config.backup.json', 'config.json', 'config.v1.json'])
      expect(read('config.v1.json')).toEqual({ version: 1, a: 1 })
    })

    it('is removed what a process that was killed has left', () => {
      mkdirSync(folder)
      for (const name of ['config.new.json', 'config.new.json.tmp-1', 'config.backup.new.json']) {
        writeFileSync(path.join(folder, name), 'half')
      }
      put({ a: 1 })
      expect(files()).toEqual(['config.backup.json', 'config.json'])
    })
  })

  describe('a damaged settings file', () => {
    it.each(damagedFiles)('that is %s is kept, reported once, and starts empty', (_, content) => {
      mkdirSync(folder)
      writeFileSync(file, content)
      const store = open()
      expect(store.read()).toBeNull()
      expect(store.read()).toBeNull()
      expect(troubles).toEqual([
        {
          kept: path.join(folder, keptName),
          sentence: expect.stringMatching(
            `^The settings file was damaged \\(it .+\\). It was kept as ${keptName}, and .+ empty settings\\.$`,
          ),
        },
      ])
      put({ a: 1 }, store)
      expect(store.read()).toEqual({ a: 1 })
      expect(readFileSync(path.join(folder, keptName)).equals(Buffer.from(content))).toBe(true)
    })

    it.each(damagedFiles)('that is %s is kept, and its copy takes its place', (_, content) => {
      put({ a: 1 })
      writeFileSync(file, content)
      expect(open().read()).toEqual({ a: 1 })
      expect(read('config.json')).toEqual({ a: 1 })
      expect(troubles.map(({ sentence }) => sentence)).toEqual([
        expect.stringMatching(
          `kept as ${keptName}, and the copy in config.backup.json was restored`,
        ),
      ])
      expect(readFileSync(path.join(folder, keptName)).equals(Buffer.from(content))).toBe(true)
    })

    it.each([
      ['without a copy', false],
      ['with a copy', true],
    ])('may be a folder, %s', (_, copied) => {
      if (copied) put({ a: 1 })
      rmSync(file, { force: true })
      mkdirSync(path.join(file, 'inside'), { recursive: true })
      expect(open().read()).toEqual(copied ? { a: 1 } : null)
      expect(troubles[0]?.sentence).toContain('it is a folder')
      expect(existsSync(path.join(folder, keptName, 'inside'))).toBe(true)
      put({ a: 2 })
      expect(open().read()).toEqual({ a: 2 })
    })

    it('is found by a change as well, which is applied to the copy', () => {
      put({ a: 1 })
      writeFileSync(file, 'broken')
      open().update((document) => ({ ...(document as object), b: 2 }))
      expect(read('config.json')).toEqual({ a: 1, b: 2 })
      expect(readFileSync(path.join(folder, keptName), 'utf8')).toBe('broken')
      expect(troubles).toHaveLength(1)
    })

    it('gets a name of its own each time', () => {
      for (const content of ['one', 'two', 'three']) {
        mkdirSync(folder, { recursive: true })
        writeFileSync(file, content)
        open().read()
      }
      const kept = files().map((name) => readFileSync(path.join(folder, name), 'utf8'))
      expect(kept.toSorted()).toEqual(['one', 'three', 'two'])
    })

    it('is kept as well where a link leads to it', () => {
      put({ a: 1 })
      const elsewhere = path.join(folder, 'elsewhere.json')
      writeFileSync(elsewhere, 'broken')
      rmSync(file)
      symlinkSync(elsewhere, file)
      expect(open().read()).toEqual({ a: 1 })
      expect(read('elsewhere.json')).toEqual({ a: 1 })
      expect(readFileSync(path.join(folder, keptName), 'utf8')).toBe('broken')
    })

    it('is replaced by the newest good copy', () => {
      put({ version: 1, a: 1 })
      put({ version: 2, a: 2 })
      writeFileSync(path.join(folder, 'config.backup.json'), 'broken too')
      writeFileSync(file, 'broken')
      expect(open().read()).toEqual({ version: 1, a: 1 })
      expect(troubles[0]?.sentence).toContain('config.v1.json')
    })
  })

  describe('where nothing can be written', () => {
    it('the settings are refused, and reading says no more than it knows', () => {
      writeFileSync(folder, 'a file where the folder should be')
      expect(codeOf(() => put({ a: 1 }))).toBe('store_unwritable')
      expect(['none', 'store_unreadable']).toContain(codeOf(() => open().read()))
    })
  })
}

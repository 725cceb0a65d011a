import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Connections } from '../../electron/core/config/connections.ts'
import { createPorts } from '../../electron/headless/environment.ts'

/* The store with real processes: killed, side by side, and on a disk that is full. */

const script = path.join(import.meta.dirname, 'store-process.ts')
const seconds = 60_000
const writes = 500

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'store-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = (name: string): { count: number; filler: string } =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8'))

/** Numbers that are the same in every run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A process that counts on until it is killed in that call, and what it has left behind. */
function life(call: number, before: number) {
  const given = [script, 'write', folder, String(writes), String(call)]
  const { signal, stdout, stderr } = spawnSync(process.execPath, given, { encoding: 'utf8' })
  const said = (word: string) => [...stdout.matchAll(RegExp(`^${word} (\\d+)$`, 'gm'))]
  const last = (word: string) => Number(said(word).at(-1)?.[1] ?? before)
  const [begun, done] = [last('begin'), last('done')]
  const found = existsSync(path.join(folder, 'config.json')) ? read('config.json') : null
  const isWhole = found?.filler === 'x'.repeat(((found?.count ?? 0) * 7919) % 5000)
  const wrong = [
    found === null && begun > 1 && 'it is gone',
    found !== null && !isWhole && 'it is mixed',
    found !== null && ![begun, done].includes(found.count) && `${found.count} is neither`,
    stdout.includes('trouble') && stdout,
    signal === null && done !== writes && `ended early: ${stderr}`,
  ].filter((problem) => problem !== false)
  return {
    isKilled: signal === 'SIGKILL',
    count: found?.count ?? 0,
    wrong: wrong.map((problem) => `call ${call} from ${before}: ${problem}`),
  }
}

it('a process that is killed leaves the old or the new document', { timeout: seconds }, () => {
  const random = numbersFrom(20_260_101)
  const wrong: string[] = []
  let [kills, count] = [0, 0]
  while (count < writes && wrong.length === 0) {
    // Some sixty calls a write: some die in the first of them, some after many.
    const lived = life(1 + Math.floor(random() ** 2 * 5000), count)
    wrong.push(...lived.wrong)
    kills += lived.isKilled ? 1 : 0
    count = lived.count
  }
  expect(wrong).toEqual([])
  expect(kills).toBeGreaterThan(8)
  expect(read('config.backup.json')).toEqual(read('config.json'))
  expect(readdirSync(folder).toSorted()).toEqual(['config.backup.json', 'config.json'])
})

it('two processes that add connections lose none', { timeout: seconds }, async () => {
  const add = (name: string) =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [script, 'add', folder, name, '50'])
      let said = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
      child.once('close', (code) => resolve(`${code} ${said}`))
    })
  expect(await Promise.all([add('left'), add('right')])).toEqual(['0 ', '0 '])

  const connections = new Connections(
    createPorts({ environment: { SSO_FLOW_CONSOLE_DATA: folder } }),
  )
  const names = ['left', 'right'].flatMap((side) =>
    Array.from({ length: 50 }, (_, at) => `${side} ${at}`),
  )
  expect(
    connections
      .list()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(names.toSorted())
  for (const name of names) {
    const { connection } = await connections.open(name)
    expect(connection).toMatchObject({ elasticPath: { clientSecret: `secret of ${name}` } })
  }
  expect(readdirSync(folder).toSorted()).toEqual([
    'config.backup.json',
    'config.json',
    'secret.key',
  ])
})

it.skipIf(process.platform === 'win32')('a disk that is full changes nothing', () => {
  // A limit for files is met like a full disk: the first write is cut short, and nothing says so.
  const fill = (bytes: number) => {
    const command = `ulimit -f 16; exec "$0" "$@"`
    const given = [process.execPath, script, 'fill', folder, String(bytes)]
    return spawnSync('bash', ['-c', command, ...given], { encoding: 'utf8' }).stdout
  }
  expect(fill(1000)).toBe('done\n')
  const before = readFileSync(path.join(folder, 'config.json'), 'utf8')
  expect(fill(100_000)).toMatch(/could not be saved \(the disk did not take all of it\)/)
  expect(readFileSync(path.join(folder, 'config.json'), 'utf8')).toBe(before)
  expect(readdirSync(folder).toSorted()).toEqual(['config.backup.json', 'config.json'])
})

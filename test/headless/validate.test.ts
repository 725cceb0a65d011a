import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verdictSchema } from '../../shared/check.ts'
import { answering, serve } from '../core/tokens/introspection-server.ts'
import { asking, openShop, type Shop } from '../core/verdict/shop.ts'

/* `validate` of the real command line, in a process of its own. */

const cli = path.join(import.meta.dirname, '../../electron/headless/cli.ts')
const folder = mkdtempSync(path.join(os.tmpdir(), 'validate-'))
const children = new Set<ChildProcessWithoutNullStreams>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

let shop: Shop
let config: string
let good: string
beforeAll(async () => {
  shop = await openShop()
  good = await shop.sign()
  config = file('config.json', JSON.stringify({ ...shop.document, Site_FR: { audience: 'other' } }))
})

function file(name: string, content: string): string {
  const target = path.join(folder, name)
  writeFileSync(target, content)
  return target
}

function start(...args: string[]) {
  const child = spawn(process.execPath, [cli, 'validate', ...args], {
    env: { ...process.env, SSO_FLOW_CONSOLE_DATA: path.join(folder, 'data'), NO_COLOR: '1' },
  })
  children.add(child)
  const out = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text))
  // A child that ends early leaves its input unread.
  child.stdin.on('error', () => undefined)
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => {
      children.delete(child)
      resolve({ code, ...out })
    })
  })
  return { child, ended }
}

async function validate(input: string, ...args: string[]) {
  const { child, ended } = start('--config', config, ...args)
  child.stdin.end(input)
  return ended
}

interface Document extends Record<string, unknown> {
  verdict: string
  firstFailure: string | null
  platformStatus: number | null
  customer: { outcome: string }
  checks: { id: string; status: string; expected: unknown; found: unknown; source: string }[]
}
async function json(input: string, ...args: string[]) {
  const { code, stdout } = await validate(input, '--json', ...args)
  return { code, document: JSON.parse(stdout) as Document }
}

describe('one token', () => {
  test('accepted: the ladder in words, and 0', async () => {
    const { code, stdout, stderr } = await validate(`${good}\n`)
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/✓ passed +signature +The signature is right/)
    expect(stdout).toContain('✓ Verdict: accepted')
    expect(stdout).toContain('Predicted platform status: 200 (assumed).')
    expect(stdout).not.toContain(good.split('.')[2])
  })

  test('rejected: the first failure by name, and 1', async () => {
    const token = await shop.sign({ aud: 'account', exp: 1 })
    const { code, stdout } = await validate(token, '--token-file', '-')
    expect(code).toBe(1)
    expect(stdout).toContain('✗ Verdict: rejected')
    expect(stdout).toContain('First failed check: audience.')
    expect(stdout).toMatch(/✗ failed +expiry/)
  })

  test('--json has the stable shape', async () => {
    const { code, document } = await json(good, '--site', 'Site_FR')
    expect(code).toBe(1)
    expect(verdictSchema.safeParse(document).error).toBeUndefined()
    expect(document).toMatchObject({
      verdict: 'rejected',
      platformStatus: 401,
      mode: 'offline',
      site: 'Site_FR',
      siteReason: 'requested',
      firstFailure: 'audience',
      identifier: { field: 'EMAIL', value: 'alice@example.com', state: 'present' },
      customer: { outcome: 'not-reached' },
      hosts: [],
    })
    expect(document.checks.find(({ id }) => id === 'audience')).toMatchObject({
      status: 'failed',
      expected: 'other',
      found: ['account', 'commerce-system'],
      source: 'Site_FR.audience',
    })
  })

  test('a single site configuration does as well as a document', async () => {
    const single = file('site.json', JSON.stringify(shop.document.default))
    const { child, ended } = start('--config', single, '--token-file', file('t.jwt', good))
    child.stdin.end()
    expect((await ended).code).toBe(0)
  })

  test('at another instant, with a skew', async () => {
    const token = await shop.sign({ iat: 1_000_000_000, exp: 1_771_261_200 })
    const at = async (...args: string[]) => (await json(token, ...args)).document.firstFailure
    expect(await at('--at', '2026-02-16T16:59:59Z')).toBeNull()
    expect(await at('--at', '2026-02-16T17:00:00')).toBe('expiry')
    expect(await at('--at', '2026-02-16T18:00:00+01:00', '--skew', '1')).toBeNull()
    expect(await at('--at', '1771261200')).toBe('expiry')
  })

  test('with the settings and customers of the person', async () => {
    const customers = file('customers.csv', 'customerNumber;E-Mail\nC1;bob@example.com\n')
    const off = await json(good, '--customers', customers, '--autoprovisioning', 'off')
    expect(off).toMatchObject({
      code: 1,
      document: { platformStatus: 404, firstFailure: 'customer' },
    })
    const on = await json(good, '--customers', customers, '--identifier', 'SUBJECT')
    expect(on.document).toMatchObject({
      identifier: { field: 'SUBJECT', value: 'sub-1' },
      customer: { outcome: 'created' },
      customers: { total: 1 },
    })
    expect((await validate(good, '--customers', customers)).stdout).toContain(
      'switch from EMAIL to SUBJECT',
    )
  })

  test('an unknown configuration is the refusal of the platform', async () => {
    expect(await json(good, '--site', 'Site_XX')).toMatchObject({
      code: 1,
      document: { platformStatus: 400, firstFailure: 'configuration' },
    })
  })

  test('both modes explain what differs', async () => {
    const base = await serve(answering(200, { active: false }))
    const both = file('both.json', JSON.stringify({ ...shop.document.default, ...asking(base) }))
    const { child, ended } = start('--config', both, '--mode', 'both')
    child.stdin.end(good)
    const { code, stdout } = await ended
    expect(code).toBe(0)
    expect(stdout).toContain('it was revoked or the person logged out')
    expect(stdout).toMatch(/◇ one-sided active/)
  })

  test('a provider that cannot be reached is 3, one that refuses is 1', async () => {
    const base = await serve(answering(401, {}))
    const entry = (base: string) => file('online.json', JSON.stringify(asking(base)))
    const refused = start('--config', entry(base), '--json')
    refused.child.stdin.end(good)
    const { code, stdout } = await refused.ended
    expect([code, (JSON.parse(stdout) as Document).firstFailure]).toEqual([1, 'introspection'])
    const away = start('--config', entry(base.replace(/\d+$/, '1')))
    away.child.stdin.end(good)
    expect((await away.ended).code).toBe(3)
  })
})

describe('wrong use is 2 and one sentence', () => {
  test.each<[string, string[], string]>([
    ['no configuration file', ['--config', '/nowhere.json'], 'does not exist'],
    ['a mode that is none', ['--mode', 'maybe'], '--mode takes'],
    ['an instant that is none', ['--at', 'noon'], '--at takes'],
    ['milliseconds', ['--at', '1771261200000'], 'milliseconds'],
    ['a skew that is none', ['--skew', '-1'], '--skew takes'],
    ['an identifier that is none', ['--identifier', 'NAME'], '--identifier takes'],
    ['neither on nor off', ['--autoprovisioning', 'yes'], '--autoprovisioning takes'],
    ['no token file', ['--token-file', '/nowhere.jwt'], 'does not exist'],
    ['no customer file', ['--customers', '/nowhere.csv'], 'does not exist'],
    ['a mode that is not configured', ['--mode', 'online'], 'default.domain is missing'],
    ['no token file for a batch', ['--batch', '--token-file', '/nowhere'], 'does not exist'],
    ['standard input twice', ['--config', '-'], 'cannot hold both'],
  ])('%s', async (_name, args, sentence) => {
    const { code, stdout, stderr } = await validate('', ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  test('a malformed configuration says where, and a malformed list too', async () => {
    const broken = file('broken.json', '{"default":{"client_secret":"hush",}}')
    const malformed = await validate('', '--config', broken)
    expect(malformed).toMatchObject({ code: 2 })
    expect(malformed.stderr).toContain('line 1, column')
    expect(malformed.stderr).not.toContain('hush')
    const list = file('broken.csv', 'email,active\na@example.com,perhaps\n')
    const { code, stderr } = await validate(good, '--customers', list)
    expect(code).toBe(2)
    expect(stderr).toContain('row 2, column 2')
  })
})

describe('--batch', () => {
  test('one line out for each line in, in order', async () => {
    const lines = ['', 'opaque', good, await shop.sign({ aud: 'x' }), good]
    const { code, stdout, stderr } = await validate(`${lines.join('\n')}\n`, '--batch')
    expect(code).toBe(1)
    expect(stderr).toBe('')
    const verdicts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Document)
    expect(verdicts.map(({ firstFailure }) => firstFailure)).toEqual([
      'format',
      'format',
      null,
      'audience',
      null,
    ])
    const single = await json(good)
    expect(Object.keys(verdicts[2] ?? {})).toEqual(
      Object.keys(single.document).filter((name) => !['at', 'skew', 'hosts'].includes(name)),
    )
  })

  test('all accepted is 0, from a file as well', async () => {
    const { code, stdout } = await validate(
      '',
      '--batch',
      '--token-file',
      file('many.txt', `${good}\n`.repeat(500)),
    )
    expect(code).toBe(0)
    expect(stdout.split('\n')).toHaveLength(501)
  })

  test.skipIf(process.platform === 'win32')(
    'Ctrl-C leaves whole lines and ends with 130',
    async () => {
      const { child, ended } = start('--config', config, '--batch')
      const some = `${good}\n`.repeat(200)
      child.stdin.write(some)
      // Standard input stays open: the batch would go on for ever.
      child.stdout.once('data', () => {
        child.stdin.write(some)
        child.kill('SIGINT')
      })
      const { code, stdout, stderr } = await ended
      expect(code).toBe(130)
      expect(stderr).toContain('cancelled')
      expect(stdout.endsWith('}\n')).toBe(true)
      for (const line of stdout.trimEnd().split('\n'))
        expect(() => JSON.parse(line) as unknown).not.toThrow()
    },
  )

  test('a reader who goes away ends it quietly', async () => {
    const { child, ended } = start('--config', config, '--batch')
    child.stdout.once('data', () => child.stdout.destroy())
    const token = Buffer.from(`${good}\n`.repeat(1000))
    const feed = () => {
      while (child.stdin.writable && child.stdin.write(token));
    }
    child.stdin.on('drain', feed)
    feed()
    const { stderr } = await ended
    expect(stderr).toBe('')
  })
})

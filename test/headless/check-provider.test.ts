import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { providerReportSchema } from '../../shared/provider-check.ts'
import { json, page, rogue, silence } from '../core/provider-check/rogue.ts'

/* `check-provider` of the real command line, in a process of its own. */

const cli = path.join(import.meta.dirname, '../../electron/headless/cli.ts')
const folder = mkdtempSync(path.join(os.tmpdir(), 'check-provider-'))
const children = new Set<ChildProcess>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const secret = 'correct-horse-battery'

function start(...args: string[]) {
  const child = spawn(process.execPath, [cli, 'check-provider', ...args], {
    env: {
      ...process.env,
      SSO_FLOW_CONSOLE_DATA: path.join(folder, 'data'),
      NO_COLOR: '1',
      SHOP_SECRET: secret,
      EMPTY: '',
    },
  })
  children.add(child)
  const out = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text))
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => {
      children.delete(child)
      resolve({ code, ...out })
    })
  })
  return { child, ended }
}

const check = (...args: string[]) => start(...args).ended
const client = ['--client-id', 'shop', '--client-secret-env', 'SHOP_SECRET']

describe('the outcome', () => {
  test('is a table, and 0 where nothing failed', async () => {
    const provider = await rogue()
    const { code, stdout, stderr } = await check(
      provider.issuer,
      ...client,
      '--probe-redirect-uri',
      'https://shop.example/callback',
    )
    expect(code).toBe(0)
    expect(stdout).toContain('Elastic Path, 9 requirements and what they rest on')
    expect(stdout).toContain('Emporix, 12 needs')
    expect(stdout).toMatch(
      /✓ passed +Client secret by Basic +400 invalid_grant: the secret was taken/,
    )
    expect(stdout).toMatch(/\? cannot tell Audience is our client only/)
    expect(stdout).toMatch(/✓ Nothing speaks against Emporix and Elastic Path\n/)
    expect(stdout).toMatch(/5 requests, \d+ ms\n$/)
    expect(stderr).toMatch(
      /^Asks 127\.0\.0\.1:\d+: Discovery document, Key set, Redirect URI, Client secret, Introspection\.\n$/,
    )
    expect(stdout + stderr).not.toContain(secret)
  })

  test('is 1 where something failed, with the bytes and the one change', async () => {
    const provider = await rogue({
      authorize: page('<p>Invalid parameter: redirect_uri</p>\u001b[31m', 400),
      token: json({ error: 'invalid_client', error_description: secret }, 401),
    })
    const { code, stdout, stderr } = await check(
      provider.issuer,
      '--platform',
      'elastic-path',
      ...client,
      '--probe-redirect-uri',
      'https://shop.example/callback',
    )
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /✗ failed +Callback endpoint registered +400 Invalid parameter: redirect_uri/,
    )
    expect(stdout).toContain(
      `GET ${provider.issuer}/authorize: 400 Invalid parameter: redirect_uri`,
    )
    expect(stdout).toContain(
      'The one change: At the provider, client `shop`, add this redirect URI',
    )
    expect(stdout).toContain('✗ Not ready for Elastic Path')
    expect(stdout).not.toContain('Emporix')
    expect(stdout).not.toContain('\u001b')
    expect(stdout + stderr).not.toContain(secret)
  })

  test('is one document with --json', async () => {
    const provider = await rogue({ document: page('', 404) })
    const { code, stdout } = await check(provider.issuer, '--json', '--platform', 'emporix')
    expect(code).toBe(1)
    const report = providerReportSchema.parse(JSON.parse(stdout))
    expect(report).toMatchObject({ state: 'done', counts: { failed: 1 }, requests: 1 })
    expect(report.platforms.map(({ platform }) => platform)).toEqual(['emporix'])
  })

  test('is 3 where nobody answers', async () => {
    const { code, stdout } = await check('http://127.0.0.1:1', '--json')
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ state: 'unreachable' })
  })

  test('is 130 where the person stops it', async () => {
    const provider = await rogue({ keys: silence })
    const { child, ended } = start(provider.issuer, '--json')
    await provider.reached('/jwks')
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect(code).toBe(130)
    expect(JSON.parse(stdout)).toMatchObject({ state: 'cancelled', counts: { checking: 0 } })
  })
})

describe('wrong use is one sentence and 2', () => {
  test.each([
    ['no issuer', [], /^Missing required argument 'issuer'\.$/],
    [
      'an issuer that is none',
      ['login.example'],
      /^The issuer login\.example must be an https URL/,
    ],
    ['plain http elsewhere', ['http://login.example'], /http is accepted on this machine only\.$/],
    [
      'an unknown platform',
      ['https://login.example', '--platform', 'magento'],
      /^There are no requirements of magento; there are those of: emporix, elastic-path\.$/,
    ],
    [
      'a secret without a client',
      ['https://login.example', '--client-secret-env', 'SHOP_SECRET'],
      /^--client-secret-env needs --client-id/,
    ],
    [
      'a redirect URI without a client',
      ['https://login.example', '--probe-redirect-uri', 'https://shop.example/'],
      /^--probe-redirect-uri needs --client-id/,
    ],
    [
      'a relative redirect URI',
      ['https://login.example', '--client-id', 'shop', '--probe-redirect-uri', '/callback'],
      /absolute URI without a fragment/,
    ],
    [
      'a secret that is not set',
      ['https://login.example', '--client-id', 'shop', '--client-secret-env', 'EMPTY'],
      /^The environment variable EMPTY is not set/,
    ],
    [
      'a secret on the command line',
      ['https://login.example', '--client-secret', secret],
      /^Unknown option '--client-secret'/,
    ],
  ])('%s', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await check(...args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n').at(-1)).toMatch(sentence)
    expect(stderr).not.toContain(secret)
  })

  test('--help names the platforms', async () => {
    const { code, stdout } = await check('--help')
    expect(code).toBe(0)
    expect(stdout).toContain('emporix or elastic-path')
    expect(stdout).toContain('--probe-redirect-uri')
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '../../electron/headless/scripted-browser.ts'
import { sandboxStatusSchema } from '../../shared/sandbox.ts'

/* The real command line, in a process of its own. */

const cli = path.join(import.meta.dirname, '../../electron/headless/cli.ts')
const folder = mkdtempSync(path.join(os.tmpdir(), 'cli-'))
const running = new Set<ChildProcess>()
const seconds = 60_000

afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

function start(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, SSO_FLOW_CONSOLE_DATA: path.join(folder, 'data'), ...environment },
  })
  running.add(child)
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  const seen = { stdout: new Set<() => void>(), stderr: new Set<() => void>() }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      ended[stream] += chunk
      for (const look of seen[stream]) look()
    })
  }
  const done = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      running.delete(child)
      resolve({ ...ended, code })
    })
  })
  return {
    child,
    done,
    /** The first match of what it prints. */
    says: (stream: 'stdout' | 'stderr', pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(ended[stream])
          if (match) resolve(match[1] ?? match[0])
        }
        seen[stream].add(look)
        look()
        void done.then(({ stderr }) => reject(new Error(`ended first: ${stderr}`)))
      }),
  }
}

const run = (...args: string[]) => start(args).done
const flow = ['run', 'emporix-token-exchange', '--connection']
const sandboxFlow = [...flow, 'sandbox']
const accountFlow = ['run', 'elastic-path-account', '--connection', 'sandbox']
const ssoFlow = ['run', 'emporix-sso', '--connection', 'sandbox']

interface Report {
  outcome: string
  site: string | null
  verdict: {
    verdict: string
    platformStatus: number
    receivedStatus: number
    agree: boolean
    firstFailure: string | null
  }
  stages: { id: string; status: string }[]
  customerToken: Record<string, string>
  customer: Record<string, string>
  choices: { stage: string; input: string; id: string; title: string }[]
  revealed?: Record<string, string>
  failure: { code: string; kind: string; message: string } | null
}
const report = ({ stdout }: Ended) => JSON.parse(stdout) as Report

describe('asking', () => {
  test('flows lists the stages', async () => {
    const { code, stdout } = await run('flows')
    expect(code).toBe(0)
    expect(stdout).toContain('emporix-token-exchange')
    expect(stdout).toContain('redeem-code')
    const asJson = await run('flows', '--json')
    expect(JSON.parse(asJson.stdout)).toMatchObject([
      { id: 'emporix-token-exchange' },
      { id: 'emporix-sso' },
      { id: 'elastic-path-customer' },
      { id: 'elastic-path-customer-legacy' },
      { id: 'elastic-path-account' },
    ])
  })

  test('schema connection is a JSON Schema', async () => {
    const { code, stdout } = await run('schema', 'connection')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toHaveProperty('$schema')
  })

  test('--help and --version succeed', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stderr: '' })
    expect((await run('run', '--help')).stdout).toContain('--subject-token')
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('wrong use is one sentence and exit code 2', () => {
  const missing = path.join(folder, 'missing.json')
  const broken = path.join(folder, 'broken.json')
  beforeAll(() => writeFileSync(broken, '{"platform": "emporix",'))

  test.each([
    ['an unknown command', ['fly'], /^Unknown command 'fly'\.$/],
    [
      'an unknown option',
      [...sandboxFlow, '--prot', '1'],
      /^Unknown option '--prot' \(Did you mean --port\?\)\.$/,
    ],
    ['a missing option', ['run', 'emporix-token-exchange'], /^Required option '--connection/],
    [
      'a missing argument',
      ['run', '--connection', 'sandbox'],
      /^Missing required argument 'flow'\.$/,
    ],
    ['an unknown flow', ['run', 'x', '--connection', 'sandbox'], /^There is no flow x;/],
    [
      'an unknown connection',
      [...flow, 'acme'],
      /^There is no connection acme; there are: sandbox/,
    ],
    ['a missing file', [...flow, missing], /missing\.json does not exist/],
    ['a broken file', [...flow, broken], /broken\.json/],
    [
      'a port that is none',
      [...sandboxFlow, '--port', '70000'],
      /^--port takes a number from 0 to 65535\.$/,
    ],
    ['a timeout that is none', [...sandboxFlow, '--timeout', '1e9'], /^--timeout takes a number/],
    [
      'a way that is none',
      [...sandboxFlow, '--callback', 'mail'],
      /^--callback takes loopback or paste/,
    ],
    ['an input without value', [...sandboxFlow, '--input', 'scope'], /^--input takes KEY=VALUE/],
    [
      'an unknown input',
      [...sandboxFlow, '--input', 'client.x=1'],
      /^The input client\.x does not exist/,
    ],
    [
      'a missing token file',
      [...sandboxFlow, '--subject-token', missing],
      /^The subject token file .* does not exist\.$/,
    ],
    [
      'standard input twice',
      [...sandboxFlow, '--subject-token', '-', '--callback', 'paste'],
      /cannot hold both/,
    ],
  ])('%s', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await run(...args)
    expect(stderr.trimEnd()).toMatch(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('with --json it is a document, and nothing else is said', async () => {
    const ended = await run('run', 'emporix-token-exchange', '--json')
    expect(ended.code).toBe(2)
    expect(report(ended)).toEqual({
      outcome: 'failed',
      failure: {
        code: 'input_invalid',
        kind: 'invalid',
        message: "Required option '--connection <name>' not specified.",
      },
    })
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(ended.stderr).toBe('')
  })
})

const pasting = [...sandboxFlow, '--callback', 'paste', '--open', 'print', '--json']

describe('a run in the sandbox', () => {
  test(
    'that passes ends with 0 and says as whom',
    async () => {
      const ended = await run(...sandboxFlow, '--login', 'alice', '--site', 'Site_DE', '--json')
      expect(ended).toMatchObject({ code: 0, stderr: '' })
      expect(report(ended)).toMatchObject({
        outcome: 'passed',
        flow: 'emporix-token-exchange',
        connection: 'Sandbox',
        site: 'Site_DE',
        verdict: { verdict: 'accepted', platformStatus: 200, receivedStatus: 200, agree: true },
        customer: { outcome: 'found', email: 'alice@example.com' },
        failure: null,
      })
      expect(new Set(report(ended).stages.map(({ status }) => status))).toEqual(new Set(['passed']))
      expect(report(ended).customerToken.access_token).toContain('••••')
      expect(report(ended)).not.toHaveProperty('revealed')
    },
    seconds,
  )

  test(
    'of standard SSO passes and ends with a customer token',
    async () => {
      const ended = await run(...ssoFlow, '--login', 'alice', '--json')
      expect(ended).toMatchObject({ code: 0, stderr: '' })
      expect(report(ended)).toMatchObject({ outcome: 'passed', verdict: null, failure: null })
      expect(report(ended).stages.map(({ id, status }) => `${id} ${status}`)).toEqual([
        'initiation passed',
        'callback passed',
        'anonymous-session passed',
        'token-exchange passed',
        'issuance passed',
        'api-access passed',
      ])
      expect(report(ended).customerToken).toMatchObject({ expires_in: '2591999' })
      expect(report(ended).customerToken.social_id_token).toContain('••••')
    },
    seconds,
  )

  test(
    'that asks is answered with the first option, in one line, and as whom is told',
    async () => {
      const ended = await run(...accountFlow, '--login', 'alice', '--json')
      expect(ended.code).toBe(0)
      const [profile, account] = report(ended).choices
      expect(profile).toMatchObject({ stage: 'profiles', input: 'store.profile', title: 'Sandbox' })
      expect(account).toMatchObject({ stage: 'account-token', input: 'store.account' })
      expect(ended.stderr.trimEnd().split('\n')).toEqual([
        `Which OIDC profile signs the person in? Taken: Sandbox. --input store.profile=${profile?.id} presets it.`,
        `For which account shall the member act? Taken: ${account?.title}. --input store.account=${account?.id} presets it.`,
      ])
      expect(report(ended).customer).toMatchObject({
        email: 'alice@example.com',
        account: account?.title,
      })

      const preset = await run(
        ...accountFlow,
        '--login',
        'alice',
        '--input',
        `store.profile=${profile?.id}`,
        '--input',
        'store.account=Alpine Sports',
      )
      expect(preset).toMatchObject({ code: 0, stderr: '' })
      expect(preset.stdout).toContain('account Alpine Sports.')
    },
    seconds,
  )

  test(
    'that asks where there is no terminal ends with 2 and says how to answer',
    async () => {
      const ended = await run(...accountFlow, '--open', 'print', '--json')
      expect(ended.code).toBe(2)
      expect(report(ended)).toMatchObject({
        outcome: 'failed',
        failure: {
          code: 'choice_missing',
          message: expect.stringMatching(
            /There is no terminal to ask; answer with --input store\.profile=ID, the ids are: \S+ \(Sandbox\), /,
          ),
        },
      })
    },
    seconds,
  )

  test(
    'reads as a list of stages, without colour in a pipe',
    async () => {
      const { code, stdout, stderr } = await run(...sandboxFlow, '--login', 'alice')
      expect(code).toBe(0)
      expect(stderr).toBe('')
      expect(stdout).toMatch(/✓ passed +1 Discover the provider/)
      expect(stdout).toContain('✓ Verdict: accepted; predicted 200, received 200, as predicted.')
      expect(stdout).not.toContain('\u001b[')
    },
    seconds,
  )

  test(
    'that the platform refuses ends with 1 and names the check',
    async () => {
      const ended = await run(...sandboxFlow, '--login', 'carol', '--json')
      expect(ended.code).toBe(1)
      expect(report(ended)).toMatchObject({
        outcome: 'failed',
        verdict: { verdict: 'rejected', firstFailure: 'identifier' },
        failure: { kind: 'rejected' },
      })
      const { stdout } = await run(...sandboxFlow, '--login', 'carol')
      expect(stdout).toContain('First failed check: identifier.')
      expect(stdout).toContain('✗ The flow failed')
    },
    seconds,
  )

  test(
    'shows a token in clear only when asked, and refuses an unknown member',
    async () => {
      const reveal = [...sandboxFlow, '--login', 'alice', '--json', '--reveal']
      const ended = await run(...reveal, 'access_token')
      expect(report(ended).revealed?.access_token).toBeTruthy()
      expect(report(ended).revealed?.access_token).not.toContain('•')
      expect(ended.stdout.split(report(ended).revealed?.access_token ?? '?')).toHaveLength(2)
      const unknown = await run(...reveal, 'password')
      expect(unknown.code).toBe(2)
      expect(report(unknown)).toMatchObject({
        outcome: 'passed',
        failure: { code: 'input_invalid', message: expect.stringContaining('password') },
      })
    },
    seconds,
  )

  test(
    'takes an input from the command line',
    async () => {
      const ended = await run(
        ...sandboxFlow,
        '--login',
        'alice',
        '--json',
        '--input',
        'client.clientId=other',
      )
      expect(ended.code).not.toBe(0)
      expect(report(ended).outcome).toBe('failed')
    },
    seconds,
  )

  test(
    'with an unknown login names the page',
    async () => {
      const ended = await run(...sandboxFlow, '--login', 'mallory', '--json')
      expect(ended.code).toBe(1)
      expect(report(ended).failure?.code).toBe('login_script_failed')
    },
    seconds,
  )

  test(
    'starts with a subject token from standard input',
    async () => {
      const { child, done } = start([...sandboxFlow, '--subject-token', '-', '--json'])
      child.stdin.end('not.a.token\n')
      const ended = await done
      expect(ended.code).toBe(1)
      expect(report(ended).stages[0]).toMatchObject({ id: 'discover', status: 'skipped' })
      expect(report(ended).verdict.verdict).toBe('rejected')
    },
    seconds,
  )

  test(
    'asks for the callback and takes the one that is pasted, not a foreign one',
    async () => {
      const { child, done, says } = start(pasting)
      const url = await says('stderr', /^(http:\S+)$/m)
      const { finalUrl } = await signIn(url, 'alice', { deliver: false })
      await says('stderr', /Paste the URL/)
      child.stdin.write(`${finalUrl.replace(/state=[^&]*/, 'state=foreign')}\n`)
      await says('stderr', /state is not ours/)
      child.stdin.write(`${finalUrl}\n`)
      const ended = await done
      expect(ended.code).toBe(0)
      expect(report(ended).outcome).toBe('passed')
    },
    seconds,
  )

  test(
    'pastes by itself when it plays the browser',
    async () => {
      const ended = await run(...sandboxFlow, '--callback', 'paste', '--login', 'alice', '--json')
      expect(report(ended).failure).toBeNull()
      expect(ended.code).toBe(0)
    },
    seconds,
  )

  test(
    'ends when standard input ends before the callback',
    async () => {
      const { child, done } = start(pasting)
      child.stdin.end()
      const ended = await done
      expect(ended.code).toBe(2)
      expect(report(ended)).toMatchObject({
        outcome: 'failed',
        failure: { code: 'callback_invalid' },
      })
    },
    seconds,
  )

  test(
    'gives the URL to a command, and comes back by the loopback address',
    async () => {
      const script = path.join(folder, 'browser.mjs')
      const browser = path.join(import.meta.dirname, '../../electron/headless/scripted-browser.ts')
      writeFileSync(
        script,
        `import { signIn } from ${JSON.stringify(browser)}\nawait signIn(process.argv.at(-1), 'bob')\n`,
      )
      const ended = await run(...sandboxFlow, '--open', `${process.execPath} ${script}`, '--json')
      expect(report(ended)).toMatchObject({ outcome: 'passed', customer: { outcome: 'created' } })
      expect(ended.code).toBe(0)
    },
    seconds,
  )

  test.each([
    ['no-such-program-here', 'is not installed'],
    [`${process.execPath} -e process.exit(3)`, 'ended with 3'],
  ])(
    'with the opener %s that fails says so',
    async (opener, why) => {
      const ended = await run(...sandboxFlow, '--open', opener, '--json')
      expect(report(ended).failure).toMatchObject({ code: 'browser_not_opened' })
      expect(report(ended).failure?.message).toContain(why)
      expect(ended.code).toBe(2)
    },
    seconds,
  )

  test(
    'that nobody finishes ends with 3 after its timeout',
    async () => {
      const ended = await run(...sandboxFlow, '--open', 'print', '--timeout', '2', '--json')
      expect(ended.code).toBe(3)
      expect(report(ended)).toMatchObject({
        outcome: 'failed',
        failure: {
          code: 'request_timeout',
          message: 'The run did not end within 2 seconds and was cancelled.',
        },
      })
    },
    seconds,
  )

  test.skipIf(process.platform === 'win32')(
    'ends with 130 by Ctrl-C',
    async () => {
      const { child, done, says } = start([...sandboxFlow, '--open', 'print', '--json'])
      await says('stderr', /Waiting for the browser/)
      child.kill('SIGINT')
      const ended = await done
      expect(ended.code).toBe(130)
      expect(report(ended)).toMatchObject({ outcome: 'cancelled', failure: { code: 'cancelled' } })
    },
    seconds,
  )

  test(
    'on an occupied port names it',
    async () => {
      const server = http.createServer().listen(0, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      const port = String((server.address() as AddressInfo).port)
      const ended = await run(...sandboxFlow, '--login', 'alice', '--port', port, '--json')
      server.close()
      expect(ended.code).toBe(2)
      expect(report(ended).failure?.message).toContain(`Port ${port} on 127.0.0.1 is used`)
    },
    seconds,
  )
})

function connectionFile(name: string, issuer: string): string {
  const file = path.join(folder, name)
  const document = {
    platform: 'emporix',
    name: 'acme',
    identityProvider: { issuer, clientId: 'shop' },
    emporix: { tenant: 'acme', storefrontClientId: 'x', tokenExchange: {} },
  }
  writeFileSync(file, JSON.stringify(document))
  return file
}

describe('a run against a server', () => {
  test(
    'that is not there ends with 3',
    async () => {
      const ended = await run(...flow, connectionFile('down.json', 'http://127.0.0.1:9'), '--json')
      expect(report(ended).failure).toMatchObject({ kind: 'unreachable' })
      expect(ended.code).toBe(3)
    },
    seconds,
  )
})

describe('emulate', () => {
  test.skipIf(process.platform === 'win32')(
    'says on its first line where it runs, and stops by Ctrl-C',
    async () => {
      const { child, done, says } = start(['emulate', '--fault', 'token-500', 'no-email'])
      const line = await says('stdout', /^(\{.*\})\n/)
      const status = sandboxStatusSchema.parse(JSON.parse(line))
      expect(status.running).toBe(true)
      const answer = await fetch(`${status.issuer}/.well-known/openid-configuration`)
      expect(await answer.json()).toMatchObject({ issuer: status.issuer })
      const body = new URLSearchParams({ grant_type: 'authorization_code' })
      const token = await fetch(`${status.issuer}/token`, { method: 'POST', body })
      expect(token.status).toBe(500)
      child.kill('SIGINT')
      expect(await done).toMatchObject({ code: 0, stdout: `${line}\n` })
    },
    seconds,
  )

  test(
    'knows the faults by name, and lists them for one that there is not',
    async () => {
      const { code, stdout, stderr } = await start(['emulate', '--fault', 'nonsense']).done
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(/^The sandbox has no fault nonsense; it has: expired-token, /)
    },
    seconds,
  )
})

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { accountNamed } from '../../../electron/core/platforms/elastic-path/account-choice.ts'
import { namedTokens } from '../../../electron/core/platforms/elastic-path/token-names.ts'
import { startSandbox } from '../../../electron/core/sandbox/sandbox.ts'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import {
  administer,
  answerQuestions,
  changedStore,
  sandboxStore,
  type StoreAnswer,
} from '../../support/elastic-path.ts'

const flowId = 'elastic-path-account'
const connectionId = 'sandbox'
const tokens = '/v2/account-members/tokens'

let person = 'alice'
let console: TestConsole
let direct: Awaited<ReturnType<typeof sandboxStore>>
let store: Awaited<ReturnType<typeof changedStore>>

beforeAll(async () => {
  console = testConsole({ openUrl: async (url) => void (await signIn(url, person)) })
  direct = await sandboxStore(console)
  store = await changedStore(direct.apiUrl)
})
afterEach(() => {
  person = 'alice'
  store.changes.current = () => null
  store.asked.length = 0
  // The store counts its requests by the second.
  console.clock.advance(1000)
})
afterAll(async () => {
  await console.close()
  await store.close()
})

const inputs = { 'store.profile': 'Sandbox', 'store.account': 'Adler Trading' }

const start = (changed: Record<string, string> = {}) =>
  runToEnd(console, { flowId, connectionId, inputs: { ...inputs, ...changed } })

/** Through the one that changes its answers. */
const startChanged = (changed: Record<string, string> = {}) =>
  start({ 'store.apiUrl': store.apiUrl, ...changed })

/** Nothing that names the account beforehand. */
const startAsking = () =>
  runToEnd(console, { flowId, connectionId, inputs: { 'store.profile': 'Sandbox' } })

const checkOf = (run: RunView, stageId: string, id: string) =>
  stageOf(run, stageId).checks.find((one) => one.id === id)

const statusesOf = (run: RunView, stageId: string) =>
  Object.fromEntries(stageOf(run, stageId).checks.map(({ id, status }) => [id, status]))

const accountIdOf = (run: RunView) =>
  stageOf(run, 'account-token').outputs.find(({ name }) => name === 'accountId')?.value

describe('the account tokens of the sandbox', () => {
  it('are one for each account, of which the person takes one', async () => {
    const { asked, stop } = answerQuestions(console, ['Alpine Sports'])
    const run = await startAsking()
    stop()
    expect(asked).toMatchObject([
      {
        stageId: 'account-token',
        input: 'store.account',
        question: 'For which account shall the member act?',
        options: [{ title: 'Adler Trading' }, { title: 'Alpine Sports' }],
      },
    ])
    expect(run.state).toBe('passed')
    expect(accountIdOf(run)).toBe(asked[0]?.options[1]?.id)
    expect(statusesOf(run, 'account-token')).toEqual({
      member: 'passed',
      'accounts-read': 'passed',
      'token-form': 'passed',
      'claim-scope': 'passed',
      'claim-sub': 'passed',
      'claim-realm-id': 'passed',
      'claim-store-id': 'passed',
      'claim-exp': 'passed',
      'claim-lifetime': 'passed',
      'claim-account-member-self-management': 'passed',
      'token-signature': 'skipped',
      account: 'passed',
    })
    expect(stageOf(run, 'account-token').tokens.map(({ name, kind }) => [name, kind])).toEqual([
      ['token of Adler Trading', 'jws'],
      ['token of Alpine Sports', 'jws'],
    ])
    expect(stageOf(run, 'account-token').exchanges).toMatchObject([{ response: { status: 201 } }])
  })

  it('read the member and the account', async () => {
    const run = await start()
    expect(statusesOf(run, 'api-access')).toEqual({
      credentials: 'passed',
      'member-id': 'passed',
      'member-email': 'passed',
      'account-id': 'passed',
    })
    expect(checkOf(run, 'api-access', 'member-email')?.found).toBe('alice@example.com')
    const { exchanges, outputs } = stageOf(run, 'api-access')
    expect(exchanges.map(({ label }) => label)).toEqual(['Account member', 'Account'])
    for (const { request } of exchanges) {
      expect(request.headers.map(([name]) => name)).toContain(
        'ep-account-management-authentication-token',
      )
    }
    expect(outputs).toContainEqual({ name: 'account', value: 'Adler Trading', from: 'shopper' })
  })

  it('leave the core only masked', async () => {
    const views: string[] = []
    const stop = console.core.listen((event) => views.push(JSON.stringify(event)))
    const run = await start()
    stop()
    const { value } = await console.call('run.reveal', { runId: run.id, member: 'token' })
    expect(value.length).toBeGreaterThan(200)
    expect(views.join('\n')).not.toContain(value)
    expect(views.join('\n')).not.toContain(value.split('.')[2])
  })

  it('are refused for a code that was used before', async () => {
    const done = await start()
    await console.call('run.rewind', { runId: done.id, stageId: 'account-token' })
    await console.call('run.toEnd', { runId: done.id, reuse: true })
    const run = await console.call('run.settled', { runId: done.id })
    expect(stageOf(run, 'account-token').failure).toMatchObject({
      code: 'account_token_refused',
      evidence: { status: 400, said: 'authentication failed' },
      message: expect.stringMatching(/realm of customers.*Sign in again/) as string,
    })
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'pkce' })
  })

  it.each([
    ['an id', (id: string) => id],
    ['a name', () => 'Alpine Sports'],
  ])('are chosen beforehand by %s', async (_what, wanted) => {
    const { asked, stop } = answerQuestions(console, ['Alpine Sports'])
    const id = accountIdOf(await startAsking()) ?? ''
    const run = await start({ 'store.account': wanted(id) })
    stop()
    expect(asked).toHaveLength(1)
    expect(accountIdOf(run)).toBe(id)
    expect(checkOf(run, 'account-token', 'account')).toMatchObject({
      expected: wanted(id),
      source: 'connection, account',
    })
  })

  it('have no account of an unknown name; those that exist are named', async () => {
    const { failure } = stageOf(await start({ 'store.account': 'alpine sports' }), 'account-token')
    expect(failure).toMatchObject({ code: 'choice_unknown', evidence: { input: 'store.account' } })
    expect(failure?.message).toMatch(
      /is alpine sports, but .*: Adler Trading \([\w-]+\), Alpine Sports \([\w-]+\)\./,
    )
  })

  it('are lost when the person cancels the choice, as the code is spent', async () => {
    const { stop } = answerQuestions(console, [])
    const run = await startAsking()
    stop()
    expect(run.state).toBe('cancelled')
    expect(stageOf(run, 'account-token').exchanges).toHaveLength(1)
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'pkce' })
  })

  it('are one for a new member where accounts are created automatically', async () => {
    const settings = (auto: boolean) =>
      administer(direct, 'PUT', '/v2/settings/account-authentication', {
        type: 'account_authentication_settings',
        auto_create_account_for_account_members: auto,
      })
    await settings(true)
    person = 'dave'
    const { asked, stop } = answerQuestions(console, [])
    const run = await startAsking()
    stop()
    await settings(false)
    expect(asked).toEqual([])
    expect(run.state).toBe('passed')
    expect(checkOf(run, 'account-token', 'account')?.found).toMatch(/^Dave Dupont \(/)
  })

  it('are none for a member of no account, which is a success with a warning', async () => {
    person = 'bob'
    const run = await start({ 'store.membership': 'never' })
    const stage = stageOf(run, 'account-token')
    expect(stage).toMatchObject({ status: 'passed', tokens: [], failure: null })
    expect(accountIdOf(run)).toBeUndefined()
    expect(checkOf(run, 'account-token', 'account')).toMatchObject({
      status: 'warning',
      found: null,
    })
    expect(checkOf(run, 'account-token', 'account')?.message).toMatch(
      /sign-in is good, but the member belongs to no account.*Assign.*new members only/,
    )
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'pkce' })
  })
})

describe('further pages', () => {
  it('are read by renewing with a token of the first one', async () => {
    const { clock } = console
    const small = await startSandbox({ clock, log: () => {}, elasticPath: { pageLength: 1 } })
    const document = JSON.stringify(small.connections['elastic-path'])
    const { id } = console.core.addConnection(document, 'small.json')
    const run = await runToEnd(console, {
      flowId,
      connectionId: id,
      inputs: { ...inputs, 'store.account': 'Alpine Sports', 'store.switchTo': 'Adler Trading' },
    })
    await small.close()
    expect(run.state).toBe('passed')
    for (const stageId of ['account-token', 'switch-account']) {
      expect(checkOf(run, stageId, 'accounts-read')).toMatchObject({
        status: 'passed',
        expected: 2,
        found: 2,
        message: expect.stringMatching(/from 2 pages.*code is spent.*assumed/) as string,
      })
    }
    const [first, second] = stageOf(run, 'account-token').exchanges.map(({ request }) => request)
    expect(first?.url).toMatch(/tokens$/)
    expect(new URL(second?.url ?? '').searchParams.get('page[offset]')).toBe('1')
    expect(second?.headers.map(([name]) => name)).toContain(
      'ep-account-management-authentication-token',
    )
    expect(second?.body).not.toMatch(/code/)
  })

  it('that are refused leave the first one, with a warning', async () => {
    store.changes.current = ({ path, before }, answer) =>
      path !== tokens ? null : before === 0 ? firstOf(answer) : { status: 500, body: {} }
    const run = await startChanged({ 'store.renewAfterwards': 'false' })
    expect(checkOf(run, 'account-token', 'accounts-read')).toMatchObject({
      status: 'warning',
      expected: 2,
      found: 1,
    })
    expect(checkOf(run, 'account-token', 'accounts-read')?.message).toMatch(/refused with 500/)
    expect(run.state).toBe('passed')
  })

  it('are not read without end', async () => {
    store.changes.current = ({ path }, answer) => (path === tokens ? firstOf(answer, 1000) : null)
    const run = await startChanged({ 'store.renewAfterwards': 'false' })
    expect(store.asked.filter((name) => name.endsWith(tokens))).toHaveLength(20)
    expect(checkOf(run, 'account-token', 'accounts-read')).toMatchObject({
      status: 'warning',
      expected: 1000,
    })
  })
})

/** The answer with its first account alone, as the first of several pages. */
function firstOf({ status, body }: StoreAnswer, total = 2): StoreAnswer {
  const { data, meta } = body as { data: unknown[]; meta: object }
  return {
    status,
    body: { data: data.slice(0, 1), meta: { ...meta, page: { limit: 1 }, results: { total } } },
  }
}

describe('accounts of one name', () => {
  const account = (id: string, name: string) => ({
    account_id: id,
    account_name: name,
    token: `token-${id}`,
    expires: 0,
  })
  const accounts = [account('1', 'Acme'), account('2', 'Acme'), account('3', 'Beta')]

  it('are told apart by their ids', () => {
    expect(namedTokens(accounts)).toEqual([
      ['token of Acme (1)', 'token-1'],
      ['token of Acme (2)', 'token-2'],
      ['token of Beta', 'token-3'],
    ])
    expect(accountNamed(accounts, '2', 'store.account').account_id).toBe('2')
    expect(accountNamed(accounts, 'Beta', 'store.account').account_id).toBe('3')
    expect(() => accountNamed(accounts, 'Acme', 'store.account')).toThrow(
      'name of 2 accounts; name one of them by its id: 1, 2.',
    )
  })
})

describe('an answer that differs', () => {
  it('in the form of expires is taken all the same', async () => {
    store.changes.current = ({ path }, { status, body }) => {
      if (path !== tokens) return null
      const { data, meta } = body as { data: { expires: string }[]; meta: object }
      const inSeconds = data.map((one) => ({ ...one, expires: Date.parse(one.expires) / 1000 }))
      return { status, body: { meta, data: inSeconds } }
    }
    const run = await startChanged()
    expect(checkOf(run, 'account-token', 'claim-exp')?.status).toBe('passed')
    expect(run.state).toBe('passed')
  })

  it('by naming no member is read by sub of the token', async () => {
    store.changes.current = ({ path }, { status, body }) => {
      if (path !== tokens) return null
      const { data } = body as { data: unknown[] }
      return { status, body: { data } }
    }
    const run = await startChanged()
    expect(checkOf(run, 'account-token', 'member')?.status).toBe('warning')
    expect(checkOf(run, 'account-token', 'claim-sub')?.status).toBe('skipped')
    expect(checkOf(run, 'switch-account', 'same-member')?.status).toBe('skipped')
    expect(stageOf(run, 'api-access').status).toBe('passed')
  })

  it('by having no usable list is refused by its path', async () => {
    store.changes.current = ({ path }, { status }) =>
      path === tokens ? { status, body: { data: [{ account_id: 'x' }] } } : null
    const { failure } = stageOf(await startChanged(), 'account-token')
    expect(failure).toMatchObject({
      code: 'platform_response_invalid',
      evidence: { path: 'data.0.account_name' },
    })
  })
})

describe('the API access for a member', () => {
  const errors = (status: number, detail: string) => ({
    status,
    body: { errors: [{ status: String(status), title: 'Title', detail }] },
  })

  it.each([
    [401, '/v2/account-members/', /The member is refused with 401/],
    [403, '/v2/account-members/', /The member is refused with 403: EP-Account-Management/],
    [404, '/v2/accounts/', /The account is not there \(404\)/],
  ])('explains %i of %s', async (status, prefix, message) => {
    store.changes.current = ({ path }) =>
      path.startsWith(prefix) && path !== tokens ? errors(status, 'said') : null
    const { failure } = stageOf(await startChanged(), 'api-access')
    expect(failure).toMatchObject({ code: 'platform_refused', evidence: { status, said: 'said' } })
    expect(failure?.message).toMatch(message)
  })

  it('sees another member, and an account that was renamed', async () => {
    store.changes.current = ({ path }, { status, body }) => {
      const { data } = (body ?? {}) as { data?: { id: string } }
      if (path === tokens || !/^\/v2\/account(?:s|-members)\//.test(path)) return null
      const changed = path.startsWith('/v2/accounts/') ? { name: 'Renamed' } : { id: 'other' }
      return { status, body: { data: { ...data, ...changed } } }
    }
    const run = await startChanged()
    expect(statusesOf(run, 'api-access')).toMatchObject({
      'member-id': 'failed',
      'account-id': 'warning',
    })
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountIds } from '../../../electron/core/sandbox/elastic-path/accounts-preset.ts'
import { storeId } from '../../../electron/core/sandbox/elastic-path/store.ts'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import {
  administer,
  answerQuestions,
  changedStore,
  sandboxStore,
} from '../../support/elastic-path.ts'

const flowId = 'elastic-path-account'
const connectionId = 'sandbox'
const { betaWorks } = accountIds
const memberships = `/v2/accounts/${betaWorks}/account-memberships`

let person = 'bob'
let console: TestConsole
let direct: Awaited<ReturnType<typeof sandboxStore>>
let store: Awaited<ReturnType<typeof changedStore>>

// A new store for each test, because they write to it.
beforeEach(async () => {
  person = 'bob'
  console = testConsole({ openUrl: async (url) => void (await signIn(url, person)) })
  direct = await sandboxStore(console)
  store = await changedStore(direct.apiUrl)
})
afterEach(async () => {
  await console.close()
  await store.close()
})

const inputs = { 'store.profile': 'Sandbox' }

const start = (changed: Record<string, string> = {}) =>
  runToEnd(console, {
    flowId,
    connectionId,
    inputs: { ...inputs, 'store.apiUrl': store.apiUrl, ...changed },
  })

async function goOn(run: RunView): Promise<RunView> {
  await console.call('run.toEnd', { runId: run.id })
  return console.call('run.settled', { runId: run.id })
}

const stage = (run: RunView) => stageOf(run, 'membership')
const checkOf = (run: RunView, id: string) => stage(run).checks.find((one) => one.id === id)
const writes = () => store.asked.filter((name) => name === `POST ${memberships}`)

/** As another administrator would, meanwhile. */
const assignBob = async () => {
  const { data } = (await administer(
    direct,
    'GET',
    `${memberships}/unassigned-account-members`,
  )) as {
    data: { id: string; email: string }[]
  }
  const id = data.find(({ email }) => email === 'bob@example.com')?.id ?? ''
  await administer(direct, 'POST', memberships, {
    type: 'account_membership',
    account_member_id: id,
  })
  return id
}

describe('a member of no account', () => {
  it('is assigned after a choice that says what is written, and signs in again', async () => {
    const { asked, stop } = answerQuestions(console, [
      'Beta Works',
      'Assign bob@example.com to Beta Works',
    ])
    const run = await start()
    stop()
    const { host } = new URL(store.apiUrl)
    expect(asked.map(({ input, question }) => [input, question])).toEqual([
      ['', 'To which account shall a member be assigned?'],
      ['', `Who shall be assigned to Beta Works? This writes to ${host}.`],
    ])
    expect(asked[0]?.options.map(({ title }) => title)).toEqual([
      'Leave it as it is',
      'Adler Trading',
      'Alpine Sports',
      'Beta Works',
    ])
    expect(asked[1]?.options).toMatchObject([
      { id: 'leave', detail: 'Nothing is written.' },
      {
        title: 'Assign bob@example.com to Beta Works',
        detail: `Signed in just now. Bob Brandt. Writes a membership to store ${storeId} at ${host}.`,
      },
      {
        title: 'Assign alice@example.com to Beta Works',
        detail: `Alice Adler. Writes a membership to store ${storeId} at ${host}.`,
      },
    ])
    expect(stage(run)).toMatchObject({
      status: 'failed',
      failure: {
        code: 'no_accounts',
        message:
          'bob@example.com is now assigned to Beta Works; the code is spent, so sign in again.',
        evidence: { account_id: betaWorks },
      },
    })
    // What was done stays in the record, although the stage gives nothing.
    expect(stage(run).exchanges.map(({ label, response }) => [label, response?.status])).toEqual([
      ['Administrator access token', 200],
      ['Accounts', 200],
      ['Unassigned members', 200],
      ['Membership', 201],
    ])
    expect(checkOf(run, 'membership')?.status).toBe('passed')
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'pkce' })

    const again = await goOn(run)
    expect(again.state).toBe('passed')
    expect(checkOf(again, 'membership')).toMatchObject({ status: 'skipped' })
    expect(stageOf(again, 'api-access').outputs).toContainEqual({
      name: 'account',
      value: 'Beta Works',
      from: 'shopper',
    })
    expect(writes()).toHaveLength(1)
  })

  it.each([
    ['the account', ['Leave it as it is']],
    ['the member', ['Beta Works', 'Leave it as it is']],
  ])('is left so at the choice of %s, and nothing is written', async (_what, answers) => {
    const { asked, stop } = answerQuestions(console, [...answers])
    const run = await start()
    stop()
    expect(asked).toHaveLength(answers.length)
    expect(checkOf(run, 'membership')?.message).toMatch(/nothing was written/)
    expect(stage(run).failure).toMatchObject({
      code: 'no_accounts',
      message: expect.stringMatching(/belongs to no account.*Assign.*automatically/) as string,
    })
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'pkce' })
    expect(writes()).toEqual([])
  })

  it('is not written about when the person cancels', async () => {
    const { stop } = answerQuestions(console, ['Beta Works'])
    const run = await start()
    stop()
    expect(run.state).toBe('cancelled')
    expect(writes()).toEqual([])
  })

  it('sees that somebody else was assigned instead', async () => {
    const { stop } = answerQuestions(console, [
      'Beta Works',
      'Assign alice@example.com to Beta Works',
    ])
    const run = await start()
    stop()
    expect(stage(run).failure?.message).toMatch(
      /alice@example\.com is now assigned to Beta Works, but the member who signed in still belongs to no account/,
    )
  })

  it('may have been assigned meanwhile, which is a warning', async () => {
    const { stop } = answerQuestions(console, ['Beta Works', assignBob])
    const run = await start()
    stop()
    expect(checkOf(run, 'membership')).toMatchObject({ status: 'warning', found: 409 })
    expect(stage(run).failure).toMatchObject({
      code: 'no_accounts',
      message:
        'bob@example.com belongs already to Beta Works; the code is spent, so sign in again.',
    })
    expect((await goOn(run)).state).toBe('passed')
  })

  it('cannot be assigned where the connection says never', async () => {
    const run = await start({ 'store.membership': 'never' })
    expect(stage(run).exchanges).toEqual([])
    expect(checkOf(run, 'membership')).toMatchObject({ status: 'skipped', found: 'never' })
    expect(stage(run).failure?.code).toBe('no_accounts')
  })

  it('cannot be assigned without the secret of an administrator', async () => {
    const document = {
      platform: 'elastic-path',
      name: 'without secret',
      redirect: {
        host: 'localhost',
        port: Number(new URL(direct.redirectUri).port),
        uri: direct.redirectUri,
      },
      elasticPath: { apiUrl: store.apiUrl, clientId: direct.clientId },
    }
    const { id } = console.core.addConnection(JSON.stringify(document), 'store.json')
    const run = await runToEnd(console, { flowId, connectionId: id, inputs })
    expect(stage(run).exchanges).toEqual([])
    expect(checkOf(run, 'administrator')).toMatchObject({ status: 'warning' })
    expect(checkOf(run, 'administrator')?.message).toMatch(/add the secret of the application key/)
    expect(stage(run).failure?.code).toBe('no_accounts')
  })

  it('cannot be assigned in a store without accounts', async () => {
    store.changes.current = ({ method, path }, { status }) =>
      method === 'GET' && path === '/v2/accounts' ? { status, body: { data: [] } } : null
    const run = await start()
    expect(checkOf(run, 'accounts-listed')).toMatchObject({ status: 'passed', found: 0 })
    expect(checkOf(run, 'accounts-listed')?.message).toMatch(/no account yet/)
    expect(stage(run).failure?.code).toBe('no_accounts')
  })

  it('is offered although the list was not read to its end', async () => {
    store.changes.current = ({ path }, { status, body }) =>
      path.endsWith('/unassigned-account-members')
        ? { status, body: { ...(body as object), data: [], meta: { results: { total: 5000 } } } }
        : null
    const { asked, stop } = answerQuestions(console, ['Beta Works'])
    const run = await start()
    stop()
    expect(asked[1]?.options).toHaveLength(2)
    expect(asked[1]?.options[1]?.detail).toMatch(/^Signed in just now/)
    expect(checkOf(run, 'members-listed')).toMatchObject({ status: 'warning', expected: 5000 })
  })
})

describe('an administrator who is refused', () => {
  const refusing = (method: string, path: string, status: number) => {
    store.changes.current = (request) =>
      request.method === method && request.path === path && wantsRefusal(request.before)
        ? { status, body: { errors: [{ status: String(status), title: 'Title', detail: 'said' }] } }
        : null
    // The first access token is that of the shopper.
    const wantsRefusal = (before: number) => path !== '/oauth/access_token' || before > 0
  }

  it.each([
    ['POST', '/oauth/access_token', 401, 'access_token_refused', /check clientSecret/],
    ['GET', '/v2/accounts', 403, 'membership_refused', /may not read and write accounts/],
    ['GET', `${memberships}/unassigned-account-members`, 404, 'membership_refused', /deleted/],
    ['POST', memberships, 400, 'membership_refused', /limited number of members/],
  ])(
    '%s %s with %i stops a member without a token',
    async (method, path, status, code, message) => {
      refusing(method, path, status)
      const { stop } = answerQuestions(console, [
        'Beta Works',
        'Assign bob@example.com to Beta Works',
      ])
      const run = await start()
      stop()
      expect(stage(run).failure).toMatchObject({ code, evidence: { status, said: 'said' } })
      expect(stage(run).failure?.message).toMatch(message)
    },
  )

  it('does not stop a member who has a token', async () => {
    person = 'alice'
    refusing('GET', '/v2/accounts', 403)
    const run = await start({
      'store.membership': 'always',
      'store.account': 'Adler Trading',
    })
    expect(stage(run)).toMatchObject({ status: 'failed', failure: null })
    expect(checkOf(run, 'membership')).toMatchObject({
      status: 'failed',
      found: 'membership_refused',
      message: expect.stringMatching(/good all the same/) as string,
    })
    expect(stageOf(run, 'api-access').status).toBe('passed')
    expect(run.state).toBe('failed')
  })
})

describe('a member who has an account', () => {
  beforeEach(() => {
    person = 'alice'
  })

  it('is asked about only where the connection says always', async () => {
    const run = await start({ 'store.account': 'Adler Trading' })
    expect(stage(run).exchanges).toEqual([])
    expect(checkOf(run, 'membership')).toMatchObject({ status: 'skipped', found: 'when-empty' })
    expect(run.state).toBe('passed')
  })

  it('gets another one, which a renewal shows', async () => {
    const { stop } = answerQuestions(console, [
      'Beta Works',
      'Assign alice@example.com to Beta Works',
    ])
    const run = await start({
      'store.membership': 'always',
      'store.account': 'Adler Trading',
      'store.switchTo': 'Beta Works',
    })
    stop()
    expect(checkOf(run, 'membership')?.message).toMatch(
      /appears after a renewal or the next sign-in/,
    )
    expect(stage(run).outputs).toContainEqual({
      name: 'outcome',
      value: 'created',
      from: 'membership',
    })
    expect(run.state).toBe('passed')
    expect(run.customerToken).toMatchObject({ account_name: 'Beta Works' })
  })

  it('is not listed for an account of its own', async () => {
    const { asked, stop } = answerQuestions(console, ['Adler Trading'])
    const run = await start({ 'store.membership': 'always', 'store.account': 'Adler Trading' })
    stop()
    // Nobody else has ever signed in.
    expect(asked).toHaveLength(1)
    expect(checkOf(run, 'members-listed')?.message).toMatch(/belongs to this account already/)
    expect(run.state).toBe('passed')
  })
})

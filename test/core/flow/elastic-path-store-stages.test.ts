import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import {
  administer,
  answerQuestions,
  type Change,
  changedStore,
  sandboxStore,
  type StoreAnswer,
} from '../../support/elastic-path.ts'

const customer = 'elastic-path-customer'
const legacy = 'elastic-path-customer-legacy'
const account = 'elastic-path-account'

let console: TestConsole
let direct: Awaited<ReturnType<typeof sandboxStore>>
let store: Awaited<ReturnType<typeof changedStore>>

beforeAll(async () => {
  console = testConsole({ openUrl: async (url) => void (await signIn(url, 'alice')) })
  direct = await sandboxStore(console)
  store = await changedStore(direct.apiUrl)
})
afterEach(() => {
  store.changes.current = () => null
  store.asked.length = 0
  // The store counts its requests by the second.
  console.clock.advance(1000)
})
afterAll(async () => {
  await console.close()
  await store.close()
})

const start = (inputs: Record<string, string> = {}, flowId = customer) =>
  runToEnd(console, {
    flowId,
    connectionId: 'sandbox',
    // With the account named, nothing is asked after the stages of this file.
    inputs: { 'store.profile': 'Sandbox', 'store.account': 'Adler Trading', ...inputs },
  })

/** Through the one that changes its answers. */
const startChanged = (change: Change, flowId = customer, inputs: Record<string, string> = {}) => {
  store.changes.current = change
  return start({ 'store.apiUrl': store.apiUrl, ...inputs }, flowId)
}

const on =
  (path: string, answer: (answer: StoreAnswer) => StoreAnswer): Change =>
  (request, given) =>
    request.path === path ? answer(given) : null

const error = (status: number, title = 'no'): StoreAnswer => ({
  status,
  body: { errors: [{ status: String(status), title }] },
})

const checkOf = (run: RunView, stageId: string, id: string) =>
  stageOf(run, stageId).checks.find((one) => one.id === id)

const statusesOf = (run: RunView, stageId: string) =>
  Object.fromEntries(stageOf(run, stageId).checks.map(({ id, status }) => [id, status]))

const failureOf = (run: RunView, stageId: string) => stageOf(run, stageId).failure

const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string

describe('access-token', () => {
  it('gets an opaque bearer token for the grant that was asked for', async () => {
    const run = await start()
    expect(statusesOf(run, 'access-token')).toEqual({
      'token-type': 'passed',
      lifetime: 'passed',
      identifier: 'passed',
      opaque: 'passed',
    })
    const { exchanges, tokens } = stageOf(run, 'access-token')
    expect(exchanges[0]?.request).toMatchObject({
      method: 'POST',
      url: `${direct.apiUrl}/oauth/access_token`,
      body: `grant_type=implicit&client_id=${direct.clientId}`,
    })
    expect(tokens.map(({ name, kind }) => [name, kind])).toEqual([['access_token', 'opaque']])
  })

  it('reads the token in data as well', async () => {
    const wrapped = on('/oauth/access_token', ({ status, body }) => ({
      status,
      body: { data: body },
    }))
    expect(stageOf(await startChanged(wrapped), 'access-token').status).toBe('passed')
  })

  it('warns of a grant that is for administration', async () => {
    const run = await start({ 'store.grant': 'client_credentials' })
    expect(checkOf(run, 'access-token', 'grant')).toMatchObject({ status: 'warning' })
    expect(checkOf(run, 'access-token', 'identifier')).toMatchObject({
      status: 'passed',
      found: 'client_credentials',
    })
  })

  it.each([
    [{ 'store.clientId': 'unknown' }, 401, /clientId unknown is probably wrong or revoked/],
    [
      { 'store.grant': 'client_credentials', 'store.clientSecret': 'wrong' },
      401,
      /clientId \S+ or clientSecret is probably wrong/,
    ],
  ])('is refused with %o', async (inputs, status, message) => {
    const run = await start(inputs)
    expect(failureOf(run, 'access-token')).toMatchObject({
      code: 'access_token_refused',
      kind: 'rejected',
      message: matching(message),
      evidence: { status, said: 'Unauthorized' },
    })
    expect(stageOf(run, 'settings').status).toBe('not-reached')
  })

  it.each([
    [400, /changes the content type, which has to be that of a form/],
    [404, /has no \/oauth\/access_token/],
    [429, /limits its requests/],
    [503, /answers 503 to the token request/],
  ])('is refused with %i in a sentence of its own', async (status, message) => {
    const run = await startChanged(on('/oauth/access_token', () => error(status)))
    const failure = failureOf(run, 'access-token')
    expect(failure).toMatchObject({ code: 'access_token_refused', message: matching(message) })
  })

  it('is not asked for with a secret that is missing', async () => {
    const document = {
      platform: 'elastic-path',
      name: 'without secret',
      elasticPath: { apiUrl: direct.apiUrl, clientId: 'x', grant: 'client_credentials' },
    }
    const saved = await console.call('connections.save', { text: JSON.stringify(document) })
    const bare = await runToEnd(console, { flowId: customer, connectionId: saved.id })
    expect(stageOf(bare, 'access-token').exchanges).toEqual([])
    expect(failureOf(bare, 'access-token')).toMatchObject({
      code: 'secret_missing',
      kind: 'invalid',
    })
  })

  it('cannot be read in a page', async () => {
    const page = on('/oauth/access_token', () => ({ status: 200, body: { welcome: true } }))
    const run = await startChanged(page)
    expect(failureOf(run, 'access-token')?.code).toBe('platform_response_invalid')
  })
})

describe('settings', () => {
  const current = '/v2/settings/customer-authentication'
  const stale = '/v2/customer-authentication-settings'
  const pathsOf = (run: RunView) =>
    stageOf(run, 'settings').exchanges.map(({ request, response }) => [
      new URL(request.url).pathname.replace('/elastic-path', ''),
      response?.status,
    ])
  const outputsOf = (run: RunView) =>
    Object.fromEntries(stageOf(run, 'settings').outputs.map(({ name, value }) => [name, value]))

  it('of customers name the realm and client id of customers', async () => {
    const run = await start()
    expect(pathsOf(run)).toEqual([[current, 200]])
    expect(outputsOf(run)).toMatchObject({
      clientId: 'customers',
      realmId: realmIds.buyer,
      settingsPath: current,
    })
    expect(statusesOf(run, 'settings')).toEqual({
      'client-a': 'passed',
      'relationship-key': 'passed',
      store: 'passed',
    })
  })

  it('of accounts name another realm, and what becomes of new members', async () => {
    const run = await start({}, account)
    expect(pathsOf(run)).toEqual([['/v2/settings/account-authentication', 200]])
    expect(outputsOf(run)).toMatchObject({
      clientId: 'account-management',
      realmId: realmIds.account,
      account: JSON.stringify({
        tokenTimeoutSeconds: 86400,
        autoCreateAccount: false,
        selfManagement: 'disabled',
      }),
    })
  })

  it.each([
    ['that they name', realmIds.buyer, 'passed', 'passed'],
    ['of another kind', realmIds.account, 'warning', 'failed'],
    ['that nobody knows', 'nowhere', 'warning', 'not-reached'],
  ])(
    'give way to the realm of the connection, one %s',
    async (_what, realm, status, authorized) => {
      const run = await start({ 'store.realm': realm })
      expect(outputsOf(run)['realmId']).toBe(realm)
      expect(checkOf(run, 'settings', 'realm')).toMatchObject({
        status,
        expected: realm,
        found: realmIds.buyer,
        source: 'connection, realm',
      })
      expect(stageOf(run, 'authorize').status).toBe(authorized)
    },
  )

  it('of the older document are stale: its path is asked first, then the one that replaces it', async () => {
    const run = await start({}, legacy)
    expect(pathsOf(run)).toEqual([
      [stale, 404],
      [current, 200],
    ])
    expect(stageOf(run, 'settings').status).toBe('passed')
    expect(checkOf(run, 'settings', 'stale-settings-path')).toMatchObject({
      status: 'warning',
      expected: current,
      message: matching(/^The older path answers 404: it is stale, and \S+ replaces it/),
    })
    expect(outputsOf(run)['settingsPath']).toBe(current)
  })

  const answered = { status: 200, body: settingsBody({}) }

  it('at the older path are taken, with a warning, where that path answers', async () => {
    const run = await startChanged(
      on(stale, () => answered),
      legacy,
    )
    expect(pathsOf(run)).toEqual([[stale, 200]])
    expect(checkOf(run, 'settings', 'stale-settings-path')).toMatchObject({
      status: 'warning',
      message: matching(/still answers here, though it is stale/),
    })
    expect(outputsOf(run)['settingsPath']).toBe(stale)
  })

  it('at the older path are a way out where the new one answers 404', async () => {
    const run = await startChanged(({ path }) =>
      path === current ? error(404) : path === stale ? answered : null,
    )
    expect(pathsOf(run)).toEqual([
      [current, 404],
      [stale, 200],
    ])
    expect(checkOf(run, 'settings', 'stale-settings-path')?.message).toMatch(
      /answers 404, and only the older .* answers/,
    )
  })

  it('are read in the other spelling, with a warning', async () => {
    const underscore = { authentication_realm: { data: { id: realmIds.buyer } } }
    const answer = { status: 200, body: settingsBody({ relationships: underscore }) }
    const run = await startChanged(on(current, () => answer))
    expect(checkOf(run, 'settings', 'relationship-key')).toMatchObject({
      status: 'warning',
      expected: 'authentication-realm',
      found: 'authentication_realm',
    })
    expect(stageOf(run, 'profiles').status).toBe('passed')
  })

  it.each([
    ['implicit', 401, /set grant to client_credentials/],
    ['implicit', 403, /set grant to client_credentials/],
    ['client_credentials', 403, /although the token is a client_credentials one/],
    ['implicit', 404, /knows no settings at \/v2\/customer-authentication-settings/],
    ['implicit', 429, /limits its requests/],
    ['implicit', 500, /answers 500 to the settings/],
  ])('are refused to a token of %s with %i', async (grant, status, message) => {
    const run = await startChanged(
      ({ path }) => (path === current || path === stale ? error(status) : null),
      customer,
      { 'store.grant': grant },
    )
    expect(failureOf(run, 'settings')).toMatchObject({
      code: 'platform_refused',
      message: matching(message),
      evidence: { status },
    })
  })

  it('of another store are refused', async () => {
    const run = await start({ 'store.storeId': 'other' })
    expect(failureOf(run, 'settings')).toMatchObject({
      code: 'platform_refused',
      evidence: { status: 422, said: 'store id mismatch' },
      message: matching(/storeId other is probably not that of the key/),
    })
  })

  it('without a realm say what is missing', async () => {
    const answer = { status: 200, body: settingsBody({ relationships: {} }) }
    const run = await startChanged(on(current, () => answer))
    expect(failureOf(run, 'settings')).toMatchObject({
      code: 'platform_response_invalid',
      message: matching(/no usable data\.relationships\.authentication-realm\.data\.id/),
    })
  })
})

describe('profiles', () => {
  const list = `/v2/authentication-realms/${realmIds.buyer}/oidc-profiles`
  const titles = ['Sandbox', 'Sandbox, wrong secret']
  /** No profile named beforehand. */
  const startAsking = (flowId = customer) => runToEnd(console, { flowId, connectionId: 'sandbox' })

  it('are asked for where there are several', async () => {
    const { asked, stop } = answerQuestions(console, ['Sandbox'])
    const run = await startAsking()
    stop()
    expect(asked).toMatchObject([
      {
        stageId: 'profiles',
        input: 'store.profile',
        question: 'Which OIDC profile signs the person in?',
        options: titles.map((title) => ({ title })),
      },
    ])
    const host = new URL(direct.apiUrl).host
    expect(asked[0]?.options[0]?.detail).toBe(
      `${host}, http://${host}/idp/.well-known/openid-configuration`,
    )
    expect(checkOf(run, 'profiles', 'profile')).toMatchObject({
      status: 'passed',
      message: 'The profile Sandbox was chosen, one of 2.',
    })
    expect(stageOf(run, 'callback').status).toBe('passed')
  })

  it('say what to register where', async () => {
    const run = await start()
    const { outputs } = stageOf(run, 'profiles')
    const output = (name: string) => outputs.find((one) => one.name === name)?.value
    expect(checkOf(run, 'profiles', 'authorization-endpoint')).toMatchObject({
      status: 'passed',
      found: output('authorizationEndpoint'),
      message: matching(
        new RegExp(`${direct.redirectUri} belongs into .* realm ${realmIds.buyer}`),
      ),
    })
    expect(checkOf(run, 'profiles', 'callback-endpoint')).toMatchObject({
      status: 'passed',
      found: output('callbackEndpoint'),
      message: matching(/allowed redirect URIs of the client sandbox-elastic-path/),
    })
  })

  it('on another host than the API are pointed out and used as given', async () => {
    const run = await startChanged(() => null)
    expect(checkOf(run, 'profiles', 'authorization-host')).toMatchObject({
      status: 'warning',
      expected: new URL(store.apiUrl).host,
      found: new URL(direct.apiUrl).host,
    })
    expect(stageOf(run, 'callback').status).toBe('passed')
  })

  it('are named by an id', async () => {
    const { asked, stop } = answerQuestions(console, ['Sandbox'])
    await startAsking()
    stop()
    const id = asked[0]?.options[1]?.id ?? ''
    const run = await start({ 'store.profile': id })
    expect(checkOf(run, 'profiles', 'profile')).toMatchObject({
      found: `Sandbox, wrong secret (${id})`,
      source: 'connection, profile',
    })
  })

  it.each(['sandbox', 'Okta'])(
    'have none that is called %s; those that exist are named',
    async (name) => {
      const { failure } = stageOf(await start({ 'store.profile': name }), 'profiles')
      expect(failure).toMatchObject({
        code: 'choice_unknown',
        kind: 'invalid',
        message: matching(
          new RegExp(
            `no OIDC profile ${name}; .*: Sandbox \\([\\w-]+\\), Sandbox, wrong secret \\(`,
          ),
        ),
      })
    },
  )

  it('can be left by a cancellation, and asked for again', async () => {
    const { stop } = answerQuestions(console, [])
    const run = await startAsking()
    stop()
    expect(run.state).toBe('cancelled')
    expect(failureOf(run, 'profiles')?.code).toBe('cancelled')
    expect(run.next).toMatchObject({ kind: 'retry', stageId: 'profiles' })

    const again = answerQuestions(console, ['Sandbox'])
    await console.call('run.toEnd', { runId: run.id })
    const passed = await console.call('run.settled', { runId: run.id })
    again.stop()
    expect(stageOf(passed, 'profiles').status).toBe('passed')
  })

  it('do not take what is no option, and go on asking', async () => {
    const refused: unknown[] = []
    const { stop } = answerQuestions(console, [
      async ({ options }) => {
        const [run] = views.slice(-1)
        const call = console.call('run.choose', { runId: run?.id ?? '', optionId: 'nobody' })
        refused.push(await call.catch((thrown: unknown) => thrown))
        return options[0]?.id ?? ''
      },
    ])
    const views: RunView[] = []
    const unlisten = console.core.listen((event) => {
      if (event.name === 'run.changed') views.push(event.payload)
    })
    const run = await startAsking()
    stop()
    unlisten()
    expect(String(refused[0])).toMatch(/choice_unknown: nobody is no option/)
    expect(stageOf(run, 'profiles').status).toBe('passed')
  })

  const onlyFirst = on(list, ({ status, body }) => ({
    status,
    body: { data: (body as { data: unknown[] }).data.slice(0, 1) },
  }))

  it('are taken without asking where there is one', async () => {
    store.changes.current = onlyFirst
    const run = await runToEnd(console, {
      flowId: customer,
      connectionId: 'sandbox',
      inputs: { 'store.apiUrl': store.apiUrl },
    })
    expect(checkOf(run, 'profiles', 'profile')).toMatchObject({
      message: 'The realm has one profile, Sandbox, which was taken.',
    })
  })

  it('are read page by page', async () => {
    const paged: Change = ({ path, before }, { status, body }) => {
      if (path !== list) return null
      if (before > 0) return null
      const [first] = (body as { data: unknown[] }).data
      const next = `${store.apiUrl}${list}?page[offset]=1&page[limit]=1`
      return { status, body: { data: [first], links: { next } } }
    }
    const run = await startChanged(paged, customer, { 'store.profile': titles[1] ?? '' })
    expect(stageOf(run, 'profiles').status).toBe('passed')
    expect(stageOf(run, 'profiles').exchanges).toHaveLength(2)
    expect(statusesOf(run, 'profiles')).not.toHaveProperty('profiles-read')
  })

  it('beyond another host are left, with a warning', async () => {
    const elsewhere = on(list, ({ status, body }) => ({
      status,
      body: { ...(body as object), meta: undefined, links: { next: 'https://evil.example/' } },
    }))
    const run = await startChanged(elsewhere)
    expect(checkOf(run, 'profiles', 'profiles-read')).toMatchObject({
      status: 'warning',
      found: '2 profiles from 1 pages',
    })
    expect(run.hosts.map(({ host }) => host)).not.toContain('evil.example')
  })

  it.each([
    [customer, /Account Management Realm, which the other flow uses/],
    [account, /realm of customers \(Buyer Organization\), which the other flow uses/],
  ])('are none in %s: the causes are named', async (flowId, message) => {
    const empty: Change = ({ path }) =>
      path.endsWith('/oidc-profiles') ? { status: 200, body: { data: [] } } : null
    const run = await startChanged(empty, flowId)
    expect(failureOf(run, 'profiles')).toMatchObject({
      code: 'no_profiles',
      kind: 'rejected',
      message: matching(message),
    })
    expect(failureOf(run, 'profiles')?.message).toMatch(
      /key for several stores reads another store than 5a4d8f3e-/,
    )
    expect(stageOf(run, 'provider-check').status).toBe('not-reached')
  })

  it('are none when an administrator has deleted them', async () => {
    const { asked, stop } = answerQuestions(console, [({ options }) => options[0]?.id ?? ''])
    await startAsking(account)
    stop()
    const accountList = `/v2/authentication-realms/${realmIds.account}/oidc-profiles`
    for (const { id } of asked[0]?.options ?? []) {
      await administer(direct, 'DELETE', `${accountList}/${id}`)
    }
    const run = await startAsking(account)
    expect(failureOf(run, 'profiles')?.code).toBe('no_profiles')
  })

  it('of a realm that is not there are refused', async () => {
    const relationships = { 'authentication-realm': { data: { id: 'nowhere' } } }
    const answer = { status: 200, body: settingsBody({ relationships }) }
    const run = await startChanged(on('/v2/settings/customer-authentication', () => answer))
    expect(failureOf(run, 'profiles')).toMatchObject({
      code: 'platform_refused',
      evidence: { status: 404 },
      message: matching(/no realm nowhere \(404\)/),
    })
  })

  it.each([
    [401, /older than an hour/],
    [403, /may not read the profiles/],
    [429, /limits its requests/],
    [500, /answers 500 to the list of profiles/],
  ])('are refused with %i', async (status, message) => {
    const run = await startChanged(on(list, () => error(status)))
    expect(failureOf(run, 'profiles')?.message).toMatch(message)
  })

  it('that cannot be used say what is missing', async () => {
    const items = (change: object): Change =>
      on(list, ({ status, body }) => ({
        status,
        body: {
          data: (body as { data: object[] }).data.map((item, index) =>
            index === 1 || 'all' in change ? { ...item, links: undefined } : item,
          ),
        },
      }))
    const partly = await startChanged(items({}))
    expect(checkOf(partly, 'profiles', 'profiles-usable')).toMatchObject({ status: 'warning' })
    const none = await startChanged(items({ all: true }))
    expect(failureOf(none, 'profiles')).toMatchObject({
      code: 'platform_response_invalid',
      message: matching(/data\[0\] has no usable links\["authorization-endpoint"\]/),
    })
  })
})

/** The settings of customers, with something changed. */
function settingsBody(change: object) {
  return {
    data: {
      id: 'store-1',
      type: 'customer-authentication-settings',
      meta: { client_id: 'customers' },
      relationships: { 'authentication-realm': { data: { id: realmIds.buyer } } },
      ...change,
    },
  }
}

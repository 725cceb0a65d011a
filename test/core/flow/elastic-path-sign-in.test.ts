import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { profileIds, realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import { changedStore, sandboxStore } from '../../support/elastic-path.ts'
import { type BrokerAnswers, rogueBroker } from '../../support/rogue-broker.ts'
import { Browser } from '../sandbox/browser.ts'
import { locationOf } from '../sandbox/sign-in.ts'

const flowIds = ['elastic-path-customer', 'elastic-path-customer-legacy', 'elastic-path-account']

let person = 'alice'
let browse: (url: string) => Promise<unknown> = (url) => signIn(url, person)
let opened: URL[] = []
let console: TestConsole
let direct: Awaited<ReturnType<typeof sandboxStore>>
let store: Awaited<ReturnType<typeof changedStore>>
let rogue: Awaited<ReturnType<typeof rogueBroker>>

beforeAll(async () => {
  console = testConsole({
    openUrl: async (url) => {
      opened.push(new URL(url))
      await browse(url)
    },
  })
  direct = await sandboxStore(console)
  store = await changedStore(direct.apiUrl)
  rogue = await rogueBroker()
})
afterEach(() => {
  person = 'alice'
  browse = (url) => signIn(url, person)
  opened = []
  store.changes.current = () => null
  rogue.asked.length = 0
  // The store counts its requests by the second.
  console.clock.advance(1000)
})
afterAll(async () => {
  await console.close()
  await store.close()
  await rogue.close()
})

const start = (inputs: Record<string, string> = {}, flowId = flowIds[0] ?? '') =>
  runToEnd(console, {
    flowId,
    connectionId: 'sandbox',
    // With the account named, nothing is asked after the stages of this file.
    inputs: { 'store.profile': 'Sandbox', 'store.account': 'Adler Trading', ...inputs },
  })

/** With a profile that is elsewhere: at a broker and a provider that answer as they are told. */
const startRogue = (
  answers: Partial<BrokerAnswers>,
  inputs: Record<string, string> = {},
): Promise<RunView> => {
  Object.assign(rogue.answers, answers)
  store.changes.current = ({ path }, { status, body }) =>
    path.endsWith('/oidc-profiles') ? { status, body: elsewhere(body) } : null
  return start({ 'store.apiUrl': store.apiUrl, ...inputs })
}

const profileParameter = 'elasticpath_commerce_cloud_profile_id'

function elsewhere(body: unknown) {
  const [item] = (body as { data: { id: string; links: object }[] }).data
  const issuer = rogue.origin
  const links = {
    ...item?.links,
    'authorization-endpoint': `${rogue.origin}/login?${profileParameter}=${item?.id}`,
  }
  const discovery = { discovery_url: `${issuer}/.well-known/openid-configuration` }
  return { data: [{ ...item, ...discovery, meta: { issuer }, links }] }
}

const checkOf = (run: RunView, stageId: string, id: string) =>
  stageOf(run, stageId).checks.find((one) => one.id === id)

const statusesOf = (run: RunView, stageId: string) =>
  Object.fromEntries(stageOf(run, stageId).checks.map(({ id, status }) => [id, status]))

const failureOf = (run: RunView, stageId: string) => stageOf(run, stageId).failure

const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string

/** The browser comes straight back with this. */
const comeBack = (parameters: Record<string, string>) => (url: string) => {
  const { searchParams } = new URL(url)
  const back = new URL(searchParams.get('redirect_uri') ?? '')
  back.search = new URLSearchParams({
    state: searchParams.get('state') ?? '',
    ...parameters,
  }).toString()
  return fetch(back)
}

describe.each(flowIds)('%s signs in through the broker', (flowId) => {
  it('and comes back with its code', async () => {
    const run = await start({}, flowId)
    const first = run.stages.slice(0, 7)
    expect(first.map(({ id, status }) => [id, status])).toEqual(
      [
        'access-token',
        'settings',
        'profiles',
        'provider-check',
        'pkce',
        'authorize',
        'callback',
      ].map((id) => [id, 'passed']),
    )
    expect(statusesOf(run, 'callback')).toEqual({
      state: 'passed',
      iss: 'skipped',
      error: 'passed',
      code: 'passed',
      tokens: 'passed',
    })
  })

  it('which it asked with the client id of its realm', async () => {
    await start({}, flowId)
    const account = flowId === 'elastic-path-account'
    expect(opened[0]?.searchParams.get('client_id')).toBe(
      account ? 'account-management' : 'customers',
    )
    expect(opened[0]?.pathname).toMatch(
      new RegExp(`authentication-realms/${account ? realmIds.account : realmIds.buyer}$`),
    )
    expect(opened[0]?.searchParams.get(profileParameter)).toBe(
      account ? profileIds.account.good : profileIds.buyer.good,
    )
  })
})

describe('provider-check', () => {
  it('holds the provider of the sandbox against the requirements', async () => {
    expect(statusesOf(await start(), 'provider-check')).toEqual({
      'requirement-openid-connect': 'passed',
      'requirement-client-secret-basic': 'passed',
      'requirement-authorization-code': 'passed',
      'requirement-email': 'passed',
      'requirement-discovery': 'passed',
      'requirement-no-encryption': 'passed',
      'requirement-sole-audience': 'unknown',
      'requirement-no-nonce': 'unknown',
      'requirement-no-auth-time': 'unknown',
      'issuer-unchanged': 'passed',
    })
  })

  it('sends nothing but a plain GET', async () => {
    const { exchanges } = stageOf(await start(), 'provider-check')
    expect(exchanges).toMatchObject([
      { party: 'identity-provider', request: { method: 'GET', body: null } },
    ])
    expect(exchanges[0]?.request.headers).toEqual([['accept', 'application/json']])
  })

  it('is left out where the connection says so', async () => {
    const run = await start({ 'store.providerCheck': 'false' })
    expect(stageOf(run, 'provider-check')).toMatchObject({ status: 'passed', exchanges: [] })
    expect(statusesOf(run, 'provider-check')).toEqual({ 'provider-check': 'skipped' })
  })

  it('that fails does not end the run', async () => {
    const document = { issuer: 'https://other.example' }
    browse = comeBack({ code: 'c' })
    const run = await startRogue({ discovery: () => Response.json(document) })
    expect(stageOf(run, 'provider-check').status).toBe('failed')
    expect(failureOf(run, 'provider-check')).toBeNull()
    expect(statusesOf(run, 'provider-check')).toMatchObject({
      'requirement-openid-connect': 'failed',
      'requirement-discovery': 'failed',
      'issuer-unchanged': 'failed',
    })
    expect(stageOf(run, 'callback').status).toBe('passed')
  })

  it('of a provider that is out of reach from here is unknown, not failed', async () => {
    store.changes.current = ({ path }, { status, body }) => {
      if (!path.endsWith('/oidc-profiles')) return null
      const [item] = (body as { data: object[] }).data
      const discovery = { discovery_url: 'http://127.0.0.1:1/.well-known/openid-configuration' }
      return { status, body: { data: [{ ...item, ...discovery }] } }
    }
    const run = await start({ 'store.apiUrl': store.apiUrl })
    expect(stageOf(run, 'provider-check').status).toBe('passed')
    expect(new Set(Object.values(statusesOf(run, 'provider-check')))).toEqual(new Set(['unknown']))
    expect(stageOf(run, 'callback').status).toBe('passed')
  })
})

describe('the authorization request', () => {
  it('is made anew for each attempt', async () => {
    await start()
    await start()
    for (const name of ['state', 'code_challenge']) {
      expect(new Set(opened.map(({ searchParams }) => searchParams.get(name))).size).toBe(2)
    }
  })

  it('lets neither verifier nor state out of the core', async () => {
    const views: string[] = []
    const stop = console.core.listen((event) => views.push(JSON.stringify(event)))
    await start()
    stop()
    const state = opened[0]?.searchParams.get('state') ?? ''
    expect(state.length).toBeGreaterThan(20)
    expect(views.join('\n')).not.toContain(state)
    expect(views.join('\n')).not.toMatch(/code_?verifier[^a-z]{1,8}[\w-]{43}/i)
    expect(views.join('\n')).not.toContain(direct.clientSecret)
  })

  it('is asked for once without a browser, and the hops are shown', async () => {
    const run = await start({ 'store.prompt': 'login', 'store.uiLocales': 'de' })
    const stage = stageOf(run, 'authorize')
    expect(stage.exchanges).toMatchObject([
      { party: 'broker', request: { method: 'GET' }, response: { status: 303 } },
    ])
    expect(statusesOf(run, 'authorize')).toEqual({
      'redirect-rule': 'passed',
      'client-id': 'passed',
      scope: 'passed',
      'scope-name': 'passed',
      challenge: 'passed',
      'authorization-host': 'passed',
      probe: 'passed',
      'upstream-host': 'passed',
      'upstream-client': 'passed',
      'upstream-redirect': 'passed',
      'upstream-scope': 'passed',
      'upstream-nonce': 'passed',
      'upstream-pkce': 'passed',
      'upstream-forwarded': 'passed',
    })
    expect(stage.hops).toMatchObject([
      { clientId: 'customers', redirectUri: direct.redirectUri, seen: true },
      {
        clientId: 'sandbox-elastic-path',
        redirectUri: matching(new RegExp(`oidc-profiles/${profileIds.buyer.good}$`)),
        seen: true,
      },
    ])
  })

  it('is not asked for where the connection says so: hop 2 is not seen', async () => {
    const run = await start({ 'store.probe': 'false' })
    const stage = stageOf(run, 'authorize')
    expect(stage.exchanges).toEqual([])
    expect(stage.hops.map(({ seen }) => seen)).toEqual([true, false])
    expect(stageOf(run, 'callback').status).toBe('passed')
  })

  it('is previewed before it is sent, and so are the hops', async () => {
    const inputs = { 'store.profile': 'Sandbox' }
    let run = await console.call('run.start', {
      flowId: flowIds[0] ?? '',
      connectionId: 'sandbox',
      inputs,
    })
    while (run.next.kind === 'next' && run.next.stageId !== 'authorize') {
      await console.call('run.next', { runId: run.id })
      run = await console.call('run.settled', { runId: run.id })
    }
    const { previews, hops } = stageOf(run, 'authorize')
    expect(previews).toMatchObject([{ party: 'broker', method: 'GET' }])
    const sent = new URL(previews[0]?.url ?? '').searchParams
    expect(sent.get('redirect_uri')).toBe(direct.redirectUri)
    expect(hops.map(({ seen }) => seen)).toEqual([false, false])
    expect(run.next.label).toBe(`Ask the broker, then sign in at ${new URL(direct.apiUrl).host}`)
  })

  it.each([
    ['the application key', () => direct.clientId, /that is the application key of the API/],
    ['the client of hop 2', () => 'sandbox-elastic-path', /belongs to hop 2/],
    ['another client', () => 'mine', /does not know the client mine/],
  ])('with %s as client_id is refused', async (_what, clientId, message) => {
    const parameters = JSON.stringify({ client_id: clientId() })
    const run = await start({ 'store.parameters': parameters })
    expect(checkOf(run, 'authorize', 'client-id')?.status).toBe('failed')
    expect(failureOf(run, 'authorize')).toMatchObject({
      code: 'authorization_refused',
      kind: 'rejected',
      message: matching(message),
      evidence: { status: 400, error: 'invalid_request' },
    })
    expect(opened).toEqual([])
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'pkce' })
  })

  it.each([
    ['a port that is not registered', { 'redirect.port': '0' }, 'passed'],
    ['another path', { 'redirect.path': '/callback/' }, 'passed'],
    ['the address instead of the name', { 'redirect.host': '127.0.0.1' }, 'failed'],
    [
      'https, not registered',
      { 'redirect.method': 'paste', 'redirect.uri': 'https://shop.example/callback' },
      'passed',
    ],
  ])('with %s as redirect_uri is refused', async (_what, inputs, rule) => {
    const run = await start(inputs)
    expect(checkOf(run, 'authorize', 'redirect-rule')?.status).toBe(rule)
    const sent = checkOf(run, 'authorize', 'redirect-rule')?.found
    expect(failureOf(run, 'authorize')).toMatchObject({
      code: 'authorization_refused',
      message: matching(/is not in the redirect_uris of the realm .* to the letter/),
      evidence: { status: 400 },
    })
    expect(failureOf(run, 'authorize')?.message).toContain(
      `the redirect URI ${JSON.stringify(sent).slice(1, -1)}:`,
    )
  })

  it.each([
    [{ 'store.scope': 'openid' }, 'invalid_scope'],
    [{ 'store.parameters': '{"response_type":"token"}' }, 'unsupported_response_type'],
    [{ 'store.parameters': '{"code_challenge":""}' }, 'invalid_request'],
    [{ 'store.parameters': '{"code_challenge_method":"none"}' }, 'invalid_request'],
    [{ 'store.parameters': `{"elasticpath_commerce_cloud_profile_id":"x"}` }, 'invalid_request'],
  ])('with %o is sent back to us with %s', async (inputs, error) => {
    const run = await start(inputs)
    expect(failureOf(run, 'authorize')).toMatchObject({
      code: 'authorization_refused',
      evidence: { status: 307, error },
    })
  })

  it.each([
    ['a page', () => new Response('<h1>Wait</h1>'), '200'],
    ['an error of the broker', () => new Response('', { status: 500 }), '500'],
    [
      'a redirect to itself',
      () => new Response(null, { status: 302, headers: { location: '/wait' } }),
      '302',
    ],
  ])(
    'that is answered with %s is sent to the browser all the same',
    async (_what, login, found) => {
      browse = comeBack({ code: 'c' })
      const run = await startRogue({ login })
      expect(checkOf(run, 'authorize', 'probe')).toMatchObject({
        status: 'unknown',
        found: expect.stringContaining(found) as string,
      })
      expect(checkOf(run, 'authorize', 'authorization-host')?.status).toBe('warning')
      expect(stageOf(run, 'callback').status).toBe('passed')
    },
  )

  it('that the broker cannot pass on tells that the provider is out of its reach', async () => {
    const run = await startRogue({
      login: ({ searchParams }) => {
        const location = `${searchParams.get('redirect_uri')}?error=server_error&error_description=x`
        return new Response(null, { status: 307, headers: { location } })
      },
    })
    expect(failureOf(run, 'authorize')).toMatchObject({
      code: 'authorization_refused',
      message: matching(/could not begin the sign-in .* \(server_error\).*It says: x$/),
    })
  })

  it('that leads to another client and another redirect URI in hop 2 is failed, and goes on', async () => {
    browse = comeBack({ code: 'c' })
    const location = `https://auth.example/authorize?client_id=other&response_type=code&redirect_uri=https://x.example/`
    const run = await startRogue({
      login: () => new Response(null, { status: 302, headers: { location } }),
    })
    expect(statusesOf(run, 'authorize')).toMatchObject({
      probe: 'warning',
      'upstream-client': 'failed',
      'upstream-redirect': 'failed',
      'upstream-scope': 'unknown',
    })
    expect(run.hosts.map(({ host }) => host)).not.toContain('auth.example')
    expect(stageOf(run, 'authorize').hops[1]).toMatchObject({
      clientId: 'other',
      authorizationHost: 'auth.example',
    })
    expect(stageOf(run, 'callback').status).toBe('passed')
  })
})

describe('the callback', () => {
  it.each([
    ['the secret of the profile is wrong', 'alice', 'Sandbox, wrong secret', /invalid_client/],
    ['the person has no address', 'carol', 'Sandbox', /no email claim/],
  ])('is an error where %s', async (_what, login, profile, said) => {
    person = login
    const run = await start({ 'store.profile': profile })
    expect(failureOf(run, 'callback')).toMatchObject({
      code: 'authorization_error',
      message: matching(/could not complete the sign-in at the identity provider \(server_error\)/),
      evidence: { error: 'server_error', error_description: matching(said) },
    })
    expect(failureOf(run, 'callback')?.message).toMatch(said)
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'pkce' })
  })

  it('passes on that the person denied', async () => {
    browse = (url) => throughBroker(url, { action: 'deny' })
    const run = await start()
    expect(failureOf(run, 'callback')).toMatchObject({
      code: 'access_denied',
      message: matching(/and the broker passes it on/),
    })
  })

  it('tells that the callback-endpoint was visited twice', async () => {
    browse = (url) => throughBroker(url, { login: 'alice', password: 'alice' }, 2)
    const run = await start()
    expect(failureOf(run, 'callback')).toMatchObject({
      code: 'authorization_error',
      message: matching(/second time \(callback_replay\)/),
      evidence: { error: 'callback_replay' },
    })
  })

  it('without our state changes nothing', async () => {
    browse = async (url) => {
      const refused = await comeBack({ code: 'c', state: 'forged' })(url)
      expect(refused.status).toBe(400)
      await signIn(url, 'alice')
    }
    expect(stageOf(await start(), 'callback').status).toBe('passed')
  })

  it.each([
    [{ error: 'callback_replay' }, 'authorization_error', /second time/],
    [{ error: 'invalid_scope' }, 'authorization_error', /authorization request with/],
    [{ error: 'login_required' }, 'authorization_error', /have to ask the person/],
    [{}, 'callback_refused', /carries 0 codes/],
  ])('with %o stops the run', async (parameters, code, message) => {
    browse = comeBack(parameters)
    expect(failureOf(await start(), 'callback')).toMatchObject({
      code,
      message: matching(message),
    })
  })

  it('with an iss, which is not documented, is taken', async () => {
    browse = comeBack({ code: 'c', iss: 'https://broker.example' })
    const run = await start()
    expect(stageOf(run, 'callback').status).toBe('passed')
    expect(checkOf(run, 'callback', 'iss')).toMatchObject({ status: 'unknown' })
  })
})

/** Through both hops, visiting the broker's callback so many times; the last answer is brought to the console. */
async function throughBroker(
  url: string,
  fields: Record<string, string>,
  visits = 1,
): Promise<void> {
  const browser = new Browser()
  const upstream = locationOf(await browser.visit(url), url)
  const page = locationOf(await browser.visit(upstream), upstream)
  const resume = locationOf(await browser.submit(page, fields), page)
  const callback = locationOf(await browser.visit(resume), resume)
  let back = callback
  for (let visit = 0; visit < visits; visit++) {
    back = locationOf(await browser.visit(callback), callback)
  }
  await fetch(back)
}

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import { rogueProvider } from '../../support/rogue-provider.ts'
import { denySignIn } from '../sandbox/deny.ts'

const flowId = 'emporix-sso'
const connectionId = 'sandbox'

let person = 'alice'
/** What a faulty storefront does to the authorization URL. */
let changeUrl = (_url: URL): void => {}
let browse: (url: string) => Promise<unknown> = (url) => signIn(url, person)
let console: TestConsole

beforeAll(() => {
  console = testConsole({
    openUrl: async (url) => {
      const changed = new URL(url)
      changeUrl(changed)
      await browse(changed.href)
    },
  })
})
afterEach(() => {
  person = 'alice'
  changeUrl = () => {}
  browse = (url) => signIn(url, person)
})
afterAll(() => console.close())

const start = (inputs: Record<string, string> = {}) =>
  runToEnd(console, { flowId, connectionId, inputs })

const checkOf = (run: RunView, stageId: string, id: string) =>
  stageOf(run, stageId).checks.find((one) => one.id === id)

const statuses = (run: RunView) =>
  Object.fromEntries(run.stages.map((stage) => [stage.id, stage.status]))

/** Runs all stages before `stageId`, one by one. */
async function runUpTo(stageId: string, inputs: Record<string, string> = {}): Promise<RunView> {
  let run = await console.call('run.start', { flowId, connectionId, inputs })
  while (run.next.kind === 'next' && run.next.stageId !== stageId) {
    await console.call('run.next', { runId: run.id })
    run = await console.call('run.settled', { runId: run.id })
  }
  expect(stageOf(run, stageId).status).toBe('next')
  return run
}

async function goOn(run: RunView): Promise<RunView> {
  await console.call('run.toEnd', { runId: run.id })
  return console.call('run.settled', { runId: run.id })
}

const authorizationUrl = async (run: RunView) =>
  new URL((await console.call('run.authorizationUrl', { runId: run.id })).url)

const requestOf = (run: RunView) => stageOf(run, 'token-exchange').exchanges[0]?.request
const sent = (run: RunView) => [...new URL(requestOf(run)?.url ?? '').searchParams.keys()]

describe('standard SSO in the sandbox', () => {
  it('passes every stage for a known customer', async () => {
    const run = await start()
    expect(statuses(run)).toEqual({
      initiation: 'passed',
      callback: 'passed',
      'anonymous-session': 'passed',
      'token-exchange': 'passed',
      issuance: 'passed',
      'api-access': 'passed',
    })
    expect(run).toMatchObject({ state: 'passed', verdict: null, flowTitle: 'Emporix standard SSO' })
    const warnings = run.stages
      .flatMap((stage) => stage.checks)
      .filter(({ status }) => status !== 'passed')
    // The sandbox speaks plain http, and the answer names no session.
    expect(warnings.map(({ id, status }) => [id, status])).toEqual([
      ['transport', 'warning'],
      ['session-kept', 'skipped'],
    ])
  })

  it('builds the authorization URL of RFC 6749 with PKCE and a named state', async () => {
    const run = await start()
    const url = await authorizationUrl(run)
    expect(url.pathname).toBe('/idp/auth')
    expect([...url.searchParams]).toEqual([
      ['response_type', 'code'],
      ['client_id', 'sandbox-sso'],
      ['redirect_uri', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)],
      ['scope', 'openid email profile'],
      ['state', expect.stringMatching(/^sandbox_main--[\w.]{43}$/)],
      ['code_challenge', expect.stringMatching(/^[\w-]{43}$/)],
      ['code_challenge_method', 'S256'],
      ['nonce', expect.stringMatching(/^[\w-]{43}$/)],
    ])
    expect(sent(run)).toEqual(['code', 'redirect_uri', 'code_verifier', 'state'])
    expect(requestOf(run)).toMatchObject({ method: 'POST', body: null })
    expect(requestOf(run)?.headers.map(([name]) => name)).toEqual([
      'accept',
      'authorization',
      'session-id',
    ])
  })

  it('leaves PKCE out where the connection says so, and warns', async () => {
    const run = await start({ 'sso.pkce': 'false' })
    expect(run.state).toBe('passed')
    expect([...(await authorizationUrl(run)).searchParams.keys()]).toEqual([
      'response_type',
      'client_id',
      'redirect_uri',
      'scope',
      'state',
      'nonce',
    ])
    expect(sent(run)).toEqual(['code', 'redirect_uri', 'state'])
    expect(checkOf(run, 'initiation', 'pkce')).toMatchObject({ status: 'warning', found: 'off' })
  })

  it('makes a new state and verifier for each attempt', async () => {
    const states = [await authorizationUrl(await start()), await authorizationUrl(await start())]
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(new Set(states.map((url) => url.searchParams.get(name))).size).toBe(2)
    }
  })

  it('creates an unknown customer once and finds it the second time', async () => {
    person = 'bob'
    const numbers: unknown[] = []
    for (const run of [await start(), await start()]) {
      expect(run.state).toBe('passed')
      numbers.push(checkOf(run, 'api-access', 'customer-number')?.found)
      expect(checkOf(run, 'api-access', 'profile-email')).toMatchObject({
        status: 'passed',
        expected: 'bob@example.com',
        source: 'social_id_token',
      })
    }
    expect(numbers[0]).toMatch(/^C\d{4}$/)
    expect(numbers[1]).toBe(numbers[0])
  })

  it('says that the lifetimes are strings and reads them', async () => {
    const run = await start()
    expect(checkOf(run, 'issuance', 'member-expires-in')).toMatchObject({
      status: 'passed',
      found: 'string 2591999',
    })
    expect(run.customerToken).toMatchObject({
      expires_in: '2591999',
      refresh_token_expires_in: '86399',
    })
    expect(run.customerToken).not.toHaveProperty('session_id')
  })

  it('reads the session through validateauthtoken', async () => {
    const kept = await start()
    expect(checkOf(kept, 'api-access', 'token-session')?.status).toBe('passed')

    const lost = await start({ 'sso.sendSessionId': 'false' })
    expect(requestOf(lost)?.headers.map(([name]) => name)).not.toContain('session-id')
    expect(checkOf(lost, 'api-access', 'token-session')?.status).toBe('warning')
    expect(lost.state).toBe('passed')
  })

  it('shows the tokens of the provider decoded', async () => {
    const { tokens } = stageOf(await start(), 'token-exchange')
    expect(tokens.map(({ name }) => name)).toEqual([
      'access_token',
      'saas_token',
      'refresh_token',
      'social_access_token',
      'social_id_token',
    ])
    const idToken = JSON.stringify(tokens.find(({ name }) => name === 'social_id_token'))
    expect(idToken).toContain('alice@example.com')
    expect(idToken).toContain('sandbox-sso')
  })

  it('steps stage by stage and says each time what comes next', async () => {
    let run = await console.call('run.start', { flowId, connectionId })
    const labels: string[] = []
    while (run.next.kind === 'next') {
      labels.push(run.next.label.replace(/127\.0\.0\.1:\d+/, 'HOST'))
      await console.call('run.next', { runId: run.id })
      run = await console.call('run.settled', { runId: run.id })
    }
    expect(labels).toEqual([
      'Sign in at HOST',
      'Open an anonymous session at HOST',
      'Send the code to HOST',
      'Check the new tokens',
      'Read the customer profile from HOST',
    ])
  })

  it('asks for no discovery document where the endpoints are set by hand', async () => {
    const { issuer } = await console.call('sandbox.status', {})
    const endpoints = { authorization: `${issuer}/auth`, token: `${issuer}/token` }
    const run = await start({ 'provider.endpoints': JSON.stringify(endpoints) })
    expect(run.state).toBe('passed')
    expect(stageOf(run, 'initiation').exchanges).toEqual([])
    expect(checkOf(run, 'initiation', 'token-url')?.status).toBe('passed')
  })

  it('expects no e-mail where customers are identified by sub', async () => {
    const run = await start({ 'tenant.ssoCustomerIdentifierField': 'SUBJECT' })
    expect(checkOf(run, 'api-access', 'profile-email')).toMatchObject({ status: 'skipped' })
  })

  it('takes no subject token', async () => {
    const started = console.call('run.start', { flowId, connectionId, subjectToken: 'abc' })
    await expect(started).rejects.toThrow(/input_invalid.*takes no subject token/)
  })

  it('lets no secret out of the core', async () => {
    const views: string[] = []
    const stop = console.core.listen((event) => views.push(JSON.stringify(event)))
    const run = await start()
    stop()
    const reveal = async (member: string) =>
      (await console.call('run.reveal', { runId: run.id, member })).value
    const parameters = (await authorizationUrl(run)).searchParams
    const idToken = await reveal('social_id_token')
    const secrets = [
      await reveal('access_token'),
      await reveal('refresh_token'),
      await reveal('social_access_token'),
      idToken,
      idToken.split('.')[2] ?? '',
      parameters.get('state') ?? '',
    ]
    const all = views.join('\n') + console.logged.join('\n')
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8)
      expect(all).not.toContain(secret)
    }
    expect(all).not.toMatch(/sandbox-[\w-]+-secret/)
  })
})

describe('the configuration that state selects', () => {
  it('is the one that it names', async () => {
    const run = await start({ 'sso.configName': 'sandbox_other' })
    expect(run.state).toBe('passed')
    expect((await authorizationUrl(run)).searchParams.get('client_id')).toBe('sandbox-sso-other')
    expect(checkOf(run, 'callback', 'sso-configuration')).toMatchObject({
      status: 'passed',
      found: 'sandbox_other',
      expected: ['sandbox_main', 'sandbox_other'],
    })
    expect(checkOf(run, 'issuance', 'social-audience')).toMatchObject({
      status: 'passed',
      expected: 'sandbox-sso-other',
    })
  })

  it.each([
    ['nowhere', 'nowhere', /names nowhere.*default.*sandbox_main/],
    ['Sandbox_Other', 'Sandbox_Other', /names Sandbox_Other.*default.*sandbox_main/],
    ['', null, /names no configuration.*default.*sandbox_main/],
  ])('falls back to the default for %j, with a warning', async (configName, found, message) => {
    const run = await start({ 'sso.configName': configName })
    expect(run.state).toBe('passed')
    expect(checkOf(run, 'callback', 'sso-configuration')).toMatchObject({
      status: 'warning',
      found,
      message: expect.stringMatching(message) as unknown,
    })
    const state = (await authorizationUrl(run)).searchParams.get('state')
    expect(state?.includes('--')).toBe(configName !== '')
  })

  it('is the default where state is not sent on', async () => {
    const run = await start({ 'sso.configName': 'sandbox_other', 'sso.sendState': 'false' })
    expect(sent(run)).toEqual(['code', 'redirect_uri', 'code_verifier'])
    expect(checkOf(run, 'callback', 'sso-configuration')).toMatchObject({ status: 'warning' })
    // The console asked with the default's client, so the platform's choice fits.
    expect(run.state).toBe('passed')

    const meant = await start({ 'sso.sendState': 'false' })
    expect(checkOf(meant, 'callback', 'sso-configuration')).toMatchObject({ status: 'passed' })
  })

  it('warns about a redirect URI that is not that of the configuration', async () => {
    const run = await start({ 'redirect.host': 'localhost' })
    expect(checkOf(run, 'initiation', 'configured-redirect')).toMatchObject({ status: 'warning' })
    expect(run.state).toBe('passed')
  })

  it('cannot redeem the code of another client', async () => {
    changeUrl = (url) => url.searchParams.set('client_id', 'sandbox-sso-other')
    const { failure } = stageOf(await start(), 'token-exchange')
    expect(failure).toMatchObject({ code: 'social_login_refused', evidence: { status: 400 } })
    expect(failure?.message).toMatch(/configuration sandbox_main/)
  })
})

describe('what the platform refuses', () => {
  it('a code that was used before', async () => {
    const done = await start()
    await console.call('run.rewind', { runId: done.id, stageId: 'token-exchange' })
    await console.call('run.toEnd', { runId: done.id, reuse: true })
    const run = await console.call('run.settled', { runId: done.id })
    expect(statuses(run)).toMatchObject({ 'token-exchange': 'failed', issuance: 'stale' })
    expect(stageOf(run, 'token-exchange').exchanges).toHaveLength(1)
    expect(stageOf(run, 'token-exchange').failure).toMatchObject({
      code: 'social_login_refused',
      kind: 'rejected',
      evidence: { status: 400, family: 'service' },
      message: expect.stringMatching(/used before or expired/) as unknown,
    })
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'initiation' })

    const again = await goOn(run)
    expect(again.state).toBe('passed')
  })

  it('a redirect_uri that is not that of the authorization request', async () => {
    // A storefront that asks with one address and hands over another one.
    changeUrl = (url) => url.searchParams.set('redirect_uri', 'http://127.0.0.1:8401/callback')
    const landed = Promise.withResolvers<string>()
    browse = async (url) => {
      landed.resolve((await signIn(url, person, { deliver: false })).finalUrl)
    }
    const inputs = {
      'redirect.method': 'paste',
      'redirect.uri': 'http://127.0.0.1:8400/callback',
    }
    const waiting = Promise.withResolvers<RunView>()
    const stop = console.core.listen((event) => {
      if (event.name === 'run.changed' && event.payload.waiting) waiting.resolve(event.payload)
    })
    const { id } = await console.call('run.start', { flowId, connectionId, inputs })
    await console.call('run.toEnd', { runId: id })
    await waiting.promise
    stop()
    const text = new URL(await landed.promise).search
    await console.call('run.pasteCallback', { runId: id, text })
    const run = await console.call('run.settled', { runId: id })
    expect(stageOf(run, 'token-exchange').failure).toMatchObject({
      code: 'social_login_refused',
      evidence: { status: 400 },
      message: expect.stringMatching(/redirect_uri is not that of the authorization/) as unknown,
    })
  })

  it('a code with a challenge and no verifier', async () => {
    changeUrl = (url) => {
      url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
      url.searchParams.set('code_challenge_method', 'S256')
    }
    const { failure } = stageOf(await start({ 'sso.pkce': 'false' }), 'token-exchange')
    expect(failure).toMatchObject({ code: 'social_login_refused', evidence: { status: 400 } })
    expect(failure?.message).toMatch(/code_verifier and none was sent/)
  })

  it('a verifier that is not that of the challenge', async () => {
    changeUrl = (url) =>
      url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
    const { failure } = stageOf(await start(), 'token-exchange')
    expect(failure?.message).toMatch(/code_verifier is not that of the code challenge/)
  })

  it('an anonymous token that has expired: the gateway speaks', async () => {
    const ready = await runUpTo('token-exchange')
    console.clock.advance(3_600_000)
    const { failure } = stageOf(await goOn(ready), 'token-exchange')
    console.clock.advance(-3_600_000)
    expect(failure).toMatchObject({
      code: 'social_login_refused',
      evidence: { status: 401, family: 'gateway', said: 'Access Token expired' },
    })
    expect(failure?.message).toMatch(/about the anonymous token/)
  })

  it('a person without identifier: the service speaks', async () => {
    person = 'carol'
    const { failure } = stageOf(await start(), 'token-exchange')
    expect(failure).toMatchObject({
      code: 'social_login_refused',
      evidence: { status: 401, family: 'service' },
    })
    expect(failure?.message).toMatch(/not its gateway/)
  })

  it('a storefront client that is none', async () => {
    const run = await start({ 'tenant.storefrontClientId': 'sandbox-service' })
    expect(stageOf(run, 'anonymous-session').failure?.code).toBe('anonymous_session_refused')
    expect(statuses(run)['token-exchange']).toBe('not-reached')
  })
})

describe('what the provider refuses', () => {
  it('a person who denies the sign-in', async () => {
    browse = denySignIn
    const run = await start()
    expect(stageOf(run, 'callback').failure).toMatchObject({ code: 'access_denied' })
    expect(run.next).toMatchObject({
      kind: 'sign-in-again',
      label: 'Sign in again from stage 1',
    })
  })
})

describe('the token URL that the platform will use', () => {
  it('is asked once where the connection wants it, and nothing is spent', async () => {
    const run = await start({ 'sso.probeTokenUrl': 'true' })
    expect(run.state).toBe('passed')
    expect(checkOf(run, 'initiation', 'token-url-probe')).toMatchObject({
      status: 'passed',
      found: '400 invalid_request',
    })
    const probe = stageOf(run, 'initiation').exchanges.find(({ label }) => label.includes('probe'))
    expect(probe?.request).toMatchObject({ method: 'POST', body: 'grant_type=authorization_code' })
  })

  it.each([
    ['a page', () => new Response('<h1>Welcome</h1>', { status: 200 }), '200 without an OAuth'],
    ['nothing', () => new Response('', { status: 404 }), '404 without an OAuth'],
    ['an error', () => Response.json({ error: 'invalid_request' }, { status: 400 }), '400 invalid'],
  ])('answers with %s', async (_what, token, found) => {
    const rogue = await rogueProvider({ token })
    try {
      const { id } = await saveSso({
        probeTokenUrl: true,
        configurations: [
          { ...configuration, domain: rogue.issuer, token_endpoint: 'token', issuer: rogue.issuer },
        ],
      })
      const run = await runToEnd(console, { flowId, connectionId: id })
      const probe = checkOf(run, 'initiation', 'token-url-probe')
      expect(probe?.found).toContain(found)
      expect(probe?.status).toBe(found.startsWith('400') ? 'passed' : 'warning')
    } finally {
      await rogue.close()
    }
  })
})

describe('a configuration with an issuer of its own', () => {
  it('sends the person there, and the others to the provider of the connection', async () => {
    const rogue = await rogueProvider()
    try {
      const { id } = await saveSso({
        configurations: [
          { ...configuration, name: 'own', issuer: rogue.issuer },
          { ...configuration, name: 'shared' },
        ],
      })
      const own = await console.call('run.start', { flowId, connectionId: id })
      expect(own.next.label).toBe(`Sign in at ${new URL(rogue.issuer).host}`)
      const run = await runToEnd(console, { flowId, connectionId: id })
      expect(stageOf(run, 'initiation').status).toBe('passed')
      expect((await authorizationUrl(run)).origin).toBe(rogue.issuer)
      const shared = await console.call('run.start', {
        flowId,
        connectionId: id,
        inputs: { 'sso.configName': 'shared' },
      })
      expect(shared.next.label).toBe('Sign in at login.acme.example')
    } finally {
      await rogue.close()
    }
  })
})

const document = {
  platform: 'emporix',
  name: 'acme',
  identityProvider: { issuer: 'https://login.acme.example', clientId: 'storefront' },
  emporix: { tenant: 'acme', storefrontClientId: 'acme-storefront', tokenExchange: 'live' },
}
const configuration = {
  name: 'keycloak_de',
  domain: 'login.acme.example/realms/de',
  token_endpoint: 'protocol/openid-connect/token',
  provider: 'keycloak_de',
  client_id: 'acme-platform',
  redirect_uri: 'https://shop.acme.example/keycloak',
  client_secret: 'acme-platform-secret',
}
const withSso = (sso: object) => ({
  ...document,
  emporix: { ...document.emporix, apiUrl: 'http://127.0.0.1:9', sso },
})
const save = (value: object) => console.call('connections.save', { text: JSON.stringify(value) })
const saveSso = (sso: object) => save(withSso(sso))

describe('a connection', () => {
  it('without sso does not offer the flow', async () => {
    const summary = await save(document)
    expect(summary.flows).toEqual(['emporix-token-exchange'])
    await expect(console.call('run.start', { flowId, connectionId: summary.id })).rejects.toThrow(
      /flow_unknown.*emporix-sso does not run on acme/,
    )
  })

  it('with sso offers it, seals the secret of the platform and gives it to no run', async () => {
    const summary = await save(withSso({ configurations: [configuration] }))
    expect(summary.flows).toEqual(['emporix-token-exchange', 'emporix-sso'])
    expect(JSON.stringify(console.stored.document)).not.toContain('acme-platform-secret')
    const run = await console.call('run.start', { flowId, connectionId: summary.id })
    expect(stageOf(run, 'initiation').inputs).toContainEqual({
      name: 'client_id',
      value: 'acme-platform',
      from: 'connection acme',
    })
  })

  it.each([
    ['no configurations', { configurations: [] }, /emporix\.sso\.configurations/],
    [
      'a name that cannot be told from the rest of state',
      { configurations: [{ ...configuration, name: 'a--b' }] },
      /emporix\.sso\.configurations\[0\]\.name/,
    ],
    ['an unknown member', { configurations: [configuration], name: 'x' }, /emporix\.sso/],
  ])('with %s is refused by its path', async (_what, sso, path) => {
    await expect(save(withSso(sso))).rejects.toThrow(path)
  })
})

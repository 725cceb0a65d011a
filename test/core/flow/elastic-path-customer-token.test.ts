import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import { changedStore, sandboxStore } from '../../support/elastic-path.ts'

const flowId = 'elastic-path-customer'
const legacyFlowId = 'elastic-path-customer-legacy'
const connectionId = 'sandbox'

/** What a faulty storefront does to the authorization URL. */
let changeUrl = (_url: URL): void => {}
let console: TestConsole
let store: Awaited<ReturnType<typeof changedStore>>

beforeAll(async () => {
  console = testConsole({
    openUrl: async (url) => {
      const changed = new URL(url)
      changeUrl(changed)
      await signIn(changed.href, 'alice')
    },
  })
  store = await changedStore((await sandboxStore(console)).apiUrl)
})
afterEach(() => {
  changeUrl = () => {}
  store.changes.current = () => null
  store.asked.length = 0
  // The store counts its requests by the second.
  console.clock.advance(1000)
})
afterAll(async () => {
  await console.close()
  await store.close()
})

const start = (inputs: Record<string, string> = {}, flow = flowId) =>
  runToEnd(console, {
    flowId: flow,
    connectionId,
    inputs: { 'store.profile': 'Sandbox', ...inputs },
  })

/** Through the one that changes its answers. */
const startChanged = (inputs: Record<string, string> = {}) =>
  start({ 'store.apiUrl': store.apiUrl, ...inputs })

const checksOf = (run: RunView, stageId: string) =>
  Object.fromEntries(stageOf(run, stageId).checks.map((check) => [check.id, check]))

const statusesOf = (run: RunView, stageId: string) =>
  Object.fromEntries(stageOf(run, stageId).checks.map(({ id, status }) => [id, status]))

async function runUpTo(stageId: string): Promise<RunView> {
  const inputs = { 'store.profile': 'Sandbox' }
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

describe.each([flowId, legacyFlowId])('%s in the sandbox', (flow) => {
  it('gets a customer token and reads the customer with it', async () => {
    const run = await start({}, flow)
    expect(stageOf(run, 'customer-token').status).toBe('passed')
    expect(stageOf(run, 'api-access').status).toBe('passed')
    expect(run.state).toBe('passed')
    expect(statusesOf(run, 'customer-token')).toEqual({
      'member-type': 'passed',
      'member-id': 'passed',
      'member-customer-id': 'passed',
      'member-token': 'passed',
      'member-expires': 'passed',
      expires: 'passed',
      'token-form': 'passed',
      'claim-sub': 'passed',
      'claim-jti': 'passed',
      'claim-exp': 'passed',
      'token-signature': 'skipped',
    })
    expect(statusesOf(run, 'api-access')).toEqual({
      credentials: 'passed',
      'customer-id': 'passed',
      'customer-email': 'passed',
    })
    expect(checksOf(run, 'api-access')['customer-email']?.found).toBe('alice@example.com')
    expect(stageOf(run, 'api-access').outputs).toContainEqual({
      name: 'email',
      value: 'alice@example.com',
      from: 'shopper',
    })
  })
})

describe('the customer token', () => {
  it('is sent for as it was previewed, once, in a data wrapper', async () => {
    const ready = await runUpTo('customer-token')
    const [preview] = stageOf(ready, 'customer-token').previews
    const done = stageOf(await goOn(ready), 'customer-token')
    expect(done.exchanges).toHaveLength(1)
    const request = done.exchanges[0]?.request
    expect(preview).toMatchObject({ method: 'POST', url: request?.url, body: request?.body })
    expect(request?.url).toMatch(/\/v2\/customers\/tokens$/)
    const { data } = JSON.parse(request?.body ?? '') as { data: Record<string, unknown> }
    expect(Object.keys(data)).toEqual([
      'type',
      'authentication_mechanism',
      'oauth_authorization_code',
      'oauth_redirect_uri',
      'oauth_code_verifier',
    ])
  })

  it('is shown decoded, and said to be malformed', async () => {
    const [token] = stageOf(await start(), 'customer-token').tokens
    expect(token).toMatchObject({
      name: 'token',
      kind: 'malformed',
      claims: { name: 'Alice Adler', jti: expect.any(String) as string },
    })
    expect(token?.warnings.join()).toMatch(/hexadecimal/)
  })

  it('is named in the header of the shopper beside the implicit access token', async () => {
    const [exchange] = stageOf(await start(), 'api-access').exchanges
    const names = exchange?.request.headers.map(([name]) => name)
    expect(names).toEqual(expect.arrayContaining(['authorization', 'x-moltin-customer-token']))
  })

  it('leaves the core only masked, and nothing that it was got with leaves at all', async () => {
    const views: string[] = []
    const stop = console.core.listen((event) => views.push(JSON.stringify(event)))
    const run = await start()
    stop()
    const { value } = await console.call('run.reveal', { runId: run.id, member: 'token' })
    const { url } = await console.call('run.authorizationUrl', { runId: run.id })
    const state = new URL(url).searchParams.get('state') ?? ''
    const all = views.join('\n') + console.logged.join('\n')
    for (const secret of [value, value.split('.')[2] ?? '', state]) {
      expect(secret.length).toBeGreaterThan(20)
      expect(all).not.toContain(secret)
    }
    expect(run.customerToken).toMatchObject({
      type: 'token',
      expires: expect.any(Number) as number,
    })
  })

  it('may come with 201 as well', async () => {
    store.changes.current = ({ path }, { body }) =>
      path === '/v2/customers/tokens' ? { status: 201, body } : null
    expect(stageOf(await startChanged(), 'customer-token').status).toBe('passed')
  })

  it('that lacks a member is refused by its path, and the checks stay', async () => {
    store.changes.current = ({ path }, { status }) =>
      path === '/v2/customers/tokens'
        ? { status, body: { data: { type: 'token', id: 'x' } } }
        : null
    const stage = stageOf(await startChanged(), 'customer-token')
    expect(stage.failure).toMatchObject({
      code: 'platform_response_invalid',
      evidence: { path: 'data.customer_id' },
    })
    expect(stage.checks.find(({ id }) => id === 'member-customer-id')?.status).toBe('failed')
    expect(stage.exchanges).toHaveLength(1)
  })

  it('of somebody else fails its checks, and the flow goes on to hear the store', async () => {
    store.changes.current = ({ path }, { status, body }) => {
      if (path !== '/v2/customers/tokens') return null
      const { data } = body as { data: object }
      return { status, body: { data: { ...data, customer_id: 'somebody-else' } } }
    }
    const run = await startChanged()
    expect(checksOf(run, 'customer-token')['claim-sub']?.status).toBe('failed')
    const { failure } = stageOf(run, 'api-access')
    expect(failure).toMatchObject({ code: 'platform_refused', evidence: { status: 404 } })
    expect(failure?.message).toMatch(/deleted since the sign-in, or of another store/)
  })
})

describe('what the store refuses', () => {
  it('a code that was used before', async () => {
    const done = await start()
    await console.call('run.rewind', { runId: done.id, stageId: 'customer-token' })
    await console.call('run.toEnd', { runId: done.id, reuse: true })
    const run = await console.call('run.settled', { runId: done.id })
    const stage = stageOf(run, 'customer-token')
    expect(stage.failure).toMatchObject({
      code: 'customer_token_refused',
      kind: 'rejected',
      evidence: { status: 400, said: 'authentication failed' },
      message: expect.stringMatching(/used before or has expired/) as string,
    })
    expect(stage.exchanges).toHaveLength(1)
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'pkce' })

    expect((await goOn(run)).state).toBe('passed')
  })

  it('a verifier that is not that of the challenge', async () => {
    changeUrl = (url) =>
      url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
    const { failure } = stageOf(await start(), 'customer-token')
    expect(failure).toMatchObject({ evidence: { status: 400 } })
    expect(failure?.message).toMatch(/code_verifier or redirect_uri is not that/)
  })

  it('the body without its wrapper, once, with the likeliest cause first', async () => {
    const run = await start({ 'store.unwrappedBody': 'true' }, legacyFlowId)
    const stage = stageOf(run, 'customer-token')
    expect(stage.checks).toMatchObject([{ id: 'unwrapped-body', status: 'warning' }])
    expect(stage.checks[0]?.message).toMatch(/truncated capture/)
    expect(stage.exchanges).toHaveLength(1)
    expect(JSON.parse(stage.exchanges[0]?.request.body ?? '')).not.toHaveProperty('data')
    expect(stage.failure).toMatchObject({
      code: 'customer_token_refused',
      evidence: { status: 422 },
      message: expect.stringMatching(/most likely because it was sent without `data`/) as string,
    })
  })

  it('an access token that has ended', async () => {
    const ready = await runUpTo('customer-token')
    console.clock.advance(3_600_000)
    const run = await goOn(ready)
    console.clock.advance(-3_600_000)
    const { failure } = stageOf(run, 'customer-token')
    expect(failure).toMatchObject({ code: 'customer_token_refused', evidence: { status: 401 } })
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'access-token' })
    expect(failure?.message).toMatch(/it expired at .*run again from the first stage/)
  })

  it.each([
    [403, 'forbidden', /ID token of its own broker/],
    [429, 'Too Many Requests', /never repeated by itself/],
    [500, 'there was a problem processing your request', /failed by itself/],
  ])('anything with %i, and is asked once', async (status, detail, message) => {
    store.changes.current = ({ path }) =>
      path === '/v2/customers/tokens'
        ? { status, body: { errors: [{ status: String(status), title: 'Title', detail }] } }
        : null
    const { failure } = stageOf(await startChanged(), 'customer-token')
    expect(failure).toMatchObject({
      code: 'customer_token_refused',
      evidence: { status, said: detail },
    })
    expect(failure?.message).toMatch(message)
    expect(store.asked.filter((name) => name.endsWith('/customers/tokens'))).toHaveLength(1)
  })

  it('the read of the customer with an access token that has ended', async () => {
    const ready = await runUpTo('api-access')
    console.clock.advance(3_600_000)
    const run = await goOn(ready)
    console.clock.advance(-3_600_000)
    expect(stageOf(run, 'api-access').failure).toMatchObject({
      code: 'platform_refused',
      evidence: { status: 401 },
      message: expect.stringMatching(/access token is older than an hour/) as string,
    })
  })
})

describe('the API access', () => {
  it('warns where an administrator token is sent beside that of the customer', async () => {
    const run = await start({ 'store.grant': 'client_credentials' })
    expect(checksOf(run, 'api-access')['credentials']).toMatchObject({
      status: 'warning',
      found: 'client_credentials',
    })
    expect(stageOf(run, 'api-access').status).toBe('passed')
  })

  it('sees that another customer is answered, or one without e-mail', async () => {
    store.changes.current = ({ path }, { status }) =>
      path.startsWith('/v2/customers/') && !path.endsWith('/tokens')
        ? { status, body: { data: { id: 'somebody-else', type: 'customer' } } }
        : null
    const run = await startChanged()
    expect(statusesOf(run, 'api-access')).toMatchObject({
      'customer-id': 'failed',
      'customer-email': 'warning',
    })
    expect(run.state).toBe('failed')
  })
})

import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { Browser } from './browser.ts'
import { running } from './running.ts'
import { anonymousSession, api, customersWith } from './shop.ts'
import { authorizationUrl, locationOf, redirectUri, submitLogin } from './sign-in.ts'

const { sandbox, clock, logged } = await running()
const verifier = 'a-verifier-of-the-test-that-is-long-enough-for-it'

beforeEach(() => sandbox.reset())

/** Family A (emporix.md section 7). */
const serviceError = (status: number) => ({
  status,
  type: expect.any(String) as unknown,
  message: expect.any(String) as unknown,
  details: expect.any(Array) as unknown,
})

interface SignInOptions {
  login?: string
  clientId?: string
  pkce?: boolean
  host?: string
  of?: typeof sandbox
}

/** What the callback carries after a sign-in with the platform's client. */
async function codeOf(options: SignInOptions = {}): Promise<string> {
  const { login = 'alice', clientId = 'sandbox-sso', pkce = true, of = sandbox } = options
  const url = authorizationUrl(of, verifier, { client_id: clientId })
  if (!pkce) {
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
  }
  const browser = new Browser()
  const page = locationOf(await browser.visit(url), url)
  const callback = await submitLogin({ verifier, browser, page }, { login, password: login })
  return callback.searchParams.get('code') ?? callback.href
}

async function socialLogin(
  query: Record<string, string>,
  options: { bearer?: string | null; headers?: Record<string, string>; of?: typeof sandbox } = {},
): Promise<Response> {
  const { headers, of = sandbox } = options
  const bearer =
    options.bearer === undefined ? (await anonymousSession(of)).access_token : options.bearer
  return api(of, '/customer/sandbox/socialLogin', {
    method: 'POST',
    query,
    headers,
    ...(bearer !== null && { bearer }),
  })
}

const grant = (code: string) => ({ code, redirect_uri: redirectUri, code_verifier: verifier })

test('a social login answers the documented members: lifetimes as strings and no session_id', async () => {
  const response = await socialLogin(grant(await codeOf()))
  expect(response.status).toBe(200)
  const answer = (await response.json()) as Record<string, string>
  expect(answer).toEqual({
    social_access_token: expect.any(String) as unknown,
    social_id_token: expect.any(String) as unknown,
    refresh_token: expect.stringMatching(/^[\w-]{28}$/) as unknown,
    refresh_token_expires_in: '86399',
    session_idle_time: 3600,
    token_type: 'Bearer',
    access_token: expect.stringMatching(/^[\w-]{28}$/) as unknown,
    saas_token: expect.any(String) as unknown,
    expires_in: '2591999',
    scope: 'tenant=sandbox',
  })
  // Both come from the provider, for the platform's client: the code was really redeemed.
  expect(decodeJwt(answer.social_id_token ?? '')).toMatchObject({
    aud: 'sandbox-sso',
    nonce: 'nonce-of-the-test',
    email: 'alice@example.com',
  })
  expect(decodeJwt(answer.social_access_token ?? '')).toMatchObject({ azp: 'sandbox-sso' })
  expect(decodeJwt(answer.saas_token ?? '').sub).toBe('C0033')
})

test('the customer token is good for the API', async () => {
  const response = await socialLogin(grant(await codeOf()))
  const { access_token: bearer } = (await response.json()) as { access_token: string }
  const me = await api(sandbox, '/customer/sandbox/me', { bearer })
  expect(await me.json()).toMatchObject({ customerNumber: 'C0033', firstName: 'Alice' })
})

test('PKCE is optional', async () => {
  const code = await codeOf({ pkce: false })
  expect((await socialLogin({ code, redirect_uri: redirectUri })).status).toBe(200)
})

test.each([
  ['named', (id: string) => ({ 'session-id': id }), true],
  ['not named', () => ({}), false],
  ['of somebody else', () => ({ 'session-id': 'another' }), false],
])('a session that is %s in session-id', async (_what, headers, kept) => {
  const session = await anonymousSession(sandbox)
  const response = await socialLogin(grant(await codeOf()), {
    bearer: session.access_token,
    headers: headers(session.sessionId),
  })
  const { access_token: bearer } = (await response.json()) as { access_token: string }
  const valid = await api(sandbox, '/customer/sandbox/validateauthtoken', { bearer })
  const { sessionId } = (await valid.json()) as { sessionId: string }
  expect(sessionId === session.sessionId).toBe(kept)
})

describe('the configuration', () => {
  test.each([
    ['sandbox_main--x', 'sandbox-sso', 200],
    ['sandbox_other--x', 'sandbox-sso-other', 200],
    ['sandbox_other--x--y', 'sandbox-sso-other', 200],
    // The silent fallback redeems with the client of the default.
    ['nowhere--x', 'sandbox-sso', 200],
    ['Sandbox_Other--x', 'sandbox-sso', 200],
    ['no-prefix', 'sandbox-sso', 200],
    ['--x', 'sandbox-sso', 200],
    ['nowhere--x', 'sandbox-sso-other', 400],
    ['sandbox_main--x', 'sandbox-sso-other', 400],
  ])('with state %s a code of %s is answered %i', async (state, clientId, status) => {
    const code = await codeOf({ clientId })
    expect((await socialLogin({ ...grant(code), state })).status).toBe(status)
  })
})

describe('a customer', () => {
  test('that is unknown is created once', async () => {
    expect(await customersWith(sandbox, 'bob@example.com')).toHaveLength(0)
    for (let time = 0; time < 2; time++) {
      expect((await socialLogin(grant(await codeOf({ login: 'bob' })))).status).toBe(200)
      expect(await customersWith(sandbox, 'bob@example.com')).toHaveLength(1)
    }
  })

  test('that is unknown is refused where autoprovisioning is off', async () => {
    const settings = { ssoCustomerAutoprovisioningDisabled: true }
    const { sandbox: of } = await running({ settings }, onTestFinished)
    const response = await socialLogin(grant(await codeOf({ login: 'bob', of })), { of })
    expect([response.status, await response.json()]).toEqual([404, serviceError(404)])
  })

  test('without the identifier is refused', async () => {
    const response = await socialLogin(grant(await codeOf({ login: 'carol' })))
    expect([response.status, await response.json()]).toEqual([401, serviceError(401)])
  })
})

describe('a request is refused with 400', () => {
  test.each([
    ['no code', { code: '' }],
    ['no redirect_uri', { redirect_uri: '' }],
    ['an invented code', { code: 'invented' }],
    ['another redirect_uri', { redirect_uri: redirectUri.replace('127.0.0.1', 'localhost') }],
    ['another port in redirect_uri', { redirect_uri: redirectUri.replace('49152', '49153') }],
    ['no code_verifier', { code_verifier: '' }],
    ['another code_verifier', { code_verifier: `${verifier}-not` }],
  ])('with %s', async (_what, wrong) => {
    const response = await socialLogin({ ...grant(await codeOf()), ...wrong })
    expect([response.status, await response.json()]).toEqual([400, serviceError(400)])
  })

  test('when the code was used before', async () => {
    const code = await codeOf()
    expect((await socialLogin(grant(code))).status).toBe(200)
    expect((await socialLogin(grant(code))).status).toBe(400)
  })
})

describe('the anonymous token', () => {
  test.each([
    [null, 'oauth.v2.InvalidAccessToken'],
    ['nobody-issued-this', 'keymanagement.service.invalid_access_token'],
  ])('%s is answered by the gateway', async (bearer, errorcode) => {
    const response = await socialLogin(grant('any'), { bearer })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ fault: { detail: { errorcode } } })
  })

  test('is refused after an hour', async () => {
    const { access_token: bearer } = await anonymousSession(sandbox)
    clock.advance(3600)
    const response = await socialLogin(grant('any'), { bearer })
    clock.advance(-3600)
    expect(await response.json()).toMatchObject({ fault: { faultstring: 'Access Token expired' } })
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

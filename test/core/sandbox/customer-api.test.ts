import { beforeEach, expect, test } from 'vitest'
import { running } from './running.ts'
import { anonymousSession, api, exchange } from './shop.ts'
import { signIn } from './sign-in.ts'

const { sandbox, clock } = await running()

interface CustomerTokens {
  access_token: string
  refresh_token: string
  session_id: string
  scope: string
}
let customer: CustomerTokens
let anonymous: Awaited<ReturnType<typeof anonymousSession>>

beforeEach(async () => {
  sandbox.reset()
  anonymous = await anonymousSession(sandbox)
  const { access_token } = await signIn(sandbox, 'alice')
  const response = await exchange(sandbox, access_token, { bearer: anonymous.access_token })
  customer = (await response.json()) as CustomerTokens
})

test('anonymous login answers what the API reference prints', () => {
  expect(anonymous).toEqual({
    token_type: 'Bearer',
    access_token: expect.any(String) as unknown,
    expires_in: 3599,
    refresh_token: expect.any(String) as unknown,
    refresh_token_expires_in: 86399,
    sessionId: expect.any(String) as unknown,
    scope: 'tenant=sandbox',
  })
})

test.each([
  ['login', { tenant: 'sandbox', client_id: 'wrong' }],
  ['login', { tenant: 'other', client_id: 'sandbox-storefront' }],
  ['login', { tenant: 'sandbox' }],
  ['refresh', { tenant: 'sandbox', client_id: 'wrong', refresh_token: 'x' }],
])('anonymous %s with %o is an invalid key', async (call, query) => {
  const response = await api(sandbox, `/customerlogin/auth/anonymous/${call}`, { query })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ fault: { faultstring: 'Invalid ApiKey' } })
})

function refreshAnonymous(refresh_token: string): Promise<Response> {
  return api(sandbox, '/customerlogin/auth/anonymous/refresh', {
    query: { tenant: 'sandbox', client_id: 'sandbox-storefront', refresh_token },
  })
}

test('anonymous refresh keeps the session', async () => {
  const response = await refreshAnonymous(anonymous.refresh_token)
  expect(await response.json()).toMatchObject({ sessionId: anonymous.sessionId, expires_in: 3599 })
  expect((await refreshAnonymous('nobody-issued-this')).status).toBe(401)
  expect((await refreshAnonymous(customer.refresh_token)).status).toBe(401)
  expect((await refreshAnonymous('')).status).toBe(400)
})

test('validateauthtoken tells the session, the scope and the seconds left', async () => {
  clock.advance(99)
  const call = '/customer/sandbox/validateauthtoken'
  const response = await api(sandbox, call, { bearer: customer.access_token })
  clock.advance(-99)
  expect(await response.json()).toEqual({
    token_type: 'Bearer',
    expires_in: 14300,
    scope: customer.scope,
    sessionId: anonymous.sessionId,
    email: 'alice@example.com',
  })
  const refused = await api(sandbox, call, { bearer: 'nobody-issued-this' })
  expect([refused.status, await refused.json()]).toEqual([
    401,
    expect.objectContaining({ fault: expect.any(Object) as unknown }),
  ])
})

function me(bearer: string): Promise<Response> {
  return api(sandbox, '/customer/sandbox/me', { bearer })
}

test('me tells the customer, and an anonymous token gets a 200 as nobody', async () => {
  expect(await (await me(customer.access_token)).json()).toMatchObject({
    customerNumber: 'C0033',
    contactEmail: 'alice@example.com',
    firstName: 'Alice',
    lastLogin: new Date(clock.now()).toISOString(),
  })
  const nobody = await me(anonymous.access_token)
  expect(nobody.status).toBe(200)
  expect(await nobody.json()).toEqual({
    customerNumber: '00000000',
    firstName: 'Anonymous',
    accounts: [],
  })
})

test('a refresh rotates the refresh token and gives no saas token', async () => {
  const refresh = (refreshToken: string) =>
    api(sandbox, '/customer/sandbox/refreshauthtoken', {
      query: { refreshToken },
      bearer: anonymous.access_token,
    })
  const response = await refresh(customer.refresh_token)
  const answer = (await response.json()) as Record<string, unknown>
  expect(Object.keys(answer).toSorted()).toEqual([
    'access_token',
    'expires_in',
    'refresh_token',
    'refresh_token_expires_in',
    'session_id',
    'token_type',
  ])
  expect(answer.session_id).toBe(anonymous.sessionId)
  expect((await refresh(customer.refresh_token)).status).toBe(401)
  expect((await refresh('')).status).toBe(400)
  expect(await (await me(String(answer.access_token))).json()).toMatchObject({
    customerNumber: 'C0033',
  })
})

test('logout wants the token twice and ends the session of the customer', async () => {
  const logout = (query: Record<string, string>) =>
    api(sandbox, '/customer/sandbox/logout', { query, bearer: customer.access_token })
  expect((await logout({})).status).toBe(400)
  const response = await logout({ accessToken: customer.access_token })
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect((await logout({ accessToken: customer.access_token })).status).toBe(401)
  const refresh = await api(sandbox, '/customer/sandbox/refreshauthtoken', {
    query: { refreshToken: customer.refresh_token },
    bearer: anonymous.access_token,
  })
  expect(refresh.status).toBe(401)
})

test.each(['me', 'validateauthtoken', 'refreshauthtoken', 'logout'])(
  '%s needs a bearer and the right tenant',
  async (call) => {
    expect((await api(sandbox, `/customer/sandbox/${call}`)).status).toBe(401)
    const bearer = customer.access_token
    const response = await api(sandbox, `/customer/other/${call}`, { bearer })
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        status: 400,
        type: 'bad_request',
        message: 'The tenant information provided with the request is not valid.',
        details: [],
      },
    ])
  },
)

test('an unknown path is a 404 of the services', async () => {
  const response = await api(sandbox, '/customer/sandbox/nothing')
  expect([response.status, await response.json()]).toEqual([
    404,
    expect.objectContaining({ status: 404 }),
  ])
})

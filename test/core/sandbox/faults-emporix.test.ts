import { afterEach, describe, expect, test } from 'vitest'
import { emporixFaults } from '../../../electron/core/sandbox/faults/emporix.ts'
import { running } from './running.ts'
import { anonymousSession, api, exchange, serviceToken } from './shop.ts'
import { openLogin, redirectUri, signIn, submitLogin } from './sign-in.ts'

const { sandbox, logged } = await running()

afterEach(() => {
  sandbox.faults.set([])
  sandbox.reset()
})

const tokenOf = async (login: string) => (await signIn(sandbox, login)).access_token
const anonymousLogin = () =>
  api(sandbox, '/customerlogin/auth/anonymous/login', {
    query: { tenant: 'sandbox', client_id: 'sandbox-storefront' },
  })
const logIn = async (login = 'alice') =>
  exchange(sandbox, await tokenOf(login), { config: 'Site_DE' })

const socialLogin = async () => {
  const opened = await openLogin(sandbox, { client_id: 'sandbox-sso' })
  const callback = await submitLogin(opened, { login: 'alice', password: 'alice' })
  return api(sandbox, '/customer/sandbox/socialLogin', {
    method: 'POST',
    query: {
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: opened.verifier,
    },
    bearer: (await anonymousSession(sandbox)).access_token,
  })
}

interface Issued {
  access_token: string
  refresh_token: string
}
const withCustomerToken = async (path: string, query: Record<string, string> = {}) => {
  const { access_token } = (await (await logIn()).json()) as Issued
  return api(sandbox, `/customer/sandbox/${path}`, { bearer: access_token, query })
}
const profile = () => withCustomerToken('me')
const refresh = async () => {
  const { access_token, refresh_token } = (await (await logIn()).json()) as Issued
  return api(sandbox, '/customer/sandbox/refreshauthtoken', {
    bearer: access_token,
    query: { refreshToken: refresh_token },
  })
}
const configurations = async () =>
  api(sandbox, '/configuration/sandbox/configurations', { bearer: await serviceToken(sandbox) })
const customers = async () =>
  api(sandbox, '/customer/sandbox/customers', {
    query: { q: 'contactEmail:alice@example.com' },
    bearer: await serviceToken(sandbox),
  })

/** Family C of the error bodies. */
const gateway = (errorcode: string) => ({
  fault: { faultstring: expect.any(String) as unknown, detail: { errorcode } },
})
/** Family A. */
const service = (status: number, type: string) =>
  expect.objectContaining({ status, type, message: expect.any(String) as unknown }) as unknown
const text = (part: string) => expect.stringContaining(part) as unknown
const having = (members: object) => expect.objectContaining(members) as unknown
const lacking = (name: string) =>
  expect.not.objectContaining({ [name]: expect.anything() }) as unknown

interface Row {
  fault: keyof typeof emporixFaults
  with?: (keyof typeof emporixFaults)[]
  ask: () => Promise<Response>
  status: number
  body: unknown
}

const rows: Row[] = [
  {
    fault: 'anonymous-401',
    ask: anonymousLogin,
    status: 401,
    body: gateway('oauth.v2.InvalidApiKey'),
  },
  {
    fault: 'anonymous-expired',
    ask: logIn,
    status: 401,
    body: gateway('keymanagement.service.access_token_expired'),
  },
  {
    fault: 'anonymous-unknown',
    ask: socialLogin,
    status: 401,
    body: gateway('keymanagement.service.invalid_access_token'),
  },
  {
    fault: 'gateway-429',
    ask: logIn,
    status: 429,
    body: gateway('policies.ratelimit.SpikeArrestViolation'),
  },
  {
    fault: 'gateway-503',
    ask: socialLogin,
    status: 503,
    body: gateway('messaging.adaptors.http.flow.ServiceUnavailable'),
  },
  { fault: 'url-too-long', ask: logIn, status: 414, body: gateway('protocol.http.TooBigLine') },
  {
    fault: 'unknown-config',
    ask: logIn,
    status: 400,
    body: having({ message: text("'Site_DE'") }),
  },
  { fault: 'exchange-400', ask: logIn, status: 400, body: having({ message: text('tenant') }) },
  { fault: 'exchange-403', ask: logIn, status: 403, body: service(403, 'forbidden') },
  {
    fault: 'code-rejected',
    ask: socialLogin,
    status: 400,
    body: having({ details: [{ message: text('invalid_grant') }] }),
  },
  {
    fault: 'sso-client-refused',
    ask: socialLogin,
    status: 401,
    body: having({ details: [{ message: text('invalid_client') }] }),
  },
  {
    fault: 'autoprovisioning-off',
    ask: () => logIn('bob'),
    status: 404,
    body: service(404, 'application/json'),
  },
  {
    fault: 'identifier-subject',
    with: ['autoprovisioning-off'],
    ask: logIn,
    status: 404,
    body: service(404, 'application/json'),
  },
  { fault: 'customer-inactive', ask: logIn, status: 403, body: service(403, 'forbidden') },
  { fault: 'customer-duplicate', ask: logIn, status: 409, body: service(409, 'conflict_resource') },
  { fault: 'no-token-exchange', ask: logIn, status: 400, body: service(400, 'bad_request') },
  {
    fault: 'service-scope-missing',
    ask: configurations,
    status: 403,
    body: having({
      details: [{ message: "Missing required scopes '[configuration.configuration_view]'" }],
    }),
  },
  {
    fault: 'tenant-mismatch',
    ask: anonymousLogin,
    status: 200,
    body: having({ scope: 'tenant=othershop' }),
  },
  {
    fault: 'session-lost',
    ask: async () => {
      const { access_token, sessionId } = await anonymousSession(sandbox)
      const answer = await exchange(sandbox, await tokenOf('alice'), { bearer: access_token })
      const { session_id } = (await answer.json()) as { session_id: string }
      return Response.json({ same: session_id === sessionId })
    },
    status: 200,
    body: { same: false },
  },
  { fault: 'saas-missing', ask: logIn, status: 200, body: lacking('saas_token') },
  {
    fault: 'still-anonymous',
    ask: profile,
    status: 200,
    body: having({ customerNumber: '00000000' }),
  },
  {
    fault: 'other-customer',
    ask: profile,
    status: 200,
    body: having({ contactEmail: 'mallory@example.com' }),
  },
  {
    fault: 'me-401',
    ask: profile,
    status: 401,
    body: gateway('keymanagement.service.invalid_access_token'),
  },
  {
    fault: 'scope-missing',
    ask: profile,
    status: 403,
    body: having({
      details: [{ message: "Missing required scopes '[customer.customer_read_own]'" }],
    }),
  },
  {
    fault: 'refresh-refused',
    ask: refresh,
    status: 401,
    body: gateway('keymanagement.service.invalid_access_token'),
  },
]

describe('each fault of the emulated Emporix', () => {
  test('has a row here', () => {
    expect(rows.map(({ fault }) => fault).toSorted()).toEqual(Object.keys(emporixFaults).toSorted())
  })

  test.each(rows)('$fault shows its answer, and without it there is another', async (row) => {
    sandbox.faults.set(row.with ?? [])
    const honest = await row.ask()
    expect(honest.status).toBe(200)
    expect(await honest.json()).not.toEqual(row.status === 200 ? row.body : null)

    sandbox.reset()
    sandbox.faults.set([row.fault, ...(row.with ?? [])])
    const faulty = await row.ask()
    expect({ status: faulty.status, body: await faulty.json() }).toEqual({
      status: row.status,
      body: row.body,
    })
    expect(logged).toEqual([])
  })
})

test('a settings fault is told to whoever reads the configuration', async () => {
  const read = async () => {
    const entries = (await (await configurations()).json()) as { key: string; value: unknown }[]
    return Object.fromEntries(entries.map(({ key, value }) => [key, value]))
  }
  expect(await read()).toMatchObject({
    tokenExchange: expect.any(Object) as unknown,
    ssoCustomerAutoprovisioningDisabled: false,
    ssoCustomerIdentifierField: 'EMAIL',
  })
  sandbox.faults.set(['autoprovisioning-off', 'identifier-subject', 'no-token-exchange'])
  const faulty = await read()
  expect(faulty).toMatchObject({
    ssoCustomerAutoprovisioningDisabled: true,
    ssoCustomerIdentifierField: 'SUBJECT',
  })
  expect(faulty).not.toHaveProperty('tokenExchange')
})

test('a customer fault is seen by whoever looks the customer up', async () => {
  const read = async () => (await customers()).json()
  expect(await read()).toMatchObject([{ active: true, onHold: false }])
  sandbox.faults.set(['customer-inactive'])
  expect(await read()).toMatchObject([{ active: false, onHold: true }])
  sandbox.faults.set(['customer-duplicate'])
  expect(await read()).toMatchObject([{ customerNumber: 'C0033' }, { customerNumber: 'C0098' }])
})

test('scopes name what the faults take away', async () => {
  sandbox.faults.set(['scope-missing'])
  const { scope } = (await (await logIn()).json()) as { scope: string }
  expect(scope).not.toContain('customer.customer_read_own')
  expect(scope).toContain('tenant=sandbox')
  sandbox.faults.set(['tenant-mismatch'])
  expect(((await (await logIn()).json()) as { scope: string }).scope).toMatch(/tenant=othershop$/)
})

test('a request that is limited says when to come back', async () => {
  sandbox.faults.set(['gateway-429'])
  const { headers } = await logIn()
  expect(headers.get('retry-after')).toBe('2')
})

test('several faults are shown together, each at its own endpoint', async () => {
  sandbox.faults.set(['still-anonymous', 'refresh-refused', 'saas-missing'])
  expect((await profile()).status).toBe(200)
  expect((await refresh()).status).toBe(401)
  sandbox.faults.set(['still-anonymous'])
  expect((await refresh()).status).toBe(200)
})

test('a fault that nobody knows is refused, and what was set stays', async () => {
  sandbox.faults.set(['me-401'])
  expect(() => sandbox.faults.set(['nonsense'])).toThrow(/no fault nonsense/)
  expect((await profile()).status).toBe(401)
})

import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { running } from './running.ts'
import { anonymousSession, api, customersWith, exchange } from './shop.ts'
import { revoke, signIn } from './sign-in.ts'

const { sandbox, clock, logged } = await running()

beforeEach(() => sandbox.reset())

const tokenOf = async (login: string) => (await signIn(sandbox, login)).access_token

/** Family C (emporix.md section 7). */
const fault = (faultstring: string, errorcode: string) => ({
  fault: { faultstring, detail: { errorcode } },
})

/** Family A. */
const serviceError = (status: number) => ({
  status,
  type: expect.any(String) as unknown,
  message: expect.any(String) as unknown,
  details: expect.any(Array) as unknown,
})

test('an exchange answers every documented member', async () => {
  const token = await tokenOf('alice')
  const session = await anonymousSession(sandbox)
  const response = await exchange(sandbox, token, { bearer: session.access_token })
  expect(response.status).toBe(200)
  const answer = (await response.json()) as Record<string, string>
  expect(answer).toEqual({
    subject_access_token: token,
    access_token: expect.stringMatching(/^[\w-]{28}$/) as unknown,
    saas_token: expect.any(String) as unknown,
    refresh_token: expect.stringMatching(/^[\w-]{28}$/) as unknown,
    refresh_token_expires_in: 15551999,
    session_idle_time: 120,
    token_type: 'Bearer',
    expires_in: 14399,
    scope: expect.stringMatching(/ tenant=sandbox$/) as unknown,
    session_id: session.sessionId,
  })
  const saas = answer.saas_token ?? ''
  expect(decodeProtectedHeader(saas)).toEqual({ typ: 'JWT', alg: 'HS256' })
  const { sub, exp = 0, iat = 0, jti } = decodeJwt(saas)
  expect({ sub, lifetime: exp - iat }).toEqual({ sub: 'C0033', lifetime: 14400 })
  expect(jti).toBeTypeOf('string')
})

test.each([undefined, 'default', 'Site_DE', 'Site_PL', 'Site_AT'])(
  'alice is let in by the site configuration %s',
  async (config) => {
    const response = await exchange(sandbox, await tokenOf('alice'), { config })
    expect(response.status).toBe(200)
  },
)

test.each([
  ['Site_FR', 401],
  ['site_de', 400],
  ['Site_XX', 400],
  ['', 400],
])('alice with the site configuration "%s" is refused with %i', async (config, status) => {
  const response = await exchange(sandbox, await tokenOf('alice'), { config })
  expect([response.status, await response.json()]).toEqual([status, serviceError(status)])
})

test('the refusal does not say which check said no', async () => {
  const token = await tokenOf('alice')
  const wrongAudience = await exchange(sandbox, token, { config: 'Site_FR' })
  await revoke(sandbox, token)
  const revoked = await exchange(sandbox, token)
  expect(await wrongAudience.json()).toEqual(await revoked.json())
  expect(revoked.status).toBe(401)
})

test('only an online configuration notices a revocation', async () => {
  const token = await tokenOf('alice')
  await revoke(sandbox, token)
  expect((await exchange(sandbox, token, { config: 'Site_DE' })).status).toBe(401)
  expect((await exchange(sandbox, token, { config: 'Site_PL' })).status).toBe(200)
})

test.each(['default', 'Site_PL'])('%s refuses a token from its exp on', async (config) => {
  const token = await tokenOf('alice')
  const { exp = 0 } = decodeJwt(token)
  const before = clock.now()
  clock.set(exp * 1000 - 1)
  expect((await exchange(sandbox, token, { config })).status).toBe(200)
  clock.set(exp * 1000)
  expect((await exchange(sandbox, token, { config })).status).toBe(401)
  clock.set(before)
})

test.each([
  ['default', 401],
  ['Site_PL', 401],
  ['Site_AT', 200],
])('an ID token as subject token gets from %s %i', async (config, status) => {
  // Site_AT checks the signature and nothing else: that is its lesson.
  const { id_token } = await signIn(sandbox, 'alice')
  expect((await exchange(sandbox, id_token, { config })).status).toBe(status)
})

describe('the anonymous token', () => {
  const invalid = fault('Invalid access token', 'oauth.v2.InvalidAccessToken')
  const unknown = fault('Invalid Access Token', 'keymanagement.service.invalid_access_token')

  test.each([
    [null, invalid],
    ['nobody-issued-this', unknown],
  ])('%s is answered by the gateway', async (bearer, body) => {
    const response = await exchange(sandbox, await tokenOf('alice'), { bearer })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual(body)
  })

  test('is refused after an hour', async () => {
    const token = await tokenOf('alice')
    const { access_token: bearer } = await anonymousSession(sandbox)
    clock.advance(3599)
    const response = await exchange(sandbox, token, { bearer })
    clock.advance(-3599)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual(
      fault('Access Token expired', 'keymanagement.service.access_token_expired'),
    )
  })

  test('cannot be a customer token', async () => {
    const token = await tokenOf('alice')
    const first = (await (await exchange(sandbox, token)).json()) as { access_token: string }
    const response = await exchange(sandbox, token, { bearer: first.access_token })
    expect(await response.json()).toEqual(unknown)
  })
})

test('a missing subject token and another tenant are bad requests', async () => {
  const missing = await exchange(sandbox, null)
  expect([missing.status, await missing.json()]).toEqual([400, serviceError(400)])
  const tenant = await exchange(sandbox, 'x', { tenant: 'other' })
  expect([tenant.status, await tenant.json()]).toEqual([
    400,
    expect.objectContaining({
      message: 'The tenant information provided with the request is not valid.',
    }),
  ])
})

test('a URL of more than 10 KB is refused', async () => {
  const fits = await exchange(sandbox, 'x'.repeat(10_000))
  expect(fits.status).toBe(401)
  const tooLong = await exchange(sandbox, 'x'.repeat(20_000))
  expect(tooLong.status).toBe(414)
  expect(await tooLong.json()).toHaveProperty('fault.faultstring')
})

async function lastLogin(): Promise<string> {
  const answer = (await (await exchange(sandbox, await tokenOf('alice'))).json()) as {
    access_token: string
  }
  const me = await api(sandbox, '/customer/sandbox/me', { bearer: answer.access_token })
  return ((await me.json()) as { lastLogin: string }).lastLogin
}

describe('customers', () => {
  test('bob is created at his first exchange and found at the second', async () => {
    expect(await customersWith(sandbox, 'bob@example.com')).toEqual([])
    const exchanges = [await tokenOf('bob'), await tokenOf('bob')].map((token) =>
      exchange(sandbox, token),
    )
    const statuses = (await Promise.all(exchanges)).map(({ status }) => status)
    expect(statuses).toEqual([200, 200])
    const again = await exchange(sandbox, await tokenOf('bob'), { config: 'Site_PL' })
    expect(again.status).toBe(200)
    const found = await customersWith(sandbox, 'bob@example.com')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ customerNumber: 'C0034', contactEmail: 'bob@example.com' })
  })

  test('the last login is updated once per exchange', async () => {
    const first = await lastLogin()
    clock.advance(60)
    const second = await lastLogin()
    clock.advance(-60)
    expect(Date.parse(second) - Date.parse(first)).toBe(60_000)
  })

  test('carol has nothing to be identified by', async () => {
    const response = await exchange(sandbox, await tokenOf('carol'))
    expect([response.status, await response.json()]).toEqual([401, serviceError(401)])
  })

  test('dave is taken by an e-mail that nobody verified', async () => {
    expect((await exchange(sandbox, await tokenOf('dave'))).status).toBe(200)
    expect(await customersWith(sandbox, 'dave@example.com')).toHaveLength(1)
  })

  test('reset forgets who was created', async () => {
    await exchange(sandbox, await tokenOf('bob'))
    sandbox.reset()
    expect(await customersWith(sandbox, 'bob@example.com')).toEqual([])
    expect(await customersWith(sandbox, 'alice@example.com')).toHaveLength(1)
  })

  test('without autoprovisioning an unknown customer is a 404', async () => {
    const settings = { ssoCustomerAutoprovisioningDisabled: true }
    const { sandbox: closed } = await running({ settings }, onTestFinished)
    const bob = (await signIn(closed, 'bob')).access_token
    const response = await exchange(closed, bob)
    expect([response.status, await response.json()]).toEqual([404, serviceError(404)])
    expect(await customersWith(closed, 'bob@example.com')).toEqual([])
    const alice = (await signIn(closed, 'alice')).access_token
    expect((await exchange(closed, alice)).status).toBe(200)
  })

  test('by SUBJECT carol is somebody, and alice is found', async () => {
    const settings = { ssoCustomerIdentifierField: 'SUBJECT' as const }
    const { sandbox: bySubject } = await running({ settings }, onTestFinished)
    const number = async (login: string) => {
      const token = (await signIn(bySubject, login)).access_token
      const answer = (await (await exchange(bySubject, token)).json()) as { saas_token: string }
      return decodeJwt(answer.saas_token).sub
    }
    expect([await number('carol'), await number('alice'), await number('carol')]).toEqual([
      'C0034',
      'C0033',
      'C0034',
    ])
  })
})

test('nothing went wrong inside', () => {
  expect(logged).toEqual([])
})

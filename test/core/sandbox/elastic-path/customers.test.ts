import { beforeEach, describe, expect, test } from 'vitest'
import { running } from '../running.ts'
import {
  accessToken,
  answerOf,
  apiErrors,
  codeOf,
  customerToken,
  proofKey,
  signedInCustomer,
  storeApi,
  storeOf,
} from './store.ts'

const { sandbox, clock, logged } = await running()

beforeEach(() => sandbox.reset())

interface Customers {
  data: { id: string; name: string; email: string }[]
}

async function customers(): Promise<Customers['data']> {
  const bearer = await accessToken(sandbox, 'client_credentials')
  const response = await storeApi(sandbox, '/v2/customers', { bearer })
  return ((await response.json()) as Customers).data
}

describe('a customer token', () => {
  test('is what only a lenient reader can read', async () => {
    const response = await customerToken(sandbox, await codeOf(sandbox))
    expect(response.status).toBe(200)
    const { data } = (await response.json()) as { data: Record<string, string | number> }
    const [alice] = await customers()
    const iat = Math.floor(clock.now() / 1000)
    expect(data).toEqual({
      type: 'token',
      id: expect.any(String) as unknown,
      customer_id: alice?.id,
      token: expect.any(String) as unknown,
      expires: iat + 86400,
    })
    const [header = '', claims = '', signature] = String(data['token']).split('.')
    expect(header).toBe('eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9')
    expect(Buffer.from(claims, 'base64').toString()).toBe(
      `{"sub":"${alice?.id}","name":"Alice Adler","exp":${iat + 86400},"iat":${iat},"jti":"${data['id']}"}`,
    )
    // Standard base64 with its padding.
    expect(claims.length % 4).toBe(0)
    expect(signature).toMatch(/^[\da-f]{64}$/)
  })

  test.each([
    ['no code', { oauth_authorization_code: undefined }, ['OAuthAuthorizationCode']],
    ['an empty code', { oauth_authorization_code: '' }, ['OAuthAuthorizationCode']],
    ['no redirect URI', { oauth_redirect_uri: undefined }, ['OAuthRedirectURI']],
    ['no verifier', { oauth_code_verifier: undefined }, ['OAuthCodeVerifier']],
    ['another type', { type: 'customer' }, ['Type|token_type']],
    [
      'another mechanism',
      { authentication_mechanism: 'saml', oauth_code_verifier: '' },
      ['AuthenticationMechanism|is_invalid', 'OAuthCodeVerifier'],
    ],
  ])('is refused to %s', async (_what, data, fields) => {
    const sentences = fields.map((one) => {
      const [field, tag = 'cannot_be_empty'] = one.split('|')
      return `Validation failed: field '${field}' on the '${tag}' tag.`
    })
    expect(await answerOf(customerToken(sandbox, 'any', data))).toEqual(
      apiErrors(422, 'Unprocessable Entity', sentences.join('; ')),
    )
  })

  test('is refused to a body without the wrapper, as an older document prints it', async () => {
    const bearer = await accessToken(sandbox)
    const json = {
      type: 'token',
      authentication_mechanism: 'oidc',
      oauth_authorization_code: await codeOf(sandbox),
      oauth_redirect_uri: storeOf(sandbox).redirectUri,
      oauth_code_verifier: proofKey.verifier,
    }
    expect((await storeApi(sandbox, '/v2/customers/tokens', { bearer, json })).status).toBe(422)
  })

  const failed = apiErrors(400, 'Bad Request', 'authentication failed')

  test.each([
    ['an invented code', { oauth_authorization_code: 'invented' }],
    ['another redirect URI', { oauth_redirect_uri: 'http://localhost:8080/callback' }],
    ['another verifier', { oauth_code_verifier: `${proofKey.verifier}x` }],
  ])('is refused to %s', async (_what, data) => {
    expect(await answerOf(customerToken(sandbox, await codeOf(sandbox), data))).toEqual(failed)
  })

  test('is refused the second time, after a minute, and to the other realm', async () => {
    const used = await codeOf(sandbox)
    expect((await customerToken(sandbox, used)).status).toBe(200)
    expect(await answerOf(customerToken(sandbox, used))).toEqual(failed)
    const old = await codeOf(sandbox)
    clock.advance(60)
    expect(await answerOf(customerToken(sandbox, old))).toEqual(failed)
    clock.advance(-60)
    const other = await codeOf(sandbox, { realm: 'account' })
    expect(await answerOf(customerToken(sandbox, other))).toEqual(failed)
  })

  test('is refused without an access token', async () => {
    const json = { data: { type: 'token' } }
    expect((await storeApi(sandbox, '/v2/customers/tokens', { json })).status).toBe(401)
  })
})

describe('the customer', () => {
  test('is the known one, or created once', async () => {
    expect(await customers()).toMatchObject([{ name: 'Alice Adler' }])
    await signedInCustomer(sandbox, 'alice')
    expect(await customers()).toHaveLength(1)
    const first = await signedInCustomer(sandbox, 'bob')
    const second = await signedInCustomer(sandbox, 'bob')
    expect(second.customer_id).toBe(first.customer_id)
    expect(await customers()).toMatchObject([
      { email: 'alice@example.com' },
      { email: 'bob@example.com', name: 'Bob Brandt' },
    ])
  })
})

describe('the customer API', () => {
  const read = async (path: string, token?: string, bearer?: string) =>
    answerOf(
      storeApi(sandbox, path, {
        bearer: bearer ?? (await accessToken(sandbox)),
        headers: token === undefined ? {} : { 'x-moltin-customer-token': token },
      }),
    )

  test('shows the customer, and nobody else', async () => {
    const [alice] = await customers()
    const bob = await signedInCustomer(sandbox, 'bob')
    const shown = {
      type: 'customer',
      id: bob.customer_id,
      name: 'Bob Brandt',
      email: 'bob@example.com',
      password: false,
      meta: {
        timestamps: {
          created_at: expect.any(String) as unknown,
          updated_at: expect.any(String) as unknown,
        },
      },
    }
    const own = `/v2/customers/${bob.customer_id}`
    expect(await read(own, bob.token)).toEqual([200, { data: shown }])
    expect(await read('/v2/customers', bob.token)).toMatchObject([
      200,
      { data: [shown], meta: { results: { total: 1 } } },
    ])
    expect(await read(`/v2/customers/${alice?.id}`, bob.token)).toEqual(
      apiErrors(403, 'Forbidden', 'forbidden'),
    )
    expect(await read('/v2/customers/unknown', bob.token)).toEqual(
      apiErrors(404, 'Not Found', 'not found'),
    )
    expect(await read(own)).toEqual(apiErrors(403, 'Forbidden', 'forbidden'))
    const administrator = await accessToken(sandbox, 'client_credentials')
    expect((await read(own, undefined, administrator))[0]).toBe(200)
  })

  const refused = [401, { errors: [{ status: 401, title: 'Unable to validate access token' }] }]

  test('takes no token that is changed', async () => {
    const { token } = await signedInCustomer(sandbox, 'alice')
    const [header, claims = '', signature] = token.split('.')
    const other = JSON.stringify({
      ...(JSON.parse(Buffer.from(claims, 'base64').toString()) as object),
      name: 'Mallory',
    })
    for (const forged of [
      '',
      'no-token',
      `${header}.${claims}.${'0'.repeat(64)}`,
      `${header}.${Buffer.from(other).toString('base64')}.${signature}`,
    ])
      expect(await read('/v2/customers', forged)).toEqual(refused)
  })

  test('takes no token that is older than a day', async () => {
    const { token, customer_id } = await signedInCustomer(sandbox, 'alice')
    clock.advance(86_400)
    expect(await read(`/v2/customers/${customer_id}`, token)).toEqual(refused)
    clock.advance(-86_400)
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

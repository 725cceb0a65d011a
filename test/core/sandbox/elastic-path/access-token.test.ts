import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { running } from '../running.ts'
import { accessToken, answerOf, apiErrors, storeApi, storeOf } from './store.ts'

const { sandbox, clock, logged } = await running()
const { clientId, clientSecret } = storeOf(sandbox)

beforeEach(() => sandbox.reset())

const ask = (form: Record<string, string>) =>
  answerOf(storeApi(sandbox, '/oauth/access_token', { form }))

const settings = (bearer: string, of = sandbox) =>
  answerOf(storeApi(of, '/v2/settings/customer-authentication', { bearer }))

describe('an access token', () => {
  test.each([
    ['implicit', {}],
    ['client_credentials', { client_secret: clientSecret }],
  ])('for %s is opaque and in a flat answer', async (grant_type, secret) => {
    expect(await ask({ grant_type, client_id: clientId, ...secret })).toEqual([
      200,
      {
        expires: Math.floor(clock.now() / 1000) + 3600,
        identifier: grant_type,
        expires_in: 3600,
        access_token: expect.stringMatching(/^[\da-f]{40}$/) as unknown,
        token_type: 'Bearer',
      },
    ])
  })

  test.each([
    ['an unknown client', 401, { grant_type: 'implicit', client_id: 'nobody' }],
    ['no client', 401, { grant_type: 'implicit' }],
    [
      'a wrong secret',
      401,
      { grant_type: 'client_credentials', client_id: clientId, client_secret: 'wrong' },
    ],
    ['no secret', 401, { grant_type: 'client_credentials', client_id: clientId }],
    ['another grant', 400, { grant_type: 'password', client_id: clientId }],
  ])('is refused to %s with %i', async (_what, status, form: Record<string, string>) => {
    const [found, body] = await ask(form)
    expect(found).toBe(status)
    expect(body).toMatchObject({ errors: [{ status: String(status) }] })
  })

  test('is refused to a JSON body, though the documentation once shows the header', async () => {
    const json = { grant_type: 'implicit', client_id: clientId }
    expect(await answerOf(storeApi(sandbox, '/oauth/access_token', { json }))).toEqual(
      apiErrors(400, 'Bad Request', 'The Content-Type must be application/x-www-form-urlencoded.'),
    )
  })

  test.each(['', 'nobody-issued-this'])('%j is not one', async (bearer) => {
    expect(await settings(bearer)).toEqual([
      401,
      { errors: [{ status: 401, title: 'Unable to validate access token' }] },
    ])
  })

  test('ends after an hour', async () => {
    const bearer = await accessToken(sandbox)
    clock.advance(3599)
    expect((await settings(bearer))[0]).toBe(200)
    clock.advance(1)
    expect((await settings(bearer))[0]).toBe(401)
    clock.advance(-3600)
  })
})

describe('the rate limit', () => {
  test.each([
    [undefined, 100],
    [25, 25],
  ])('set to %s lets %i requests of a second pass', async (requestsPerSecond, limit) => {
    const own = await running({ elasticPath: { requestsPerSecond } }, onTestFinished)
    const bearer = await accessToken(own.sandbox)
    for (let request = 2; request <= limit; request++)
      expect((await settings(bearer, own.sandbox))[0]).toBe(200)
    expect(await settings(bearer, own.sandbox)).toEqual([
      429,
      { errors: [{ status: 429, title: 'Too Many Requests' }] },
    ])
    own.clock.advance(1)
    expect((await settings(bearer, own.sandbox))[0]).toBe(200)
  })

  test('begins anew with a reset', async () => {
    const own = await running({ elasticPath: { requestsPerSecond: 2 } }, onTestFinished)
    const bearer = await accessToken(own.sandbox)
    await settings(bearer, own.sandbox)
    expect((await settings(bearer, own.sandbox))[0]).toBe(429)
    own.sandbox.reset()
    expect((await settings(bearer, own.sandbox))[0]).toBe(401)
  })
})

test('a page of this machine may call with the headers that it names', async () => {
  const preflight = await storeApi(sandbox, '/v2/customers', {
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:3000',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-moltin-customer-token,ep-beta-features',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
  expect(preflight.headers.get('access-control-allow-headers')).toBe(
    'x-moltin-customer-token,ep-beta-features',
  )
})

test('what is not emulated is answered 404 in the platform’s words', async () => {
  expect(await answerOf(storeApi(sandbox, '/v2/products'))).toEqual(
    apiErrors(404, 'Not Found', 'not found'),
  )
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

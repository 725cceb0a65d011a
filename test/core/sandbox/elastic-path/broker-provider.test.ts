import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { running } from '../running.ts'
import { answerOf, codeOf, type HopOptions, proofKey, storeApi, storeOf } from './store.ts'

const { sandbox, clock, logged } = await running()
const { apiUrl, redirectUri, storeId } = storeOf(sandbox)
const ofBuyer = `stores/${storeId}/authentication-realms/${realmIds.buyer}`
const tokenPath = `/oidc-idp/token/${ofBuyer}`

beforeEach(() => sandbox.reset())

const redeem = (code: string, changes: Record<string, string> = {}, path = tokenPath) =>
  storeApi(sandbox, path, {
    form: {
      grant_type: 'authorization_code',
      client_id: 'customers',
      code,
      redirect_uri: redirectUri,
      code_verifier: proofKey.verifier,
      ...changes,
    },
  })

async function subjectOf(login: string, options: HopOptions = {}): Promise<string> {
  const response = await redeem(await codeOf(sandbox, { login, ...options }))
  const { id_token } = (await response.json()) as { id_token: string }
  const keys = await storeApi(sandbox, '/oidc-idp/.well-known/jwks.json')
  const { payload } = await jwtVerify(
    id_token,
    createLocalJWKSet((await keys.json()) as JSONWebKeySet),
  )
  return payload.sub ?? ''
}

test('its metadata has the documented oddities', async () => {
  const path = `/oidc-idp/${ofBuyer}/.well-known/openid-configuration`
  expect(await answerOf(storeApi(sandbox, path))).toEqual([
    200,
    {
      issuer: `${apiUrl}/oidc-idp/${ofBuyer}`,
      authorization_endpoint: `${apiUrl}/oidc-idp/login/${ofBuyer}`,
      token_endpoint: `${apiUrl}${tokenPath}`,
      jwks_uri: `${apiUrl}/oidc-idp/.well-known/jwks.json`,
      response_types_supported: ['code'],
      scopes_supported: ['profile', 'openid', 'email'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: 'client_secret_basic',
    },
  ])
  expect((await storeApi(sandbox, path.replace(storeId, 'another'))).status).toBe(404)
})

test('its ID token is for the realm’s client, signed with a key of its own', async () => {
  const response = await redeem(await codeOf(sandbox))
  expect(response.status).toBe(200)
  const { id_token } = (await response.json()) as { id_token: string }
  const answer = await storeApi(sandbox, '/oidc-idp/.well-known/jwks.json')
  const keys = (await answer.json()) as JSONWebKeySet
  expect(JSON.stringify(keys)).not.toContain('"d"')
  const { payload } = await jwtVerify(id_token, createLocalJWKSet(keys), { algorithms: ['RS256'] })
  const iat = Math.floor(clock.now() / 1000)
  expect(payload).toEqual({
    iss: `${apiUrl}/oidc-idp/${ofBuyer}`,
    aud: 'customers',
    sub: expect.any(String) as unknown,
    iat,
    exp: iat + 3600,
    name: 'Alice Adler',
    email: 'alice@example.com',
  })
})

describe('a code is refused', () => {
  test.each([
    ['with another verifier', { code_verifier: `${proofKey.verifier}x` }],
    ['without a verifier', { code_verifier: '' }],
    ['with another redirect URI', { redirect_uri: 'http://localhost:8080/callback' }],
    ['when it is invented', { code: 'invented' }],
  ])('%s', async (_what, changes: Record<string, string>) => {
    expect(await answerOf(redeem(await codeOf(sandbox), changes))).toEqual([
      400,
      { error: 'invalid_grant', errorDescription: 'code not valid' },
    ])
  })

  test('the second time', async () => {
    const code = await codeOf(sandbox)
    expect((await redeem(code)).status).toBe(200)
    expect((await redeem(code)).status).toBe(400)
  })

  test('after a wrong attempt', async () => {
    const code = await codeOf(sandbox)
    await redeem(code, { code_verifier: 'wrong' })
    expect((await redeem(code)).status).toBe(400)
  })

  test('after a minute', async () => {
    const code = await codeOf(sandbox)
    clock.advance(60)
    expect((await redeem(code)).status).toBe(400)
    clock.advance(-60)
  })

  test('when it is of the other realm, where it is left alone', async () => {
    const code = await codeOf(sandbox, { realm: 'account' })
    expect((await redeem(code)).status).toBe(400)
    const path = tokenPath.replace(realmIds.buyer, realmIds.account)
    expect((await redeem(code, { client_id: 'account-management' }, path)).status).toBe(200)
  })

  test('to another client, and another grant', async () => {
    expect(await answerOf(redeem('any', { client_id: 'account-management' }))).toEqual([
      401,
      { error: 'invalid_client', errorDescription: 'client not valid' },
    ])
    expect((await redeem('any', { grant_type: 'password' })).status).toBe(400)
  })
})

test('with the method plain the verifier is the challenge', async () => {
  const code = await codeOf(sandbox, { parameters: { code_challenge_method: 'plain' } })
  const changes = { code_verifier: proofKey.challenge }
  expect((await redeem(code, changes)).status).toBe(200)
})

test('who comes back is the same user', async () => {
  const first = await subjectOf('bob')
  expect(await subjectOf('bob')).toBe(first)
  expect(await subjectOf('alice')).not.toBe(first)
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

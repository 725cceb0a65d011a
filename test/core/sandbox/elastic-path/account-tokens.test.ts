import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import {
  accountIds,
  aliceMemberId,
} from '../../../../electron/core/sandbox/elastic-path/accounts-preset.ts'
import { realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { running } from '../running.ts'
import {
  listed,
  manage,
  oidcBody,
  renew,
  signInToAccounts,
  type TokenAnswer,
  tokenRequest,
} from './account-session.ts'
import { accessToken, answerOf, apiErrors, codeOf, storeApi, storeOf } from './store.ts'

const elasticPath = { requestsPerSecond: 10_000 }
const { sandbox, clock, logged } = await running({ elasticPath })
const { apiUrl, storeId } = storeOf(sandbox)

beforeEach(() => sandbox.reset())

const accountCode = (login = 'alice') => codeOf(sandbox, { realm: 'account', login })
const settings = '/v2/settings/account-authentication'
const users = `/v2/authentication-realms/${realmIds.account}/user-authentication-info`

async function setSettings(changes: object) {
  const data = { type: 'account_authentication_settings', ...changes }
  expect((await manage(sandbox, 'PUT', settings, data)).status).toBe(200)
}

test('alice gets a token for each of her accounts', async () => {
  const before = Math.floor(clock.now() / 1000)
  const answer = await signInToAccounts(sandbox, 'alice')
  const link = `${apiUrl}/v2/account-members/tokens?page[offset]=0&page[limit]=25`
  expect(answer).toEqual({
    meta: {
      account_member_id: aliceMemberId,
      results: { total: 2 },
      page: { limit: 25, offset: 0, current: 1, total: 1 },
    },
    data: [
      ['Adler Trading', accountIds.adlerTrading],
      ['Alpine Sports', accountIds.alpineSports],
    ].map(([account_name, account_id]) => ({
      type: 'account_management_authentication_token',
      account_name,
      account_id,
      token: expect.any(String) as unknown,
      expires: new Date((before + 86400) * 1000).toISOString(),
    })),
    links: { current: link, first: link, last: link, next: null, prev: null },
  })
  for (const { token, account_id } of answer.data) {
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(decodeJwt(token)).toEqual({
      account_member_self_management: 'disabled',
      ancestors: '',
      exp: before + 86400,
      iat: before,
      realm_id: realmIds.account,
      scope: account_id,
      store_id: storeId,
      sub: aliceMemberId,
    })
  }
})

test('ancestors are the parents, the root first, as short Base64', async () => {
  const create = async (name: string, parent_id: string) => {
    const data = { type: 'account', name, parent_id }
    const response = await manage(sandbox, 'POST', '/v2/accounts', data)
    return ((await response.json()) as { data: { id: string } }).data.id
  }
  const middle = await create('Middle', accountIds.betaWorks)
  const bottom = await create('Bottom', middle)
  const membership = { type: 'account_membership', account_member_id: aliceMemberId }
  await manage(sandbox, 'POST', `/v2/accounts/${bottom}/account-memberships`, membership)
  const { data } = await signInToAccounts(sandbox, 'alice')
  const token = data.find(({ account_id }) => account_id === bottom)?.token ?? ''
  const short = (id: string) =>
    Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64').replaceAll('=', '')
  const expected = `${short(accountIds.betaWorks)},${short(middle)}`
  expect(decodeJwt(token).ancestors).toBe(expected)
  expect(expected).toHaveLength(2 * 22 + 1)
})

test('lifetime and self management follow the settings', async () => {
  await setSettings({
    account_management_authentication_token_timeout_secs: 60,
    account_member_self_management: 'update_only',
  })
  const { data } = await signInToAccounts(sandbox, 'alice')
  const { exp = 0, iat = 0, account_member_self_management } = decodeJwt(data[0]?.token ?? '')
  expect([exp - iat, account_member_self_management]).toEqual([60, 'update_only'])
  expect(data[0]?.expires).toBe(new Date(exp * 1000).toISOString())
})

describe('a member who is new', () => {
  const member = async () =>
    listed<{ id: string; name: string; email: string }>(sandbox, '/v2/account-members', {
      filter: 'eq(email,bob@example.com)',
    })

  test('is made by the first login, without an account, which is a success', async () => {
    expect(await member()).toEqual([])
    const { data, meta } = await signInToAccounts(sandbox, 'bob')
    expect(data).toEqual([])
    expect(await member()).toMatchObject([{ id: meta.account_member_id, name: 'Bob Brandt' }])
    expect(meta.results.total).toBe(0)
    const again = await signInToAccounts(sandbox, 'bob')
    expect(again.meta.account_member_id).toBe(meta.account_member_id)
  })

  test('is the user of the realm', async () => {
    const { meta } = await signInToAccounts(sandbox, 'bob')
    const found = await listed(sandbox, users, { filter: 'eq(email,bob@example.com)' })
    expect(found).toMatchObject([{ id: meta.account_member_id }])
  })

  test('gets an account where the setting says so', async () => {
    await setSettings({ auto_create_account_for_account_members: true })
    const { data } = await signInToAccounts(sandbox, 'bob')
    expect(data).toMatchObject([{ account_name: 'Bob Brandt' }])
    expect((await signInToAccounts(sandbox, 'bob')).data).toHaveLength(1)
  })

  test('gets none when the setting comes later', async () => {
    await signInToAccounts(sandbox, 'bob')
    await setSettings({ auto_create_account_for_account_members: true })
    expect((await signInToAccounts(sandbox, 'bob')).data).toEqual([])
  })

  test('sees an account after being assigned, without another login', async () => {
    const { meta } = await signInToAccounts(sandbox, 'bob')
    const membership = { type: 'account_membership', account_member_id: meta.account_member_id }
    const path = `/v2/accounts/${accountIds.betaWorks}/account-memberships`
    expect((await manage(sandbox, 'POST', path, membership)).status).toBe(201)
    expect((await signInToAccounts(sandbox, 'bob')).data).toMatchObject([
      { account_name: 'Beta Works' },
    ])
  })
})

test('each login overwrites name and address by the ID token', async () => {
  const changed = { type: 'user_authentication_info', name: 'Someone Else' }
  await manage(sandbox, 'PUT', `${users}/${aliceMemberId}`, changed)
  const names = async () =>
    (await listed<{ name: string }>(sandbox, '/v2/account-members')).map(({ name }) => name)
  expect(await names()).toEqual(['Someone Else'])
  await signInToAccounts(sandbox, 'alice')
  expect(await names()).toEqual(['Alice Adler'])
})

describe('pages', () => {
  test('are as long as the store says', async () => {
    const short = { ...elasticPath, pageLength: 1 }
    const { sandbox: other } = await running({ elasticPath: short }, onTestFinished)
    const { data, meta, links } = await signInToAccounts(other, 'alice')
    expect([data.length, meta.page]).toEqual([1, { limit: 1, offset: 0, current: 1, total: 2 }])
    expect(links.next).toContain('page[offset]=1&page[limit]=1')
    const next = await renew(other, data[0]?.token, { 'page[limit]': '1', 'page[offset]': '1' })
    expect(await next.json()).toMatchObject({ data: [{ account_name: 'Alpine Sports' }] })
  })

  test('of a wrong length spend no code', async () => {
    const code = await accountCode()
    const query = { 'page[limit]': '101' }
    expect((await tokenRequest(sandbox, oidcBody(sandbox, code), { query })).status).toBe(400)
    expect((await tokenRequest(sandbox, oidcBody(sandbox, code))).status).toBe(201)
  })
})

describe('a request is refused with 422', () => {
  const sentence = (field: string, tag: string) =>
    `Validation failed: field '${field}' on the '${tag}' tag.`
  const empty = (field: string) => sentence(field, 'cannot_be_empty')

  test.each<[string, Record<string, unknown>, string]>([
    ['no code', { oauth_authorization_code: undefined }, empty('OAuthAuthorizationCode')],
    ['an empty code', { oauth_authorization_code: '' }, empty('OAuthAuthorizationCode')],
    ['no redirect URI', { oauth_redirect_uri: undefined }, empty('OAuthRedirectURI')],
    ['no verifier', { oauth_code_verifier: undefined }, empty('OAuthCodeVerifier')],
    ['no type', { type: undefined }, sentence('Type', 'account_token_type')],
    ['another type', { type: 'token' }, sentence('Type', 'account_token_type')],
    [
      'no mechanism',
      { authentication_mechanism: undefined },
      sentence('AuthenticationMechanism', 'is_invalid'),
    ],
    [
      'an unknown mechanism',
      { authentication_mechanism: 'magic' },
      sentence('AuthenticationMechanism', 'is_invalid'),
    ],
    [
      'several faults',
      { type: '', oauth_redirect_uri: '', oauth_code_verifier: '' },
      [
        sentence('Type', 'account_token_type'),
        empty('OAuthRedirectURI'),
        empty('OAuthCodeVerifier'),
      ].join('; '),
    ],
  ])('for %s', async (_what, changes, detail) => {
    const answer = answerOf(tokenRequest(sandbox, oidcBody(sandbox, 'any', changes)))
    expect(await answer).toEqual(apiErrors(422, 'Unprocessable Entity', detail))
  })

  test.each(['password', 'passwordless', 'self_signup'])(
    'for %s, which the sandbox has not',
    async (mechanism) => {
      const body = oidcBody(sandbox, 'any', { authentication_mechanism: mechanism })
      const detail = `the authentication mechanism '${mechanism}' is not in the sandbox`
      expect(await answerOf(tokenRequest(sandbox, body))).toEqual(
        apiErrors(422, 'Unprocessable Entity', detail),
      )
    },
  )

  test('without the wrapper', async () => {
    const bearer = await accessToken(sandbox)
    const json = oidcBody(sandbox, 'any')
    const response = await storeApi(sandbox, '/v2/account-members/tokens', { bearer, json })
    expect(response.status).toBe(422)
  })
})

describe('authentication failed', () => {
  const failed = apiErrors(400, 'Bad Request', 'authentication failed')

  test.each<[string, Record<string, unknown>]>([
    ['an invented code', { oauth_authorization_code: 'invented' }],
    ['another redirect URI', { oauth_redirect_uri: 'http://localhost:8080/callback' }],
    ['another verifier', { oauth_code_verifier: 'x'.repeat(43) }],
  ])('with %s', async (_what, changes) => {
    const body = oidcBody(sandbox, await accountCode(), changes)
    expect(await answerOf(tokenRequest(sandbox, body))).toEqual(failed)
  })

  test('when the code is spent', async () => {
    const body = oidcBody(sandbox, await accountCode())
    expect((await tokenRequest(sandbox, body)).status).toBe(201)
    expect(await answerOf(tokenRequest(sandbox, body))).toEqual(failed)
  })

  test('with a code of the other realm', async () => {
    const body = oidcBody(sandbox, await codeOf(sandbox, { realm: 'buyer' }))
    expect(await answerOf(tokenRequest(sandbox, body))).toEqual(failed)
  })

  test('when the code is old', async () => {
    const body = oidcBody(sandbox, await accountCode())
    clock.advance(61)
    const answer = await answerOf(tokenRequest(sandbox, body))
    clock.advance(-61)
    expect(answer).toEqual(failed)
  })
})

test('another failure of the broker is a 500', async () => {
  const body = oidcBody(sandbox, await accountCode())
  expect((await manage(sandbox, 'DELETE', `${users}/${aliceMemberId}`)).status).toBe(204)
  expect(await answerOf(tokenRequest(sandbox, body))).toEqual(
    apiErrors(500, 'Internal Server Error', 'there was a problem processing your request'),
  )
})

test('an access token is needed', async () => {
  const json = { data: oidcBody(sandbox, 'any') }
  const response = storeApi(sandbox, '/v2/account-members/tokens', { json })
  expect((await response).status).toBe(401)
})

describe('renewal', () => {
  const forbidden = apiErrors(403, 'Forbidden', 'forbidden')

  test('gives new tokens for every account, whichever token it is asked with', async () => {
    const { data } = await signInToAccounts(sandbox, 'alice')
    clock.advance(60)
    const response = await renew(sandbox, data[1]?.token)
    clock.advance(-60)
    expect(response.status).toBe(201)
    const renewed = (await response.json()) as TokenAnswer
    expect(renewed.meta.account_member_id).toBe(aliceMemberId)
    expect(renewed.data.map(({ account_name }) => account_name)).toEqual([
      'Adler Trading',
      'Alpine Sports',
    ])
    const [first = '', second = ''] = [data[0]?.token, renewed.data[0]?.token]
    expect((decodeJwt(second).exp ?? 0) - (decodeJwt(first).exp ?? 0)).toBe(60)
  })

  test('is forbidden without a token, with a foreign, a tampered or an expired one', async () => {
    const { data } = await signInToAccounts(sandbox, 'alice')
    const token = data[0]?.token ?? ''
    const tampered = token.replace(/\.[^.]*$/, '.AAAA')
    for (const wrong of [undefined, 'nonsense', tampered])
      expect(await answerOf(renew(sandbox, wrong))).toEqual(forbidden)
    clock.advance(86400)
    const expired = await answerOf(renew(sandbox, token))
    clock.advance(-86400)
    expect(expired).toEqual(forbidden)
  })

  test('is forbidden once the member is deleted', async () => {
    const { data } = await signInToAccounts(sandbox, 'alice')
    await manage(sandbox, 'DELETE', `${users}/${aliceMemberId}`)
    expect(await answerOf(renew(sandbox, data[0]?.token))).toEqual(forbidden)
  })

  test('is forbidden after a reset', async () => {
    const { data } = await signInToAccounts(sandbox, 'alice')
    sandbox.reset()
    expect(await answerOf(renew(sandbox, data[0]?.token))).toEqual(forbidden)
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

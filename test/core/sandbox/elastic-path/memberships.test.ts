import { beforeEach, describe, expect, test } from 'vitest'
import {
  accountIds,
  aliceMemberId,
} from '../../../../electron/core/sandbox/elastic-path/accounts-preset.ts'
import { elasticPathRoutes } from '../../../../electron/core/sandbox/elastic-path/routes.ts'
import { createElasticPathState } from '../../../../electron/core/sandbox/elastic-path/state.ts'
import { ManualClock, running } from '../running.ts'
import { asMember, listed, manage, signInToAccounts } from './account-session.ts'
import { accessToken, answerOf, apiErrors, storeApi, storeOf } from './store.ts'

const { sandbox, logged } = await running({ elasticPath: { requestsPerSecond: 10_000 } })
const { apiUrl } = storeOf(sandbox)

beforeEach(() => sandbox.reset())

const membershipsOf = (account: keyof typeof accountIds) =>
  `/v2/accounts/${accountIds[account]}/account-memberships`
const ofBeta = membershipsOf('betaWorks')
const ofAlice = `/v2/account-members/${aliceMemberId}/account-memberships`
const unassigned = `${ofBeta}/unassigned-account-members`
const unknown = '00000000-0000-4000-8000-000000000000'

const assign = (memberId: string, path = ofBeta) =>
  manage(sandbox, 'POST', path, { type: 'account_membership', account_member_id: memberId })

const membersOf = async (path: string, query: Record<string, string> = {}) =>
  (await listed<{ email: string }>(sandbox, path, query)).map(({ email }) => email)

test('a member is assigned, listed on both sides, and removed', async () => {
  const response = await assign(aliceMemberId)
  const body = (await response.json()) as { data: { id: string } }
  const { id } = body.data
  const date = expect.any(String) as unknown
  expect([response.status, body]).toEqual([
    201,
    {
      data: {
        id,
        type: 'account_membership',
        meta: { timestamps: { created_at: date, updated_at: date } },
        relationships: { account_member: { data: { id: aliceMemberId, type: 'account_member' } } },
      },
      links: { self: `${apiUrl}${ofBeta}/${id}` },
    },
  ])
  expect(await (await manage(sandbox, 'GET', `${ofBeta}/${id}`)).json()).toEqual(body)
  expect(await listed(sandbox, ofBeta)).toMatchObject([{ id, account_member_id: aliceMemberId }])
  const names = (await signInToAccounts(sandbox, 'alice')).data
  expect(names.map(({ account_name }) => account_name)).toContain('Beta Works')
  expect((await manage(sandbox, 'DELETE', `${ofBeta}/${id}`)).status).toBe(204)
  expect(await listed(sandbox, ofBeta)).toEqual([])
  expect((await signInToAccounts(sandbox, 'alice')).data).toHaveLength(2)
})

test('the accounts of a member come with the memberships when they are asked for', async () => {
  const bearer = await accessToken(sandbox, 'client_credentials')
  const read = async (include?: string) =>
    (
      await storeApi(sandbox, ofAlice, { bearer, query: include === undefined ? {} : { include } })
    ).json()
  const data = [accountIds.adlerTrading, accountIds.alpineSports].map((id) => ({
    type: 'account_membership',
    relationships: { account: { data: { id, type: 'account' } } },
  }))
  expect(await read()).toMatchObject({ data, meta: { results: { total: 2 } } })
  expect(await read()).not.toHaveProperty('included')
  expect(await read('account')).toMatchObject({
    data,
    included: { accounts: [{ name: 'Adler Trading' }, { name: 'Alpine Sports' }] },
  })
})

test('the members of an account come with the memberships when they are asked for', async () => {
  const bearer = await accessToken(sandbox, 'client_credentials')
  const query = { include: 'account_member' }
  const response = await storeApi(sandbox, membershipsOf('adlerTrading'), { bearer, query })
  expect(await response.json()).toMatchObject({
    data: [{ account_member_id: aliceMemberId }],
    included: { account_members: [{ id: aliceMemberId, email: 'alice@example.com' }] },
  })
})

test('unassigned are those who are not in this very account', async () => {
  for (const login of ['bob', 'dave']) await signInToAccounts(sandbox, login)
  const [alice, bob, dave] = ['alice', 'bob', 'dave'].map((one) => `${one}@example.com`)
  expect(await membersOf(unassigned)).toEqual([alice, bob, dave])
  const ofAdler = `${membershipsOf('adlerTrading')}/unassigned-account-members`
  expect(await membersOf(ofAdler)).toEqual([bob, dave])
  expect(await membersOf(unassigned, { filter: `eq(email,${bob})` })).toEqual([bob])
  expect(await membersOf(unassigned, { filter: 'like(name,D*)' })).toEqual([dave])
  expect(await membersOf(unassigned, { 'page[limit]': '1', 'page[offset]': '1' })).toEqual([bob])
  await assign(aliceMemberId)
  expect(await membersOf(unassigned)).toEqual([bob, dave])
})

describe('a membership is refused', () => {
  test.each<[string, Record<string, unknown>, [number, unknown]]>([
    [
      'with another type',
      { type: 'account-membership' },
      apiErrors(
        422,
        'Unprocessable Entity',
        "Validation failed: field 'Type' on the 'account-membership-type' tag.",
      ),
    ],
    ['of nobody', { account_member_id: unknown }, apiErrors(404, 'Not Found', 'not found')],
    [
      'without a member',
      { account_member_id: undefined },
      apiErrors(404, 'Not Found', 'not found'),
    ],
  ])('%s', async (_what, changes, refusal) => {
    const data = { type: 'account_membership', account_member_id: aliceMemberId, ...changes }
    expect(await answerOf(manage(sandbox, 'POST', ofBeta, data))).toEqual(refusal)
  })

  test('twice', async () => {
    expect(await answerOf(assign(aliceMemberId, membershipsOf('adlerTrading')))).toEqual(
      apiErrors(
        409,
        'Conflict',
        'account membership with the given account id and account member id already exists',
      ),
    )
  })

  test('beyond the 1000 of an account', async () => {
    const clock = new ManualClock()
    const origin = 'http://127.0.0.1:1'
    const state = createElasticPathState({ clock, origin, redirectUri: 'http://localhost:1/' })
    for (let i = 0; i < 1000; i++) state.accounts.addMembership(accountIds.betaWorks, `member-${i}`)
    const bearer = state.accessTokens.issue({ kind: 'client_credentials' }, 60)
    const response = await elasticPathRoutes({ state, requestsPerSecond: 10 }).request(ofBeta, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: JSON.stringify({
        data: { type: 'account_membership', account_member_id: aliceMemberId },
      }),
    })
    expect([response.status, await response.json()]).toEqual(
      apiErrors(
        400,
        'Bad Request',
        'the number of account memberships with a particular account exceeds the limit',
      ),
    )
  })
})

test.each([ofBeta, unassigned])('of an account that there is not %s is 404', async (path) => {
  const gone = path.replace(accountIds.betaWorks, unknown)
  expect(await answerOf(manage(sandbox, 'GET', gone))).toEqual(
    apiErrors(404, 'Not Found', 'account not found'),
  )
})

test('a membership that there is not is 404', async () => {
  for (const method of ['GET', 'DELETE'])
    expect(await answerOf(manage(sandbox, method, `${ofBeta}/${unknown}`))).toEqual(
      apiErrors(404, 'Not Found', 'not found'),
    )
})

test('a shopper sees the own memberships alone', async () => {
  const { meta } = await signInToAccounts(sandbox, 'bob')
  await assign(meta.account_member_id, membershipsOf('adlerTrading'))
  const { data } = await signInToAccounts(sandbox, 'alice')
  const token = data[0]?.token ?? ''
  const read = async (path: string) => (await asMember(sandbox, token, path)).json()
  expect(await read(membershipsOf('adlerTrading'))).toMatchObject({
    data: [{ account_member_id: aliceMemberId }],
    meta: { results: { total: 1 } },
  })
  expect(await read(ofAlice)).toMatchObject({ meta: { results: { total: 2 } } })
  const others = ofAlice.replace(aliceMemberId, meta.account_member_id)
  expect((await asMember(sandbox, token, others)).status).toBe(403)
  expect((await asMember(sandbox, token, ofBeta)).status).toBe(403)
})

describe('the limit of a member', () => {
  const settings = '/v2/settings/account-membership'
  const change = (data: object) =>
    manage(sandbox, 'PUT', settings, { type: 'account_membership_setting', ...data })

  test('is 10,000 and holds for new memberships', async () => {
    const shown = (membership_limit: number) => ({
      data: { type: 'account_membership_setting', membership_limit },
    })
    expect(await answerOf(manage(sandbox, 'GET', settings))).toEqual([200, shown(10_000)])
    expect(await answerOf(change({ membership_limit: 2 }))).toEqual([200, shown(2)])
    expect(await answerOf(assign(aliceMemberId))).toEqual(
      apiErrors(
        400,
        'Bad Request',
        'the number of account memberships with a particular account member exceeds the limit',
      ),
    )
    expect((await signInToAccounts(sandbox, 'alice')).data).toHaveLength(2)
  })

  test.each([
    [{ type: 'x' }, 422],
    [{ membership_limit: -1 }, 400],
    [{ membership_limit: '2' }, 400],
    [{ membership_limit: 10_001 }, 400],
    [{}, 200],
  ] as [object, number][])('set to %o is %i', async (data, status) => {
    expect((await change(data)).status).toBe(status)
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

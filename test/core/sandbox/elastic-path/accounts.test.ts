import { beforeEach, describe, expect, test } from 'vitest'
import {
  accountIds,
  aliceMemberId,
} from '../../../../electron/core/sandbox/elastic-path/accounts-preset.ts'
import { running } from '../running.ts'
import { asMember, listed, manage, signInToAccounts } from './account-session.ts'
import { accessToken, answerOf, apiErrors, storeApi, storeOf } from './store.ts'

const { sandbox, logged } = await running({ elasticPath: { requestsPerSecond: 10_000 } })
const { apiUrl } = storeOf(sandbox)

beforeEach(() => sandbox.reset())

const accounts = '/v2/accounts'
const own = `${accounts}/${accountIds.adlerTrading}`
const forbidden = apiErrors(403, 'Forbidden', 'forbidden')
const unknown = '00000000-0000-4000-8000-000000000000'

interface Account {
  id: string
  name: string
}

async function create(data: Record<string, unknown>): Promise<Account> {
  const response = await manage(sandbox, 'POST', accounts, { type: 'account', ...data })
  expect(response.status).toBe(201)
  return ((await response.json()) as { data: Account }).data
}

const namesOf = async (query: Record<string, string> = {}) =>
  (await listed<Account>(sandbox, accounts, query)).map(({ name }) => name)

test('an account has every documented member', async () => {
  const [status, body] = await answerOf(manage(sandbox, 'GET', own))
  const date = expect.stringMatching(/^\d{4}-.*Z$/) as unknown
  expect([status, body]).toEqual([
    200,
    {
      data: {
        id: accountIds.adlerTrading,
        type: 'account',
        name: 'Adler Trading',
        legal_name: null,
        registration_id: null,
        external_ref: null,
        parent_id: null,
        meta: { timestamps: { created_at: date, updated_at: date } },
        relationships: { ancestors: [] },
      },
      links: { self: `${apiUrl}${own}` },
    },
  ])
})

test('an administrator makes, changes and deletes an account', async () => {
  const { id } = await create({ name: 'New', registration_id: 'r-1', external_ref: 'e-1' })
  const path = `${accounts}/${id}`
  const changed = await manage(sandbox, 'PUT', path, { type: 'account', legal_name: 'New, ltd' })
  expect([changed.status, await changed.json()]).toMatchObject([
    200,
    { data: { name: 'New', legal_name: 'New, ltd', registration_id: 'r-1', external_ref: 'e-1' } },
  ])
  expect((await manage(sandbox, 'DELETE', path)).status).toBe(204)
  expect(await answerOf(manage(sandbox, 'GET', path))).toEqual(
    apiErrors(404, 'Not Found', 'account not found'),
  )
})

test('an account below another names its parents and goes with them', async () => {
  const middle = await create({ name: 'Middle', parent_id: accountIds.betaWorks })
  const bottom = await create({ name: 'Bottom', parent_id: middle.id })
  const reference = (id: string) => ({ data: { id, type: 'account' } })
  expect(bottom).toMatchObject({
    parent_id: middle.id,
    relationships: {
      ancestors: [reference(accountIds.betaWorks), reference(middle.id)],
      parent: reference(middle.id),
    },
  })
  await manage(sandbox, 'PUT', `${accounts}/${bottom.id}`, { type: 'account', parent_id: null })
  await manage(sandbox, 'DELETE', `${accounts}/${accountIds.betaWorks}`)
  expect(await namesOf()).toEqual(['Adler Trading', 'Alpine Sports'])
})

describe('an account is not made', () => {
  test.each<[string, Record<string, unknown>, [number, unknown]]>([
    [
      'without a type',
      { name: 'New', type: undefined },
      apiErrors(
        422,
        'Unprocessable Entity',
        "Validation failed: field 'Type' on the 'account-type' tag.",
      ),
    ],
    [
      'without a name',
      {},
      apiErrors(400, 'Bad Request', "Validation failed: field 'Name' on the 'min' tag."),
    ],
    [
      'below one that there is not',
      { name: 'New', parent_id: unknown },
      apiErrors(404, 'Not Found', 'account not found'),
    ],
  ])('%s', async (_what, data, refusal) => {
    const answer = answerOf(manage(sandbox, 'POST', accounts, { type: 'account', ...data }))
    expect(await answer).toEqual(refusal)
  })

  test('with the registration id of another, nor changed to it', async () => {
    const taken = { type: 'account', name: 'Other', registration_id: 'r-1' }
    const { id } = await create({ name: 'New', registration_id: 'r-1' })
    expect((await manage(sandbox, 'POST', accounts, taken)).status).toBe(409)
    expect((await manage(sandbox, 'PUT', own, taken)).status).toBe(409)
    expect((await manage(sandbox, 'PUT', `${accounts}/${id}`, taken)).status).toBe(200)
  })
})

test('what there is not cannot be changed or deleted', async () => {
  for (const method of ['PUT', 'DELETE'])
    expect(
      await answerOf(manage(sandbox, method, `${accounts}/${unknown}`, { type: 'account' })),
    ).toEqual(apiErrors(404, 'Not Found', 'account not found'))
})

describe('the list', () => {
  test.each([
    [{}, ['Adler Trading', 'Alpine Sports', 'Beta Works']],
    [{ filter: 'eq(name,Beta Works)' }, ['Beta Works']],
    [{ filter: 'like(name,Al*)' }, ['Alpine Sports']],
    [{ filter: 'like(name,*r*)' }, ['Adler Trading', 'Alpine Sports', 'Beta Works']],
    [{ filter: 'like(name,*r*):like(name,*s)' }, ['Alpine Sports', 'Beta Works']],
    [{ filter: 'like(name,"A*")' }, ['Adler Trading', 'Alpine Sports']],
    [{ filter: `eq(id,${accountIds.betaWorks})` }, ['Beta Works']],
    [{ filter: 'ge(created_at,2001-01-01T00:00:00.000Z):like(name,B*)' }, ['Beta Works']],
    [{ filter: 'lt(created_at,"2001-01-01T00:00:00.000Z")' }, []],
    [{ sort: '-name' }, ['Beta Works', 'Alpine Sports', 'Adler Trading']],
    [{ sort: 'id' }, ['Adler Trading', 'Alpine Sports', 'Beta Works']],
    [{ 'page[limit]': '1', 'page[offset]': '1' }, ['Alpine Sports']],
  ] as [Record<string, string>, string[]][])('with %o', async (query, names) => {
    expect(await namesOf(query)).toEqual(names)
  })

  test.each<Record<string, string>>([
    { filter: 'nonsense' },
    { filter: 'ilike(name,A*)' },
    { filter: 'eq(color,red)' },
    { filter: 'eq(constructor,red)' },
    { filter: 'eq(name,A)eq(name,B)' },
    { sort: 'legal_name' },
  ])('with %o is refused', async (query) => {
    const bearer = await accessToken(sandbox, 'client_credentials')
    expect((await storeApi(sandbox, accounts, { bearer, query })).status).toBe(400)
  })
})

describe('a shopper', () => {
  const tokenOf = async (login: string) =>
    (await signInToAccounts(sandbox, login)).data[0]?.token ?? null

  test('with an account token reads the own account and member alone', async () => {
    const token = await tokenOf('alice')
    const read = async (path: string) => (await asMember(sandbox, token, path)).json()
    expect(await read(own)).toMatchObject({ data: { name: 'Adler Trading' } })
    expect(await read(accounts)).toMatchObject({
      data: [{ id: accountIds.adlerTrading }],
      meta: { results: { total: 1 } },
    })
    const member = { id: aliceMemberId, type: 'account_member', email: 'alice@example.com' }
    await signInToAccounts(sandbox, 'bob')
    expect(await read(`/v2/account-members/${aliceMemberId}`)).toMatchObject({ data: member })
    expect(await read('/v2/account-members')).toMatchObject({
      data: [member],
      meta: { results: { total: 1 } },
    })
  })

  test('does not read those of others', async () => {
    const token = await tokenOf('alice')
    const { meta } = await signInToAccounts(sandbox, 'bob')
    for (const path of [
      `${accounts}/${accountIds.alpineSports}`,
      `${accounts}/${unknown}`,
      `/v2/account-members/${meta.account_member_id}`,
    ])
      expect(await answerOf(asMember(sandbox, token, path))).toEqual(forbidden)
  })

  test.each([accounts, own, '/v2/account-members', `/v2/account-members/${aliceMemberId}`])(
    'without a good account token does not read %s',
    async (path) => {
      for (const token of [null, 'nonsense'])
        expect(await answerOf(asMember(sandbox, token, path))).toEqual(forbidden)
      expect((await storeApi(sandbox, path)).status).toBe(401)
    },
  )

  test.each([
    ['POST', accounts],
    ['PUT', own],
    ['DELETE', own],
    ['GET', `${own}/account-memberships/unassigned-account-members`],
    ['POST', `${own}/account-memberships`],
    ['GET', '/v2/settings/account-membership'],
  ])('may not %s %s', async (method, path) => {
    const bearer = await accessToken(sandbox)
    expect((await storeApi(sandbox, path, { method, bearer })).status).toBe(403)
  })
})

describe('members', () => {
  test('are read, found and sorted', async () => {
    await signInToAccounts(sandbox, 'bob')
    await signInToAccounts(sandbox, 'dave')
    const emails = async (query: Record<string, string>) =>
      (await listed<{ email: string }>(sandbox, '/v2/account-members', query)).map(
        ({ email }) => email,
      )
    const [alice, bob, dave] = ['alice', 'bob', 'dave'].map((one) => `${one}@example.com`)
    expect(await emails({})).toEqual([alice, bob, dave])
    expect(await emails({ sort: '-email' })).toEqual([dave, bob, alice])
    expect(await emails({ filter: 'ilike(name,*D*)' })).toEqual([alice, bob, dave])
    expect(await emails({ filter: 'ilike(email,BOB@*)' })).toEqual([bob])
  })

  test('that there are not are 404', async () => {
    expect(await answerOf(manage(sandbox, 'GET', `/v2/account-members/${unknown}`))).toEqual(
      apiErrors(404, 'Not Found', 'not found'),
    )
  })

  test('cannot be made or changed here', async () => {
    const data = { type: 'account_member', name: 'X', email: 'x@example.com' }
    expect((await manage(sandbox, 'POST', '/v2/account-members', data)).status).toBe(404)
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

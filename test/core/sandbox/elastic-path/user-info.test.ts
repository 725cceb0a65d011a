import { beforeEach, describe, expect, test } from 'vitest'
import {
  accountIds,
  aliceMemberId,
} from '../../../../electron/core/sandbox/elastic-path/accounts-preset.ts'
import { profileIds, realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { running } from '../running.ts'
import { addresses } from '../sign-in.ts'
import { asMember, listed, manage, signInToAccounts, tokenHeader } from './account-session.ts'
import { accessToken, answerOf, apiErrors, storeApi, storeOf } from './store.ts'

const { sandbox, clock, logged } = await running({ elasticPath: { requestsPerSecond: 10_000 } })
const { apiUrl } = storeOf(sandbox)
const { issuer } = addresses(sandbox)

beforeEach(() => sandbox.reset())

const usersOf = (realm: keyof typeof realmIds) =>
  `/v2/authentication-realms/${realmIds[realm]}/user-authentication-info`
const users = usersOf('account')
const alice = `${users}/${aliceMemberId}`
const links = `${alice}/user-authentication-oidc-profile-info`
const unknown = '00000000-0000-4000-8000-000000000000'
const notFound = apiErrors(404, 'Not Found', 'not found')
const invalid = (...broken: [field: string, tag: string][]) =>
  apiErrors(
    422,
    'Unprocessable Entity',
    broken
      .map(([field, tag]) => `Validation failed: field '${field}' on the '${tag}' tag.`)
      .join('; '),
  )

interface Created {
  id: string
  meta: { updated_at: string }
}
const type = 'user_authentication_info'

async function create(path: string, data: object): Promise<Created> {
  const response = await manage(sandbox, 'POST', path, data)
  expect(response.status).toBe(201)
  return ((await response.json()) as { data: Created }).data
}

const eve = { type, name: 'Eve Ender', email: 'eve@example.com' }

describe('a user', () => {
  test('is made, read, changed and deleted', async () => {
    const { id } = await create(users, eve)
    const [status, body] = await answerOf(manage(sandbox, 'GET', `${users}/${id}`))
    const date = expect.any(String) as unknown
    expect([status, body]).toEqual([
      200,
      {
        data: {
          ...eve,
          id,
          meta: { created_at: date, updated_at: date, creation_status: 'COMPLETE' },
        },
        links: { self: `${apiUrl}${users}/${id}` },
      },
    ])
    const changed = manage(sandbox, 'PUT', `${users}/${id}`, { type, id, name: 'Eve Other' })
    expect(await answerOf(changed)).toMatchObject([
      200,
      { data: { name: 'Eve Other', email: 'eve@example.com' } },
    ])
    expect((await manage(sandbox, 'DELETE', `${users}/${id}`)).status).toBe(204)
    expect(await answerOf(manage(sandbox, 'GET', `${users}/${id}`))).toEqual(notFound)
  })

  test('of the account realm is an account member with the same id', async () => {
    const { id } = await create(users, eve)
    const member = `/v2/account-members/${id}`
    expect(await (await manage(sandbox, 'GET', member)).json()).toMatchObject({
      data: { id, name: 'Eve Ender' },
    })
    await manage(sandbox, 'PUT', `${users}/${id}`, { type, name: 'Eve Other' })
    expect(await (await manage(sandbox, 'GET', member)).json()).toMatchObject({
      data: { name: 'Eve Other' },
    })
    await manage(sandbox, 'DELETE', `${users}/${id}`)
    expect((await manage(sandbox, 'GET', member)).status).toBe(404)
  })

  test('that is deleted leaves its accounts', async () => {
    await manage(sandbox, 'DELETE', alice)
    const memberships = `/v2/accounts/${accountIds.adlerTrading}/account-memberships`
    expect(await listed(sandbox, memberships)).toEqual([])
    expect(await listed(sandbox, users)).toEqual([])
    const { meta, data } = await signInToAccounts(sandbox, 'alice')
    expect(meta.account_member_id).not.toBe(aliceMemberId)
    expect(data).toEqual([])
  })

  test('of another realm is no member, and is not found in this one', async () => {
    const { id } = await create(usersOf('buyer'), eve)
    expect((await manage(sandbox, 'GET', `/v2/account-members/${id}`)).status).toBe(404)
    expect(await answerOf(manage(sandbox, 'GET', `${users}/${id}`))).toEqual(notFound)
    const nowhere = users.replace(realmIds.account, unknown)
    expect(await answerOf(manage(sandbox, 'GET', nowhere))).toEqual(notFound)
  })

  test('needs type, name and e-mail', async () => {
    expect(await answerOf(manage(sandbox, 'POST', users, {}))).toEqual(
      invalid(
        ['Type', 'user-authentication-info-type'],
        ['Name', 'required'],
        ['Email', 'required'],
      ),
    )
  })

  test.each<[object, [string, string]]>([
    [{}, ['Type', 'user-authentication-info-type']],
    [{ type, name: '' }, ['Name', 'cannot_be_empty']],
    [{ type, email: null }, ['Email', 'cannot_be_empty']],
    [{ type, id: unknown }, ['ID', 'eqfield']],
  ])('is not changed by %o', async (data, broken) => {
    expect(await answerOf(manage(sandbox, 'PUT', alice, data))).toEqual(invalid(broken))
  })
})

describe('the list', () => {
  const emails = async (query: Record<string, string>) =>
    (await listed<{ email: string }>(sandbox, users, query)).map(({ email }) => email)
  const first = 'alice@example.com'

  test('is filtered, sorted and cut', async () => {
    clock.advance(1)
    await create(users, eve)
    clock.advance(1)
    await create(users, { ...eve, name: 'Adam', email: 'adam@example.com' })
    await manage(sandbox, 'PUT', alice, { type })
    clock.advance(-2)
    const all = [first, 'eve@example.com', 'adam@example.com']
    expect(await emails({})).toEqual(all)
    expect(await emails({ sort: '-created_at' })).toEqual(all.toReversed())
    expect((await emails({ sort: 'updated_at' }))[0]).toBe('eve@example.com')
    expect(await emails({ filter: 'eq(name,Adam)' })).toEqual(['adam@example.com'])
    expect(await emails({ filter: 'ilike(email,EVE*)' })).toEqual(['eve@example.com'])
    expect(await emails({ filter: 'ilike(name,*A*):eq(email,alice@example.com)' })).toEqual([first])
    expect(await emails({ 'page[limit]': '1', 'page[offset]': '1', sort: '-created_at' })).toEqual([
      'eve@example.com',
    ])
    const ids = await listed<{ id: string }>(sandbox, users, { sort: '-id' })
    const sorted = ids.map(({ id }) => id).toSorted()
    expect(ids.map(({ id }) => id)).toEqual(sorted.toReversed())
  })

  test.each<Record<string, string>>([
    { filter: 'like(email,alice*)' },
    { filter: 'eq(given_name,Alice)' },
    { sort: 'name' },
  ])('with %o is refused', async (query) => {
    const bearer = await accessToken(sandbox, 'client_credentials')
    expect((await storeApi(sandbox, users, { bearer, query })).status).toBe(400)
  })
})

describe('an identity', () => {
  const linkType = 'user_authentication_oidc_profile_info'
  const identity = {
    type: linkType,
    oidc_profile_id: profileIds.account.good,
    issuer: 'https://idp.example',
    subject: 'subject-123',
  }
  const only = async () => (await listed<Created>(sandbox, links))[0]?.id ?? ''

  test('of alice is the one of the sandbox, and leads to her', async () => {
    expect(await listed(sandbox, links)).toMatchObject([
      { type: linkType, oidc_profile_id: profileIds.account.good, issuer },
    ])
    expect((await signInToAccounts(sandbox, 'alice')).meta.account_member_id).toBe(aliceMemberId)
  })

  test('is made, read, changed and deleted, and the user counts as changed', async () => {
    clock.advance(1)
    const { id } = await create(links, identity)
    clock.advance(-1)
    const one = `${links}/${id}`
    const [, body] = await answerOf(manage(sandbox, 'GET', one))
    const date = expect.any(String) as unknown
    expect(body).toEqual({
      data: { ...identity, id, meta: { created_at: date, updated_at: date } },
      links: { self: `${apiUrl}${one}` },
    })
    const updated_at = new Date(clock.now() + 1000).toISOString()
    expect(await (await manage(sandbox, 'GET', alice)).json()).toMatchObject({
      data: { meta: { updated_at } },
    })
    const changes = { type: linkType, subject: 's-2', oidc_profile_id: profileIds.buyer.good }
    expect(await answerOf(manage(sandbox, 'PUT', one, changes))).toMatchObject([
      200,
      { data: { ...identity, subject: 's-2' } },
    ])
    expect((await manage(sandbox, 'DELETE', one)).status).toBe(204)
    expect(await answerOf(manage(sandbox, 'GET', one))).toEqual(notFound)
  })

  test('with another issuer no longer leads to its user', async () => {
    const path = `${links}/${await only()}`
    await manage(sandbox, 'PUT', path, { type: linkType, issuer: `${issuer}/` })
    expect((await signInToAccounts(sandbox, 'alice')).meta.account_member_id).not.toBe(
      aliceMemberId,
    )
  })

  test('leads who signs in to a user that an administrator made', async () => {
    const { id } = await create(users, eve)
    const { meta } = await signInToAccounts(sandbox, 'bob')
    const ofBob = `${users}/${meta.account_member_id}/user-authentication-oidc-profile-info`
    const [link] = await listed<Created & { subject: string }>(sandbox, ofBob)
    await manage(sandbox, 'DELETE', `${ofBob}/${link?.id}`)
    const { subject = '' } = link ?? {}
    await create(`${users}/${id}/user-authentication-oidc-profile-info`, {
      ...identity,
      issuer,
      subject,
    })
    expect((await signInToAccounts(sandbox, 'bob')).meta.account_member_id).toBe(id)
  })

  test('needs all four', async () => {
    expect(await answerOf(manage(sandbox, 'POST', links, {}))).toEqual(
      invalid(
        ['Type', 'user-authentication-oidc-profile-info-type'],
        ['OidcProfileID', 'required'],
        ['Issuer', 'required'],
        ['Subject', 'required'],
      ),
    )
  })

  test('is of a profile of the realm, and of one user', async () => {
    const violation = apiErrors(422, 'Unprocessable Entity', 'Constraint violation')
    const foreign = { ...identity, oidc_profile_id: profileIds.buyer.good }
    expect(await answerOf(manage(sandbox, 'POST', links, foreign))).toEqual(violation)
    const { id } = await create(links, identity)
    expect(await answerOf(manage(sandbox, 'POST', links, identity))).toEqual(violation)
    const other = `${links}/${await only()}`
    const taken = { type: linkType, issuer: identity.issuer, subject: identity.subject }
    expect(await answerOf(manage(sandbox, 'PUT', other, taken))).toEqual(violation)
    expect((await manage(sandbox, 'PUT', `${links}/${id}`, taken)).status).toBe(200)
  })

  test('is not changed under its own id, which the service takes for that of the user', async () => {
    const id = await only()
    const path = `${links}/${id}`
    expect(await answerOf(manage(sandbox, 'PUT', path, { type: linkType, id }))).toEqual(
      invalid(['ID', 'eqfield']),
    )
    const ofUser = { type: linkType, id: aliceMemberId }
    expect((await manage(sandbox, 'PUT', path, ofUser)).status).toBe(200)
    expect((await manage(sandbox, 'PUT', path, { type: linkType, issuer: '' })).status).toBe(422)
  })
})

describe('a shopper', () => {
  const selfManagement = (account_member_self_management: string) =>
    manage(sandbox, 'PUT', '/v2/settings/account-authentication', {
      type: 'account_authentication_settings',
      account_member_self_management,
    })

  async function change(path: string, token: string): Promise<number> {
    const response = await storeApi(sandbox, path, {
      method: 'PUT',
      bearer: await accessToken(sandbox),
      json: { data: { type, name: 'Alice Anders' } },
      headers: { [tokenHeader]: token },
    })
    return response.status
  }

  test('changes the own record alone, and only where that is allowed', async () => {
    const { data } = await signInToAccounts(sandbox, 'alice')
    const token = data[0]?.token ?? ''
    expect(await change(alice, token)).toBe(403)
    await selfManagement('update_only')
    expect(await change(alice, token)).toBe(200)
    const { id } = await create(users, eve)
    expect(await change(`${users}/${id}`, token)).toBe(403)
    expect((await asMember(sandbox, token, alice)).status).toBe(200)
    expect((await asMember(sandbox, null, alice)).status).toBe(403)
    expect((await asMember(sandbox, token, users)).status).toBe(403)
    expect((await asMember(sandbox, token, links)).status).toBe(403)
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

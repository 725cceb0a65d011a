import { gateway, MemoryStorageFactory } from '@elasticpath/js-sdk'
import {
  createShopperClient,
  getV2AccountMembers,
  getV2AccountMembersAccountMemberId,
  getV2Accounts,
  getV2AccountsAccountId,
  getV2AccountsAccountIdAccountMemberships,
  postV2Accounts,
  postV2AccountMembersTokens,
  putV2AccountsAccountId,
} from '@epcc-sdk/sdks-shopper'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  accountIds,
  aliceMemberId,
} from '../../../../electron/core/sandbox/elastic-path/accounts-preset.ts'
import { realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { running } from '../running.ts'
import { signInToAccounts, tokenHeader } from './account-session.ts'
import { accessToken, codeOf, proofKey, storeOf } from './store.ts'

/* The platform's public libraries, unchanged, on accounts and account tokens. */

const { sandbox, logged } = await running({ elasticPath: { requestsPerSecond: 10_000 } })
const { apiUrl, clientId, clientSecret, redirectUri } = storeOf(sandbox)

// The js-sdk tells the console about each first token.
vi.spyOn(console, 'info').mockReturnValue()

beforeEach(() => sandbox.reset())

const type = 'account_management_authentication_token'
const accountCode = (login: string) => codeOf(sandbox, { realm: 'account', login })
const grantOf = (code: string) => ({
  oauth_authorization_code: code,
  oauth_redirect_uri: redirectUri,
  oauth_code_verifier: proofKey.verifier,
})

describe('@elasticpath/js-sdk', () => {
  const connect = (more: { client_secret?: string; headers?: Record<string, string> } = {}) => {
    const options = {
      client_id: clientId,
      ...more,
      // It puts protocol, host and path together as texts, so that the host may end in a path.
      protocol: 'http',
      host: apiUrl.replace('http://', ''),
      storage: new MemoryStorageFactory(),
    }
    return gateway(options)
  }
  const administrator = () => connect({ client_secret: clientSecret })
  const shopper = (token: string) => connect({ headers: { [tokenHeader]: token } })

  const signIn = async (login: string) =>
    connect().AccountMembers.GenerateAccountToken({
      type,
      authentication_mechanism: 'oidc',
      // Its types ask for it with every mechanism.
      password_profile_id: '',
      ...grantOf(await accountCode(login)),
    })

  test('signs a member in, switches the account and reads with it', async () => {
    const { data, meta } = await signIn('alice')
    expect(data.map(({ account_name }) => account_name)).toEqual(['Adler Trading', 'Alpine Sports'])
    expect(meta).toMatchObject({ account_member_id: aliceMemberId, results: { total: 2 } })
    const renewed = await shopper(data[0]?.token ?? '').AccountMembers.GenerateAccountToken({
      type,
      authentication_mechanism: type,
      password_profile_id: '',
    })
    const [, second] = renewed.data
    const sdk = shopper(second?.token ?? '')
    const account = await sdk.Accounts.Get(second?.account_id ?? '')
    expect(account.data.name).toBe('Alpine Sports')
    expect((await sdk.Accounts.All()).data).toHaveLength(1)
    expect((await sdk.AccountMembers.All()).data[0]?.id).toBe(aliceMemberId)
    await expect(sdk.Accounts.Get(accountIds.adlerTrading)).rejects.toMatchObject({
      errors: [{ status: '403', detail: 'forbidden' }],
    })
  })

  test('finds who is unassigned, assigns, lists and removes', async () => {
    expect((await signIn('bob')).data).toEqual([])
    const sdk = administrator()
    const id = accountIds.betaWorks
    const unassigned = await sdk.AccountMembers.Filter({
      eq: { email: 'bob@example.com' },
    }).UnassignedAccountMembers(id)
    const account_member_id = unassigned.data[0]?.id ?? ''
    const created = await sdk.AccountMemberships.Create(id, {
      type: 'account_membership',
      account_member_id,
    })
    const listed = await sdk.AccountMemberships.With('account_members').All(id)
    expect(listed.data.map((membership) => membership.id)).toEqual([created.data.id])
    // Its types deny that anything is included.
    expect(listed).toMatchObject({ included: { account_members: [{ email: 'bob@example.com' }] } })
    const ofMember = await sdk.AccountMemberships.AllOnAccountMember(account_member_id, null)
    expect(ofMember.data[0]?.relationships.account.data.id).toBe(id)
    expect((await signIn('bob')).data).toMatchObject([{ account_name: 'Beta Works' }])
    await expect(
      sdk.AccountMemberships.Create(id, { type: 'account_membership', account_member_id }),
    ).rejects.toMatchObject({ errors: [{ status: '409' }] })
    await sdk.AccountMemberships.Delete(id, created.data.id)
    expect((await sdk.AccountMemberships.All(id)).data).toEqual([])
  })

  test('creates accounts for new members when the settings say so', async () => {
    const sdk = administrator()
    await sdk.AccountAuthenticationSettings.Update({
      auto_create_account_for_account_members: true,
    })
    expect((await signIn('bob')).data).toMatchObject([{ account_name: 'Bob Brandt' }])
  })

  test('makes, changes and deletes an account', async () => {
    const sdk = administrator()
    const { data } = await sdk.Accounts.Create({
      type: 'account',
      name: 'New',
      legal_name: 'New, ltd',
    })
    const changed = await sdk.Accounts.Update(data.id, { type: 'account', name: 'Renamed' })
    expect(changed.data).toMatchObject({ name: 'Renamed', legal_name: 'New, ltd' })
    const found = await sdk.Accounts.Filter({ like: { name: 'Ren*' } }).All()
    expect(found.data.map(({ id }) => id)).toEqual([data.id])
    await sdk.Accounts.Delete(data.id)
    await expect(sdk.Accounts.Get(data.id)).rejects.toMatchObject({
      errors: [{ detail: 'account not found' }],
    })
  })

  test('changes the membership limit', async () => {
    const { data } = await administrator().AccountMembershipSettings.Update({
      type: 'account_membership_setting',
      membership_limit: 2,
    })
    expect(data.membership_limit).toBe(2)
    const read = await administrator().AccountMembershipSettings.Get()
    expect(read.data.membership_limit).toBe(2)
  })

  test('makes, finds, changes and deletes a user of the realm', async () => {
    const sdk = administrator().UserAuthenticationInfo
    const realm = realmIds.account
    const eve = { type: 'user_authentication_info', name: 'Eve', email: 'eve@example.com' }
    const { data } = await sdk.Create(realm, { data: eve })
    const found = await sdk.Filter({ eq: { email: 'eve@example.com' } }).All(realm)
    expect(found.data.map(({ id }) => id)).toEqual([data.id])
    const changed = await sdk.Update(realm, data.id, { data: { ...eve, name: 'Eve Ender' } })
    expect(changed.data.name).toBe('Eve Ender')
    expect((await administrator().AccountMembers.Get(data.id)).data.name).toBe('Eve Ender')
    await sdk.Delete(realm, data.id)
    await expect(sdk.Get(realm, data.id)).rejects.toMatchObject({ errors: [{ status: '404' }] })
  })
})

describe('@epcc-sdk/sdks-shopper', () => {
  const connect = () => {
    let kept: string | undefined
    const storage = {
      get: () => kept,
      set: (value?: string) => {
        kept = value
      },
    }
    return createShopperClient({ baseUrl: apiUrl }, { clientId, storage }).client
  }
  const as = (token: string) => ({ headers: { [tokenHeader]: token } })

  test('signs a member in and renews', async () => {
    const client = connect()
    const grant = grantOf(await accountCode('alice'))
    const signedIn = await postV2AccountMembersTokens({
      client,
      body: { data: { type, authentication_mechanism: 'oidc', ...grant } },
    })
    expect(signedIn.response.status).toBe(201)
    expect(signedIn.data?.meta?.account_member_id).toBe(aliceMemberId)
    const [first] = signedIn.data?.data ?? []
    expect(first?.account_name).toBe('Adler Trading')
    const renewed = await postV2AccountMembersTokens({
      client,
      ...as(first?.token ?? ''),
      body: { data: { type, authentication_mechanism: type } },
    })
    expect(renewed.data?.data?.map(({ account_id }) => account_id)).toEqual([
      accountIds.adlerTrading,
      accountIds.alpineSports,
    ])
  })

  test('is told what is wrong', async () => {
    const { error } = await postV2AccountMembersTokens({
      client: connect(),
      body: { data: { type, authentication_mechanism: 'oidc', ...grantOf('invented') } },
    })
    expect(error).toEqual({
      errors: [{ status: '400', title: 'Bad Request', detail: 'authentication failed' }],
    })
  })

  test('reads as a member', async () => {
    const client = connect()
    const { data } = await signInToAccounts(sandbox, 'alice')
    const { token = '', account_id: accountID = '' } = data[0] ?? {}
    const shopper = { client, ...as(token) }
    expect((await getV2Accounts(shopper)).data?.data).toMatchObject([{ name: 'Adler Trading' }])
    const account = await getV2AccountsAccountId({ ...shopper, path: { accountID } })
    expect(account.data?.data?.name).toBe('Adler Trading')
    const members = await getV2AccountMembers(shopper)
    expect(members.data?.data).toMatchObject([{ id: aliceMemberId }])
    const path = { accountMemberID: aliceMemberId }
    const member = await getV2AccountMembersAccountMemberId({ ...shopper, path })
    expect(member.data?.data?.email).toBe('alice@example.com')
    const memberships = await getV2AccountsAccountIdAccountMemberships({
      ...shopper,
      path: { accountID },
      query: { include: 'account_member' },
    })
    expect(memberships.data?.data).toMatchObject([{ account_member_id: aliceMemberId }])
  })

  test('writes accounts with client credentials', async () => {
    const authorization = `Bearer ${await accessToken(sandbox, 'client_credentials')}`
    const administrator = { client: connect(), headers: { authorization } }
    const { data } = await postV2Accounts({
      ...administrator,
      body: { data: { type: 'account', name: 'New', parent_id: accountIds.betaWorks } },
    })
    const path = { accountID: data?.data?.id ?? '' }
    const changed = await putV2AccountsAccountId({
      ...administrator,
      path,
      body: { data: { type: 'account', name: 'Renamed' } },
    })
    expect(changed.data?.data).toMatchObject({ name: 'Renamed', parent_id: accountIds.betaWorks })
    const refused = await getV2AccountsAccountId({ client: connect(), path })
    expect(refused.response.status).toBe(403)
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

import { gateway, MemoryStorageFactory } from '@elasticpath/js-sdk'
import { createAnAccessToken, createClient, createShopperClient } from '@epcc-sdk/sdks-shopper'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { running } from '../running.ts'
import { addresses } from '../sign-in.ts'
import { codeOf, proofKey, storeOf } from './store.ts'

/* The platform's public libraries, unchanged: what they can do here, storefronts can. */

const { sandbox, logged } = await running()
const { apiUrl, storeId, clientId, clientSecret, redirectUri } = storeOf(sandbox)

// The js-sdk tells the console about each first token.
vi.spyOn(console, 'info').mockReturnValue()

beforeEach(() => sandbox.reset())

describe('@elasticpath/js-sdk', () => {
  const connect = (secret: { client_secret?: string } = {}) => {
    const options = {
      client_id: clientId,
      ...secret,
      // It puts protocol, host and path together as texts, so that the host may end in a path.
      protocol: 'http',
      host: apiUrl.replace('http://', ''),
      storage: new MemoryStorageFactory(),
    }
    return gateway(options)
  }
  const administrator = () => connect({ client_secret: clientSecret })

  test.each([
    ['implicit', connect],
    ['client_credentials', administrator],
  ])('gets an access token by %s', async (identifier, as) => {
    expect(await as().Authenticate()).toMatchObject({ identifier, expires_in: 3600 })
  })

  test('reads both settings', async () => {
    const { data } = await connect().AuthenticationSettings.Get()
    expect(data).toMatchObject({ id: storeId, meta: { client_id: 'customers' } })
    expect(data.relationships['authentication-realm'].data.id).toBe(realmIds.buyer)
    const account = await connect().AccountAuthenticationSettings.Get()
    expect(account.data.relationships.authentication_realm.data.id).toBe(realmIds.account)
    expect(account.data.meta).toEqual({ client_id: 'account-management' })
  })

  test('changes the account settings', async () => {
    const changed = await administrator().AccountAuthenticationSettings.Update({
      auto_create_account_for_account_members: true,
    })
    expect(changed.data).toMatchObject({
      auto_create_account_for_account_members: true,
      enable_self_signup: false,
    })
  })

  test('reads and changes realms', async () => {
    const sdk = administrator()
    expect((await sdk.AuthenticationRealm.All()).data).toHaveLength(3)
    const { data } = await sdk.AuthenticationRealm.Get({ realmId: realmIds.buyer })
    const redirect_uris = [...data.redirect_uris, 'https://example.com/callback']
    const changed = await sdk.AuthenticationRealm.Update(realmIds.buyer, {
      type: 'authentication-realm',
      redirect_uris,
    })
    expect(changed.data.redirect_uris).toEqual(redirect_uris)
  })

  test('lists, creates, changes and deletes OIDC profiles', async () => {
    const sdk = administrator()
    const listed = async () =>
      (await sdk.OidcProfile.All(realmIds.buyer)).data.map(({ name }) => name)
    expect(await listed()).toEqual(['Sandbox', 'Sandbox, wrong secret'])
    const { data } = await sdk.OidcProfile.Create(realmIds.buyer, {
      data: {
        type: 'oidc-profile',
        name: 'Third',
        discovery_url: `${addresses(sandbox).issuer}/.well-known/openid-configuration`,
        client_id: 'third-client',
        client_secret: 'third-secret',
      },
    })
    await sdk.OidcProfile.Update(realmIds.buyer, data.id, {
      data: { type: 'oidc-profile', name: 'Renamed' },
    })
    expect(await listed()).toEqual(['Sandbox', 'Sandbox, wrong secret', 'Renamed'])
    await sdk.OidcProfile.Delete(realmIds.buyer, data.id)
    expect(await listed()).toEqual(['Sandbox', 'Sandbox, wrong secret'])
  })

  test('pages through a list', async () => {
    const page = await connect().AuthenticationRealm.Limit(1).Offset(1).All()
    expect(page.data.map(({ id }) => id)).toEqual([realmIds.merchant])
  })

  test('signs a customer in, who then reads about themself', async () => {
    const sdk = connect()
    const code = await codeOf(sandbox)
    const { data } = await sdk.Customers.TokenViaOIDC(code, redirectUri, proofKey.verifier)
    const customer = await sdk.Customers.Get(data.customer_id, data.token)
    expect(customer.data).toMatchObject({ name: 'Alice Adler', email: 'alice@example.com' })
    await expect(
      sdk.Customers.TokenViaOIDC(code, redirectUri, proofKey.verifier),
    ).rejects.toMatchObject({ errors: [{ detail: 'authentication failed' }] })
  })

  test('is told what is wrong', async () => {
    await expect(connect().AuthenticationRealm.Get({ realmId: 'unknown' })).rejects.toMatchObject({
      errors: [{ status: '404', title: 'Not Found' }],
    })
  })
})

describe('@epcc-sdk/sdks-shopper', () => {
  test.each([
    ['implicit', {}],
    ['client_credentials', { client_secret: clientSecret }],
  ] as const)('gets an access token by %s', async (grant_type, secret) => {
    const { data, error } = await createAnAccessToken({
      client: createClient({ baseUrl: apiUrl }),
      body: { grant_type, client_id: clientId, ...secret },
    })
    expect(error).toBeUndefined()
    expect(data).toMatchObject({ identifier: grant_type, token_type: 'Bearer' })
  })

  test('authenticates a storefront by itself', async () => {
    let kept: string | undefined
    const storage = {
      get: () => kept,
      set: (value?: string) => {
        kept = value
      },
    }
    const { client, auth } = createShopperClient({ baseUrl: apiUrl }, { clientId, storage })
    const { data } = await client.get({ url: '/v2/settings/customer-authentication' })
    expect(data).toMatchObject({ data: { id: storeId } })
    expect(auth.getSnapshot()).toMatch(/^[\da-f]{40}$/)
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

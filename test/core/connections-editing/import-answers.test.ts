import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { documentOf, take } from './pasted.ts'

let console: TestConsole
beforeAll(() => {
  console = testConsole()
})
afterAll(() => console.close())

describe('an address', () => {
  it.each([
    ['https://login.example/realms/shop', 'https://login.example/realms/shop'],
    ['https://acme.eu.auth0.com/', 'https://acme.eu.auth0.com/'],
    ['https://login.example/.well-known/openid-configuration?x', 'https://login.example'],
  ])('%s is an issuer', async (text, issuer) => {
    const [found, ...others] = await take(console, `  ${text}\n`)
    expect(others).toEqual([])
    expect(documentOf(found).identityProvider).toMatchObject({ issuer })
  })

  it('of the API names its tenant', async () => {
    const [found] = await take(
      console,
      'https://api.emporix.io/customer/acme/exchangeauthtoken?config=x',
    )
    expect(documentOf(found).emporix).toMatchObject({
      apiUrl: 'https://api.emporix.io',
      tenant: 'acme',
    })
  })

  it('of a store names its profile, and is no issuer', async () => {
    const found = await take(
      console,
      'https://api.moltin.com/oidc-idp/login/stores/s1/authentication-realms/r?elasticpath_commerce_cloud_profile_id=p1',
    )
    expect(found).toHaveLength(1)
    const expected = { apiUrl: 'https://euwest.api.elasticpath.com', storeId: 's1', profile: 'p1' }
    expect(documentOf(found[0]).elasticPath).toMatchObject(expected)
    expect(await take(console, 'https://useast.api.elasticpath.com', 'emporix')).toEqual([])
  })

  it('is that of the issuer in a discovery document', async () => {
    const issuer = 'https://login.example/realms/shop'
    const [found] = await take(console, { issuer, authorization_endpoint: `${issuer}/auth` })
    expect(found?.took).toBe('a discovery document')
    expect(documentOf(found).identityProvider).toMatchObject({ issuer })
  })
})

describe('an answer of a store', () => {
  const links = {
    self: 'https://useast.api.elasticpath.com/v2/authentication-realms/r/oidc-profiles/p1',
    'authorization-endpoint':
      'https://cdn.example/oidc-idp/login/stores/s1/authentication-realms/r',
  }
  const profile = {
    id: 'p1',
    type: 'oidc-profile',
    name: 'Login',
    client_id: 'b',
    client_secret: 'x',
  }

  it.each([
    ['a profile with links beside data', { data: profile, links }],
    ['a list with links inside each', { data: [{ ...profile, links }] }],
  ])('is taken as %s', async (_, answer) => {
    const [found] = await take(console, answer)
    expect(documentOf(found)).toMatchObject({
      name: 'Login',
      elasticPath: { apiUrl: 'https://useast.api.elasticpath.com', profile: 'p1', clientId: '' },
    })
    expect(found?.notes.join('\n')).toMatch(/at cdn\.example.*as the store gives it/)
    expect(found?.notes.join('\n')).toMatch(/client_secret of the profile is not taken over/)
  })

  it.each([
    ['customer-authentication-settings', 'authentication-realm'],
    ['account_authentication_settings', 'authentication_realm'],
  ])('is taken as %s', async (type, name) => {
    const self = 'https://euwest.api.elasticpath.com/v2/authentication-realms/r'
    const relationships = { [name]: { data: { id: 'r', links: { self } } } }
    const [found] = await take(console, {
      data: { id: 's1', type, meta: { client_id: 'customers' }, relationships },
    })
    const expected = { apiUrl: 'https://euwest.api.elasticpath.com', storeId: 's1', clientId: '' }
    expect(documentOf(found).elasticPath).toEqual(expected)
    expect(found?.notes.join('\n')).toMatch(/client_id customers is that of the realm/)
  })
})

describe('anything else', () => {
  it.each([
    '',
    ' ',
    'hello',
    'null',
    '7',
    '[]',
    '{}',
    '{"a":{}}',
    '{"keys":[]}',
    'ftp://x',
    '{"data":[]}',
  ])('is nothing: %j', async (text) => {
    expect(await take(console, text)).toEqual([])
  })
})

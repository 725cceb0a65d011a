import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { offline, online } from '../emporix-config/documents.ts'
import { analyse, store, tenant } from './documents.ts'
import { documentOf, take } from './pasted.ts'

let console: TestConsole
beforeAll(() => {
  console = testConsole()
})
afterAll(() => console.close())

describe('a connection', () => {
  it.each([
    ['alone', tenant, 1],
    ['in a list', [tenant, store], 2],
    ['among others', [{ platform: 'unknown' }, store, 7], 1],
    ['as a text', JSON.stringify(JSON.stringify(store)), 1],
  ])('is taken as it is, %s', async (_, pasted, count) => {
    const found = await take(console, pasted)
    expect(found.map(({ took }) => took)).toEqual(Array(count).fill('a connection'))
    expect([tenant, store]).toContainEqual(documentOf(found[0]))
  })

  it('keeps its secrets and references, and says what is no secret', async () => {
    const [found] = await take(console, {
      ...store,
      elasticPath: { ...(store.elasticPath as object), clientSecret: 'in clear' },
    })
    expect(found?.text).toContain('in clear')
    for (const clientSecret of ['****', '••••', '<secret>', '', { sealed: 'elsewhere' }]) {
      const [masked] = await take(console, {
        ...store,
        elasticPath: { clientId: 'a', clientSecret },
      })
      expect(documentOf(masked).elasticPath).toEqual({ clientId: 'a', clientSecret: '' })
      expect(masked?.notes).toEqual(['elasticPath.clientSecret is not in it: enter it.'])
    }
  })
})

describe('a tokenExchange document', () => {
  const value = { default: online, Site_DE: offline }
  it.each<[string, unknown, object]>([
    ['bare', value, value],
    ['as the Configuration Service answers', { key: 'tokenExchange', value, version: 14 }, value],
    [
      'in a list of configurations',
      [
        { key: 'other', value: 1 },
        { key: 'tokenExchange', value },
      ],
      value,
    ],
    ['with its value as text', { key: 'tokenExchange', value: JSON.stringify(value) }, value],
    ['under its name', { tokenExchange: value }, value],
    ['in value alone', { value }, value],
    ['flat', { ...online, Site_DE: offline }, { ...online, Site_DE: offline }],
    ['of one site', offline, offline],
    [
      'in Terraform code in JSON',
      { resource: { emporix_tenant_configuration: { sso: { key: 'tokenExchange', value } } } },
      value,
    ],
  ])('is taken %s', async (_, pasted, expected) => {
    const [found, ...others] = await take(console, pasted)
    expect(others).toEqual([])
    expect(documentOf(found).emporix?.['tokenExchange']).toEqual(expected)
    expect(found?.text).not.toMatch(/todo/i)
    const { problems } = await analyse(console, documentOf(found))
    const errors = problems.filter(({ severity }) => severity === 'error')
    const missing = errors.map(({ path }) => path.join('.'))
    expect(missing).toEqual(
      expect.arrayContaining(['emporix.tenant', 'emporix.storefrontClientId']),
    )
  })

  it('fills in what it tells, and says what it does not keep', async () => {
    const [found] = await take(console, [
      { key: 'tokenExchange', value, version: 14, secured: false },
      { key: 'ssoCustomerIdentifierField', value: 'subject' },
      { key: 'ssoCustomerAutoprovisioningDisabled', value: 'true' },
    ])
    expect(found?.took).toBe('a tokenExchange document')
    expect(documentOf(found)).toMatchObject({
      name: 'idp.example',
      identityProvider: { issuer: online.issuer, clientId: 'storefront' },
      emporix: {
        ssoCustomerIdentifierField: 'SUBJECT',
        ssoCustomerAutoprovisioningDisabled: true,
      },
    })
    expect(found?.notes.join('\n')).toMatch(/version, secured .* not taken over/)
  })

  it('is taken although it is wrong, with a note', async () => {
    const [found] = await take(console, { tokenExchange: { default: { ...online, jwks: 7 } } })
    expect(found?.notes.join('\n')).toMatch(/default\.jwks/)
  })
})

describe('a configuration of standard SSO', () => {
  const document = {
    domain: 'keycloak.example/realms/shop',
    token_endpoint: 'protocol/openid-connect/token',
    provider: 'keycloak_de',
    client_id: 'showcase',
    redirect_uri: 'https://shop.example/keycloak',
    client_secret: 'kept',
    colour: 'red',
  }

  it('is taken with its provider as name', async () => {
    const [found] = await take(console, document)
    const { colour: _, ...known } = document
    expect(documentOf(found)).toMatchObject({
      identityProvider: { issuer: 'https://keycloak.example/realms/shop', clientId: 'showcase' },
      redirect: { method: 'paste', uri: 'https://shop.example/keycloak' },
      emporix: { sso: { configurations: [{ name: 'keycloak_de', ...known }] } },
    })
    expect(found?.notes.join('\n')).toMatch(/colour/)
  })

  it('has no issuer where none follows', async () => {
    const [found] = await take(console, [
      { ...document, domain: 'login.example', token_endpoint: 'token' },
    ])
    expect(documentOf(found).identityProvider).toMatchObject({ issuer: '' })
  })

  it('with a loopback address listens there', async () => {
    const [found] = await take(console, { ...document, redirect_uri: 'http://localhost:8080/cb' })
    const redirect = { method: 'loopback', host: 'localhost', port: 8080, path: '/cb' }
    expect(documentOf(found).redirect).toEqual(redirect)
  })
})

import { expect, test } from 'vitest'
import { parseTokenExchange } from '../../../electron/core/platforms/emporix/token-exchange-config.ts'
import { running } from './running.ts'
import { anonymousSession, api, customersWith, serviceToken } from './shop.ts'
import { addresses } from './sign-in.ts'

const { sandbox } = await running()
const client = {
  grant_type: 'client_credentials',
  client_id: 'sandbox-service',
  client_secret: 'sandbox-service-secret',
}
const configurations = '/configuration/sandbox/configurations'

test.each([
  [
    undefined,
    'configuration.configuration_view configuration.configuration_manage customer.customer_read site.site_read tenant=sandbox',
  ],
  ['customer.customer_read', 'customer.customer_read tenant=sandbox'],
  ['customer.customer_read site.site_manage', 'customer.customer_read tenant=sandbox'],
  ['site.site_manage', 'tenant=sandbox'],
])('of the scope %s the service token has %s', async (scope, granted) => {
  const form = { ...client, ...(scope !== undefined && { scope }) }
  const response = await api(sandbox, '/oauth/token', { form })
  expect([response.status, await response.json()]).toEqual([
    200,
    {
      access_token: expect.any(String) as unknown,
      token_type: 'Bearer',
      expires_in: 14399,
      session_idle_time: 120,
      refresh_token: '',
      refresh_token_expires_in: 0,
      scope: granted,
    },
  ])
})

test('a wrong service client is an invalid key, another grant type a bad request', async () => {
  const wrong = await api(sandbox, '/oauth/token', { form: { ...client, client_secret: 'x' } })
  expect([wrong.status, await wrong.json()]).toEqual([
    401,
    { fault: { faultstring: 'Invalid ApiKey', detail: { errorcode: 'oauth.v2.InvalidApiKey' } } },
  ])
  const other = await api(sandbox, '/oauth/token', { form: { ...client, grant_type: 'password' } })
  expect(other.status).toBe(400)
})

test('the configuration service lists by keys', async () => {
  const bearer = await serviceToken(sandbox)
  const read = async (keys?: string) => {
    const response = await api(sandbox, configurations, { bearer, query: keys ? { keys } : {} })
    return (await response.json()) as { key: string; value: unknown }[]
  }
  const sso = ['ssoCustomerAutoprovisioningDisabled', 'ssoCustomerIdentifierField']
  expect((await read()).map(({ key }) => key)).toEqual(['tokenExchange', ...sso])
  expect(await read(`${sso.join(',')},unheardOf`)).toEqual([
    { key: sso[0], value: false, version: 1, secured: false },
    { key: sso[1], value: 'EMAIL', version: 1, secured: false },
  ])
})

test('the tokenExchange document parses and differs by site as announced', async () => {
  const bearer = await serviceToken(sandbox)
  const response = await api(sandbox, `${configurations}/tokenExchange`, { bearer })
  const entry: unknown = await response.json()
  expect(entry).toMatchObject({ key: 'tokenExchange', version: 1 })
  const { entries } = parseTokenExchange(entry)
  expect([...entries.keys()]).toEqual(sandbox.status.sites.map(({ key }) => key))
  const { issuer } = addresses(sandbox)
  const { jwks, ...online } = entries.get('default') ?? {}
  expect(jwks).toBeUndefined()
  expect(`${online.domain}${online.token_introspect_endpoint}`).toBe(
    `${issuer}/token/introspection`,
  )
  expect(entries.get('Site_FR')?.audience).toBe('other-shop')
  expect(entries.get('Site_DE')?.audience).toBe('commerce-de')
  expect(entries.get('Site_PL')).toMatchObject({ issuer, jwks: { keys: [{ alg: 'RS256' }] } })
  expect(entries.get('Site_AT')).toMatchObject({ issuer: null, audience: null })
  expect(JSON.stringify([...entries])).not.toContain('"d":')
})

test('an unknown key is the documented 404', async () => {
  const bearer = await serviceToken(sandbox)
  const response = await api(sandbox, `${configurations}/unheardOf`, { bearer })
  expect([response.status, await response.json()]).toEqual([
    404,
    {
      status: 404,
      type: 'application/json',
      message: 'Configuration not found',
      details: [
        {
          message:
            "Could not find the tenant configuration with the propertyKey 'unheardOf' for the tenant 'sandbox'",
        },
      ],
    },
  ])
})

test.each([
  [configurations, 'configuration.configuration_view', 'customer.customer_read'],
  [`${configurations}/x`, 'configuration.configuration_view', 'customer.customer_read'],
  ['/customer/sandbox/customers', 'customer.customer_read', 'configuration.configuration_view'],
])('%s needs the scope %s', async (path, scope, granted) => {
  const denied = {
    status: 403,
    type: 'Forbidden',
    message: 'User not authorized.',
    details: [{ message: `Missing required scopes '[${scope}]'` }],
  }
  const { access_token: anonymous } = await anonymousSession(sandbox)
  for (const bearer of [await serviceToken(sandbox, granted), anonymous]) {
    const response = await api(sandbox, path, { bearer })
    expect([response.status, await response.json()]).toEqual([403, denied])
  }
  expect((await api(sandbox, path)).status).toBe(401)
  const bearer = await serviceToken(sandbox)
  expect((await api(sandbox, path.replace('sandbox', 'other'), { bearer })).status).toBe(400)
})

test('customers are found by e-mail, whatever its case, and by search', async () => {
  const [alice] = await customersWith(sandbox, 'Alice@Example.com')
  expect(alice).toMatchObject({ customerNumber: 'C0033', contactEmail: 'alice@example.com' })
  expect(alice).not.toHaveProperty('lastLogin')
  expect(await customersWith(sandbox, 'nobody@example.com')).toEqual([])

  const bearer = await serviceToken(sandbox)
  const search = (json: unknown) =>
    api(sandbox, '/customer/sandbox/customers/search', { bearer, json })
  expect(await (await search({ q: 'customerNumber:C0033' })).json()).toEqual([alice])
  expect((await search({ q: 'color:red' })).status).toBe(400)
  expect((await search({})).status).toBe(400)
  const all = await api(sandbox, '/customer/sandbox/customers', { bearer })
  expect(await all.json()).toEqual([alice])
})

import { beforeEach, describe, expect, test, vi } from 'vitest'
import { running } from './running.ts'
import { anonymousSession, api, exchange, serviceToken } from './shop.ts'
import { addresses, signIn } from './sign-in.ts'

const { sandbox, logged } = await running()
const { issuer } = addresses(sandbox)

beforeEach(() => sandbox.reset())

const ofTenant = '/configuration/sandbox/configurations'
const ofClient = '/configuration/sandbox/clients/shop-client/configurations'

interface Entry {
  key: string
  value: unknown
  version: number
}

async function call(method: string, path: string, json?: unknown, scope?: string) {
  const bearer = await serviceToken(sandbox, scope)
  const response = await api(sandbox, path, { method, bearer, json })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
}

/** Family A with `application/json`, which most samples of this service have. */
const refusal = (status: number, message: string, detail: unknown) => ({
  status,
  body: { status, type: 'application/json', message, details: [{ message: detail }] },
})

const text = expect.any(String) as unknown
const entry = { key: 'project_country', value: 'DE' }

describe.each([
  ['a tenant', ofTenant, {}],
  ['a client', ofClient, { client: 'shop-client', _id: 'shop-client_project_country' }],
])('a configuration of %s', (owner, path, members) => {
  const one = `${path}/project_country`
  const kind = owner === 'a tenant' ? 'Tenant' : 'Client'
  const shown = { ...members, ...entry, version: 1, secured: false }

  test('is created with version 1, read, updated and deleted', async () => {
    expect(await call('POST', path, [{ ...entry, version: 7 }])).toEqual({
      status: 201,
      body: [shown],
    })
    expect(await call('GET', one)).toEqual({ status: 200, body: shown })
    expect((await call('GET', path)).body).toContainEqual(shown)
    const updated = { ...shown, value: 'AT', version: 2 }
    const put = await call('PUT', one, { ...entry, value: 'AT', version: 1 })
    expect(put).toEqual({ status: 200, body: updated })
    expect(await call('GET', one)).toEqual({ status: 200, body: updated })
    expect(await call('DELETE', one)).toEqual({ status: 204, body: null })
    expect((await call('GET', one)).status).toBe(404)
  })

  test('that exists is not created anew, and nothing of the list is', async () => {
    await call('POST', path, [entry])
    const other = { key: 'other', value: true }
    const exists = refusal(409, `${kind} configuration could not be created`, text)
    expect(await call('POST', path, [other, entry])).toEqual(exists)
    expect(await call('POST', path, [other, other])).toEqual(exists)
    expect((await call('GET', `${path}/other`)).status).toBe(404)
  })

  test('that does not exist is no 404 for an update', async () => {
    expect(await call('PUT', one, entry)).toEqual(
      refusal(400, `${kind} configuration could not be updated`, text),
    )
    expect(await call('GET', one)).toEqual(refusal(404, 'Configuration not found', text))
    expect(await call('DELETE', one)).toEqual(
      refusal(404, `${kind} configuration could not be found`, text),
    )
  })

  test('is updated under its own key and version alone', async () => {
    await call('POST', path, [entry])
    expect(await call('PUT', one, { ...entry, key: 'Project_Country' })).toEqual(
      refusal(
        400,
        'Invalid Parameters',
        'The keys specified in the path param and in the payload are not the same.',
      ),
    )
    expect(await call('PUT', one, { ...entry, version: 2 })).toEqual(
      refusal(409, `${kind} configuration could not be updated`, text),
    )
    // The dashboard's own code sends no version.
    expect(await call('PUT', one, entry)).toMatchObject({ status: 200, body: { version: 2 } })
  })
})

test.each([
  ['POST', ofTenant, entry, 'ArrayList out of START_OBJECT'],
  ['PUT', `${ofTenant}/project_country`, [entry], 'LinkedHashMap out of START_ARRAY'],
])('%s with the other shape is bad syntax', async (method, path, json, what) => {
  const message = `Can not deserialize instance of java.util.${what} token`
  expect(await call(method, path, json)).toEqual({
    status: 400,
    body: { status: 400, type: 'bad_payload_syntax', message, details: [] },
  })
})

test.each([
  ['an empty key', { key: '' }, '0.key must not be empty'],
  ['no value', { value: undefined }, '0.value must be an object, a string, an array or a boolean'],
  ['a number', { value: 1 }, '0.value must be an object, a string, an array or a boolean'],
  ['a version that is none', { version: '1' }, '0.version must be an integer'],
  ['a schemaUrl that is none', { schemaUrl: 'x' }, '0.schemaUrl Invalid URL'],
  [
    'a secured object',
    { value: {}, secured: true },
    '0.secured works only if the value is a string',
  ],
])('%s is refused', async (_what, members, detail) => {
  expect(await call('POST', ofTenant, [{ ...entry, ...members }])).toEqual(
    refusal(400, 'Invalid Parameters', detail),
  )
})

test('a secured value is masked wherever it is answered', async () => {
  const secret = { key: 'token', value: 'swordfish', secured: true }
  const answers = [
    await call('POST', ofTenant, [secret]),
    await call('GET', ofTenant),
    await call('GET', `${ofTenant}/token`),
    await call('PUT', `${ofTenant}/token`, secret),
  ]
  for (const { body } of answers) {
    expect(JSON.stringify(body)).toContain('"value":"********"')
    expect(JSON.stringify(body)).not.toContain('swordfish')
  }
})

test('a read-only configuration is not updated, a restricted one is not deleted', async () => {
  const locked = { ...entry, readOnly: true, restricted: true, description: 'of the sandbox' }
  expect((await call('POST', ofTenant, [locked])).body).toEqual([
    { ...locked, version: 1, secured: false },
  ])
  const one = `${ofTenant}/project_country`
  expect((await call('PUT', one, { ...entry, readOnly: false })).status).toBe(400)
  expect((await call('DELETE', one)).status).toBe(400)
  expect((await call('GET', one)).body).toMatchObject({ value: 'DE', version: 1 })
})

test('restricted and schemaUrl stay once they are set', async () => {
  const schemaUrl = 'https://schemas.example/country.json'
  await call('POST', ofTenant, [{ ...entry, restricted: true, schemaUrl }])
  const one = `${ofTenant}/project_country`
  await call('PUT', one, { ...entry, restricted: false, schemaUrl: 'https://schemas.example/2' })
  expect((await call('GET', one)).body).toMatchObject({ restricted: true, schemaUrl })
  expect((await call('DELETE', one)).status).toBe(400)
})

test('clients are listed once they have a configuration', async () => {
  const clients = '/configuration/sandbox/clients'
  await call('GET', ofClient)
  expect((await call('GET', clients)).body).toEqual([])
  await call('POST', ofClient, [entry])
  expect((await call('GET', clients)).body).toEqual(['shop-client'])
})

test('global configurations can be read with any token', async () => {
  const { access_token: bearer } = await anonymousSession(sandbox)
  const path = '/configuration/sandbox/global-configurations'
  expect(await (await api(sandbox, path, { bearer })).json()).toEqual([])
})

describe.each(['POST', 'PUT', 'DELETE'])('%s', (method) => {
  test.each([ofTenant, ofClient])('at %s needs the scope to manage', async (list) => {
    const path = method === 'POST' ? list : `${list}/project_country`
    const denied = await call(method, path, entry, 'configuration.configuration_view')
    expect(denied).toMatchObject({
      status: 403,
      body: {
        details: [{ message: "Missing required scopes '[configuration.configuration_manage]'" }],
      },
    })
    expect((await call(method, path.replace('sandbox', 'other'), entry)).status).toBe(400)
  })
})

describe('what is written takes effect at once', () => {
  async function write(key: string, value: unknown) {
    expect((await call('PUT', `${ofTenant}/${key}`, { key, value })).status).toBe(200)
  }
  const document = async () =>
    (await call('GET', `${ofTenant}/tokenExchange`)).body as Entry & { value: object }
  const status = async (login: string, config?: string) => {
    const { access_token: token } = await signIn(sandbox, login)
    return (await exchange(sandbox, token, { config })).status
  }

  test('a site that is added, and gone after a reset', async () => {
    expect(await status('alice', 'Site_IT')).toBe(400)
    const { value } = await document()
    await write('tokenExchange', { ...value, Site_IT: { audience: 'commerce-de' } })
    expect(await status('alice', 'Site_IT')).toBe(200)
    sandbox.reset()
    expect(await status('alice', 'Site_IT')).toBe(400)
    expect((await document()).version).toBe(1)
  })

  test('the default, also as JSON text, secured and all', async () => {
    const { value } = await document()
    const strict = JSON.stringify({ ...value, default: { issuer: 'https://other.example' } })
    const secured = { key: 'tokenExchange', value: strict, secured: true }
    expect((await call('PUT', `${ofTenant}/tokenExchange`, secured)).status).toBe(200)
    expect(await status('alice')).toBe(400)
    await write('tokenExchange', JSON.stringify(value))
    expect(await status('alice')).toBe(200)
  })

  test.each([
    ['no object', []],
    ['text that is no JSON', 'nonsense'],
    ['an entry without an endpoint', { default: {} }],
    ['a domain without a scheme', { default: { domain: 'idp.example', client_id: 'x' } }],
    ['keys that are none', { default: { jwks: { keys: [{}] } } }],
    ['no keys at all', { default: { jwks: { keys: [] } } }],
    ['a number for an issuer', { default: { issuer: 1 } }],
    ['no default', { Site_DE: {} }],
  ])('a document with %s is a 400 of the exchange', async (_what, value) => {
    await write('tokenExchange', value)
    expect(await status('alice')).toBe(400)
  })

  test('no document at all is a 400 as well', async () => {
    expect((await call('DELETE', `${ofTenant}/tokenExchange`)).status).toBe(204)
    expect(await status('alice')).toBe(400)
  })

  test('a provider elsewhere is never called', async () => {
    const value = {
      default: {
        domain: 'https://idp.example',
        token_introspect_endpoint: '/introspect',
        client_id: 'x',
        client_secret: 'y',
      },
    }
    await write('tokenExchange', value)
    const calls = vi.spyOn(globalThis, 'fetch')
    expect(await status('alice')).toBe(401)
    const urls = calls.mock.calls.map(([url]) => String(url instanceof Request ? url.url : url))
    calls.mockRestore()
    expect(urls.length).toBeGreaterThan(0)
    expect(urls.filter((url) => url.includes('idp.example'))).toEqual([])
  })

  test.each([
    [true, 404],
    ['true', 404],
    [false, 200],
    ['sometimes', 400],
  ])('autoprovisioning disabled: %s lets bob in with %i', async (value, expected) => {
    await write('ssoCustomerAutoprovisioningDisabled', value)
    expect(await status('bob')).toBe(expected)
  })

  test.each([
    ['SUBJECT', 200],
    ['EMAIL', 401],
    ['PHONE', 400],
  ])('identification by %s lets carol in with %i', async (value, expected) => {
    await write('ssoCustomerIdentifierField', value)
    expect(await status('carol')).toBe(expected)
  })

  test('the documented defaults hold for settings that are deleted', async () => {
    await write('ssoCustomerAutoprovisioningDisabled', true)
    for (const key of ['ssoCustomerAutoprovisioningDisabled', 'ssoCustomerIdentifierField'])
      expect((await call('DELETE', `${ofTenant}/${key}`)).status).toBe(204)
    expect(await status('bob')).toBe(200)
  })

  test('the document that is answered still is the one of the sandbox', async () => {
    expect(await document()).toMatchObject({ value: { default: { issuer } }, version: 1 })
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

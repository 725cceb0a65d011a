import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { profileIds, realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { running } from '../running.ts'
import { addresses } from '../sign-in.ts'
import { accessToken, answerOf, apiErrors, storeApi, storeOf } from './store.ts'

const { sandbox, clock, logged } = await running()
const { apiUrl, storeId } = storeOf(sandbox)
const { issuer } = addresses(sandbox)
const discoveryUrl = `${issuer}/.well-known/openid-configuration`
const pathOf = (realm: string) => `/v2/authentication-realms/${realm}/oidc-profiles`
const path = pathOf(realmIds.buyer)
const now = () => new Date(clock.now()).toISOString()
const start = now()

beforeEach(() => sandbox.reset())

interface Profile {
  data: { id: string; meta: object }
}

const admin = async (method: string, of: string, data?: unknown) =>
  storeApi(sandbox, of, {
    method,
    bearer: await accessToken(sandbox, 'client_credentials'),
    ...(data !== undefined && { json: { data } }),
  })

const read = async (of: string, query: Record<string, string> = {}) =>
  answerOf(storeApi(sandbox, of, { query, bearer: await accessToken(sandbox) }))

const type = 'oidc-profile'
const complete = {
  type,
  name: 'Another',
  discovery_url: discoveryUrl,
  client_id: 'openid-client',
  client_secret: 'CL13NT-S3CR3T',
}

function shape(id: string, facts: object = {}) {
  const realm = `stores/${storeId}/authentication-realms/${realmIds.buyer}`
  return {
    data: {
      id,
      type,
      name: 'Sandbox',
      client_id: 'sandbox-elastic-path',
      discovery_url: discoveryUrl,
      meta: { issuer, created_at: start, updated_at: start },
      ...facts,
    },
    links: {
      'authorization-endpoint': `${apiUrl}/oidc-idp/login/${realm}?elasticpath_commerce_cloud_profile_id=${id}`,
      'callback-endpoint': `${apiUrl}/oidc-idp/callback/${realm}/oidc-profiles/${id}`,
      'client-discovery-url': `${apiUrl}/oidc-idp/${realm}/.well-known/openid-configuration`,
      self: `${apiUrl}${path}/${id}`,
    },
  }
}

const good = shape(profileIds.buyer.good)
const wrong = shape(profileIds.buyer.wrongSecret, { name: 'Sandbox, wrong secret' })

describe('reading', () => {
  test('one profile has its links beside it, and no secret', async () => {
    expect(await read(`${path}/${profileIds.buyer.good}`)).toEqual([200, good])
  })

  test.each([path, `${path}/`])('the list %s has the links inside each item', async (of) => {
    expect(await read(of)).toMatchObject([
      200,
      {
        data: [good, wrong].map(({ data, links }) => ({ ...data, links })),
        meta: { results: { total: 2 } },
      },
    ])
  })

  test('the list comes in pages', async () => {
    expect(await read(path, { 'page[limit]': '1', 'page[offset]': '1' })).toMatchObject([
      200,
      {
        data: [{ name: 'Sandbox, wrong secret' }],
        meta: { page: { limit: 1, offset: 1, current: 2, total: 2 } },
      },
    ])
  })

  test('the page length is a setting of the store', async () => {
    const own = await running({ elasticPath: { pageLength: 1 } }, onTestFinished)
    const bearer = await accessToken(own.sandbox)
    expect(await answerOf(storeApi(own.sandbox, path, { bearer }))).toMatchObject([
      200,
      { data: [{ name: 'Sandbox' }], meta: { page: { limit: 1, total: 2 } } },
    ])
  })

  test('a realm without profiles has an empty list', async () => {
    expect(await read(pathOf(realmIds.merchant))).toMatchObject([
      200,
      { data: [], meta: { results: { total: 0 } } },
    ])
  })

  test.each([
    pathOf('unknown'),
    `${path}/unknown`,
    `${path}/${profileIds.account.good}`,
    path.replace('oidc-profiles', 'openid-connect-profiles'),
  ])('%s is answered 404', async (of) => {
    expect(await read(of)).toEqual(apiErrors(404, 'Not Found', 'not found'))
  })
})

describe('creating', () => {
  test.each([path, `${path}/`])('at %s reads the issuer from the provider', async (of) => {
    const response = await admin('POST', of, complete)
    expect(response.status).toBe(201)
    const created = (await response.json()) as Profile
    const { name, client_id } = complete
    const meta = { issuer, created_at: now(), updated_at: now() }
    expect(created).toEqual(shape(created.data.id, { name, client_id, meta }))
    expect(await read(`${path}/${created.data.id}`)).toEqual([200, created])
  })

  test.each([
    [{}, ['Type|oidc-profile-type', 'Name', 'DiscoveryURL', 'ClientID', 'ClientSecret']],
    [{ ...complete, type: 'oidc_profile' }, ['Type|oidc-profile-type']],
    [{ ...complete, client_secret: '' }, ['ClientSecret']],
    [{ type, name: 'Only' }, ['DiscoveryURL', 'ClientID', 'ClientSecret']],
  ])('with %j is refused', async (data, fields) => {
    const sentences = fields.map((one) => {
      const [field, tag = 'required'] = one.split('|')
      return `Validation failed: field '${field}' on the '${tag}' tag.`
    })
    expect(await answerOf(admin('POST', path, data))).toEqual(
      apiErrors(422, 'Unprocessable Entity', sentences.join('; ')),
    )
  })

  test('without the wrapper is refused', async () => {
    const bearer = await accessToken(sandbox, 'client_credentials')
    expect((await storeApi(sandbox, path, { bearer, json: complete })).status).toBe(422)
  })
})

describe('the discovery document is really read', () => {
  /** A provider that answers with this. */
  const answering = async (status: number, body: string, headers = {}) => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/discovery`
  }
  const metadata = (facts: object = {}) =>
    JSON.stringify({
      issuer: 'https://login.example.com/',
      authorization_endpoint: 'https://login.example.com/authorize',
      token_endpoint: 'https://login.example.com/token',
      jwks_uri: 'https://login.example.com/jwks',
      ...facts,
    })
  const create = async (discovery_url: string) => {
    const answer = await answerOf(admin('POST', path, { ...complete, discovery_url }))
    return { status: answer[0], body: JSON.stringify(answer[1]) }
  }

  test('and its issuer kept to the letter', async () => {
    const { status, body } = await create(await answering(200, metadata()))
    expect(status).toBe(201)
    expect(body).toContain('"issuer":"https://login.example.com/"')
  })

  test.each([
    ['is missing', 404, '{}', {}],
    ['redirects', 302, '', { location: '/elsewhere' }],
    ['is no JSON', 200, '<html>', {}],
    ['lacks an endpoint', 200, metadata({ token_endpoint: undefined }), {}],
    ['does not end', 200, metadata({ padding: 'x'.repeat(300_000) }), {}],
  ])('and refused when it %s', async (_what, code, text, headers) => {
    const { status, body } = await create(await answering(code, text, headers))
    expect(status).toBe(422)
    expect(body).toMatch(/the discovery url (answers|could not be read)/)
  })

  test.each(['http://example.com/discovery', 'file:///etc/hostname', 'nonsense'])(
    'and never from %s',
    async (url) => {
      const { status, body } = await create(url)
      expect(status).toBe(422)
      expect(body).toContain('neither https nor on this machine')
    },
  )
})

describe('changing', () => {
  const one = `${path}/${profileIds.buyer.good}`

  test('leaves what is not sent', async () => {
    clock.advance(60)
    const changed = shape(profileIds.buyer.good, {
      name: 'Renamed',
      meta: { issuer, created_at: start, updated_at: now() },
    })
    expect(await answerOf(admin('PUT', one, { type, name: 'Renamed' }))).toEqual([200, changed])
    clock.advance(-60)
  })

  test.each([
    [{ name: 'x' }, "field 'Type' on the 'oidc-profile-type' tag."],
    [{ type, id: profileIds.account.good }, "field 'ID' on the 'eqfield' tag."],
    [{ type, client_secret: '' }, "field 'ClientSecret' on the 'cannot_be_empty' tag."],
  ])('to %j is refused', async (data, sentence) => {
    expect(await answerOf(admin('PUT', one, data))).toEqual(
      apiErrors(422, 'Unprocessable Entity', `Validation failed: ${sentence}`),
    )
  })

  test('to a provider that is not there is refused', async () => {
    const data = { type, discovery_url: `${issuer}/nowhere` }
    expect((await admin('PUT', one, data)).status).toBe(422)
    expect(await read(one)).toEqual([200, good])
  })
})

test('a profile is gone once it is deleted', async () => {
  const one = `${path}/${profileIds.buyer.good}`
  const deleted = await admin('DELETE', one)
  expect([deleted.status, await deleted.text()]).toEqual([204, ''])
  expect((await admin('DELETE', one)).status).toBe(404)
  expect(await read(path)).toMatchObject([200, { meta: { results: { total: 1 } } }])
})

test.each([
  ['POST', path],
  ['PUT', `${path}/${profileIds.buyer.good}`],
  ['DELETE', `${path}/${profileIds.buyer.good}`],
])('%s is not for a storefront', async (method, of) => {
  const bearer = await accessToken(sandbox)
  const json = { data: complete }
  const body = method === 'DELETE' ? {} : { json }
  expect(await answerOf(storeApi(sandbox, of, { method, bearer, ...body }))).toEqual(
    apiErrors(403, 'Forbidden', 'forbidden'),
  )
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

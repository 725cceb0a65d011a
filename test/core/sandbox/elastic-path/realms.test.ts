import { beforeEach, describe, expect, test } from 'vitest'
import { realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { running } from '../running.ts'
import { accessToken, answerOf, apiErrors, storeApi, storeOf } from './store.ts'

const { sandbox, clock, logged } = await running()
const { apiUrl, storeId, redirectUri } = storeOf(sandbox)
const path = '/v2/authentication-realms'
const start = new Date(clock.now()).toISOString()

beforeEach(() => sandbox.reset())

const get = async (query: Record<string, string> = {}, of = '') =>
  answerOf(storeApi(sandbox, `${path}${of}`, { query, bearer: await accessToken(sandbox) }))

const put = async (data: unknown, id = realmIds.buyer) =>
  answerOf(
    storeApi(sandbox, `${path}/${id}`, {
      method: 'PUT',
      bearer: await accessToken(sandbox, 'client_credentials'),
      json: { data },
    }),
  )

const buyer = {
  id: realmIds.buyer,
  type: 'authentication-realm',
  name: 'Buyer Organization',
  redirect_uris: [redirectUri, 'http://localhost:8080/callback'],
  duplicate_email_policy: 'allowed',
  relationships: {
    origin: { data: { id: storeId, type: 'customer-authentication-settings' } },
  },
  meta: { created_at: start, updated_at: start },
}
const self = (id: string) => ({ self: `${apiUrl}${path}/${id}` })

test('one realm has its links beside it', async () => {
  expect(await get({}, `/${realmIds.buyer}`)).toEqual([
    200,
    { data: buyer, links: self(realmIds.buyer) },
  ])
})

test('the redirect URI is one that a browser of this machine can come back to', () => {
  expect(redirectUri).toMatch(/^http:\/\/localhost:(2\d|3[01])\d{3}\/callback$/)
})

test('the list has three, with their links inside', async () => {
  const [status, body] = await get()
  const page = `${apiUrl}${path}?page[offset]=0&page[limit]=25`
  expect(status).toBe(200)
  expect(body).toMatchObject({
    data: [
      { ...buyer, links: self(realmIds.buyer) },
      { id: realmIds.merchant, name: 'Merchant Organization', redirect_uris: [] },
      { id: realmIds.account, name: 'Account Management Realm' },
    ],
    meta: { results: { total: 3 }, page: { limit: 25, offset: 0, current: 1, total: 1 } },
    links: { current: page, first: page, last: page, next: null, prev: null },
  })
})

describe('the pages of a list', () => {
  const link = (offset: number) => `${apiUrl}${path}?page[offset]=${offset}&page[limit]=2`

  test.each([
    [{ 'page[limit]': '2' }, ['Buyer', 'Merchant'], 1, link(2), null],
    [{ 'page[limit]': '2', 'page[offset]': '2' }, ['Account'], 2, null, link(0)],
    [{ 'page[limit]': '2', 'page[offset]': '4' }, [], 3, null, link(2)],
  ])('at %j', async (query: Record<string, string>, names, current, next, prev) => {
    const [, body] = await get(query)
    const { data, meta, links } = body as {
      data: { name: string }[]
      meta: unknown
      links: object
    }
    expect(data.map(({ name }) => name.split(' ')[0])).toEqual(names)
    expect(meta).toMatchObject({ results: { total: 3 }, page: { limit: 2, current, total: 2 } })
    expect(links).toMatchObject({ first: link(0), last: link(2), next, prev })
  })

  test.each([
    ['page[limit]', '0'],
    ['page[limit]', '101'],
    ['page[limit]', 'all'],
    ['page[offset]', '-1'],
  ])('are refused at %s=%s', async (name, value) => {
    expect((await get({ [name]: value }))[0]).toBe(400)
  })
})

describe('a change', () => {
  const type = 'authentication-realm'

  test('leaves what is not sent, and replaces a list as a whole', async () => {
    clock.advance(60)
    const redirect_uris = ['https://example.com', 'http://localhost:9000/']
    const changed = {
      ...buyer,
      redirect_uris,
      meta: { created_at: start, updated_at: new Date(clock.now()).toISOString() },
    }
    expect(await put({ type, redirect_uris, own_field: 'accepted' })).toEqual([
      200,
      { data: changed, links: self(realmIds.buyer) },
    ])
    expect(await put({ type, id: realmIds.buyer, name: 'Shoppers' })).toMatchObject([
      200,
      { data: { name: 'Shoppers', redirect_uris } },
    ])
    clock.advance(-60)
  })

  test.each(['allowed', 'api_only', 'API_ONLY'])('to the policy %s is taken', async (policy) => {
    const [, body] = await put({ type, duplicate_email_policy: policy })
    expect(body).toMatchObject({ data: { duplicate_email_policy: policy.toLowerCase() } })
  })

  const badUris = [
    'http://127.0.0.1:8080/callback',
    'http://example.com/callback',
    'sso-flow-console://callback',
    'https://example.com/#here',
    '/callback',
  ]
  const refused: [data: object, sentence: string][] = [
    [{ name: 'x' }, "field 'Type' on the 'authentication-realm-type' tag."],
    [{ type, id: realmIds.account }, "field 'ID' on the 'eqfield' tag."],
    [{ type, name: '' }, "field 'Name' on the 'cannot_be_empty' tag."],
    [
      { type, duplicate_email_policy: 'disallowed' },
      "field 'DuplicateEmailPolicy' on the 'is_invalid' tag.",
    ],
    [{ type, redirect_uris: redirectUri }, "field 'RedirectURIs' on the 'is_invalid' tag."],
    ...badUris.map((uri): [object, string] => [
      { type, redirect_uris: [redirectUri, uri] },
      "field 'RedirectURIs' on the 'https_or_localhost' tag.",
    ]),
  ]
  test.each(refused)('to %j is refused', async (data, sentence) => {
    expect(await put(data)).toEqual(
      apiErrors(422, 'Unprocessable Entity', `Validation failed: ${sentence}`),
    )
    expect(await get({}, `/${realmIds.buyer}`)).toMatchObject([200, { data: buyer }])
  })

  test('with several faults names all of them', async () => {
    expect(await put({ name: '' })).toEqual(
      apiErrors(
        422,
        'Unprocessable Entity',
        "Validation failed: field 'Type' on the 'authentication-realm-type' tag.; Validation failed: field 'Name' on the 'cannot_be_empty' tag.",
      ),
    )
  })

  test('is not for a storefront', async () => {
    const bearer = await accessToken(sandbox)
    const options = { method: 'PUT', bearer, json: { data: { type } } }
    expect(await answerOf(storeApi(sandbox, `${path}/${realmIds.buyer}`, options))).toEqual(
      apiErrors(403, 'Forbidden', 'forbidden'),
    )
  })
})

test.each([
  ['GET', `${path}/unknown`],
  ['POST', path],
  ['DELETE', `${path}/${realmIds.buyer}`],
])('%s %s is answered 404', async (method, of) => {
  const bearer = await accessToken(sandbox, 'client_credentials')
  expect(await answerOf(storeApi(sandbox, of, { method, bearer }))).toEqual(
    apiErrors(404, 'Not Found', 'not found'),
  )
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

import { expect, test } from 'vitest'
import { running } from './running.ts'
import { anonymousSession, api, serviceToken } from './shop.ts'

const { sandbox } = await running()
const { access_token: anonymous } = await anonymousSession(sandbox)
const service = await serviceToken(sandbox)

const read = async (path: string, query: Record<string, string> = {}, bearer = service) => {
  const response = await api(sandbox, path, { query, bearer })
  return { response, status: response.status, body: (await response.json()) as unknown }
}
const codes = ['Site_DE', 'Site_PL', 'Site_FR', 'Site_AT']

test('sites are read with any token', async () => {
  const { status, body } = await read('/site/sandbox/sites', {}, anonymous)
  expect(status).toBe(200)
  expect((body as { code: string }[]).map(({ code }) => code)).toEqual(codes)
  expect((body as object[])[0]).toEqual({
    code: 'Site_DE',
    name: 'Germany (sandbox)',
    active: true,
    default: true,
    defaultLanguage: 'de',
    languages: ['de', 'en'],
    currency: 'EUR',
    availableCurrencies: ['EUR'],
    homeBase: { address: { country: 'DE' } },
    shipToCountries: ['DE'],
    metadata: { mixins: {}, version: 1 },
  })
  expect((await read('/site/sandbox/sites/Site_AT')).body).toMatchObject({ code: 'Site_AT' })
})

test('a site that is none is the documented 404', async () => {
  expect(await read('/site/sandbox/sites/default')).toMatchObject({
    status: 404,
    body: {
      status: 404,
      type: 'application/json',
      message: 'Site not Found',
      details: [{ message: "Couldn't find a site with code 'default'" }],
    },
  })
})

test('pages are cut, and counted when that is asked for', async () => {
  const { response, body } = await read('/site/sandbox/siteslist', {
    pageSize: '3',
    pageNumber: '2',
    totalCount: 'true',
  })
  expect([body, response.headers.get('x-count')]).toEqual([['Site_AT'], '4'])
  const all = await read('/site/sandbox/siteslist')
  expect([all.body, all.response.headers.get('x-count')]).toEqual([codes, null])
})

test.each<Record<string, string>>([{ pageNumber: '0' }, { pageSize: 'many' }])(
  '%o is refused',
  async (query) => {
    expect((await read('/site/sandbox/sites', query)).status).toBe(400)
  },
)

test('inactive sites and the list of codes need a scope', async () => {
  const denied = (scope: string) => ({
    status: 403,
    body: {
      message: 'User not authorized',
      details: [{ message: `Missing required scopes [${scope}]` }],
    },
  })
  expect(await read('/site/sandbox/sites', { includeInactive: 'true' })).toMatchObject(
    denied('site.site_manage'),
  )
  expect(await read('/site/sandbox/siteslist', {}, anonymous)).toMatchObject(
    denied('site.site_read'),
  )
})

test('another tenant is refused, and so is no token', async () => {
  expect((await read('/site/other/sites')).status).toBe(400)
  expect((await api(sandbox, '/site/sandbox/sites')).status).toBe(401)
})

import { describe, expect, it } from 'vitest'
import {
  accessTokenChecks,
  accessTokenIn,
  expiryOf,
} from '../../../electron/core/platforms/elastic-path/access-token-answer.ts'
import type { Answer } from '../../../electron/core/platforms/elastic-path/answers.ts'
import { readPages } from '../../../electron/core/platforms/elastic-path/list-pages.ts'
import {
  namedProfiles,
  profileCount,
  readProfiles,
} from '../../../electron/core/platforms/elastic-path/oidc-profiles.ts'
import { profileChecks } from '../../../electron/core/platforms/elastic-path/profile-checks.ts'
import {
  readRealm,
  realmChecks,
} from '../../../electron/core/platforms/elastic-path/realm-settings.ts'
import type { Check } from '../../../shared/check.ts'
import { oidcProfile, realm, redirect, store } from './elastic-path-values.ts'

const statuses = (checks: Check[]) => Object.fromEntries(checks.map((one) => [one.id, one.status]))

describe('the access token', () => {
  const now = 1_524_486_008_000 - 3_600_000
  const flat = {
    expires: 1524486008,
    identifier: 'implicit',
    expires_in: 3600,
    access_token: 'xa3521ca621113e44eeed9232fa3e54571cb08bc',
    token_type: 'Bearer',
  }

  it.each([
    ['flat', flat],
    ['in data', { data: flat }],
  ])('is read %s', (_how, body) => {
    const token = accessTokenIn(body)
    expect(token?.access_token).toBe(flat.access_token)
    expect(token && statuses(accessTokenChecks(token, store, now))).toEqual({
      'token-type': 'passed',
      lifetime: 'passed',
      identifier: 'passed',
      opaque: 'passed',
    })
    expect(token && expiryOf(token, now)).toBe(1_524_486_008_000)
  })

  it.each([
    ['nothing', undefined],
    ['a list of errors', { errors: [{ title: 'Unauthorized' }] }],
    ['an empty token', { ...flat, access_token: '' }],
    ['no type', { access_token: 'x' }],
  ])('is not found in %s', (_what, body) => {
    expect(accessTokenIn(body)).toBeNull()
  })

  it.each([
    [{ expires: undefined, expires_in: '60' }, now + 60_000],
    [{ expires: '1524486008', expires_in: undefined }, 1_524_486_008_000],
    [{ expires: undefined, expires_in: undefined }, null],
    [{ expires: 'soon', expires_in: null }, null],
  ])('expires as %o says', (change, at) => {
    const token = accessTokenIn({ ...flat, ...change })
    expect(token && expiryOf(token, now)).toBe(at)
  })

  it.each<[string, object, Partial<typeof store>, string, Check['status']]>([
    ['another type', { token_type: 'MAC' }, {}, 'token-type', 'failed'],
    ['a type in another case', { token_type: 'bearer' }, {}, 'token-type', 'passed'],
    ['an end in the past', { expires: 1 }, {}, 'lifetime', 'warning'],
    ['no end', { expires: null, expires_in: null }, {}, 'lifetime', 'unknown'],
    ['another kind', { identifier: 'client_credentials' }, {}, 'identifier', 'failed'],
    ['no kind', { identifier: undefined }, {}, 'identifier', 'unknown'],
    ['a JWT', { access_token: 'a.b.c' }, {}, 'opaque', 'warning'],
    ['the old host', {}, { apiUrl: 'https://api.moltin.com' }, 'legacy-host', 'warning'],
    [
      'a grant for administration',
      { identifier: 'client_credentials' },
      { grant: 'client_credentials' },
      'grant',
      'warning',
    ],
  ])('with %s is judged', (_what, change, changedStore, id, status) => {
    const token = accessTokenIn({ ...flat, ...change })
    const checks = token ? accessTokenChecks(token, { ...store, ...changedStore }, now) : []
    expect(statuses(checks)[id]).toBe(status)
  })

  it('of the old host names what replaces it', () => {
    const legacy = { ...store, apiUrl: 'https://api.moltin.com/' }
    const token = accessTokenIn(flat)
    const checks = token ? accessTokenChecks(token, legacy, now) : []
    expect(checks.find(({ id }) => id === 'legacy-host')?.message).toBe(
      'api.moltin.com is a deprecated alias of euwest; use https://euwest.api.elasticpath.com.',
    )
  })
})

describe('the settings', () => {
  const relation = (id: string) => ({ data: { id, type: 'authentication-realm' } })
  const body = (relationships: object, data: object = {}) => ({
    data: { id: 'store-1', meta: { client_id: 'customers' }, relationships, ...data },
  })
  const path = '/v2/settings/customer-authentication'
  const hyphen = { 'authentication-realm': relation('realm-1') }
  const underscore = { authentication_realm: relation('realm-1') }

  it.each([
    ['authentication-realm', hyphen, 'passed'],
    ['authentication-realm', underscore, 'warning'],
    ['authentication_realm', underscore, 'passed'],
    ['authentication_realm', hyphen, 'warning'],
  ] as const)('asked for %s are read from %o', (key, relationships, status) => {
    const reading = readRealm(body(relationships), { path, key })
    if ('missing' in reading) throw new Error(reading.missing)
    expect(reading.realm).toEqual(realm)
    const found = Object.keys(relationships)[0]
    expect(
      realmChecks(reading, key, store).find(({ id }) => id === 'relationship-key'),
    ).toMatchObject({ status, expected: key, found })
  })

  it('take the documented spelling where both are there', () => {
    const both = { ...underscore, 'authentication-realm': relation('realm-2') }
    const asked = { path, key: 'authentication-realm' } as const
    expect(readRealm(body(both), asked)).toMatchObject({ realm: { realmId: 'realm-2' } })
  })

  it.each([
    ['nothing', undefined, 'data'],
    ['no data', { meta: {} }, 'data'],
    ['no client id', body(hyphen, { meta: {} }), 'data.meta.client_id'],
    ['no realm', body({}), 'data.relationships.authentication-realm.data.id'],
    [
      'a realm without id',
      body({ 'authentication-realm': { data: {} } }),
      'data.relationships.authentication-realm.data.id',
    ],
  ])('with %s say what is missing', (_what, given, missing) => {
    expect(readRealm(given, { path, key: 'authentication-realm' })).toEqual({ missing })
  })

  it('of accounts hold what the later stages need', () => {
    const account = body(underscore, {
      account_management_authentication_token_timeout_secs: 86400,
      auto_create_account_for_account_members: true,
      account_member_self_management: 'disabled',
    })
    const asked = { path: '/v2/settings/account-authentication', key: 'authentication_realm' }
    const reading = readRealm(account, asked as Parameters<typeof readRealm>[1])
    expect(reading).toMatchObject({
      realm: {
        account: {
          tokenTimeoutSeconds: 86400,
          autoCreateAccount: true,
          selfManagement: 'disabled',
        },
      },
    })
  })

  it.each([
    [null, 'skipped'],
    ['store-1', 'passed'],
    ['store-2', 'warning'],
  ] as const)('are held against the store of the connection, %s', (storeId, status) => {
    const reading = readRealm(body(hyphen), { path, key: 'authentication-realm' })
    if ('missing' in reading) throw new Error(reading.missing)
    const checks = realmChecks(reading, 'authentication-realm', { ...store, storeId })
    expect(statuses(checks)).toMatchObject({ store: status })
  })
})

describe('the profiles', () => {
  const { id, name, clientId, discoveryUrl, issuer } = oidcProfile
  const links = {
    'authorization-endpoint': oidcProfile.authorizationEndpoint,
    'callback-endpoint': oidcProfile.callbackEndpoint ?? undefined,
  }
  const item = { id, name, client_id: clientId, discovery_url: discoveryUrl, meta: { issuer } }

  it.each([
    ['inside each item', { data: [{ ...item, links }] }],
    ['beside a list of one', { data: [item], links }],
    ['beside one alone', { data: item, links }],
    [
      'inside, with those of the list beside',
      { data: [{ ...item, links }], links: { next: null } },
    ],
  ])('have their links %s', (_where, body) => {
    expect(readProfiles(body)).toEqual({ profiles: [oidcProfile], unusable: [] })
  })

  it('are left out one by one where something is missing', () => {
    const reading = readProfiles({
      data: [{ ...item, links }, { ...item, client_id: undefined, links }, item, 'text'],
      links,
    })
    expect(reading?.profiles).toEqual([oidcProfile])
    expect(reading?.unusable).toEqual([
      'data[1] has no usable client_id',
      'data[2] has no usable links["authorization-endpoint"]',
      'data[3] has no usable members',
    ])
  })

  it.each([[undefined], [[]], [{ errors: [] }], [{ data: null }]])('are not %j', (body) => {
    expect(readProfiles(body)).toBeNull()
    expect(profileCount(body)).toBe(0)
  })

  it('need neither a name nor an issuer', () => {
    const bare = { data: [{ ...item, name: undefined, meta: undefined, links }] }
    const profile = readProfiles(bare)?.profiles[0]
    expect(profile).toMatchObject({ name: id, issuer: null })
    const checks = profile ? profileChecks(profile, { store, realm, redirect }) : []
    expect(statuses(checks)['profile-issuer']).toBe('warning')
  })

  it('are named by id, else exactly by name', () => {
    const other = { ...oidcProfile, id: 'profile-2' }
    const third = { ...oidcProfile, id: 'SSO Provider', name: 'Third' }
    expect(namedProfiles([oidcProfile, other], null)).toHaveLength(2)
    expect(namedProfiles([oidcProfile, other], 'profile-2')).toEqual([other])
    expect(namedProfiles([oidcProfile, other], 'SSO Provider')).toHaveLength(2)
    expect(namedProfiles([oidcProfile, other], 'sso provider')).toEqual([])
    expect(namedProfiles([oidcProfile, third], 'SSO Provider')).toEqual([third])
  })

  it('say what to register where', () => {
    const checks = profileChecks(oidcProfile, { store, realm, redirect })
    expect(statuses(checks)).toEqual({
      'authorization-endpoint': 'passed',
      'callback-endpoint': 'passed',
      'authorization-host': 'passed',
      'profile-id': 'passed',
      'profile-issuer': 'passed',
    })
    const message = (name: string) => checks.find((one) => one.id === name)?.message
    expect(message('authorization-endpoint')).toMatch(
      /http:\/\/localhost:8080\/callback belongs into the redirect_uris of the realm realm-1/,
    )
    expect(message('callback-endpoint')).toMatch(
      /allowed redirect URIs of the client openid-client/,
    )
  })

  it.each<[string, Partial<typeof oidcProfile>, string, Check['status']]>([
    [
      'leads to another host',
      { authorizationEndpoint: 'https://epcc-integration.global.ssl.fastly.net/oidc-idp/login' },
      'authorization-host',
      'warning',
    ],
    ['lacks the profile', { id: 'profile-2' }, 'profile-id', 'warning'],
    ['is no URL', { authorizationEndpoint: '/oidc-idp' }, 'authorization-endpoint', 'failed'],
    ['has no callback beside', { callbackEndpoint: null }, 'callback-endpoint', 'unknown'],
  ])('whose link %s are judged', (_what, change, checkId, status) => {
    const checks = profileChecks({ ...oidcProfile, ...change }, { store, realm, redirect })
    expect(statuses(checks)[checkId]).toBe(status)
  })
})

describe('further pages', () => {
  const first = {
    method: 'GET',
    url: 'https://api.example/v2/profiles?page%5Blimit%5D=2',
    headers: [['authorization', 'Bearer x'] as [string, string]],
    body: null,
  }
  /** Reads the given answers one after the other and notes what was asked. */
  async function read(...bodies: unknown[]) {
    const asked: string[] = []
    const pages = await readPages(first, profileCount, async ({ url }) => {
      const body = bodies[asked.length] ?? { errors: [] }
      asked.push(decodeURIComponent(url.replace('https://api.example/v2/profiles?', '')))
      const status = asked.length > bodies.length ? 500 : 200
      return { status, body, said: '', requestId: null } satisfies Answer
    })
    return { asked, ...pages }
  }
  const data = [{}, {}]

  it.each([
    ['null', { data, links: { next: null } }],
    ['the text null', { data, links: { next: 'null' } }],
    ['missing', { data }],
  ])('are none where next is %s', async (_what, body) => {
    const { asked, cut, refusal } = await read(body)
    expect(asked).toEqual(['page[limit]=2'])
    expect({ cut, refusal }).toEqual({ cut: false, refusal: null })
  })

  it('are read by the link', async () => {
    const next = 'https://api.example/v2/profiles?page[offset]=2&page[limit]=2'
    const { asked, bodies, cut } = await read({ data, links: { next } }, { data: [{}] })
    expect(asked).toEqual(['page[limit]=2', 'page[offset]=2&page[limit]=2'])
    expect(bodies).toHaveLength(2)
    expect(cut).toBe(false)
  })

  it('are read by the total where there is no link, or one to another host', async () => {
    const meta = { results: { total: 3 } }
    for (const links of [undefined, { next: 'https://evil.example/v2/profiles?page=2' }]) {
      const { asked, cut } = await read({ data, meta, links }, { data: [{}], meta, links })
      expect(asked).toEqual(['page[limit]=2', 'page[limit]=2&page[offset]=2'])
      expect(cut).toBe(false)
    }
  })

  it('on another host get no token', async () => {
    const { asked, cut } = await read({ data, links: { next: 'https://evil.example/' } })
    expect(asked).toHaveLength(1)
    expect(cut).toBe(true)
  })

  it('are ten at most, and none twice', async () => {
    const page = (at: number) => ({
      data,
      links: { next: `https://api.example/v2/profiles?page[offset]=${at}` },
    })
    const many = await read(...Array.from({ length: 12 }, (_, at) => page(at)))
    expect([many.asked.length, many.cut]).toEqual([10, true])
    const circle = await read(page(1), page(1), page(1))
    expect([circle.asked.length, circle.cut]).toEqual([2, true])
  })

  it('that are refused leave what was read before', async () => {
    const { bodies, refusal } = await read({ data, meta: { results: { total: 3 } } })
    expect(bodies).toHaveLength(1)
    expect(refusal?.status).toBe(500)
  })
})

import { describe, expect, it } from 'vitest'
import { accountClaimChecks } from '../../../electron/core/platforms/elastic-path/account-claims.ts'
import { epochSeconds } from '../../../electron/core/platforms/elastic-path/expiry.ts'
import { shopperTokenChecks } from '../../../electron/core/platforms/elastic-path/shopper-checks.ts'
import type { Check } from '../../../shared/check.ts'
import type { Values } from '../../../shared/values.ts'

const statuses = (checks: Check[]) =>
  Object.fromEntries(checks.map(({ id, status }) => [id, status]))

/** The checks that did not pass, by id. */
const findings = (checks: Check[]) =>
  Object.fromEntries(
    checks.filter(({ status }) => status !== 'passed').map(({ id, status }) => [id, status]),
  )

describe('a time of the platform', () => {
  it.each([
    [1605384319, 1605384319],
    ['1605384319', 1605384319],
    ['2021-03-16T19:36:11.070Z', 1615923371.07],
    ['2021-03-16T19:36:11+00:00', 1615923371],
    ['tomorrow', null],
    ['', null],
    [null, null],
    [Number.NaN, null],
  ])('%j is %j', (value, seconds) => {
    expect(epochSeconds(value)).toBe(seconds)
  })
})

describe('the customer token', () => {
  const now = 1605297919
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const claims = {
    sub: 'be076eb9',
    name: 'Ann Exampl',
    exp: now + 86_400,
    iat: now,
    jti: '5266d6da',
  }
  /** Padded standard Base64, blanks in the header, a signature in hexadecimal digits: as documented. */
  const jwt = (members: object) =>
    [
      base64('{"alg": "HS256", "typ": "JWT"}'),
      base64(JSON.stringify(members)),
      'ab'.repeat(32),
    ].join('.')
  const data = (over: object = {}, members: object = claims) => ({
    type: 'token',
    id: '5266d6da',
    customer_id: 'be076eb9',
    token: jwt(members),
    expires: now + 86_400,
    ...over,
  })

  it('passes as it is documented, malformed and not verified', () => {
    const checks = shopperTokenChecks(data(), now)
    expect(findings(checks)).toEqual({ 'token-signature': 'skipped' })
    const form = checks.find(({ id }) => id === 'token-form')
    expect(form).toMatchObject({ status: 'passed', found: 'a JWT, malformed' })
    expect(form?.message).toMatch(/strict library refuses.*hexadecimal.*padded/)
  })

  it.each<[string, object, object, Record<string, string>]>([
    ['a missing id', { id: undefined }, claims, { 'member-id': 'failed', 'claim-jti': 'skipped' }],
    ['another type of expires', { expires: '1605384319' }, claims, { 'member-expires': 'warning' }],
    [
      'no time at all',
      { expires: 'soon' },
      claims,
      { 'member-expires': 'warning', expires: 'failed', 'claim-exp': 'skipped' },
    ],
    [
      'an expiry in the past',
      { expires: now - 1 },
      { ...claims, exp: now - 1 },
      { expires: 'failed' },
    ],
    [
      'an hour instead of a day',
      { expires: now + 3600 },
      { ...claims, exp: now + 3600 },
      { expires: 'warning' },
    ],
    [
      'milliseconds',
      { expires: (now + 86_400) * 1000 },
      claims,
      { expires: 'warning', 'claim-exp': 'warning' },
    ],
    ['another customer', {}, { ...claims, sub: 'somebody' }, { 'claim-sub': 'failed' }],
    ['another id', {}, { ...claims, jti: 'other' }, { 'claim-jti': 'failed' }],
    ['another expiry', {}, { ...claims, exp: now + 5 }, { 'claim-exp': 'warning' }],
    [
      'no claims to compare',
      {},
      {},
      { 'claim-sub': 'warning', 'claim-jti': 'warning', 'claim-exp': 'warning' },
    ],
    [
      'an opaque token',
      { token: 'xa3521ca621113e44eeed92' },
      {},
      {
        'token-form': 'warning',
        'claim-sub': 'warning',
        'claim-jti': 'warning',
        'claim-exp': 'warning',
      },
    ],
  ])('with %s', (_what, over, members, expected) => {
    const found = findings(shopperTokenChecks(data(over, members), now))
    expect(found).toEqual({ ...expected, 'token-signature': 'skipped' })
  })

  it('may be well formed', () => {
    const token = jwt(claims)
      .replaceAll('=', '')
      .replace(/[^.]+$/, 'c2ln')
    expect(statuses(shopperTokenChecks(data({ token }), now))['token-form']).toBe('passed')
  })
})

describe('the account token', () => {
  // Claims and neighbours of the documented sample.
  const claims = {
    account_member_self_management: 'disabled',
    ancestors: '',
    exp: 1719531924,
    iat: 1719445524,
    realm_id: '447b6016-56f9-4fbc-8f13-ff12df1c98e9',
    scope: 'ea9dcf0f-f45a-493b-a91e-ca10061922c5',
    store_id: '45b93fd2-3bfe-4ca2-ab66-924d054ff548',
    sub: 'd5396263-185f-4a53-9944-dcd5e10d5b1a',
  }
  const realm: Values['realm'] = {
    clientId: 'account-management',
    realmId: claims.realm_id,
    storeId: claims.store_id,
    settingsPath: '/v2/settings/account-authentication',
    account: {
      tokenTimeoutSeconds: 86_400,
      autoCreateAccount: false,
      selfManagement: 'disabled',
    },
  }
  const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwt = (members: object) =>
    `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(members)}.c2ln`
  const facts = (over: object = {}, members: object = {}) => ({
    token: {
      account_id: claims.scope,
      account_name: 'Acme',
      token: jwt({ ...claims, ...members }),
      expires: '2024-06-27T23:45:24.000Z',
    },
    memberId: claims.sub,
    realm,
    storeId: null,
    ...over,
  })

  it('agrees with its neighbours and with the settings, and is not verified', () => {
    const checks = accountClaimChecks(facts())
    expect(checks.map(({ id }) => id)).toEqual([
      'token-form',
      'claim-scope',
      'claim-sub',
      'claim-realm-id',
      'claim-store-id',
      'claim-exp',
      'claim-lifetime',
      'claim-account-member-self-management',
      'token-signature',
    ])
    expect(findings(checks)).toEqual({ 'token-signature': 'skipped' })
  })

  it.each<[string, object, object, Record<string, string>]>([
    ['another account', {}, { scope: 'x' }, { 'claim-scope': 'failed' }],
    ['another member', {}, { sub: 'x' }, { 'claim-sub': 'failed' }],
    ['another realm', {}, { realm_id: 'x' }, { 'claim-realm-id': 'failed' }],
    ['another store', {}, { store_id: 'x' }, { 'claim-store-id': 'failed' }],
    [
      'another store than the connection names',
      { storeId: 'mine' },
      {},
      { 'claim-store-id': 'failed' },
    ],
    [
      'another expiry, and so another lifetime',
      {},
      { exp: claims.exp - 60 },
      { 'claim-exp': 'warning', 'claim-lifetime': 'warning' },
    ],
    ['another issue time', {}, { iat: claims.iat + 60 }, { 'claim-lifetime': 'warning' }],
    [
      'another self management',
      {},
      { account_member_self_management: 'update_only' },
      { 'claim-account-member-self-management': 'warning' },
    ],
    [
      'dates in words, as older examples',
      {},
      { exp: '2024-06-27T23:45:24Z', iat: '2024-06-26T23:45:24Z' },
      {},
    ],
    ['no claim of the realm', {}, { realm_id: undefined }, { 'claim-realm-id': 'warning' }],
    ['no name of the member', { memberId: null }, {}, { 'claim-sub': 'skipped' }],
    [
      'settings that say nothing',
      { realm: { ...realm, storeId: null, account: null } },
      {},
      {
        'claim-store-id': 'skipped',
        'claim-lifetime': 'skipped',
        'claim-account-member-self-management': 'skipped',
      },
    ],
  ])('with %s', (_what, over, members, expected) => {
    const found = findings(accountClaimChecks(facts(over, members)))
    expect(found).toEqual({ ...expected, 'token-signature': 'skipped' })
  })

  it('takes expires as epoch seconds, which the specification says', () => {
    const { token } = facts()
    const checks = accountClaimChecks(facts({ token: { ...token, expires: claims.exp } }))
    expect(findings(checks)).toEqual({ 'token-signature': 'skipped' })
  })

  it('that cannot be decoded leaves nothing to compare', () => {
    const { token } = facts()
    const checks = accountClaimChecks(facts({ token: { ...token, token: 'opaque-token' } }))
    expect(Object.values(statuses(checks))).toEqual([
      ...Array<string>(8).fill('warning'),
      'skipped',
    ])
  })
})

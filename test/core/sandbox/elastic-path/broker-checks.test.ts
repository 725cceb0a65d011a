import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { Browser } from '../browser.ts'
import { running } from '../running.ts'
import { locationOf } from '../sign-in.ts'
import { otherProvider } from './other-provider.ts'
import { accessToken, customerToken, hopOneUrl, signedInCustomer, storeApi } from './store.ts'

/* What the broker makes of the ID token of a provider that is not as good as the sandbox's own. */

const { sandbox, logged } = await running()
const provider = await otherProvider()
afterAll(() => provider.close())

const alice = { sub: 'another-subject', name: 'Alice Adler', email: 'alice@example.com' }
const realm = `/v2/authentication-realms/${realmIds.buyer}`

beforeEach(() => {
  sandbox.reset()
  Object.assign(provider, { claims: alice, wrongKey: false })
})

async function administer(method: string, path: string, data: object): Promise<{ id: string }> {
  const bearer = await accessToken(sandbox, 'client_credentials')
  const response = await storeApi(sandbox, `${realm}${path}`, { method, bearer, json: { data } })
  return ((await response.json()) as { data: { id: string } }).data
}

const profileOf = (discovery_url: string) =>
  administer('POST', '/oidc-profiles', {
    type: 'oidc-profile',
    name: 'Other',
    discovery_url,
    client_id: 'other-client',
    client_secret: 'other-secret',
  })

/** Through both hops with a new profile of the other provider; it asks nobody, so its callback is made here. */
async function throughOther(): Promise<URL> {
  const { id } = await profileOf(provider.discoveryUrl)
  const browser = new Browser()
  const url = hopOneUrl(sandbox, { parameters: { elasticpath_commerce_cloud_profile_id: id } })
  const upstream = locationOf(await browser.visit(url), url).searchParams
  const callback = new URL(upstream.get('redirect_uri') ?? '')
  callback.searchParams.set('state', upstream.get('state') ?? '')
  callback.searchParams.set('code', 'any')
  return locationOf(await browser.visit(callback), callback)
}

test('a sound ID token is enough', async () => {
  expect((await throughOther()).searchParams.get('code')).toMatch(/^[\w-]{27}$/)
})

test.each([['other-client'], [['other-client']]])('so is the audience %j', async (aud) => {
  provider.claims = { ...alice, aud }
  expect((await throughOther()).searchParams.has('code')).toBe(true)
})

describe('the storefront is told of an ID token', () => {
  test.each([
    ['of another issuer', { iss: 'https://other.example.com' }, /not usable/],
    ['for another client', { aud: 'somebody' }, /not usable/],
    [
      'for a second client as well',
      { aud: ['other-client', 'somebody'], azp: 'other-client' },
      /not for this client alone/,
    ],
    ['that has expired', { exp: 1_600_000_000 }, /not usable/],
    ['with an empty email', { email: '' }, /no email claim/],
    ['without a subject', { sub: undefined }, /not usable/],
  ])('%s', async (_what, claims, sentence) => {
    provider.claims = { ...alice, ...claims }
    const { searchParams } = await throughOther()
    expect(searchParams.get('error')).toBe('server_error')
    expect(searchParams.get('error_description')).toMatch(sentence)
    expect(searchParams.get('state')).toBe('state-of-the-test')
  })

  test('that is signed with a key which nobody publishes', async () => {
    provider.wrongKey = true
    expect((await throughOther()).searchParams.get('error')).toBe('server_error')
  })
})

test('a provider that is gone since the profile was saved ends the login before hop 2', async () => {
  const gone = await otherProvider()
  onTestFinished(() => gone.close())
  const { id } = await profileOf(gone.discoveryUrl)
  gone.close()
  const url = hopOneUrl(sandbox, { parameters: { elasticpath_commerce_cloud_profile_id: id } })
  const response = await new Browser().visit(url)
  expect(response.status).toBe(307)
  const { searchParams } = locationOf(response, url)
  expect(searchParams.get('error')).toBe('server_error')
})

test('a provider that changed its issuer since then ends it as well', async () => {
  const { id } = await profileOf(provider.discoveryUrl)
  const { issuer } = provider
  onTestFinished(() => void Object.assign(provider, { issuer }))
  provider.issuer = `${issuer}/moved`
  const url = hopOneUrl(sandbox, { parameters: { elasticpath_commerce_cloud_profile_id: id } })
  const { searchParams } = locationOf(await new Browser().visit(url), url)
  expect(searchParams.get('error_description')).toContain('another issuer')
})

describe('a second subject with the same e-mail address', () => {
  test.each([
    ['allowed', false],
    ['api_only', true],
  ])('under %s is the same customer: %s', async (duplicate_email_policy, same) => {
    await administer('PUT', '', { type: 'authentication-realm', duplicate_email_policy })
    const known = await signedInCustomer(sandbox, 'alice')
    provider.claims = { ...alice, email: 'ALICE@example.com' }
    const code = (await throughOther()).searchParams.get('code') ?? ''
    const response = await customerToken(sandbox, code)
    const { data } = (await response.json()) as { data: { customer_id: string } }
    expect(data.customer_id === known.customer_id).toBe(same)
  })
})

test('without a name the address is the name', async () => {
  provider.claims = { ...alice, name: undefined }
  const code = (await throughOther()).searchParams.get('code') ?? ''
  const { data } = (await (await customerToken(sandbox, code)).json()) as {
    data: { token: string }
  }
  const claims = Buffer.from(data.token.split('.')[1] ?? '', 'base64').toString()
  expect(claims).toContain('"name":"alice@example.com"')
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

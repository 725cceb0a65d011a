import { beforeEach, describe, expect, test } from 'vitest'
import { profileIds, realmIds } from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { Browser } from '../browser.ts'
import { running } from '../running.ts'
import { addresses, locationOf } from '../sign-in.ts'
import {
  answerOf,
  type HopOptions,
  hopOneUrl,
  storeOf,
  throughBroker,
  toCallback,
} from './store.ts'

const { sandbox, clock, logged } = await running()
const { apiUrl, redirectUri, storeId } = storeOf(sandbox)

beforeEach(() => sandbox.reset())

const open = (options: HopOptions = {}) => new Browser().visit(hopOneUrl(sandbox, options))
const told = ({ searchParams }: URL) => Object.fromEntries(searchParams)

describe('hop 1', () => {
  test('ends at the provider, as the client of the profile and with a state of its own', async () => {
    const response = await open({
      parameters: { prompt: 'login', display: 'page', ui_locales: 'de', login_hint: 'alice' },
    })
    expect(response.status).toBe(303)
    const upstream = locationOf(response, apiUrl)
    expect(`${upstream.origin}${upstream.pathname}`).toBe(`${addresses(sandbox).issuer}/auth`)
    const { state, ...parameters } = told(upstream)
    expect(parameters).toEqual({
      prompt: 'login',
      display: 'page',
      ui_locales: 'de',
      client_id: 'sandbox-elastic-path',
      response_type: 'code',
      redirect_uri: `${apiUrl}/oidc-idp/callback/stores/${storeId}/authentication-realms/${realmIds.buyer}/oidc-profiles/${profileIds.buyer.good}`,
      scope: 'openid email profile',
    })
    expect(state).not.toBe('state-of-the-test')
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^elastic_path_\d+_browser=[\w-]{43}; Path=\/elastic-path\/oidc-idp; HttpOnly; SameSite=Lax$/,
      ),
    ])
  })

  test.each([
    ['client_id', 'unknownClient'],
    ['client_id', 'account-management'],
    ['client_id', 'sandbox-elastic-path'],
    ['client_id', null],
    ['redirect_uri', `${redirectUri}/`],
    ['redirect_uri', redirectUri.replace('localhost', '127.0.0.1')],
    ['redirect_uri', `${redirectUri}?a=b`],
    ['redirect_uri', 'https://example.com/callback'],
    ['redirect_uri', null],
  ])('answers by itself, in both spellings, when %s is %s', async (name, value) => {
    const description = `The field [${name}] with value [${value ?? ''}] is invalid.`
    expect(await answerOf(open({ parameters: { [name]: value } }))).toEqual([
      400,
      {
        error: 'invalid_request',
        errorDescription: description,
        error_description: description,
      },
    ])
  })

  test('takes no parameter twice', async () => {
    const url = hopOneUrl(sandbox)
    url.searchParams.append('redirect_uri', redirectUri)
    expect((await new Browser().visit(url)).status).toBe(400)
  })

  const long = 's'.repeat(2049)
  test.each([
    ['response_type', 'token', 'unsupported_response_type'],
    ['response_type', null, 'unsupported_response_type'],
    ['scope', 'openid profile', 'invalid_scope'],
    ['scope', 'email', 'invalid_scope'],
    ['scope', null, 'invalid_scope'],
    ['code_challenge', null, 'invalid_request'],
    ['code_challenge', 'too-short', 'invalid_request'],
    ['code_challenge_method', null, 'invalid_request'],
    ['code_challenge_method', 's256', 'invalid_request'],
    ['elasticpath_commerce_cloud_profile_id', null, 'invalid_request'],
    ['elasticpath_commerce_cloud_profile_id', profileIds.account.good, 'invalid_request'],
  ])('goes back when %s is %s', async (name, value, error) => {
    const response = await open({ parameters: { [name]: value } })
    expect(response.status).toBe(307)
    const back = locationOf(response, apiUrl)
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri)
    expect(told(back)).toEqual({
      error,
      error_description: `The field [${name}] with value [${value ?? ''}] is invalid.`,
      state: 'state-of-the-test',
    })
  })

  test.each([
    ['missing', null],
    ['of 2049 characters', long],
  ])('goes back with the same state when it is %s', async (_what, state) => {
    const response = await open({ parameters: { state } })
    expect(response.status).toBe(307)
    const { searchParams } = locationOf(response, apiUrl)
    expect([searchParams.get('error'), searchParams.get('state')]).toEqual([
      'invalid_request',
      state,
    ])
  })

  test.each([
    ['a state of 2048 characters', { state: long.slice(1) }],
    ['the method plain', { code_challenge_method: 'plain' }],
    ['openid and email alone', { scope: 'openid email' }],
    ['the scope name of the specification', { scope: 'openid email name' }],
    ['the redirect URI of the command line', { redirect_uri: 'http://localhost:8080/callback' }],
  ])('takes %s', async (_what, parameters) => {
    expect((await open({ parameters })).status).toBe(303)
  })

  test.each([
    ['store', storeId],
    ['realm', realmIds.buyer],
  ])('of another %s is answered 404', async (_what, id) => {
    const url = hopOneUrl(sandbox).href.replace(id, 'unknown')
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(404)
  })

  test('of the merchant realm has no client', async () => {
    const url = hopOneUrl(sandbox).href.replace(realmIds.buyer, realmIds.merchant)
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400)
  })
})

describe('after the provider', () => {
  test.each(['buyer', 'account'] as const)('the %s realm gives a code', async (realm) => {
    const back = await throughBroker(sandbox, { realm })
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri)
    expect(told(back)).toEqual({
      code: expect.stringMatching(/^[\w-]{27}$/) as unknown,
      state: 'state-of-the-test',
    })
  })

  const refused = { state: 'state-of-the-test', error: 'server_error' }
  test.each([
    [
      'a wrong secret',
      { profile: 'wrongSecret' },
      { error_description: 'The identity provider refuses the client: invalid_client.' },
    ],
    [
      'a person without e-mail address',
      { login: 'carol' },
      { error_description: 'The ID token has no email claim, which is required.' },
    ],
    [
      'a person who refuses',
      { login: 'deny' },
      { error: 'access_denied', error_description: 'The person refused to sign in.' },
    ],
  ] as const)('%s is told to the storefront', async (_what, options, expected) => {
    expect(told(await throughBroker(sandbox, options))).toEqual({ ...refused, ...expected })
  })

  test('a login that is needed but must not be shown is told to the storefront', async () => {
    const browser = new Browser()
    const url = hopOneUrl(sandbox, { parameters: { prompt: 'none' } })
    const upstream = locationOf(await browser.visit(url), url)
    const callback = locationOf(await browser.visit(upstream), upstream)
    expect(told(locationOf(await browser.visit(callback), callback))).toMatchObject({
      error: 'login_required',
    })
  })
})

describe('the callback', () => {
  test('that is visited again is reported if the storefront asks for that', async () => {
    const browser = new Browser()
    const parameters = { ep_report_callback_replay_error: 'true' }
    const callback = await toCallback(sandbox, { parameters, browser })
    await browser.visit(callback)
    const again = await browser.visit(callback)
    expect(again.status).toBe(303)
    expect(told(locationOf(again, callback))).toEqual({
      error: 'callback_replay',
      error_description: 'The callback of this sign-in was visited before.',
      state: 'state-of-the-test',
    })
  })

  test.each([null, 'false'])('that is visited again is a page when asked %s', async (flag) => {
    const browser = new Browser()
    const parameters = { ep_report_callback_replay_error: flag }
    const callback = await toCallback(sandbox, { parameters, browser })
    await browser.visit(callback)
    const again = await browser.visit(callback)
    expect([again.status, await again.text()]).toEqual([
      400,
      expect.stringContaining('was visited before'),
    ])
  })

  test('is bound to the browser, and can then still be visited by that', async () => {
    const browser = new Browser()
    const callback = await toCallback(sandbox, { browser })
    const other = await new Browser().visit(callback)
    expect([other.status, await other.text()]).toEqual([
      400,
      expect.stringContaining('begun in another browser'),
    ])
    expect((await browser.visit(callback)).status).toBe(303)
  })

  test('of two tabs of a browser ends both', async () => {
    const browser = new Browser()
    const first = await toCallback(sandbox, { browser })
    const second = await toCallback(sandbox, { browser, login: 'bob' })
    for (const callback of [first, second])
      expect(told(locationOf(await browser.visit(callback), callback))).toHaveProperty('code')
  })

  test('of another profile is a page', async () => {
    const browser = new Browser()
    const { href } = await toCallback(sandbox, { browser })
    const swapped = href.replace(profileIds.buyer.good, profileIds.buyer.wrongSecret)
    expect((await browser.visit(swapped)).status).toBe(400)
  })

  test('of a sign-in that took too long is a page', async () => {
    const browser = new Browser()
    const callback = await toCallback(sandbox, { browser })
    clock.advance(15 * 60)
    const late = await browser.visit(callback)
    clock.advance(-15 * 60)
    expect([late.status, await late.text()]).toEqual([400, expect.stringContaining('expired')])
  })

  test('with an invented state is a page', async () => {
    const callback = await toCallback(sandbox)
    callback.searchParams.set('state', 'invented')
    expect((await fetch(callback)).status).toBe(400)
  })

  test('with an issuer other than the profile’s is refused (RFC 9207)', async () => {
    const browser = new Browser()
    const callback = await toCallback(sandbox, { browser })
    callback.searchParams.set('iss', 'https://other.example.com')
    expect(told(locationOf(await browser.visit(callback), callback))).toMatchObject({
      error: 'server_error',
    })
  })
})

test('nothing failed inside', () => {
  expect(logged).toEqual([])
})

import { calculatePKCECodeChallenge } from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { readProbe } from '../../../electron/core/platforms/elastic-path/authorization-probe.ts'
import { refusalSentence } from '../../../electron/core/platforms/elastic-path/authorization-refusals.ts'
import {
  authorizationUrl,
  requestChecks,
} from '../../../electron/core/platforms/elastic-path/authorization-url.ts'
import { callbackErrorSentence } from '../../../electron/core/platforms/elastic-path/callback-errors.ts'
import { hopsOf } from '../../../electron/core/platforms/elastic-path/hops.ts'
import { proofKeyChecks } from '../../../electron/core/platforms/elastic-path/proof-key-checks.ts'
import {
  plannedRedirectUri,
  redirectChecks,
  redirectInWords,
} from '../../../electron/core/platforms/elastic-path/redirect-rule.ts'
import {
  upstreamChecks,
  upstreamIn,
} from '../../../electron/core/platforms/elastic-path/upstream.ts'
import type { Check } from '../../../shared/check.ts'
import { oidcProfile, proofKey, realm, redirect, store } from './elastic-path-values.ts'

const statuses = (checks: Check[]) => Object.fromEntries(checks.map((one) => [one.id, one.status]))
const redirectUri = 'http://localhost:8080/callback'
const values = { store, realm, oidcProfile, proofKey }
const withStore = (change: Partial<typeof store>) => ({ ...values, store: { ...store, ...change } })

describe('the authorization URL', () => {
  const link = new URL(oidcProfile.authorizationEndpoint)

  // "Add parameters to the Authorization Endpoint URL", the same list in all three guides.
  const guideNames = [
    'scope',
    'response_type',
    'client_id',
    'redirect_uri',
    'state',
    'code_challenge_method',
    'code_challenge',
  ]
  // "Additional parameters": display, prompt, ui_locales.
  const optionalNames = ['display', 'prompt', 'ui_locales']

  it('is the link as given, with exactly the parameters of the guides', () => {
    const url = new URL(authorizationUrl(withStore({ reportCallbackReplay: false }), redirectUri))
    expect(`${url.origin}${url.pathname}`).toBe(`${link.origin}${link.pathname}`)
    expect([...url.searchParams.keys()]).toEqual([
      'elasticpath_commerce_cloud_profile_id',
      ...guideNames,
    ])
  })

  it.each([
    ['elasticpath_commerce_cloud_profile_id', 'profile-1'],
    ['scope', 'openid email profile'],
    ['response_type', 'code'],
    ['client_id', 'customers'],
    ['redirect_uri', 'http://localhost:8080/callback'],
    ['state', 'state-1'],
    ['code_challenge_method', 'S256'],
    ['code_challenge', 't677dM_KEdJkmLKHRlI13yjvCVxDlshMMvotRKk8Tb0'],
    ['ep_report_callback_replay_error', 'true'],
    ['nonce', null],
    ['code_verifier', null],
  ])('has %s %s', (name, value) => {
    const url = new URL(authorizationUrl(values, redirectUri))
    expect(url.searchParams.get(name)).toBe(value)
  })

  it('has the optional parameters where the connection sets them', () => {
    const all = withStore({
      display: 'page',
      prompt: 'login',
      uiLocales: 'de en',
      parameters: { login_hint: 'ann' },
    })
    const sent = [...new URL(authorizationUrl(all, redirectUri)).searchParams].slice(8)
    expect(sent.map(([name]) => name)).toEqual([
      ...optionalNames,
      'ep_report_callback_replay_error',
      'login_hint',
    ])
    expect(sent.map(([, value]) => value)).toEqual(['page', 'login', 'de en', 'true', 'ann'])
  })

  it('cannot be made of a link that is none', () => {
    const broken = { ...values, oidcProfile: { ...oidcProfile, authorizationEndpoint: '/login' } }
    expect(() => authorizationUrl(broken, redirectUri)).toThrow(/SSO Provider is no URL/)
  })

  const checksOf = (change: Partial<typeof store>) =>
    statuses(requestChecks(authorizationUrl(withStore(change), redirectUri), withStore(change)))

  it('passes its checks', () => {
    expect(checksOf({})).toEqual({
      'client-id': 'passed',
      scope: 'passed',
      'scope-name': 'passed',
      challenge: 'passed',
    })
  })

  it.each<[string, Partial<typeof store>, string, Check['status']]>([
    ['no openid', { scope: 'email profile' }, 'scope', 'failed'],
    ['no email', { scope: 'openid profile' }, 'scope', 'failed'],
    ['the name of the specification', { scope: 'openid email name' }, 'scope-name', 'passed'],
    ['nothing for the name', { scope: 'openid email' }, 'scope-name', 'warning'],
    ['another client', { parameters: { client_id: 'mine' } }, 'client-id', 'failed'],
    ['another method', { parameters: { code_challenge_method: 'plain' } }, 'challenge', 'failed'],
    ['another challenge', { parameters: { code_challenge: 'x' } }, 'challenge', 'failed'],
  ])('with %s is judged', (_what, change, id, status) => {
    expect(checksOf(change)[id]).toBe(status)
  })
})

describe('the proof key', () => {
  const vectors = [
    // Seed 003, seeds 002 and 004, RFC 7636 appendix B.
    ['yh23GgNYJg0DyyvprUuJLn-Imj_ty55XGjVJUm2DtzY', 't677dM_KEdJkmLKHRlI13yjvCVxDlshMMvotRKk8Tb0'],
    ['0E934PurR8ExVg6Pj7T4kQewxKzWSfSFG5d15FGfww8', 'ydiIXb47VHTg36AUiFnlFXbFBjF75lS00auaxxg7rVE'],
    ['dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
  ] as const

  it.each(vectors)('%s has the challenge %s', async (codeVerifier, codeChallenge) => {
    expect(await calculatePKCECodeChallenge(codeVerifier)).toBe(codeChallenge)
    const checks = await proofKeyChecks({ codeVerifier, codeChallenge, state: 'state-1' })
    expect(statuses(checks)).toEqual({
      verifier: 'passed',
      challenge: 'passed',
      'state-length': 'passed',
    })
  })

  it.each([
    ['a short verifier', { codeVerifier: 'short' }, 'verifier', 'failed'],
    ['a verifier with a plus', { codeVerifier: 'a+'.repeat(30) }, 'verifier', 'failed'],
    ['a foreign challenge', { codeChallenge: vectors[1][1] }, 'challenge', 'failed'],
    ['no state', { state: '' }, 'state-length', 'failed'],
    ['the longest state', { state: 'a'.repeat(2048) }, 'state-length', 'passed'],
    ['a longer state', { state: 'a'.repeat(2049) }, 'state-length', 'failed'],
  ])('with %s is judged', async (_what, change, id, status) => {
    expect(statuses(await proofKeyChecks({ ...proofKey, ...change }))[id]).toBe(status)
  })
})

describe('the redirect rule', () => {
  it.each([
    ['https://shop.example/callback', 'passed', /to the letter/],
    ['http://localhost:8080/callback', 'passed', /to the letter/],
    ['http://localhost/', 'passed', /to the letter/],
    ['http://127.0.0.1:8080/callback', 'failed', /Set redirect\.host to localhost/],
    ['http://[::1]:8080/callback', 'failed', /localhost alone/],
    ['http://shop.example/callback', 'failed', /localhost alone/],
    ['com.example.app:/callback', 'failed', /not the scheme com\.example\.app:/],
  ])('on %s: %s', (uri, status, message) => {
    const [rule] = redirectChecks(uri, redirect)
    expect(rule).toMatchObject({ id: 'redirect-rule', status, found: uri })
    expect(rule?.message).toMatch(message)
  })

  it('warns of a port that is another one each time', () => {
    const free = { ...redirect, port: 0 }
    expect(statuses(redirectChecks('http://localhost:49152/callback', free))).toEqual({
      'redirect-rule': 'passed',
      'redirect-port': 'warning',
    })
    expect(plannedRedirectUri(free)).toBeNull()
    expect(redirectInWords(free)).toBe('http://localhost:free port/callback')
    expect(redirectInWords({ ...redirect, method: 'deep-link' })).toBe(
      'sso-flow-console://callback',
    )
    const pasted = { ...redirect, method: 'paste' as const, uri: 'https://shop.example/callback' }
    expect(plannedRedirectUri(pasted)).toBe('https://shop.example/callback')
  })
})

describe('what the broker answers to the authorization URL', () => {
  const url = authorizationUrl(values, redirectUri)
  const asked = { url, redirectUri }
  const read = (status: number, location: string | null, body: unknown = '') =>
    readProbe({ status, location, body: JSON.stringify(body) }, asked)
  const upstreamUrl = (change: Record<string, string | null> = {}) => {
    const upstream = new URL('https://auth.ssoprovider.com/authorize?tenant=1')
    const all = {
      client_id: 'openid-client',
      response_type: 'code',
      redirect_uri: oidcProfile.callbackEndpoint,
      scope: 'openid email',
      state: 'state-2',
      ...change,
    }
    for (const [name, value] of Object.entries(all))
      if (value !== null) upstream.searchParams.set(name, value)
    return upstream
  }

  it('is a redirect to the identity provider', () => {
    expect(read(303, upstreamUrl({ prompt: 'login' }).href)).toMatchObject({
      kind: 'upstream',
      status: 303,
      upstream: {
        authorizationEndpoint: 'https://auth.ssoprovider.com/authorize',
        clientId: 'openid-client',
        redirectUri: oidcProfile.callbackEndpoint,
        scope: 'openid email',
        hasNonce: false,
        hasCodeChallenge: false,
        prompt: 'login',
      },
    })
  })

  const refusal = (spelling: object) => ({
    kind: 'refused',
    status: 400,
    error: { error: 'invalid_request', description: 'The field [client_id] is invalid.' },
    ...spelling,
  })
  it.each([
    ['error_description', { error_description: 'The field [client_id] is invalid.' }],
    ['errorDescription', { errorDescription: 'The field [client_id] is invalid.' }],
  ])('is a refusal with %s', (_spelling, members) => {
    expect(read(400, null, { error: 'invalid_request', ...members })).toEqual(refusal({}))
  })

  it.each([302, 303, 307])('is a redirect %i back to us with an error', (status) => {
    const back = `${redirectUri}?error=invalid_scope&error_description=no&state=state-1`
    expect(read(status, back)).toEqual({
      kind: 'refused',
      status,
      error: { error: 'invalid_scope', description: 'no' },
    })
  })

  it.each<[string, number, string | null, unknown, string]>([
    ['a page', 200, null, '', '200'],
    ['no such realm', 404, null, { errors: [{ title: 'Not Found' }] }, '404'],
    ['a 400 of another family', 400, null, { errors: [{ title: 'no' }] }, '400'],
    ['a redirect to nowhere', 303, null, '', '303'],
    [
      'our own request, moved',
      307,
      `https://euwest.example/login${new URL(url).search}`,
      '',
      '307',
    ],
    ['a page in between', 303, '/oidc-idp/wait?x=1', '', '303 to https://useast.api'],
    ['a code without a sign-in', 303, `${redirectUri}?code=1`, '', `303 to ${redirectUri}`],
  ])('is nothing that can be judged: %s', (_what, status, location, body, found) => {
    const answer = read(status, location, body)
    expect(answer).toMatchObject({ kind: 'other' })
    expect(answer.kind === 'other' && answer.found).toContain(found)
  })

  const judge = (location: URL, sentUrl = url) => {
    const upstream = upstreamIn(location)
    return upstream ? upstreamChecks(location, upstream, { profile: oidcProfile, sentUrl }) : []
  }

  it('passes the checks of hop 2', () => {
    expect(statuses(judge(upstreamUrl()))).toEqual({
      'upstream-host': 'passed',
      'upstream-client': 'passed',
      'upstream-redirect': 'passed',
      'upstream-scope': 'passed',
      'upstream-nonce': 'passed',
      'upstream-pkce': 'passed',
      'upstream-forwarded': 'skipped',
    })
  })

  it.each<[string, Record<string, string | null>, string, Check['status']]>([
    ['another client', { client_id: 'customers' }, 'upstream-client', 'failed'],
    [
      'a slash more',
      { redirect_uri: `${oidcProfile.callbackEndpoint}/` },
      'upstream-redirect',
      'failed',
    ],
    [
      'a pushed request',
      { redirect_uri: null, request_uri: 'urn:x' },
      'upstream-redirect',
      'unknown',
    ],
    ['no email', { scope: 'openid' }, 'upstream-scope', 'warning'],
    ['no scope', { scope: null }, 'upstream-scope', 'unknown'],
  ])('judges %s in hop 2', (_what, change, id, status) => {
    expect(statuses(judge(upstreamUrl(change)))[id]).toBe(status)
  })

  it('says what the identity provider need not require', () => {
    const found = (change: Record<string, string>) =>
      judge(upstreamUrl(change))
        .filter(({ id }) => ['upstream-nonce', 'upstream-pkce'].includes(id))
        .map((one) => one.found)
    expect(found({})).toEqual(['not sent', 'not sent'])
    expect(found({ nonce: 'n', code_challenge: 'c' })).toEqual(['sent', 'sent'])
  })

  it('says what was not forwarded', () => {
    const sent = authorizationUrl(withStore({ prompt: 'login', uiLocales: 'de' }), redirectUri)
    const passed = judge(upstreamUrl({ prompt: 'login', ui_locales: 'de' }), sent)
    expect(statuses(passed)['upstream-forwarded']).toBe('passed')
    const lost = judge(upstreamUrl({ prompt: 'login' }), sent)
    expect(lost.find(({ id }) => id === 'upstream-forwarded')).toMatchObject({
      status: 'warning',
      expected: ['prompt=login', 'ui_locales=de'],
      found: ['prompt=login', 'ui_locales='],
    })
  })
})

describe('a refusal by the broker', () => {
  const sentence = (field: string, parameters: Record<string, string> = {}) => {
    const known = withStore({ parameters })
    const error = {
      error: 'invalid_request',
      description: `The field [${field}] with value [x] is invalid.`,
    }
    return refusalSentence(error, authorizationUrl(known, redirectUri), known)
  }

  it.each([
    ['client_id', { client_id: 'application-key' }, /application key of the API.*customers\.$/],
    ['client_id', { client_id: 'openid-client' }, /belongs to hop 2.*customers\.$/],
    ['client_id', { client_id: 'mine' }, /does not know the client mine; .*customers\.$/],
    ['client_id', {}, /though the settings name it/],
    ['redirect_uri', {}, /http:\/\/localhost:8080\/callback: .*redirect_uris of the realm realm-1/],
    ['elasticpath_commerce_cloud_profile_id', {}, /profile SSO Provider in the realm realm-1/],
    ['scope', {}, /invalid_request: probably scope/],
  ])('of %s with %o is explained', (field, parameters, message) => {
    expect(sentence(field, parameters)).toMatch(message)
  })

  const callbackSentence = (error: string, description = '', prompt: string | null = null) =>
    callbackErrorSentence({ error, description }, { oidcProfile, store: { ...store, prompt } })
  it('is told by the field that it names, not by what stands in the value', () => {
    const error = {
      error: 'invalid_request',
      description:
        'The field [redirect_uri] with value [http://localhost/?client_id=x] is invalid.',
    }
    expect(refusalSentence(error, authorizationUrl(values, redirectUri), values)).toMatch(
      /redirect_uris of the realm/,
    )
  })

  it.each([
    ['callback_replay', '', null, /second time \(callback_replay\).*Sign in again\.$/],
    ['access_denied', 'no', null, /denied the sign-in.*It says: no$/],
    ['invalid_scope', '', null, /authorization request with invalid_scope/],
    ['login_required', '', 'none', /prompt none forbids/],
    ['consent_required', '', null, /\(consent_required\); change prompt/],
    ['server_error', 'invalid_client', null, /client_secret in the profile SSO Provider/],
    ['something_else', '', null, /could not complete .* \(something_else\)/],
  ])('in the callback, %s %s, is explained', (error, description, prompt, message) => {
    expect(callbackSentence(error, description, prompt)).toMatch(message)
  })
})

describe('the hops', () => {
  it('are known piece by piece', () => {
    expect(hopsOf({}).map(({ clientId, seen }) => [clientId, seen])).toEqual([
      [null, false],
      [null, false],
    ])
    const [first, second] = hopsOf({ redirect, realm, oidcProfile })
    expect(first).toMatchObject({
      clientId: 'customers',
      redirectUri: 'http://localhost:8080/callback',
      registeredAt: 'redirect_uris of the realm realm-1',
      authorizationHost: 'useast.api.elasticpath.com',
      seen: false,
    })
    expect(second).toMatchObject({
      openIdProvider: 'identity provider auth.ssoprovider.com',
      clientId: 'openid-client',
      redirectUri: oidcProfile.callbackEndpoint,
      authorizationHost: null,
      seen: false,
    })
  })

  it('are seen only where the URL was asked without a browser', () => {
    const pending = {
      state: 's',
      nonce: null,
      codeVerifier: null,
      codeChallenge: null,
      redirectUri,
      authorizationUrl: 'https://useast.api.elasticpath.com/',
    }
    const seen = (upstream: Parameters<typeof hopsOf>[0]['upstream']) =>
      hopsOf({ pending, upstream }).map((hop) => hop.seen)
    expect(seen(null)).toEqual([true, false])
    const upstream = {
      authorizationEndpoint: 'https://login.ssoprovider.com/authorize',
      clientId: 'other',
      redirectUri: null,
      scope: null,
      hasNonce: false,
      hasCodeChallenge: false,
      prompt: null,
    }
    expect(seen(upstream)).toEqual([true, true])
    expect(hopsOf({ oidcProfile, upstream })[1]).toMatchObject({
      clientId: 'other',
      redirectUri: oidcProfile.callbackEndpoint,
      authorizationHost: 'login.ssoprovider.com',
    })
  })
})

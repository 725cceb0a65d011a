import { describe, expect, it } from 'vitest'
import {
  back,
  checked,
  checkedAt,
  client,
  documentOf,
  json,
  page,
  type Paths,
  privateJwk,
  publicJwk,
  redirect,
  rogue,
  rowOf,
} from './rogue.ts'

const ep = 'elastic-path'
const em = 'emporix'
type Case = [string, Paths[keyof Paths], string, RegExp]

describe('the redirect URI', () => {
  const to = (location: string, status?: number) => redirect(() => location, status)

  it.each<Case>([
    [
      'comes back: nobody is signed in',
      back({ error: 'login_required' }),
      'passed',
      /login_required/,
    ],
    ['comes back with a code', back({ code: 'x', state: 'y' }), 'passed', /^it redirects there$/],
    ['comes back with any error', back({ error: 'invalid_scope' }), 'passed', /invalid_scope/],
    [
      'comes back in the fragment',
      to(`${client.redirectUri}#error=login_required`),
      'passed',
      /login/,
    ],
    [
      'comes back with 303',
      to(`${client.redirectUri}?error=consent_required`, 303),
      'passed',
      /consent/,
    ],
    [
      'is refused with a page',
      page('<h1>Sorry</h1><p>Invalid parameter: redirect_uri</p>', 400),
      'failed',
      /^400 Invalid parameter: redirect_uri$/,
    ],
    ['is refused with 403', page('Forbidden', 403), 'failed', /^403 Forbidden$/],
    [
      'is refused with JSON',
      json({ error: 'invalid_request' }, 400),
      'failed',
      /^400 error: invalid_request$/,
    ],
    ['leads to a sign-in page', to('/login?next=x'), 'unknown', /^302 to 127\.0\.0\.1:\d+\/login$/],
    ['leads to a longer host', to('https://shop.example.evil.example/callback'), 'unknown', /evil/],
    ['leads to a longer path', to(`${client.redirectUri}2?error=x`), 'unknown', /callback2/],
    ['leads nowhere', to('https://:0:0'), 'unknown', /no URL/],
    ['shows a page', page('<title>Sign in</title>'), 'unknown', /^200 Sign in$/],
    ['meets a fault', page('Oops', 500), 'unknown', /^500/],
    ['meets nothing', page('', 404), 'unknown', /^404 a page without words$/],
  ])('that %s', async (_what, authorize, result, found) => {
    const report = await checkedAt({ authorize })
    for (const row of [rowOf(report, ep, 'callback-endpoint'), rowOf(report, em, 'redirect-uri')]) {
      expect(row).toMatchObject({ result, learnedFrom: 'probe', evidence: { kind: 'exchange' } })
      expect(row.found).toMatch(found)
    }
  })

  it('is asked as a broker asks, without nonce, and never followed', async () => {
    const landing = await rogue()
    const provider = await rogue({
      authorize: redirect(() => `${landing.issuer}/?error=login_required`),
    })
    const redirectUri = `${landing.issuer}/`
    const report = await checked({ issuer: provider.issuer, ...client, redirectUri })
    expect(rowOf(report, ep, 'callback-endpoint').result).toBe('passed')
    const asked = provider.asked.find(({ path }) => path === '/authorize')
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      response_type: 'code',
      client_id: 'shop',
      redirect_uri: redirectUri,
      scope: 'openid email',
      state: expect.stringMatching(/^[\w-]{36}$/) as string,
      prompt: 'none',
    })
    expect(landing.asked).toEqual([])
  })

  it('that is refused is to be registered, byte for byte', async () => {
    const report = await checkedAt({ authorize: page('no', 400) })
    expect(rowOf(report, ep, 'callback-endpoint')).toMatchObject({
      fix: {
        sentence: expect.stringContaining('client `shop`') as string,
        copy: client.redirectUri,
      },
      evidence: {
        request: { method: 'GET' },
        response: { status: 400, type: 'text/html', text: ['no'] },
        decisive: { parameters: ['redirect_uri'], answer: true },
      },
    })
    expect(report.verdict.sentence).toBe('Not ready for Emporix and Elastic Path')
  })

  it('is not asked for without being given', async () => {
    const report = await checkedAt({}, { clientId: 'shop' })
    expect(rowOf(report, ep, 'callback-endpoint')).toMatchObject({
      result: 'skipped',
      found: 'no client id or redirect URI',
      evidence: null,
    })
    expect(rowOf(report, ep, 'no-nonce').result).toBe('unknown')
  })

  it.each([
    ['login_required', 'passed', 'passed'],
    ['interaction_required', 'passed', 'passed'],
    ['invalid_request', 'unknown', 'passed'],
    ['unauthorized_client', 'unknown', 'failed'],
    ['unsupported_response_type', 'unknown', 'failed'],
  ])('with %s: no-nonce is %s, authorization-code is %s', async (error, nonce, flow) => {
    const report = await checkedAt({ authorize: back({ error, error_description: 'as said' }) })
    expect(rowOf(report, ep, 'no-nonce').result).toBe(nonce)
    expect(rowOf(report, ep, 'authorization-code').result).toBe(flow)
    expect(rowOf(report, em, 'authorization-code').result).toBe(flow)
  })
})

describe('the client secret', () => {
  it.each<Case>([
    [
      'is taken',
      json({ error: 'invalid_grant' }, 400),
      'passed',
      /invalid_grant: the secret was taken/,
    ],
    ['is wrong', json({ error: 'invalid_client' }, 401), 'failed', /^401 invalid_client$/],
    [
      'is wrong, said with 400',
      json({ error: 'invalid_client' }, 400),
      'failed',
      /^400 invalid_client$/,
    ],
    ['is refused without a word', page('', 401), 'failed', /^401$/],
  ])('that %s outweighs the document', async (_what, token, result, found) => {
    const report = await checkedAt({ token })
    const row = rowOf(report, ep, 'client-secret-basic')
    expect(row).toMatchObject({ result, learnedFrom: 'probe', evidence: { kind: 'exchange' } })
    expect(row.found).toMatch(found)
  })

  it.each<[string, Paths['token']]>([
    ['invalid_request', json({ error: 'invalid_request' }, 400)],
    ['a redirect', redirect(() => '/elsewhere')],
    ['a token for nothing', json({ access_token: 'x' })],
    ['a fault', page('', 500)],
  ])('that %s answers leaves it to the document', async (_what, token) => {
    const report = await checkedAt({ token })
    expect(rowOf(report, ep, 'client-secret-basic')).toMatchObject({
      result: 'passed',
      learnedFrom: 'document',
    })
  })

  it('may belong to a client that may not redeem codes', async () => {
    const report = await checkedAt({ token: json({ error: 'unauthorized_client' }, 400) })
    expect(rowOf(report, ep, 'authorization-code')).toMatchObject({
      result: 'failed',
      found: 'unauthorized_client',
    })
  })

  it('travels as Basic, form-encoded, beside a code that nobody issued', async () => {
    const provider = await rogue()
    await checked({ issuer: provider.issuer, clientId: 'sh op', clientSecret: 'a+b/c:d' })
    const [asked] = provider.asked.filter(({ path }) => path === '/token')
    const basic = Buffer.from('sh+op:a%2Bb%2Fc%3Ad').toString('base64')
    expect(asked).toMatchObject({ method: 'POST', authorization: `Basic ${basic}` })
    expect(asked?.form.get('grant_type')).toBe('authorization_code')
    expect(asked?.form.get('code')).toMatch(/^[\w-]{36}$/)
  })

  it('is sent nowhere without being given, nor where it was not asked for', async () => {
    const provider = await rogue()
    await checked({ issuer: provider.issuer, clientId: 'shop' })
    await checked({ issuer: provider.issuer, ...client, probes: ['keys'] })
    expect(provider.asked.filter(({ authorization }) => authorization)).toEqual([])
    expect(provider.asked.map(({ path }) => path)).toEqual([
      '/.well-known/openid-configuration',
      '/jwks',
      '/.well-known/openid-configuration',
      '/jwks',
    ])
  })
})

describe('introspection', () => {
  it.each<Case>([
    ['says that it is not active', json({ active: false }), 'passed', /active: false/],
    ['says that anything is active', json({ active: true }), 'failed', /active: true/],
    ['refuses the client', json({ error: 'invalid_client' }, 401), 'failed', /^401, refused$/],
    ['refuses its right', json({}, 403), 'failed', /^403, refused$/],
    ['answers with a page', page('<p>hello</p>'), 'unknown', /^200 answer without active$/],
    [
      'answers with a JWT',
      page('e30', 200, 'application/token-introspection+jwt'),
      'unknown',
      /^200/,
    ],
    ['answers without active', json({}), 'unknown', /^200/],
    ['redirects', redirect(() => '/elsewhere'), 'unknown', /^302/],
    ['is not there', page('', 404), 'unknown', /^404/],
  ])('that %s', async (_what, introspect, result, found) => {
    const report = await checkedAt({ introspect })
    const row = rowOf(report, em, 'introspection-basic')
    expect(row).toMatchObject({ result, learnedFrom: 'probe', evidence: { kind: 'exchange' } })
    expect(row.found).toMatch(found)
  })
})

describe('the key set', () => {
  const ec = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'e1' }
  const { kid: _kid, ...nameless } = publicJwk

  it.each<[string, Paths['keys'], string, RegExp]>([
    ['has one key', json({ keys: [publicJwk] }), 'passed', /^1 key, RS256, with kid$/],
    ['has two', json({ keys: [publicJwk, ec] }), 'passed', /^2 keys, RS256, each with kid$/],
    ['has one without kid', json({ keys: [nameless] }), 'passed', /^1 key, RS256$/],
    ['has two without kid', json({ keys: [nameless, nameless] }), 'failed', /2 without kid/],
    ['is empty', json({ keys: [] }), 'failed', /^no key$/],
    ['holds no keys', json({ keys: [1, null, 'x', []] }), 'failed', /^no key$/],
    ['has no RS256', json({ keys: [ec] }), 'unknown', /none for RS256/],
    ['has a short key', json({ keys: [{ ...publicJwk, n: 'AQAB' }] }), 'failed', /none usable/],
    [
      'has a key for encryption',
      json({ keys: [{ ...publicJwk, use: 'enc' }] }),
      'failed',
      /none usable/,
    ],
    ['publishes a private key', json({ keys: [privateJwk] }), 'failed', /^k1: private/],
    [
      'publishes a symmetric key',
      json({ keys: [publicJwk, { kty: 'oct', k: 'c2VjcmV0', kid: 's' }] }),
      'failed',
      /^s: private or symmetric$/,
    ],
    [
      'has a bad certificate',
      json({ keys: [{ ...publicJwk, x5c: ['AAAA'] }] }),
      'passed',
      /^1 key/,
    ],
    ['is no list', json({ keys: {} }), 'failed', /no list of keys/],
    ['is a page', page('<html>'), 'failed', /^200, but a page$/],
    ['is missing', page('', 404), 'failed', /^status 404$/],
    [
      'is elsewhere',
      redirect(() => 'https://cdn.example/keys'),
      'failed',
      /^a redirect, 302 to cdn/,
    ],
  ])('that %s', async (_what, keys, result, found) => {
    const report = await checkedAt({ keys }, {})
    for (const row of [rowOf(report, ep, 'signing-keys'), rowOf(report, em, 'signing-keys')]) {
      expect(row).toMatchObject({ result, learnedFrom: 'key set' })
      expect(row.found).toMatch(found)
    }
  })

  it('tells of a certificate that is none', async () => {
    const report = await checkedAt({ keys: json({ keys: [{ ...publicJwk, x5c: ['AAAA'] }] }) }, {})
    expect(rowOf(report, ep, 'signing-keys').message).toContain('k1 has a certificate that cannot')
  })

  it('shows no private member', async () => {
    const report = await checkedAt({ keys: json({ keys: [privateJwk] }) })
    expect(rowOf(report, ep, 'signing-keys').evidence).toMatchObject({
      lines: expect.arrayContaining([
        { number: 1, text: expect.stringContaining('"d":"••••"') as string, decisive: true },
      ]) as unknown[],
    })
    expect(JSON.stringify(report)).not.toContain(privateJwk.d)
  })

  it('that is left out leaves the rows skipped', async () => {
    const report = await checkedAt({}, { probes: [] })
    expect(rowOf(report, ep, 'signing-keys')).toMatchObject({
      result: 'skipped',
      found: 'not asked for',
    })
    expect(report.requests).toBe(1)
  })
})

describe('an endpoint', () => {
  it('that is no https URL is not asked, and one that is silent tells nothing', async () => {
    const report = await checkedAt((issuer) => ({
      document: json({
        ...documentOf(issuer),
        authorization_endpoint: 'http://10.0.0.1/authorize',
        token_endpoint: 'https://user:word@127.0.0.1:1/token',
        introspection_endpoint: 'http://127.0.0.1:1/introspect',
      }),
    }))
    expect(rowOf(report, ep, 'callback-endpoint')).toMatchObject({
      result: 'unknown',
      found: 'authorization_endpoint is not an https URL',
    })
    expect(rowOf(report, em, 'introspection-basic')).toMatchObject({
      result: 'unknown',
      found: 'no answer',
    })
    expect(report.requests).toBe(3)
  })
})

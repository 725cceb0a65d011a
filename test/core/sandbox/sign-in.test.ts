import { createHash } from 'node:crypto'
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { people } from '../../../electron/core/sandbox/people.ts'
import { Browser } from './browser.ts'
import { running } from './running.ts'
import {
  addresses,
  authorizationUrl,
  introspect,
  locationOf,
  openLogin,
  redeem,
  redirectUri,
  signIn,
  submitLogin,
} from './sign-in.ts'

const { sandbox, logged } = await running()
const { issuer } = addresses(sandbox)

test('discovery names the issuer, S256 and the iss parameter', async () => {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`)
  expect(await response.json()).toMatchObject({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    introspection_endpoint: `${issuer}/token/introspection`,
    revocation_endpoint: `${issuer}/token/revocation`,
    userinfo_endpoint: `${issuer}/me`,
    jwks_uri: `${issuer}/jwks`,
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ['code'],
  })
})

test.each(people)('$login signs in at the login page and gets tokens', async (person) => {
  const opened = await openLogin(sandbox)
  const callback = await submitLogin(opened, { login: person.login, password: person.login })
  expect(callback.href.startsWith(redirectUri)).toBe(true)
  expect(callback.searchParams.get('state')).toBe('state-of-the-test')
  expect(callback.searchParams.get('iss')).toBe(issuer)
  const tokens = (await (await redeem(sandbox, opened, callback)).json()) as Record<string, string>
  expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
  expect(tokens.refresh_token).toBeTypeOf('string')

  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  const { payload, protectedHeader } = await jwtVerify(tokens.access_token ?? '', keys, { issuer })
  expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
  expect(payload).toMatchObject({
    sub: person.sub,
    azp: 'sso-flow-console',
    client_id: 'sso-flow-console',
    scope: 'openid email profile',
  })
  expect(payload.aud).toEqual(['commerce-system', 'commerce-de', 'account'])
  expect(payload.email).toBe(person.email ?? undefined)
  expect(payload.email_verified).toBe(person.email ? person.emailVerified : undefined)

  const idToken = await jwtVerify(tokens.id_token ?? '', keys, {
    issuer,
    audience: 'sso-flow-console',
    algorithms: ['RS256'],
  })
  expect(idToken.payload).toMatchObject({ sub: person.sub, nonce: 'nonce-of-the-test' })
  expect(idToken.payload.email).toBe(person.email ?? undefined)
})

test('the key set holds no private member', async () => {
  const keySet = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: object[] }
  expect(Object.keys(keySet.keys[0] ?? {}).toSorted()).toEqual(
    ['alg', 'e', 'kid', 'kty', 'n', 'use'].toSorted(),
  )
  const { access_token } = await signIn(sandbox, 'alice')
  await jwtVerify(access_token, createLocalJWKSet(keySet as { keys: { kty: string }[] }))
})

test('a refused sign-in comes back as access_denied', async () => {
  const callback = await submitLogin(await openLogin(sandbox), { action: 'deny' })
  expect(callback.searchParams.get('error')).toBe('access_denied')
  expect(callback.searchParams.get('state')).toBe('state-of-the-test')
  expect(callback.searchParams.get('iss')).toBe(issuer)
  expect(callback.searchParams.has('code')).toBe(false)
})

test('a wrong password is told on the page and the sign-in goes on', async () => {
  const opened = await openLogin(sandbox)
  const response = await opened.browser.submit(opened.page, { login: '"><b>', password: 'x' })
  expect(response.status).toBe(400)
  const page = await response.text()
  expect(page).toContain('role="alert"')
  expect(page).not.toContain('<b>')
  const callback = await submitLogin(opened, { login: 'bob', password: 'bob' })
  expect(callback.searchParams.has('code')).toBe(true)
})

test('the page fills in a person by a link, without script, and its style passes its own policy', async () => {
  const { browser, page } = await openLogin(sandbox)
  const response = await browser.visit(`${page.href}?fill=carol`)
  const html = await response.text()
  expect(html).toContain('value="carol"')
  expect(html).not.toContain('<script')
  const style = /<style>(.*)<\/style>/s.exec(html)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = response.headers.get('content-security-policy')
  expect(policy).toContain(`style-src 'sha256-${hash}'`)
  expect(policy).toContain("default-src 'none'")
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test('the login page is useless without its cookie', async () => {
  const { page } = await openLogin(sandbox)
  const response = await new Browser().submit(page, { login: 'alice', password: 'alice' })
  expect(response.status).toBe(400)
  expect(response.headers.get('location')).toBeNull()
})

test('the same browser is asked again and can change the person', async () => {
  const browser = new Browser()
  const first = await signIn(sandbox, 'alice', browser)
  const second = await signIn(sandbox, 'bob', browser)
  const third = await signIn(sandbox, 'bob', browser)
  expect([first, second, third].map(({ access_token }) => decodeJwt(access_token).email)).toEqual([
    'alice@example.com',
    'bob@example.com',
    'bob@example.com',
  ])
})

test('prompt=none uses the session, or says login_required, as after a reset', async () => {
  const browser = new Browser()
  const silent = async () => {
    const url = authorizationUrl(sandbox, 'v'.repeat(43), { prompt: 'none' })
    return locationOf(await browser.visit(url), url)
  }
  expect((await silent()).searchParams.get('error')).toBe('login_required')
  await signIn(sandbox, 'alice', browser)
  expect((await silent()).searchParams.has('code')).toBe(true)
  sandbox.reset()
  expect((await silent()).searchParams.get('error')).toBe('login_required')
})

test('prompt=consent and offline_access need no further click', async () => {
  const parameters = { prompt: 'consent', scope: 'openid offline_access' }
  const opened = await openLogin(sandbox, parameters)
  let next = await submitLogin(opened, { login: 'alice', password: 'alice' })
  while (next.origin === new URL(issuer).origin)
    next = locationOf(await opened.browser.visit(next), next)
  const tokens = await (await redeem(sandbox, opened, next)).json()
  expect(tokens).toMatchObject({ scope: 'openid offline_access' })
})

test.each([
  'http://127.0.0.1:1/callback',
  'http://localhost:65535/callback',
  'sso-flow-console://callback',
])('%s is a registered redirect URI', async (redirect_uri) => {
  const opened = await openLogin(sandbox, { redirect_uri })
  const callback = await submitLogin(opened, { login: 'alice', password: 'alice' })
  expect(callback.href.startsWith(`${redirect_uri}?`)).toBe(true)
  const url = `${issuer}/token`
  const tokens = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'sso-flow-console',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri,
      code_verifier: opened.verifier,
    }),
  })
  expect(tokens.status).toBe(200)
})

test.each([
  'http://127.0.0.1:4000/other',
  'https://127.0.0.1:4000/callback',
  'http://evil.example/callback',
  'sso-flow-console://other',
])('%s is refused on a page, not redirected to', async (redirect_uri) => {
  const url = authorizationUrl(sandbox, 'v'.repeat(43), { redirect_uri })
  const response = await new Browser().visit(url)
  expect(response.status).toBe(400)
  expect(response.headers.get('location')).toBeNull()
  expect(await response.text()).toContain('invalid_redirect_uri')
})

test('an error page includes nothing of the request as HTML', async () => {
  const url = authorizationUrl(sandbox, 'v'.repeat(43), { client_id: '<img src=x>' })
  const response = await new Browser().visit(url)
  expect(response.status).toBe(400)
  expect(await response.text()).not.toContain('<img')
})

test.each<Record<string, string>>([{ code_challenge: '' }, { code_challenge_method: 'plain' }])(
  'PKCE with S256 is required: %o',
  async (parameters) => {
    const url = authorizationUrl(sandbox, 'v'.repeat(43), parameters)
    const callback = locationOf(await new Browser().visit(url), url)
    expect(callback.searchParams.get('error')).toBe('invalid_request')
  },
)

test('a code is good for one redemption and ends what it gave when it is replayed', async () => {
  const opened = await openLogin(sandbox)
  const callback = await submitLogin(opened, { login: 'alice', password: 'alice' })
  const first = await redeem(sandbox, opened, callback)
  const { access_token } = (await first.json()) as { access_token: string }
  const again = await redeem(sandbox, opened, callback)
  expect(again.status).toBe(400)
  expect(await again.json()).toMatchObject({ error: 'invalid_grant' })
  const introspected = await introspect(sandbox, access_token)
  expect(await introspected.json()).toEqual({ active: false })
})

test('a wrong verifier is refused', async () => {
  const opened = await openLogin(sandbox)
  const callback = await submitLogin(opened, { login: 'alice', password: 'alice' })
  const answer = await redeem(sandbox, { ...opened, verifier: 'w'.repeat(43) }, callback)
  expect(await answer.json()).toMatchObject({ error: 'invalid_grant' })
})

test('nothing went wrong inside', () => {
  expect(logged).toEqual([])
})

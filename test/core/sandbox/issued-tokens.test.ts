import { decodeJwt, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { running } from './running.ts'
import { addresses, introspect, revoke, signIn } from './sign-in.ts'

const { sandbox, clock } = await running()
const { issuer } = addresses(sandbox)

/** What introspection says, reduced to one word: anything but the two proper answers fails the test. */
async function isActive(token: string): Promise<boolean> {
  const response = await introspect(sandbox, token)
  const text = await response.text()
  if (response.status === 200 && text === '{"active":false}') return false
  if (response.status === 200 && text.startsWith('{"active":true,')) return true
  throw new Error(`introspection answered ${response.status} ${text}`)
}

test('introspection tells the claims of a good token', async () => {
  const { access_token } = await signIn(sandbox, 'dave')
  const response = await introspect(sandbox, access_token)
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  const { iss, sub, aud, exp, iat } = decodeJwt(access_token)
  expect(await response.json()).toMatchObject({
    active: true,
    iss,
    sub,
    aud,
    exp,
    iat,
    azp: 'sso-flow-console',
    client_id: 'sso-flow-console',
    email: 'dave@example.com',
    email_verified: false,
    scope: 'openid email profile',
    token_type: 'Bearer',
  })
})

test('a revoked access token is inactive, the others are not', async () => {
  const revoked = await signIn(sandbox, 'alice')
  const other = await signIn(sandbox, 'alice')
  expect((await revoke(sandbox, revoked.access_token)).status).toBe(200)
  expect(await isActive(revoked.access_token)).toBe(false)
  expect(await isActive(other.access_token)).toBe(true)
})

test('revoking the refresh token ends the access token of the same login', async () => {
  const { access_token, refresh_token } = await signIn(sandbox, 'alice')
  expect(await isActive(refresh_token)).toBe(true)
  await revoke(sandbox, refresh_token)
  expect(await isActive(access_token)).toBe(false)
  expect(await isActive(refresh_token)).toBe(false)
})

test('a refreshed access token has the same claims', async () => {
  const { access_token, refresh_token } = await signIn(sandbox, 'alice')
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'sso-flow-console',
      refresh_token,
    }),
  })
  const next = (await response.json()) as { access_token: string }
  const { jti: _one, iat: _two, exp: _three, ...before } = decodeJwt(access_token)
  expect(decodeJwt(next.access_token)).toMatchObject(before)
  expect(await isActive(next.access_token)).toBe(true)
})

test.each([
  ['an ID token', async () => (await signIn(sandbox, 'alice')).id_token],
  ['an unknown token', () => Promise.resolve('opaque-and-unknown')],
  [
    'a token with a foreign signature',
    () =>
      new SignJWT({ jti: 'x', iss: issuer })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .sign(new Uint8Array(32)),
  ],
])('%s is inactive', async (_name, make) => {
  expect(await isActive(await make())).toBe(false)
})

test('wrong credentials are a 401', async () => {
  const { access_token } = await signIn(sandbox, 'alice')
  const response = await introspect(sandbox, access_token, 'wrong')
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ error: 'invalid_client' })
})

test('a client that may not introspect learns nothing', async () => {
  const { access_token } = await signIn(sandbox, 'alice')
  const response = await fetch(`${issuer}/token/introspection`, {
    method: 'POST',
    body: new URLSearchParams({ token: access_token, client_id: 'sso-flow-console' }),
  })
  expect(await response.json()).toEqual({ active: false })
})

test('another client cannot revoke the token', async () => {
  const { access_token } = await signIn(sandbox, 'alice')
  await fetch(`${issuer}/token/revocation`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa('sandbox-introspection:sandbox-introspection-secret')}`,
    },
    body: new URLSearchParams({ token: access_token }),
  })
  expect(await isActive(access_token)).toBe(true)
})

test('userinfo takes the access token until it is revoked', async () => {
  const { access_token } = await signIn(sandbox, 'alice')
  const read = () => fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${access_token}` } })
  expect(await (await read()).json()).toEqual({
    sub: decodeJwt(access_token).sub,
    name: 'Alice Adler',
    preferred_username: 'alice',
    email: 'alice@example.com',
    email_verified: true,
  })
  await revoke(sandbox, access_token)
  const refused = await read()
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toContain('invalid_token')
})

test('a token lives for an hour and is inactive from its exp on', async () => {
  const { access_token } = await signIn(sandbox, 'alice')
  const { iat = 0, exp = 0 } = decodeJwt(access_token)
  expect(exp - iat).toBe(3600)
  const before = clock.now()
  clock.set(exp * 1000 - 1)
  expect(await isActive(access_token)).toBe(true)
  clock.set(exp * 1000)
  expect(await isActive(access_token)).toBe(false)
  clock.set(before)
  expect(await isActive(access_token)).toBe(true)
})

test('a refresh token outlives the change of person in the browser', async () => {
  const browser = new Browser()
  const { refresh_token } = await signIn(sandbox, 'alice', browser)
  await signIn(sandbox, 'bob', browser)
  expect(await isActive(refresh_token)).toBe(true)
})

test('reset ends every token', async () => {
  const { access_token } = await signIn(sandbox, 'alice')
  sandbox.reset()
  expect(await isActive(access_token)).toBe(false)
})

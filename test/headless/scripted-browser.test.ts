import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { realmIds } from '../../electron/core/sandbox/elastic-path/store.ts'
import { type Sandbox, startSandbox } from '../../electron/core/sandbox/sandbox.ts'
import { CookieJar } from '../../electron/headless/cookie-jar.ts'
import { findLoginForm, textOf } from '../../electron/headless/login-form.ts'
import { signIn } from '../../electron/headless/scripted-browser.ts'

const clock = { now: () => Date.now(), after: () => () => undefined }
let sandbox: Sandbox
const servers: http.Server[] = []

beforeAll(async () => {
  sandbox = await startSandbox({ clock, log: () => undefined })
})
afterAll(() => sandbox.close())
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function serve(listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function authorizationUrl(redirectUri: string): string {
  const { identityProvider } = sandbox.connections.emporix
  const url = new URL(`${identityProvider.issuer}/auth`)
  url.search = new URLSearchParams({
    client_id: identityProvider.clientId,
    response_type: 'code',
    scope: 'openid email',
    redirect_uri: redirectUri,
    state: 'state-0123456789',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }).toString()
  return url.href
}

describe('signing in at the sandbox', () => {
  test('ends at the redirect URI, which is called', async () => {
    const called: string[] = []
    const origin = await serve((request, response) => {
      called.push(`${request.method} ${request.url}`)
      response.end('ok')
    })
    const { finalUrl } = await signIn(authorizationUrl(`${origin}/callback`), 'alice')
    const { searchParams } = new URL(finalUrl)
    expect(finalUrl).toMatch(`${origin}/callback?`)
    expect(searchParams.get('state')).toBe('state-0123456789')
    expect(searchParams.get('code')).toBeTruthy()
    expect(called).toEqual([`GET ${finalUrl.slice(origin.length)}`])
  })

  test('says what a broker answers that may not redirect', async () => {
    const { elasticPath } = sandbox.connections['elastic-path']
    const realm = `stores/${elasticPath.storeId}/authentication-realms/${realmIds.buyer}`
    const url = `${elasticPath.apiUrl}/oidc-idp/login/${realm}?client_id=somebody`
    await expect(signIn(url, 'alice')).rejects.toThrow(
      /answered 400 and it has no login form \(it says: .*The field \[client_id\] with value \[somebody\] is invalid/,
    )
  })

  test('only returns it when it is going to be pasted', async () => {
    const { finalUrl } = await signIn(authorizationUrl('http://127.0.0.1:9/callback'), 'bob', {
      deliver: false,
    })
    expect(finalUrl).toMatch(/^http:\/\/127\.0\.0\.1:9\/callback\?code=/)
  })

  test('with an unknown login says so, with the page', async () => {
    await expect(
      signIn(authorizationUrl('http://127.0.0.1:9/callback'), 'mallory'),
    ).rejects.toMatchObject({
      code: 'login_script_failed',
      message: expect.stringMatching(
        /got stuck: the page "Sign in to the sandbox" at http:.*\/interaction\/.* answered 4\d\d and it did not take the login mallory \(it says: .*\)\.$/,
      ),
    })
  })

  test('with a redirect URI that the provider refuses ends at its page', async () => {
    await expect(
      signIn(authorizationUrl('https://evil.example/callback'), 'alice'),
    ).rejects.toMatchObject({ message: expect.stringContaining('it has no login form') })
  })
})

const neverCalled = () => Promise.reject(new Error('must not be called'))

describe('it never leaves this machine', () => {
  test.each([
    'https://idp.example/auth',
    'http://idp.example/auth',
    'https://127.0.0.1/auth',
    'file:///etc/passwd',
  ])('%s is not asked', async (url) => {
    await expect(signIn(url, 'alice', { fetch: neverCalled })).rejects.toMatchObject({
      message: expect.stringContaining('it would leave this machine'),
    })
  })

  test('nor by a redirect', async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(302, { location: 'https://idp.example/login' }).end(),
    )
    await expect(signIn(`${origin}/auth`, 'alice')).rejects.toMatchObject({
      message: expect.stringContaining('for idp.example'),
    })
  })

  test('a custom scheme is returned, not opened', async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(302, { location: 'sso-flow-console://callback?code=abc' }).end(),
    )
    const redirect = encodeURIComponent('sso-flow-console://callback')
    expect(await signIn(`${origin}/auth?redirect_uri=${redirect}`, 'alice')).toEqual({
      finalUrl: 'sso-flow-console://callback?code=abc',
    })
  })

  test('an endless chain of redirects ends', async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(302, { location: '/again' }).end(),
    )
    await expect(signIn(`${origin}/auth`, 'alice')).rejects.toMatchObject({
      message: expect.stringContaining('after 20 steps there is no end'),
    })
  })

  test('a server that does not answer is named', async () => {
    await expect(signIn('http://127.0.0.1:9/auth?code=canary', 'alice')).rejects.toMatchObject({
      message: expect.stringMatching(/http:\/\/127\.0\.0\.1:9\/auth did not answer\.$/),
    })
  })
})

test('a login form is read as a browser sends it', () => {
  const html = `
    <title> Log
     in </title><form action="/search"><input name="q"></form>
    <form method=post action='/login?a=1&amp;b=2'><p role="alert">Wrong &lt;b&gt;</p>
      <input type="hidden" name="csrf" value="&quot;x&#39;&#x41;"><input name=login><input name=password type=password>
      <input type=checkbox name=stay><button type="button" name="show">Show</button>
      <button name="action" value="sign-in">In</button><button name="action" value="deny">No</button>
    </form>`
  expect(findLoginForm(html)).toEqual({
    action: '/login?a=1&b=2',
    fields: [
      ['csrf', `"x'A`],
      ['action', 'sign-in'],
    ],
  })
  expect(textOf(html, 'title')).toBe('Log in')
  expect(textOf(html, 'alert')).toBe('Wrong <b>')
  expect(findLoginForm('<form><input name=login></form>')).toBeNull()
})

const at = (path: string) => new URL(path, 'http://127.0.0.1:1')

test('cookies go back to their origin and path, until they are deleted', () => {
  const jar = new CookieJar()
  jar.store(at('/a'), ['x=1; Path=/a; HttpOnly', 'y=2', 'broken'])
  expect(jar.headerFor(at('/a/b'))).toBe('x=1; y=2')
  expect(jar.headerFor(at('/ab'))).toBe('y=2')
  expect(jar.headerFor(new URL('http://127.0.0.1:2/a'))).toBe('')
  jar.store(at('/a'), ['x=; Path=/a; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'y=3; Max-Age=60'])
  expect(jar.headerFor(at('/a'))).toBe('y=3')
})

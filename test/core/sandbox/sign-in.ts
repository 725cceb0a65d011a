import { createHash, randomBytes } from 'node:crypto'
import type { Sandbox } from '../../../electron/core/sandbox/sandbox.ts'
import { Browser } from './browser.ts'

export const redirectUri = 'http://127.0.0.1:49152/callback'

export interface Tokens {
  access_token: string
  id_token: string
  refresh_token: string
  scope: string
}

export interface SignIn {
  verifier: string
  /** The login page. */
  page: URL
  browser: Browser
}

/** A sandbox that runs: its addresses are set. */
export function addresses({ status }: Sandbox): { issuer: string; apiUrl: string } {
  return { issuer: status.issuer ?? '', apiUrl: status.platforms['emporix']?.apiUrl ?? '' }
}

export function authorizationUrl(
  sandbox: Sandbox,
  verifier: string,
  parameters: Record<string, string> = {},
): URL {
  const url = new URL(`${addresses(sandbox).issuer}/auth`)
  url.search = new URLSearchParams({
    client_id: 'sso-flow-console',
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: redirectUri,
    state: 'state-of-the-test',
    nonce: 'nonce-of-the-test',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  }).toString()
  return url
}

/** Opens the authorization URL up to the login page. */
export async function openLogin(
  sandbox: Sandbox,
  parameters: Record<string, string> = {},
  browser = new Browser(),
): Promise<SignIn> {
  const verifier = randomBytes(32).toString('base64url')
  const url = authorizationUrl(sandbox, verifier, parameters)
  const response = await browser.visit(url)
  return { verifier, browser, page: locationOf(response, url) }
}

/** Submits the login page and follows the provider to the callback, which is not visited. */
export async function submitLogin(
  { browser, page }: SignIn,
  fields: Record<string, string>,
): Promise<URL> {
  const submitted = await browser.submit(page, fields)
  const resume = locationOf(submitted, page)
  return locationOf(await browser.visit(resume), resume)
}

export async function redeem(sandbox: Sandbox, signIn: SignIn, callback: URL): Promise<Response> {
  return fetch(`${addresses(sandbox).issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'sso-flow-console',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: `${callback.protocol}//${callback.host}${callback.pathname}`,
      code_verifier: signIn.verifier,
    }),
  })
}

export async function signIn(
  sandbox: Sandbox,
  login: string,
  browser = new Browser(),
): Promise<Tokens> {
  const opened = await openLogin(sandbox, {}, browser)
  const callback = await submitLogin(opened, { login, password: login })
  return (await (await redeem(sandbox, opened, callback)).json()) as Tokens
}

export function locationOf(response: Response, base: string | URL): URL {
  const location = response.headers.get('location')
  if (location === null) throw new Error(`${response.status} without a location`)
  return new URL(location, base)
}

export async function introspect(
  sandbox: Sandbox,
  token: string,
  secret = 'sandbox-introspection-secret',
): Promise<Response> {
  return fetch(`${addresses(sandbox).issuer}/token/introspection`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`sandbox-introspection:${secret}`)}` },
    body: new URLSearchParams({ token }),
  })
}

export async function revoke(sandbox: Sandbox, token: string): Promise<Response> {
  return fetch(`${addresses(sandbox).issuer}/token/revocation`, {
    method: 'POST',
    body: new URLSearchParams({ token, client_id: 'sso-flow-console' }),
  })
}

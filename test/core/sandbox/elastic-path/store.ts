import type { Sandbox } from '../../../../electron/core/sandbox/sandbox.ts'
import {
  profileIds,
  realmClientIds,
  realmIds,
} from '../../../../electron/core/sandbox/elastic-path/store.ts'
import { Browser } from '../browser.ts'
import type { ApiOptions } from '../shop.ts'
import { locationOf } from '../sign-in.ts'

/* What the tests of the emulated Elastic Path have in common. */

export interface Store {
  apiUrl: string
  storeId: string
  clientId: string
  clientSecret: string
  redirectUri: string
}

export function storeOf({ status }: Sandbox): Store {
  const facts = status.platforms['elastic-path'] ?? { apiUrl: '' }
  const fact = (name: string) => facts[name] ?? ''
  return {
    apiUrl: facts.apiUrl,
    storeId: fact('storeId'),
    clientId: fact('clientId'),
    clientSecret: fact('clientSecret'),
    redirectUri: fact('redirectUri'),
  }
}

/** A request to the emulated Elastic Path. */
export function storeApi(
  sandbox: Sandbox,
  path: string,
  options: ApiOptions = {},
): Promise<Response> {
  const { query, bearer, form, json, headers, method = form || json ? 'POST' : 'GET' } = options
  const url = new URL(`${storeOf(sandbox).apiUrl}${path}`)
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
  return fetch(url, {
    method,
    headers: {
      ...headers,
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    body: form ? new URLSearchParams(form) : json === undefined ? undefined : JSON.stringify(json),
  })
}

export async function accessToken(
  sandbox: Sandbox,
  grant: 'implicit' | 'client_credentials' = 'implicit',
): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret } = storeOf(sandbox)
  const form = { grant_type: grant, client_id, ...(grant !== 'implicit' && { client_secret }) }
  const response = await storeApi(sandbox, '/oauth/access_token', { form })
  return ((await response.json()) as { access_token: string }).access_token
}

/** Status and body at once, which is what most tests compare. */
export async function answerOf(answering: Promise<Response>): Promise<[number, unknown]> {
  const response = await answering
  return [response.status, await response.json()]
}

/** Dialect 1 with a status in text. */
export function apiErrors(status: number, title: string, detail?: string): [number, unknown] {
  const error = { status: String(status), title, ...(detail !== undefined && { detail }) }
  return [status, { errors: [error] }]
}

/** The pair of the guide. */
export const proofKey = {
  verifier: '0E934PurR8ExVg6Pj7T4kQewxKzWSfSFG5d15FGfww8',
  challenge: 'ydiIXb47VHTg36AUiFnlFXbFBjF75lS00auaxxg7rVE',
}

export interface HopOptions {
  realm?: 'buyer' | 'account'
  profile?: 'good' | 'wrongSecret'
  /** Replaces or, by null, takes away. */
  parameters?: Record<string, string | null>
  browser?: Browser
  login?: string
}

/** The authorization-endpoint of a profile with what a storefront adds to it. */
export function hopOneUrl(sandbox: Sandbox, options: HopOptions = {}): URL {
  const { realm = 'buyer', profile = 'good', parameters = {} } = options
  const { apiUrl, storeId, redirectUri } = storeOf(sandbox)
  const url = new URL(
    `${apiUrl}/oidc-idp/login/stores/${storeId}/authentication-realms/${realmIds[realm]}`,
  )
  const all = {
    elasticpath_commerce_cloud_profile_id: profileIds[realm][profile],
    client_id: realmClientIds[realm],
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    state: 'state-of-the-test',
    code_challenge: proofKey.challenge,
    code_challenge_method: 'S256',
    ...parameters,
  }
  for (const [name, value] of Object.entries(all))
    if (value !== null) url.searchParams.set(name, value)
  return url
}

/** Up to the broker's callback, which is not visited. */
export async function toCallback(sandbox: Sandbox, options: HopOptions = {}): Promise<URL> {
  const { browser = new Browser(), login = 'alice' } = options
  const url = hopOneUrl(sandbox, options)
  const upstream = locationOf(await browser.visit(url), url)
  const page = locationOf(await browser.visit(upstream), upstream)
  const fields: Record<string, string> =
    login === 'deny' ? { action: 'deny' } : { login, password: login }
  const resume = locationOf(await browser.submit(page, fields), page)
  return locationOf(await browser.visit(resume), resume)
}

/** Through both hops, to what the storefront's redirect URI is sent. */
export async function throughBroker(sandbox: Sandbox, options: HopOptions = {}): Promise<URL> {
  const { browser = new Browser() } = options
  const callback = await toCallback(sandbox, { ...options, browser })
  return locationOf(await browser.visit(callback), callback)
}

export async function codeOf(sandbox: Sandbox, options: HopOptions = {}): Promise<string> {
  const { href, searchParams } = await throughBroker(sandbox, options)
  return searchParams.get('code') ?? href
}

/** The token request of customers; `data` is what it changes. */
export async function customerToken(
  sandbox: Sandbox,
  code: string,
  data: Record<string, unknown> = {},
): Promise<Response> {
  return storeApi(sandbox, '/v2/customers/tokens', {
    bearer: await accessToken(sandbox),
    json: {
      data: {
        type: 'token',
        authentication_mechanism: 'oidc',
        oauth_authorization_code: code,
        oauth_redirect_uri: storeOf(sandbox).redirectUri,
        oauth_code_verifier: proofKey.verifier,
        ...data,
      },
    },
  })
}

export interface CustomerToken {
  id: string
  customer_id: string
  token: string
  expires: number
}

export async function signedInCustomer(sandbox: Sandbox, login: string): Promise<CustomerToken> {
  const response = await customerToken(sandbox, await codeOf(sandbox, { login }))
  return ((await response.json()) as { data: CustomerToken }).data
}

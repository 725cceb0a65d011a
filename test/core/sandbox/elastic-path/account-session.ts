import type { Sandbox } from '../../../../electron/core/sandbox/sandbox.ts'
import { accessToken, codeOf, proofKey, storeApi, storeOf } from './store.ts'

/* What the tests of accounts have in common. */

export interface AccountToken {
  type: string
  account_name: string
  account_id: string
  token: string
  expires: string
}

export interface TokenAnswer {
  meta: { account_member_id: string; page: object; results: { total: number } }
  data: AccountToken[]
  links: Record<string, string | null>
}

const type = 'account_management_authentication_token'
export const tokenHeader = 'EP-Account-Management-Authentication-Token'

/** What a storefront sends for a code; `data` is what a test changes. */
export function oidcBody(sandbox: Sandbox, code: string, data: Record<string, unknown> = {}) {
  return {
    type,
    authentication_mechanism: 'oidc',
    oauth_authorization_code: code,
    oauth_redirect_uri: storeOf(sandbox).redirectUri,
    oauth_code_verifier: proofKey.verifier,
    ...data,
  }
}

export async function tokenRequest(
  sandbox: Sandbox,
  data: Record<string, unknown>,
  options: { query?: Record<string, string>; accountToken?: string } = {},
): Promise<Response> {
  const { query, accountToken } = options
  return storeApi(sandbox, '/v2/account-members/tokens', {
    bearer: await accessToken(sandbox),
    query,
    json: { data },
    ...(accountToken !== undefined && { headers: { [tokenHeader]: accountToken } }),
  })
}

export async function signInToAccounts(sandbox: Sandbox, login: string): Promise<TokenAnswer> {
  const code = await codeOf(sandbox, { realm: 'account', login })
  const response = await tokenRequest(sandbox, oidcBody(sandbox, code))
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as TokenAnswer
}

export function renew(
  sandbox: Sandbox,
  accountToken: string | undefined,
  query?: Record<string, string>,
): Promise<Response> {
  return tokenRequest(sandbox, { type, authentication_mechanism: type }, { accountToken, query })
}

/** An administrator's request; `data` goes into its wrapper. */
export async function manage(
  sandbox: Sandbox,
  method: string,
  path: string,
  data?: unknown,
): Promise<Response> {
  return storeApi(sandbox, path, {
    method,
    bearer: await accessToken(sandbox, 'client_credentials'),
    ...(data !== undefined && { json: { data } }),
  })
}

/** A read by the shopper of an account token, or without one. */
export async function asMember(
  sandbox: Sandbox,
  accountToken: string | null,
  path: string,
): Promise<Response> {
  return storeApi(sandbox, path, {
    bearer: await accessToken(sandbox),
    ...(accountToken !== null && { headers: { [tokenHeader]: accountToken } }),
  })
}

/** A list as an administrator reads it. */
export async function listed<T>(
  sandbox: Sandbox,
  path: string,
  query: Record<string, string> = {},
): Promise<T[]> {
  const bearer = await accessToken(sandbox, 'client_credentials')
  const response = await storeApi(sandbox, path, { bearer, query })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return ((await response.json()) as { data: T[] }).data
}

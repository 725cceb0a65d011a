import type { RequestDraft } from '../../../../shared/exchange.ts'
import type { Values } from '../../../../shared/values.ts'

/*
 * Every request to Elastic Path, as data: a stage previews and sends the very same draft. Paths, wrappers and
 * type strings are those of elastic-path.md sections 2 to 5, copied with their hyphens and underscores.
 */

type Store = Values['store']

/** Who a request speaks for: the bearer alone, or a shopper besides. */
export interface Credentials {
  bearer: string
  customerToken?: string
  accountToken?: string
}

/** The paths of the settings; the older one stands in the older documents. */
export const settingsPaths = {
  customer: '/v2/settings/customer-authentication',
  customerLegacy: '/v2/customer-authentication-settings',
  account: '/v2/settings/account-authentication',
}

/** The form is required; with a JSON body the request is refused. */
export function accessToken(store: Store, grant: Store['grant'] = store.grant): RequestDraft {
  const form = new URLSearchParams({
    grant_type: grant,
    client_id: store.clientId,
    ...(grant === 'client_credentials' && { client_secret: store.clientSecret ?? '' }),
  })
  return {
    method: 'POST',
    url: urlOf(store, '/oauth/access_token'),
    headers: [
      ['accept', 'application/json'],
      ['content-type', 'application/x-www-form-urlencoded'],
      ...storeHeaders(store),
    ],
    body: form.toString(),
  }
}

export function readSettings(store: Store, bearer: string, path: string): RequestDraft {
  return draft(store, 'GET', path, { bearer })
}

/** Names the redirect URIs that the realm takes. */
export function readRealm(store: Store, bearer: string, realmId: string): RequestDraft {
  return draft(store, 'GET', `/v2/authentication-realms/${encodeURIComponent(realmId)}`, { bearer })
}

export function listProfiles(store: Store, bearer: string, realmId: string): RequestDraft {
  return draft(
    store,
    'GET',
    `/v2/authentication-realms/${encodeURIComponent(realmId)}/oidc-profiles`,
    {
      bearer,
      // The most that a page may hold.
      query: { 'page[limit]': '100' },
    },
  )
}

/** What redeems the code: all of it is required (4.3, 5.2). */
export interface CodeGrant {
  code: string
  redirectUri: string
  codeVerifier: string
}

export function customerToken(store: Store, bearer: string, grant: CodeGrant): RequestDraft {
  const body = { type: 'token', ...codeMembers(grant) }
  return draft(store, 'POST', '/v2/customers/tokens', {
    bearer,
    body: store.unwrappedBody ? body : { data: body },
  })
}

export function accountTokens(store: Store, bearer: string, grant: CodeGrant): RequestDraft {
  const data = { type: 'account_management_authentication_token', ...codeMembers(grant) }
  return draft(store, 'POST', '/v2/account-members/tokens', { bearer, body: { data } })
}

/** Renews a token, or switches the account; also the way to further pages, as the code is spent. */
export function renewedAccountTokens(
  store: Store,
  credentials: Credentials,
  page: { limit: number; offset: number } | null = null,
): RequestDraft {
  const mechanism = 'account_management_authentication_token'
  return draft(store, 'POST', '/v2/account-members/tokens', {
    ...credentials,
    body: { data: { type: mechanism, authentication_mechanism: mechanism } },
    ...(page && {
      query: { 'page[limit]': String(page.limit), 'page[offset]': String(page.offset) },
    }),
  })
}

export function readCustomer(store: Store, credentials: Credentials, id: string): RequestDraft {
  return draft(store, 'GET', `/v2/customers/${encodeURIComponent(id)}`, credentials)
}

export function readMember(store: Store, credentials: Credentials, id: string): RequestDraft {
  return draft(store, 'GET', `/v2/account-members/${encodeURIComponent(id)}`, credentials)
}

export function readAccount(store: Store, credentials: Credentials, id: string): RequestDraft {
  return draft(store, 'GET', `/v2/accounts/${encodeURIComponent(id)}`, credentials)
}

export function listAccounts(store: Store, bearer: string): RequestDraft {
  return draft(store, 'GET', '/v2/accounts', { bearer, query: { 'page[limit]': '100' } })
}

export function listUnassignedMembers(
  store: Store,
  bearer: string,
  accountId: string,
): RequestDraft {
  const path = `/v2/accounts/${encodeURIComponent(accountId)}/account-memberships/unassigned-account-members`
  return draft(store, 'GET', path, { bearer, query: { 'page[limit]': '100' } })
}

export function createMembership(
  store: Store,
  bearer: string,
  ids: { accountId: string; memberId: string },
): RequestDraft {
  return draft(
    store,
    'POST',
    `/v2/accounts/${encodeURIComponent(ids.accountId)}/account-memberships`,
    {
      bearer,
      body: { data: { type: 'account_membership', account_member_id: ids.memberId } },
    },
  )
}

function codeMembers({ code, redirectUri, codeVerifier }: CodeGrant) {
  return {
    authentication_mechanism: 'oidc',
    oauth_authorization_code: code,
    // Byte for byte that of the authorization request.
    oauth_redirect_uri: redirectUri,
    oauth_code_verifier: codeVerifier,
  }
}

export function draft(
  store: Store,
  method: string,
  path: string,
  options: Credentials & { query?: Record<string, string>; body?: object },
): RequestDraft {
  const url = new URL(urlOf(store, path))
  for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value)
  const headers: RequestDraft['headers'] = [
    ['accept', 'application/json'],
    ['authorization', `Bearer ${options.bearer}`],
  ]
  const { customerToken, accountToken, body } = options
  if (customerToken) headers.push(['x-moltin-customer-token', customerToken])
  if (accountToken) headers.push(['ep-account-management-authentication-token', accountToken])
  if (body) headers.push(['content-type', 'application/json'])
  headers.push(...storeHeaders(store))
  return { method, url: url.href, headers, body: body ? JSON.stringify(body) : null }
}

function urlOf({ apiUrl }: Store, path: string): string {
  return apiUrl.replace(/\/$/, '') + path
}

function storeHeaders({ storeId, headers }: Store): RequestDraft['headers'] {
  return [
    ...(storeId === null ? [] : [['x-moltin-auth-store', storeId] as [string, string]]),
    ...Object.entries(headers),
  ]
}

import type { Sandbox } from '../../../electron/core/sandbox/sandbox.ts'
import { addresses } from './sign-in.ts'

export interface ApiOptions {
  method?: string
  query?: Record<string, string>
  bearer?: string
  form?: Record<string, string>
  json?: unknown
  headers?: Record<string, string>
}

/** A request to the emulated Emporix. */
export function api(sandbox: Sandbox, path: string, options: ApiOptions = {}): Promise<Response> {
  const { query, bearer, form, json, headers, method = form || json ? 'POST' : 'GET' } = options
  const url = new URL(`${addresses(sandbox).apiUrl}${path}`)
  url.search = new URLSearchParams(query).toString()
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

export interface AnonymousSession {
  access_token: string
  refresh_token: string
  sessionId: string
}

export async function anonymousSession(sandbox: Sandbox): Promise<AnonymousSession> {
  const response = await api(sandbox, '/customerlogin/auth/anonymous/login', {
    query: { tenant: 'sandbox', client_id: 'sandbox-storefront' },
  })
  return (await response.json()) as AnonymousSession
}

/** The exchange with a new anonymous session, or with the given bearer (null: none). */
export async function exchange(
  sandbox: Sandbox,
  subjectToken: string | null,
  options: { config?: string; bearer?: string | null; tenant?: string } = {},
): Promise<Response> {
  const { config, tenant = 'sandbox' } = options
  const bearer =
    options.bearer === undefined ? (await anonymousSession(sandbox)).access_token : options.bearer
  return api(sandbox, `/customer/${tenant}/exchangeauthtoken`, {
    method: 'POST',
    query: {
      ...(subjectToken !== null && { subjectAccessToken: subjectToken }),
      ...(config !== undefined && { config }),
    },
    ...(bearer !== null && { bearer }),
  })
}

export async function serviceToken(sandbox: Sandbox, scope?: string): Promise<string> {
  const response = await api(sandbox, '/oauth/token', {
    form: {
      grant_type: 'client_credentials',
      client_id: 'sandbox-service',
      client_secret: 'sandbox-service-secret',
      ...(scope !== undefined && { scope }),
    },
  })
  return ((await response.json()) as { access_token: string }).access_token
}

export interface FoundCustomer {
  customerNumber: string
  contactEmail?: string
}

export async function customersWith(sandbox: Sandbox, email: string): Promise<FoundCustomer[]> {
  const response = await api(sandbox, '/customer/sandbox/customers', {
    query: { q: `contactEmail:${email}` },
    bearer: await serviceToken(sandbox),
  })
  return (await response.json()) as FoundCustomer[]
}

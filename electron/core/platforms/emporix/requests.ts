import type { RequestDraft } from '../../../../shared/exchange.ts'
import type { Values } from '../../../../shared/values.ts'

/*
 * Every request to Emporix, as data: a stage previews and sends the very same draft. Paths and parameters are
 * those of emporix.md section 1.
 */

type Tenant = Values['tenant']

/** Where the platform cuts off a request URL (standard-practices/bulk-request-limits): 10 KB. */
export const urlLimit = 10 * 1024

export function draft(
  method: string,
  tenant: Tenant,
  path: string,
  options: {
    query?: Record<string, string | null>
    bearer?: string
    form?: Record<string, string>
    json?: unknown
    sessionId?: string | null
  },
): RequestDraft {
  const url = new URL(tenant.apiUrl.replace(/\/$/, '') + path)
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== null) url.searchParams.set(name, value)
  }
  const headers: RequestDraft['headers'] = [['accept', 'application/json']]
  if (options.bearer) headers.push(['authorization', `Bearer ${options.bearer}`])
  if (options.sessionId) headers.push(['session-id', options.sessionId])
  if (options.form) headers.push(['content-type', 'application/x-www-form-urlencoded'])
  if (options.json !== undefined) headers.push(['content-type', 'application/json'])
  const json = options.json === undefined ? null : JSON.stringify(options.json)
  const body = options.form ? new URLSearchParams(options.form).toString() : json
  return { method, url: url.href, headers, body }
}

export function anonymousLogin(tenant: Tenant): RequestDraft {
  return draft('GET', tenant, '/customerlogin/auth/anonymous/login', {
    query: { tenant: tenant.tenant, client_id: tenant.storefrontClientId },
  })
}

/**
 * Standard SSO: all of it in the query, without a body. `state` stands in the Keycloak guide only, `session-id`
 * is optional (emporix.md 2.1).
 */
export function socialLogin(
  tenant: Tenant,
  session: { token: string; id: string | null },
  grant: { code: string; redirectUri: string; codeVerifier: string | null; state: string | null },
): RequestDraft {
  return draft('POST', tenant, `/customer/${tenant.tenant}/socialLogin`, {
    query: {
      code: grant.code,
      redirect_uri: grant.redirectUri,
      code_verifier: grant.codeVerifier,
      state: grant.state,
    },
    bearer: session.token,
    sessionId: session.id,
  })
}

/** Token and configuration travel as query parameters, in camel case, without a body. */
export function exchangeToken(
  tenant: Tenant,
  anonymousToken: string,
  subjectToken: string,
  site: string | null,
): RequestDraft {
  return draft('POST', tenant, `/customer/${tenant.tenant}/exchangeauthtoken`, {
    query: { subjectAccessToken: subjectToken, config: site },
    bearer: anonymousToken,
  })
}

export const serviceScopes = ['configuration.configuration_view', 'customer.customer_read']

export function serviceToken(
  tenant: Tenant,
  client: NonNullable<Tenant['serviceClient']>,
  scopes = serviceScopes,
): RequestDraft {
  return draft('POST', tenant, '/oauth/token', {
    form: {
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope: scopes.join(' '),
    },
  })
}

export const configurationKeys = [
  'tokenExchange',
  'ssoCustomerAutoprovisioningDisabled',
  'ssoCustomerIdentifierField',
]

export function readConfigurations(tenant: Tenant, bearer: string): RequestDraft {
  return draft('GET', tenant, `/configuration/${tenant.tenant}/configurations`, {
    query: { keys: configurationKeys.join(',') },
    bearer,
  })
}

export function findCustomersByEmail(tenant: Tenant, bearer: string, email: string): RequestDraft {
  return draft('GET', tenant, `/customer/${tenant.tenant}/customers`, {
    query: { q: `contactEmail:${email}` },
    bearer,
  })
}

export function readProfile(tenant: Tenant, bearer: string): RequestDraft {
  return draft('GET', tenant, `/customer/${tenant.tenant}/me`, {
    query: { expand: 'addresses,mixin:*' },
    bearer,
  })
}

export function validateCustomerToken(tenant: Tenant, bearer: string): RequestDraft {
  return draft('GET', tenant, `/customer/${tenant.tenant}/validateauthtoken`, { bearer })
}

/** The documents disagree on the bearer; the OpenAPI's security section and an SDK say anonymous (5.4). */
export function refreshCustomerToken(
  tenant: Tenant,
  anonymousToken: string,
  refreshToken: string,
): RequestDraft {
  return draft('GET', tenant, `/customer/${tenant.tenant}/refreshauthtoken`, {
    query: { refreshToken },
    bearer: anonymousToken,
  })
}

export function logout(tenant: Tenant, customerToken: string): RequestDraft {
  return draft('GET', tenant, `/customer/${tenant.tenant}/logout`, {
    query: { accessToken: customerToken },
    bearer: customerToken,
  })
}

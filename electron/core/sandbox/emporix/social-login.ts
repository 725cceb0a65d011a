import { Hono } from 'hono'
import { decodeJwt } from 'jose'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findCustomer, provisioningOutcome } from '../../platforms/emporix/provisioning.ts'
import { nameInState, selectByName, tokenUrlOf } from '../../platforms/emporix/sso-configuration.ts'
import type { Clock } from '../../ports.ts'
import type { SandboxSsoConfiguration } from '../sso.ts'
import { tenant } from '../clients.ts'
import type { Customer, State } from '../state.ts'
import { issuePair, saasToken } from './customer-session.ts'
import { badRequest, errorMessage } from './error-message.ts'
import { bearerOf, knownTenant } from './guards.ts'
import { newCustomer, refuseLogin } from './login.ts'
import { readSsoSettings } from './sso-settings.ts'

/** [DOC] lifetimes of the example of socialLogin, in seconds. */
const lifetime = { access: 2591999, refresh: 86399 }

/**
 * `POST /customer/:tenant/socialLogin` (emporix.md section 2.1): redeems the code at the identity provider over
 * HTTP, as the confidential client of the configuration that `state` names.
 */
export function socialLoginRoutes(
  state: State,
  configurations: readonly SandboxSsoConfiguration[],
  clock: Clock,
): Hono {
  const app = new Hono()
  const anonymous = bearerOf(state, 'anonymous')

  app.post('/customer/:tenant/socialLogin', anonymous, knownTenant, async (c) => {
    const { code, redirect_uri, code_verifier } = c.req.query()
    if (!code) return badRequest(c, "Required parameter 'code' is not present.")
    if (!redirect_uri) return badRequest(c, "Required parameter 'redirect_uri' is not present.")
    const name = nameInState(c.req.query('state') ?? '')
    const { configuration } = selectByName(configurations, name)
    const tokens = await redeem(configuration, { code, redirect_uri, code_verifier })
    if (typeof tokens === 'string')
      // Assumed, as are its words: 400 is declared for this call, what leads to it is not.
      return errorMessage(c, 400, {
        type: 'bad_request',
        message: 'The authorization code could not be exchanged.',
        details: [{ message: `The identity provider answers ${tokens}.` }],
      })
    const customer = resolveCustomer(state, decodeJwt(tokens.id_token))
    if (typeof customer === 'number') return refuseLogin(c, customer)
    // Assumed: without the header, or with that of another session, a new session begins (5.6).
    const { sessionId } = c.var.bearer
    const kept = c.req.header('session-id') === sessionId ? sessionId : randomUUID()
    const { customerNumber } = customer
    const pair = issuePair(state, customerNumber, kept, lifetime)
    return c.json({
      social_access_token: tokens.access_token,
      social_id_token: tokens.id_token,
      refresh_token: pair.refresh_token,
      // [DOC] both lifetimes are strings here, and there is no session_id.
      refresh_token_expires_in: String(pair.refresh_token_expires_in),
      session_idle_time: 3600,
      token_type: 'Bearer',
      access_token: pair.access_token,
      saas_token: await saasToken(customerNumber, clock.now()),
      expires_in: String(pair.expires_in),
      scope: `tenant=${tenant}`,
    })
  })
  return app
}

const tokensSchema = z.looseObject({ access_token: z.string(), id_token: z.string() })
const errorSchema = z.looseObject({ error: z.string() })

/** The tokens, or the error of the provider (RFC 6749 sections 4.1.3 and 5). */
async function redeem(
  { client_id, client_secret, ...configuration }: SandboxSsoConfiguration,
  grant: { code: string; redirect_uri: string; code_verifier: string | undefined },
): Promise<z.infer<typeof tokensSchema> | string> {
  const { code_verifier, ...required } = grant
  const url = tokenUrlOf({
    domain: configuration.domain,
    tokenEndpoint: configuration.token_endpoint,
  })
  const response = await fetch(url ?? '', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      ...required,
      ...(code_verifier && { code_verifier }),
    }),
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  })
  const body: unknown = await response.json()
  const tokens = tokensSchema.safeParse(body)
  if (tokens.success) return tokens.data
  const refusal = errorSchema.safeParse(body)
  return refusal.success ? refusal.data.error : 'without an ID token'
}

/**
 * The customer found or created, or the status of the refusal. That the two tenant settings hold here too is
 * assumed (emporix.md section 9, 8), as are the 401 for a missing identifier and the 400 for settings that mean
 * nothing. The ID token came straight from the provider, so its signature is not asked for (OIDC Core 3.1.3.7).
 */
function resolveCustomer(state: State, claims: Record<string, unknown>): Customer | number {
  const settings = readSsoSettings(state.configurations.tenant)
  if (settings === null) return 400
  const { ssoCustomerIdentifierField: field, ssoCustomerAutoprovisioningDisabled } = settings
  const identifier = claims[field === 'EMAIL' ? 'email' : 'sub']
  if (typeof identifier !== 'string' || identifier === '') return 401
  const known = findCustomer(state.customers, field, identifier)
  const outcome = provisioningOutcome(known, ssoCustomerAutoprovisioningDisabled)
  if (outcome === 'not-found') return 404
  const customer = known ?? state.addCustomer(newCustomer(claims))
  customer.lastLogin = state.now()
  return customer
}

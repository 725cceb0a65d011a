import { decodeJwt } from 'jose'
import { Hono } from 'hono'
import type { SiteConfiguration } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import { parseTokenExchange } from '../../platforms/emporix/token-exchange-config.ts'
import { selectConfiguration } from '../../platforms/emporix/select-configuration.ts'
import { findCustomer } from '../../platforms/emporix/provisioning.ts'
import { exchangeStatuses } from '../../platforms/emporix/verdict-status.ts'
import type { Clock } from '../../ports.ts'
import type { Evidence } from '../../verdict/evidence.ts'
import { gatherEvidence } from '../../verdict/gather.ts'
import { judge } from '../../verdict/ladder.ts'
import type { Customer, State } from '../state.ts'
import { customerScope, issuePair, saasToken } from './customer-session.ts'
import { badRequest } from './error-message.ts'
import { bearerOf, knownTenant } from './guards.ts'
import { newCustomer, refuseLogin } from './login.ts'

/**
 * `POST /customer/:tenant/exchangeauthtoken`. It decides with the console's own ladder: introspection goes
 * over HTTP with the configured client, keys are the configured ones.
 */
export function exchangeRoutes(state: State, tokenExchange: object, clock: Clock): Hono {
  const app = new Hono()
  const anonymous = bearerOf(state, 'anonymous')

  app.post('/customer/:tenant/exchangeauthtoken', anonymous, knownTenant, async (c) => {
    const token = c.req.query('subjectAccessToken')
    if (!token) return badRequest(c, "Required parameter 'subjectAccessToken' is not present.")
    const configuration = select(state, tokenExchange, c.req.query('config') ?? null)
    if (configuration === null)
      return badRequest(c, `The configuration '${c.req.query('config')}' does not exist.`)
    const evidence = await gatherEvidence({ token, configuration, fetch })
    const facts = { token, configuration, evidence, clock, state }
    const outcome = resolveCustomer(facts)
    if (typeof outcome === 'number') return refuseLogin(c, outcome)
    const { sessionId } = c.var.bearer
    return c.json({
      subject_access_token: token,
      ...issuePair(state, outcome.customerNumber, sessionId),
      saas_token: await saasToken(outcome.customerNumber, clock.now()),
      session_idle_time: 120,
      scope: customerScope,
    })
  })
  return app
}

/** Null for a key that is not configured: the API reference says 400, not that `default` is used. */
function select(state: State, document: object, requested: string | null) {
  const { ssoCustomerAutoprovisioningDisabled, ssoCustomerIdentifierField } = state.settings
  try {
    return selectConfiguration(parseTokenExchange(document), {
      requested,
      siteEntry: 'merges',
      unknownConfig: 'reject',
      autoprovisioningDisabled: {
        value: ssoCustomerAutoprovisioningDisabled,
        source: 'tenant setting',
      },
      identifierField: { value: ssoCustomerIdentifierField, source: 'tenant setting' },
    }).configuration
  } catch (error) {
    if (error instanceof FlowError && error.code === 'configuration_unknown') return null
    throw error
  }
}

interface Facts {
  token: string
  configuration: SiteConfiguration
  evidence: Evidence
  clock: Clock
  state: State
}

/**
 * The customer found or created, its last login updated once, or the status of the refusal. Nothing is
 * awaited here, so that two exchanges of a new person at once create one customer.
 */
function resolveCustomer({
  token,
  configuration,
  evidence,
  clock,
  state,
}: Facts): Customer | number {
  const now = Math.floor(clock.now() / 1000)
  const facts = { token, configuration, evidence, now, skew: 0, statuses: exchangeStatuses }
  const { identifier } = judge({ ...facts, customer: 'unknown' })
  const known = findCustomer(state.customers, identifier.field, identifier.value ?? '')
  const verdict = judge({ ...facts, customer: known ? 'found' : 'not-found' })
  // Nobody documents what a missing identifier or a failing introspection leads to; 401 is assumed.
  if (verdict.verdict === 'rejected') return verdict.platformStatus ?? 401
  const claims = evidence.mode === 'online' ? evidence.introspection.claims : decodeJwt(token)
  const customer = known ?? state.addCustomer(newCustomer(claims))
  customer.lastLogin = state.now()
  return customer
}

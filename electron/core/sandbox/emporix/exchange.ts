import { decodeJwt } from 'jose'
import { Hono } from 'hono'
import type { SiteConfiguration } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import { isLoopbackUrl } from '../../http/loopback-host.ts'
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
import { readSsoSettings } from './sso-settings.ts'

/**
 * `POST /customer/:tenant/exchangeauthtoken`. It decides with the console's own ladder: introspection goes
 * over HTTP with the configured client, keys are the configured ones.
 */
export function exchangeRoutes(state: State, clock: Clock): Hono {
  const app = new Hono()
  const anonymous = bearerOf(state, 'anonymous')

  app.post('/customer/:tenant/exchangeauthtoken', anonymous, knownTenant, async (c) => {
    const token = c.req.query('subjectAccessToken')
    if (!token) return badRequest(c, "Required parameter 'subjectAccessToken' is not present.")
    const configuration = select(state, c.req.query('config') ?? null)
    if (typeof configuration === 'string') return badRequest(c, configuration)
    const evidence = await gatherEvidence({ token, configuration, fetch: fetchHere })
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

/**
 * By what stands in the Configuration Service at this moment; a text says why there is none. [DOC] 400 for a key
 * that is not configured; assumed for no document at all and for values that mean nothing.
 */
function select(state: State, requested: string | null): SiteConfiguration | string {
  const settings = readSsoSettings(state.configurations.tenant)
  const document = state.configurations.tenant.find('tokenExchange')
  if (settings === null) return 'The settings of customer SSO are not valid.'
  if (document === undefined) return 'The tenant has no tokenExchange configuration.'
  const { ssoCustomerAutoprovisioningDisabled, ssoCustomerIdentifierField } = settings
  const source = 'tenant setting'
  try {
    return selectConfiguration(parseTokenExchange(document.value), {
      requested,
      siteEntry: 'merges',
      unknownConfig: 'reject',
      autoprovisioningDisabled: { value: ssoCustomerAutoprovisioningDisabled, source },
      identifierField: { value: ssoCustomerIdentifierField, source },
    }).configuration
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    return error.code === 'configuration_unknown'
      ? `The configuration '${requested ?? 'default'}' does not exist.`
      : 'The tokenExchange configuration is not valid.'
  }
}

/** The sandbox reaches this machine alone, whatever domain is written into the document. */
const fetchHere: typeof fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  if (isLoopbackUrl(url)) return fetch(input, init)
  return Promise.reject(new TypeError('the sandbox introspects at providers on this machine only'))
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

import { z } from 'zod'
import type { Check } from '../../../../../shared/check.ts'
import type { SiteConfiguration, Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { check, type StageTools, stage } from '../../../flow/stage.ts'
import { refused, send } from '../answers.ts'
import { configurationKeys, readConfigurations, serviceScopes, serviceToken } from '../requests.ts'
import { parseTokenExchange } from '../token-exchange-config.ts'
import { selectConfiguration } from '../select-configuration.ts'

type Tenant = Values['tenant']
type Setting<T> = { value: T; source: string }

const serviceLogin = { label: 'Service token', party: 'platform' } as const
const configurationRead = { label: 'Read tokenExchange', party: 'platform' } as const

export const selectConfigurationStage = stage({
  id: 'select-configuration',
  title: 'Select configuration',
  explanation:
    'Reads the `tokenExchange` document and picks the site configuration that the platform will use. A `jwks` in it means offline validation, none means introspection.',
  lookAt:
    'which checks are unset: the platform skips them without a word, so a configuration with few values accepts nearly any token.',
  spec: 'Emporix token exchange guide, Configuration Service API',
  needs: ['tenant', 'requestedSite'],
  gives: ['siteConfiguration', 'serviceSession'],
  action: ({ tenant }) =>
    tenant?.tokenExchange === 'live' || tenant?.serviceClient
      ? { verb: 'Read tokenExchange from', host: URL.parse(tenant.apiUrl)?.host ?? null }
      : { verb: 'Select the site configuration', host: null },
  show: ({ tenant, requestedSite }) => [
    { name: 'config', value: requestedSite.site ?? 'none, so default', from: 'requestedSite' },
    { name: 'tenant', value: tenant.tenant, from: 'tenant' },
    {
      name: 'tokenExchange',
      value: tenant.tokenExchange === 'live' ? 'read live' : 'stored with the connection',
      from: 'tenant',
    },
    { name: 'a site entry', value: `${tenant.siteEntry} default (assumed)`, from: 'tenant' },
    {
      name: 'unknown config',
      value: tenant.unknownConfig === 'reject' ? 'is a 400' : 'falls back to default',
      from: 'tenant',
    },
  ],
  preview: ({ tenant }) =>
    tenant.serviceClient
      ? [{ ...configurationRead, ...readConfigurations(tenant, 'service token') }]
      : [],
  async run({ tenant, requestedSite }, tools) {
    const session = await logIn(tenant, tools)
    const live = session.accessToken
      ? await readLive(tenant, session.accessToken, tools)
      : new Map()
    const value = tenant.tokenExchange === 'live' ? live.get('tokenExchange') : tenant.tokenExchange
    if (value === undefined) throw noDocument(tenant)
    const { configuration, checks } = selectConfiguration(parseTokenExchange(value), {
      requested: requestedSite.site,
      siteEntry: tenant.siteEntry,
      unknownConfig: tenant.unknownConfig,
      autoprovisioningDisabled: autoprovisioning(tenant, live),
      identifierField: identifierField(tenant, live),
    })
    tools.report(...checks)
    return { siteConfiguration: configuration, serviceSession: session }
  },
})

const serviceAnswerSchema = z.looseObject({
  access_token: z.string(),
  scope: z.string().optional(),
})

/** A service token where the connection has a service client; unavailable scopes are dropped silently. */
async function logIn(tenant: Tenant, tools: StageTools): Promise<Values['serviceSession']> {
  if (!tenant.serviceClient) return { accessToken: null, scope: null }
  const answer = await send(serviceToken(tenant, tenant.serviceClient), serviceLogin, tools)
  const parsed = serviceAnswerSchema.safeParse(answer.body)
  if (answer.status !== 200 || !parsed.success) {
    throw refused(
      'platform_refused',
      `The platform refused the service client ${tenant.serviceClient.clientId} with ${answer.status}; check its id and secret.`,
      answer,
    )
  }
  const scope = parsed.data.scope ?? ''
  tools.report(...scopeChecks(scope.split(' '), tenant.tenant))
  return { accessToken: parsed.data.access_token, scope }
}

function scopeChecks(granted: string[], tenant: string): Check[] {
  const missing = serviceScopes.filter((scope) => !granted.includes(scope))
  const own = granted.includes(`tenant=${tenant}`)
  return [
    check('service-scopes', 'Service scopes', missing.length === 0 ? 'passed' : 'warning', {
      expected: serviceScopes,
      found: granted,
      source: 'connection, serviceClient',
      message:
        missing.length === 0
          ? 'The service client was granted what was asked for.'
          : `Not granted: ${missing.join(', ')}; what needs it is reported as unknown.`,
    }),
    check('service-tenant', 'Tenant of the service client', own ? 'passed' : 'warning', {
      expected: `tenant=${tenant}`,
      found: granted.find((scope) => scope.startsWith('tenant=')) ?? null,
      source: 'connection, tenant',
      message: own
        ? 'The service client belongs to this tenant.'
        : 'The scope does not name this tenant; the service client may belong to another one.',
    }),
  ]
}

const entrySchema = z.array(z.looseObject({ key: z.string(), value: z.unknown() }))

async function readLive(
  tenant: Tenant,
  bearer: string,
  tools: StageTools,
): Promise<Map<string, unknown>> {
  const answer = await send(readConfigurations(tenant, bearer), configurationRead, tools)
  const entries = entrySchema.safeParse(answer.body)
  if (answer.status === 200 && entries.success) {
    const wanted = entries.data.filter((entry) => configurationKeys.includes(entry.key))
    return new Map(wanted.map((entry) => [entry.key, entry.value]))
  }
  // A stored document does not depend on the live one, so a missing scope is no reason to stop.
  if (tenant.tokenExchange !== 'live' && answer.status === 403) return new Map()
  throw refused(
    'platform_refused',
    `The Configuration Service answers ${answer.status}; the service client needs configuration.configuration_view.`,
    answer,
  )
}

function noDocument(tenant: Tenant): FlowError {
  return tenant.serviceClient
    ? new FlowError(
        'configuration_invalid',
        `The tenant ${tenant.tenant} has no tokenExchange document; platform support creates it.`,
      )
    : new FlowError(
        'secret_missing',
        'The connection reads tokenExchange live, which needs a serviceClient; add one, or store the document with the connection.',
      )
}

/** Stored as boolean or as text: undocumented, so both are read. */
function autoprovisioning(tenant: Tenant, live: Map<string, unknown>): Setting<boolean> {
  const key = 'ssoCustomerAutoprovisioningDisabled'
  const own = tenant.ssoCustomerAutoprovisioningDisabled
  if (own !== null) return { value: own, source: 'connection' }
  const found = live.get(key)
  return found === undefined
    ? { value: false, source: 'platform default' }
    : { value: found === true || found === 'true', source: `tenant setting ${key}` }
}

function identifierField(
  tenant: Tenant,
  live: Map<string, unknown>,
): SiteConfiguration['identifierField'] {
  const key = 'ssoCustomerIdentifierField'
  const own = tenant.ssoCustomerIdentifierField
  if (own !== null) return { value: own, source: 'connection' }
  const found = live.get(key)
  return found === undefined
    ? { value: 'EMAIL', source: 'platform default' }
    : {
        value: typeof found === 'string' && found.toUpperCase() === 'SUBJECT' ? 'SUBJECT' : 'EMAIL',
        source: `tenant setting ${key}`,
      }
}

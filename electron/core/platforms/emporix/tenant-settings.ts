import { z } from 'zod'
import type { SiteConfiguration, Values } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import type { StageTools } from '../../flow/stage.ts'
import { refused, send } from './answers.ts'
import { configurationKeys, readConfigurations, serviceToken } from './requests.ts'

type Tenant = Values['tenant']

export const configurationRead = { label: 'Read tokenExchange', party: 'platform' } as const

/** What a tenant judges by, from the connection and, where it says so, from the Configuration Service. */
export interface TenantSettings {
  tokenExchange: unknown
  autoprovisioningDisabled: SiteConfiguration['autoprovisioningDisabled']
  identifierField: SiteConfiguration['identifierField']
  session: Values['serviceSession']
}

/** The connection's own values win; what neither it nor the tenant sets has the documented default. */
export async function readTenantSettings(
  tenant: Tenant,
  tools: StageTools,
): Promise<TenantSettings> {
  const session = await logIn(tenant, tools)
  const live = session.accessToken ? await readLive(tenant, session.accessToken, tools) : new Map()
  const isLive = tenant.tokenExchange === 'live'
  const tokenExchange: unknown = isLive ? live.get('tokenExchange') : tenant.tokenExchange
  if (tokenExchange === undefined) throw noDocument(tenant)
  const disabledKey = 'ssoCustomerAutoprovisioningDisabled'
  const fieldKey = 'ssoCustomerIdentifierField'
  return {
    tokenExchange,
    session,
    autoprovisioningDisabled: setting(
      tenant[disabledKey],
      live.has(disabledKey) ? isTrue(live.get(disabledKey)) : null,
      { key: disabledKey, otherwise: false },
    ),
    identifierField: setting(
      tenant[fieldKey],
      live.has(fieldKey) ? identifierField(live.get(fieldKey)) : null,
      { key: fieldKey, otherwise: 'EMAIL' },
    ),
  }
}

function setting<T>(
  own: T | null,
  live: T | null,
  { key, otherwise }: { key: string; otherwise: T },
): { value: T; source: string } {
  if (own !== null) return { value: own, source: 'connection' }
  if (live !== null) return { value: live, source: `tenant setting ${key}` }
  return { value: otherwise, source: 'platform default' }
}

/** Stored as boolean or as text: undocumented, so both are read. */
const isTrue = (value: unknown) => value === true || value === 'true'

const identifierField = (value: unknown) =>
  typeof value === 'string' && value.toUpperCase() === 'SUBJECT'
    ? ('SUBJECT' as const)
    : ('EMAIL' as const)

const serviceAnswerSchema = z.looseObject({
  access_token: z.string(),
  scope: z.string().optional(),
})

async function logIn(tenant: Tenant, tools: StageTools): Promise<Values['serviceSession']> {
  if (!tenant.serviceClient) return { accessToken: null, scope: null }
  const purpose = { label: 'Service token', party: 'platform' } as const
  const answer = await send(serviceToken(tenant, tenant.serviceClient), purpose, tools)
  const parsed = serviceAnswerSchema.safeParse(answer.body)
  if (answer.status === 200 && parsed.success) {
    return { accessToken: parsed.data.access_token, scope: parsed.data.scope ?? '' }
  }
  throw refused(
    'platform_refused',
    `The platform refused the service client ${tenant.serviceClient.clientId} with ${answer.status}; check its id and secret.`,
    answer,
  )
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

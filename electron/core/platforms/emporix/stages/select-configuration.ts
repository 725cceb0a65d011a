import type { Check } from '../../../../../shared/check.ts'
import { local, sent } from '../../../flow/planned-rows.ts'
import { check, stage } from '../../../flow/stage.ts'
import { readConfigurations, serviceScopes } from '../requests.ts'
import { selectConfiguration } from '../select-configuration.ts'
import { configurationRead, readTenantSettings } from '../tenant-settings.ts'
import { parseTokenExchange } from '../token-exchange-config.ts'

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
  messages: [
    sent({ label: 'Service token', party: 'platform' }),
    sent(configurationRead),
    local('Pick the configuration'),
  ],
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
    const settings = await readTenantSettings(tenant, tools)
    const { session, tokenExchange, autoprovisioningDisabled, identifierField } = settings
    if (session.accessToken) tools.report(...scopeChecks(session.scope ?? '', tenant.tenant))
    const { configuration, checks } = selectConfiguration(parseTokenExchange(tokenExchange), {
      requested: requestedSite.site,
      siteEntry: tenant.siteEntry,
      unknownConfig: tenant.unknownConfig,
      autoprovisioningDisabled,
      identifierField,
    })
    tools.report(...checks)
    return { siteConfiguration: configuration, serviceSession: session }
  },
})

/** Unavailable scopes are dropped silently by the platform. */
function scopeChecks(scope: string, tenant: string): Check[] {
  const granted = scope.split(' ')
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

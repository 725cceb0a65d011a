import type { ConnectionOf } from '../../../../shared/connection.ts'
import type { Values } from '../../../../shared/values.ts'
import type { StageTools } from '../../flow/stage.ts'
import type { Identifier } from '../../verdict/claim-rules.ts'
import type { CustomerKnowledge } from '../../verdict/rule.ts'
import type { Judging, JudgingBasis, SelectSite } from '../judging.ts'
import { readCustomerList } from './customer-list.ts'
import { indexCustomers } from './customer-preview.ts'
import { findCustomers } from './customers.ts'
import { selectConfiguration } from './select-configuration.ts'
import { readTenantSettings, type TenantSettings } from './tenant-settings.ts'
import { parseTokenExchange } from './token-exchange-config.ts'
import { exchangeStatuses } from './verdict-status.ts'

type Tenant = Values['tenant']
type Settings = Omit<TenantSettings, 'session'> & Pick<Tenant, 'siteEntry' | 'unknownConfig'>

/** `tenantOf` reads the tenant of a connection whose secrets have been opened. */
export function emporixJudging(
  tenantOf: (connection: ConnectionOf<'emporix'>) => Tenant,
): Judging<ConnectionOf<'emporix'>> {
  return {
    statuses: exchangeStatuses,
    byDocument: (tokenExchange) =>
      basisOf({
        tokenExchange,
        siteEntry: 'merges',
        unknownConfig: 'reject',
        autoprovisioningDisabled: { value: false, source: 'platform default' },
        identifierField: { value: 'EMAIL', source: 'platform default' },
      }),
    async byConnection(connection, tools) {
      const tenant = tenantOf(connection)
      const settings = await readTenantSettings(tenant, tools)
      const { session } = settings
      const mayLook = session.scope?.split(' ').includes('customer.customer_read') === true
      return {
        ...basisOf({ ...tenant, ...settings }),
        ...(mayLook && {
          findCustomer: (identifier: Identifier, tools: StageTools) =>
            look(tenant, session, identifier, tools),
        }),
      }
    },
    readCustomers: (text) => indexCustomers(readCustomerList(text)),
  }
}

function basisOf(settings: Settings): Pick<JudgingBasis, 'select'> {
  const document = parseTokenExchange(settings.tokenExchange)
  return {
    select: ({ site, mode, identifier, autoprovisioning }: SelectSite) =>
      selectConfiguration(document, {
        requested: site,
        mode,
        siteEntry: settings.siteEntry,
        unknownConfig: settings.unknownConfig,
        autoprovisioningDisabled:
          autoprovisioning === undefined
            ? settings.autoprovisioningDisabled
            : { value: !autoprovisioning, source: 'given by the person' },
        identifierField:
          identifier === undefined
            ? settings.identifierField
            : { value: identifier, source: 'given by the person' },
      }),
  }
}

/** No documented query finds a customer by the provider's sub. */
async function look(
  tenant: Tenant,
  session: Values['serviceSession'],
  { field, value }: Identifier,
  tools: StageTools,
): Promise<CustomerKnowledge> {
  if (field !== 'EMAIL' || value === null) return 'unknown'
  const found = await findCustomers(tenant, session, value, tools)
  if (found === null) return 'unknown'
  return found.length > 0 ? 'found' : 'not-found'
}

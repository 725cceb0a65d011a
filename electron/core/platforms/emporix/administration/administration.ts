import type { ConnectionOf } from '../../../../../shared/connection.ts'
import type { Values } from '../../../../../shared/values.ts'
import type { Administration } from '../../administration.ts'
import { configurationResource } from './configuration-resource.ts'
import { autoprovisioningProperty, identifierFieldProperty } from './setting-properties.ts'
import { tokenExchangeProperty } from './token-exchange-property.ts'

/** `tenantOf` reads the tenant of a connection whose secrets have been opened. */
export function emporixAdministration(
  tenantOf: (connection: ConnectionOf<'emporix'>) => Values['tenant'],
): Administration<ConnectionOf<'emporix'>> {
  return {
    resources(connection) {
      const tenant = tenantOf(connection)
      const { issuer } = connection.identityProvider
      const properties = [
        tokenExchangeProperty({ siteEntry: tenant.siteEntry, issuer }),
        autoprovisioningProperty,
        identifierFieldProperty,
      ]
      return properties.map((property) => configurationResource(tenant, property))
    },
  }
}

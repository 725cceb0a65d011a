import type { ConnectionOf } from '../../../../shared/connection.ts'
import type { Values } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import type { PinnedKeys } from '../pinned-keys.ts'
import { layersOf } from './configuration-layers.ts'
import { publicMembers } from './public-key-members.ts'
import { readTenantSettings } from './tenant-settings.ts'
import { parseTokenExchange, siteKeys } from './token-exchange-config.ts'

/** The keys in `jwks` of the tokenExchange document, which a rotation at the provider leaves behind (emporix.md 3.2). */
export function emporixPinnedKeys(
  tenantOf: (connection: ConnectionOf<'emporix'>) => Values['tenant'],
): PinnedKeys<ConnectionOf<'emporix'>> {
  return {
    provider: ({ identityProvider: { issuer, endpoints, requireIss } }) => ({
      issuer,
      endpoints: endpoints ?? null,
      requireIss,
    }),
    async pinned(connection, site, tools) {
      const tenant = tenantOf(connection)
      const { tokenExchange } =
        tenant.tokenExchange === 'live' ? await readTenantSettings(tenant, tools) : tenant
      const document = parseTokenExchange(tokenExchange)
      if (!document.entries.has(site)) {
        throw new FlowError(
          'configuration_unknown',
          `The tokenExchange document has no ${site}; it has: ${siteKeys(document).join(', ') || 'no entry'}.`,
        )
      }
      const layers = layersOf(document.entries, site, tenant.siteEntry)
      const found = layers.keySet()
      return {
        keys: found?.value ?? [],
        source: found?.source ?? null,
        issuer: layers.text('issuer')?.value ?? null,
      }
    },
    publicMembers,
  }
}

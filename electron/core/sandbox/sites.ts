import type { JWK } from 'jose'
import { consoleClientId, introspectionClient } from './clients.ts'

/** The site configurations of the sandbox's tenant, as they can be shown before it is started. */
export const sandboxSites: { key: SandboxSite; note: string }[] = [
  { key: 'default', note: 'online: introspection, every expectation set' },
  { key: 'Site_DE', note: 'online, with an audience of its own' },
  { key: 'Site_PL', note: 'offline: pinned keys, every expectation set' },
  { key: 'Site_FR', note: 'online, expects the audience of another shop: every login is refused' },
  {
    key: 'Site_AT',
    note: 'offline: pinned keys and nothing else, so every other check is skipped',
  },
]

export type SandboxSite = 'default' | 'Site_DE' | 'Site_PL' | 'Site_FR' | 'Site_AT'

/**
 * The tenant's `tokenExchange` document. Every entry is complete, so that it means the same whether a site
 * is merged over `default` or replaces it, which is undocumented (emporix.md section 3.4).
 */
export function tokenExchangeDocument(
  issuer: string,
  publicJwk: JWK,
): Record<SandboxSite, Record<string, unknown>> {
  const { origin, pathname } = new URL(issuer)
  const expectations = { token_client_id: consoleClientId, audience: 'commerce-system', issuer }
  const online = {
    domain: origin,
    token_introspect_endpoint: `${pathname}/token/introspection`,
    client_id: introspectionClient.clientId,
    client_secret: introspectionClient.clientSecret,
    ...expectations,
  }
  const jwks = { keys: [publicJwk] }
  return {
    default: online,
    Site_DE: { ...online, audience: 'commerce-de' },
    Site_PL: { ...expectations, jwks },
    Site_FR: { ...online, audience: 'other-shop' },
    // Null, not absent: merged over `default`, an absent member would be inherited.
    Site_AT: { token_client_id: null, audience: null, issuer: null, jwks },
  }
}

import type { SandboxStatus } from '../../../shared/sandbox.ts'
import {
  consoleClientId,
  introspectionClient,
  serviceClient,
  ssoClients,
  storefrontClientId,
  tenant,
} from './clients.ts'
import { people } from './people.ts'
import { sandboxSites } from './sites.ts'

/** The sandbox in words; `origin` is null while it is stopped. */
export function sandboxStatus(origin: string | null): SandboxStatus {
  return {
    running: origin !== null,
    issuer: origin && issuerAt(origin),
    emporix: origin ? { apiUrl: `${origin}/emporix`, tenant, storefrontClientId } : null,
    clients: [
      { clientId: consoleClientId, clientSecret: null, use: 'signs people in: public, with PKCE' },
      {
        clientId: introspectionClient.clientId,
        clientSecret: introspectionClient.clientSecret,
        use: 'introspects tokens for the platform',
      },
      ...Object.values(ssoClients).map((client) => ({
        ...client,
        use: 'redeems codes for the platform in standard SSO',
      })),
      { clientId: storefrontClientId, clientSecret: null, use: 'anonymous login at Emporix' },
      {
        clientId: serviceClient.clientId,
        clientSecret: serviceClient.clientSecret,
        use: `service token at Emporix: ${serviceClient.scopes.join(', ')}`,
      },
    ],
    people: people.map(({ login, email, note }) => ({ login, password: login, email, note })),
    sites: sandboxSites,
  }
}

export function issuerAt(origin: string): string {
  return `${origin}/idp`
}

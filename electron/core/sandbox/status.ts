import type { SandboxStatus } from '../../../shared/sandbox.ts'
import {
  consoleClientId,
  elasticPathBroker,
  elasticPathKey,
  introspectionClient,
  serviceClient,
  ssoClients,
  storefrontClientId,
  tenant,
} from './clients.ts'
import { apiUrlAt, storeId } from './elastic-path/store.ts'
import { people } from './people.ts'
import { sandboxSites } from './sites.ts'

/** The running sandbox in words, for people and scripts. */
export function sandboxStatus(origin: string, redirectUri: string): SandboxStatus {
  return {
    running: true,
    issuer: issuerAt(origin),
    platforms: {
      emporix: { apiUrl: `${origin}/emporix`, tenant, storefrontClientId },
      'elastic-path': {
        apiUrl: apiUrlAt(origin),
        storeId,
        clientId: elasticPathKey.clientId,
        clientSecret: elasticPathKey.clientSecret,
        // What the realms take as redirect URI until they are told another.
        redirectUri,
      },
    },
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
      {
        clientId: elasticPathBroker.clientId,
        clientSecret: elasticPathBroker.clientSecret,
        use: 'signs people in for the broker of Elastic Path',
      },
      {
        clientId: elasticPathKey.clientId,
        clientSecret: elasticPathKey.clientSecret,
        use: 'application key at Elastic Path: implicit and client_credentials',
      },
    ],
    people: people.map(({ login, email, note }) => ({ login, password: login, email, note })),
    sites: sandboxSites,
  }
}

export function issuerAt(origin: string): string {
  return `${origin}/idp`
}

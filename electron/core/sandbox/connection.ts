import { type Connection, connectionSchema } from '../../../shared/connection.ts'
import { consoleClientId, serviceClient, storefrontClientId, tenant } from './clients.ts'
import { ssoConfigurations } from './sso.ts'
import { issuerAt } from './status.ts'

/** The connection document that points the console at a running sandbox. */
export function sandboxConnection(origin: string): Connection {
  const { clientId, clientSecret } = serviceClient
  return connectionSchema.parse({
    platform: 'emporix',
    name: 'Sandbox',
    identityProvider: {
      issuer: issuerAt(origin),
      clientId: consoleClientId,
      tokenEndpointAuthMethod: 'none',
      scope: 'openid email profile',
    },
    emporix: {
      apiUrl: `${origin}/emporix`,
      tenant,
      storefrontClientId,
      serviceClient: { clientId, clientSecret },
      tokenExchange: 'live',
      sso: { configurations: ssoConfigurations(issuerAt(origin)) },
    },
  })
}

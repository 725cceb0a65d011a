import { type ConnectionOf, connectionSchema, type Platform } from '../../../shared/connection.ts'
import {
  consoleClientId,
  elasticPathKey,
  serviceClient,
  storefrontClientId,
  tenant,
} from './clients.ts'
import { apiUrlAt, storeId } from './elastic-path/store.ts'
import { ssoConfigurations } from './sso.ts'
import { issuerAt } from './status.ts'

export type SandboxConnections = { [P in Platform]: ConnectionOf<P> }

/** The connection documents that point the console at a running sandbox, one for each platform. */
export function sandboxConnections(origin: string, redirectUri: string): SandboxConnections {
  return {
    emporix: parsed('emporix', {
      identityProvider: {
        issuer: issuerAt(origin),
        clientId: consoleClientId,
        tokenEndpointAuthMethod: 'none',
        scope: 'openid email profile',
      },
      // There is no storefront whose callback could be pasted: a loopback address stands for it.
      redirect: { uri: 'http://127.0.0.1:8400/callback' },
      emporix: {
        apiUrl: `${origin}/emporix`,
        tenant,
        storefrontClientId,
        serviceClient: credentials(serviceClient),
        tokenExchange: 'live',
        sso: { configurations: ssoConfigurations(issuerAt(origin)) },
      },
    }),
    'elastic-path': parsed('elastic-path', {
      redirect: {
        host: 'localhost',
        port: Number(new URL(redirectUri).port),
        uri: redirectUri,
      },
      elasticPath: {
        apiUrl: apiUrlAt(origin),
        ...credentials(elasticPathKey),
        storeId,
        probe: true,
        renewAfterwards: true,
        legacy: { apiUrl: apiUrlAt(origin) },
      },
    }),
  }
}

function credentials({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  return { clientId, clientSecret }
}

function parsed<P extends Platform>(platform: P, document: object): ConnectionOf<P> {
  const connection = connectionSchema.parse({ platform, name: 'Sandbox', ...document })
  // The literal that was just put in is the one that comes out.
  return connection as ConnectionOf<P>
}

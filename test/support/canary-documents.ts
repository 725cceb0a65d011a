import {
  consoleClientId,
  elasticPathKey,
  introspectionClient,
  serviceClient,
  storefrontClientId,
  tenant as sandboxTenant,
} from '../../electron/core/sandbox/clients.ts'

/** Nothing of it survives a spelling unnoticed. */
const secretOf = (place: string) => `kanari ${place}+/="&7f3a91c2`

/** One for each place where a connection holds a secret. */
export const secrets = {
  provider: secretOf('provider'),
  service: secretOf('service'),
  introspection: secretOf('introspection'),
  sso: secretOf('sso'),
  store: secretOf('store'),
}

/** Where `revealSecret` finds them. */
export const secretPlaces = {
  tenant: [
    [secrets.provider, ['identityProvider', 'clientSecret']],
    [secrets.service, ['emporix', 'serviceClient', 'clientSecret']],
    [secrets.introspection, ['emporix', 'tokenExchange', 'default', 'client_secret']],
    [secrets.sso, ['emporix', 'sso', 'configurations', 0, 'client_secret']],
  ],
  store: [[secrets.store, ['elasticPath', 'clientSecret']]],
} as const

/** Connections of both platforms with a secret in every place, to a sandbox behind wires. */
export function canaryDocuments(at: {
  issuer: string
  tenantUrl: string
  storeUrl: string
  redirectUri: string
}) {
  const { issuer, tenantUrl, storeUrl, redirectUri } = at
  const tenant = {
    name: 'tenant',
    platform: 'emporix',
    identityProvider: {
      issuer,
      clientId: consoleClientId,
      clientSecret: secrets.provider,
      tokenEndpointAuthMethod: 'none',
    },
    emporix: {
      apiUrl: tenantUrl,
      tenant: sandboxTenant,
      storefrontClientId,
      serviceClient: { clientId: serviceClient.clientId, clientSecret: secrets.service },
      tokenExchange: {
        default: {
          domain: new URL(issuer).origin,
          token_introspect_endpoint: `${new URL(issuer).pathname}/token/introspection`,
          client_id: introspectionClient.clientId,
          client_secret: secrets.introspection,
        },
      },
      sso: {
        configurations: [
          {
            name: 'main',
            domain: 'login.acme.example',
            token_endpoint: '/token',
            provider: 'main',
            client_id: 'sso',
            redirect_uri: 'http://127.0.0.1:8400/callback',
            client_secret: secrets.sso,
          },
        ],
      },
    },
  }
  const live = {
    ...tenant,
    name: 'live tenant',
    emporix: { ...tenant.emporix, tokenExchange: 'live' },
  }
  const refused = {
    ...tenant,
    name: 'refused tenant',
    identityProvider: {
      ...tenant.identityProvider,
      tokenEndpointAuthMethod: 'client_secret_post',
    },
  }
  const store = {
    name: 'store',
    platform: 'elastic-path',
    redirect: { host: 'localhost', port: Number(new URL(redirectUri).port) },
    elasticPath: {
      apiUrl: storeUrl,
      clientId: elasticPathKey.clientId,
      clientSecret: secrets.store,
      grant: 'client_credentials',
      profile: 'Sandbox',
    },
  }
  return { tenant, live, refused, store }
}

/*
 * Everything of the emulated store that has a fixed id, so that callback endpoints can be registered at the
 * identity provider before the store runs, and links stay good over restarts.
 */

export const storeId = '5a4d8f3e-6b1c-4e27-9d50-3c7e1f2a9b01'

/** The three realms that every store has (elastic-path.md section 8). */
export const realmIds = {
  buyer: '1b7c2e90-4f3d-4a86-8e15-d2906a7c5b02',
  merchant: '2c8d3fa1-5a4e-4b97-9f26-e3a17b8d6c03',
  account: '3d9e40b2-6b5f-4ca8-8037-f4b28c9e7d04',
}

/** Of no realm here: what the settings name when they are told to be wrong. */
export const otherStoresRealmId = '8c8dae1f-5b4c-4e9d-bd23-fe5d37c9b614'

/** In each realm for customers: one that works, and one that the identity provider refuses in hop 2. */
export const profileIds = {
  buyer: {
    good: '4eaf51c3-7c60-4db9-9148-05c39daf8e05',
    wrongSecret: '5fb062d4-8d71-4eca-a259-16d4aeb09f06',
  },
  account: {
    good: '60c173e5-9e82-4fdb-b36a-27e5bfc1a007',
    wrongSecret: '71d284f6-af93-40ec-847b-38f6c0d2b108',
  },
}

/** What `meta.client_id` of the two settings says, whatever the store: realms are told apart by it. */
export const realmClientIds = { buyer: 'customers', account: 'account-management' }

/** What Elastic Path's own command line listens on. [C] */
export const commandLineRedirectUri = 'http://localhost:8080/callback'

export function apiUrlAt(origin: string): string {
  return `${origin}/elastic-path`
}

/** Where the identity provider sends the browser back to: to be registered there. */
export function callbackEndpoint(apiUrl: string, realmId: string, profileId: string): string {
  return `${apiUrl}/oidc-idp/callback/stores/${storeId}/authentication-realms/${realmId}/oidc-profiles/${profileId}`
}

/** The broker of a realm, as its own discovery document names its endpoints. */
export function brokerUrls(apiUrl: string, realmId: string) {
  const broker = `${apiUrl}/oidc-idp`
  const realm = `stores/${storeId}/authentication-realms/${realmId}`
  return {
    issuer: `${broker}/${realm}`,
    discovery: `${broker}/${realm}/.well-known/openid-configuration`,
    login: `${broker}/login/${realm}`,
    token: `${broker}/token/${realm}`,
    keys: `${broker}/.well-known/jwks.json`,
  }
}

/** As if the profile had been made anew, which gives it another id and thereby another endpoint. [I] */
export function recreatedEndpoint(endpoint: string): string {
  return endpoint.replace(/[^/]+$/, 'c6c7d9eb-f4e8-45db-8d80-8debb5c7a715')
}

/** The callback endpoints of the preset profiles, which are the redirect URIs of the broker's client. */
export function presetCallbackEndpoints(origin: string): string[] {
  const apiUrl = apiUrlAt(origin)
  return (['buyer', 'account'] as const).flatMap((realm) =>
    Object.values(profileIds[realm]).map((profileId) =>
      callbackEndpoint(apiUrl, realmIds[realm], profileId),
    ),
  )
}

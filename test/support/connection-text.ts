/** A connection with one secret, as text. */
export const connection = (name: string, clientSecret: string) =>
  JSON.stringify({
    name,
    platform: 'emporix',
    identityProvider: {
      issuer: 'https://login.acme.example',
      clientId: 'console',
      clientSecret,
      tokenEndpointAuthMethod: 'client_secret_basic',
    },
    emporix: { tenant: 'acme', storefrontClientId: 'storefront', tokenExchange: 'live' },
  })

export const secretPath = ['identityProvider', 'clientSecret']

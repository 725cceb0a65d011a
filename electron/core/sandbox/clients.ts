/** The tenant that the sandbox emulates, and every client registered in it. */
export const tenant = 'sandbox'

/** Public native client of the identity provider: the console itself. */
export const consoleClientId = 'sso-flow-console'

/** Confidential client of the identity provider, with which the platform introspects. */
export const introspectionClient = {
  clientId: 'sandbox-introspection',
  clientSecret: 'sandbox-introspection-secret',
}

/**
 * Confidential clients of the identity provider, with which the platform redeems codes in standard SSO: one for
 * each configuration, so that a code of the one cannot be redeemed with the other.
 */
export const ssoClients = {
  main: { clientId: 'sandbox-sso', clientSecret: 'sandbox-sso-secret' },
  other: { clientId: 'sandbox-sso-other', clientSecret: 'sandbox-sso-other-secret' },
}

/** Storefront API client of the emulated Emporix: anonymous login. */
export const storefrontClientId = 'sandbox-storefront'

/** Service client of the emulated Emporix; its scopes are fixed, as those of a custom API key are. */
export const serviceClient = {
  clientId: 'sandbox-service',
  clientSecret: 'sandbox-service-secret',
  scopes: [
    'configuration.configuration_view',
    'configuration.configuration_manage',
    'customer.customer_read',
    'site.site_read',
  ],
}

/** Application key of the emulated Elastic Path; the implicit grant takes its client id alone. */
export const elasticPathKey = {
  clientId: 'sandbox-elastic-path-key',
  clientSecret: 'sandbox-elastic-path-key-secret',
}

/** Confidential client of the identity provider: the broker of the emulated Elastic Path, in hop 2. */
export const elasticPathBroker = {
  clientId: 'sandbox-elastic-path',
  clientSecret: 'sandbox-elastic-path-secret',
}

/** Audiences in every access token of the provider: the shop's, a site's own, and one of nobody here. */
export const accessTokenAudiences = ['commerce-system', 'commerce-de', 'account']

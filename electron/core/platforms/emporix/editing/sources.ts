/* Where a trap is written, as the documents are called. */

export const exchangeFields = 'Emporix token exchange guide, configuration fields'
export const exchangeSequence = 'Emporix token exchange guide, validation sequence'
export const exchangeOffline = 'Emporix token exchange guide, offline validation'
export const exchangeAnswer = 'Emporix Customer Service API, exchangeauthtoken'
export const customerSettings = 'Emporix token exchange guide, autoprovisioning'
export const configurationService = 'Emporix Configuration Service API, secured'
export const anonymousLogin = 'Emporix Customer Service API, anonymous login'
export const tenantParameter = 'Emporix Customer Service API, tenant'
export const keycloakGuide = 'Emporix Keycloak guide'
export const providersGuide = 'Emporix identity providers guide, state'
export const socialLogin = 'Emporix Customer Service API, socialLogin'
/** Nobody documents it; the console assumes it, and says so. */
export const assumed = (what: string) => `assumed: ${what}`

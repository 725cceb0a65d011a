import { connectionSchema } from '../../../shared/connection.ts'
import type { Values } from '../../../shared/values.ts'

/* Values of an Elastic Path run, as the reference's examples have them. */

export const store: Values['store'] = {
  apiUrl: 'https://useast.api.elasticpath.com',
  clientId: 'application-key',
  clientSecret: null,
  grant: 'implicit',
  storeId: null,
  realm: null,
  headers: {},
  scope: 'openid email profile',
  display: null,
  prompt: null,
  uiLocales: null,
  parameters: {},
  reportCallbackReplay: true,
  profile: null,
  account: null,
  providerCheck: true,
  probe: false,
  membership: 'when-empty',
  renewAfterwards: false,
  switchTo: null,
  unwrappedBody: false,
}

export const realm: Values['realm'] = {
  clientId: 'customers',
  realmId: 'realm-1',
  storeId: 'store-1',
  settingsPath: '/v2/settings/customer-authentication',
  account: null,
}

const idp = 'https://useast.api.elasticpath.com/oidc-idp'

export const oidcProfile: Values['oidcProfile'] = {
  id: 'profile-1',
  name: 'SSO Provider',
  clientId: 'openid-client',
  discoveryUrl: 'https://auth.ssoprovider.com/.well-known/openid-configuration',
  issuer: 'https://auth.ssoprovider.com',
  authorizationEndpoint: `${idp}/login/stores/store-1/authentication-realms/realm-1?elasticpath_commerce_cloud_profile_id=profile-1`,
  callbackEndpoint: `${idp}/callback/stores/store-1/authentication-realms/realm-1/oidc-profiles/profile-1`,
}

/** The pair of seed 003, whose challenge was computed in the reference. */
export const proofKey: Values['proofKey'] = {
  codeVerifier: 'yh23GgNYJg0DyyvprUuJLn-Imj_ty55XGjVJUm2DtzY',
  codeChallenge: 't677dM_KEdJkmLKHRlI13yjvCVxDlshMMvotRKk8Tb0',
  state: 'state-1',
}

export const redirect: Values['redirect'] = connectionSchema.parse({
  platform: 'elastic-path',
  name: 'acme',
  elasticPath: { clientId: 'application-key' },
}).redirect

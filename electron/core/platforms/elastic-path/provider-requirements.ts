import * as evaluations from './provider-evaluations.ts'

/*
 * What Elastic Path requires of an identity provider, as its single sign-on guide lists it, in the order of the
 * guide (elastic-path.md section 7).
 */

export interface Requirement {
  id: string
  title: string
  /** In the words of the guide. */
  requirement: string
  source: string
  evaluate: evaluations.Evaluate
  /** Where discovery cannot show it: what would. */
  tells: string
}

const guide = 'Elastic Path, requirements for authentication providers'
const metadata = 'OpenID Connect Discovery 1.0 section 3'

export const requirements: readonly Requirement[] = [
  {
    id: 'openid-connect',
    title: 'OpenID Connect',
    requirement: 'Compatible with OpenID Connect.',
    source: `${guide}; ${metadata}`,
    evaluate: evaluations.openIdConnect,
    tells: 'a sign-in, and the algorithm in the header of its ID token.',
  },
  {
    id: 'client-secret-basic',
    title: 'client_secret_basic',
    requirement: 'Supports authentication using the client_secret_basic authentication method.',
    source: `${guide}; ${metadata}`,
    evaluate: evaluations.clientSecretBasic,
    tells: 'a sign-in: the platform redeems the code with it.',
  },
  {
    id: 'authorization-code',
    title: 'Authorization Code Flow',
    requirement: 'Allows authentication using the Authorization Code Flow.',
    source: `${guide}; ${metadata}`,
    evaluate: evaluations.authorizationCode,
    tells: 'a sign-in: a client that may not use the flow is answered unauthorized_client.',
  },
  {
    id: 'email',
    title: 'email',
    requirement:
      'Supports the email scope and returns an email for each user in the resulting claims.',
    source: `${guide}; ${metadata}`,
    evaluate: evaluations.email,
    tells: 'the claims of the ID token or of UserInfo, for each user.',
  },
  {
    id: 'discovery',
    title: 'Discovery document',
    requirement: 'Publishes an OpenID Connect Discovery document.',
    source: `${guide}; OpenID Connect Discovery 1.0 section 4`,
    evaluate: evaluations.discovery,
    tells: 'saving the profile: the store is assumed to fetch the document then.',
  },
  {
    id: 'no-encryption',
    title: 'No encryption',
    requirement: 'Does not encrypt the ID token nor the UserInfo Endpoint response.',
    source: `${guide}; ${metadata}`,
    evaluate: evaluations.noEncryption,
    tells: 'the ID token: an encrypted one has five parts instead of three.',
  },
  {
    id: 'sole-audience',
    title: 'Audience of the ID token',
    requirement:
      'Has a generated ID token that contains only the client_id configured in Elastic Path Commerce Cloud.',
    source: guide,
    evaluate: evaluations.soleAudience,
    tells: 'aud and azp of the ID token.',
  },
  {
    id: 'no-nonce',
    title: 'Neither nonce nor acr_values',
    requirement:
      'Does not require the use of the nonce parameter or the acr_values parameter as part of the Authentication Request.',
    source: guide,
    evaluate: evaluations.noNonce,
    tells: 'the request of the broker: without nonce it must not be answered invalid_request.',
  },
  {
    id: 'no-auth-time',
    title: 'No auth_time',
    requirement: 'Does not rely on the auth_time claim being validated in ID token Validation.',
    source: guide,
    evaluate: evaluations.noAuthTime,
    tells: 'the operator of the provider.',
  },
]

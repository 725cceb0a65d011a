import { reachableFinding } from '../../provider-check/document-findings.ts'
import { keysFinding } from '../../provider-check/key-findings.ts'
import { redirectFinding } from '../../provider-check/probe-findings.ts'
import type { ProviderRequirements, Requirement } from '../../provider-check/requirement.ts'
import { discovery } from './provider-discovery.ts'
import * as evaluations from './provider-evaluations.ts'

const guide = 'Elastic Path, requirements for authentication providers'
const metadata = 'OpenID Connect Discovery 1.0 section 3'

/**
 * What Elastic Path requires of an identity provider, as its single sign-on guide lists it, in the words and the
 * order of the guide (elastic-path.md section 7).
 */
export const requirements: readonly Requirement[] = [
  {
    id: 'openid-connect',
    title: 'OpenID Connect',
    requirement: 'Compatible with OpenID Connect.',
    why: 'Elastic Path is itself a relying party of this provider: its broker reads the endpoints and the algorithms here, and verifies the ID token.',
    source: `${guide}; ${metadata}`,
    needs: ['document'],
    judge: evaluations.openIdConnect,
    tells: 'a sign-in, and the algorithm in the header of its ID token.',
  },
  {
    id: 'client-secret-basic',
    title: 'Client secret by Basic',
    requirement: 'Supports authentication using the client_secret_basic authentication method.',
    why: 'The broker redeems the code of the provider itself, with the client of the profile, and knows this method alone.',
    source: `${guide}; ${metadata}`,
    needs: ['document', 'secret'],
    judge: evaluations.clientSecretBasic,
    tells: 'a sign-in: the platform redeems the code with it.',
  },
  {
    id: 'authorization-code',
    title: 'Authorization code flow',
    requirement: 'Allows authentication using the Authorization Code Flow.',
    why: 'The broker sends the person to the provider with response_type=code and knows no other flow.',
    source: `${guide}; ${metadata}`,
    needs: ['document', 'redirect', 'secret'],
    judge: evaluations.authorizationCode,
    tells: 'a sign-in: a client that may not use the flow is answered unauthorized_client.',
  },
  {
    id: 'email',
    title: 'E-mail scope and claim',
    requirement:
      'Supports the email scope and returns an email for each user in the resulting claims.',
    why: 'A shopper is kept with a name and an e-mail; a person without one cannot be signed in.',
    source: `${guide}; ${metadata}`,
    needs: ['document'],
    judge: evaluations.email,
    tells: 'the claims of the ID token or of UserInfo, for each user.',
  },
  {
    id: 'discovery',
    title: 'Publishes discovery',
    requirement: 'Publishes an OpenID Connect Discovery document.',
    why: 'A profile holds the discovery URL and nothing else of the provider; the issuer is remembered from it.',
    source: `${guide}; OpenID Connect Discovery 1.0 section 4`,
    needs: ['document'],
    judge: discovery,
    tells: 'saving the profile: the store is assumed to fetch the document then.',
  },
  {
    id: 'no-encryption',
    title: 'No encrypted tokens',
    requirement: 'Does not encrypt the ID token nor the UserInfo Endpoint response.',
    why: 'The broker has no key to decrypt with.',
    source: `${guide}; ${metadata}`,
    needs: ['document'],
    judge: evaluations.noEncryption,
    tells: 'the ID token: an encrypted one has five parts instead of three.',
  },
  {
    id: 'sole-audience',
    title: 'Audience is our client only',
    requirement:
      'Has a generated ID token that contains only the client_id configured in Elastic Path Commerce Cloud.',
    why: 'An ID token for a second audience is refused after the sign-in, when the person is already back.',
    source: guide,
    needs: ['document'],
    judge: evaluations.soleAudience,
    tells: 'aud and azp of the ID token.',
  },
  {
    id: 'no-nonce',
    title: 'No nonce, no acr_values needed',
    requirement:
      'Does not require the use of the nonce parameter or the acr_values parameter as part of the Authentication Request.',
    why: 'The broker is not known to send either, nor pushed or signed requests.',
    source: guide,
    needs: ['document', 'redirect'],
    judge: evaluations.noNonce,
    tells: 'the request of the broker: without nonce it must not be answered invalid_request.',
  },
  {
    id: 'no-auth-time',
    title: 'No reliance on auth_time',
    requirement: 'Does not rely on the auth_time claim being validated in ID token Validation.',
    why: 'The broker does not look at auth_time, so that a maximum age set at the provider would not be kept.',
    source: guide,
    needs: ['document'],
    judge: evaluations.noAuthTime,
    tells: 'the operator of the provider.',
  },
]

/** What the nine rest on: the guide says it beside the list, or it follows from one of them. */
const beside: readonly Requirement[] = [
  {
    id: 'callback-endpoint',
    title: 'Callback endpoint registered',
    requirement:
      'The provider permits the callback-endpoint of the profile as an allowed redirect_uri.',
    why: "Elastic Path is itself the client of this provider. Your storefront's own redirect URI is registered in the realm, not here.",
    source: 'Elastic Path, single sign-on guide: prerequisites',
    needs: ['document', 'redirect'],
    judge: redirectFinding,
    tells: 'the callback-endpoint of the profile and its client id, given here and probed.',
  },
  {
    id: 'signing-keys',
    title: 'Signing keys usable',
    requirement: 'The key set holds a key for RS256, which OpenID Connect requires of a provider.',
    why: 'An ID token that cannot be verified cannot be accepted. The algorithms that the platform takes are not documented.',
    source: 'OpenID Connect Discovery 1.0 section 3, RFC 7517',
    needs: ['document', 'keys'],
    judge: keysFinding,
    tells: 'the key set at jwks_uri.',
  },
  {
    id: 'reachable',
    title: 'Reachable from the cloud',
    requirement: 'The platform fetches discovery document, keys and tokens from its cloud.',
    why: 'What answers on your network may be behind a VPN or have a certificate that nobody else trusts. Which addresses the platform asks from is not published.',
    source: 'follows from the discovery URL of the profile',
    needs: ['document'],
    judge: reachableFinding,
    tells: 'saving the profile, a sign-in, or the log of the provider.',
  },
]

export const elasticPathProviders: ProviderRequirements = {
  heading: `${requirements.length} requirements and what they rest on`,
  requirements: [...requirements, ...beside],
}

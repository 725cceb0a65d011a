import type { ConnectionOf } from '../../../../shared/connection.ts'
import {
  byDocument,
  codeFlowFinding,
  issuerFinding,
  proofKeyFinding,
  reachableFinding,
  withoutDocument,
} from '../../provider-check/document-findings.ts'
import { keysFinding } from '../../provider-check/key-findings.ts'
import { codeFlowRefusal, redirectFinding } from '../../provider-check/probe-findings.ts'
import type { ProviderRequirements, Requirement } from '../../provider-check/requirement.ts'
import * as evaluations from './provider-evaluations.ts'

const exchange = 'Emporix, token exchange'
const standard = 'Emporix, SSO authentication'
const metadata = 'OpenID Connect Discovery 1.0 section 3'

/**
 * What Emporix needs of an identity provider. It publishes no list: each need follows from what its documents
 * say that it does with the provider and its tokens (emporix.md sections 2, 3, 4 and 8).
 */
const needs: readonly Requirement[] = [
  {
    id: 'openid-connect',
    title: 'OpenID Connect provider',
    requirement: 'Any provider that complies with OpenID Connect.',
    why: 'The issuer of the configuration is compared with that of the token; whether a trailing slash matters is not documented, so it is taken to the letter.',
    source: `Emporix, identity providers; ${metadata}`,
    needs: ['document'],
    judge: (facts, subject) =>
      facts.document.kind === 'document'
        ? issuerFinding(facts.document.document, subject)
        : withoutDocument(facts.document),
    tells: 'the discovery document of the provider.',
  },
  {
    id: 'authorization-code',
    title: 'Authorization code flow',
    requirement: 'The person signs in with the authorization code flow.',
    why: 'In standard SSO the platform redeems the code; in token exchange the storefront does, and hands the token on.',
    source: `${standard}; ${metadata}`,
    needs: ['document', 'redirect', 'secret'],
    judge: (facts, subject) =>
      codeFlowRefusal(facts) ?? byDocument(codeFlowFinding)(facts, subject),
    tells: 'a sign-in: a client that may not use the flow is answered unauthorized_client.',
  },
  {
    id: 'proof-key',
    title: 'PKCE with S256',
    requirement: 'A storefront in the browser has no secret and proves itself by PKCE.',
    why: 'Optional at the platform: code_verifier is passed on where it was used. The console always uses it.',
    source: `${standard}; RFC 7636`,
    needs: ['document'],
    judge: byDocument(proofKeyFinding),
    tells: 'a sign-in with a code challenge.',
  },
  {
    id: 'redirect-uri',
    title: 'Redirect URI registered',
    requirement: 'The provider sends the person back to the redirect URI of the storefront.',
    why: 'The provider returns to the storefront and not to the platform: no callback address of the platform is published.',
    source: `${standard}; RFC 6749 section 3.1.2`,
    needs: ['document', 'redirect'],
    judge: redirectFinding,
    tells: 'the redirect URI and the client id of the storefront, given here and probed.',
  },
  {
    id: 'introspection-or-keys',
    title: 'Introspection or key set',
    requirement:
      'Online the platform asks the introspection endpoint; offline it verifies with the keys in `jwks`.',
    why: 'Without either no token can be validated. Online is recommended, because only it notices a revoked token.',
    source: `${exchange}, configuration`,
    needs: ['document', 'keys'],
    judge: byDocument((document, _subject, facts) =>
      evaluations.introspectionOrKeys(document, facts),
    ),
    tells: 'the manual of the provider: token introspection, RFC 7662.',
  },
  {
    id: 'introspection-basic',
    title: 'Introspection with Basic',
    requirement: 'POST of the token with `Authorization: Basic (clientId:secret)`.',
    why: 'The platform authenticates at the introspection endpoint in this way alone, as client_id of tokenExchange.',
    source: `${exchange}, sequence diagram; RFC 7662 section 2.1`,
    needs: ['document', 'introspection'],
    judge: evaluations.introspectionBasic,
    tells: 'the client id and secret of tokenExchange, given here and probed.',
  },
  {
    id: 'signing-keys',
    title: 'Signing keys usable',
    requirement: 'Offline the signature is verified with a pinned key: kid, kty, alg, x5c.',
    why: 'The keys are pinned in the configuration; when the provider rotates them, the document has to be changed by hand.',
    source: `${exchange}, configuration`,
    needs: ['document', 'keys'],
    judge: keysFinding,
    tells: 'the key set at jwks_uri.',
  },
  {
    id: 'subject-token-type',
    title: 'Subject token is a JWT',
    requirement: 'subjectAccessToken is the access token of the provider, as a JWT.',
    why: 'An opaque token has no claims to compare offline, and an ID token is for another audience: online it is not active.',
    source: `${exchange}; error catalogue`,
    needs: ['document'],
    judge: evaluations.subjectTokenType,
    tells:
      'a sign-in: a JWT has three parts, and that of an access token says at+jwt or names no nonce.',
  },
  {
    id: 'audience',
    title: 'Audience of the access token',
    requirement: 'aud has to match `audience` of the configuration, where that is set.',
    why: 'Many providers put an audience of their own into access tokens until they are told otherwise.',
    source: `${exchange}, validation`,
    needs: ['document'],
    judge: evaluations.audience,
    tells: 'aud of the access token of a sign-in, held against the site in Tokens.',
  },
  {
    id: 'authorized-party',
    title: 'Authorized party in the token',
    requirement: 'azp, or client_id, has to match `token_client_id`, where that is set.',
    why: 'The text names azp, the diagram client_id; some providers have neither, but cid or appid.',
    source: `${exchange}, validation`,
    needs: ['document'],
    judge: evaluations.authorizedParty,
    tells: 'azp or client_id of the access token of a sign-in.',
  },
  {
    id: 'email',
    title: 'E-mail in the access token',
    requirement: 'Customers are found by the e-mail of the token, unless by its subject.',
    why: 'ssoCustomerIdentifierField is EMAIL by default, and most providers leave the address out of access tokens.',
    source: 'Emporix, configuration keys: ssoCustomerIdentifierField',
    needs: ['document'],
    judge: byDocument(evaluations.email),
    tells: 'the claims of the access token, or the introspection answer, of a sign-in.',
  },
  {
    id: 'reachable',
    title: 'Reachable from the cloud',
    requirement: 'The platform introspects, and redeems codes, from its cloud.',
    why: 'What answers on your network may be behind a VPN or an allowlist; the addresses that the platform asks from are not published.',
    source: 'follows from domain of tokenExchange',
    needs: ['document'],
    judge: reachableFinding,
    tells: 'an exchange, or the log of the provider.',
  },
]

export const emporixProviders: ProviderRequirements<ConnectionOf<'emporix'>> = {
  heading: `${needs.length} needs`,
  requirements: needs,
  providerOf: ({ identityProvider: { issuer, clientId }, redirect }) => ({
    issuer,
    clientId,
    redirectUri: redirect.uri ?? null,
  }),
}

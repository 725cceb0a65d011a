import type { Confidence } from '../../../shared/finding.ts'
import type { CaseName } from './oidc-cases.ts'

/** One rule: a run in which it is found, and one that fails in a similar way and in which it is not. */
export interface Row {
  rule: string
  stage: string
  when: CaseName
  confidence: Confidence
  title: RegExp
  setting?: string
  /** `name: found`, or `name: expected -> found`, with the byte where they part in brackets. */
  evidence?: RegExp
  neighbour: CaseName
}

const issuer = 'identityProvider.issuer'

const row = (
  rule: string,
  [stage, when, confidence]: [string, CaseName, Confidence],
  title: RegExp,
  neighbour: CaseName,
  more: Pick<Row, 'setting' | 'evidence'> = {},
): Row => ({ rule, stage, when, confidence, title, neighbour, ...more })

export const rows: readonly Row[] = [
  row(
    'connection-refused',
    ['discover', 'nobody listens', 'certain'],
    /Nobody listens at 127\.0\.0\.1:2\./,
    'https where http is spoken',
    { setting: issuer, evidence: /^Reason: ECONNREFUSED$/ },
  ),
  row(
    'tls-handshake-failed',
    ['discover', 'https where http is spoken', 'certain'],
    /No TLS connection to 127/,
    'nobody listens',
    { setting: issuer },
  ),
  row(
    'connection-broken-off',
    ['redeem-code', 'the key set breaks off', 'certain'],
    /was broken off/,
    'the key set fails',
  ),
  row(
    'no-answer-in-time',
    ['redeem-code', 'the token endpoint is silent', 'likely'],
    /No answer came from 127/,
    'the token endpoint fails',
    { evidence: /^Waited: 31 s$/ },
  ),
  row(
    'key-set-unreachable',
    ['redeem-code', 'the key set breaks off', 'certain'],
    /^The key set at 127.* cannot be reached/,
    'the token endpoint is silent',
    { evidence: /^Reached: .*\/token$/ },
  ),
  row(
    'key-set-unusable',
    ['redeem-code', 'the key set fails', 'certain'],
    /holds no keys/,
    'no discovery document',
    { evidence: /^Status: 500$/ },
  ),

  row(
    'discovery-not-found',
    ['discover', 'no discovery document', 'likely'],
    /No discovery document is published/,
    'discovery lacks the token endpoint',
    { setting: issuer, evidence: /^Status: 200 -> 404$/ },
  ),
  row(
    'discovery-not-json',
    ['discover', 'discovery is a page', 'likely'],
    /A page answers/,
    'the token endpoint is a page',
    { setting: issuer, evidence: /-> text\/html$/ },
  ),
  row(
    'discovery-redirects',
    ['discover', 'discovery redirects', 'likely'],
    /has moved/,
    'the token endpoint redirects',
    { setting: issuer, evidence: /^Redirects to: https:\/\/login\.other\.example/ },
  ),
  row(
    'issuer-spelled-differently',
    ['discover', 'discovery with a slash', 'certain'],
    /by a slash at its end/,
    'discovery of another issuer',
    { setting: issuer, evidence: /^issuer: .*\/idp -> .*\/idp\/ \[\d\d\]$/ },
  ),
  row(
    'issuer-of-another-provider',
    ['discover', 'discovery of another issuer', 'certain'],
    /that of https:\/\/login\.other\.example/,
    'discovery with a slash',
    { setting: issuer },
  ),
  row(
    'endpoint-not-published',
    ['discover', 'discovery lacks the token endpoint', 'certain'],
    /no usable token_endpoint/,
    'no discovery document',
    { setting: 'identityProvider.endpoints' },
  ),

  row('access-denied', ['callback', 'denied', 'likely'], /was denied/, 'scope refused', {
    evidence: /^It says: The person may not/,
  }),
  row(
    'scope-not-allowed',
    ['callback', 'scope refused', 'certain'],
    /does not give this client a scope/,
    'code flow off',
    { setting: 'identityProvider.scope', evidence: /^scope: openid email profile$/ },
  ),
  row(
    'code-flow-not-allowed',
    ['callback', 'code flow off', 'certain'],
    /sso-flow-console may not use/,
    'grant type off',
  ),
  row(
    'person-must-be-asked',
    ['callback', 'prompt none', 'certain'],
    /has to ask the person/,
    'denied',
    { setting: 'identityProvider.parameters', evidence: /^prompt: absent -> none$/ },
  ),
  row(
    'nonce-required',
    ['callback', 'nonce required', 'likely'],
    /requires a nonce/,
    'PKCE refused',
    { setting: 'identityProvider.scope' },
  ),
  row(
    'code-challenge-refused',
    ['callback', 'PKCE refused', 'likely'],
    /code challenge of method S256/,
    'nonce required',
    { evidence: /: S256 -> plain$/ },
  ),
  row(
    'provider-failed-at-sign-in',
    ['callback', 'server error at the sign-in', 'likely'],
    /failed by itself/,
    'code flow off',
  ),

  row(
    'redirect-uri-not-registered',
    ['callback', 'an error page in the browser', 'possible'],
    /does not know the redirect URI/,
    'another state',
    { setting: 'redirect', evidence: /^redirect_uri: http:\/\/127\.0\.0\.1:\d+\/callback$/ },
  ),
  row(
    'callback-state-differs',
    ['callback', 'another state', 'certain'],
    /not the one that was sent/,
    'two codes',
  ),
  row(
    'callback-with-two-codes',
    ['callback', 'two codes', 'certain'],
    /two codes/,
    'another state',
  ),
  row(
    'callback-in-fragment',
    ['callback', 'an answer in the fragment', 'certain'],
    /in the fragment/,
    'two codes',
    { setting: 'identityProvider.parameters' },
  ),
  row(
    'callback-from-another-provider',
    ['callback', 'another iss', 'certain'],
    /is from https:\/\/login\.other\.example/,
    'no iss',
    { setting: issuer },
  ),
  row(
    'callback-without-issuer',
    ['callback', 'no iss', 'certain'],
    /does not say which provider/,
    'another iss',
  ),

  row(
    'code-redeemed-before',
    ['redeem-code', 'a code that was used', 'certain'],
    /was used before/,
    'a code that the provider calls used',
    { evidence: /^First use: \d{4}-/ },
  ),
  row(
    'code-verifier-of-another-challenge',
    ['redeem-code', 'a verifier of another challenge', 'certain'],
    /is not that of the code challenge/,
    'a challenge that the provider has lost',
    { setting: 'identityProvider.parameters', evidence: /^code_challenge: E9Melhoa/ },
  ),
  row(
    'redirect-uri-differs-at-token-request',
    ['redeem-code', 'another redirect URI', 'certain'],
    /is not that of the authorization request/,
    'a verifier of another challenge',
    { setting: 'redirect', evidence: /callback -> .*callback\/ \[\d\d\]$/ },
  ),
  row(
    'code-too-old',
    ['redeem-code', 'a code of two minutes', 'likely'],
    /2 min old/,
    'a code that the provider calls used',
    { evidence: /-> 120 s$/ },
  ),
  row(
    'code-refused-without-reason',
    ['redeem-code', 'a challenge that the provider has lost', 'possible'],
    /does not say why/,
    'another redirect URI',
    { evidence: /^Ruled out: the code verifier/ },
  ),

  row(
    'secret-not-taken-in-header',
    ['redeem-code', 'secret not taken in the header', 'certain'],
    /in the Authorization header/,
    'wrong secret',
    {
      setting: 'identityProvider.tokenEndpointAuthMethod',
      evidence: /client_secret_post, none -> client_secret_basic$/,
    },
  ),
  row(
    'client-secret-missing',
    ['redeem-code', 'public client refused', 'likely'],
    /nothing was sent/,
    'wrong secret',
    { setting: 'identityProvider.tokenEndpointAuthMethod' },
  ),
  row(
    'client-refused',
    ['redeem-code', 'wrong secret', 'likely'],
    /id or its secret is wrong/,
    'secret not taken in the header',
    { setting: 'identityProvider.clientSecret', evidence: /^client_id: sandbox-sso$/ },
  ),
  row(
    'grant-not-allowed',
    ['redeem-code', 'grant type off', 'certain'],
    /may not redeem codes/,
    'code flow off',
  ),
  row(
    'token-endpoint-not-json',
    ['redeem-code', 'the token endpoint is a page', 'likely'],
    /answers with a page/,
    'the token endpoint fails',
    { evidence: /-> text\/html$/ },
  ),
  row(
    'token-endpoint-failed',
    ['redeem-code', 'the token endpoint fails', 'likely'],
    /failed by itself, with 500/,
    'the key set fails',
  ),
  row(
    'token-endpoint-redirects',
    ['redeem-code', 'the token endpoint redirects', 'certain'],
    /never sent on/,
    'discovery redirects',
    { evidence: /^Redirects to: https:\/\/login\.other\.example\/token$/ },
  ),

  row(
    'clocks-differ',
    ['redeem-code', 'clock of the provider behind', 'certain'],
    /is (119|120) min behind|is 2 h behind/,
    'ID token expired',
    { evidence: /^Difference: a few seconds -> -7[12]\d\d s$/ },
  ),
  row(
    'id-token-without-nonce',
    ['redeem-code', 'ID token without nonce', 'certain'],
    /has no nonce/,
    'ID token of another sign-in',
  ),
  row(
    'id-token-of-another-sign-in',
    ['redeem-code', 'ID token of another sign-in', 'certain'],
    /made for another sign-in/,
    'ID token without nonce',
  ),
  row(
    'id-token-further-recipient',
    ['redeem-code', 'ID token for two', 'certain'],
    /also meant for another-client/,
    'ID token for another client',
  ),
  row(
    'id-token-for-another-client',
    ['redeem-code', 'ID token for another client', 'certain'],
    /meant for another-client, not for sso-flow-console/,
    'ID token for two',
  ),
  row(
    'id-token-issuer-differs',
    ['redeem-code', 'ID token of another issuer', 'certain'],
    /is from https:\/\/login\.other\.example/,
    'ID token for another client',
    { setting: issuer, evidence: /^iss: .* \[\d+\]$/ },
  ),
  row(
    'id-token-expired',
    ['redeem-code', 'ID token expired', 'certain'],
    /had expired when it came/,
    'clock of the provider behind',
    { evidence: /^Ruled out: the clocks/ },
  ),
  row(
    'id-token-signature-wrong',
    ['redeem-code', 'ID token badly signed', 'certain'],
    /signature of the ID token/,
    'token badly signed',
    { evidence: /^Keys read from: .*\/jwks$/ },
  ),
  row(
    'id-token-unreadable',
    ['redeem-code', 'ID token encrypted', 'certain'],
    /is encrypted/,
    'no ID token',
  ),
  row(
    'id-token-not-sent',
    ['redeem-code', 'no ID token', 'certain'],
    /sent no ID token/,
    'ID token encrypted',
    { setting: 'identityProvider.scope' },
  ),

  row(
    'token-not-signed',
    ['exchange', 'token not signed', 'certain'],
    /not signed at all/,
    'token badly signed',
  ),
  row(
    'token-key-unknown',
    ['exchange', 'key that nobody knows', 'certain'],
    /called key-that-nobody-published/,
    'rotated keys',
  ),
  row(
    'token-signature-wrong',
    ['exchange', 'token badly signed', 'certain'],
    /changed after it was signed/,
    'token not signed',
  ),
  row(
    'token-not-active',
    ['exchange', 'token not active', 'likely'],
    /not active, and does not say why/,
    'another audience',
    { evidence: /^active: true -> false$/ },
  ),
  row(
    'token-expired',
    ['exchange', 'expired token', 'certain'],
    /^The token has expired/,
    'token not valid yet',
    { evidence: /^exp: after .*Z -> \d{4}-.*Z$/ },
  ),
  row(
    'token-not-valid-yet',
    ['exchange', 'token not valid yet', 'certain'],
    /not valid yet/,
    'clock of the provider ahead',
  ),

  row(
    'token-issuer-spelled-differently',
    ['exchange', 'issuer with a slash', 'certain'],
    /by a slash at its end/,
    'another issuer',
    { evidence: /^iss: .*\/idp -> .*\/idp\/ \[\d\d\]$/ },
  ),
  row(
    'token-of-another-issuer',
    ['exchange', 'another issuer', 'certain'],
    /another issuer: https:\/\/login\.other\.example/,
    'issuer with a slash',
    { evidence: /^Ruled out: .*audience/ },
  ),
  row(
    'token-for-another-audience',
    ['exchange', 'another audience', 'certain'],
    /meant for another audience/,
    'another issuer',
    { evidence: /^Found aud: account$/ },
  ),
  row(
    'token-without-azp',
    ['exchange', 'no azp', 'certain'],
    /which client it was issued to/,
    'another azp',
    { evidence: /^client_id: sso-flow-console$/ },
  ),
  row(
    'token-of-another-client',
    ['exchange', 'another azp', 'certain'],
    /another client: another-client/,
    'no azp',
    { setting: 'identityProvider.clientId' },
  ),
  row(
    'token-opaque',
    ['exchange', 'opaque token', 'certain'],
    /is opaque, and Site_PL reads it itself/,
    'token not signed',
    { setting: 'identityProvider.audience' },
  ),
]

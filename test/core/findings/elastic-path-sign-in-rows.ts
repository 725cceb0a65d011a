import { realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import { administer, sandboxStore } from '../../support/elastic-path.ts'
import type { TestConsole } from '../../support/console.ts'
import { type Case, parameters, type Row } from './elastic-path-rows.ts'

const notAllowed: Case = { faults: ['redirect-uri-not-allowed'] }

/** The realm lists something else altogether. */
const listsOther: Case = {
  before: async (console: TestConsole) => {
    const direct = await sandboxStore(console)
    await administer(direct, 'PUT', `/v2/authentication-realms/${realmIds.buyer}`, {
      type: 'authentication-realm',
      redirect_uris: ['https://shop.example/callback', 'http://localhost:1/callback'],
    })
  },
}

const redirect = (changes: Record<string, unknown>): Case => ({
  connection: (document) => ({ ...document, redirect: { ...document['redirect'], ...changes } }),
})

const withProfile = (profile: string): Case => ({ inputs: { 'store.profile': profile } })

/** The browser is away: nobody ever comes back. */
const away: Case = { browse: () => Promise.reject(new Error('closed')) }

/** The authorization request and the callback, of both hops. */
export const signInRows: readonly Row[] = [
  {
    rule: 'redirect-uri-another-slash',
    when: notAllowed,
    confidence: 'certain',
    stage: 'authorize',
    evidence: [
      /redirect_uri: http:\/\/localhost:\d+\/callback\/ -> http:\/\/localhost:\d+\/callback$/,
    ],
    setting: 'redirect.path',
    neighbour: listsOther,
  },
  {
    rule: 'redirect-uri-not-listed',
    when: listsOther,
    confidence: 'certain',
    stage: 'authorize',
    evidence: [/redirect_uri: http:\/\/localhost:1\/callback -> http:\/\/localhost:\d+\/callback$/],
    neighbour: notAllowed,
  },
  {
    rule: 'redirect-uri-not-listed',
    when: {
      ...listsOther,
      // The list cannot be read: the probe is the first request of the stage, the list the second.
      beforeStage: {
        authorize: (console) => console.call('sandbox.setFaults', { ids: ['access-token-401'] }),
      },
    },
    confidence: 'likely',
    stage: 'authorize',
    evidence: [/^redirect_uri: http:\/\/localhost:\d+\/callback$/],
    neighbour: redirect({ host: '127.0.0.1' }),
  },
  {
    rule: 'redirect-uri-loopback-address',
    when: redirect({ host: '127.0.0.1' }),
    confidence: 'likely',
    stage: 'authorize',
    evidence: [
      /redirect_uri: https, or http:\/\/localhost with port and path -> http:\/\/127\.0\.0\.1:\d+/,
    ],
    setting: 'redirect.host',
    neighbour: notAllowed,
  },
  {
    rule: 'redirect-uri-plain-http',
    when: redirect({ method: 'paste', uri: 'http://shop.example/callback' }),
    confidence: 'certain',
    stage: 'authorize',
    evidence: [/-> http:\/\/shop\.example\/callback/],
    setting: 'redirect.uri',
    neighbour: redirect({ method: 'paste', uri: 'https://shop.example/callback' }),
  },
  {
    rule: 'redirect-uri-custom-scheme',
    when: redirect({ method: 'paste', uri: 'shop://callback' }),
    confidence: 'likely',
    stage: 'authorize',
    evidence: [/-> shop:\/\/callback/],
    setting: 'redirect.method',
    neighbour: redirect({ method: 'paste', uri: 'http://shop.example/callback' }),
  },
  {
    rule: 'redirect-uri-free-port',
    when: redirect({ port: 0 }),
    confidence: 'likely',
    stage: 'authorize',
    evidence: [
      /Port: a fixed one -> \d+/,
      /Nearest entry: http:\/\/localhost:\d+\/callback -> http:\/\/localhost:\d+/,
    ],
    setting: 'redirect.port',
    neighbour: notAllowed,
  },
  {
    rule: 'client-id-of-application-key',
    when: parameters({ client_id: 'sandbox-elastic-path-key' }),
    confidence: 'certain',
    stage: 'authorize',
    evidence: ['client_id: customers -> sandbox-elastic-path-key'],
    setting: 'elasticPath.parameters',
    neighbour: parameters({ client_id: 'sandbox-elastic-path' }),
  },
  {
    rule: 'client-id-of-provider',
    when: parameters({ client_id: 'sandbox-elastic-path' }),
    confidence: 'certain',
    stage: 'authorize',
    evidence: ['client_id: customers -> sandbox-elastic-path'],
    neighbour: parameters({ client_id: 'account-management' }),
  },
  {
    rule: 'client-id-not-of-realm',
    when: parameters({ client_id: 'account-management' }),
    confidence: 'likely',
    stage: 'authorize',
    evidence: ['client_id: customers -> account-management'],
    neighbour: parameters({ client_id: 'sandbox-elastic-path-key' }),
  },
  {
    rule: 'client-id-not-of-realm',
    when: { faults: ['client-id-unknown'] },
    confidence: 'possible',
    stage: 'authorize',
    evidence: ['client_id: customers -> customers'],
    neighbour: notAllowed,
  },
  {
    rule: 'client-id-not-of-realm',
    when: { inputs: { 'store.realm': realmIds.account } },
    confidence: 'likely',
    stage: 'authorize',
    evidence: [`Realm: ${realmIds.buyer} -> ${realmIds.account}`],
    setting: 'elasticPath.realm',
    neighbour: parameters({ scope: 'openid' }),
  },
  {
    rule: 'profile-unknown-to-broker',
    when: parameters({ elasticpath_commerce_cloud_profile_id: 'no-profile' }),
    confidence: 'likely',
    stage: 'authorize',
    evidence: [/elasticpath_commerce_cloud_profile_id: .* -> no-profile/],
    neighbour: parameters({ scope: 'openid' }),
  },
  {
    rule: 'scope-incomplete',
    when: { inputs: { 'store.scope': 'openid profile' } },
    confidence: 'likely',
    stage: 'authorize',
    evidence: ['error: invalid_scope', 'scope: openid email profile -> openid profile'],
    setting: 'elasticPath.scope',
    neighbour: parameters({ code_challenge: '' }),
  },
  {
    rule: 'scope-incomplete',
    when: { inputs: { 'store.scope': 'openid profile', 'store.probe': 'false' } },
    confidence: 'likely',
    stage: 'callback',
    evidence: ['error: invalid_scope'],
    neighbour: withProfile('Sandbox, wrong secret'),
  },
  {
    rule: 'code-challenge-missing',
    when: parameters({ code_challenge_method: 'S512' }),
    confidence: 'likely',
    stage: 'authorize',
    evidence: ['code_challenge_method: S256 -> S512'],
    neighbour: parameters({ response_type: 'token' }),
  },
  {
    rule: 'code-challenge-missing',
    when: parameters({ code_challenge: '' }),
    confidence: 'likely',
    stage: 'authorize',
    evidence: [/code_challenge: .{43} -> not sent/],
    setting: 'elasticPath.parameters',
    neighbour: { inputs: { 'store.scope': 'openid profile' } },
  },
  {
    rule: 'state-too-long',
    when: parameters({ state: 'x'.repeat(2049) }),
    confidence: 'likely',
    stage: 'authorize',
    evidence: ['Length of state: at most 2048 -> 2049'],
    neighbour: { inputs: { 'store.scope': 'openid profile' } },
  },
  {
    rule: 'response-type-not-code',
    when: parameters({ response_type: 'token' }),
    confidence: 'certain',
    stage: 'authorize',
    evidence: ['error: unsupported_response_type', 'response_type: code -> token'],
    neighbour: parameters({ code_challenge: '' }),
  },
  {
    rule: 'callback-visited-twice',
    when: { faults: ['callback-replay'] },
    confidence: 'certain',
    stage: 'callback',
    evidence: ['error: callback_replay'],
    setting: 'elasticPath.reportCallbackReplay',
    neighbour: withProfile('Sandbox, wrong secret'),
  },
  {
    rule: 'prompt-forbids-login',
    when: {
      inputs: { 'store.prompt': 'none' },
      browse: async (url) => {
        const { signIn } = await import('../../../electron/headless/scripted-browser.ts')
        return signIn(url, 'alice')
      },
    },
    confidence: 'likely',
    stage: 'callback',
    evidence: ['error: login_required', 'prompt: not sent, or login -> none'],
    setting: 'elasticPath.prompt',
    neighbour: { faults: ['login-required'] },
  },
  {
    rule: 'callback-endpoint-not-registered',
    when: { faults: ['provider-redirect-not-registered'] },
    confidence: 'possible',
    stage: 'callback',
    evidence: [
      /callback-endpoint: .*\/oidc-idp\/callback\//,
      'Client of hop 2: sandbox-elastic-path',
    ],
    neighbour: withProfile('Sandbox, wrong secret'),
  },
  {
    rule: 'broker-lost-sign-in',
    when: { faults: ['state-tampered'] },
    confidence: 'possible',
    stage: 'callback',
    neighbour: { faults: ['provider-secret-wrong'] },
  },
  {
    rule: 'broker-refusal-unseen',
    when: { ...notAllowed, inputs: { 'store.probe': 'false' } },
    confidence: 'possible',
    stage: 'callback',
    evidence: [/redirect_uri: http:\/\/localhost/, 'Asked without a browser: no'],
    setting: 'elasticPath.probe',
    neighbour: away,
  },
  {
    rule: 'provider-secret-wrong',
    when: { faults: ['provider-secret-wrong'] },
    confidence: 'likely',
    stage: 'callback',
    evidence: ['error: server_error', 'Client of hop 2: sandbox-elastic-path'],
    neighbour: { faults: ['extra-audience'] },
  },
  {
    rule: 'provider-refuses-basic',
    when: { faults: ['basic-auth-refused'] },
    confidence: 'likely',
    stage: 'callback',
    evidence: [/Client secret by Basic: .*client_secret_basic/],
    neighbour: { faults: ['provider-secret-wrong'] },
  },
  {
    rule: 'id-token-encrypted',
    when: { faults: ['encrypted-id-token'] },
    confidence: 'likely',
    stage: 'callback',
    neighbour: { faults: ['extra-audience'] },
  },
  {
    rule: 'id-token-further-audience',
    when: { faults: ['extra-audience'] },
    confidence: 'likely',
    stage: 'callback',
    neighbour: { login: 'carol' },
  },
  {
    rule: 'person-without-email',
    when: { faults: ['no-email'] },
    confidence: 'likely',
    stage: 'callback',
    neighbour: { faults: ['extra-audience'] },
  },
  {
    rule: 'provider-requires-nonce',
    when: { faults: ['nonce-required'] },
    confidence: 'likely',
    stage: 'callback',
    evidence: ['nonce of hop 2: not sent'],
    neighbour: { login: 'carol' },
  },
  {
    rule: 'provider-requires-pkce',
    when: { faults: ['authorization-error'] },
    confidence: 'possible',
    stage: 'callback',
    evidence: ['code_challenge of hop 2: not sent'],
    neighbour: { login: 'carol' },
  },
  {
    rule: 'provider-issuer-changed',
    when: { faults: ['discovery-issuer-mismatch'] },
    confidence: 'likely',
    stage: 'authorize',
    evidence: [/Issuer of the profile today: .* -> /],
    neighbour: { faults: ['discovery-404'] },
  },
  {
    rule: 'provider-keys-unreadable',
    when: { faults: ['jwks-500'] },
    confidence: 'likely',
    stage: 'callback',
    neighbour: { faults: ['no-email'] },
  },
  {
    rule: 'provider-document-unreadable',
    when: { faults: ['discovery-404'] },
    confidence: 'likely',
    stage: 'authorize',
    evidence: [/Discovery URL: /],
    neighbour: { faults: ['jwks-500'] },
  },
]

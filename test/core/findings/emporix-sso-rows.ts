import type { RequestDraft } from '../../../shared/exchange.ts'
import { type Case, faulty, type Row, settings } from './emporix-rows.ts'

const flowId = 'emporix-sso'
const stage = 'token-exchange'
type SsoRow = Omit<Row, 'flowId' | 'stage'> & { stage?: string }

/** The provider refuses the code, and nothing that can be seen from here says why. */
const rejected = faulty('code-rejected')

const withInputs = (inputs: Record<string, string>): Case => ({ ...rejected, inputs })

/** Changes the social login before it is sent. */
const edited = (change: (url: string) => string): Case => ({
  edit: {
    stageId: stage,
    change: (request: RequestDraft) => ({ ...request, url: change(request.url) }),
  },
})

/** Changes the first configuration of standard SSO as the connection knows it. */
const configured = (members: object): Case => ({
  ...rejected,
  ...settings((emporix) => Object.assign(emporix['sso'].configurations[0] as object, members)),
})

const rows: SsoRow[] = [
  {
    rule: 'anonymous-token-expired',
    when: 'a code was handed over',
    confidence: 'likely',
    title: /not about the code/,
    run: faulty('anonymous-expired'),
    neighbour: faulty('sso-client-refused'),
  },
  {
    rule: 'redirect-uri-differs-from-request',
    confidence: 'certain',
    title: /not that of the authorization request/,
    run: edited((url) =>
      url.replace(/redirect_uri=[^&]*/, 'redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback'),
    ),
    neighbour: rejected,
  },
  {
    rule: 'redirect-uri-differs-from-configuration',
    confidence: 'likely',
    title: /not that of configuration sandbox_main/,
    run: withInputs({ 'redirect.host': 'localhost' }),
    neighbour: rejected,
  },
  {
    rule: 'code-verifier-not-sent',
    confidence: 'certain',
    title: /no code_verifier was handed over/,
    run: edited((url) => url.replace(/&code_verifier=[^&]*/, '')),
    neighbour: rejected,
  },
  {
    rule: 'code-verifier-differs',
    confidence: 'certain',
    title: /does not belong to the code_challenge/,
    run: edited((url) =>
      url.replace(/code_verifier=[^&]*/, `code_verifier=${'another-verifier'.repeat(3)}`),
    ),
    neighbour: faulty('pkce-mismatch'),
  },
  {
    rule: 'provider-may-require-pkce',
    confidence: 'possible',
    title: /turns PKCE off/,
    run: withInputs({ 'sso.pkce': 'false' }),
    neighbour: rejected,
  },
  {
    rule: 'authorization-code-too-old',
    confidence: 'possible',
    title: /was 90 s old/,
    run: { ...rejected, beforeStage: { [stage]: ({ clock }) => clock.advance(90_000) } },
    neighbour: rejected,
  },
  {
    rule: 'authorization-code-too-old',
    when: 'it is older than RFC 6749 recommends',
    confidence: 'likely',
    title: /was 15 min old/,
    run: { ...rejected, beforeStage: { [stage]: ({ clock }) => clock.advance(900_000) } },
    neighbour: { ...rejected, beforeStage: { [stage]: ({ clock }) => clock.advance(30_000) } },
  },
  {
    rule: 'social-login-code-reused',
    confidence: 'certain',
    title: /handed over before/,
    run: {
      reuse: true,
      beforeStage: {
        issuance: (console, { id }) => console.call('run.rewind', { runId: id, stageId: stage }),
      },
    },
    neighbour: rejected,
  },
  {
    rule: 'code-not-redeemed',
    confidence: 'possible',
    title: /did not redeem the code for sandbox-sso/,
    run: rejected,
    neighbour: faulty('sso-client-refused'),
  },
  {
    rule: 'state-selects-default',
    confidence: 'likely',
    title: /state names sandbox_none.*default: sandbox_main/,
    run: withInputs({ 'sso.configName': 'sandbox_none' }),
    neighbour: rejected,
  },
  {
    rule: 'state-selects-default',
    when: 'state has no name at all',
    confidence: 'likely',
    title: /state names no configuration.*default: sandbox_main/,
    run: withInputs({ 'sso.configName': '' }),
    neighbour: withInputs({ 'sso.configName': 'sandbox_other' }),
  },
  {
    rule: 'state-not-sent-on',
    confidence: 'likely',
    title: /cannot know that sandbox_other is meant/,
    run: withInputs({ 'sso.sendState': 'false', 'sso.configName': 'sandbox_other' }),
    neighbour: withInputs({ 'sso.sendState': 'false' }),
  },
  {
    rule: 'sso-token-url-differs',
    confidence: 'likely',
    title: /of sandbox_main do not make the token endpoint/,
    run: configured({ token_endpoint: 'tokens' }),
    neighbour: rejected,
  },
  {
    rule: 'sso-token-url-slashes',
    confidence: 'possible',
    title: /token endpoint of sandbox_main has a doubled slash/,
    run: configured({ token_endpoint: '/token' }),
    neighbour: configured({ token_endpoint: 'tokens' }),
  },
  {
    rule: 'sso-public-key-not-certificate',
    stage: 'initiation',
    confidence: 'certain',
    title: /public_key of configuration sandbox_main is no certificate/,
    run: configured({
      public_key: '-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----',
    }),
    neighbour: faulty('discovery-404'),
  },
  {
    rule: 'sso-email-not-asked-for',
    confidence: 'likely',
    title: /does not ask for email/,
    run: { inputs: { 'client.scope': 'openid profile' } },
    neighbour: { login: 'carol' },
  },
  {
    rule: 'sso-client-refused',
    confidence: 'possible',
    title: /does not take client sandbox-sso/,
    run: faulty('sso-client-refused'),
    neighbour: rejected,
  },
  {
    rule: 'session-lost',
    when: 'session-id was not sent',
    stage: 'api-access',
    confidence: 'likely',
    title: /cart is lost/,
    run: { inputs: { 'sso.sendSessionId': 'false' } },
    neighbour: faulty('other-customer'),
  },
  {
    rule: 'autoprovisioning-off',
    when: 'in standard SSO, where the setting is not read',
    confidence: 'likely',
    title: /Tenant sandbox does not know this person/,
    run: { ...faulty('autoprovisioning-off'), login: 'bob' },
    neighbour: faulty('customer-duplicate'),
  },
]

export const ssoRows: Row[] = rows.map((row) => ({ flowId, stage, ...row }))

import { realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import type { RunView } from '../../../shared/run.ts'
import type { TestConsole } from '../../support/console.ts'
import { administer, sandboxStore } from '../../support/elastic-path.ts'
import { account, type Case, legacy, parameters, type Row, store } from './elastic-path-rows.ts'

/** 43 characters of the right alphabet: the challenge of RFC 7636, appendix B. */
const anotherChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const refused: Case = { faults: ['authentication-failed'] }

/** Sends the code that was redeemed a moment ago once more. */
const again: Case = {
  reuse: true,
  beforeStage: {
    'api-access': (console: TestConsole, { id: runId }: RunView) =>
      console.call('run.rewind', { runId, stageId: 'customer-token' }),
  },
}

const editedInputs = (inputs: Record<string, string>): Case => ({
  beforeStage: {
    'customer-token': (console: TestConsole, { id }: RunView) =>
      console.call('run.edit', { runId: id, stageId: 'customer-token', inputs }),
  },
})

const waited = (minutes: number): Case => ({
  beforeStage: {
    'customer-token': (console: TestConsole) => console.clock.advance(minutes * 60_000),
  },
})

const otherRedirect = editedInputs({ 'pending.redirectUri': 'http://localhost:8080/callback' })

const otherRealm: Case = {
  inputs: {
    'store.realm': realmIds.account,
    'store.parameters': '{"client_id":"account-management"}',
  },
}

/** Bob is new: he has no account before somebody assigns him. */
const assigns: Case = {
  flowId: account,
  login: 'bob',
  answers: ['Sandbox', 'Beta Works', 'Assign bob@example.com to Beta Works'],
}
const leaves: Case = { flowId: account, login: 'bob', answers: ['Sandbox', 'Leave it as it is'] }

const autoCreates = async (console: TestConsole) => {
  const path = '/v2/settings/account-authentication'
  await administer(await sandboxStore(console), 'PUT', path, {
    type: 'account_authentication_settings',
    auto_create_account_for_account_members: true,
  })
}

/** The code, the accounts, the API. */
export const tokenRows: readonly Row[] = [
  {
    rule: 'broker-code-reused',
    when: again,
    confidence: 'certain',
    stage: 'customer-token',
    evidence: [
      'It says: authentication failed',
      /Code: not used before -> used at/,
      /Ruled out: another code verifier/,
    ],
    neighbour: refused,
  },
  {
    rule: 'broker-code-verifier-differs',
    when: parameters({ code_challenge: anotherChallenge }),
    confidence: 'certain',
    stage: 'customer-token',
    evidence: [
      new RegExp(`code_challenge: ${anotherChallenge} -> .{43}$`),
      /Ruled out: another redirect URI/,
    ],
    setting: 'elasticPath.parameters',
    neighbour: otherRedirect,
  },
  {
    rule: 'broker-redirect-uri-differs',
    when: otherRedirect,
    confidence: 'certain',
    stage: 'customer-token',
    evidence: [
      /oauth_redirect_uri: .* -> http:\/\/localhost:8080\/callback/,
      /Ruled out: another code verifier/,
    ],
    neighbour: parameters({ code_challenge: anotherChallenge }),
  },
  {
    rule: 'broker-code-of-other-realm',
    when: otherRealm,
    confidence: 'likely',
    stage: 'customer-token',
    evidence: [`Realm: ${realmIds.buyer} -> ${realmIds.account}`],
    setting: 'elasticPath.realm',
    neighbour: refused,
  },
  {
    rule: 'broker-code-too-old',
    when: waited(15),
    confidence: 'likely',
    stage: 'customer-token',
    evidence: ['Age of the code: at most 10 min -> 15 min'],
    neighbour: refused,
  },
  {
    rule: 'broker-code-too-old',
    when: waited(2),
    confidence: 'possible',
    stage: 'customer-token',
    neighbour: again,
  },
  {
    rule: 'broker-code-refused',
    when: refused,
    confidence: 'possible',
    stage: 'customer-token',
    evidence: [
      /Ruled out: another code verifier/,
      /Ruled out: another redirect URI/,
      /Ruled out: an old code/,
      'Uses in this run: none before',
    ],
    neighbour: again,
  },
  {
    rule: 'token-body-without-data',
    when: { flowId: legacy, ...store({ legacy: { unwrappedBody: true } }) },
    confidence: 'likely',
    stage: 'customer-token',
    evidence: ['Body: { "data": { "type": ... } } -> { "type": ... }'],
    setting: 'elasticPath.legacy.unwrappedBody',
    neighbour: editedInputs({ 'pending.codeVerifier': '' }),
  },
  {
    rule: 'token-field-missing',
    when: editedInputs({ 'pending.codeVerifier': '' }),
    confidence: 'likely',
    stage: 'customer-token',
    evidence: ['Status: 422', 'oauth_code_verifier: present -> empty or missing'],
    neighbour: { flowId: legacy, ...store({ legacy: { unwrappedBody: true } }) },
  },
  {
    rule: 'broker-token-not-accepted',
    when: { flowId: account, faults: ['forbidden'] },
    confidence: 'likely',
    stage: 'account-token',
    evidence: ['Status: 403', 'It says: forbidden'],
    neighbour: { flowId: account, faults: ['authentication-failed'] },
  },
  {
    rule: 'broker-failed',
    when: { flowId: account, faults: ['broker-500'] },
    confidence: 'likely',
    stage: 'account-token',
    evidence: ['It says: there was a problem processing your request'],
    neighbour: { flowId: account, faults: ['forbidden'] },
  },
  {
    rule: 'member-without-account',
    when: { flowId: account, faults: ['no-accounts'], answers: ['Sandbox', 'Leave it as it is'] },
    confidence: 'certain',
    stage: 'membership',
    evidence: ['Accounts: at least one -> data: []', /Member: [\w-]{36}/],
    setting: 'elasticPath.membership',
    neighbour: assigns,
  },
  {
    rule: 'member-just-assigned',
    when: assigns,
    confidence: 'certain',
    stage: 'membership',
    evidence: [/Account: [\w-]{36}/],
    neighbour: leaves,
  },
  {
    rule: 'member-just-assigned',
    when: { ...assigns, faults: ['membership-exists'] },
    confidence: 'certain',
    stage: 'membership',
    evidence: ['Status: 409', /Ruled out: a failed assignment/],
    neighbour: { ...assigns, faults: ['membership-full'] },
  },
  {
    rule: 'member-known-before-auto-create',
    when: {
      flowId: account,
      faults: ['no-accounts'],
      before: autoCreates,
      answers: ['Sandbox', 'Leave it as it is'],
    },
    confidence: 'likely',
    stage: 'membership',
    evidence: ['auto_create_account_for_account_members: true'],
    neighbour: leaves,
  },
  {
    rule: 'no-secret-to-assign',
    when: { flowId: account, login: 'bob', ...store({ clientSecret: null }) },
    confidence: 'likely',
    stage: 'membership',
    evidence: ['Secret: clientSecret -> not set'],
    setting: 'elasticPath.clientSecret',
    neighbour: leaves,
  },
  {
    rule: 'account-not-of-member',
    when: { flowId: account, inputs: { 'store.account': 'Beta Works' } },
    confidence: 'certain',
    stage: 'account-token',
    evidence: ['Account: Beta Works'],
    setting: 'elasticPath.account',
    neighbour: {
      flowId: account,
      faults: ['forbidden'],
      inputs: { 'store.account': 'Beta Works' },
    },
  },
  {
    rule: 'account-not-of-member',
    when: { flowId: account, inputs: { 'store.switchTo': 'Beta Works' } },
    confidence: 'certain',
    stage: 'switch-account',
    evidence: ['Accounts of the member: Adler Trading, Alpine Sports'],
    setting: 'elasticPath.switchTo',
    neighbour: { flowId: account, faults: ['renewal-forbidden'] },
  },
  {
    rule: 'administrator-may-not-assign',
    when: { ...assigns, faults: ['membership-403'] },
    confidence: 'likely',
    stage: 'membership',
    evidence: ['Status: 403', /Ruled out: the secret/],
    neighbour: { ...assigns, faults: ['membership-full'] },
  },
  {
    rule: 'account-full',
    when: { ...assigns, faults: ['membership-full'] },
    confidence: 'likely',
    stage: 'membership',
    evidence: ['Status: 400', /It says: the number of account memberships/],
    neighbour: { ...assigns, faults: ['membership-403'] },
  },
  {
    rule: 'member-gone',
    when: { flowId: account, faults: ['renewal-forbidden'] },
    confidence: 'likely',
    stage: 'switch-account',
    evidence: ['Status: 403', /Ruled out: the access token/],
    neighbour: { flowId: account, faults: ['shopper-token-expired'] },
  },
  {
    rule: 'shopper-token-expired',
    when: { faults: ['shopper-token-expired'] },
    confidence: 'certain',
    stage: 'api-access',
    evidence: [/X-Moltin-Customer-Token: good at .* -> ended at/],
    neighbour: { faults: ['shopper-token-403'] },
  },
  {
    rule: 'shopper-token-expired',
    when: { flowId: account, faults: ['shopper-token-expired'] },
    confidence: 'certain',
    stage: 'switch-account',
    evidence: [/EP-Account-Management-Authentication-Token: good at .* -> ended at/],
    neighbour: { flowId: account, faults: ['renewal-forbidden'] },
  },
  {
    rule: 'credentials-mixed',
    when: { faults: ['shopper-token-403'], inputs: { 'store.grant': 'client_credentials' } },
    confidence: 'likely',
    stage: 'api-access',
    evidence: ['Grant: implicit -> client_credentials'],
    setting: 'elasticPath.grant',
    neighbour: { faults: ['shopper-token-403'] },
  },
  {
    rule: 'shopper-header-refused',
    when: { faults: ['shopper-token-403'] },
    confidence: 'likely',
    stage: 'api-access',
    evidence: [
      'X-Moltin-Customer-Token: as it was issued -> sent, refused',
      /Ruled out: an ended token/,
    ],
    neighbour: { faults: ['shopper-token-403'], inputs: { 'store.grant': 'client_credentials' } },
  },
  {
    rule: 'shopper-header-refused',
    when: {
      edit: {
        stageId: 'api-access',
        change: (request) => ({
          ...request,
          headers: request.headers.filter(([name]) => name !== 'x-moltin-customer-token'),
        }),
      },
    },
    confidence: 'likely',
    stage: 'api-access',
    evidence: ['X-Moltin-Customer-Token: as it was issued -> not sent'],
    setting: null,
    neighbour: { faults: ['customer-404'] },
  },
  {
    rule: 'shopper-not-found',
    when: { faults: ['customer-404'] },
    confidence: 'possible',
    stage: 'api-access',
    evidence: ['Status: 404', /Asked for: [\w-]{36}/],
    neighbour: { faults: ['shopper-token-403'] },
  },
]

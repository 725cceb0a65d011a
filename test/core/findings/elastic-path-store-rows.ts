import { realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import type { RequestDraft } from '../../../shared/exchange.ts'
import { sandboxStore } from '../../support/elastic-path.ts'
import { account, type Case, legacy, type Row, store } from './elastic-path-rows.ts'

const wrongKey = { inputs: { 'store.clientId': 'somebody-elses-key' } }

const withHeader =
  (name: string, value: string) =>
  (request: RequestDraft): RequestDraft => ({
    ...request,
    headers: [...request.headers.filter(([other]) => other !== name), [name, value]],
  })

/** The settings of account members asked for where they once were. */
const stalePath: Case = {
  flowId: account,
  edit: {
    stageId: 'settings',
    change: (request) => ({
      ...request,
      url: request.url.replace(
        'settings/account-authentication',
        'account-authentication-settings',
      ),
    }),
  },
}

/** To the sandbox, though the connection names the old host. */
let sandboxUrl = ''
const throughOldHost = {
  ...store({ legacy: { apiUrl: 'https://api.moltin.com' }, clientId: 'somebody-elses-key' }),
  before: async (console: Parameters<typeof sandboxStore>[0]) => {
    sandboxUrl = (await sandboxStore(console)).apiUrl
  },
  edit: {
    stageId: 'access-token',
    change: (request: RequestDraft) => ({
      ...request,
      url: request.url.replace('https://api.moltin.com', sandboxUrl),
    }),
  },
}

const administratorsSecret = {
  flowId: account,
  login: 'bob',
  ...store({ clientSecret: 'another-secret' }),
}

/** Access token, every stage, settings, profiles. */
export const storeRows: readonly Row[] = [
  {
    rule: 'token-request-no-form',
    when: {
      edit: { stageId: 'access-token', change: withHeader('content-type', 'application/json') },
    },
    confidence: 'certain',
    stage: 'access-token',
    evidence: [
      'Status: 400',
      'Content-Type: application/x-www-form-urlencoded -> application/json',
    ],
    setting: 'elasticPath.headers',
    neighbour: wrongKey,
  },
  {
    rule: 'application-key-unknown',
    when: wrongKey,
    confidence: 'likely',
    stage: 'access-token',
    evidence: ['Status: 401', 'client_id: somebody-elses-key', /Ruled out: the secret/],
    setting: 'elasticPath.clientId',
    neighbour: {
      inputs: { 'store.grant': 'client_credentials', 'store.clientSecret': 'another-secret' },
    },
  },
  {
    rule: 'application-secret-wrong',
    when: {
      inputs: { 'store.grant': 'client_credentials', 'store.clientSecret': 'another-secret' },
    },
    confidence: 'likely',
    stage: 'access-token',
    setting: 'elasticPath.clientSecret',
    neighbour: wrongKey,
  },
  {
    rule: 'application-secret-wrong',
    when: { ...administratorsSecret, answers: [] },
    confidence: 'likely',
    stage: 'membership',
    evidence: [/Ruled out: the client id, with which a token was got/],
    neighbour: {
      flowId: account,
      login: 'bob',
      faults: ['membership-403'],
      answers: ['Sandbox', 'Beta Works', 'Assign bob@example.com to Beta Works'],
    },
  },
  {
    rule: 'base-url-not-the-api',
    when: {
      connection: (document) => {
        document['elasticPath'].apiUrl += '/v2'
        return document
      },
    },
    confidence: 'likely',
    stage: 'access-token',
    evidence: [/Base URL: .* -> .*\/v2/, /Its path: .*\/v2/],
    setting: 'elasticPath.apiUrl',
    neighbour: wrongKey,
  },
  {
    rule: 'access-token-expired',
    when: { faults: ['access-token-expired'] },
    confidence: 'certain',
    stage: 'settings',
    evidence: [
      'Status: 401',
      'It says: Unable to validate access token',
      /Access token: good at .* -> ended at/,
    ],
    neighbour: { faults: ['access-token-401'] },
  },
  {
    rule: 'access-token-not-accepted',
    when: { faults: ['access-token-401'] },
    confidence: 'likely',
    stage: 'settings',
    evidence: [/Ruled out: an expired token: 60 min left/],
    neighbour: { faults: ['access-token-expired'] },
  },
  {
    rule: 'store-not-named',
    when: { ...store({ storeId: null }), faults: ['store-required'] },
    confidence: 'likely',
    stage: 'settings',
    evidence: ['X-MOLTIN-AUTH-STORE: the id of the store -> not sent'],
    setting: 'elasticPath.storeId',
    neighbour: { inputs: { 'store.storeId': 'another-store' } },
  },
  {
    rule: 'store-of-another-key',
    when: { inputs: { 'store.storeId': 'another-store' } },
    confidence: 'likely',
    stage: 'settings',
    evidence: ['Status: 422', 'It says: store id mismatch', 'X-MOLTIN-AUTH-STORE: another-store'],
    setting: 'elasticPath.storeId',
    neighbour: { ...store({ storeId: null }), faults: ['store-required'] },
  },
  {
    rule: 'requests-limited',
    when: { faults: ['rate-limited'] },
    confidence: 'certain',
    stage: 'access-token',
    evidence: ['Status: 429', 'Of this run: 1 request in the last second'],
    neighbour: { faults: ['store-503'] },
  },
  {
    rule: 'store-down',
    when: { faults: ['store-503'] },
    confidence: 'likely',
    stage: 'access-token',
    neighbour: { faults: ['rate-limited'] },
  },
  {
    rule: 'host-deprecated',
    when: { flowId: legacy, ...throughOldHost },
    confidence: 'possible',
    stage: 'access-token',
    evidence: ['Base URL: https://euwest.api.elasticpath.com -> https://api.moltin.com'],
    setting: 'elasticPath.legacy.apiUrl',
    neighbour: { flowId: legacy, ...wrongKey },
  },
  {
    rule: 'settings-path-stale',
    when: stalePath,
    confidence: 'likely',
    stage: 'settings',
    evidence: [
      'Status: 404',
      'Path: /v2/settings/account-authentication -> /v2/account-authentication-settings',
    ],
    setting: null,
    neighbour: { flowId: account, faults: ['settings-404'] },
  },
  {
    rule: 'settings-at-older-path',
    when: { faults: ['stale-settings-path'] },
    confidence: 'likely',
    stage: 'settings',
    evidence: [
      'Path: /v2/settings/customer-authentication -> /v2/customer-authentication-settings',
      /^Asked: .*, then /,
    ],
    setting: null,
    neighbour: { faults: ['settings-404'] },
  },
  {
    rule: 'settings-at-older-path',
    when: { flowId: legacy, faults: ['stale-settings-path'] },
    confidence: 'likely',
    stage: 'settings',
    evidence: ['Asked: /v2/customer-authentication-settings'],
    setting: null,
    // The older path answers 404 there, the current one is then asked; something later fails.
    neighbour: { flowId: legacy, faults: ['no-profiles'] },
  },
  {
    rule: 'settings-not-there',
    when: { faults: ['settings-404'] },
    confidence: 'possible',
    stage: 'settings',
    evidence: [
      /Asked: .*settings.*, then .*customer-authentication-settings/,
      /Ruled out: the host/,
      /Ruled out: a stale path/,
    ],
    neighbour: stalePath,
  },
  {
    rule: 'settings-need-administrator',
    when: { faults: ['settings-403'] },
    confidence: 'likely',
    stage: 'settings',
    evidence: ['Grant: client_credentials -> implicit'],
    setting: 'elasticPath.grant',
    neighbour: { faults: ['access-token-expired'] },
  },
  {
    rule: 'settings-need-administrator',
    when: { faults: ['access-token-401'] },
    confidence: 'possible',
    stage: 'settings',
    neighbour: { faults: ['access-token-401'], inputs: { 'store.grant': 'client_credentials' } },
  },
  {
    rule: 'realm-not-of-settings',
    when: { inputs: { 'store.realm': realmIds.merchant } },
    confidence: 'likely',
    stage: 'profiles',
    evidence: [`Realm: ${realmIds.buyer} -> ${realmIds.merchant}`],
    setting: 'elasticPath.realm',
    neighbour: { faults: ['no-profiles'] },
  },
  {
    rule: 'realm-unknown',
    when: { faults: ['wrong-realm'] },
    confidence: 'likely',
    stage: 'profiles',
    evidence: ['Status: 404', /Path: \/v2\/authentication-realms\/.*\/oidc-profiles/],
    setting: 'elasticPath.storeId',
    neighbour: { inputs: { 'store.realm': 'no-realm' } },
  },
  {
    rule: 'realm-unknown',
    when: {
      edit: {
        stageId: 'profiles',
        change: (request) => ({
          ...request,
          url: request.url.replace('oidc-profiles', 'openid-connect-profiles'),
        }),
      },
    },
    confidence: 'likely',
    stage: 'profiles',
    evidence: [/Path: .*openid-connect-profiles/],
    setting: null,
    neighbour: { faults: ['no-profiles'] },
  },
  {
    rule: 'realm-without-profile',
    when: { faults: ['no-profiles'] },
    confidence: 'likely',
    stage: 'profiles',
    evidence: ['Profiles: at least one -> data: []', `Realm: ${realmIds.buyer}`],
    neighbour: { inputs: { 'store.realm': realmIds.merchant } },
  },
  {
    rule: 'profiles-in-other-realm',
    when: { flowId: account, faults: ['no-profiles'] },
    confidence: 'possible',
    stage: 'profiles',
    evidence: ['Client id of the realm: account-management'],
    neighbour: { flowId: account, faults: ['wrong-realm'] },
  },
  {
    rule: 'profiles-of-other-store',
    when: { ...store({ storeId: null }), faults: ['no-profiles'] },
    confidence: 'possible',
    stage: 'profiles',
    evidence: ['X-MOLTIN-AUTH-STORE: the id of the store -> not sent'],
    setting: 'elasticPath.storeId',
    neighbour: { faults: ['no-profiles'] },
  },
  {
    rule: 'profile-not-in-realm',
    when: { inputs: { 'store.profile': 'sandbox' } },
    confidence: 'certain',
    stage: 'profiles',
    evidence: [
      'Profile: Sandbox -> sandbox',
      'Profiles of the realm: Sandbox, Sandbox, wrong secret',
    ],
    setting: 'elasticPath.profile',
    neighbour: { inputs: { 'store.profile': 'Sandbox' }, faults: ['no-profiles'] },
  },
]

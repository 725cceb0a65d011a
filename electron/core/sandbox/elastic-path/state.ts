import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../../ports.ts'
import { FaultSwitches } from '../faults/switches.ts'
import { type TokenStore, tokenStore } from '../state.ts'
import { type AccountsState, createAccountsState } from './accounts-state.ts'
import { type BrokerGrants, createBrokerGrants } from './broker-grants.ts'
import { fillPreset } from './preset.ts'
import { type RequestCounter, requestCounter } from './rate-limit.ts'
import type {
  AccountSettings,
  Bearer,
  BrokerLogin,
  Customer,
  IdentityLink,
  OidcProfile,
  Realm,
  Stamped,
  User,
} from './records.ts'
import { apiUrlAt, storeId } from './store.ts'

export interface ElasticPathState {
  readonly storeId: string
  /** `http://127.0.0.1:PORT` of the sandbox. */
  readonly origin: string
  /** The base URL of the API: `http://127.0.0.1:PORT/elastic-path` */
  readonly apiUrl: string
  readonly clock: Clock
  /** What the store is told to do wrong. */
  readonly faults: Pick<FaultSwitches, 'shows'>
  readonly realms: Realm[]
  readonly profiles: OidcProfile[]
  /** `user-authentication-info` of all realms. */
  readonly users: User[]
  readonly identityLinks: IdentityLink[]
  readonly customers: Customer[]
  readonly accountSettings: AccountSettings
  /** The store's page-length setting: elements in a page when the request does not say. */
  readonly pageLength: number
  readonly accessTokens: TokenStore<Bearer>
  /** Sign-ins that the broker began at an identity provider, by its `state` there. */
  readonly logins: TokenStore<BrokerLogin>
  /** Codes of the broker: what its private token endpoint redeems. */
  readonly grants: BrokerGrants
  readonly accounts: AccountsState
  /** Of this second, for the rate limit. */
  readonly requests: RequestCounter
  /** ISO 8601 */
  now(): string
  /** Since the epoch. */
  nowSeconds(): number
  addProfile(facts: Omit<OidcProfile, keyof Stamped>): OidcProfile
  addUser(facts: Omit<User, keyof Stamped>): User
  addIdentityLink(facts: Omit<IdentityLink, keyof Stamped>): IdentityLink
  addCustomer(facts: Omit<Customer, keyof Stamped>): Customer
  /** Back to the first moment: preset realms and profiles, alice, and nobody signed in. */
  reset(): void
}

interface ElasticPathOptions {
  clock: Clock
  origin: string
  /** Of the preset realms: where the console listens on this machine. */
  redirectUri: string
  /** Default 25, as a store's. */
  pageLength?: number
  /** None, unless given. */
  faults?: Pick<FaultSwitches, 'shows'>
}

export function createElasticPathState(options: ElasticPathOptions): ElasticPathState {
  const { clock, origin, redirectUri, pageLength = 25, faults = new FaultSwitches() } = options
  const now = () => new Date(clock.now()).toISOString()
  const accessTokens = tokenStore<Bearer>(clock, () => randomBytes(20).toString('hex'))
  const logins = tokenStore<BrokerLogin>(clock)
  const grants = createBrokerGrants(clock)
  const requests = requestCounter(clock)
  const accounts = createAccountsState(clock)

  /** Adds to a list a record with what the platform itself gives to it. */
  const add = <R extends Stamped>(list: R[], facts: Omit<R, keyof Stamped>): R => {
    const stamped: Stamped = { id: randomUUID(), createdAt: now(), updatedAt: now() }
    const record = { ...stamped, ...facts } as R
    list.push(record)
    return record
  }

  const state: ElasticPathState = {
    storeId,
    origin,
    apiUrl: apiUrlAt(origin),
    clock,
    faults,
    realms: [],
    profiles: [],
    users: [],
    identityLinks: [],
    customers: [],
    accountSettings: { ...defaultAccountSettings },
    pageLength,
    accessTokens,
    logins,
    grants,
    accounts,
    requests,
    now,
    nowSeconds: () => Math.floor(clock.now() / 1000),
    addProfile: (facts) => add(state.profiles, facts),
    addUser: (facts) => add(state.users, facts),
    addIdentityLink: (facts) => add(state.identityLinks, facts),
    addCustomer: (facts) => add(state.customers, facts),
    reset() {
      for (const list of [
        state.realms,
        state.profiles,
        state.users,
        state.identityLinks,
        state.customers,
      ])
        list.length = 0
      Object.assign(state.accountSettings, defaultAccountSettings)
      accessTokens.clear()
      logins.clear()
      grants.clear()
      requests.clear()
      accounts.reset()
      fillPreset(state, redirectUri)
    },
  }
  state.reset()
  return state
}

/** [D] elastic-path.md section 5.1 */
const defaultAccountSettings: AccountSettings = {
  enableSelfSignup: false,
  autoCreateAccountForAccountMembers: false,
  accountMemberSelfManagement: 'disabled',
  tokenTimeoutSecs: 86400,
}

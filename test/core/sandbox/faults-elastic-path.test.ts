import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/core/sandbox/sandbox.ts'
import { profileIds, realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import { elasticPathFaults } from '../../../electron/core/sandbox/faults/elastic-path.ts'
import { Browser } from './browser.ts'
import {
  accessToken,
  codeOf,
  customerToken,
  hopOneUrl,
  proofKey,
  signedInCustomer,
  storeApi,
  storeOf,
  throughBroker,
} from './elastic-path/store.ts'
import { type ManualClock, running } from './running.ts'
import { locationOf } from './sign-in.ts'

let sandbox: Sandbox
let clock: ManualClock
beforeAll(async () => {
  ;({ sandbox, clock } = await running())
})
afterEach(() => {
  sandbox.faults.set([])
  sandbox.reset()
  // The store counts its requests by the second.
  clock.advance(1)
})

type FaultName = keyof typeof elasticPathFaults

const account = '/v2/settings/account-authentication'
const customer = '/v2/settings/customer-authentication'
const profiles = `/v2/authentication-realms/${realmIds.buyer}/oidc-profiles`
const members = '/v2/account-members/tokens'
const memberships = '/v2/accounts/a4a5b7c9-d2c6-43bf-b7ae-6bc9f3a5e411/account-memberships'
const type = 'account_management_authentication_token'

/** Reads with an access token and names the store, as the console does. */
async function read(path: string, headers: Record<string, string> = {}) {
  const named = { 'x-moltin-auth-store': storeOf(sandbox).storeId, ...headers }
  return storeApi(sandbox, path, { bearer: await accessToken(sandbox), headers: named })
}

const statusOf = async (answering: Promise<Response>) => (await answering).status

async function bodyOf(answering: Promise<Response>): Promise<string> {
  return (await answering).text()
}

async function memberTokens(code: string): Promise<Response> {
  return storeApi(sandbox, members, {
    bearer: await accessToken(sandbox),
    json: {
      data: {
        type,
        authentication_mechanism: 'oidc',
        oauth_authorization_code: code,
        oauth_redirect_uri: storeOf(sandbox).redirectUri,
        oauth_code_verifier: proofKey.verifier,
      },
    },
  })
}

const signedInMember = async () =>
  memberTokens(await codeOf(sandbox, { realm: 'account', login: 'alice' }))

interface MemberTokens {
  data: { token: string; account_id: string; expires: string }[]
}

const tokensIn = async (answering: Promise<Response>) =>
  ((await (await answering).json()) as MemberTokens).data

async function renewed(token: string): Promise<Response> {
  return storeApi(sandbox, members, {
    bearer: await accessToken(sandbox),
    headers: { 'ep-account-management-authentication-token': token },
    json: { data: { type, authentication_mechanism: type } },
  })
}

async function assign(): Promise<Response> {
  return storeApi(sandbox, memberships, {
    bearer: await accessToken(sandbox, 'client_credentials'),
    json: {
      data: {
        type: 'account_membership',
        account_member_id: 'b5b6c8da-e3d7-44ca-88bf-7cdaa4b6f512',
      },
    },
  })
}

async function hopTwo(): Promise<URL> {
  const url = hopOneUrl(sandbox)
  return locationOf(await new Browser().visit(url), url)
}

const hopOne = () => new Browser().visit(hopOneUrl(sandbox))

async function errorOf(login: string): Promise<string | null> {
  return (await throughBroker(sandbox, { login })).searchParams.get('error')
}

async function readCustomer() {
  const { token, customer_id } = await signedInCustomer(sandbox, 'alice')
  return read(`/v2/customers/${customer_id}`, { 'x-moltin-customer-token': token })
}

/** What is asked of the sandbox, how it answers, and how with the fault. */
interface Effect {
  ask: () => Promise<unknown>
  without: unknown
  with: unknown
}

const replaying = async () =>
  (
    await throughBroker(sandbox, { parameters: { ep_report_callback_replay_error: 'true' } })
  ).searchParams.get('error')

const effects: Record<FaultName, Effect> = {
  'access-token-401': { ask: () => statusOf(read(customer)), without: 200, with: 401 },
  'access-token-expired': { ask: () => statusOf(read(customer)), without: 200, with: 401 },
  'store-required': {
    ask: async () => bodyOf(storeApi(sandbox, profiles, { bearer: await accessToken(sandbox) })),
    without: expect.stringContaining('oidc-profile'),
    with: expect.stringContaining("field 'XMoltinAuthStore' on the 'required' tag"),
  },
  'rate-limited': { ask: () => statusOf(storeApi(sandbox, customer)), without: 401, with: 429 },
  'store-503': { ask: () => statusOf(storeApi(sandbox, customer)), without: 401, with: 503 },
  'stale-settings-path': {
    ask: async () => [
      await statusOf(read(customer)),
      await statusOf(read('/v2/customer-authentication-settings')),
      await statusOf(read(account)),
      await statusOf(read('/v2/account-authentication-settings')),
    ],
    without: [200, 404, 200, 404],
    with: [404, 200, 404, 200],
  },
  'settings-404': {
    ask: async () => [await statusOf(read(customer)), await statusOf(read(account))],
    without: [200, 200],
    with: [404, 404],
  },
  'settings-403': {
    ask: async () => [
      await statusOf(read(customer)),
      await statusOf(
        storeApi(sandbox, customer, { bearer: await accessToken(sandbox, 'client_credentials') }),
      ),
    ],
    without: [200, 200],
    with: [403, 200],
  },
  'wrong-realm': {
    ask: async () => (await bodyOf(read(customer))).includes(realmIds.buyer),
    without: true,
    with: false,
  },
  'no-profiles': {
    ask: () => bodyOf(read(profiles)),
    without: expect.stringContaining(profileIds.buyer.good),
    with: expect.stringContaining('"data":[]'),
  },
  'client-id-unknown': {
    ask: async () => bodyOf(hopOne()),
    without: '',
    with: expect.stringContaining('The field [client_id] with value [customers] is invalid.'),
  },
  'redirect-uri-not-allowed': {
    ask: async () => [
      await statusOf(hopOne()),
      (await bodyOf(read(`/v2/authentication-realms/${realmIds.buyer}`))).includes('/callback/"'),
    ],
    without: [303, false],
    with: [400, true],
  },
  'provider-redirect-not-registered': {
    ask: async () => {
      const url = await hopTwo()
      const endpoint = url.searchParams.get('redirect_uri') ?? ''
      // The profile names the endpoint that is sent, registered or not.
      const isNamed = (await bodyOf(read(profiles))).includes(endpoint)
      return [isNamed, await statusOf(new Browser().visit(url))]
    },
    without: [true, 303],
    with: [true, 400],
  },
  'provider-secret-wrong': { ask: () => errorOf('alice'), without: null, with: 'server_error' },
  'callback-replay': { ask: replaying, without: null, with: 'callback_replay' },
  'authentication-failed': {
    ask: async () => bodyOf(customerToken(sandbox, await codeOf(sandbox))),
    without: expect.stringContaining('customer_id'),
    with: '{"errors":[{"status":"400","title":"Bad Request","detail":"authentication failed"}]}',
  },
  forbidden: {
    ask: async () => [
      await statusOf(customerToken(sandbox, await codeOf(sandbox))),
      await statusOf(signedInMember()),
    ],
    without: [200, 201],
    with: [403, 403],
  },
  'broker-500': {
    ask: async () => [
      await statusOf(customerToken(sandbox, await codeOf(sandbox))),
      await statusOf(signedInMember()),
    ],
    without: [200, 201],
    with: [500, 500],
  },
  'no-accounts': {
    ask: async () => (await tokensIn(signedInMember())).length,
    without: 2,
    with: 0,
  },
  'membership-exists': { ask: () => statusOf(assign()), without: 201, with: 409 },
  'membership-403': { ask: () => statusOf(assign()), without: 201, with: 403 },
  'membership-full': { ask: () => statusOf(assign()), without: 201, with: 400 },
  'renewal-forbidden': {
    ask: async () => statusOf(renewed((await tokensIn(signedInMember()))[0]?.token ?? '')),
    without: 201,
    with: 403,
  },
  'shopper-token-expired': {
    ask: async () => {
      const [member] = await tokensIn(signedInMember())
      const { expires } = await signedInCustomer(sandbox, 'alice')
      const now = clock.now()
      return [expires * 1000 > now, Date.parse(member?.expires ?? '') > now]
    },
    without: [true, true],
    with: [false, false],
  },
  'shopper-token-403': { ask: () => statusOf(readCustomer()), without: 200, with: 403 },
  'customer-404': { ask: () => statusOf(readCustomer()), without: 200, with: 404 },
}

describe.each(Object.entries(effects))('the fault %s', (id, effect) => {
  it('is seen, and is gone when it is switched off', async () => {
    expect(await effect.ask()).toEqual(effect.without)
    sandbox.reset()
    sandbox.faults.set([id])
    expect(await effect.ask()).toEqual(effect.with)
    sandbox.faults.set([])
    sandbox.reset()
    expect(await effect.ask()).toEqual(effect.without)
  })
})

it('each fault of the store has a test, and says what it does in one line', () => {
  expect(Object.keys(effects).toSorted()).toEqual(Object.keys(elasticPathFaults).toSorted())
  for (const title of Object.values(elasticPathFaults)) expect(title).toMatch(/^[A-Z].{10,90}\.$/)
})

import type { FlowInfo } from '../../shared/contract.ts'
import type { Hop, RunView, StageStatus, StageView } from '../../shared/run.ts'

/* A flow over a broker, made up for looking at the screens: titles of every length and a hostile one. */

type Outline = [id: string, title: string, explanation: string]

const outlines: Outline[] = [
  ['access-token', 'Get an access token', 'Asks the store for the token that a storefront has.'],
  ['settings', 'Read the settings', 'Reads which realm signs people in, and as which client.'],
  [
    'profiles',
    'Choose the profile',
    'Reads the identity providers that the realm knows and takes one. The store is the provider of the storefront and a client of that provider, so there are two redirect URIs and two client ids.',
  ],
  [
    'authorize',
    'Open the sign-in',
    'Opens the sign-in of the store, which goes on to the provider.',
  ],
  [
    'callback',
    'Take the callback',
    'Waits until the browser comes back with the code of the store.',
  ],
  ['customer-token', 'Redeem the code', 'Hands the code to the store and gets the token.'],
  ['api-access', 'Call the API', 'Uses the token as a storefront would.'],
]

const realm = 'redirect_uris of the realm 1c45e4ec-8a57-4b0b-9d7c-2b5a4f3e1a01'
const provider = 'allowed redirect URIs of the client at the identity provider'

const hops: Hop[] = [
  {
    title: 'Storefront to store',
    relyingParty: 'this console, as the storefront',
    openIdProvider: 'the store, as broker',
    clientId: 'customer-authentication-5f1d2c0e-8a57-4b0b-9d7c-2b5a4f3e1a01',
    redirectUri: 'http://localhost:8080/callback',
    registeredAt: realm,
    authorizationHost: 'euwest.api.shop.example',
    state: 'made by the console, compared when the browser comes back',
    code: 'made by the store, redeemed by the console',
    seen: true,
  },
  {
    title: 'Store to identity provider',
    relyingParty: 'the store, as broker',
    openIdProvider: 'Acme workforce',
    clientId: 'shop-broker',
    redirectUri:
      'https://euwest.api.shop.example/oidc-idp/callback/stores/8f3ad4b2/authentication-realms/1c45e4ec/oidc-profiles/6f1d2c0e-8a57-4b0b-9d7c-2b5a4f3e1a01',
    registeredAt: provider,
    authorizationHost: 'login.acme.example',
    state: 'made by the store',
    code: 'made by the identity provider, redeemed by the store',
    seen: true,
  },
]

const options = [
  {
    id: '6f1d2c0e-8a57-4b0b-9d7c-2b5a4f3e1a01',
    title: 'Acme workforce',
    detail:
      'login.acme.example, https://login.acme.example/realms/staff/.well-known/openid-configuration',
  },
  { id: 'b27e9a44', title: 'Customers', detail: 'https://id.acme.example' },
  {
    id: 'c93a7f18',
    title:
      'Partners of the northern region with the very long name that an administrator wrote in one afternoon',
    detail:
      'https://partners.login.acme.example/tenants/0b6ce2f4-3a51-4d0b-8a57-f00dfeed0001/v2.0/.well-known/openid-configuration?appid=0123456789abcdef',
  },
  {
    id: 'd4',
    title: 'Sandbox \u202ereversed',
    detail: 'A sentence about this one, without any address.',
  },
]

export const chainedFlow: FlowInfo = {
  id: 'chained',
  title: 'Broker customer',
  platform: 'broker',
  platformTitle: 'Broker',
  takesSite: false,
  judges: false,
  startsWith: ['callback' as const],
  stages: outlines.map(([id, title, explanation]) => ({
    id,
    title,
    explanation,
    lookAt: '',
    spec: '',
  })),
}

/** The run before its choice, and the one that stands before the sign-in with both hops in sight. */
export function chainedRun(at: 'choosing' | 'hops' | 'hops-unseen', like: RunView): RunView {
  const stands = at === 'choosing' ? 2 : 3
  const statusOf = (index: number): StageStatus =>
    index < stands ? 'passed' : index > stands ? 'not-run' : at === 'choosing' ? 'choosing' : 'next'
  return {
    ...like,
    flowId: chainedFlow.id,
    flowTitle: chainedFlow.title,
    site: null,
    state: at === 'choosing' ? 'choosing' : 'paused',
    toEnd: at === 'choosing',
    stages: outlines.map((outline, index) => stageOf(outline, index, statusOf(index), at)),
    next: {
      kind: at === 'choosing' ? 'choose' : 'next',
      stageId: outlines[stands]?.[0] ?? '',
      label: at === 'choosing' ? 'Take the selected one' : 'Open the browser',
      shortLabel: at === 'choosing' ? 'Take the selected one' : 'Open the browser',
    },
    waiting: null,
    choosing:
      at === 'choosing'
        ? {
            stageId: 'profiles',
            input: 'store.profile',
            question: 'Which OIDC profile signs the person in?',
            options,
          }
        : null,
    verdict: null,
    customerToken: null,
  }
}

function stageOf(
  [id, title, explanation]: Outline,
  index: number,
  status: StageStatus,
  at: 'choosing' | 'hops' | 'hops-unseen',
): StageView {
  const seen = at === 'hops'
  return {
    id,
    number: index + 1,
    title,
    explanation,
    lookAt:
      id === 'authorize' ? 'the two `redirect_uri`: each is registered at another place.' : '',
    spec: 'OpenID Connect Core 1.0 section 3.1',
    status,
    reason: '',
    durationMs: status === 'passed' ? 40 + index : null,
    inputs: [{ name: 'realm', value: '1c45e4ec', from: 'stage 2, Read the settings' }],
    fields: [],
    edited: false,
    holds: false,
    reuses: [],
    outputs: [],
    previews: [],
    exchanges: [],
    checks: [],
    tokens: [],
    hops:
      id !== 'authorize'
        ? []
        : hops.map((hop, index) =>
            seen || index === 0
              ? hop
              : { ...hop, seen: false, clientId: null, authorizationHost: null },
          ),
    failure: null,
    findings: [],
    messages: [],
  }
}

import { generateKeyPairSync } from 'node:crypto'
import { customerRows } from './emporix-customer-rows.ts'
import { type Case, type ExchangeRow, faulty, type Row, settings, stored } from './emporix-rows.ts'

const flowId = 'emporix-token-exchange'

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const foreignKeys = {
  keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'foreign', alg: 'RS256', use: 'sig' }],
}
/** Both modes at once, and the keys are those that the provider publishes. */
export const withPublishedKeys: Case = {
  async connection(document, console) {
    const { origin } = new URL(String(document['emporix'].apiUrl))
    const answer = await fetch(`${origin}/idp/jwks`)
    const jwks: unknown = await answer.json()
    return stored((online) => ({ ...online, jwks })).connection?.(document, console) ?? document
  },
}
const wrongSecret = {
  inputs: { 'tenant.serviceClient.clientSecret': 'wrong' },
}
const serviceClientAsStorefront = {
  inputs: { 'tenant.storefrontClientId': 'sandbox-service' },
}

const anonymous: ExchangeRow[] = [
  {
    rule: 'service-client-as-storefront-client',
    stage: 'anonymous-session',
    confidence: 'certain',
    title: /service client sandbox-service/,
    run: serviceClientAsStorefront,
    neighbour: faulty('anonymous-401'),
  },
  {
    rule: 'storefront-client-refused',
    stage: 'anonymous-session',
    confidence: 'likely',
    title: /sandbox-storefront.*tenant sandbox/,
    run: faulty('anonymous-401'),
    neighbour: serviceClientAsStorefront,
  },
  {
    rule: 'anonymous-token-expired',
    stage: 'exchange',
    confidence: 'certain',
    title: /anonymous token has expired.*not about the subject token/,
    run: {
      beforeStage: { exchange: ({ clock }) => clock.advance(3_600_000) },
    },
    neighbour: faulty('anonymous-unknown'),
  },
  {
    rule: 'anonymous-token-expired',
    when: 'the gateway says so of a young token',
    stage: 'exchange',
    confidence: 'likely',
    title: /has expired/,
    run: faulty('anonymous-expired'),
    neighbour: faulty('exchange-403'),
  },
  {
    rule: 'anonymous-token-refused',
    stage: 'exchange',
    confidence: 'likely',
    title: /does not take the anonymous token/,
    run: faulty('anonymous-unknown'),
    neighbour: faulty('anonymous-expired'),
  },
  {
    rule: 'anonymous-token-refused',
    when: 'another bearer was sent',
    stage: 'exchange',
    confidence: 'certain',
    title: /does not carry the anonymous token/,
    run: {
      edit: {
        stageId: 'exchange',
        change: (request) => ({
          ...request,
          headers: request.headers.map(([name, value]) => [
            name,
            name === 'authorization' ? 'Bearer another-token' : value,
          ]),
        }),
      },
    },
    neighbour: faulty('exchange-400'),
  },
]

const gateway: ExchangeRow[] = [
  {
    rule: 'request-url-too-long',
    stage: 'exchange',
    confidence: 'likely',
    title: /below its documented limit/,
    run: faulty('url-too-long'),
    neighbour: faulty('exchange-403'),
  },
  {
    rule: 'request-url-too-long',
    when: 'it is longer than documented',
    stage: 'exchange',
    confidence: 'certain',
    title: /longer than the platform takes/,
    run: {
      edit: {
        stageId: 'exchange',
        change: (request) => ({ ...request, url: `${request.url}&more=${'x'.repeat(10_240)}` }),
      },
    },
    neighbour: faulty('gateway-503'),
  },
  {
    rule: 'platform-rate-limit',
    stage: 'exchange',
    confidence: 'likely',
    title: /Tenant sandbox sends more requests/,
    run: faulty('gateway-429'),
    neighbour: faulty('gateway-503'),
  },
  {
    rule: 'platform-unavailable',
    stage: 'exchange',
    confidence: 'likely',
    title: /fails with 503/,
    run: faulty('gateway-503'),
    neighbour: faulty('gateway-429'),
  },
  {
    rule: 'api-url-not-platform',
    stage: 'select-configuration',
    confidence: 'likely',
    title: /\/idp is not the API/,
    run: settings((emporix, origin) => (emporix['apiUrl'] = `${origin}/idp`)),
    neighbour: wrongSecret,
  },
]

const configuration: ExchangeRow[] = [
  {
    rule: 'tenant-in-scope-differs',
    stage: 'anonymous-session',
    confidence: 'certain',
    title: /tenant othershop, while the URL names sandbox/,
    run: faulty('tenant-mismatch'),
    neighbour: faulty('anonymous-401'),
  },
  {
    rule: 'tenant-in-scope-differs',
    when: 'the customer token is of another tenant',
    stage: 'issuance',
    confidence: 'certain',
    title: /tenant othershop/,
    run: faulty('tenant-mismatch'),
    neighbour: faulty('saas-missing'),
  },
  {
    rule: 'tenant-not-valid',
    stage: 'exchange',
    confidence: 'likely',
    title: /does not take sandbox as the tenant/,
    run: faulty('exchange-400'),
    neighbour: faulty('unknown-config'),
  },
  {
    rule: 'configuration-differs-by-case',
    stage: 'select-configuration',
    confidence: 'likely',
    title: /site_de is configured as Site_DE/,
    run: { site: 'site_de' },
    neighbour: { site: 'Site_XX' },
  },
  {
    rule: 'configuration-unknown',
    stage: 'select-configuration',
    confidence: 'certain',
    title: /no entry Site_XX/,
    run: { site: 'Site_XX' },
    neighbour: { site: 'site_de' },
  },
  {
    rule: 'configuration-unknown',
    when: 'the connection stores a copy',
    stage: 'select-configuration',
    confidence: 'likely',
    title: /no entry Site_XX/,
    run: { ...stored((online) => online), site: 'Site_XX' },
    neighbour: { ...stored((online) => online), site: 'SITE_DE' },
  },
  {
    rule: 'configuration-fallback-refused',
    stage: 'exchange',
    confidence: 'certain',
    title: /Site_XX.*does not fall back to default/,
    run: { site: 'Site_XX', inputs: { 'tenant.unknownConfig': 'default' } },
    neighbour: faulty('unknown-config'),
  },
  {
    rule: 'configuration-unknown-to-platform',
    stage: 'exchange',
    confidence: 'likely',
    title: /no configuration Site_DE/,
    run: faulty('unknown-config'),
    neighbour: faulty('exchange-400'),
  },
  {
    rule: 'token-exchange-document-missing',
    stage: 'select-configuration',
    confidence: 'certain',
    title: /Tenant sandbox has no tokenExchange/,
    run: faulty('no-token-exchange'),
    neighbour: faulty('service-scope-missing'),
  },
  {
    rule: 'service-client-refused',
    stage: 'select-configuration',
    confidence: 'likely',
    title: /service client sandbox-service for wrong/,
    run: wrongSecret,
    neighbour: faulty('service-scope-missing'),
  },
  {
    rule: 'service-client-refused',
    when: 'it is the storefront client',
    stage: 'select-configuration',
    confidence: 'certain',
    title: /sandbox-storefront is the storefront client/,
    run: { inputs: { 'tenant.serviceClient.clientId': 'sandbox-storefront' } },
    neighbour: faulty('no-token-exchange'),
  },
  {
    rule: 'configuration-scope-missing',
    stage: 'select-configuration',
    confidence: 'certain',
    title: /sandbox-service lacks configuration\.configuration_view/,
    run: faulty('service-scope-missing'),
    neighbour: wrongSecret,
  },
]

const validation: ExchangeRow[] = [
  {
    rule: 'pinned-keys-rotated',
    stage: 'exchange',
    confidence: 'certain',
    title: /which Site_PL\.jwks does not pin/,
    run: { site: 'Site_PL', faults: ['rotated-keys'] },
    neighbour: { site: 'Site_PL', faults: ['unknown-kid'] },
  },
  {
    rule: 'id-token-as-subject-token',
    stage: 'exchange',
    confidence: 'certain',
    title: /An ID token is handed over; Site_DE/,
    run: { inputs: { 'client.subjectToken': 'id_token' } },
    neighbour: faulty('introspection-inactive'),
  },
  {
    rule: 'keys-beside-introspection',
    stage: 'validate',
    confidence: 'likely',
    title: /Site_DE\.jwks decides for offline/,
    run: stored((online) => ({ ...online, jwks: foreignKeys })),
    neighbour: stored(({ issuer, audience }) => ({ issuer, audience, jwks: foreignKeys })),
  },
  {
    rule: 'keys-beside-introspection',
    when: 'the keys are good',
    stage: 'select-configuration',
    confidence: 'likely',
    title: /Site_DE\.jwks decides for offline/,
    run: withPublishedKeys,
    neighbour: { ...withPublishedKeys, site: 'Site_XX' },
  },
  {
    rule: 'introspection-client-refused',
    stage: 'validate',
    confidence: 'certain',
    title: /refuses sandbox-introspection/,
    run: stored((online) => ({ ...online, client_secret: 'another' })),
    neighbour: faulty('introspection-500'),
  },
  {
    rule: 'introspection-url-wrong',
    stage: 'validate',
    confidence: 'likely',
    title: /No introspection endpoint answers at .*\/idp\/nowhere/,
    run: stored((online) => ({ ...online, token_introspect_endpoint: '/idp/nowhere' })),
    neighbour: faulty('introspection-500'),
  },
  {
    rule: 'introspection-unreachable',
    stage: 'validate',
    confidence: 'likely',
    title: /introspection endpoint at 127\.0\.0\.1:\d+ fails with 500/,
    run: faulty('introspection-500'),
    neighbour: faulty('introspection-401'),
  },
  {
    rule: 'introspection-url-slash',
    stage: 'exchange',
    confidence: 'possible',
    title: /Site_DE\.domain and Site_DE\.token_introspect_endpoint is doubled/,
    run: {
      ...stored((online) => ({ ...online, domain: `${online.domain}/` })),
      faults: ['exchange-403'],
    },
    neighbour: { ...stored((online) => online), faults: ['exchange-403'] },
  },
  {
    rule: 'prediction-differs',
    stage: 'exchange',
    confidence: 'possible',
    title: /answers 403 where 200 was predicted for Site_DE/,
    run: faulty('exchange-403'),
    neighbour: faulty('gateway-503'),
  },
  {
    rule: 'prediction-differs',
    when: 'the connection stores a copy',
    stage: 'exchange',
    confidence: 'likely',
    title: /answers 400 where 200/,
    run: { ...stored((online) => online), faults: ['unknown-config'] },
    neighbour: { ...stored((online) => online), faults: ['anonymous-expired'] },
  },
  {
    rule: 'exchange-forbidden',
    stage: 'exchange',
    confidence: 'possible',
    title: /Site_DE may lack the storefront client/,
    run: faulty('exchange-403'),
    neighbour: faulty('exchange-400'),
  },
]

export const exchangeRows: Row[] = [
  ...anonymous,
  ...gateway,
  ...configuration,
  ...validation,
  ...customerRows,
].map((row) => ({
  flowId,
  ...row,
  // A site that has no oddity of its own, where a row names none.
  run: { site: 'Site_DE', ...row.run },
  neighbour: { site: 'Site_DE', ...row.neighbour },
}))

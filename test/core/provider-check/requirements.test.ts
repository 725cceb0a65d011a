import { describe, expect, it } from 'vitest'
import type { Facts } from '../../../electron/core/provider-check/requirement.ts'
import { providerLists } from '../../../electron/core/platforms/registry.ts'
import {
  checked,
  checkedAt,
  client,
  documentOf,
  json,
  opened,
  type Paths,
  resultsOf,
  rogue,
  rowOf,
} from './rogue.ts'

const ep = 'elastic-path'
const em = 'emporix'

describe('the lists', () => {
  const all = providerLists.flatMap(({ id, requirements: list }) =>
    list.requirements.map((requirement) => ({ list: id, requirement })),
  )

  it.each(all)(
    '$list, $requirement.id says what, why, who and what would tell',
    ({ requirement }) => {
      for (const text of [requirement.requirement, requirement.why]) expect(text).toMatch(/^.*\.$/)
      expect(requirement.title.length).toBeLessThanOrEqual(31)
      expect(requirement.source).toMatch(/\w/)
      expect(requirement.tells).toMatch(/^[a-z].*\.$/)
      expect(requirement.needs[0]).toBe('document')
    },
  )

  it('have no two requirements of one name', () => {
    for (const { requirements: list } of providerLists) {
      const ids = list.requirements.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  it.each(all)(
    '$list, $requirement.id looks at nothing that it does not need',
    ({ requirement }) => {
      const left = { kind: 'not-sent', why: 'x', isSkipped: true } as const
      const document = { kind: 'document', url: '', text: '{}', document: {} } as const
      const facts: Facts = new Proxy(
        { document, keys: left, redirect: left, secret: left, introspection: left },
        {
          get(target, name: keyof Facts) {
            expect(requirement.needs).toContain(name)
            return target[name]
          },
        },
      )
      const subject = {
        issuer: 'https://login.example',
        isExact: true,
        discoveryUrl: 'https://login.example/.well-known/openid-configuration',
        platformUrl: null,
        clientId: null,
        clientSecret: null,
        redirectUri: null,
      }
      expect(requirement.judge(facts, subject).message).toMatch(/\.$/)
    },
  )

  it('are told without asking anybody', async () => {
    const lists = await opened().call('provider.lists', {})
    expect(lists).toMatchObject([
      { platform: em, heading: '12 needs', namesProvider: true },
      { platform: ep, heading: '9 requirements and what they rest on', namesProvider: false },
    ])
  })
})

describe('an honest provider', () => {
  it('meets all that can be told from here', async () => {
    const report = await checkedAt({})
    expect(report).toMatchObject({
      state: 'done',
      failure: null,
      counts: { failed: 0, skipped: 0, checking: 0 },
      verdict: { result: 'passed', sentence: 'Nothing speaks against Emporix and Elastic Path' },
      requests: 5,
    })
    expect(resultsOf(report, ep)).toEqual({
      'openid-connect': 'passed',
      'client-secret-basic': 'passed',
      'authorization-code': 'passed',
      email: 'passed',
      discovery: 'passed',
      'no-encryption': 'passed',
      'sole-audience': 'unknown',
      'no-nonce': 'passed',
      'no-auth-time': 'unknown',
      'callback-endpoint': 'passed',
      'signing-keys': 'passed',
      reachable: 'unknown',
    })
    expect(resultsOf(report, em)).toEqual({
      'openid-connect': 'passed',
      'authorization-code': 'passed',
      'proof-key': 'passed',
      'redirect-uri': 'passed',
      'introspection-or-keys': 'passed',
      'introspection-basic': 'passed',
      'signing-keys': 'passed',
      'subject-token-type': 'unknown',
      audience: 'unknown',
      'authorized-party': 'unknown',
      email: 'unknown',
      reachable: 'unknown',
    })
  })

  it('shows the line of the document that decided, as it was received', async () => {
    const provider = await rogue((issuer) => ({
      document: (_asked, response) => {
        const lines = [
          '{',
          `  "issuer" : "${issuer}",`,
          '  "token_endpoint_auth_methods_supported": [',
          '    "client_secret_basic"',
          '  ]',
          '}',
        ]
        response.end(lines.join('\n'))
      },
    }))
    const report = await checked({ issuer: provider.issuer })
    expect(rowOf(report, ep, 'client-secret-basic').evidence).toEqual({
      kind: 'document',
      url: `${provider.issuer}/.well-known/openid-configuration`,
      lines: [
        { number: 2, text: `  "issuer" : "${provider.issuer}",`, decisive: false },
        { number: 3, text: '  "token_endpoint_auth_methods_supported": [', decisive: true },
        { number: 4, text: '    "client_secret_basic"', decisive: true },
        { number: 5, text: '  ]', decisive: true },
      ],
      missing: [],
    })
    expect(rowOf(report, ep, 'openid-connect').evidence).toMatchObject({
      lines: [],
      missing: expect.arrayContaining(['jwks_uri', 'authorization_endpoint']) as string[],
    })
  })

  it('is held against one platform alone where the person says so', async () => {
    const report = await checkedAt({}, { platforms: [ep] })
    expect(report.platforms.map(({ platform }) => platform)).toEqual([ep])
    expect(report.verdict.sentence).toBe('Nothing speaks against Elastic Path')
  })
})

describe('a document', () => {
  it.each<[string, object, string, string, string, RegExp]>([
    ['without issuer', { issuer: undefined }, ep, 'discovery', 'failed', /no issuer/],
    ['without issuer', { issuer: undefined }, em, 'openid-connect', 'failed', /no issuer/],
    ['of another issuer', { issuer: 'https://other.example' }, ep, 'discovery', 'failed', /names/],
    ['of another issuer', { issuer: 'https://other.example' }, em, 'openid-connect', 'failed', /n/],
    ['for any tenant', { issuer: 'https://x.example/{tenant}' }, ep, 'discovery', 'failed', /temp/],
    [
      'without a token endpoint',
      { token_endpoint: undefined },
      ep,
      'openid-connect',
      'failed',
      /lack/,
    ],
    [
      'without a token endpoint',
      { token_endpoint: undefined },
      em,
      'openid-connect',
      'failed',
      /l/,
    ],
    [
      'without RS256',
      { id_token_signing_alg_values_supported: ['ES256'] },
      ep,
      'openid-connect',
      'unknown',
      /ES256/,
    ],
    [
      'without code',
      { response_types_supported: ['id_token'] },
      em,
      'authorization-code',
      'failed',
      /no code/,
    ],
    [
      'with form_post alone',
      { response_modes_supported: ['form_post'] },
      ep,
      'authorization-code',
      'failed',
      /no query/,
    ],
    [
      'without response types',
      { response_types_supported: undefined },
      ep,
      'authorization-code',
      'unknown',
      /no response/,
    ],
    [
      'without PKCE',
      { code_challenge_methods_supported: undefined },
      em,
      'proof-key',
      'unknown',
      /not announced/,
    ],
    [
      'with plain PKCE',
      { code_challenge_methods_supported: ['plain'] },
      em,
      'proof-key',
      'failed',
      /^plain$/,
    ],
    [
      'without the scope email',
      { scopes_supported: ['openid'] },
      ep,
      'email',
      'failed',
      /not in the list/,
    ],
    ['without the scope email', { scopes_supported: ['openid'] }, em, 'email', 'unknown', /known/],
    ['without the claim email', { claims_supported: ['sub'] }, ep, 'email', 'unknown', /not in/],
    [
      'without email at all',
      { claims_supported: [], scopes_supported: [] },
      em,
      'email',
      'unknown',
      /not announced/,
    ],
    [
      'that can encrypt',
      { id_token_encryption_alg_values_supported: ['RSA-OAEP'] },
      ep,
      'no-encryption',
      'unknown',
      /can/,
    ],
    [
      'that demands PAR',
      { require_pushed_authorization_requests: true },
      ep,
      'no-nonce',
      'failed',
      /require_pushed/,
    ],
    [
      'without introspection',
      { introspection_endpoint: undefined },
      em,
      'introspection-basic',
      'skipped',
      /^offline/,
    ],
    [
      'without introspection',
      { introspection_endpoint: undefined },
      em,
      'introspection-or-keys',
      'passed',
      /a key set/,
    ],
    [
      'without both',
      { introspection_endpoint: undefined, jwks_uri: undefined },
      em,
      'introspection-or-keys',
      'failed',
      /^neither/,
    ],
    ['without keys', { jwks_uri: undefined }, ep, 'signing-keys', 'failed', /no jwks_uri/],
    [
      'with keys at a file',
      { jwks_uri: 'file:///etc/passwd' },
      ep,
      'signing-keys',
      'failed',
      /not an https URL/,
    ],
    [
      'with keys at an object',
      { jwks_uri: { url: 1 } },
      em,
      'signing-keys',
      'failed',
      /not an https URL/,
    ],
    [
      'with http elsewhere',
      { jwks_uri: 'http://login.example/keys' },
      em,
      'signing-keys',
      'failed',
      /not an https/,
    ],
  ])('%s (%o): %s %s is %s', async (_what, change, platform, id, result, found) => {
    const report = await checkedAt((issuer) => ({
      document: json({ ...documentOf(issuer), ...change }),
    }))
    expect(rowOf(report, platform, id)).toMatchObject({ result })
    expect(rowOf(report, platform, id).found).toMatch(found)
    expect(rowOf(report, platform, id).fix !== null).toBe(result === 'failed')
    const isTold = result === 'passed' || result === 'failed'
    expect(rowOf(report, platform, id).whatWouldTell === null).toBe(isTold)
  })

  it.each<[string, object, string, RegExp]>([
    ['other methods', { token_endpoint_auth_methods_supported: ['none'] }, 'failed', /^none$/],
    ['no methods', { token_endpoint_auth_methods_supported: undefined }, 'passed', /default/],
  ])('with %s leaves client-secret-basic %s', async (_what, change, result, found) => {
    const report = await checkedAt(
      (issuer) => ({
        document: json({ ...documentOf(issuer), ...change }),
      }),
      {},
    )
    expect(rowOf(report, ep, 'client-secret-basic')).toMatchObject({ result })
    expect(rowOf(report, ep, 'client-secret-basic').found).toMatch(found)
  })

  it.each<[string, object, string, RegExp]>([
    [
      'other methods',
      { introspection_endpoint_auth_methods_supported: ['none'] },
      'failed',
      /none/,
    ],
    ['no methods', { introspection_endpoint_auth_methods_supported: undefined }, 'unknown', /not/],
    ['Basic', {}, 'passed', /listed/],
  ])('with %s for introspection, not probed: %s', async (_what, change, result, found) => {
    const report = await checkedAt(
      (issuer) => ({
        document: json({ ...documentOf(issuer), ...change }),
      }),
      {},
    )
    expect(rowOf(report, em, 'introspection-basic')).toMatchObject({ result })
    expect(rowOf(report, em, 'introspection-basic').found).toMatch(found)
  })

  it('is asked for by its own URL as well, and then a slash more is no matter', async () => {
    const withSlash: Paths = {}
    const provider = await rogue(withSlash)
    withSlash.document = json({ ...documentOf(provider.issuer), issuer: `${provider.issuer}/` })
    const byUrl = await checked({ issuer: `${provider.issuer}/.well-known/openid-configuration` })
    expect(rowOf(byUrl, em, 'openid-connect').result).toBe('passed')
    expect(rowOf(byUrl, ep, 'discovery').result).toBe('passed')
    const byIssuer = await checked({ issuer: provider.issuer })
    expect(rowOf(byIssuer, em, 'openid-connect')).toMatchObject({
      result: 'failed',
      found: 'only a trailing slash differs',
      fix: { copy: `${provider.issuer}/` },
    })
    expect(rowOf(byIssuer, ep, 'discovery').result).toBe('passed')
  })

  it.each<[string, Paths['document'], string]>([
    ['is missing', json({ error: 'not found' }, 404), 'status 404'],
    [
      'is elsewhere',
      (_a, r) => void r.writeHead(301, { location: 'https://x.example/y?z' }).end(),
      'a redirect, 301 to x.example/y',
    ],
    ['is a list', json([1]), '200, but no JSON object'],
    [
      'is broken off',
      (_a, r) => void r.end('{"issuer": "https'),
      '200, but a text that is cut off inside a text',
    ],
  ])('that %s fails, and nothing else is concluded or asked', async (_what, document, found) => {
    const provider = await rogue({ document })
    const report = await checked({ issuer: provider.issuer, ...client })
    expect(report.state).toBe('done')
    for (const [platform, id] of [
      [ep, 'discovery'],
      [em, 'openid-connect'],
    ] as const) {
      expect(rowOf(report, platform, id)).toMatchObject({ result: 'failed', found })
      expect(rowOf(report, platform, id).fix?.copy).toMatch(/openid-configuration$/)
    }
    expect(report.counts).toMatchObject({ failed: 2, passed: 0, checking: 0 })
    expect(rowOf(report, ep, 'email').found).toBe('no document')
    expect(provider.asked).toHaveLength(1)
  })
})

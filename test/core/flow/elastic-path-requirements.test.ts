import { describe, expect, it } from 'vitest'
import {
  providerChecks,
  readingOf,
  readProvider,
} from '../../../electron/core/platforms/elastic-path/provider-check.ts'
import { requirements } from '../../../electron/core/platforms/elastic-path/provider-requirements.ts'
import { probe } from '../../../electron/core/platforms/elastic-path/authorization-probe.ts'
import { toolsOf } from '../../../electron/core/verdict/judging-tools.ts'
import type { Check } from '../../../shared/check.ts'
import { oidcProfile, proofKey, realm, store } from './elastic-path-values.ts'

const good = {
  issuer: 'https://auth.ssoprovider.com',
  authorization_endpoint: 'https://auth.ssoprovider.com/authorize',
  token_endpoint: 'https://auth.ssoprovider.com/token',
  jwks_uri: 'https://auth.ssoprovider.com/jwks',
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid', 'email'],
  claims_supported: ['sub', 'email'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
}

const statuses = (document: object, profile = oidcProfile) =>
  Object.fromEntries(
    providerChecks(readingOf(200, document), profile).map(({ id, status }) => [
      id.replace('requirement-', ''),
      status,
    ]),
  )

/** What a discovery document cannot show. */
const invisible = ['sole-audience', 'no-nonce', 'no-auth-time']

describe('the requirements for identity providers', () => {
  it('are the nine of the guide, in its order', () => {
    expect(requirements.map(({ requirement }) => requirement)).toEqual([
      'Compatible with OpenID Connect.',
      'Supports authentication using the client_secret_basic authentication method.',
      'Allows authentication using the Authorization Code Flow.',
      'Supports the email scope and returns an email for each user in the resulting claims.',
      'Publishes an OpenID Connect Discovery document.',
      'Does not encrypt the ID token nor the UserInfo Endpoint response.',
      'Has a generated ID token that contains only the client_id configured in Elastic Path Commerce Cloud.',
      'Does not require the use of the nonce parameter or the acr_values parameter as part of the Authentication Request.',
      'Does not rely on the auth_time claim being validated in ID token Validation.',
    ])
  })

  it('are met by a good document, but for what none can show', () => {
    expect(statuses(good)).toEqual({
      'openid-connect': 'passed',
      'client-secret-basic': 'passed',
      'authorization-code': 'passed',
      email: 'passed',
      discovery: 'passed',
      'no-encryption': 'passed',
      'sole-audience': 'unknown',
      'no-nonce': 'unknown',
      'no-auth-time': 'unknown',
      'issuer-unchanged': 'passed',
    })
  })

  it.each<[string, object, string, 'passed' | 'failed' | 'unknown']>([
    ['no jwks_uri', { jwks_uri: undefined }, 'openid-connect', 'failed'],
    ['no RS256', { id_token_signing_alg_values_supported: ['ES256'] }, 'openid-connect', 'unknown'],
    [
      'no method, so the default',
      { token_endpoint_auth_methods_supported: undefined },
      'client-secret-basic',
      'passed',
    ],
    [
      'a text for a list',
      { token_endpoint_auth_methods_supported: 'client_secret_basic' },
      'client-secret-basic',
      'passed',
    ],
    [
      'other methods',
      { token_endpoint_auth_methods_supported: ['private_key_jwt'] },
      'client-secret-basic',
      'failed',
    ],
    [
      'other response types',
      { response_types_supported: ['id_token'] },
      'authorization-code',
      'failed',
    ],
    ['other grants', { grant_types_supported: ['implicit'] }, 'authorization-code', 'failed'],
    [
      'other response modes',
      { response_modes_supported: ['form_post'] },
      'authorization-code',
      'failed',
    ],
    ['no response types', { response_types_supported: undefined }, 'authorization-code', 'unknown'],
    ['scopes without email', { scopes_supported: ['openid'] }, 'email', 'failed'],
    ['no scopes', { scopes_supported: undefined }, 'email', 'unknown'],
    ['claims without email', { claims_supported: ['sub'] }, 'email', 'unknown'],
    ['no claims', { claims_supported: undefined }, 'email', 'passed'],
    ['no issuer', { issuer: undefined }, 'discovery', 'failed'],
    ['a slash more', { issuer: 'https://auth.ssoprovider.com/' }, 'discovery', 'passed'],
    ['another issuer', { issuer: 'https://other.example' }, 'discovery', 'failed'],
    [
      'a template',
      { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
      'discovery',
      'failed',
    ],
    [
      'encryption of ID tokens',
      { id_token_encryption_alg_values_supported: ['RSA-OAEP'] },
      'no-encryption',
      'unknown',
    ],
    [
      'encryption of UserInfo',
      { userinfo_encryption_alg_values_supported: ['RSA-OAEP'] },
      'no-encryption',
      'unknown',
    ],
    [
      'pushed requests demanded',
      { require_pushed_authorization_requests: true },
      'no-nonce',
      'failed',
    ],
    ['signed requests demanded', { require_signed_request_object: true }, 'no-nonce', 'failed'],
    [
      'pushed requests offered',
      { require_pushed_authorization_requests: false },
      'no-nonce',
      'unknown',
    ],
    ['another issuer', { issuer: 'https://other.example' }, 'issuer-unchanged', 'failed'],
    ['a slash more', { issuer: 'https://auth.ssoprovider.com/' }, 'issuer-unchanged', 'failed'],
  ])('with %s (%o): %s is %s', (_what, change, id, status) => {
    expect(statuses({ ...good, ...change })[id]).toBe(status)
  })

  it('cannot be met on this machine by the platform in its cloud', () => {
    const issuer = 'http://127.0.0.1:9000'
    const local = { ...oidcProfile, discoveryUrl: `${issuer}/.well-known/openid-configuration` }
    expect(statuses({ ...good, issuer }, local)['discovery']).toBe('failed')
    const both = { ...local, authorizationEndpoint: 'http://127.0.0.1:9001/login' }
    expect(statuses({ ...good, issuer }, both)['discovery']).toBe('passed')
  })

  it.each([
    [404, { ...good }, 'status 404'],
    [302, undefined, 'status 302'],
    [200, undefined, '200, but no JSON object'],
    [200, [good], '200, but no JSON object'],
  ])('cannot be seen in an answer %i %o: only discovery is failed', (status, body, found) => {
    const checks = providerChecks(readingOf(status, body), oidcProfile)
    expect(checks.find(({ id }) => id === 'requirement-discovery')).toMatchObject({
      status: 'failed',
      found,
    })
    const others = checks.filter(({ id }) => id !== 'requirement-discovery')
    expect(new Set(others.map((one) => one.status))).toEqual(new Set(['unknown']))
  })

  it('are all unknown where the document is out of reach from here', () => {
    const checks = providerChecks({ kind: 'away', why: 'x was not found in DNS.' }, oidcProfile)
    expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(['unknown']))
    expect(checks[0]?.message).toMatch(/^Not seen from here \(x was not found in DNS\.\); .*cloud/)
  })

  it('say for each unknown one what would tell', () => {
    const checks = providerChecks(readingOf(200, good), oidcProfile)
    for (const id of invisible) {
      expect(checks.find((one) => one.id === `requirement-${id}`)?.message).toMatch(
        /What would tell: \w/,
      )
    }
  })

  it('know no issuer to compare with in a profile without one', () => {
    expect(statuses(good, { ...oidcProfile, issuer: null })['issuer-unchanged']).toBe('unknown')
  })
})

describe('a store that names an address on this machine', () => {
  const elsewhere = 'https://euwest.api.elasticpath.com'
  const here = 'http://127.0.0.1:9/idp/.well-known/openid-configuration'
  const exchanges: unknown[] = []
  const clock = { now: () => 0, after: () => () => undefined }
  const tools = toolsOf(clock, (exchange) => exchanges.push(exchange))

  it('fails the requirement of discovery, and is not asked', async () => {
    const profile = { ...oidcProfile, discoveryUrl: here }
    const reading = await readProvider(profile, elsewhere, tools)
    expect(exchanges).toEqual([])
    const checks = providerChecks(reading, profile)
    expect(checks.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual([
      'requirement-discovery',
    ])
    expect(checks.find(({ status }) => status === 'failed')?.message).toContain('was not asked')
  })

  it('is not asked by the probe either, which says so', async () => {
    const reported: Check[] = []
    const asked = { url: 'http://localhost:9/admin?x=1', redirectUri: 'http://localhost:8080/back' }
    const values = { store: { ...store, apiUrl: elsewhere }, realm, oidcProfile, proofKey }
    const report = (...checks: Check[]) => void reported.push(...checks)
    expect(await probe(asked, values, { ...tools, report })).toBeNull()
    expect(exchanges).toEqual([])
    expect(reported).toMatchObject([{ id: 'probe', status: 'warning', found: 'localhost:9' }])
  })

  it('is asked where the store is on this machine as well', async () => {
    const profile = { ...oidcProfile, discoveryUrl: here }
    const reading = await readProvider(profile, 'http://127.0.0.1:9/elastic-path', tools)
    expect(exchanges).toHaveLength(1)
    expect(reading.kind).toBe('away')
  })
})

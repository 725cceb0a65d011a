import { UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { socialIssuanceChecks } from '../../../electron/core/platforms/emporix/stages/social-issuance.ts'

type Values = Parameters<typeof socialIssuanceChecks>[0]

const idToken = (claims: object) =>
  new UnsecuredJWT({
    iss: 'https://login.example',
    aud: 'platform',
    nonce: 'n-1',
    ...claims,
  }).encode()

const answer = {
  social_access_token: 'opaque',
  social_id_token: idToken({}),
  access_token: 'opaque',
  saas_token: new UnsecuredJWT({ sub: 'C0033' }).encode(),
  refresh_token: 'opaque',
  refresh_token_expires_in: '86399',
  token_type: 'Bearer',
  expires_in: '2591999',
  scope: 'tenant=acme',
}

function statusOf(id: string, change: object, scope = 'openid') {
  // The checks read these members alone.
  const values = {
    customerToken: { ...answer, ...change },
    anonymousSession: { sessionId: 's-1' },
    tenant: { tenant: 'acme' },
    chosenSso: { name: 'de', clientId: 'platform' },
    pending: { nonce: 'n-1' },
    client: { scope },
    metadata: { issuer: 'https://login.example' },
  } as Values
  return socialIssuanceChecks(values).find((check) => check.id === id)?.status
}

describe('the answer of a social login', () => {
  it.each([
    ['member-expires-in', 'as documented', {}, 'passed'],
    ['member-expires-in', 'a number', { expires_in: 14399 }, 'warning'],
    ['member-expires-in', 'no number', { expires_in: 'soon' }, 'failed'],
    ['member-expires-in', 'missing', { expires_in: undefined }, 'failed'],
    ['member-refresh-token-expires-in', 'a number', { refresh_token_expires_in: 1 }, 'warning'],
    ['member-social-id-token', 'missing', { social_id_token: undefined }, 'failed'],
    ['member-saas-token', 'missing', { saas_token: undefined }, 'failed'],
    ['session-kept', 'as documented, absent', {}, 'skipped'],
    ['session-kept', 'the same', { session_id: 's-1' }, 'passed'],
    ['session-kept', 'another', { session_id: 's-2' }, 'warning'],
    ['issued-tenant', 'another', { scope: 'tenant=other' }, 'failed'],
    [
      'social-issuer',
      'another',
      { social_id_token: idToken({ iss: 'https://x.example' }) },
      'failed',
    ],
    [
      'social-audience',
      'one of several',
      { social_id_token: idToken({ aud: ['a', 'platform'] }) },
      'passed',
    ],
    ['social-audience', 'another', { social_id_token: idToken({ aud: 'a' }) }, 'failed'],
    ['social-nonce', 'the same', {}, 'passed'],
    ['social-nonce', 'another', { social_id_token: idToken({ nonce: 'n-2' }) }, 'failed'],
    ['social-nonce', 'missing', { social_id_token: idToken({ nonce: undefined }) }, 'failed'],
    ['social-audience', 'of no JWT', { social_id_token: 'opaque' }, 'failed'],
  ])('%s, %s', (id, _what, change, status) => {
    expect(statusOf(id, change)).toBe(status)
  })

  it('needs no nonce where none was sent', () => {
    expect(statusOf('social-nonce', {}, 'email')).toBeUndefined()
  })
})

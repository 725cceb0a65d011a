import { describe, expect, it } from 'vitest'
import {
  administrationRefusal,
  mixedCredentialsCheck,
  readRefusal,
  renewalRefusal,
} from '../../../electron/core/platforms/elastic-path/api-refusals.ts'
import { errorIn } from '../../../electron/core/platforms/elastic-path/answers.ts'
import {
  type CodeRequest,
  codeRefusal,
} from '../../../electron/core/platforms/elastic-path/code-refusals.ts'
import type { Values } from '../../../shared/values.ts'

const answer = (status: number, detail?: string) => {
  const body = { errors: [{ status: String(status), title: 'Title', detail, request_id: 'r-1' }] }
  return { status, body, ...errorIn(body) }
}

const request = (over: Partial<CodeRequest> = {}): CodeRequest => ({
  code: 'account_token_refused',
  host: 'api.example',
  unwrapped: false,
  bearerExpiresAt: null,
  now: 1_700_000_000_000,
  ...over,
})

const broken = (field: string, tag: string) =>
  `Validation failed: field '${field}' on the '${tag}' tag.`

describe('a refused code', () => {
  it.each<[number, string, Partial<CodeRequest>, RegExp]>([
    [
      400,
      'authentication failed',
      {},
      /used before or has expired.*redirect_uri.*realm of customers.*Sign in again/,
    ],
    [400, 'authentication failed', { code: 'customer_token_refused' }, /realm of account members/],
    [400, 'anything', { unwrapped: true }, /most likely because it was sent without `data`/],
    [400, broken('XMoltinAuthStore', 'required'), {}, /which store is meant.*storeId/],
    [401, 'Unable to validate access token', {}, /older than an hour.*first stage/],
    [401, 'x', { bearerExpiresAt: 1_699_999_999_000 }, /it expired at 2023-11-14T22:13:19/],
    [401, 'x', { unwrapped: true }, /access token/],
    [403, 'forbidden', {}, /ID token of its own broker.*second audience/],
    [404, 'not found', {}, /api\.example has no such path.*apiUrl/],
    [422, broken('OAuthAuthorizationCode', 'cannot_be_empty'), {}, /the code is missing/],
    [422, broken('OAuthRedirectURI', 'cannot_be_empty'), {}, /oauth_redirect_uri is missing/],
    [422, broken('OAuthCodeVerifier', 'cannot_be_empty'), {}, /oauth_code_verifier is missing/],
    [
      422,
      broken('AuthenticationMechanism', 'is_invalid'),
      {},
      /authentication_mechanism is missing/,
    ],
    [
      422,
      `${broken('Type', 'account_token_type')}; ${broken('Other', 'x')}`,
      {},
      /type is not that of this endpoint; Other does not fit/,
    ],
    [422, broken('Type', 'token_type'), { unwrapped: true }, /without `data`.*unwrappedBody/],
    [422, 'store id mismatch', {}, /storeId names another store/],
    [429, '', {}, /wait a moment.*never repeated by itself.*one-time/],
    [500, 'there was a problem processing your request', {}, /failed by itself \(500\).*support/],
    [418, '', {}, /answers 418/],
  ])('with %i %s', (status, detail, over, message) => {
    const { code, message: sentence, evidence } = codeRefusal(answer(status, detail), request(over))
    expect(code).toBe(over.code ?? 'account_token_refused')
    expect(sentence).toMatch(message)
    expect(evidence).toMatchObject({ status, request_id: 'r-1' })
  })

  it('is explained without any body', () => {
    const nothing = { status: 400, body: undefined, said: '', requestId: null }
    expect(codeRefusal(nothing, request()).message).not.toMatch(/It says/)
  })
})

describe('a refused read', () => {
  const read = {
    what: 'The customer',
    header: 'X-Moltin-Customer-Token',
    grant: 'implicit',
  } as const

  it.each([
    [200, /without id and data/],
    [401, /older than an hour.*X-Moltin-Customer-Token has ended/],
    [403, /X-Moltin-Customer-Token is missing/],
    [404, /deleted since the sign-in/],
    [429, /limits its requests/],
    [503, /answered with 503/],
  ])('with %i', (status, message) => {
    const refusal = readRefusal(answer(status, 'said'), read)
    expect(refusal).toMatchObject({ code: 'platform_refused', evidence: { status, said: 'said' } })
    expect(refusal.message).toMatch(message)
  })

  it('names the mixture of credentials, which a check warns about as well', () => {
    const mixed = readRefusal(answer(403), { ...read, grant: 'client_credentials' })
    expect(mixed.message).toMatch(/do not go together; set grant to implicit/)
    const store = (grant: Values['store']['grant']) => ({ grant }) as Values['store']
    expect(mixedCredentialsCheck(store('client_credentials')).status).toBe('warning')
    expect(mixedCredentialsCheck(store('implicit')).status).toBe('passed')
  })
})

describe('a refused renewal', () => {
  it.each([
    [401, /access token/],
    [403, /deleted or is of another store, or the token has ended; sign in again/],
    [429, /wait a moment/],
    [500, /answered with 500/],
  ])('with %i', (status, message) => {
    const refusal = renewalRefusal(answer(status, 'forbidden'))
    expect(refusal.code).toBe('account_token_refused')
    expect(refusal.message).toMatch(message)
  })
})

describe('a refused administrator', () => {
  it.each([
    [400, /limited number of members/],
    [401, /clientSecret/],
    [403, /may not read and write accounts/],
    [404, /deleted meanwhile/],
    [422, /account_member_id/],
    [429, /wait a moment/],
    [500, /answers 500/],
  ])('with %i', (status, message) => {
    const refusal = administrationRefusal(answer(status, 'said'), 'Membership')
    expect(refusal.code).toBe('membership_refused')
    expect(refusal.message).toMatch(message)
  })
})

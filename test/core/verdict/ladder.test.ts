import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { verdictSchema } from '../../../shared/check.ts'
import { compose } from '../tokens/compose.ts'
import {
  type Change,
  configuration,
  failuresOf,
  goodClaims,
  messageOf,
  now,
  offline,
  online,
  statusOf,
  tokenOf,
} from './subject.ts'

const claimIds = ['issuer', 'audience', 'expiry', 'not-before', 'issued-at', 'authorized-party']
const offlineIds = ['configuration', 'format', 'algorithm', 'key', 'signature', ...claimIds]
const onlineIds = ['configuration', 'format', 'introspection', 'active', ...claimIds]

const unreachable = {
  mode: 'online',
  introspection: {
    url: 'https://idp.example/introspect',
    status: 401,
    failure: { code: 'introspection_refused', kind: 'rejected', message: 'Refused with 401.' },
    active: null,
    claims: null,
  },
} as const

describe('a token that fits', () => {
  it('is accepted offline with every check in order', () => {
    const verdict = offline()
    expect(verdict).toMatchObject({
      verdict: 'accepted',
      platformStatus: 200,
      platformStatusEvidence: 'documented',
      mode: 'offline',
      site: 'Site_DE',
      siteReason: 'requested',
      firstFailure: null,
      identifier: { field: 'EMAIL', value: 'alice@example.com', state: 'present' },
      customer: { outcome: 'found' },
    })
    expect(verdict.checks.map(({ id }) => id)).toEqual([...offlineIds, 'identifier', 'customer'])
    expect(new Set(verdict.checks.map(({ status }) => status))).toEqual(new Set(['passed']))
  })

  it('is accepted online, though it is opaque', () => {
    const verdict = online()
    expect(verdict).toMatchObject({ verdict: 'accepted', mode: 'online' })
    expect(verdict.checks.map(({ id }) => id)).toEqual([...onlineIds, 'identifier', 'customer'])
    expect(messageOf(verdict, 'format')).toContain('opaque')
  })

  it('names the layer that set each expectation', () => {
    const { checks } = offline()
    expect(checks.find(({ id }) => id === 'issuer')?.source).toBe('default.issuer')
    expect(checks.find(({ id }) => id === 'audience')?.source).toBe('Site_DE.audience')
  })
})

describe('each check fails alone offline', () => {
  const cases: [string, Change, number | null][] = [
    ['configuration', { configuration: { jwks: null } }, 400],
    ['format', { token: 'opaque', signature: null }, 401],
    [
      'algorithm',
      { signature: { algorithmProblem: 'None.', key: null, keyChoice: null, valid: null } },
      401,
    ],
    [
      'key',
      { signature: { keyProblem: 'Not found.', key: null, keyChoice: null, valid: null } },
      401,
    ],
    ['signature', { signature: { valid: false, signatureProblem: 'Wrong.' } }, 401],
    ['issuer', { claims: { iss: 'https://evil.example' } }, 401],
    ['audience', { claims: { aud: 'account' } }, 401],
    ['expiry', { claims: { exp: now - 1 } }, 401],
    ['not-before', { claims: { nbf: now + 1 } }, 401],
    ['issued-at', { claims: { iat: 'yesterday' } }, 401],
    ['authorized-party', { claims: { azp: 'other' } }, 401],
    ['identifier', { claims: { email: undefined } }, null],
    [
      'customer',
      {
        customer: 'not-found',
        configuration: { autoprovisioningDisabled: { value: true, source: 'tenant setting' } },
      },
      404,
    ],
  ]
  test.each(cases)('%s', (id, change, status) => {
    const verdict = offline(change)
    expect(verdict).toMatchObject({ verdict: 'rejected', firstFailure: id, platformStatus: status })
    expect(failuresOf(verdict)).toEqual([id])
    expect(verdict.customer.outcome).toBe(id === 'customer' ? 'not-found' : 'not-reached')
    expect(statusOf(verdict, 'customer')).toBe(id === 'customer' ? 'failed' : 'unknown')
  })
})

describe('each check fails alone online', () => {
  const cases: [string, Parameters<typeof online>[0], number | null][] = [
    ['configuration', { configuration: { introspection: null } }, 400],
    ['format', { token: 'two words' }, 401],
    ['introspection', { evidence: unreachable, token: tokenOf() }, null],
    ['active', { answer: { active: false }, token: tokenOf() }, 401],
    ['issuer', { answer: { iss: undefined } }, 401],
    ['audience', { answer: { aud: [] } }, 401],
    ['expiry', { answer: { exp: now } }, 401],
    ['authorized-party', { answer: { azp: undefined, client_id: 'other' } }, 401],
    ['identifier', { answer: { email: '' } }, null],
  ]
  test.each(cases)('%s', (id, change, status) => {
    const verdict = online(change)
    expect(verdict).toMatchObject({ verdict: 'rejected', firstFailure: id, platformStatus: status })
    expect(failuresOf(verdict)).toEqual([id])
  })

  it('says that a missing claim was not returned by the server', () => {
    expect(messageOf(online({ answer: { iss: undefined } }), 'issuer')).toContain(
      'not returned by the server',
    )
  })
})

describe('a token that fails for several reasons lists them all', () => {
  it('behind a wrong signature', () => {
    const claims = { iss: 'https://evil.example', aud: 'account', exp: now - 60, email: 5 }
    const verdict = offline({ claims, signature: { valid: false, signatureProblem: 'Wrong.' } })
    expect(failuresOf(verdict)).toEqual(['signature', 'issuer', 'audience', 'expiry', 'identifier'])
    expect(verdict.firstFailure).toBe('signature')
  })

  it('behind an inactive answer, from the token itself', () => {
    const token = tokenOf({ exp: now - 60, aud: 'account' })
    const verdict = online({ token, answer: { active: false, iss: 'https://evil.example' } })
    expect(failuresOf(verdict)).toEqual(['active', 'audience', 'expiry'])
  })

  it('and does not judge what it cannot read', () => {
    const verdict = online({ answer: { active: false } })
    for (const id of [...claimIds, 'identifier', 'customer'])
      expect([id, statusOf(verdict, id)]).toEqual([id, 'unknown'])
    expect(messageOf(verdict, 'issuer')).toContain('Not reached')
  })
})

describe('what is not proven is never accepted', () => {
  test.each([
    ['no signature evidence', { signature: null }],
    ['no key reached', { signature: { keyChoice: null, valid: null } }],
    ['a verification that did not run', { signature: { valid: null } }],
  ] satisfies [string, Change][])('%s', (_, change) => {
    expect(offline(change)).toMatchObject({ verdict: 'rejected', firstFailure: 'signature' })
  })

  test.each(['true', 1, null, undefined, {}, [true]])('active %j', (active) => {
    const verdict = online({ answer: { active } })
    expect(verdict).toMatchObject({ verdict: 'rejected', firstFailure: 'active' })
  })
})

describe('an unset expectation is skipped and said', () => {
  const unset = { issuer: null, audience: null, tokenClientId: null }
  test.each(['issuer', 'audience', 'authorized-party'])('%s', (id) => {
    const verdict = offline({ configuration: unset, claims: { iss: 'x', aud: 'x', azp: 'x' } })
    expect(verdict.verdict).toBe('accepted')
    expect(statusOf(verdict, id)).toBe('skipped')
    expect(messageOf(verdict, id)).toMatch(/^unset/)
  })
})

describe('audience', () => {
  const two = { audience: { value: ['a', 'b'], source: 'default.audience' } }
  test.each([
    ['a text', 'commerce-system', {}, 'passed'],
    ['a list with it', ['x', 'commerce-system'], {}, 'passed'],
    ['one of two', 'b', two, 'passed'],
    ['a list without it', ['x', 'y'], {}, 'failed'],
    ['an empty list', [], {}, 'failed'],
    ['a part of it', 'commerce', {}, 'failed'],
    ['another case', 'Commerce-System', {}, 'failed'],
    ['a number', 5, {}, 'failed'],
    ['a list with a number', ['commerce-system', 5], {}, 'failed'],
    ['an object', { 'commerce-system': true }, {}, 'failed'],
    ['null', null, {}, 'failed'],
    ['nothing', undefined, {}, 'failed'],
  ])('%s', (_, aud, changed, status) => {
    expect(statusOf(offline({ claims: { aud }, configuration: changed }), 'audience')).toBe(status)
  })

  it('is told as one plain sentence', () => {
    expect(messageOf(offline({ claims: { aud: 'account' } }), 'audience')).toBe(
      'Site_DE accepts tokens for commerce-system; this one is for account.',
    )
  })
})

describe('issuer', () => {
  test.each([
    ['https://idp.example/realms/shop/', 'trailing slash'],
    ['http://idp.example/realms/shop', 'scheme'],
    ['https://IDP.example/realms/Shop', 'case'],
    [' https://idp.example/realms/shop', 'blanks'],
    ['https://other.example', 'this token is from https://other.example.'],
    [undefined, 'The token has no iss.'],
    [['https://idp.example/realms/shop'], 'not a text'],
  ])('%j is refused and says why', (iss, sentence) => {
    expect(messageOf(offline({ claims: { iss } }), 'issuer')).toContain(sentence)
  })
})

describe('authorized party', () => {
  test.each([
    [
      'offline: azp missing, client_id equal',
      offline,
      { azp: undefined, client_id: 'storefront' },
      'failed',
    ],
    [
      'online: azp missing, client_id equal',
      online,
      { azp: undefined, client_id: 'storefront' },
      'warning',
    ],
    ['online: both missing', online, { azp: undefined }, 'failed'],
    [
      'online: azp differs, client_id equal',
      online,
      { azp: 'x', client_id: 'storefront' },
      'failed',
    ],
    ['online: azp equal, client_id differs', online, { client_id: 'x' }, 'passed'],
    ['azp in a list', offline, { azp: ['storefront'] }, 'failed'],
    ['azp empty', offline, { azp: '' }, 'failed'],
  ])('%s', (_, run, claims, status) => {
    expect(statusOf(run({ claims }), 'authorized-party')).toBe(status)
  })

  it('is still accepted with the warning, as an assumption', () => {
    const verdict = online({ claims: { azp: undefined, client_id: 'storefront' } })
    expect(verdict).toMatchObject({ verdict: 'accepted', platformStatusEvidence: 'assumed' })
    expect(messageOf(verdict, 'authorized-party')).toContain('undocumented')
  })

  it('is never compared with the introspection client', () => {
    const verdict = online({ claims: { azp: 'backend' } })
    expect(verdict.firstFailure).toBe('authorized-party')
  })
})

describe('identifier', () => {
  const subject = { identifierField: { value: 'SUBJECT' as const, source: 'tenant setting' } }
  test.each([
    ['email', {}, {}, 'present', 'passed'],
    ['email unverified', { email_verified: false }, {}, 'unverified', 'warning'],
    ['email unverified as text', { email_verified: 'false' }, {}, 'unverified', 'warning'],
    ['email verified', { email_verified: true }, {}, 'present', 'passed'],
    ['email missing', { email: undefined }, {}, 'missing', 'failed'],
    ['email null', { email: null }, {}, 'missing', 'failed'],
    ['email empty', { email: '' }, {}, 'empty', 'failed'],
    ['email blank', { email: ' ' }, {}, 'empty', 'failed'],
    ['email a list', { email: ['a@b.c'] }, {}, 'not-a-string', 'failed'],
    ['sub', {}, subject, 'present', 'passed'],
    ['sub beside an unverified email', { email_verified: false }, subject, 'present', 'passed'],
    ['sub missing though there is an email', { sub: undefined }, subject, 'missing', 'failed'],
    ['sub a number', { sub: 17 }, subject, 'not-a-string', 'failed'],
  ])('%s', (_, claims, changed, state, status) => {
    const verdict = offline({ claims, configuration: changed })
    expect(verdict.identifier.state).toBe(state)
    expect(statusOf(verdict, 'identifier')).toBe(status)
  })
})

describe('customer', () => {
  const off = { autoprovisioningDisabled: { value: true, source: 'tenant setting' } }
  test.each([
    ['found', {}, 'passed', 'found', 'accepted'],
    ['found', off, 'passed', 'found', 'accepted'],
    ['not-found', {}, 'passed', 'created', 'accepted'],
    ['not-found', off, 'failed', 'not-found', 'rejected'],
    ['unknown', {}, 'unknown', 'unknown', 'accepted'],
    ['unknown', off, 'unknown', 'unknown', 'accepted'],
  ] as const)('%s with %j is %s', (customer, changed, status, outcome, verdict) => {
    const found = offline({ customer, configuration: changed })
    expect(found).toMatchObject({ verdict, customer: { outcome } })
    expect(statusOf(found, 'customer')).toBe(status)
    const sure = customer === 'unknown' ? 'assumed' : 'documented'
    expect(found.platformStatusEvidence).toBe(sure)
  })
})

describe('the configuration', () => {
  it('is a warning when it is the fallback', () => {
    const verdict = offline({ configuration: { siteReason: 'fallback', site: 'default' } })
    expect(verdict).toMatchObject({ verdict: 'accepted', siteReason: 'fallback' })
    expect(statusOf(verdict, 'configuration')).toBe('warning')
  })
})

describe('several keys that fit', () => {
  it('are a warning', () => {
    const verdict = offline({ signature: { keyChoice: 'tried' } })
    expect(verdict.verdict).toBe('accepted')
    expect(statusOf(verdict, 'key')).toBe('warning')
  })
})

describe('an encrypted token', () => {
  const jwe = 'eyJlbmMiOiJBIn0.a.b.c.d'
  it('can only be validated online', () => {
    expect(messageOf(offline({ token: jwe, signature: null }), 'format')).toContain('encrypted')
    expect(online({ token: jwe }).verdict).toBe('accepted')
  })
})

describe('for any token', () => {
  const claims = fc.dictionary(
    fc.constantFrom(...Object.keys(goodClaims), 'client_id', 'email_verified', '__proto__'),
    fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom('commerce-system', 'storefront', now)),
  )
  const token = fc.oneof(
    fc.string(),
    claims.map((found) => compose({ alg: 'RS256' }, { ...goodClaims, ...found })),
    fc.json().map((payload) => compose({ alg: 'RS256' }, payload)),
  )

  it('the verdict is plain JSON of its schema, and the same one twice', () => {
    fc.assert(
      fc.property(token, claims, fc.boolean(), (token, answer, valid) => {
        for (const judged of [
          () => offline({ token, signature: { valid, signatureProblem: valid ? null : 'Wrong.' } }),
          () => online({ token, answer }),
        ]) {
          const verdict = judged()
          expect(verdictSchema.parse(verdict)).toEqual(verdict)
          expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
          expect(judged()).toEqual(verdict)
          const failed = failuresOf(verdict)
          expect(verdict.verdict).toBe(failed.length === 0 ? 'accepted' : 'rejected')
          expect(verdict.firstFailure).toBe(failed[0] ?? null)
        }
      }),
    )
  })

  it('no verdict holds the token or the secret', () => {
    fc.assert(
      fc.property(claims, (found) => {
        const token = compose({ alg: 'RS256' }, { ...goodClaims, ...found })
        const text = JSON.stringify([offline({ token }), online({ token })])
        expect(text).not.toContain(token)
        expect(text).not.toContain(configuration.introspection?.clientSecret)
      }),
    )
  })
})

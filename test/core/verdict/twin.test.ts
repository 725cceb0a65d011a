import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Twin } from '../../../shared/judgement.ts'
import { twinSchema } from '../../../shared/judgement.ts'
import type {
  IntrospectionEvidence,
  SignatureEvidence,
} from '../../../electron/core/verdict/evidence.ts'
import { judge } from '../../../electron/core/verdict/ladder.ts'
import { exchangeStatuses } from '../../../electron/core/platforms/emporix/verdict-status.ts'
import { twinOf } from '../../../electron/core/verdict/twin.ts'
import { compose } from '../tokens/compose.ts'
import { configuration, goodClaims, goodSignature, now } from './subject.ts'

interface Case {
  token?: string
  /** Changes to the claims of the token; undefined leaves one out. */
  claims?: Record<string, unknown>
  /** Changes to the introspection answer, which otherwise says what the token says. */
  answer?: Record<string, unknown>
  signature?: Partial<SignatureEvidence> | null
  introspection?: Partial<IntrospectionEvidence>
  header?: Record<string, unknown>
  pinned?: string[]
  at?: number
  skew?: number
  askedAt?: number
  field?: 'EMAIL' | 'SUBJECT'
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

function twin(change: Case = {}): Twin {
  const claims: Record<string, unknown> = plain({ ...goodClaims, ...change.claims })
  const token = change.token ?? compose({ alg: 'RS256', kid: 'k1', ...change.header }, claims)
  const answer: Record<string, unknown> = plain({ active: true, ...claims, ...change.answer })
  const introspection: IntrospectionEvidence = {
    url: 'https://idp.example/introspect',
    status: 200,
    failure: null,
    active: answer.active ?? null,
    claims: answer.active === true ? answer : null,
    ...change.introspection,
  }
  const signature = change.signature === null ? null : { ...goodSignature, ...change.signature }
  const { at = now, skew = 0, askedAt = at, field = 'EMAIL' } = change
  const shared = {
    token,
    now: at,
    skew,
    customer: 'found' as const,
    statuses: exchangeStatuses,
    configuration: { ...configuration, identifierField: { value: field, source: 'test' } },
  }
  return twinOf({
    token,
    online: {
      verdict: judge({ ...shared, evidence: { mode: 'online', introspection } }),
      evidence: introspection,
    },
    offline: {
      verdict: judge({ ...shared, evidence: { mode: 'offline', signature } }),
      evidence: signature,
    },
    pinned: change.pinned ?? ['k1'],
    now: at,
    skew,
    askedAt,
  })
}

const failure = (kind: 'unreachable' | 'rejected') => ({
  introspection: {
    status: null,
    failure: {
      code:
        kind === 'unreachable' ? ('host_unreachable' as const) : ('introspection_refused' as const),
      kind,
      message: 'No.',
    },
    active: null,
    claims: null,
  },
})
const unreadable = { signature: null }
const noKey = { keyProblem: 'Not found.', key: null, keyChoice: null, valid: null }

const causes: [string, Case, string, boolean][] = [
  ['unreachable', failure('unreachable'), 'introspection-unreachable', false],
  ['refused client', failure('rejected'), 'introspection-failed', false],
  ['revoked', { answer: { active: false } }, 'revoked', false],
  ['expired', { answer: { active: false }, claims: { exp: now - 10 } }, 'inactive-expired', true],
  [
    'not yet valid',
    { answer: { active: false }, claims: { nbf: now + 60 } },
    'inactive-not-yet-valid',
    true,
  ],
  ['clock ahead', { answer: { active: false }, claims: { exp: now + 60 } }, 'clock-ahead', false],
  ['active as text', { answer: { active: 'true' } }, 'active-not-boolean', false],
  ['clock behind', { claims: { exp: now - 30 } }, 'clock-behind', true],
  ['opaque', { token: 'opaque-token', ...unreadable }, 'opaque-token', false],
  ['encrypted', { token: 'a.b.c.d.e', ...unreadable }, 'encrypted-token', false],
  ['malformed', { token: 'a.b', ...unreadable }, 'malformed-token', false],
  ['rotated key', { header: { kid: 'k2' }, signature: noKey }, 'rotated-key', false],
  ['unfit key', { signature: noKey }, 'unfit-key', false],
  [
    'symmetric algorithm',
    { signature: { ...noKey, keyProblem: null, algorithmProblem: 'HS256.' } },
    'algorithm-refused',
    false,
  ],
  [
    'another key under the name',
    { signature: { valid: false, signatureProblem: 'Wrong.' } },
    'signature-wrong',
    false,
  ],
  [
    'audience only in the answer',
    { claims: { aud: undefined }, answer: { aud: 'commerce-system' } },
    'aud-only-in-answer',
    false,
  ],
  ['audience only in the token', { answer: { aud: undefined } }, 'aud-only-in-token', false],
  ['another audience in the answer', { answer: { aud: 'other' } }, 'aud-differs', false],
  ['azp only in the token', { answer: { azp: undefined } }, 'azp-only-in-token', false],
  [
    'azp as client_id',
    { answer: { azp: undefined, client_id: 'storefront' } },
    'azp-only-in-token',
    true,
  ],
  ['issuer not returned', { answer: { iss: undefined } }, 'iss-only-in-token', false],
  ['exp not returned', { answer: { exp: undefined } }, 'exp-only-in-token', true],
  ['iat not returned', { answer: { iat: undefined } }, 'iat-only-in-token', true],
  [
    'nbf only in the answer',
    { claims: { nbf: undefined }, answer: { nbf: now } },
    'nbf-only-in-answer',
    true,
  ],
  [
    'email only in the answer',
    { claims: { email: undefined }, answer: { email: 'a@b.example' } },
    'email-only-in-answer',
    false,
  ],
  ['email not returned', { answer: { email: undefined } }, 'email-only-in-token', false],
  ['another email', { answer: { email: 'mallory@example.com' } }, 'email-differs', true],
  ['email verified in one only', { answer: { email_verified: false } }, 'email-verified', true],
  ['another sub', { answer: { sub: 'other' }, field: 'SUBJECT' }, 'sub-differs', true],
  ['asked before it expired', { at: now + 1000, askedAt: now }, 'asked-at-another-time', true],
]

describe('why online and offline come apart', () => {
  it.each(causes)('%s', (_name, change, id, agree) => {
    const found = twin(change)
    expect(found.explanations.map((one) => one.id)).toContain(id)
    expect(found.agree).toBe(agree)
    expect(twinSchema.parse(found)).toEqual(found)
  })

  it('is said in one sentence each, never by the fallback alone', () => {
    for (const [, change] of causes)
      for (const { id, sentence } of twin(change).explanations) {
        expect(id).not.toBe('other')
        expect(sentence).toMatch(/^[A-Z][^\n]+\.$/)
      }
  })

  it('is nothing for a token that both accept', () => {
    const found = twin()
    expect(found).toMatchObject({ agree: true, explanations: [], missing: null })
    expect(found.rows.filter(({ agreement }) => agreement === 'differ')).toEqual([])
  })

  it('names the key that was rotated away', () => {
    const { explanations } = twin({ header: { kid: 'k2' }, signature: noKey })
    expect(explanations.map(({ sentence }) => sentence).join(' ')).toContain('key k2')
  })

  it('does not speak of revocation when the token had expired anyway', () => {
    const { explanations } = twin({ answer: { active: false }, claims: { exp: now - 10 } })
    expect(explanations.map(({ id }) => id)).not.toContain('revoked')
  })

  it('lists the checks that only one mode makes as one-sided', () => {
    const oneSided = twin().rows.filter(({ agreement }) => agreement === 'one-sided')
    expect(oneSided.map(({ id }) => id)).toEqual([
      'algorithm',
      'key',
      'signature',
      'introspection',
      'active',
    ])
  })
})

test('every difference has a sentence, whatever the two say', () => {
  const claim = fc.constantFrom<unknown>(
    undefined,
    'other',
    ['commerce-system'],
    now - 5,
    now + 5,
    null,
    {},
  )
  const some = fc.record(
    {
      iss: claim,
      aud: claim,
      azp: claim,
      exp: claim,
      nbf: claim,
      iat: claim,
      email: claim,
      sub: claim,
    },
    { requiredKeys: [] },
  )
  const active = fc.constantFrom<unknown>(true, false, 'true', undefined)
  const signature = fc.constantFrom<Case['signature']>({}, noKey, {
    valid: false,
    signatureProblem: 'Wrong.',
  })
  const field = fc.constantFrom('EMAIL' as const, 'SUBJECT' as const)
  fc.assert(
    fc.property(
      some,
      some,
      active,
      signature,
      field,
      (claims, answer, active, signature, field) => {
        const change: Case = { claims, answer: { ...answer, active }, signature, field }
        const found = twin(change)
        const differing = found.rows.filter(({ agreement }) => agreement === 'differ')
        const explained = new Set(found.explanations.flatMap(({ checks }) => checks))
        expect(differing.filter(({ id }) => !explained.has(id))).toEqual([])
        expect(found.agree || found.explanations.length > 0).toBe(true)
        expect(twin(change)).toEqual(found)
      },
    ),
    { numRuns: 300 },
  )
})

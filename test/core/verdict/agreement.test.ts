import { importJWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Verdict } from '../../../shared/check.ts'
import { judgingOf } from '../../../electron/core/platforms/registry.ts'
import { signingKeys } from '../../../electron/core/sandbox/signing-keys.ts'
import { evaluate, gatherJudgement } from '../../../electron/core/verdict/judgement.ts'
import { toolsOf } from '../../../electron/core/verdict/judging-tools.ts'
import { compose, encode } from '../tokens/compose.ts'
import { running, type RunningSandbox } from '../sandbox/running.ts'
import { exchange } from '../sandbox/shop.ts'
import { addresses, revoke, signIn, type Tokens } from '../sandbox/sign-in.ts'

/*
 * The emulated Emporix and the ladder never disagree: what the ladder predicts from the same live configuration
 * is what the exchange answers over HTTP.
 */

let open: RunningSandbox
let closed: RunningSandbox
let signed: Record<'alice' | 'carol' | 'dave' | 'erased', Tokens>

beforeAll(async () => {
  open = await running()
  closed = await running({ settings: { ssoCustomerAutoprovisioningDisabled: true } })
  const [alice, carol, dave, erased] = await Promise.all(
    ['alice', 'carol', 'dave', 'alice'].map((login) => signIn(open.sandbox, login)),
  )
  if (!alice || !carol || !dave || !erased) throw new Error('Nobody signed in')
  signed = { alice, carol, dave, erased }
  await revoke(open.sandbox, erased.access_token)
})

async function predict(
  { sandbox, clock }: RunningSandbox,
  token: string,
  site: string | null,
): Promise<Verdict> {
  // The clock of the test has no timers, and a request needs one for its deadline.
  const tools = toolsOf({ now: () => clock.now(), after: () => () => undefined }, () => undefined)
  const judging = judgingOf(sandbox.connections.emporix.platform)
  const basis = await judging.byConnection(sandbox.connections.emporix, tools)
  const { statuses } = judging
  const request = { token, mode: 'auto', site, customers: null, basis, statuses } as const
  const gathered = await gatherJudgement(request, tools)
  const [verdict] = evaluate(gathered, { at: clock.now() / 1000, skew: 0 }).verdicts
  if (!verdict) throw new Error('no verdict')
  return verdict
}

/** Predicts, asks, and returns the first failure for the table to hold against. */
async function agreeing(
  on: RunningSandbox,
  token: string,
  site: string | null,
): Promise<[string | null, number]> {
  const verdict = await predict(on, token, site)
  const answer = await exchange(on.sandbox, token, site === null ? {} : { config: site })
  // Where nobody documents a status the sandbox assumes 401, and the ladder says that it does not know.
  expect(answer.status).toBe(verdict.platformStatus ?? 401)
  expect(answer.ok).toBe(verdict.verdict === 'accepted')
  return [verdict.firstFailure, answer.status]
}

interface Forged {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
}

/** A token by the sandbox's own key, with what the fault changes. */
async function forge({ claims = {}, header = {} }: Forged = {}): Promise<string> {
  const { privateJwk, publicJwk } = await signingKeys()
  const now = Math.floor(open.clock.now() / 1000)
  return new SignJWT({
    iss: addresses(open.sandbox).issuer,
    sub: 'forged',
    aud: ['commerce-system', 'commerce-de'],
    azp: 'sso-flow-console',
    iat: now - 10,
    exp: now + 600,
    email: 'alice@example.com',
    email_verified: true,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: publicJwk.kid, ...header })
    .sign(await importJWK(privateJwk, 'RS256'))
}

const seconds = () => Math.floor(open.clock.now() / 1000)

/** Name, token, first failure and status of Site_PL, first failure of Site_AT, where nothing but keys is set. */
const offline: [string, () => Promise<string>, string | null, number, string | null][] = [
  ['a good token', () => forge(), null, 200, null],
  ['an unknown person', () => forge({ claims: { email: 'new@example.com' } }), null, 200, null],
  ['an expired token', () => forge({ claims: { exp: seconds() - 1 } }), 'expiry', 401, 'expiry'],
  [
    'a token that expires now',
    () => forge({ claims: { exp: seconds() } }),
    'expiry',
    401,
    'expiry',
  ],
  ['a token without exp', () => forge({ claims: { exp: undefined } }), 'expiry', 401, 'expiry'],
  [
    'exp as text',
    () => forge({ claims: { exp: String(seconds() + 60) } }),
    'expiry',
    401,
    'expiry',
  ],
  [
    'a token of the future',
    () => forge({ claims: { nbf: seconds() + 60 } }),
    'not-before',
    401,
    'not-before',
  ],
  ['iat in the future', () => forge({ claims: { iat: seconds() + 60 } }), null, 200, null],
  [
    'the wrong issuer',
    () => forge({ claims: { iss: 'https://evil.example' } }),
    'issuer',
    401,
    null,
  ],
  [
    'an issuer with a trailing slash',
    () => forge({ claims: { iss: `${addresses(open.sandbox).issuer}/` } }),
    'issuer',
    401,
    null,
  ],
  ['the wrong audience', () => forge({ claims: { aud: 'account' } }), 'audience', 401, null],
  ['no audience', () => forge({ claims: { aud: undefined } }), 'audience', 401, null],
  [
    'the audience as one text',
    () => forge({ claims: { aud: 'commerce-system' } }),
    null,
    200,
    null,
  ],
  ['no azp', () => forge({ claims: { azp: undefined } }), 'authorized-party', 401, null],
  [
    'client_id instead of azp',
    () => forge({ claims: { azp: undefined, client_id: 'sso-flow-console' } }),
    'authorized-party',
    401,
    null,
  ],
  ['the wrong azp', () => forge({ claims: { azp: 'another' } }), 'authorized-party', 401, null],
  ['no email', () => forge({ claims: { email: undefined } }), 'identifier', 401, 'identifier'],
  ['an empty email', () => forge({ claims: { email: ' ' } }), 'identifier', 401, 'identifier'],
  [
    'an email that is no text',
    () => forge({ claims: { email: 7 } }),
    'identifier',
    401,
    'identifier',
  ],
  ['an unverified email', () => forge({ claims: { email_verified: false } }), null, 200, null],
  ['an unknown kid', () => forge({ header: { kid: 'rotated' } }), 'key', 401, 'key'],
  ['no kid', () => forge({ header: { kid: undefined } }), null, 200, null],
  ['a changed signature', async () => flipped(await forge()), 'signature', 401, 'signature'],
  ['a changed payload', async () => repacked(await forge()), 'signature', 401, 'signature'],
  [
    'alg none',
    () => Promise.resolve(compose({ alg: 'none' }, { email: 'a@b.example' }, '')),
    'algorithm',
    401,
    'algorithm',
  ],
  [
    'HS256',
    () => Promise.resolve(compose({ alg: 'HS256' }, { email: 'a@b.example' })),
    'algorithm',
    401,
    'algorithm',
  ],
  ['crit', async () => recrit(await forge()), 'signature', 401, 'signature'],
  ['an opaque token', () => Promise.resolve('opaque-token'), 'format', 401, 'format'],
  ['an encrypted token', () => Promise.resolve('a.b.c.d.e'), 'format', 401, 'format'],
  [
    'half a token',
    async () => (await forge()).split('.').slice(0, 2).join('.'),
    'format',
    401,
    'format',
  ],
]

function flipped(token: string): string {
  const end = token.lastIndexOf('.')
  const bytes = Buffer.from(token.slice(end + 1), 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return `${token.slice(0, end)}.${bytes.toString('base64url')}`
}

function repacked(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  return `${header}.${encode({ ...claims, email: 'mallory@example.com' })}.${signature}`
}

function recrit(token: string): string {
  const [header = '', ...rest] = token.split('.')
  const members = JSON.parse(Buffer.from(header, 'base64url').toString()) as object
  return [encode({ ...members, crit: ['b64'], b64: true }), ...rest].join('.')
}

describe('offline', () => {
  it.each(offline)('%s', async (_name, token, failure, status, bare) => {
    const subject = await token()
    expect(await agreeing(open, subject, 'Site_PL')).toEqual([failure, status])
    expect(await agreeing(open, subject, 'Site_AT')).toEqual([bare, bare === null ? 200 : 401])
  })
})

describe('online', () => {
  it.each<[string, () => string, string | null, string | null, number]>([
    ['a known customer', () => signed.alice.access_token, null, null, 200],
    ['a named site', () => signed.alice.access_token, 'Site_DE', null, 200],
    ['the audience of another shop', () => signed.alice.access_token, 'Site_FR', 'audience', 401],
    ['no such configuration', () => signed.alice.access_token, 'Site_XX', 'configuration', 400],
    [
      'a configuration in another case',
      () => signed.alice.access_token,
      'site_DE',
      'configuration',
      400,
    ],
    ['nobody without an email', () => signed.carol.access_token, null, 'identifier', 401],
    ['an unverified email', () => signed.dave.access_token, null, null, 200],
    ['a revoked token', () => signed.erased.access_token, null, 'active', 401],
    ['an ID token', () => signed.alice.id_token, null, 'active', 401],
    ['a refresh token', () => signed.alice.refresh_token, null, 'audience', 401],
    ['an opaque token', () => 'opaque-token', null, 'active', 401],
    ['an encrypted token', () => 'a.b.c.d.e', null, 'active', 401],
  ])('%s', async (_name, token, site, failure, status) => {
    expect(await agreeing(open, token(), site)).toEqual([failure, status])
  })

  it('a token that only the key of the provider signed, but that it never issued', async () => {
    expect(await agreeing(open, await forge(), null)).toEqual(['active', 401])
  })

  it('a token that has expired meanwhile', async () => {
    const own = await running({}, onTestFinished)
    const { access_token } = await signIn(own.sandbox, 'alice')
    expect(await agreeing(own, access_token, 'Site_PL')).toEqual([null, 200])
    // The provider goes by the real clock, which has moved on a little.
    own.clock.advance(3700)
    expect(await agreeing(own, access_token, 'Site_PL')).toEqual(['expiry', 401])
    expect(await agreeing(own, access_token, null)).toEqual(['active', 401])
  })
})

describe('customers', () => {
  it('an unknown one is created, and found from then on', async () => {
    const { access_token } = await signIn(open.sandbox, 'bob')
    expect((await predict(open, access_token, null)).customer.outcome).toBe('created')
    expect(await agreeing(open, access_token, null)).toEqual([null, 200])
    expect((await predict(open, access_token, null)).customer.outcome).toBe('found')
  })

  it('an unknown one is a 404 without autoprovisioning, a known one is not', async () => {
    const bob = await signIn(closed.sandbox, 'bob')
    expect(await agreeing(closed, bob.access_token, null)).toEqual(['customer', 404])
    const alice = await signIn(closed.sandbox, 'alice')
    expect(await agreeing(closed, alice.access_token, null)).toEqual([null, 200])
  })
})

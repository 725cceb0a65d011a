import * as fc from 'fast-check'
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { verifySignature } from '../../../electron/core/tokens/verify.ts'
import { compose, encode } from './compose.ts'

const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const

interface Pair {
  privateKey: CryptoKey
  jwk: JWK
}

const pairs = new Map<string, Pair>()
let other: Pair
let weak: JWK
let exponentOne: JWK

async function newPair(alg: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { privateKey, jwk: await exportJWK(publicKey) }
}

function pair(alg: string): Pair {
  const found = pairs.get(alg)
  if (found === undefined) throw new Error(`no pair for ${alg}`)
  return found
}

async function sign(
  alg: string,
  header: object = { kid: 'k1' },
  from = pair(alg),
): Promise<string> {
  const payload = new TextEncoder().encode('{"sub":"alice"}')
  return new CompactSign(payload).setProtectedHeader({ alg, ...header }).sign(from.privateKey)
}

const setOf = (...keys: object[]) => ({ keys: keys as Record<string, unknown>[] })
const named = (alg: string, extra: object = {}) => ({ ...pair(alg).jwk, kid: 'k1', ...extra })

beforeAll(async () => {
  for (const alg of algorithms) pairs.set(alg, await newPair(alg))
  other = await newPair('RS256')
  const small = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 1024,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  )
  weak = await exportJWK(small.publicKey)
  exponentOne = { ...pair('RS256').jwk, e: 'AQ' }
}, 60_000)

describe('every allowed algorithm', () => {
  test.each(algorithms)('%s is verified', async (alg) => {
    const found = await verifySignature(await sign(alg), setOf(named(alg)))
    expect(found).toEqual({
      algorithm: alg,
      algorithmProblem: null,
      key: 'k1',
      keyChoice: 'kid',
      keyProblem: null,
      valid: true,
      signatureProblem: null,
    })
  })

  test.each(algorithms)('%s is refused for another payload', async (alg) => {
    const [header, , signature] = (await sign(alg)).split('.')
    const forged = `${header}.${encode({ sub: 'eve' })}.${signature}`
    const found = await verifySignature(forged, setOf(named(alg)))
    expect(found.valid).toBe(false)
    expect(found.signatureProblem).toContain('does not fit key k1')
  })

  it('takes EdDSA and Ed25519 for the same algorithm of a key', async () => {
    const bound = setOf(named('EdDSA', { alg: 'Ed25519' }))
    expect((await verifySignature(await sign('EdDSA'), bound)).valid).toBe(true)
  })
})

it('verifies the example of RFC 7515 appendix A.3', async () => {
  const key = {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  }
  const token = [
    'eyJhbGciOiJFUzI1NiJ9',
    'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ',
    'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
  ].join('.')
  expect((await verifySignature(token, setOf(key))).valid).toBe(true)
})

describe('refused algorithms', () => {
  test.each([
    'none',
    'None',
    'NONE',
    'nOnE',
    ' none',
    'HS256',
    'HS384',
    'HS512',
    'hs256',
    'RS1',
    'rs256',
    '',
  ])('%j', async (alg) => {
    const token = compose({ alg, kid: 'k1' }, { sub: 'alice' })
    const found = await verifySignature(token, setOf(named('RS256')))
    expect(found).toMatchObject({ algorithm: alg, key: null, valid: null })
    expect(found.algorithmProblem).toMatch(/\.$/)
  })

  test.each([undefined, null, 5, ['RS256'], { toString: 'RS256' }])('alg %j', async (alg) => {
    const token = compose({ alg, kid: 'k1' }, {})
    const found = await verifySignature(token, setOf(named('RS256')))
    expect(found).toMatchObject({ algorithm: null, valid: null })
    expect(found.algorithmProblem).toContain('no `alg`')
  })

  it('an HMAC made with the public key as secret', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(pair('RS256').jwk))
    const token = await new CompactSign(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(secret)
    const k = Buffer.from(secret).toString('base64url')
    for (const key of [named('RS256'), { kty: 'oct', k, kid: 'k1' }])
      expect((await verifySignature(token, setOf(key))).valid).toBeNull()
  })
})

describe('the choice of the key', () => {
  const cases: [string, () => Promise<string>, () => object[], object][] = [
    [
      'a kid that names no key',
      () => sign('RS256', { kid: 'k2' }),
      () => [named('RS256')],
      {
        key: null,
        valid: null,
        keyProblem: expect.stringContaining('does not contain; it has k1') as string,
      },
    ],
    ['an empty set', () => sign('RS256'), () => [], { keyProblem: 'The key set is empty.' }],
    [
      'no kid and one key',
      () => sign('RS256', {}),
      () => [pair('RS256').jwk],
      {
        keyChoice: 'only-fitting',
        valid: true,
        key: expect.stringMatching(/^[\w-]{43}$/) as string,
      },
    ],
    [
      'no kid and one key that fits',
      () => sign('RS256', {}),
      () => [named('ES256'), named('RS256')],
      {
        keyChoice: 'only-fitting',
        valid: true,
        key: 'k1',
      },
    ],
    [
      'no kid and several keys that fit',
      () => sign('RS256', {}),
      () => [
        { ...other.jwk, kid: 'a' },
        { ...pair('RS256').jwk, kid: 'b' },
      ],
      { keyChoice: 'tried', valid: true, key: 'b' },
    ],
    [
      'no kid and no key that verifies',
      () => sign('RS256', {}, other),
      () => [named('RS256'), { ...pair('PS256').jwk, kid: 'b' }],
      { keyChoice: 'tried', valid: false, key: null },
    ],
    [
      'no kid and no key that fits',
      () => sign('RS256', {}),
      () => [named('ES256'), named('EdDSA')],
      {
        valid: null,
        keyProblem: expect.stringContaining('none of the 2 keys') as string,
      },
    ],
    [
      'several keys of one kid',
      () => sign('RS256'),
      () => [{ ...other.jwk, kid: 'k1' }, named('RS256')],
      {
        keyChoice: 'tried',
        valid: true,
        key: 'k1',
      },
    ],
    [
      'a kid that is no text',
      async () => compose({ alg: 'RS256', kid: 5 }, {}),
      () => [named('RS256')],
      {
        keyProblem: expect.stringContaining('not a text') as string,
      },
    ],
    [
      'a kid named like a prototype member',
      () => sign('RS256', { kid: '__proto__' }),
      () => [named('RS256')],
      {
        keyProblem: expect.stringContaining('does not contain') as string,
      },
    ],
    [
      'a key inherited from a prototype',
      () => sign('RS256'),
      () => [Object.create(named('RS256')) as object],
      {
        valid: null,
      },
    ],
    [
      'a right key under another kid',
      () => sign('RS256'),
      () => [
        { ...other.jwk, kid: 'k1' },
        { ...pair('RS256').jwk, kid: 'k2' },
      ],
      { valid: false, key: 'k1' },
    ],
    [
      'a key brought along in the header',
      () => sign('RS256', { jwk: other.jwk, kid: 'k1' }, other),
      () => [named('RS256')],
      { valid: false },
    ],
  ]
  test.each(cases)('%s', async (_, token, keys, expected) => {
    expect(await verifySignature(await token(), setOf(...keys()))).toMatchObject(expected)
  })
})

describe('keys that cannot verify', () => {
  const cases: [string, () => object, string][] = [
    ['RSA of 1024 bits', () => ({ ...weak, kid: 'k1' }), '1024 bits'],
    ['the exponent 1', () => ({ ...exponentOne, kid: 'k1' }), 'public exponent 1'],
    ['for encryption', () => named('RS256', { use: 'enc' }), 'not for signatures'],
    ['key_ops without verify', () => named('RS256', { key_ops: ['sign'] }), 'key_ops lacks verify'],
    ['bound to another algorithm', () => named('RS256', { alg: 'PS256' }), 'bound to PS256'],
    ['another type', () => named('ES256'), 'type EC on P-256 and cannot verify RS256'],
    ['symmetric', () => ({ kty: 'oct', k: 'c2VjcmV0', kid: 'k1' }), 'symmetric'],
    ['of unknown type', () => ({ kty: 'XYZ', kid: 'k1' }), 'type XYZ'],
    ['of no type', () => ({ kid: 'k1' }), 'kty is missing'],
    ['without modulus', () => ({ kty: 'RSA', e: 'AQAB', kid: 'k1' }), 'no readable modulus'],
  ]
  test.each(cases)('%s', async (_, key, sentence) => {
    const found = await verifySignature(await sign('RS256'), setOf(key()))
    expect(found).toMatchObject({ key: null, valid: null })
    expect(found.keyProblem).toContain(sentence)
  })

  it('an EC key of the wrong curve', async () => {
    const found = await verifySignature(await sign('ES256'), setOf(named('ES384')))
    expect(found.keyProblem).toContain('P-384 and cannot verify ES256')
  })

  it('a point that is not on the curve', async () => {
    const found = await verifySignature(
      await sign('ES256'),
      setOf(named('ES256', { x: encode('x'.repeat(32)) })),
    )
    expect(found.valid).toBe(false)
    expect(found.signatureProblem).toContain('counts as invalid')
  })

  it('skips unknown types beside a good key', async () => {
    const found = await verifySignature(
      await sign('RS256'),
      setOf({ kty: 'XYZ', kid: 'k1' }, named('RS256')),
    )
    expect(found).toMatchObject({ keyChoice: 'kid', valid: true })
  })
})

it('uses the public part of a private key', async () => {
  const privateJwk = { ...(await exportJWK(pair('RS256').privateKey)), kid: 'k1' }
  expect((await verifySignature(await sign('RS256'), setOf(privateJwk))).valid).toBe(true)
})

describe('critical parameters make it invalid', () => {
  test.each([
    [{ crit: ['exp'], exp: 1 }],
    [{ crit: ['b64'], b64: false }],
    [{ crit: [] }],
    [{ crit: null }],
    [{ b64: false }],
  ])('%j', async (extra) => {
    const token = compose({ alg: 'RS256', kid: 'k1', ...extra }, {})
    const found = await verifySignature(token, setOf(named('RS256')))
    expect(found.valid).toBe(false)
    expect(found.signatureProblem).toMatch(/crit|b64/)
  })
})

describe('texts that are no compact JWS never get to a key', () => {
  test.each([
    ['a blank in a segment', (token: string) => token.replace('.', '. ')],
    ['a line break at the end', (token: string) => `${token}\n`],
    ['padding', (token: string) => `${token}=`],
    ['four segments', (token: string) => `${token}.x`],
    ['two segments', (token: string) => token.slice(0, token.lastIndexOf('.'))],
    ['standard base64', (token: string) => `${token}+/`],
    ['nothing', () => ''],
  ])('%s', async (_, change) => {
    const found = await verifySignature(change(await sign('RS256')), setOf(named('RS256')))
    expect(found).toMatchObject({ algorithm: null, key: null, valid: null })
    expect(found.algorithmProblem).toMatch(/\.$/)
  })
})

it('never accepts a token with one bit of its signature flipped', async () => {
  const keys = new Map<string, { token: string; jwks: ReturnType<typeof setOf> }>()
  for (const alg of ['RS256', 'ES256', 'EdDSA'])
    keys.set(alg, { token: await sign(alg), jwks: setOf(named(alg)) })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...keys.values()),
      fc.nat(),
      async ({ token, jwks }, position) => {
        const start = token.lastIndexOf('.') + 1
        const bits = (token.length - start) * 6
        const at = start + Math.floor((position % bits) / 6)
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
        const flipped = alphabet[alphabet.indexOf(token[at] ?? '') ^ (1 << (position % 6))]
        const forged = token.slice(0, at) + flipped + token.slice(at + 1)
        expect((await verifySignature(forged, jwks)).valid).not.toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

it('never throws, whatever the token and the keys', async () => {
  const odd = fc.oneof(
    fc.string(),
    fc.jsonValue(),
    fc.constantFrom('RSA', 'EC', 'k1', 'AQAB', 'sig'),
  )
  const key = fc.dictionary(
    fc.constantFrom('kty', 'kid', 'n', 'e', 'x', 'y', 'crv', 'use', 'alg', 'key_ops'),
    odd,
  )
  const header = fc.record({ alg: fc.constantFrom(...algorithms), kid: fc.option(odd) })
  await fc.assert(
    fc.asyncProperty(header, fc.array(key), async (header, keys) => {
      const found = await verifySignature(compose(header, {}), { keys })
      expect(found.valid).not.toBe(true)
    }),
  )
})

import { compactVerify, CompactSign, exportJWK, generateKeyPair, importJWK } from 'jose'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowedAlgorithms } from '../../../electron/core/tokens/algorithms.ts'
import { isSignedBy, readyKey } from '../../../electron/core/tokens/raw-signature.ts'

/** Nothing but the signature is looked at here, so whatever is thrown counts as wrong, as in verify.ts. */
function holds(act: () => boolean): boolean {
  try {
    return act()
  } catch {
    return false
  }
}

describe.each([...allowedAlgorithms.keys()])('%s', (algorithm) => {
  it('is judged as jose judges it, whatever is changed', async () => {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
    const jwk = await exportJWK(publicKey)
    const token = await new CompactSign(Buffer.from('{"sub":"1"}'))
      .setProtectedHeader({ alg: algorithm })
      .sign(privateKey)
    const ready = readyKey(jwk, algorithm)
    const key = await importJWK(jwk, algorithm)
    const trusted = (text: string) =>
      compactVerify(text, key, { algorithms: [algorithm] }).then(
        () => true,
        () => false,
      )
    expect(isSignedBy(token, ready)).toBe(true)
    expect(await trusted(token)).toBe(true)

    const [header = '', payload = '', signature = ''] = token.split('.')
    const bytes = Buffer.from(signature, 'base64url')
    const withSignature = (changed: Uint8Array) =>
      `${header}.${payload}.${Buffer.from(changed).toString('base64url')}`
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.nat(bytes.length * 8 - 1).map((bit) => {
            const changed = Buffer.from(bytes)
            changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
            return changed
          }),
          fc.nat(bytes.length - 1).map((length) => bytes.subarray(0, length)),
          fc.uint8Array({ maxLength: 8 }).map((more) => Buffer.concat([bytes, more])),
          fc.uint8Array({ minLength: bytes.length, maxLength: bytes.length }),
          fc.constantFrom(
            Buffer.alloc(0),
            Buffer.alloc(bytes.length),
            Buffer.alloc(bytes.length, 255),
          ),
        ),
        async (changed) => {
          const text = withSignature(changed)
          expect(holds(() => isSignedBy(text, ready))).toBe(await trusted(text))
        },
      ),
      { numRuns: 60 },
    )
    const other = `${header}.${Buffer.from('{"sub":"2"}').toString('base64url')}.${signature}`
    expect(isSignedBy(other, ready)).toBe(false)
  })
})

it('refuses a point that is not on the curve, as jose does', () => {
  const off = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) }
  expect(() => readyKey(off, 'ES256')).toThrow(/JWK|key/i)
})

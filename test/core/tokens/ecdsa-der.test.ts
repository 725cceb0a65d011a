import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { derSignature } from '../../../electron/core/tokens/ecdsa-der.ts'

const curves = [
  ['P-256', 32],
  ['P-384', 48],
  ['P-521', 66],
] as const

describe('an ECDSA signature as DER', () => {
  it.each([
    ['small numbers', [0, 0, 5], [0, 0, 7], '3006020105020107'],
    ['a first bit that would mean negative', [0, 0, 0x80], [0, 0x7f, 0xff], '30080202008002027fff'],
    ['zeros', [0, 0, 0], [0, 0, 0], '3006020100020100'],
    ['full length', [0xff, 1, 2], [1, 2, 3], '300b020400ff01020203010203'],
  ])('writes %s', (_, r, s, hex) => {
    expect(derSignature(Buffer.from([...r, ...s]), 3)?.toString('hex')).toBe(hex)
  })

  it.each(curves)('is what Node makes for %s, whatever the numbers', (namedCurve, size) => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
    // Enough that numbers with leading zeros occur.
    for (let count = 0; count < 300; count++) {
      const data = Buffer.from(String(count))
      const raw = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      const der = derSignature(raw, size)
      expect(der && verify('sha256', data, publicKey, der)).toBe(true)
    }
  })

  it.each([0, 1, 63, 65, 128])('is none for %i bytes on P-256', (length) => {
    expect(derSignature(Buffer.alloc(length), 32)).toBeNull()
  })
})

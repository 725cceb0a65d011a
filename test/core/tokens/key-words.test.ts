import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { keyInWordsSchema } from '../../../shared/key-set.ts'
import { keyInWords } from '../../../electron/core/tokens/key-words.ts'

/** The example of RFC 7638 section 3.1. */
const rfcKey = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  kid: '2011-04-29',
}

/** With a certificate from 2026-11-21 to 2027-11-21. */
const certified = {
  kty: 'EC',
  crv: 'P-256',
  x: '5YCN329uwpsw0G6FsQ-jugHPu7cUvMXERnPSIfl50mU',
  y: 'KbAIjP3StVZ7wTma715FNPUrypqeNU41Nk2RUsjm3j0',
  kid: 'certified',
  use: 'sig',
  x5c: [
    'MIIBpTCCAUugAwIBAgIUQGgqRb98v26JqmPWG7LKB2M6VNAwCgYIKoZIzj0EAwIwKDEUMBIGA1UEAwwLaWRwLmV4YW1wbGUxEDAOBgNVBAoMB0V4YW1wbGUwHhcNMjYxMTIxMDYzMDI4WhcNMjcxMTIxMDYzMDI4WjAoMRQwEgYDVQQDDAtpZHAuZXhhbXBsZTEQMA4GA1UECgwHRXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOWAjd9vbsKbMNBuhbEPo7oBz7u3FLzFxEZz0iH5edJlKbAIjP3StVZ7wTma715FNPUrypqeNU41Nk2RUsjm3j2jUzBRMB0GA1UdDgQWBBQXVAIiwVLkn5Mr+ZJcAHYPe2DsSDAfBgNVHSMEGDAWgBQXVAIiwVLkn5Mr+ZJcAHYPe2DsSDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIGYQWE7F37xlxolqj9VzlqWAh5hpKo6UfBgeuN3Hdj8JAiEA8Nk/ogZM2eDKW6HxJ2hfQ3mIcAu4R6gS3pTGsJaEi7g=',
  ],
}

const jwk = (key: { export(options: { format: 'jwk' }): object }) => ({
  ...key.export({ format: 'jwk' }),
  kid: 'k',
})
const ed25519 = jwk(generateKeyPairSync('ed25519').publicKey)
const x25519 = jwk(generateKeyPairSync('x25519').publicKey)
const p521 = jwk(generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey)
const weak = jwk(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)
const secretEc = jwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
const during = Date.parse('2027-01-01')
const after = Date.parse('2027-12-01')

describe('a key in words', () => {
  it.each([
    ['RSA', rfcKey, { title: 'RSA, 2048 bits, RS256', size: '2048 bits', verifies: true }, []],
    ['EC', p521, { title: 'EC, P-521', size: 'P-521', verifies: true }, []],
    ['OKP', ed25519, { title: 'OKP, Ed25519', verifies: true }, []],
    [
      'for encryption',
      { ...rfcKey, alg: undefined, use: 'enc' },
      { title: 'RSA, 2048 bits, for encryption', verifies: false },
      ['use is not sig'],
    ],
    ['OKP of another use', x25519, { size: 'X25519', verifies: false }, ['cannot verify']],
    [
      'oct',
      { kty: 'oct', k: 'c2VjcmV0' },
      { title: 'oct', thumbprint: null, verifies: false },
      ['symmetric key'],
    ],
    ['private', secretEc, { verifies: true }, ['holds the private key']],
    ['weak', weak, { size: '1024 bits', verifies: false }, ['1024 bits; 2048 are the least']],
    ['without kid', { ...rfcKey, kid: undefined }, { kid: null, verifies: true }, ['no kid']],
    [
      'without members',
      { kty: 'RSA', kid: 'k' },
      { size: null, thumbprint: null, verifies: false },
      ['no readable modulus'],
    ],
    [
      'of no type',
      { kid: 'k' },
      { title: 'Key without kty', kty: null, verifies: false },
      ['kty is missing'],
    ],
    [
      'of odd members',
      { kty: 5, n: {}, kid: ['x'], x5c: 'x' },
      { kty: null, kid: null, verifies: false },
      ['kty is missing', 'no kid', 'no readable certificate'],
    ],
    [
      'a broken certificate',
      { ...rfcKey, x5c: ['AAAA'] },
      { certificate: null, verifies: true },
      ['no readable certificate'],
    ],
  ] as const)('%s', async (_what, key, words, warnings) => {
    const described = await keyInWords({ ...key }, during)
    expect(keyInWordsSchema.parse(described)).toEqual(described)
    expect(described).toMatchObject(words)
    expect(described.warnings).toEqual(
      warnings.map((warning) => expect.stringContaining(warning) as string),
    )
  })

  it('has the thumbprint of RFC 7638', async () => {
    const { thumbprint } = await keyInWords(rfcKey, during)
    expect(thumbprint).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
  })

  it('has the same thumbprint with and without its private members', async () => {
    const { kty, crv, x, y } = secretEc as Record<string, unknown>
    const whole = await keyInWords(secretEc, during)
    expect((await keyInWords({ kty, crv, x, y }, during)).thumbprint).toBe(whole.thumbprint)
    expect(JSON.stringify(whole)).not.toContain((secretEc as { d?: string }).d)
  })

  it.each([
    [during, false, []],
    [Date.parse('2027-11-21T12:00:00Z'), true, ['ended today']],
    [after, true, ['ended 9 days ago, at 2027-11-21T06:30:28.000Z']],
  ] as const)('tells of its certificate at %d', async (now, expired, warnings) => {
    const { certificate, warnings: told } = await keyInWords(certified, now)
    expect(certificate).toEqual({
      subject: 'CN=idp.example, O=Example',
      expiresAt: '2027-11-21T06:30:28.000Z',
      expired,
    })
    expect(told).toEqual(warnings.map((warning) => expect.stringContaining(warning) as string))
  })
})

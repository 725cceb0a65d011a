import { describe, expect, it } from 'vitest'
import { documentChecks } from '../../../electron/core/platforms/emporix/sso-document.ts'

const pem = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBijCCATGgAwIBAgIUbLS5myqmB5mw6puylppcH6tZLf4wCgYIKoZIzj0EAwIw',
  'GjEYMBYGA1UEAwwPc2FuZGJveCBzaWduaW5nMCAXDTI2MTEyMTA1MjQyNFoYDzIx',
  'MjYxMDI4MDUyNDI0WjAaMRgwFgYDVQQDDA9zYW5kYm94IHNpZ25pbmcwWTATBgcq',
  'hkjOPQIBBggqhkjOPQMBBwNCAAQRY6x5KOF7fXz2gq43SgIhjXoNmOVUFCvRqLqf',
  'DKtoXribIu3sse6eHImHpxbV/63utDzV89NloaoE5ThsGD0Mo1MwUTAdBgNVHQ4E',
  'FgQUX94OLpTBHkN93vxQbZQz9qXDguAwHwYDVR0jBBgwFoAUX94OLpTBHkN93vxQ',
  'bZQz9qXDguAwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiA/ZX7O',
  'y3ECyA7Z43k0eeIJFV8ngtV9A5MbhV5ZYilyqwIgL4h3NgZV2ntprSIsaXwImdMZ',
  'cIWxXljnAn94I+2hJPA=',
  '-----END CERTIFICATE-----',
]
const from = Date.parse('2026-11-21T05:24:24Z')
const day = 86_400_000

const checksOf = (certificate: string | null, now = from + day) =>
  documentChecks(
    {
      name: 'de',
      domain: 'login.example/realms/de',
      tokenEndpoint: 'token',
      provider: 'de',
      clientId: 'shop',
      redirectUri: 'https://shop.example/callback',
      certificate,
      issuer: null,
      reason: 'named',
    },
    {
      metadata: {
        issuer: 'https://login.example/realms/de',
        authorization_endpoint: 'https://login.example/realms/de/auth',
        token_endpoint: 'https://login.example/realms/de/token',
      },
      redirectUri: 'https://shop.example/callback',
    },
    now,
  )
const certificate = (text: string, now?: number) =>
  checksOf(text, now).find(({ id }) => id === 'certificate')

describe('public_key', () => {
  it('that is not there is not judged', () => {
    expect(checksOf(null).map(({ id, status }) => [id, status])).toEqual([
      ['token-url', 'passed'],
      ['configured-redirect', 'passed'],
    ])
  })

  it.each([
    ['with its line ends', pem.join('\n')],
    ['with the line ends escaped twice', pem.join('\\n')],
    ['with a blank line after it', `${pem.join('\n')}\n\n`],
  ])('is a certificate: %s', (_how, text) => {
    expect(certificate(text)).toMatchObject({
      status: 'passed',
      found: 'CN=sandbox signing, until 2126-10-28T05:24:24.000Z',
    })
  })

  it.each([
    ['before its time', from - day],
    ['after its time', Date.parse('2126-10-29T00:00:00Z')],
  ])('%s is a warning', (_when, now) => {
    const found = certificate(pem.join('\n'), now)
    expect(found).toMatchObject({ status: 'warning' })
    expect(found?.message).toContain('not in its time')
  })

  it.each([
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----', 'public key'],
    ['the bare base64', pem.slice(1, -1).join(''), 'no BEGIN CERTIFICATE'],
    ['cut off', pem.slice(0, 4).join('\n'), 'signing certificate'],
    ['damaged', [pem[0], 'MIIBij', pem.at(-1)].join('\n'), 'cannot be read'],
    ['all on one line with blanks', pem.join(' ').replace('MIIB', '%%'), 'cannot be read'],
  ])('%s is refused', (_what, text, reason) => {
    const found = certificate(text)
    expect(found).toMatchObject({ status: 'failed' })
    expect(found?.message).toContain(reason)
  })
})

import { describe, expect, test } from 'vitest'
import { parseCallback } from '../../../electron/core/http/callback-parameters.ts'

const redirectUri = 'https://shop.example/login/callback'
const good = `${redirectUri}?code=abc&state=s-1`
const two = [
  ['code', 'abc'],
  ['state', 's-1'],
]

describe('what a person may paste', () => {
  test.each([
    ['the whole URL', good],
    ['with white space around', `  ${good}\n`],
    ['quoted', `"${good}"`],
    ['in angle brackets', `<${good}>`],
    ['in typographic quotes', `“${good}”`],
    ['in low and high quotes', `„${good}“`],
    ['in guillemets', `«${good}»`],
    ['in brackets', `(${good})`],
    ['with a full stop after it', `${good}.`],
    ['with a bracket after it', `${good}>`],
    ['with an exclamation after it', `${good}!`],
    ['with a fragment', `${redirectUri}#code=abc&state=s-1`],
    ['with both', `${redirectUri}?code=abc#state=s-1`],
    ['the host in upper case', 'https://SHOP.example/login/callback?code=abc&state=s-1'],
    ['the default port', 'https://shop.example:443/login/callback?code=abc&state=s-1'],
    ['the query', '?code=abc&state=s-1'],
    ['the query without its mark', 'code=abc&state=s-1'],
    ['the fragment', '#code=abc&state=s-1'],
    ['encoded values', '?code=%61bc&state=s%2D1'],
  ])('%s', (_what, text) => {
    expect(parseCallback(text, { redirectUri }).parameters).toEqual(two)
  })

  test('an error counts, and unknown parameters are kept', () => {
    const { parameters } = parseCallback('?error=access_denied&x=%3Cb%3E&x=2', { redirectUri })
    expect(parameters).toEqual([
      ['error', 'access_denied'],
      ['x', '<b>'],
      ['x', '2'],
    ])
  })

  test('a value may hold a URL', () => {
    const { parameters } = parseCallback('code=abc&iss=https://idp.example/?a=1', { redirectUri })
    expect(parameters[1]).toEqual(['iss', 'https://idp.example/?a=1'])
  })
})

describe('what comes from a phone, a mail or a log', () => {
  const loopback = 'http://localhost:8765/callback'
  test.each([
    ['the scheme left out', loopback, 'localhost:8765/callback?code=abc&state=s-1'],
    ['the scheme left out, capitalised', loopback, 'Localhost:8765/callback?code=abc&state=s-1'],
    ['two slashes alone', loopback, '//localhost:8765/callback?code=abc&state=s-1'],
    [
      'the scheme left out of a name',
      redirectUri,
      'shop.example/login/callback?code=abc&state=s-1',
    ],
    ['a line of a log', loopback, 'GET /callback?code=abc&state=s-1 HTTP/1.1'],
    ['the scheme capitalised', redirectUri, good.replace('https', 'Https')],
    ['text around it', redirectUri, `Hi, it ended on ${good} and then nothing`],
    ['text and a full stop', redirectUri, `It ended on ${good}. Regards`],
    ['text on lines around it', redirectUri, `Hi,\n\n${good}\n\nRegards,\nBob`],
    ['another URL beside it', redirectUri, `See https://help.example/x?y=1 ${good}`],
    ['the same link twice', redirectUri, `${good}\n${good}`],
    [
      'its text and its target',
      redirectUri,
      `shop.example/login/callback?code=abc&state=s-1 <${good}>`,
    ],
    ['quoted lines of a mail', redirectUri, `> ${good.replace('&', '\n> &')}`],
    ['zero width spaces', redirectUri, good.replace('/login', '/\u200blo\u200cgin\u2060')],
    ['soft hyphens', redirectUri, good.replace('callback', 'call\u00adback')],
    ['a byte order mark', redirectUri, `\ufeff${good}`],
    ['direction marks', redirectUri, `\u202a${good}\u202c`],
    ['no-break spaces', redirectUri, `\u00a0${good}\u00a0`],
    ['the whole URL encoded', redirectUri, encodeURIComponent(good)],
    ['the query encoded', redirectUri, `${redirectUri}?code%3Dabc%26state%3Ds-1`],
    ['the mark encoded', redirectUri, `${redirectUri}%3Fcode=abc&state=s-1`],
    ['a value encoded twice with it', redirectUri, `${redirectUri}?code%3D%2561bc%26state%3Ds-1`],
  ])('%s', (_what, expected, text) => {
    expect(parseCallback(text, { redirectUri: expected }).parameters).toEqual(two)
  })

  test('is decoded only once where it has an answer', () => {
    const { parameters } = parseCallback('?code=a%252Fb&state=s-1', { redirectUri })
    expect(parameters[0]).toEqual(['code', 'a%2Fb'])
  })

  const long = 'c'.repeat(80)
  test.each([
    ['before a parameter', `${redirectUri}?code=${long}\n  &state=s-1`],
    ['after a mark', `${redirectUri}?\ncode=${long}&state=s-1`],
    [
      'in the midst of a value',
      `${redirectUri}?code=${long.slice(0, 60)}\n${long.slice(60)}&state=s-1`,
    ],
    ['in the last value', `${redirectUri}?code=${long}&state=s\n-1`],
    ['in the path', `https://shop.example/login\n/callback?code=${long}&state=s-1`],
    ['by a carriage return', `${redirectUri}?code=${long}\r\n&state=s-1`],
    ['before the greeting', `${redirectUri}?code=${long}&state=s-1\nRegards`],
    ['twice', `${redirectUri}?code=${long.slice(0, 40)}\n${long.slice(40)}\n&state=s-1\nBob`],
  ])('a line break %s', (_where, text) => {
    const { parameters } = parseCallback(text, { redirectUri, state: 's-1' })
    expect(parameters).toEqual([
      ['code', long],
      ['state', 's-1'],
    ])
  })
})

describe('what is refused, and why', () => {
  test.each([
    ['', 'empty', 'is empty'],
    ['   ', 'empty', 'is empty'],
    ['“\u200b”', 'empty', 'is empty'],
    ['hello', 'no-url', 'holds no URL'],
    ['it did not work', 'no-url', 'holds no URL'],
    ['see https://x', 'other-address', 'does not begin with'],
    [redirectUri, 'no-answer', 'has neither a code nor an error'],
    [`${redirectUri}?state=s-1`, 'no-answer', 'has neither a code nor an error'],
    [
      'https://idp.example/auth?response_type=code&state=s',
      'authorization-url',
      'is the authorization URL',
    ],
    ['?response_type=code&code_challenge=x', 'authorization-url', 'is the authorization URL'],
    ['http://shop.example/login/callback?code=abc', 'other-address', 'does not begin with'],
    ['https://shop.example:444/login/callback?code=abc', 'other-address', 'does not begin with'],
    ['https://shop.example/login/callback/?code=abc', 'other-address', 'does not begin with'],
    ['https://shop.example.evil/login/callback?code=abc', 'other-address', 'does not begin with'],
    ['https://shop.example@evil/login/callback?code=abc', 'other-address', 'does not begin with'],
    ['https://a@shop.example/login/callback?code=abc', 'other-address', 'does not begin with'],
    ['evil.example/login/callback?code=abc', 'other-address', 'does not begin with'],
    ['?code=abc&code=abc', 'two-codes', 'repeats the parameter code'],
    ['?code=abc&state=1&state=2', 'repeated-parameter', 'repeats the parameter state'],
    ['?code=abc#code=abc', 'two-codes', 'repeats the parameter code'],
    ['?code=abc&iss=a&iss=b', 'repeated-parameter', 'repeats the parameter iss'],
    ['?error=a&error=b', 'repeated-parameter', 'repeats the parameter error'],
    [`${good} ${good.replace('abc', 'def')}`, 'ambiguous', 'two callbacks with different codes'],
    [`${good}\n${good.replace('abc', 'def')}`, 'ambiguous', 'two callbacks with different codes'],
    [`${good} ?error=access_denied&state=s-1`, 'ambiguous', 'two callbacks'],
    [`?code=${'x'.repeat(16 * 1024)}`, 'too-long', 'is longer than 16384 characters'],
  ])('%s', (text, kind, reason) => {
    expect(() => parseCallback(text, { redirectUri, state: 's-1' })).toThrowError(
      expect.objectContaining({
        code: 'callback_invalid',
        message: expect.stringContaining(reason),
        evidence: { kind },
      }),
    )
  })

  test('no value of the callback stands in the sentence', () => {
    expect(() => parseCallback('?code=canary&code=canary', { redirectUri })).toThrowError(
      expect.objectContaining({ message: expect.not.stringContaining('canary') }),
    )
  })

  test('a long text without a callback is read in no time worth naming', () => {
    const text = 'https://x.example/?a=%41 '.repeat(4000)
    expect(() => parseCallback(text, { redirectUri })).toThrowError(/does not begin with/)
  })
})

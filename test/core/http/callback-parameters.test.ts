import { describe, expect, test } from 'vitest'
import { parseCallback } from '../../../electron/core/http/callback-parameters.ts'

const redirectUri = 'https://shop.example/login/callback'
const two = [
  ['code', 'abc'],
  ['state', 's-1'],
]

describe('what a person may paste', () => {
  test.each([
    ['the whole URL', `${redirectUri}?code=abc&state=s-1`],
    ['with white space around', `  ${redirectUri}?code=abc&state=s-1\n`],
    ['quoted', `"${redirectUri}?code=abc&state=s-1"`],
    ['in angle brackets', `<${redirectUri}?code=abc&state=s-1>`],
    ['broken over lines', `${redirectUri}?code=abc\n  &state=s-1`],
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

describe('what is refused, and why', () => {
  test.each([
    ['', 'is empty'],
    ['   ', 'is empty'],
    ['hello', 'is no URL'],
    ['see https://x', 'contains white space'],
    [redirectUri, 'has neither a code nor an error'],
    [`${redirectUri}?state=s-1`, 'has neither a code nor an error'],
    ['https://idp.example/auth?response_type=code&state=s', 'does not begin with'],
    ['?response_type=code&code_challenge=x', 'is the authorization URL'],
    ['http://shop.example/login/callback?code=abc', 'does not begin with'],
    ['https://shop.example:444/login/callback?code=abc', 'does not begin with'],
    ['https://shop.example/login/callback/?code=abc', 'does not begin with'],
    ['https://shop.example.evil/login/callback?code=abc', 'does not begin with'],
    ['?code=abc&code=abc', 'repeats the parameter code'],
    ['?code=abc&state=1&state=2', 'repeats the parameter state'],
    ['?code=abc#code=abc', 'repeats the parameter code'],
    ['?code=abc&iss=a&iss=b', 'repeats the parameter iss'],
    ['?error=a&error=b', 'repeats the parameter error'],
    [`?code=${'x'.repeat(16 * 1024)}`, 'is longer than 16384 characters'],
  ])('%s', (text, reason) => {
    expect(() => parseCallback(text, { redirectUri })).toThrowError(
      expect.objectContaining({
        code: 'callback_invalid',
        message: expect.stringContaining(reason),
      }),
    )
  })

  test('no value of the callback stands in the sentence', () => {
    expect(() => parseCallback('?code=canary&code=canary', { redirectUri })).toThrowError(
      expect.objectContaining({ message: expect.not.stringContaining('canary') }),
    )
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FlowError } from '../../../electron/core/failure.ts'
import { findDeepLink, parseDeepLink } from '../../../electron/core/http/deep-link-callback.ts'

const scheme = 'sso-flow-console'
const link = 'sso-flow-console://callback?code=abc&state=s-1'

describe('a link among arguments', () => {
  test.each([
    ['first', [link, '/opt/app', '--flag'], link],
    ['in the middle', ['/opt/app', link, '--flag'], link],
    ['last', ['/opt/app', '--open-url', '--', link], link],
    ['twice', ['app', link, `${link}2`], link],
    ['after a debugger switch', ['app', '--inspect=9229', link], link],
    ['after a file', ['app', '/home/a/sso-flow-console:x', link], link],
    ['in upper case', ['app', 'SSO-FLOW-CONSOLE://callback'], 'SSO-FLOW-CONSOLE://callback'],
    ['inside a switch', ['app', `--url=${link}`], null],
    ['of another scheme', ['app', 'sso-flow-console2://callback', 'https://x'], null],
    ['over 16 kB', ['app', link + 'x'.repeat(16 * 1024)], null],
    ['not there', ['app', ''], null],
    ['nothing at all', [], null],
  ])('%s', (_where, argv, found) => expect(findDeepLink(argv, scheme)).toBe(found))

  test('odd types are ignored', () => {
    const argv = [null, 1, {}, link] as unknown as string[]
    expect(findDeepLink(argv, scheme)).toBe(link)
  })
})

/** Null when it is refused; anything but a refusal fails the test. */
function read(url: string) {
  try {
    return parseDeepLink(url).parameters
  } catch (error) {
    if (error instanceof FlowError && error.code === 'callback_invalid') return null
    throw error
  }
}

describe('a link', () => {
  test.each([
    link,
    'sso-flow-console://callback/?code=abc&state=s-1',
    'SSO-Flow-Console://callback?code=abc&state=s-1',
    `${link}#`,
  ])('%s is read', (url) => {
    expect(parseDeepLink(url).parameters).toEqual([
      ['code', 'abc'],
      ['state', 's-1'],
    ])
  })

  test.each([
    'sso-flow-console:/callback?code=abc',
    'sso-flow-console:callback?code=abc',
    'sso-flow-console:///callback?code=abc',
    'sso-flow-console://callback/x?code=abc',
    'sso-flow-console://callback//?code=abc',
    'sso-flow-console://Callback?code=abc',
    'sso-flow-console://callback.evil?code=abc',
    'sso-flow-console://user@callback?code=abc',
    'sso-flow-console://user:pw@callback?code=abc',
    'sso-flow-console://callback:80?code=abc',
    'sso-flow-console://callback?code=abc#access_token=x',
    'sso-flow-console://callback?code=abc&code=abc',
    'sso-flow-console://callback?state=1&state=1',
    'sso-flow-console://callback?iss=1&iss=2',
    'sso-flow-console://callback?error=1&error=2',
    'sso-flow-console://callback?code=a b',
    'sso-flow-console://callback?code=a\u0000b',
    'sso-flow-console://callback\n?code=ab',
    ' sso-flow-console://callback?code=ab',
    'https://callback?code=abc',
    '/home/a/file',
    `${link}${'x'.repeat(16 * 1024)}`,
    '',
  ])('%j is refused', (url) => {
    expect(() => parseDeepLink(url)).toThrowError(
      expect.objectContaining({ code: 'callback_invalid' }),
    )
  })

  test('ten thousand mutations never crash it and never reach another route', () => {
    const route = /^sso-flow-console:\/\/callback\/?(\?[^#]*)?#?$/i
    const mutation = fc.record({
      at: fc.nat(link.length),
      removed: fc.nat(6),
      inserted: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 4 }),
        fc.constantFrom('/', '//', '@', ':', '#', '?', '&', '=', '%2F', '\\', 'code=', '&state='),
      ),
    })
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        let url = link
        for (const { at, removed, inserted } of mutations) {
          url = url.slice(0, at) + inserted + url.slice(at + removed)
        }
        const parameters = read(url)
        expect(parameters === null || route.test(url)).toBe(true)
        for (const name of ['code', 'state', 'iss', 'error']) {
          expect((parameters ?? []).filter(([other]) => other === name).length).toBeLessThan(2)
        }
      }),
      { numRuns: 10_000 },
    )
  })
})

import { describe, expect, test } from 'vitest'
import { vetBrowserUrl } from '../../../electron/core/http/browser-url.ts'

describe('what may be opened in the browser', () => {
  test.each([
    ['https://idp.example/auth?client_id=shop&scope=openid%20email#x'],
    ['HTTPS://idp.example/', 'https://idp.example/'],
    ['https://idp.example:8443/a'],
    ['http://127.0.0.1:8080/auth'],
    ['http://127.1.2.3/auth'],
    ['http://localhost:8080/auth'],
    ['http://[::1]:8080/auth'],
    ['https://idp.example/?login_hint=a@b.example'],
  ])('%s', (url, spelled = url) => expect(vetBrowserUrl(url)).toBe(spelled))
})

describe('what may not', () => {
  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    '\\\\host\\share',
    'ms-msdt:/id',
    'search-ms:query=x',
    'data:text/html,x',
    'vbscript:x',
    'sso-flow-console://callback',
    'https://user:pw@host.example/',
    'https://user@host.example/',
    'https://@host.example/',
    'https://host.example\u0000',
    'https://host.example/\r\nx',
    'https://host.example/a b',
    ' https://host.example/',
    'https://host.example/\u202etxt',
    'https://host.example\\@evil.example/',
    'https:host.example',
    'https:/host.example',
    'https:///host.example',
    'https://',
    'http://host.example/',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'http://2130706433.example/',
    '//host.example/',
    '/relative',
    'relative',
    '',
    `https://host.example/${'x'.repeat(16 * 1024)}`,
    null as unknown as string,
    undefined as unknown as string,
    {} as unknown as string,
  ])('%j', (url) => {
    expect(() => vetBrowserUrl(url)).toThrowError(expect.objectContaining({ code: 'url_refused' }))
  })
})

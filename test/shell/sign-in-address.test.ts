import { describe, expect, it } from 'vitest'
import { judgePage, judgeRequest, shownAddress } from '../../electron/shell/sign-in-address.ts'

const redirectUri = 'https://shop.example/login/callback'

describe('a page of the in-app window', () => {
  it.each([
    ['https://idp.example/auth?state=s', 'allowed'],
    ['http://127.0.0.1:8080/idp', 'allowed'],
    ['http://localhost:8080/idp', 'allowed'],
    ['http://[::1]:8080/idp', 'allowed'],
    ['https://shop.example/login', 'allowed'],
    ['https://shop.example/login/callback', 'callback'],
    ['https://shop.example/login/callback?code=a&state=s', 'callback'],
    ['https://shop.example/login/callback#code=a', 'callback'],
    ['https://SHOP.example:443/login/callback?code=a', 'callback'],
    ['https://shop.example/login/callback/?code=a', 'allowed'],
    ['https://shop.example.evil/login/callback?code=a', 'allowed'],
    ['https://shop.example:444/login/callback?code=a', 'allowed'],
    ['http://shop.example/login/callback?code=a', 'refused'],
    ['https://a@shop.example/login/callback?code=a', 'refused'],
    ['https://shop.example@evil.example/', 'refused'],
    ['http://idp.example/auth', 'refused'],
    ['http://127.0.0.1.evil.example/', 'refused'],
    ['ftp://idp.example/', 'refused'],
    ['file:///etc/passwd', 'refused'],
    ['app://console/index.html', 'refused'],
    ['javascript:alert(1)', 'refused'],
    ['data:text/html,x', 'refused'],
    ['blob:https://idp.example/1', 'refused'],
    ['devtools://devtools/bundled/x.html', 'refused'],
    ['sso-flow-console://callback?code=a', 'refused'],
    ['', 'refused'],
    ['no url', 'refused'],
  ])('%s is %s', (url, verdict) => {
    expect(judgePage(url, redirectUri)).toBe(verdict)
  })

  it('may end at the redirect URI of an application', () => {
    const link = 'sso-flow-console://callback'
    expect(judgePage(`${link}?code=a`, link)).toBe('callback')
    expect(judgePage('sso-flow-console://other?code=a', link)).toBe('refused')
  })

  it('may end at a plain http redirect URI, which is never asked', () => {
    const plain = 'http://shop.example/callback'
    expect(judgePage(`${plain}?code=a`, plain)).toBe('callback')
    expect(judgeRequest('http://shop.example/logo.png', plain)).toBe('refused')
  })
})

describe('what such a page asks for', () => {
  it.each([
    ['https://cdn.example/a.js', 'allowed'],
    ['wss://idp.example/socket', 'allowed'],
    ['data:image/png;base64,AA', 'allowed'],
    ['blob:https://idp.example/1', 'allowed'],
    ['about:blank', 'allowed'],
    ['ws://127.0.0.1:1/', 'allowed'],
    ['ws://idp.example/', 'refused'],
    ['file:///etc/passwd', 'refused'],
    ['chrome://settings', 'refused'],
    [`${redirectUri}?code=a`, 'callback'],
  ])('%s is %s', (url, verdict) => {
    expect(judgeRequest(url, redirectUri)).toBe(verdict)
  })
})

describe('the title', () => {
  it.each([
    ['https://idp.example/auth?state=canary#canary', 'https://idp.example/auth'],
    ['http://127.0.0.1:8400/callback?code=canary', 'http://127.0.0.1:8400/callback'],
    ['about:blank', 'about:'],
    ['no url', ''],
  ])('of %s is %s', (url, title) => {
    expect(shownAddress(url)).toBe(title)
  })
})

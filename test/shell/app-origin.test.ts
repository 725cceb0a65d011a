import { describe, expect, it } from 'vitest'
import { isOurs, startUrl } from '../../electron/shell/app-origin.ts'
import { isWanted } from '../../electron/shell/security.ts'

const start = startUrl(true, undefined)

describe('the first page', () => {
  it('comes from the bundle', () => {
    expect(start).toBe('app://console/index.html')
    expect(startUrl(false, undefined)).toBe(start)
  })

  it('comes from the dev server in a checkout only', () => {
    expect(startUrl(false, 'http://localhost:5173')).toBe('http://localhost:5173')
    expect(startUrl(true, 'http://localhost:5173')).toBe(start)
    expect(startUrl(false, 'not a URL')).toBe(start)
  })
})

describe('our origin', () => {
  it.each([
    'app://console/index.html',
    'app://console/',
    'app://console/#/tokens',
    'app://console?x',
  ])('has %s', (url) => {
    expect(isOurs(url, start)).toBe(true)
  })

  it.each([
    'app://console.evil/index.html',
    'app://evil/console',
    'app://user@console/',
    'app://:pw@console/',
    'app://console:1/',
    'apps://console/',
    'https://console/',
    'file:///app://console/',
    'about:blank',
    'about:srcdoc',
    'data:text/html,app://console/',
    'javascript:alert(1)',
    'blob:app://console/1',
    'app:console',
    'null',
    '',
  ])('has not %j', (url) => {
    expect(isOurs(url, start)).toBe(false)
  })
})

describe('a request of a page', () => {
  it.each(['app://console/assets/a.js', 'data:image/png;base64,AA=='])('%s may be tried', (url) => {
    expect(isWanted(url, { start, packaged: true })).toBe(true)
  })

  it.each([
    'https://example.com/',
    'http://localhost:5173/',
    'ws://localhost:5173/',
    'wss://example.com/',
    'ftp://example.com/',
    'file:///etc/hosts',
    'filesystem:app://console/temporary/x',
    'blob:app://console/1',
    'chrome://gpu/',
    'devtools://devtools/bundled/devtools_app.html',
    'app://other/',
    'nonsense',
  ])('%s is blocked in a packaged app', (url) => {
    expect(isWanted(url, { start, packaged: true })).toBe(false)
  })

  it('may reach the dev server and its socket in a checkout', () => {
    const dev = { start: 'http://localhost:5173/', packaged: false }
    expect(isWanted('http://localhost:5173/main.tsx', dev)).toBe(true)
    expect(isWanted('ws://localhost:5173/?token=1', dev)).toBe(true)
    expect(isWanted('ws://localhost:5174/', dev)).toBe(false)
    expect(isWanted('https://example.com/', dev)).toBe(false)
  })
})

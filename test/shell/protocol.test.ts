import { posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { screenHeaders } from '../../electron/core/http/screen-files.ts'
import { locate } from '../../electron/shell/protocol.ts'

const contentSecurityPolicy = screenHeaders("'none'")['content-security-policy'] ?? ''

const get = (url: string) => ({ method: 'GET', url })

describe.each([
  { rules: 'POSIX', path: posix, root: '/opt/app/out/renderer' },
  { rules: 'Windows', path: win32, root: 'C:\\app\\out\\renderer' },
])('a path of the bundle under $rules rules', ({ path, root }) => {
  it.each([
    ['app://console/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://console/', 'index.html', 'text/html; charset=utf-8'],
    ['app://console', 'index.html', 'text/html; charset=utf-8'],
    ['app://console/index.html?a=/../x#/../y', 'index.html', 'text/html; charset=utf-8'],
    [
      'app://console/assets/index-D_3f-1x.js',
      'assets/index-D_3f-1x.js',
      'text/javascript; charset=utf-8',
    ],
    ['app://console/assets/a.css', 'assets/a.css', 'text/css; charset=utf-8'],
    ['app://console/assets/a.woff2', 'assets/a.woff2', 'font/woff2'],
  ])('%s is %s', (url, file, type) => {
    expect(locate(root, get(url), path)).toEqual({
      status: 200,
      file: path.join(root, ...file.split('/')),
      type,
    })
  })

  it.each([
    'app://console/../x.js',
    'app://console/a/../../x.js',
    'app://console/%2e%2e/x.js',
    'app://console/%2E%2E%2Fx.js',
    'app://console/..%5cx.js',
    'app://console/..\\x.js',
    'app://console//host/x.js',
    'app://console/C:/x.js',
    'app://console/C:\\x.js',
    'app://console/a%00b.js',
    'app://console/a\0b.js',
    'app://console/a\n.js',
    'app://console/.env',
    'app://console/assets/.hidden/x.js',
    'app://console/assets/',
    `app://console/${'a'.repeat(4096)}.js`,
    'app://other/index.html',
    'app://console.evil/index.html',
    'app://user@console/index.html',
    'app://console:80/index.html',
    'app:index.html',
    'file:///etc/hosts',
    'https://console/index.html',
    '',
  ])('%j is refused', (url) => {
    expect(locate(root, get(url), path)).toEqual({ status: 400 })
  })

  it.each(['app://console/assets/a.map', 'app://console/main', 'app://console/a.exe'])(
    '%s is no kind of file that the bundle holds',
    (url) => {
      expect(locate(root, get(url), path)).toEqual({ status: 404 })
    },
  )

  it.each(['POST', 'HEAD', 'PUT', 'get', ''])('the method %j is refused', (method) => {
    expect(locate(root, { method, url: 'app://console/index.html' }, path)).toEqual({ status: 405 })
  })
})

describe('the content security policy', () => {
  it('starts from nothing and allows no inline code and no foreign host', () => {
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; /)
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|ws:|blob:/)
  })

  it.each([
    "script-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])('holds %s', (directive) => {
    expect(contentSecurityPolicy.split('; ')).toContain(directive)
  })
})

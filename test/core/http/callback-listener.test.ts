import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type CallbackListener,
  type CallbackListenerOptions,
  listenForCallback,
} from '../../../electron/core/http/callback-listener.ts'
import { handClock } from '../../support/clock.ts'

const state = 'state-canary-0123456789'
const closers: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function listen(options: Partial<CallbackListenerOptions> = {}) {
  const clock = handClock()
  const refused: string[] = []
  const listener = await listenForCallback({
    host: '127.0.0.1',
    port: 0,
    path: '/callback',
    state,
    clock,
    onRefused: (reason) => refused.push(reason),
    ...options,
  })
  closers.push(listener.close)
  return { ...listener, url: new URL(listener.redirectUri), clock, refused }
}

interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

type Asked = Omit<http.RequestOptions, 'headers'> & {
  headers?: http.OutgoingHttpHeaders
  /** Instead of headers: exactly these. */
  raw?: string[]
}

/** Node's fetch sets Host and Sec-Fetch headers itself, so a plain request is made. */
function ask(url: URL, target: string, options: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      agent: false,
      host: '127.0.0.1',
      port: url.port,
      path: target,
      ...options,
      headers: options.raw ?? { host: url.host, ...options.headers },
    })
    request.on('error', reject).on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      )
    })
    request.end()
  })
}

/** Sends bytes and returns all that comes back. */
function talk(port: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk))
    socket.on('error', () => undefined).on('close', () => resolve(answer))
  })
}

const refuses = (host: string, port: string) =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(Number(port), host)
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true))
    socket.once('connect', () => socket.destroy())
  })

/** Resolves to false when the callback has not been taken yet. */
const isTaken = ({ taken }: Pick<CallbackListener, 'taken'>) =>
  Promise.race([taken.then(() => true), new Promise((resolve) => setImmediate(resolve, false))])

const good = `/callback?code=abc&state=${state}&iss=https%3A%2F%2Fidp.example`

describe('the callback', () => {
  test('is taken once, answered with a static page, and then the port is closed', async () => {
    const listener = await listen()
    expect(listener.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
    const { status, headers, body } = await ask(listener.url, good)
    expect(status).toBe(200)
    expect(body).toContain('You are signed in.')
    expect(body).not.toContain('abc')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    })
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]+='; .*frame-ancestors 'none'$/,
    )
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(await listener.taken).toEqual({
      parameters: [
        ['code', 'abc'],
        ['state', state],
        ['iss', 'https://idp.example'],
      ],
      via: 'loopback',
    })
    const second = await ask(listener.url, good)
    expect(second.status).toBe(409)
    expect(second.body).toContain('already used')
    expect(listener.refused).toEqual(['This callback was already used.'])
    listener.clock.advance(1000)
    await listener.close()
    expect(await refuses('127.0.0.1', listener.url.port)).toBe(true)
  })

  test('may be an error, which is not reflected', async () => {
    const listener = await listen()
    const text = encodeURIComponent('<script>alert(1)</script>')
    const answer = await ask(
      listener.url,
      `/callback?error=access_denied&error_description=${text}&state=${state}`,
    )
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('The sign-in ended without success.')
    expect(answer.body).not.toContain('script')
    expect((await listener.taken).parameters[0]).toEqual(['error', 'access_denied'])
  })

  test('is taken also when the browser hangs up before it read the page', async () => {
    const listener = await listen()
    const socket = net.connect(Number(listener.url.port), '127.0.0.1')
    socket.write(`GET ${good} HTTP/1.1\r\nHost: ${listener.url.host}\r\n\r\n`, () =>
      socket.destroy(),
    )
    socket.on('error', () => undefined)
    expect((await listener.taken).via).toBe('loopback')
  })

  test('arrives by a navigation from another site', async () => {
    const listener = await listen()
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await ask(listener.url, good, { headers })).status).toBe(200)
  })

  test('closing before rejects the wait and frees the port', async () => {
    const listener = await listen()
    await listener.close()
    await listener.close()
    await expect(listener.taken).rejects.toMatchObject({ code: 'cancelled' })
    expect(await refuses('127.0.0.1', listener.url.port)).toBe(true)
  })
})

describe('what is refused leaves the run waiting', () => {
  const cases: [string, number, string, Asked, boolean][] = [
    ['another host', 421, good, { raw: ['host', 'evil.example:1'] }, true],
    ['no host', 421, good, { raw: [] }, true],
    ['a host without the port', 421, good, { raw: ['host', '127.0.0.1'] }, true],
    ['the name instead of the address', 421, good, { raw: ['host', 'localhost:1'] }, true],
    ['HEAD', 405, good, { method: 'HEAD' }, false],
    ['POST', 405, good, { method: 'POST' }, false],
    ['a preflight', 405, good, { method: 'OPTIONS', headers: { origin: 'https://e.com' } }, false],
    ['another path', 404, '/', {}, false],
    ['the favicon', 404, '/favicon.ico', {}, false],
    ['a longer path', 404, good.replace('/callback', '/callback/'), {}, false],
    ['an encoded path', 404, good.replace('/callback', '/%63allback'), {}, false],
    ['a dotted path', 404, good.replace('/callback', '/x/../callback'), {}, false],
    ['an absolute target', 404, `http://evil.example${good}`, {}, false],
    ['a foreign origin', 403, good, { headers: { origin: 'https://evil.example' } }, true],
    ['an opaque origin', 403, good, { headers: { origin: 'null' } }, true],
    ...['no-cors', 'cors', 'websocket'].map((mode): (typeof cases)[number] => [
      `a cross-site ${mode} request`,
      403,
      good,
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode } },
      true,
    ]),
    [
      'a request of another local port',
      403,
      good,
      { headers: { 'sec-fetch-site': 'same-site' } },
      true,
    ],
    ['no state', 400, '/callback?code=abc', {}, true],
    ['no query', 400, '/callback', {}, true],
    ['a foreign state', 400, '/callback?code=abc&state=other', {}, true],
    ['a foreign error', 400, '/callback?error=access_denied&state=other', {}, true],
    ['the state in another case', 400, `/callback?code=abc&state=${state.toUpperCase()}`, {}, true],
    ['two states', 400, `${good}&state=${state}`, {}, true],
    ['two codes', 400, `${good}&code=abc`, {}, true],
    ['two issuers', 400, `${good}&iss=x`, {}, true],
    ['two errors', 400, `/callback?error=a&error=b&state=${state}`, {}, true],
  ]
  test.each(cases)('%s', async (_what, status, target, options, reported) => {
    const listener = await listen()
    const answer = await ask(listener.url, target, options)
    expect(answer.status).toBe(status)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.body).not.toContain('evil')
    expect(answer.body).not.toContain(state)
    expect(listener.refused).toHaveLength(reported ? 1 : 0)
    for (const reason of listener.refused) expect(reason).not.toContain('evil')
    expect(await isTaken(listener)).toBe(false)
    expect((await ask(listener.url, good)).status).toBe(200)
    expect((await listener.taken).parameters).toHaveLength(3)
  })

  test('two Host headers', async () => {
    const listener = await listen()
    const { host, port } = listener.url
    const answer = await talk(
      port,
      `GET ${good} HTTP/1.1\r\nHost: ${host}\r\nHost: ${host}\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(await isTaken(listener)).toBe(false)
  })

  test.each([
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'headers over 16 kB',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      'a request line over 16 kB',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n', /^$/],
  ])('%s is answered at most once', async (_what, bytes, expected) => {
    const listener = await listen()
    expect(await talk(listener.url.port, bytes)).toMatch(expected)
    expect((await ask(listener.url, good)).status).toBe(200)
  })

  test('a hostile page cannot end the wait, nor fill the screen', async () => {
    const listener = await listen()
    for (let count = 0; count < 120; count++) await ask(listener.url, '/callback?state=guess')
    expect(listener.refused).toHaveLength(50)
    expect(listener.refused.at(-1)).toContain('Further ones are not listed.')
    expect((await ask(listener.url, good)).status).toBe(200)
  })

  test('a hundred silent connections do not keep the callback out', async () => {
    const listener = await listen()
    const sockets = Array.from({ length: 100 }, () =>
      net.connect(Number(listener.url.port), '127.0.0.1').on('error', () => undefined),
    )
    closers.push(() => sockets.forEach((socket) => socket.destroy()))
    await Promise.all(sockets.map((socket) => new Promise((done) => socket.once('connect', done))))
    expect((await ask(listener.url, good)).status).toBe(200)
    await listener.taken
  })
})

describe('the port', () => {
  test('is open on loopback only', async () => {
    const listener = await listen()
    const outside = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of outside) {
      expect(await refuses(address, listener.url.port)).toBe(true)
    }
    expect(await refuses('::1', listener.url.port)).toBe(true)
  })

  test('for localhost is open on ::1 too, where there is one, and named localhost', async () => {
    const listener = await listen({ host: 'localhost' })
    expect(listener.redirectUri).toMatch(/^http:\/\/localhost:\d+\/callback$/)
    const hasV6 = Object.values(os.networkInterfaces())
      .flat()
      .some((address) => address?.address === '::1')
    const answer = await ask(listener.url, good, { host: hasV6 ? '::1' : '127.0.0.1' })
    expect(answer.status).toBe(200)
    await listener.taken
    await listener.close()
    expect(await refuses('127.0.0.1', listener.url.port)).toBe(true)
    expect(await refuses('::1', listener.url.port)).toBe(true)
  })

  test('when occupied is named with the way out', async () => {
    const first = await listen()
    const port = Number(first.url.port)
    const second = listenForCallback({
      host: '127.0.0.1',
      port,
      path: '/callback',
      state,
      clock: handClock(),
      onRefused: () => undefined,
    })
    await expect(second).rejects.toMatchObject({
      code: 'port_occupied',
      message: `Port ${port} on 127.0.0.1 is used by another program; stop it, or set redirect.port to another one (0 takes a free one).`,
    })
  })
})

import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type CallbackListener,
  type CallbackListenerOptions,
  listenForCallback,
} from '../../../electron/core/http/callback-listener.ts'
import type { RefusedCallbackKind } from '../../../shared/callback-outcome.ts'
import type { CallbackRefusal } from '../../../electron/core/http/callback-outcomes.ts'
import { bindLoopback } from '../../../electron/core/http/loopback-sockets.ts'
import { handClock } from '../../support/clock.ts'

const state = 'state-canary-0123456789'
const closers: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function listen(options: Partial<CallbackListenerOptions> = {}) {
  const clock = handClock()
  const refused: CallbackRefusal[] = []
  const listener = await listenForCallback({
    host: '127.0.0.1',
    port: 0,
    path: '/callback',
    state,
    clock,
    onRefused: (refusal) => refused.push(refusal),
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
    expect(listener.refused).toEqual([
      {
        kind: 'already-used',
        reason: 'This callback was already used.',
        came: 'GET /callback?code=••••&state=••••&iss=••••',
      },
    ])
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
  const cases: [string, number, string, Asked, RefusedCallbackKind | null][] = [
    ['another host', 421, good, { raw: ['host', 'evil.example:1'] }, 'foreign-host'],
    ['no host', 421, good, { raw: [] }, 'foreign-host'],
    ['a host without the port', 421, good, { raw: ['host', '127.0.0.1'] }, 'foreign-host'],
    [
      'the name instead of the address',
      421,
      good,
      { raw: ['host', 'localhost:1'] },
      'foreign-host',
    ],
    ['HEAD', 405, good, { method: 'HEAD' }, null],
    ['POST', 405, good, { method: 'POST' }, null],
    ['a preflight', 405, good, { method: 'OPTIONS', headers: { origin: 'https://e.com' } }, null],
    ['another path', 404, '/', {}, null],
    ['the favicon', 404, '/favicon.ico', {}, null],
    ['a longer path', 404, good.replace('/callback', '/callback/'), {}, null],
    ['an encoded path', 404, good.replace('/callback', '/%63allback'), {}, null],
    ['a dotted path', 404, good.replace('/callback', '/x/../callback'), {}, null],
    ['an absolute target', 404, `http://evil.example${good}`, {}, null],
    [
      'a foreign origin',
      403,
      good,
      { headers: { origin: 'https://evil.example' } },
      'foreign-script',
    ],
    ['an opaque origin', 403, good, { headers: { origin: 'null' } }, 'foreign-script'],
    ...['no-cors', 'cors', 'websocket'].map((mode): (typeof cases)[number] => [
      `a cross-site ${mode} request`,
      403,
      good,
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode } },
      'foreign-script',
    ]),
    [
      'a request of another local port',
      403,
      good,
      { headers: { 'sec-fetch-site': 'same-site' } },
      'foreign-script',
    ],
    ['no state', 400, '/callback?code=abc', {}, 'no-state'],
    ['no query', 400, '/callback', {}, 'in-fragment'],
    ['an empty query', 400, '/callback?', {}, 'in-fragment'],
    ['a foreign state', 400, '/callback?code=abc&state=other', {}, 'foreign-state'],
    ['a foreign error', 400, '/callback?error=access_denied&state=other', {}, 'foreign-state'],
    [
      'the state in another case',
      400,
      `/callback?code=abc&state=${state.toUpperCase()}`,
      {},
      'foreign-state',
    ],
    ['two states', 400, `${good}&state=${state}`, {}, 'repeated-parameter'],
    ['two codes', 400, `${good}&code=abc`, {}, 'two-codes'],
    ['two issuers', 400, `${good}&iss=x`, {}, 'repeated-parameter'],
    ['two errors', 400, `/callback?error=a&error=b&state=${state}`, {}, 'repeated-parameter'],
  ]
  test.each(cases)('%s', async (_what, status, target, options, kind) => {
    const listener = await listen()
    const answer = await ask(listener.url, target, options)
    expect(answer.status).toBe(status)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.body).not.toContain('evil')
    expect(answer.body).not.toContain(state)
    expect(listener.refused.map((one) => one.kind)).toEqual(kind === null ? [] : [kind])
    expect(JSON.stringify(listener.refused)).not.toMatch(/evil|abc|0123456789/)
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
    expect(listener.refused.at(-1)?.reason).toContain('Further ones are not listed.')
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

describe('a callback without any parameter', () => {
  test('is told on the page to be in the address bar, where no server sees it', async () => {
    const listener = await listen()
    const answer = await ask(listener.url, '/callback')
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('The answer is in the address bar.')
    expect(listener.refused[0]?.reason).toContain('paste the URL from the address bar')
    expect(await isTaken(listener)).toBe(false)
  })
})

describe('the state of another run', () => {
  test('is told with its owner, and the run goes on waiting', async () => {
    const asked: string[] = []
    const listener = await listen({
      ownerOf(state) {
        asked.push(state)
        return state === 'of-run-7' ? { kind: 'cancelled-run', reason: 'run 7' } : null
      },
    })
    expect((await ask(listener.url, '/callback?code=a&state=of-run-7')).status).toBe(400)
    expect((await ask(listener.url, '/callback?code=a&state=of-nobody')).status).toBe(400)
    expect(listener.refused.map((one) => one.kind)).toEqual(['cancelled-run', 'foreign-state'])
    expect((await ask(listener.url, good)).status).toBe(200)
    expect(asked).toEqual(['of-run-7', 'of-nobody'])
  })
})

describe('the host [::1]', () => {
  const hasV6 = Object.values(os.networkInterfaces())
    .flat()
    .some((address) => address?.address === '::1')

  test.runIf(hasV6)('is bound to ::1 alone and named so', async () => {
    const listener = await listen({ host: '[::1]' })
    expect(listener.redirectUri).toMatch(/^http:\/\/\[::1\]:\d+\/callback$/)
    expect(await refuses('127.0.0.1', listener.url.port)).toBe(true)
    const named = { host: '::1', headers: { host: `localhost:${listener.url.port}` } }
    expect((await ask(listener.url, good, named)).status).toBe(421)
    expect((await ask(listener.url, good, { host: '::1' })).status).toBe(200)
    await listener.close()
    expect(await refuses('::1', listener.url.port)).toBe(true)
  })

  test('where the system has none is refused with the way out', async () => {
    const bound = bindLoopback({ host: '[::1]', port: 0 }, () => {
      const server = http.createServer()
      server.listen = () => {
        const error = Object.assign(new Error('no such address'), { code: 'EADDRNOTAVAIL' })
        queueMicrotask(() => server.emit('error', error))
        return server
      }
      return server
    })
    await expect(bound).rejects.toMatchObject({
      code: 'port_occupied',
      message:
        'This system has no [::1] (IPv6 is off); set redirect.host to 127.0.0.1 or localhost.',
    })
  })
})

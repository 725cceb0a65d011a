import http, { type RequestListener, type Server } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import * as oauth from 'oauth4webapi'
import { afterEach, describe, expect, test } from 'vitest'
import { FlowError } from '../../../electron/core/failure.ts'
import { networkFailure } from '../../../electron/core/http/network-failure.ts'
import { createRecordingFetch } from '../../../electron/core/http/recording-fetch.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import { handClock } from '../../support/clock.ts'

const servers: (Server | net.Server)[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    if (server instanceof http.Server) server.closeAllConnections()
    server.close()
  }
})

async function listening(server: Server | net.Server): Promise<string> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const serve = (listener: RequestListener) => listening(http.createServer(listener))

function recorder(limits: { deadlineMs?: number; maxBytes?: number } = {}) {
  const clock = handClock()
  const abort = new AbortController()
  const exchanges: Exchange[] = []
  const send = createRecordingFetch({
    purpose: { label: 'Token request', party: 'identity-provider' },
    clock,
    signal: abort.signal,
    record: (exchange) => exchanges.push(exchange),
    ...limits,
  })
  return { clock, abort, exchanges, send }
}

async function failureOf(promise: Promise<unknown>): Promise<FlowError> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof FlowError)) throw new Error('expected a FlowError', { cause: thrown })
  return thrown
}

describe('an answer', () => {
  test('is recorded and handed on unread, with status, headers and URL', async () => {
    const host = await serve((request, response) => {
      request.resume()
      response.writeHead(400, { 'content-type': 'application/json', 'x-a': '1' })
      response.end('{"error":"invalid_grant","ä":1}')
    })
    const { send, exchanges } = recorder()
    const response = await send(`http://${host}/token`, {
      method: 'POST',
      body: new URLSearchParams({ code: 'abc' }),
    })
    expect(response.status).toBe(400)
    expect(response.url).toBe(`http://${host}/token`)
    expect(response.headers.get('x-a')).toBe('1')
    expect(await response.json()).toEqual({ error: 'invalid_grant', ä: 1 })
    expect(exchanges).toMatchObject([
      {
        label: 'Token request',
        party: 'identity-provider',
        incoming: false,
        request: {
          method: 'POST',
          url: `http://${host}/token`,
          headers: [['content-type', 'application/x-www-form-urlencoded;charset=UTF-8']],
          body: 'code=abc',
        },
        response: {
          status: 400,
          statusText: 'Bad Request',
          body: '{"error":"invalid_grant","ä":1}',
          size: 32,
        },
        failure: null,
        timing: { wait: 0, receive: 0 },
      },
    ])
  })

  test('can be processed by oauth4webapi', async () => {
    const host = await serve((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ issuer: `http://${host}` }))
    })
    const { send } = recorder()
    const issuer = new URL(`http://${host}`)
    const response = await oauth.discoveryRequest(issuer, {
      [oauth.customFetch]: send,
      [oauth.allowInsecureRequests]: true,
    })
    expect(await oauth.processDiscoveryResponse(issuer, response)).toEqual({
      issuer: `http://${host}`,
    })
  })

  test.each([204, 304])('%i has no body', async (status) => {
    const host = await serve((_request, response) => response.writeHead(status).end())
    const { send, exchanges } = recorder()
    expect((await send(`http://${host}/`)).status).toBe(status)
    expect(exchanges[0]?.response?.body).toBe('')
  })

  test.each([301, 302, 303, 307, 308])('%i is handed back, not followed', async (status) => {
    let requests = 0
    const host = await serve((_request, response) => {
      requests++
      response.writeHead(status, { location: '/elsewhere' }).end('moved')
    })
    const { send } = recorder()
    const response = await send(`http://${host}/`, { redirect: 'follow' })
    expect(response.status).toBe(status)
    expect(response.headers.get('location')).toBe('/elsewhere')
    expect(requests).toBe(1)
  })
})

describe('time', () => {
  test('a server that never answers meets the deadline', async () => {
    const asked = Promise.withResolvers<void>()
    const host = await serve(() => asked.resolve())
    const { send, clock, exchanges } = recorder()
    const sent = send(`http://${host}/`)
    await asked.promise
    clock.advance(30_000)
    const failure = await failureOf(sent)
    expect(failure.code).toBe('request_timeout')
    expect(failure.message).toBe(`${host} did not answer completely within 30 seconds.`)
    expect(exchanges).toMatchObject([
      { response: null, failure: { code: 'request_timeout' }, timing: { wait: 30_000 } },
    ])
  })

  test('a server that drips meets the same deadline', async () => {
    const dripped = Promise.withResolvers<void>()
    const host = await serve((_request, response) => {
      response.writeHead(200)
      response.write('drip', () => dripped.resolve())
    })
    const { send, clock, exchanges } = recorder({ deadlineMs: 5000 })
    const sent = send(`http://${host}/`)
    await dripped.promise
    await new Promise(setImmediate)
    clock.advance(5000)
    expect((await failureOf(sent)).message).toContain('within 5 seconds')
    expect(exchanges).toHaveLength(1)
  })

  test('cancelling the run closes the socket', async () => {
    const closed = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    const host = await serve((request) => {
      request.socket.once('close', () => closed.resolve())
      asked.resolve()
    })
    const { send, abort, exchanges } = recorder()
    const sent = send(`http://${host}/`)
    await asked.promise
    abort.abort()
    expect((await failureOf(sent)).code).toBe('cancelled')
    expect(exchanges[0]?.failure?.kind).toBe('cancelled')
    await closed.promise
  })

  test('a signal of the caller counts too', async () => {
    const host = await serve(() => undefined)
    const { send } = recorder()
    const signal = AbortSignal.abort()
    expect((await failureOf(send(`http://${host}/`, { signal }))).code).toBe('cancelled')
  })
})

describe('size', () => {
  test('an endless answer is cut off and its connection closed', async () => {
    const closed = Promise.withResolvers<void>()
    const host = await serve((_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
      }
      response.on('drain', more).on('close', () => closed.resolve())
      more()
    })
    const { send, exchanges } = recorder({ maxBytes: 1024 * 1024 })
    const failure = await failureOf(send(`http://${host}/`))
    expect(failure.code).toBe('response_too_large')
    expect(failure.message).toBe(`The answer of ${host} is larger than 1024 kB and was cut off.`)
    expect(exchanges[0]?.response?.body.length).toBe(64 * 1024)
    await closed.promise
  })

  test('a compressed answer counts as what it unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    const host = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    })
    const { send } = recorder()
    expect(bomb.length).toBeLessThan(100_000)
    expect((await failureOf(send(`http://${host}/`))).code).toBe('response_too_large')
  })

  test('an answer of exactly the limit passes', async () => {
    const host = await serve((_request, response) => response.end('12345678'))
    const { send } = recorder({ maxBytes: 8 })
    expect(await (await send(`http://${host}/`)).text()).toBe('12345678')
  })
})

describe('the network says no', () => {
  test('nobody listens', async () => {
    const host = await serve(() => undefined)
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve))
    const { send, exchanges } = recorder()
    const failure = await failureOf(send(`http://${host}/`))
    expect(failure.code).toBe('host_unreachable')
    expect(failure.message).toContain(`${host} refused the connection`)
    expect(failure.evidence).toEqual({ host, system: 'ECONNREFUSED' })
    expect(exchanges).toMatchObject([{ response: null, failure: { code: 'host_unreachable' } }])
  })

  test('the server hangs up without an answer', async () => {
    const host = await listening(net.createServer((socket) => socket.destroy()))
    const failure = await failureOf(recorder().send(`http://${host}/`))
    expect(failure.message).toContain('broke off the connection')
  })

  test('the server hangs up in the middle', async () => {
    const host = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    })
    const { send, exchanges } = recorder()
    const failure = await failureOf(send(`http://${host}/`))
    expect(failure.message).toContain('broke off the connection')
    expect(exchanges[0]?.response?.status).toBe(200)
  })

  test('a server without TLS is asked by https', async () => {
    const host = await serve((_request, response) => response.end())
    const failure = await failureOf(recorder().send(`https://${host}/`))
    expect(failure.message).toContain(`The TLS connection to ${host} failed`)
  })

  test('the server does not speak HTTP', async () => {
    const host = await listening(
      net.createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n')),
    )
    const failure = await failureOf(recorder().send(`http://${host}/`))
    expect(failure.message).toBe(`${host} did not answer with HTTP.`)
  })

  test.each([
    ['ENOTFOUND', 'host_unreachable', 'not found in DNS'],
    ['EAI_AGAIN', 'host_unreachable', 'not found in DNS'],
    ['ENETUNREACH', 'host_unreachable', 'no network route to idp.example'],
    ['CERT_HAS_EXPIRED', 'host_unreachable', 'TLS connection to idp.example failed'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'host_unreachable', 'check its certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'host_unreachable', 'check its certificate'],
    ['UND_ERR_CONNECT_TIMEOUT', 'request_timeout', 'did not accept a connection in time'],
    ['ESOMETHING', 'host_unreachable', 'gave no usable answer (ESOMETHING)'],
  ])('%s', (code, expected, sentence) => {
    const system = Object.assign(new Error('x'), { code })
    const wrapped = new TypeError('fetch failed', { cause: new AggregateError([system]) })
    const failure = networkFailure(wrapped, 'idp.example')
    expect(failure.code).toBe(expected)
    expect(failure.message).toContain(sentence)
  })
})

describe('a URL that is refused sends nothing', () => {
  test.each([
    'http://idp.example/token',
    'http://127.0.0.1.example/',
    'http://localhost.example/',
    'ftp://127.0.0.1/',
    'file:///etc/hosts',
    'https://user:secret-canary@idp.example/',
    'https://user@idp.example/',
    'relative/path',
    '',
  ])('%s', async (url) => {
    const { send, exchanges } = recorder()
    const failure = await failureOf(send(url))
    expect(failure.code).toBe('url_refused')
    expect(failure.message).not.toContain('canary')
    expect(exchanges).toEqual([])
  })
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Host, startHost } from '../../electron/headless/host.ts'
import type { EventMessage, Reply } from '../../shared/contract.ts'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const act of cleanUp.splice(0).toReversed()) await act()
})

async function start(): Promise<{
  host: Host
  base: URL
  token: string
  calls: [string, unknown][]
  emit: (event: EventMessage) => void
  listeners: Set<(event: EventMessage) => void>
}> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'host-'))
  cleanUp.push(() => rm(folder, { recursive: true }))
  await writeFile(path.join(folder, 'index.html'), '<!doctype html>console')
  await writeFile(path.join(folder, 'main.js'), 'start()')
  await writeFile(path.join(folder, 'notes.txt'), 'not a file of the screens')
  const calls: [string, unknown][] = []
  const listeners = new Set<(event: EventMessage) => void>()
  const host = await startHost({
    core: {
      call(name, input): Promise<Reply<unknown>> {
        calls.push([name, input])
        if (name === 'app.info') return Promise.resolve({ ok: true, value: { version: '1' } })
        const failure = { code: 'command_unknown', kind: 'invalid', message: 'No such.' } as const
        return Promise.resolve({ ok: false, failure })
      },
      listen(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    port: 0,
    rendererFolder: folder,
    log: () => undefined,
  })
  cleanUp.push(host.close)
  const base = new URL(host.url)
  return {
    host,
    base,
    token: base.hash.replace('#token=', ''),
    calls,
    listeners,
    emit: (event) => listeners.forEach((listener) => listener(event)),
  }
}

interface Asked {
  method?: string
  headers?: http.OutgoingHttpHeaders
  body?: string
}

function ask(base: URL, target: string, { method = 'GET', headers, body }: Asked = {}) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      const request = http.request({
        agent: false,
        host: '127.0.0.1',
        port: base.port,
        path: target,
        method,
        headers: { host: base.host, ...headers },
      })
      request.on('error', reject).on('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk) => (text += chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        )
      })
      request.end(body)
    },
  )
}

const json = { 'content-type': 'application/json' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('the screens', () => {
  test('are served with a strict policy', async () => {
    const { base } = await start()
    const page = await ask(base, '/')
    expect(page.status).toBe(200)
    expect(page.body).toBe('<!doctype html>console')
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    const policy = page.headers['content-security-policy']
    expect(policy).toContain("default-src 'none'; script-src 'self'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(page.headers['access-control-allow-origin']).toBeUndefined()
    expect((await ask(base, '/main.js?x=1')).headers['content-type']).toContain('text/javascript')
  })

  test.each([
    '/..%2f',
    '/..%2fpackage.json',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%5cpackage.json',
    '//etc/passwd',
    '/C:/x',
    '/main.js%00',
    '/notes.txt',
    '/missing.js',
    `/${'x'.repeat(4096)}`,
  ])('%s is not found', async (target) => {
    const { base } = await start()
    const answer = await ask(base, target)
    expect(answer.status).toBe(404)
    expect(answer.headers['content-security-policy']).toBeDefined()
  })

  test('that were never built are named with the command that builds them', async () => {
    const core = { call: () => Promise.reject(new Error('unused')), listen: () => () => undefined }
    const options = { core, port: 0, rendererFolder: '/nowhere', log: () => undefined }
    await expect(startHost(options)).rejects.toMatchObject({
      code: 'capability_missing',
      message: expect.stringContaining('npm run build'),
    })
  })
})

describe('a call', () => {
  test('reaches the core and brings back its reply', async () => {
    const { base, token, calls } = await start()
    const answer = await ask(base, '/call/app.info', {
      method: 'POST',
      headers: { ...json, ...bearer(token), origin: base.origin, 'sec-fetch-site': 'same-origin' },
      body: '{"a":1}',
    })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { version: '1' } })
    expect(calls).toEqual([['app.info', { a: 1 }]])
  })

  test('of an unknown command gets its refusal as a reply', async () => {
    const { base, token } = await start()
    const answer = await ask(base, '/call/no.such', {
      method: 'POST',
      headers: { ...json, ...bearer(token) },
      body: '{}',
    })
    expect(JSON.parse(answer.body)).toMatchObject({
      ok: false,
      failure: { code: 'command_unknown' },
    })
  })

  const refusals: [string, number, (base: URL, token: string) => Asked][] = [
    [
      'a foreign Host',
      421,
      (_, t) => ({ headers: { ...bearer(t), ...json, host: 'evil.example' } }),
    ],
    [
      'the name localhost',
      421,
      (b, t) => ({ headers: { ...bearer(t), host: `localhost:${b.port}` } }),
    ],
    [
      'a foreign Origin',
      403,
      (_, t) => ({ headers: { ...bearer(t), ...json, origin: 'https://e.x' } }),
    ],
    ['an opaque Origin', 403, (_, t) => ({ headers: { ...bearer(t), ...json, origin: 'null' } })],
    [
      'a prefix of the Origin',
      403,
      (b, t) => ({ headers: { ...bearer(t), origin: `${b.origin}0` } }),
    ],
    [
      'a cross-site request',
      403,
      (_, t) => ({ headers: { ...bearer(t), ...json, 'sec-fetch-site': 'cross-site' } }),
    ],
    ['no token', 401, () => ({ headers: json })],
    ['a wrong token', 401, () => ({ headers: { ...json, ...bearer('wrong') } })],
    ['an empty token', 401, () => ({ headers: { ...json, authorization: 'Bearer ' } })],
    ['the token with more', 401, (_, t) => ({ headers: { ...json, ...bearer(`${t}x`) } })],
    ['another scheme', 401, (_, t) => ({ headers: { ...json, authorization: `Basic ${t}` } })],
    ['a form', 415, (_, t) => ({ headers: { ...bearer(t), 'content-type': 'text/plain' } })],
    ['no JSON', 400, (_, t) => ({ headers: { ...bearer(t), ...json }, body: '{' })],
    [
      'an oversized body',
      413,
      (_, t) => ({ headers: { ...bearer(t), ...json }, body: `"${'x'.repeat(6_000_000)}"` }),
    ],
    [
      'a body of unknown length',
      411,
      (_, t) => ({ headers: { ...bearer(t), ...json, 'transfer-encoding': 'chunked' } }),
    ],
  ]
  test.each(refusals)('with %s is refused', async (_what, status, asked) => {
    const { base, token, calls } = await start()
    const answer = await ask(base, '/call/app.info', {
      method: 'POST',
      body: '{}',
      ...asked(base, token),
    })
    expect(answer.status).toBe(status)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(calls).toEqual([])
  })

  test.each(['PUT', 'DELETE', 'OPTIONS'])('by %s is refused', async (method) => {
    const { base, calls } = await start()
    expect((await ask(base, '/', { method })).status).toBe(405)
    expect(calls).toEqual([])
  })
})

describe('events', () => {
  const event: EventMessage = { name: 'notice', payload: { message: 'ä' } }

  test('arrive as lines of JSON, and the end of the page ends the listening', async () => {
    const { base, token, emit, listeners } = await start()
    const abort = new AbortController()
    const response = await fetch(new URL('/events', base), {
      headers: bearer(token),
      signal: abort.signal,
    })
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    expect(listeners.size).toBe(1)
    emit(event)
    emit(event)
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.split('\n').filter(Boolean).length === 2) break
    }
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([event, event])
    abort.abort()
    await expect.poll(() => listeners.size).toBe(0)
  })

  test('need the token too', async () => {
    const { base, listeners } = await start()
    expect((await ask(base, '/events')).status).toBe(401)
    expect((await ask(base, '/events?token=x')).status).toBe(401)
    expect(listeners.size).toBe(0)
  })
})

describe('the end', () => {
  test('closing ends the streams and frees the port', async () => {
    const { host, base, token, listeners } = await start()
    const response = await fetch(new URL('/events', base), { headers: bearer(token) })
    await host.close()
    await expect(response.text().catch(() => '\n')).resolves.toBe('\n')
    expect(listeners.size).toBe(0)
    await expect(fetch(base)).rejects.toThrow('fetch failed')
  })

  test('each start has another token, and the port is open on loopback only', async () => {
    const first = await start()
    const second = await start()
    expect(first.token).toMatch(/^[\w-]{43}$/)
    expect(first.token).not.toBe(second.token)
    const outside = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of outside) {
      const refused = await new Promise((resolve) => {
        const socket = net.connect(Number(first.base.port), address)
        socket.once('connect', () => resolve(false)).once('error', () => resolve(true))
      })
      expect(refused).toBe(true)
    }
  })

  test('an occupied port is named', async () => {
    const { base } = await start()
    const folder = await mkdtemp(path.join(os.tmpdir(), 'host-'))
    cleanUp.push(() => rm(folder, { recursive: true }))
    await writeFile(path.join(folder, 'index.html'), '')
    const core = { call: () => Promise.reject(new Error('unused')), listen: () => () => undefined }
    const port = Number(base.port)
    const options = { core, port, rendererFolder: folder, log: () => undefined }
    await expect(startHost(options)).rejects.toMatchObject({
      code: 'port_occupied',
      message: expect.stringContaining(`Port ${port} `),
    })
  })
})

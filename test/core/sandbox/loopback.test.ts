import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { decodeJwt } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { connectionSchema } from '../../../shared/connection.ts'
import { sandboxStatusSchema } from '../../../shared/sandbox.ts'
import { startSandbox } from '../../../electron/core/sandbox/sandbox.ts'
import { anonymousSession, exchange } from './shop.ts'
import { ManualClock, running } from './running.ts'
import { addresses, introspect, signIn } from './sign-in.ts'

const { Request: ownRequest, Response: ownResponse } = globalThis
const { sandbox } = await running()
const { issuer } = addresses(sandbox)
const { origin } = new URL(issuer)
const port = Number(new URL(issuer).port)

/** One request as written, so that headers can be sent that fetch does not allow. */
async function raw(...lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`)
  return (await text(socket)).split('\r\n')[0] ?? ''
}

const discovery = 'GET /idp/.well-known/openid-configuration HTTP/1.1'

test.each([
  [`Host: 127.0.0.1:${port}`, '200 OK'],
  [`Host: localhost:${port}`, '200 OK'],
  [`Host: evil.example:${port}`, '421 Misdirected Request'],
  ['Host: 127.0.0.1', '421 Misdirected Request'],
  [`Host: 127.0.0.1.:${port}`, '421 Misdirected Request'],
  [`Host: LOCALHOST:${port}`, '421 Misdirected Request'],
  ['X-Other: 1', '400 Bad Request'],
])('with %s the answer is %s', async (header, expected) => {
  expect(await raw(discovery, header)).toBe(`HTTP/1.1 ${expected}`)
})

test('two Host headers are refused', async () => {
  const host = `Host: 127.0.0.1:${port}`
  expect(await raw(discovery, host, 'Host: evil.example')).not.toContain('200')
})

test.each([
  [{ origin: 'https://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ origin: `http://127.0.0.1:${port}` }, 200],
  [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
  [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
])('a page with %o gets %i', async (headers, status) => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const answer = await raw(discovery, `Host: 127.0.0.1:${port}`, ...lines)
  expect(answer).toContain(`HTTP/1.1 ${status}`)
})

test('a preflight of another origin is refused and gets no CORS header', async () => {
  const response = await fetch(`${issuer}/token`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  })
  expect(response.status).toBe(403)
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})

test('the process keeps its own Request and Response', () => {
  expect(globalThis.Request).toBe(ownRequest)
  expect(globalThis.Response).toBe(ownResponse)
})

test('the status and the connection are what the contract says', () => {
  expect(sandboxStatusSchema.parse(sandbox.status)).toEqual(sandbox.status)
  expect(connectionSchema.parse(sandbox.connections.emporix)).toEqual(sandbox.connections.emporix)
  expect(sandbox.status.sites.map(({ key }) => key)).toEqual([
    'default',
    'Site_DE',
    'Site_PL',
    'Site_FR',
    'Site_AT',
  ])
})

test('two sandboxes share no state', async () => {
  const { sandbox: other } = await running({}, onTestFinished)
  const here = await signIn(sandbox, 'alice')
  const there = await signIn(other, 'alice')
  expect(decodeJwt(here.access_token).iss).not.toBe(decodeJwt(there.access_token).iss)
  expect(await (await introspect(other, here.access_token)).json()).toEqual({ active: false })

  const bob = (await signIn(sandbox, 'bob')).access_token
  expect((await exchange(sandbox, bob)).status).toBe(200)
  const { access_token } = await anonymousSession(sandbox)
  const foreign = await exchange(other, (await signIn(other, 'bob')).access_token, {
    bearer: access_token,
  })
  expect(foreign.status).toBe(401)
  other.reset()
  expect(await (await introspect(sandbox, here.access_token)).json()).toMatchObject({
    active: true,
  })
})

test('an occupied port is named with the way out', async () => {
  const start = startSandbox({ port, clock: new ManualClock(), log: () => undefined })
  await expect(start).rejects.toMatchObject({
    code: 'port_occupied',
    message: expect.stringMatching(new RegExp(`${port}.*0 for a free one`)) as unknown,
    evidence: { port, code: 'EADDRINUSE' },
  })
})

test('close ends open connections at once, twice does no harm, and the port is free again', async () => {
  const options = { clock: new ManualClock(), log: () => undefined }
  const first = await startSandbox(options)
  const { port } = new URL(addresses(first).issuer)
  const idle = connect(Number(port), '127.0.0.1')
  await once(idle, 'connect')
  const ended = once(idle, 'close')
  idle.on('error', () => undefined)
  await Promise.all([first.close(), first.close()])
  await ended
  const second = await startSandbox({ ...options, port: Number(port) })
  expect(addresses(second).issuer).toBe(addresses(first).issuer)
  await second.close()
})

test.each(['/', '/favicon.ico', '/idp', '/idp/nothing', '/emporix/nothing'])(
  '%s is not served',
  async (path) => {
    expect((await fetch(new URL(path, issuer))).status).toBe(404)
  },
)

test('a storefront on another port of this machine may call the platform and the provider', async () => {
  const storefront = 'http://localhost:3000'
  for (const path of ['/emporix/customerlogin/auth/anonymous/login', '/idp/token']) {
    const preflight = await fetch(`${origin}${path}`, {
      method: 'OPTIONS',
      headers: { origin: storefront, 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBeLessThan(300)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(storefront)
  }
})

import type { IncomingMessage } from 'node:http'
import { describe, expect, it, test } from 'vitest'
import { introspect } from '../../../electron/core/tokens/introspect.ts'
import { answering, bodyOf, serve } from './introspection-server.ts'

const credentials = { clientId: 'my-backend-service', clientSecret: 's:e%c+r ät' }

async function ask(base: string, token = 'opaque', signal?: AbortSignal) {
  return introspect(token, { url: `${base}/introspect`, ...credentials }, fetch, signal)
}

const late = () => Promise.reject(new DOMException('late', 'TimeoutError'))

describe('the request', () => {
  it('is a form post with the client in HTTP Basic', async () => {
    let seen: { request: IncomingMessage; form: URLSearchParams } | null = null
    const base = await serve((request, response) => {
      void bodyOf(request).then((form) => {
        seen = { request, form }
        answering(200, { active: true, sub: 'alice' })(request, response)
      })
    })
    const evidence = await ask(base, 'a+b&c=d')
    expect(evidence).toEqual({
      url: `${base}/introspect`,
      status: 200,
      failure: null,
      active: true,
      claims: { active: true, sub: 'alice' },
    })
    expect(seen).toMatchObject({
      request: {
        method: 'POST',
        url: '/introspect',
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from('my-backend-service:s%3Ae%25c%2Br+%C3%A4t').toString('base64')}`,
        },
      },
    })
    expect([...(seen as unknown as { form: URLSearchParams }).form]).toEqual([
      ['token', 'a+b&c=d'],
      ['token_type_hint', 'access_token'],
    ])
  })
})

describe('only the boolean true gives claims', () => {
  test.each([false, 'true', 1, null, undefined, {}, []])('active %j', async (active) => {
    const base = await serve(answering(200, { active, sub: 'alice' }))
    expect(await ask(base)).toMatchObject({ active: active ?? null, claims: null, failure: null })
  })
})

describe('an answer that is no introspection response is a failure', () => {
  const html = { 'content-type': 'text/html' }
  const json = { 'content-type': 'application/json; charset=utf-8' }
  test.each([
    [401, { error: 'invalid_client' }, json, 'introspection_refused'],
    [403, '', {}, 'introspection_refused'],
    [400, { error: 'unsupported_token_type' }, json, 'introspection_refused'],
    [500, { active: true }, json, 'introspection_refused'],
    [201, { active: true }, json, 'introspection_refused'],
    [302, '', { location: 'https://evil.example/' }, 'redirect_refused'],
    [307, '', { location: '/elsewhere' }, 'redirect_refused'],
    [200, '<html>', html, 'response_not_json'],
    [200, '{"active":true}', html, 'response_not_json'],
    [200, '{"active":true}', {}, 'response_not_json'],
    [200, '{"active":tr', json, 'response_not_json'],
    [200, '[true]', json, 'response_not_json'],
    [200, 'null', json, 'response_not_json'],
    [200, '', json, 'response_not_json'],
    [
      200,
      'eyJ.eyJ.x',
      { 'content-type': 'application/token-introspection+jwt' },
      'introspection_refused',
    ],
    [200, `{"active":true,"x":"${'x'.repeat(1_000_001)}"}`, json, 'response_too_large'],
  ])('%i %.20j %j', async (status, body, headers, code) => {
    const evidence = await ask(await serve(answering(status, body, { ...headers })))
    expect(evidence).toMatchObject({ status, active: null, claims: null, failure: { code } })
    expect(evidence.failure?.message).toMatch(/^The introspection .*\.$/)
    expect(JSON.stringify(evidence)).not.toMatch(/s:e%c|s%3Ae|opaque/)
  })

  it('a host that is not there', async () => {
    const evidence = await ask('http://127.0.0.1:1')
    expect(evidence).toMatchObject({ status: null, failure: { code: 'host_unreachable' } })
  })

  it('a deadline', async () => {
    const evidence = await introspect('t', { url: 'http://127.0.0.1/', ...credentials }, late)
    expect(evidence.failure?.code).toBe('request_timeout')
  })
})

it('a cancelled request throws', async () => {
  const stop = new AbortController()
  const base = await serve(() => stop.abort())
  await expect(ask(base, 't', stop.signal)).rejects.toMatchObject({ code: 'cancelled' })
})

import { afterEach, describe, expect, it } from 'vitest'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import { type Misbehaviour, rogueProvider } from '../../support/rogue-provider.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** Runs the sign-on against a provider that misbehaves; the browser follows every redirect. */
async function run(misbehaviour: Misbehaviour, change: (connection: string) => string = (c) => c) {
  const provider = await rogueProvider(misbehaviour)
  const console: TestConsole = testConsole({
    openUrl: async (url) => {
      await fetch(url)
    },
  })
  open.push(() => console.close(), provider.close)
  const { id } = console.core.addConnection(change(provider.connection), 'rogue.json')
  const view: RunView = await runToEnd(console, {
    flowId: 'emporix-token-exchange',
    connectionId: id,
  })
  return { view, asked: provider.asked, issuer: provider.issuer, console }
}

const failureOf = (view: RunView) => view.stages.find((stage) => stage.failure)?.failure

describe('an honest provider', () => {
  it('passes all stages up to the platform', async () => {
    const { view } = await run({})
    for (const id of ['discover', 'authorize', 'callback', 'redeem-code']) {
      expect(stageOf(view, id).status).toBe('passed')
    }
    expect(failureOf(view)?.code).toBe('anonymous_session_refused')
  })
})

const json = (status: number, body: object) => Response.json(body, { status })

describe('discovery', () => {
  it.each<[string, Misbehaviour['discovery'], string, RegExp]>([
    [
      'another issuer',
      (d) => ({ ...d, issuer: 'https://other.example' }),
      'issuer_mismatch',
      /https:\/\/other\.example/,
    ],
    [
      'the issuer with a trailing slash',
      (d) => ({ ...d, issuer: `${String(d['issuer'])}/` }),
      'issuer_mismatch',
      /trailing slash/,
    ],
    [
      'no token endpoint',
      (d) => ({ ...d, token_endpoint: undefined }),
      'metadata_invalid',
      /token_endpoint is missing/,
    ],
    [
      'a javascript endpoint',
      (d) => ({ ...d, authorization_endpoint: 'javascript:alert(1)' }),
      'metadata_invalid',
      /authorization_endpoint is not an https URL/,
    ],
    ['not found', () => json(404, {}), 'metadata_invalid', /404/],
    ['a page', () => new Response('<html>'), 'response_not_json', /not with a JSON object/],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: 'https://x.example' } }),
      'redirect_refused',
      /redirect/,
    ],
  ])('that answers with %s stops the run', async (_, discovery, code, message) => {
    const { view, asked } = await run({ discovery })
    expect(failureOf(view)).toMatchObject({ code })
    expect(failureOf(view)?.message).toMatch(message)
    expect(asked).toEqual(['/.well-known/openid-configuration'])
    expect(stageOf(view, 'authorize').status).toBe('not-reached')
  })

  it('of a host that is not there says so', async () => {
    const { view } = await run({}, (c) => c.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:1'))
    expect(failureOf(view)).toMatchObject({ code: 'host_unreachable', kind: 'unreachable' })
  })

  it('over plain http to another machine is refused before anything is sent', async () => {
    const { view } = await run({}, (c) => c.replaceAll(/127\.0\.0\.1:\d+/g, 'login.example'))
    expect(failureOf(view)).toMatchObject({ code: 'issuer_invalid', kind: 'invalid' })
    expect(view.hosts).toEqual([])
  })
})

describe('the callback', () => {
  it.each<[string, Misbehaviour['callback'], string]>([
    ['an error', (p) => (p.delete('code'), p.set('error', 'access_denied')), 'access_denied'],
    [
      'another error',
      (p) => (p.delete('code'), p.set('error', 'invalid_scope')),
      'authorization_error',
    ],
    ['a foreign iss', (p) => p.set('iss', 'https://evil.example'), 'iss_mismatch'],
    ['no iss although announced', (p) => p.delete('iss'), 'iss_mismatch'],
    [
      'an error that names another provider',
      (p) => (p.set('error', 'access_denied'), p.set('iss', 'https://evil.example')),
      'iss_mismatch',
    ],
    ['no code', (p) => p.delete('code'), 'callback_refused'],
  ])('with %s redeems nothing', async (_, callback, code) => {
    const { view, asked } = await run({ callback })
    expect(failureOf(view)).toMatchObject({ code })
    expect(asked).toEqual(['/.well-known/openid-configuration', '/authorize'])
  })
})

describe('the token response', () => {
  const without = (name: string) => (a: Record<string, unknown>) => ({ ...a, [name]: undefined })
  it.each<[string, Misbehaviour, string, RegExp]>([
    [
      'invalid_grant',
      { token: () => json(400, { error: 'invalid_grant', error_description: 'code is used' }) },
      'token_request_refused',
      /400 invalid_grant: code is used/,
    ],
    [
      'a 500 page',
      { token: () => new Response('oops', { status: 500 }) },
      'token_request_refused',
      /500/,
    ],
    ['a page', { token: () => new Response('<html>') }, 'response_not_json', /not with JSON/],
    [
      'no access_token',
      { token: without('access_token') },
      'token_response_invalid',
      /access_token/,
    ],
    ['no id_token', { token: without('id_token') }, 'id_token_invalid', /no id_token/],
    [
      'a redirect',
      {
        token: () =>
          new Response(null, { status: 307, headers: { location: 'https://x.example' } }),
      },
      'redirect_refused',
      /redirect/,
    ],
    ['an encrypted ID token', { idToken: () => 'a.b.c.d.e' }, 'id_token_invalid', /encrypted/],
    ['an ID token of another key', { foreignKey: true }, 'id_token_invalid', /signature/i],
    [
      'an ID token without signature',
      { idToken: (t) => `${btoa('{"alg":"none"}').replace(/=/g, '')}.${t.split('.')[1]}.` },
      'id_token_invalid',
      /none/,
    ],
    [
      'a wrong iss',
      { claims: (c) => (c['iss'] = 'https://evil.example') },
      'id_token_invalid',
      /iss/,
    ],
    ['a wrong aud', { claims: (c) => (c['aud'] = 'other') }, 'id_token_invalid', /client-1/],
    [
      'a further aud',
      { claims: (c) => (c['aud'] = ['client-1', 'other']) },
      'id_token_invalid',
      /also meant for other/,
    ],
    ['a wrong azp', { claims: (c) => (c['azp'] = 'other') }, 'id_token_invalid', /another client/],
    ['a wrong nonce', { claims: (c) => (c['nonce'] = 'other') }, 'id_token_invalid', /nonce/],
    ['no nonce', { claims: (c) => delete c['nonce'] }, 'id_token_invalid', /nonce/],
    ['a wrong at_hash', { claims: (c) => (c['at_hash'] = 'x') }, 'id_token_invalid', /at_hash/],
    ['an expired ID token', { claims: (c) => (c['exp'] = 1) }, 'id_token_invalid', /expired/],
    ['no iat', { claims: (c) => delete c['iat'] }, 'id_token_invalid', /iat/],
    ['no sub', { claims: (c) => delete c['sub'] }, 'id_token_invalid', /sub/],
    ['a text as exp', { claims: (c) => (c['exp'] = '9999999999') }, 'id_token_invalid', /exp/],
  ])('with %s stops before the platform', async (_, misbehaviour, code, message) => {
    const { view, asked } = await run(misbehaviour)
    expect(failureOf(view)).toMatchObject({ code })
    expect(failureOf(view)?.message).toMatch(message)
    expect(asked.filter((path) => path.startsWith('/emporix'))).toEqual([])
    expect(view.next.kind).toBe('sign-in-again')
  })

  it('may lack expires_in and spell bearer in any case', async () => {
    const { view } = await run({
      token: (a) => ({ ...a, expires_in: undefined, token_type: 'bEARER' }),
    })
    expect(stageOf(view, 'redeem-code').status).toBe('passed')
  })
})

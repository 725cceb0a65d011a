import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { endpointIn } from '../../../electron/core/provider-check/subject.ts'
import { presetCallbackEndpoints } from '../../../electron/core/sandbox/elastic-path/store.ts'
import type { ProviderReport } from '../../../shared/provider-check.ts'
import { running } from '../sandbox/running.ts'
import { checked, client, opened, page, resultsOf, rogue, rowOf, silence } from './rogue.ts'

const ep = 'elastic-path'
const em = 'emporix'

describe('the provider of the sandbox', async () => {
  const { sandbox } = await running()
  const issuer = sandbox.status.issuer ?? ''
  const secretOf = (clientId: string) =>
    sandbox.status.clients.find((one) => one.clientId === clientId)?.clientSecret ?? ''

  it('passes for both platforms, as far as it can be told without a client', async () => {
    const report = await checked({ issuer })
    expect(report).toMatchObject({ state: 'done', counts: { failed: 0 }, requests: 2 })
    expect(report.verdict.result).toBe('passed')
  })

  it('passes with the client of its broker and its callback endpoint', async () => {
    const clientId = 'sandbox-elastic-path'
    const [redirectUri = ''] = presetCallbackEndpoints(new URL(issuer).origin)
    const input = {
      issuer,
      platforms: [ep],
      clientId,
      clientSecret: secretOf(clientId),
      redirectUri,
    }
    const report = await checked(input)
    expect(Object.entries(resultsOf(report, ep)).filter(([, one]) => one !== 'passed')).toEqual([
      ['sole-audience', 'unknown'],
      ['no-auth-time', 'unknown'],
      ['reachable', 'unknown'],
    ])
    expect(rowOf(report, ep, 'callback-endpoint').found).toBe('it redirects there, login_required')
    expect(rowOf(report, ep, 'client-secret-basic').learnedFrom).toBe('probe')

    const elsewhere = await checked({ ...input, redirectUri: 'https://shop.example/callback' })
    expect(rowOf(elsewhere, ep, 'callback-endpoint')).toMatchObject({ result: 'failed' })
    const wrong = await checked({ ...input, clientSecret: 'wrong-one' })
    expect(rowOf(wrong, ep, 'client-secret-basic')).toMatchObject({
      result: 'failed',
      found: '401 invalid_client',
    })
    const unknown = await checked({ ...input, clientId: 'nobody' })
    expect(rowOf(unknown, ep, 'callback-endpoint').found).toContain('invalid_client')
  })

  it('lets the client of the platform introspect, and no other', async () => {
    const input = (clientId: string) => ({
      issuer,
      platforms: [em],
      clientId,
      clientSecret: secretOf(clientId),
    })
    const own = await checked(input('sandbox-introspection'))
    expect(rowOf(own, em, 'introspection-basic').found).toBe('active: false for a made-up token')
    const wrong = await checked({ ...input('sandbox-introspection'), clientSecret: 'wrong-one' })
    expect(rowOf(wrong, em, 'introspection-basic').found).toBe('401, refused')
  })

  it('is named by the connection of the sandbox', async () => {
    const named = await opened().call('provider.ofConnection', { connectionId: 'sandbox' })
    expect(named).toEqual({
      issuer: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/idp$/) as string,
      clientId: 'sso-flow-console',
      redirectUri: 'http://127.0.0.1:8400/callback',
    })
  })
})

describe('a check', () => {
  it('begins at once and tells each step', async () => {
    const provider = await rogue()
    const console = opened()
    const reports: ProviderReport[] = []
    console.core.listen((event) => {
      if (event.name === 'provider.changed') reports.push(event.payload)
    })
    const first = await console.call('provider.check', { issuer: provider.issuer, ...client })
    expect(first).toMatchObject({
      state: 'checking',
      counts: { checking: 24 },
      requests: 0,
      durationMs: null,
    })
    expect(first.verdict).toMatchObject({ result: 'checking', aside: '0 of 24' })
    const last = await console.call('provider.settled', { checkId: first.id })
    expect(reports.at(-1)).toEqual(last)
    const left = reports.map(({ counts }) => counts.checking)
    expect(left).toEqual(left.toSorted((a, b) => b - a))
    expect(new Set(left).size).toBeGreaterThan(3)
    expect(await console.call('provider.get', { checkId: first.id })).toEqual(last)
    expect(last.hosts).toEqual([
      {
        host: new URL(provider.issuer).host,
        party: 'identity-provider',
        from: 'the issuer that was named',
      },
    ])
  })

  it.each([
    ['document', '/.well-known/openid-configuration'],
    ['keys', '/jwks'],
    ['authorize', '/authorize'],
    ['token', '/token'],
    ['introspect', '/introspect'],
  ])('that is cancelled while %s is silent ends its sockets at once', async (name, path) => {
    const provider = await rogue({ [name]: silence })
    const console = opened()
    const { id: checkId } = await console.call('provider.check', {
      issuer: provider.issuer,
      ...client,
    })
    await provider.reached(path)
    const report = await console.call('provider.cancel', { checkId })
    expect(report).toMatchObject({
      state: 'cancelled',
      failure: { code: 'cancelled' },
      counts: { checking: 0 },
      verdict: { sentence: 'Cancelled' },
    })
    expect(
      report.platforms.flatMap(({ rows }) => rows).some(({ found }) => found === 'not reached'),
    ).toBe(true)
    await provider.hungUp
    expect(await console.call('provider.cancel', { checkId })).toEqual(report)
  })

  it('ends with the console', async () => {
    const provider = await rogue({ document: silence })
    const console = opened()
    await console.call('provider.check', { issuer: provider.issuer })
    await provider.reached('/.well-known/openid-configuration')
    await console.close()
    await expect(provider.hungUp).resolves.toBeUndefined()
  })

  it('that waits too long for a probe says so and is done', async () => {
    const provider = await rogue({ authorize: silence })
    const console = opened()
    const { id: checkId } = await console.call('provider.check', {
      issuer: provider.issuer,
      ...client,
    })
    await provider.reached('/authorize')
    await provider.reached('/introspect')
    console.clock.advance(15_000)
    const report = await console.call('provider.settled', { checkId })
    expect(report).toMatchObject({ state: 'done', counts: { failed: 0 } })
    expect(rowOf(report, ep, 'callback-endpoint')).toMatchObject({
      result: 'unknown',
      found: 'no answer',
      message: expect.stringContaining('within 15 seconds') as string,
    })
  })

  it('of a provider that refuses the connection is unreachable, not failed', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const report = await checked({ issuer: `http://127.0.0.1:${port}`, ...client })
    expect(report).toMatchObject({
      state: 'unreachable',
      failure: { code: 'host_unreachable', kind: 'unreachable' },
      counts: { failed: 0, passed: 0, checking: 0 },
      verdict: { result: 'unknown', sentence: `127.0.0.1:${port} could not be asked` },
    })
  })

  it.each([
    ['http://login.example', 'issuer_invalid'],
    ['ftp://127.0.0.1/x', 'issuer_invalid'],
    ['login.example', 'issuer_invalid'],
    ['https://login.example/?a=b', 'issuer_invalid'],
    ['https://user:word@login.example', 'issuer_invalid'],
    [' ', 'input_invalid'],
  ])('of %s is refused with %s', async (issuer, code) => {
    await expect(opened().call('provider.check', { issuer })).rejects.toThrow(code)
  })

  it.each([
    [
      'an unknown platform',
      { platforms: ['magento'] },
      /no requirements of magento; .*elastic-path/,
    ],
    ['a relative redirect URI', { redirectUri: '/callback' }, /absolute URI without a fragment/],
    ['a redirect URI with fragment', { redirectUri: 'https://x.example/#a' }, /without a fragment/],
    ['an unknown probe', { probes: ['all'] }, /probes/],
  ])('with %s is refused', async (_what, input, sentence) => {
    const asked = { issuer: 'https://login.example', ...input }
    await expect(opened().call('provider.check', asked as never)).rejects.toThrow(sentence)
  })

  it('is forgotten after ten others', async () => {
    const provider = await rogue({ document: page('', 404) })
    const console = opened()
    const { id: checkId } = await checked({ issuer: provider.issuer }, console)
    for (let one = 0; one < 10; one++) await checked({ issuer: provider.issuer }, console)
    await expect(console.call('provider.get', { checkId })).rejects.toThrow('check_unknown')
    await expect(console.call('provider.cancel', { checkId: 'x' })).rejects.toThrow('check_unknown')
  })
})

describe('the provider of a stored connection', () => {
  const saved = async (document: object) => {
    const console = opened()
    const { id: connectionId } = await console.call('connections.save', {
      text: JSON.stringify(document),
    })
    return console.call('provider.ofConnection', { connectionId })
  }

  it('is what it names, without its secret', async () => {
    const named = await saved({
      platform: 'emporix',
      name: 'acme',
      identityProvider: {
        issuer: 'https://login.example',
        clientId: 'shop',
        clientSecret: 'secret-of-shop',
      },
      emporix: { tenant: 'acme', storefrontClientId: 'x', tokenExchange: 'live' },
    })
    expect(named).toEqual({ issuer: 'https://login.example', clientId: 'shop', redirectUri: null })
  })

  it('is not known where the platform keeps it', async () => {
    const store = { platform: 'elastic-path', name: 'globex', elasticPath: { clientId: 'x' } }
    await expect(saved(store)).rejects.toThrow(
      /^input_invalid: .* globex names no identity provider/,
    )
  })

  it('of a connection that there is not is refused', async () => {
    const asked = opened().call('provider.ofConnection', { connectionId: 'none' })
    await expect(asked).rejects.toThrow('connection_unknown')
  })
})

describe('an endpoint in a document', () => {
  const subject = { issuer: 'https://login.example' } as never
  it.each([
    ['https://keys.example/a', { url: 'https://keys.example/a' }],
    ['https://127.0.0.1/a', { why: expect.stringContaining('on this machine') as string }],
    ['http://localhost:6379/', { why: expect.stringContaining('on this machine') as string }],
    ['http://keys.example/a', { why: 'jwks_uri is not an https URL' }],
    ['javascript:alert(1)', { why: 'jwks_uri is not an https URL' }],
    ['https://user@keys.example/a', { why: 'jwks_uri is not an https URL' }],
    [['https://keys.example/a'], { why: 'jwks_uri is not an https URL' }],
    [undefined, { why: 'the document has no jwks_uri' }],
  ])('%s of an issuer elsewhere', (url, expected) => {
    expect(endpointIn({ jwks_uri: url }, 'jwks_uri', subject)).toEqual(expected)
  })
})

import { describe, expect, it } from 'vitest'
import { keyComparisonSchema } from '../../../shared/key-set.ts'
import { openConsole, otherAdministrator, tenantConnection } from '../administration/acting.ts'
import { made, provider } from './published-keys.ts'

describe('jwks.compare', () => {
  it('finds a site that has pinned what is published', async () => {
    const console = await openConsole()
    const comparison = await console.call('jwks.compare', {
      connectionId: 'sandbox',
      site: 'Site_PL',
    })
    expect(keyComparisonSchema.parse(comparison)).toEqual(comparison)
    expect(comparison).toMatchObject({
      site: 'Site_PL',
      pinnedIn: 'Site_PL.jwks',
      sentence: 'Site_PL.jwks holds the keys that the provider publishes.',
      keys: [{ status: 'same', insert: null }],
    })
    expect(comparison.exchanges.map(({ label }) => label)).toEqual([
      'Service token',
      'Read tokenExchange',
      'Discovery document',
      'Key set',
    ])
    expect(JSON.stringify(comparison)).not.toContain('sandbox-introspection-secret')
  })

  it('tells what pinning would mean for a site that introspects', async () => {
    const console = await openConsole()
    const { pinnedIn, sentence, keys, jwks } = await console.call('jwks.compare', {
      connectionId: 'sandbox',
      site: 'default',
    })
    expect({ pinnedIn, statuses: keys.map(({ status }) => status) }).toEqual({
      pinnedIn: null,
      statuses: ['only-live'],
    })
    expect(sentence).toContain('introspected')
    expect(JSON.parse(jwks)).toMatchObject({ keys: [{ kty: 'RSA' }] })
  })

  it('tells rotated, missing, renamed and replaced keys apart', async () => {
    const console = await openConsole()
    const [both, old, fresh, renamed, before, now] = await Promise.all(
      ['both', 'old', 'fresh', 'renamed', 'reused', 'reused'].map((kid) => made(kid)),
    )
    const issuer = await provider([
      both?.publicJwk,
      // A provider that publishes too much: nothing private may travel on.
      fresh?.privateJwk,
      { ...renamed?.publicJwk, kid: 'new-name' },
      now?.publicJwk,
      { ...(await made('enc')).publicJwk, use: 'enc' },
    ])
    const pinned = [both, old, renamed, before].map((key) => key?.publicJwk)
    const connectionId = tenantConnection(console, {
      apiUrl: 'http://127.0.0.1:9',
      issuer: 'https://unused.example',
      serviceClient: null,
      more: { tokenExchange: { default: { issuer, jwks: { keys: pinned } }, Site_DE: {} } },
    })
    const comparison = await console.call('jwks.compare', { connectionId, site: 'Site_DE' })
    expect(comparison).toMatchObject({ issuer, pinnedIn: 'default.jwks' })
    expect(comparison.sentence).toMatch(/^3 keys that are published now are missing in default/)
    const rows = comparison.keys.map(({ status, key }) => [status, key.kid])
    expect(rows).toEqual([
      ['same', 'both'],
      ['only-pinned', 'old'],
      ['only-pinned', 'renamed'],
      ['only-pinned', 'reused'],
      ['only-live', 'fresh'],
      ['only-live', 'new-name'],
      ['only-live', 'reused'],
      ['only-live', 'enc'],
    ])
    const sentences = comparison.keys.map(({ sentence }) => sentence)
    expect(sentences[1]).toMatch(/rotated it away/)
    expect(sentences[2]).toMatch(/published under the kid new-name/)
    expect(sentences[3]).toMatch(/Another key is published under the same kid/)
    expect(sentences[4]).toMatch(/tokens signed with it are refused/)
    expect(sentences[5]).toMatch(/pinned under the kid renamed/)
    expect(sentences[7]).toMatch(/need not be pinned/)
    const { kty, crv, x, y } = fresh?.publicJwk ?? {}
    expect(JSON.parse(comparison.keys[4]?.insert ?? '')).toEqual({
      kty,
      crv,
      x,
      y,
      alg: 'ES256',
      use: 'sig',
      kid: 'fresh',
    })
    expect(comparison.keys[7]?.insert).toBeNull()
    expect((JSON.parse(comparison.jwks) as { keys: unknown[] }).keys).toHaveLength(4)
    expect(JSON.stringify(comparison)).not.toContain(fresh?.privateJwk.d)
  })

  it('says which keys a rotation left behind', async () => {
    const console = await openConsole()
    const [live, old] = [await made('live'), await made('old')]
    const issuer = await provider([live.publicJwk])
    const connectionId = tenantConnection(console, {
      apiUrl: 'http://127.0.0.1:9',
      issuer,
      serviceClient: null,
      more: { tokenExchange: { default: { jwks: [live.publicJwk, old.publicJwk] } } },
    })
    const { sentence } = await console.call('jwks.compare', { connectionId, site: 'default' })
    expect(sentence).toContain('also holds 1 that the provider has rotated away')
  })

  it('asks the platform for a document that is read live, and names what is not there', async () => {
    const console = await openConsole()
    const { apiUrl, issuer } = await otherAdministrator(console)
    const without = tenantConnection(console, { apiUrl, issuer, serviceClient: null })
    await expect(
      console.call('jwks.compare', { connectionId: without, site: 'default' }),
    ).rejects.toThrow('secret_missing')
    await expect(
      console.call('jwks.compare', { connectionId: 'sandbox', site: 'Site_XY' }),
    ).rejects.toThrow('configuration_unknown: The tokenExchange document has no Site_XY; it has: ')
    const store = JSON.stringify({
      platform: 'elastic-path',
      name: 'Store',
      elasticPath: { clientId: 'key' },
    })
    const { id } = console.core.addConnection(store, 'store.json')
    await expect(
      console.call('jwks.compare', { connectionId: id, site: 'default' }),
    ).rejects.toThrow('capability_missing')
  })
})

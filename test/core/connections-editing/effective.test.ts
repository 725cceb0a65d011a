import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EffectiveSite } from '../../../shared/connection-form.ts'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { online, rsaKey } from '../emporix-config/documents.ts'
import { analyse, type Change, changed, store, tenant } from './documents.ts'

let console: TestConsole
beforeAll(() => {
  console = testConsole()
})
afterAll(() => console.close())

const document = {
  default: online,
  Site_DE: { audience: ['de', 'at'], jwks: [rsaKey], issuer: null },
  'Site.PL': { audience: 'pl', client_secret: 'another-secret' },
}

async function effective(siteEntry: string, tokenExchange: object = document) {
  const changes = [
    ['emporix.tokenExchange', tokenExchange],
    ['emporix.siteEntry', siteEntry],
  ] as Change[]
  return (await analyse(console, changed(tenant, ...changes))).effective
}

const valueOf = (sites: EffectiveSite[], site: string, name: string) =>
  sites.find((one) => one.site === site)?.values.find((one) => one.name === name)

describe('an effective value', () => {
  it('comes from the site, and says what it hides', async () => {
    expect(valueOf(await effective('merges'), 'Site_DE', 'audience')).toEqual({
      name: 'audience',
      value: 'de, at',
      layer: 'Site_DE.audience',
      path: ['emporix', 'tokenExchange', 'Site_DE', 'audience'],
      shadows: [{ layer: 'default.audience', value: 'commerce-system' }],
      skips: null,
    })
  })

  it('comes from default where the site has none', async () => {
    expect(valueOf(await effective('merges'), 'Site.PL', 'domain')).toMatchObject({
      value: 'https://idp.example',
      layer: 'default.domain',
      path: ['emporix', 'tokenExchange', 'default', 'domain'],
      shadows: [],
    })
  })

  it('comes from nowhere where entries stand alone', async () => {
    expect(valueOf(await effective('replaces'), 'Site.PL', 'domain')).toMatchObject({
      value: null,
      layer: '',
      path: ['emporix', 'tokenExchange', 'Site.PL', 'domain'],
    })
    expect(valueOf(await effective('replaces'), 'Site_DE', 'audience')?.shadows).toEqual([])
  })

  it('is unset by null, which skips a check and hides default', async () => {
    expect(valueOf(await effective('merges'), 'Site_DE', 'issuer')).toMatchObject({
      value: null,
      layer: '',
      path: ['emporix', 'tokenExchange', 'Site_DE', 'issuer'],
      shadows: [{ layer: 'default.issuer', value: 'https://idp.example/realms/shop' }],
      skips: expect.stringMatching(/^The issuer is not checked/),
    })
  })

  it('is masked where it is secret', async () => {
    const sites = await effective('merges')
    expect(valueOf(sites, 'Site.PL', 'client_secret')).toMatchObject({
      value: '••••',
      layer: 'Site.PL.client_secret',
      shadows: [{ layer: 'default.client_secret', value: '••••' }],
    })
    expect(JSON.stringify(sites)).not.toMatch(/another-secret|top-secret/)
  })

  it('of a key set is told in words', async () => {
    const sites = await effective('merges')
    expect(valueOf(sites, 'Site_DE', 'jwks')?.value).toBe('1 key: k1 RS256')
  })

  it('has its place in a flat document too', async () => {
    const sites = await effective('merges', { value: { ...online, Site_DE: { audience: 'de' } } })
    expect(valueOf(sites, 'Site_DE', 'issuer')?.path).toEqual([
      'emporix',
      'tokenExchange',
      'value',
      'issuer',
    ])
    expect(valueOf(sites, 'default', 'issuer')?.layer).toBe('default.issuer')
  })

  it('of the tenant comes from the connection, the platform, or is read live', async () => {
    const name = 'ssoCustomerIdentifierField'
    const of = async (...changes: Change[]) => {
      const { effective } = await analyse(console, changed(tenant, ...changes))
      const { value, layer } = valueOf(effective, 'default', name) ?? {}
      return [value, layer]
    }
    expect(await of()).toEqual(['EMAIL', 'platform default'])
    expect(await of([`emporix.${name}`, 'SUBJECT'])).toEqual(['SUBJECT', 'connection'])
    const client = { clientId: 's', clientSecret: 'x' }
    expect(await of(['emporix.serviceClient', client])).toEqual([null, 'tenant setting'])
  })
})

describe('the mode of a site', () => {
  it.each([
    ['default', 'merges', 'online', /default has no jwks/],
    ['Site_DE', 'merges', 'offline', /Site_DE\.jwks is set/],
    ['Site.PL', 'merges', 'online', /Site\.PL has no jwks/],
    ['Site_DE', 'replaces', 'offline', /Site_DE\.jwks is set/],
  ])('of %s, which %s, is %s', async (site, siteEntry, value, reason) => {
    const found = (await effective(siteEntry)).find((one) => one.site === site)
    expect(found?.mode).toEqual({ value, reason: expect.stringMatching(reason) })
  })

  it('is none where the entry cannot be used', async () => {
    const sites = await effective('replaces')
    expect(sites.find(({ site }) => site === 'Site.PL')?.mode).toBeNull()
  })
})

describe('nothing takes effect', () => {
  it.each([
    ['of a document that is read live', changed(tenant, ['emporix.tokenExchange', 'live'])],
    ['of a store', store],
  ])('%s', async (_, document) => {
    expect((await analyse(console, document)).effective).toEqual([])
  })

  it('of an entry that is half typed, while the others do', async () => {
    const sites = await effective('merges', { ...document, Site_FR: { jwks: 7 } })
    expect(sites.map(({ site }) => site)).toEqual(['default', 'Site_DE', 'Site.PL'])
  })
})

import { describe, expect, it, test } from 'vitest'
import type { SelectOptions } from '../../../electron/core/platforms/emporix/select-configuration.ts'
import { siteConfigurationSchema } from '../../../shared/values.ts'
import certifiedKey from './certified-key.json' with { type: 'json' }
import { document, offline, online, refusal, rsaKey, select } from './documents.ts'

const checkOf = (value: unknown, id: string, changed: Partial<SelectOptions> = {}) =>
  select(value, changed).checks.find((check) => check.id === id)

function join(domain: string, token_introspect_endpoint: string) {
  return { default: { ...online, domain, token_introspect_endpoint } }
}

describe('the choice of the configuration', () => {
  test.each([
    ['omitted', null, {}, 'default', 'omitted'],
    ['named', 'Site_DE', {}, 'Site_DE', 'requested'],
    ['default by name', 'default', {}, 'default', 'requested'],
    ['unknown with the older rule', 'Site_XX', { unknownConfig: 'default' }, 'default', 'fallback'],
  ] as const)('%s', (_, requested, changed, site, siteReason) => {
    const { configuration, checks } = select(document, { requested, ...changed })
    expect(configuration).toMatchObject({ site, siteReason })
    expect(siteConfigurationSchema.parse(configuration)).toEqual(configuration)
    expect(checks[0]?.status).toBe(siteReason === 'fallback' ? 'warning' : 'passed')
  })

  test.each([
    ['unknown', document, 'Site_XX', 'Configured: default, Site_DE.'],
    ['of another case', document, 'site_de', 'differs from Site_DE only by case'],
    ['with a blank', document, 'Site_DE ', 'differs from Site_DE only by case or blanks'],
    ['empty', document, '', 'no configuration ""'],
    ['__proto__', document, '__proto__', 'no configuration "__proto__"'],
    ['constructor', document, 'constructor', 'no configuration "constructor"'],
    ['a member of an entry', document, 'issuer', 'no configuration "issuer"'],
    ['omitted without default', { Site_DE: offline }, null, 'has no default. Configured: Site_DE.'],
    ['any of an empty document', {}, 'Site_DE', 'None is configured.'],
  ])('%s is refused', (_, value, requested, sentence) => {
    const found = refusal(() => select(value, { requested }))
    expect(found.code).toBe('configuration_unknown')
    expect(found.message).toContain(sentence)
  })

  it('an unknown one without default has nothing to fall back to', () => {
    const found = refusal(() =>
      select({ Site_DE: offline }, { requested: 'x', unknownConfig: 'default' }),
    )
    expect(found.code).toBe('configuration_unknown')
  })

  it('a member that is no entry is invalid rather than unknown', () => {
    const found = refusal(() => select({ ...document, Site_PL: 'x' }, { requested: 'Site_PL' }))
    expect(found).toMatchObject({ code: 'configuration_invalid', path: 'Site_PL' })
  })
})

describe('effective values', () => {
  it('say which layer they come from when a site entry merges', () => {
    expect(select(document, { requested: 'Site_DE' }).configuration).toMatchObject({
      issuer: { value: online.issuer, source: 'default.issuer' },
      audience: { value: ['shop-de'], source: 'Site_DE.audience' },
      tokenClientId: { value: 'storefront-de', source: 'Site_DE.token_client_id' },
      mode: 'offline',
    })
  })

  it('stand alone when a site entry replaces', () => {
    const { configuration } = select(document, { requested: 'Site_DE', siteEntry: 'replaces' })
    expect(configuration.issuer).toBeNull()
  })

  it('an explicit null unsets what default sets', () => {
    const value = { default: { ...online, ...offline }, Site_DE: { jwks: null, audience: null } }
    const { configuration } = select(value, { requested: 'Site_DE' })
    expect(configuration).toMatchObject({ mode: 'online', audience: null })
  })

  test.each(['', null, undefined, []])('audience %j is unset', (audience) => {
    const value = { default: { ...online, audience } }
    expect(select(value).configuration.audience).toBeNull()
    expect(checkOf(value, 'audience')).toMatchObject({ status: 'skipped', source: 'unset' })
  })

  it('an audience may be a list', () => {
    const value = { default: { ...online, audience: ['a', 'b'] } }
    expect(select(value).configuration.audience?.value).toEqual(['a', 'b'])
  })
})

describe('the mode', () => {
  test.each([
    ['null', null, 'online'],
    ['an empty text', '', 'online'],
    ['a key set', { keys: [rsaKey] }, 'offline'],
    ['a set with one usable key', { keys: [{ kty: 'XYZ' }, rsaKey] }, 'offline'],
  ])('%s', (_, jwks, mode) => {
    const { configuration } = select({ default: { ...online, jwks } })
    expect(configuration.mode).toBe(mode)
    expect(configuration.jwks === null).toBe(mode === 'online')
    expect(configuration.introspection === null).toBe(mode === 'offline')
  })

  test.each([
    ['no key', [], 'is empty'],
    ['an encryption key', [{ ...rsaKey, use: 'enc' }], 'not for signatures'],
    ['a symmetric key', [{ kty: 'oct', k: 'c2VjcmV0' }], 'symmetric'],
    ['an unknown type', [{ kty: 'XYZ' }], 'type XYZ'],
    ['a short key', [{ ...rsaKey, n: 'w'.repeat(171) }], '1024 bits'],
    ['a key of an unknown algorithm', [{ ...rsaKey, alg: 'RSA-OAEP' }], 'bound to RSA-OAEP'],
  ])('a key set with %s only is invalid', (_, keys, sentence) => {
    const found = refusal(() => select({ default: { ...online, jwks: { keys } } }))
    expect(found).toMatchObject({ code: 'configuration_invalid', path: 'default.jwks.keys' })
    expect(found.message).toContain(sentence)
  })

  test.each(['domain', 'token_introspect_endpoint', 'client_id', 'client_secret'])(
    'online without %s is invalid',
    (field) => {
      const found = refusal(() => select({ default: { ...online, [field]: undefined } }))
      expect(found).toMatchObject({ code: 'configuration_invalid', path: `default.${field}` })
    },
  )
})

describe('a mode that is asked for', () => {
  const both = { default: { ...online, ...offline } }
  test.each([
    [undefined, 'offline'],
    ['auto', 'offline'],
    ['offline', 'offline'],
    ['online', 'online'],
  ] as const)('%s of both is %s', (mode, expected) => {
    const { configuration } = select(both, mode ? { mode } : {})
    expect(configuration.mode).toBe(expected)
    expect(configuration.jwks === null).toBe(expected === 'online')
    expect(configuration.introspection === null).toBe(expected === 'offline')
  })

  it('must be configured', () => {
    const keyless = refusal(() => select({ default: online }, { mode: 'offline' }))
    expect(keyless).toMatchObject({ code: 'configuration_invalid', path: 'default.jwks' })
    const endpointless = refusal(() => select({ default: offline }, { mode: 'online' }))
    expect(endpointless).toMatchObject({ code: 'configuration_invalid', path: 'default.domain' })
  })
})

describe('the introspection URL', () => {
  test.each([
    ['https://idp.example', '/a/b', 'https://idp.example/a/b', 'passed'],
    ['https://idp.example/', 'a/b', 'https://idp.example/a/b', 'passed'],
    ['https://idp.example/', '/a/b', 'https://idp.example/a/b', 'warning'],
    ['https://idp.example', 'a/b', 'https://idp.example/a/b', 'warning'],
    ['https://idp.example/auth', '/a', 'https://idp.example/auth/a', 'passed'],
    ['https://idp.example:8443', '/a?x=1', 'https://idp.example:8443/a?x=1', 'passed'],
    ['http://127.0.0.1:4000', '/a', 'http://127.0.0.1:4000/a', 'passed'],
    ['http://localhost:4000', '/a', 'http://localhost:4000/a', 'passed'],
    ['http://idp.example', '/a', 'http://idp.example/a', 'warning'],
  ])('%s + %s', (domain, endpoint, url, status) => {
    expect(select(join(domain, endpoint)).configuration.introspection?.url).toBe(url)
    expect(checkOf(join(domain, endpoint), 'introspection-url')?.status).toBe(status)
  })

  test.each([
    ['idp.example', '/a', 'default.domain', 'scheme'],
    ['//idp.example', '/a', 'default.domain', 'scheme'],
    ['ftp://idp.example', '/a', 'default.domain', 'scheme'],
    ['https://', '/a', 'default.domain', 'scheme'],
    ['https://idp.example evil', '/a', 'default.domain', 'scheme'],
    ['https://idp.example@evil.example', '/a', 'default.domain', '@'],
    ['https://u:p@idp.example', '/a', 'default.domain', '@'],
    ['https://idp.example?x', '/a', 'default.domain', 'query'],
    ['https://idp.example#', '/a', 'default.domain', 'fragment'],
    [
      'https://idp.example',
      'https://evil.example/a',
      'default.token_introspect_endpoint',
      'whole URL',
    ],
    [
      'https://idp.example',
      '//evil.example/a',
      'default.token_introspect_endpoint',
      'another host',
    ],
    ['https://idp.example', '@evil.example', 'default.token_introspect_endpoint', 'another host'],
    ['https://idp.example', '/@evil.example', 'default.token_introspect_endpoint', 'another host'],
    ['https://idp.example', '/\\evil.example', 'default.token_introspect_endpoint', 'backslashes'],
    ['https://idp.example', '/a b', 'default.token_introspect_endpoint', 'blanks'],
    ['https://idp.example/auth', '/../admin', 'default.token_introspect_endpoint', 'plain path'],
    ['https://idp.example', '/a/%2e%2e/b', 'default.token_introspect_endpoint', 'plain path'],
    [
      'https://idp.example',
      'javascript:alert(1)',
      'default.token_introspect_endpoint',
      'whole URL',
    ],
  ])('%s + %s is refused', (domain, endpoint, path, word) => {
    const found = refusal(() => select(join(domain, endpoint)))
    expect(found).toMatchObject({ code: 'configuration_invalid', path })
    expect(found.message).toContain(word)
  })

  it('does not matter offline', () => {
    expect(select({ default: { ...offline, domain: 'idp.example' } }).configuration.mode).toBe(
      'offline',
    )
  })
})

describe('traps are reported', () => {
  it('keys that differ only by case', () => {
    expect(checkOf({ ...document, site_DE: offline }, 'key-spelling')).toMatchObject({
      status: 'warning',
      found: ['Site_DE', 'site_DE'],
    })
    expect(checkOf(document, 'key-spelling')).toBeUndefined()
  })

  it('both modes in one entry', () => {
    const check = checkOf({ default: { ...online, ...offline } }, 'both-modes')
    expect(check).toMatchObject({ status: 'warning', source: 'default.jwks' })
    expect(check?.message).toContain('revoked')
  })

  it('a site that sets introspection under keys of default', () => {
    const value = { default: offline, Site_DE: online }
    expect(checkOf(value, 'both-modes', { requested: 'Site_DE' })?.status).toBe('warning')
    expect(select(value, { requested: 'Site_DE' }).configuration.mode).toBe('offline')
  })

  it('but not the documented override, keys of a site over the introspection of default', () => {
    expect(checkOf(document, 'both-modes', { requested: 'Site_DE' })).toBeUndefined()
  })

  it('a private key, of which only the public part is used', () => {
    const value = { default: { jwks: [{ ...rsaKey, d: 'PRIVATE', p: 'PRIVATE' }] } }
    expect(checkOf(value, 'private-key')?.found).toEqual(['default.jwks.keys[0]'])
    expect(JSON.stringify(select(value))).not.toContain('PRIVATE')
  })

  it('a symmetric key beside a good one, without its secret', () => {
    const value = { default: { jwks: [rsaKey, { kty: 'oct', k: 'U0VDUkVU', kid: 's' }] } }
    expect(checkOf(value, 'private-key')?.found).toEqual(['default.jwks.keys[1]'])
    expect(JSON.stringify(select(value))).not.toContain('U0VDUkVU')
  })

  test.each([
    ['its own certificate', certifiedKey, false],
    ['the certificate of another key', { ...rsaKey, x5c: certifiedKey.x5c }, true],
    ['no certificate at all', { ...rsaKey, x5c: ['MIIC'] }, true],
    ['an empty chain', { ...rsaKey, x5c: [] }, false],
  ])('a key with %s', (_, key, reported) => {
    expect(checkOf({ default: { jwks: [key] } }, 'certificates') !== undefined).toBe(reported)
  })

  it('secrets that every reader of the configuration can see', () => {
    const check = checkOf(
      { default: { ...online, storefront_client_secret: 'y' } },
      'secrets-readable',
    )
    expect(check?.found).toEqual(['default.client_secret', 'default.storefront_client_secret'])
    expect(checkOf({ default: offline }, 'secrets-readable')).toBeUndefined()
  })

  it('unset expectations', () => {
    const { checks } = select({ default: { jwks: [rsaKey] } })
    const skipped = checks.filter(({ status }) => status === 'skipped').map(({ id }) => id)
    expect(skipped).toEqual(['issuer', 'audience', 'token-client-id'])
  })
})

it('no check and no refusal holds a secret', () => {
  const { checks } = select(document)
  expect(JSON.stringify(checks)).not.toContain('top-secret')
  const broken = { default: { ...online, domain: 'https://u:top-secret@idp.example' } }
  expect(refusal(() => select(broken)).message).not.toContain('top-secret')
  expect(refusal(() => select('{"client_secret":"top-secret",')).message).not.toContain(
    'top-secret',
  )
})

import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { FlowError } from '../../../electron/core/failure.ts'
import {
  parseTokenExchange,
  siteKeys,
} from '../../../electron/core/platforms/emporix/token-exchange-config.ts'
import { document, offline, online, refusal, rsaKey, select } from './documents.ts'

function site(changed: object) {
  return { default: online, Site_DE: { ...offline, ...changed } }
}

/** What selecting gives: the configuration, or the sentence of the refusal. Anything else is a defect. */
function outcome(input: unknown): unknown {
  try {
    return select(input)
  } catch (thrown) {
    if (thrown instanceof FlowError) return thrown.message
    throw thrown
  }
}

describe('every shape of the document reads the same', () => {
  const shapes: [string, unknown][] = [
    ['the value', document],
    ['the value as text', JSON.stringify(document)],
    [
      'the configuration object',
      { key: 'tokenExchange', value: document, version: 3, secured: false },
    ],
    [
      'with its value as text',
      { key: 'tokenExchange', value: JSON.stringify(document), version: 3 },
    ],
    ['as text itself', JSON.stringify({ key: 'tokenExchange', value: document })],
    ['a list of one', [{ key: 'tokenExchange', value: document, version: 3 }]],
    ['under its name', { tokenExchange: document }],
    ['under its name as text', { tokenExchange: JSON.stringify(document) }],
    ['default flat at the root', { ...online, Site_DE: offline }],
    ['jwks as a bare array', { ...document, Site_DE: { ...offline, jwks: [rsaKey] } }],
    [
      'jwks as text',
      { ...document, Site_DE: { ...offline, jwks: JSON.stringify({ keys: [rsaKey] }) } },
    ],
    [
      'jwks as text of a bare array',
      { ...document, Site_DE: { ...offline, jwks: JSON.stringify([rsaKey]) } },
    ],
  ]
  test.each(shapes)('%s', (_, value) => {
    expect(siteKeys(parseTokenExchange(value))).toEqual(['default', 'Site_DE'])
    expect(select(value, { requested: 'Site_DE' })).toEqual(
      select(document, { requested: 'Site_DE' }),
    )
    expect(select(value)).toEqual(select(document))
  })

  it('keeps the version for a PUT', () => {
    expect(parseTokenExchange({ value: document, version: 3 }).version).toBe(3)
    expect(parseTokenExchange(document).version).toBeNull()
  })

  it('reads one site configuration as the default', () => {
    expect(siteKeys(parseTokenExchange(offline))).toEqual(['default'])
  })

  it('keeps unknown members', () => {
    const { entries, rest } = parseTokenExchange({
      note: 'x',
      default: { ...online, extra: { a: 1 } },
    })
    expect(rest.get('note')).toBe('x')
    expect(entries.get('default')).toMatchObject({ extra: { a: 1 } })
  })

  it('beside flat fields, an object is an entry only if it looks like one', () => {
    const read = parseTokenExchange({ ...online, metadata: { a: 1 }, Site_DE: { issuer: 'x' } })
    expect(siteKeys(read)).toEqual(['default', 'Site_DE'])
    expect(read.rest.get('metadata')).toEqual({ a: 1 })
  })

  it('lays a default entry over flat fields', () => {
    const { configuration } = select({ ...online, default: { audience: 'other' } })
    expect(configuration.audience?.value).toEqual(['other'])
    expect(configuration.issuer?.value).toBe(online.issuer)
  })
})

describe('what is malformed is named by its path', () => {
  test.each([
    ['a text that is no JSON', '{"default":', ''],
    ['a number', 5, ''],
    ['null', null, ''],
    ['a list', [1, 2], ''],
    ['an empty list', [], ''],
    ['another configuration key', { key: 'project_lang', value: {} }, 'key'],
    ['a value that is no JSON', { key: 'tokenExchange', value: '{' }, 'value'],
    ['a value that is a list', { key: 'tokenExchange', value: [] }, 'value'],
    ['a default that is a text', { default: 'x' }, 'default'],
    ['an issuer that is a number', site({ issuer: 5 }), 'Site_DE.issuer'],
    ['an audience that is an object', site({ audience: {} }), 'Site_DE.audience'],
    ['an audience with a number', site({ audience: ['a', 5] }), 'Site_DE.audience'],
    ['a secret reference', site({ client_secret: { env: 'X' } }), 'Site_DE.client_secret'],
    ['jwks that is a number', site({ jwks: 5 }), 'Site_DE.jwks'],
    ['jwks that is no JSON', site({ jwks: '{' }), 'Site_DE.jwks'],
    ['jwks without keys', site({ jwks: {} }), 'Site_DE.jwks.keys'],
    ['a key that is a text', site({ jwks: { keys: ['x'] } }), 'Site_DE.jwks.keys[0]'],
    [
      'a key without kty',
      site({ jwks: { keys: [rsaKey, { kid: 'k' }] } }),
      'Site_DE.jwks.keys[1].kty',
    ],
    ['a key with a numeric kty', site({ jwks: [{ kty: 1 }] }), 'Site_DE.jwks.keys[0].kty'],
    ['flat jwks without kty', { ...online, jwks: [{}] }, 'jwks.keys[0].kty'],
  ])('%s', (_, value, path) => {
    const found = refusal(() => parseTokenExchange(value))
    expect(found).toMatchObject({ code: 'configuration_invalid', path })
    expect(found.message).toContain(
      path === '' ? 'The tokenExchange document' : `tokenExchange: ${path} `,
    )
  })
})

describe('hostile documents', () => {
  it('an own __proto__ is an entry like any other and nothing more', () => {
    const text = '{"default":{"issuer":"x"},"__proto__":{"issuer":"evil","jwks":[]}}'
    expect(siteKeys(parseTokenExchange(text))).toEqual(['default', '__proto__'])
    expect({}).not.toHaveProperty('issuer')
  })

  it('never fail otherwise than by name, and read the same twice', () => {
    const field = fc.constantFrom(
      'default',
      'Site_DE',
      'key',
      'value',
      'tokenExchange',
      ...Object.keys(online),
      'jwks',
    )
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue(),
        fc.constantFrom('https://idp.example', '/x', '{}', '[]', 'null'),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(field, tie('node'), { maxKeys: 6 }),
      ),
    })).node
    fc.assert(
      fc.property(value, (input) => {
        expect(outcome(input)).toEqual(outcome(input))
      }),
      { numRuns: 500 },
    )
  })
})

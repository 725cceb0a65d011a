import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { analyse, applied, changed, type Document, places, store, tenant } from './documents.ts'

let console: TestConsole
beforeAll(() => {
  console = testConsole()
})
afterAll(() => console.close())

const text = (text: string) => console.call('connections.analyse', { text })

describe('a text that is no JSON', () => {
  it.each([
    ['', 'line 1, column 1'],
    ['{', 'line 1, column 2'],
    ['{name}', 'line 1, column 2'],
    ['{"a":1,}', 'line 1, column 8'],
    ['{\n  "a": tru\n}', 'line 2, column 8'],
    ['{\n  "a": "b\n}', 'line 2, column 8'],
    ['[1 2]', 'line 1, column 4'],
    ['{} {}', 'line 1, column 4'],
    ['{"a" 1}', 'line 1, column 6'],
  ])('%j has its problem at %s', async (source, place) => {
    const { problems, valid, platform } = await text(source)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ severity: 'error', path: [], fix: null })
    expect(problems[0]?.message).toContain(place)
    expect([valid, platform]).toEqual([false, null])
  })

  it('is told of when it is nested too deeply', async () => {
    const { problems } = await text('['.repeat(2000) + ']'.repeat(2000))
    expect(problems[0]?.message).toMatch(/nested deeper/)
  })
})

describe('the schema', () => {
  it('is told of with every problem and its place', async () => {
    const { problems, valid } = await analyse(console, {
      platform: 'emporix',
      name: '',
      colour: 'red',
      identityProvider: { issuer: 'login', clientId: 7 },
      redirect: { port: 70000, path: 'callback' },
      emporix: {
        tenant: '1',
        storefrontClientId: 'x',
        tokenExchange: 7,
        sso: { configurations: [] },
      },
    })
    expect(places({ problems } as never).toSorted()).toEqual([
      'error colour',
      'error emporix.sso.configurations',
      'error emporix.tenant',
      'error emporix.tokenExchange',
      'error identityProvider.clientId',
      'error identityProvider.issuer',
      'error name',
      'error redirect.path',
      'error redirect.port',
    ])
    expect(valid).toBe(false)
    for (const { message } of problems) expect(message).toMatch(/^\S.*[^.]\.$/)
  })

  it.each([
    ['an unknown platform', { platform: 'other' }, 'platform must be one of'],
    ['no platform', {}, 'platform must be one of'],
    ['a list', [], 'The document expected object'],
    ['an empty name', { ...store, name: '' }, 'name is empty.'],
  ])('says of %s what it should be', async (_, document, message) => {
    const { problems } = await analyse(console, document)
    expect(problems[0]?.message).toContain(message)
  })

  it('offers to remove what it does not know', async () => {
    const document = changed(store, ['elasticPath.colour', 'red'])
    const [problem] = (await analyse(console, document)).problems
    expect(problem?.path).toEqual(['elasticPath', 'colour'])
    expect(applied(document, problem ?? { fix: null })).toEqual(store)
  })

  it('offers the scheme where a URL has none', async () => {
    const document = changed(store, ['elasticPath.apiUrl', 'useast.api.elasticpath.com'])
    const [problem] = (await analyse(console, document)).problems
    expect(applied(document, problem ?? { fix: null })).toEqual(store)
  })
})

describe('a document', () => {
  it.each<[string, Document]>([
    ['of a tenant', tenant],
    ['of a store', store],
  ])('%s that is as it should be has no problem', async (_, document) => {
    expect(await analyse(console, document)).toMatchObject({ problems: [], valid: true })
  })

  it('may begin with a byte order mark, as it may when it is saved', async () => {
    expect(await text(`\uFEFF${JSON.stringify(store)}`)).toMatchObject({ valid: true })
  })

  it('is told of members that are there twice, without their values', async () => {
    const source = JSON.stringify(store).replace('"clientId":', '"clientId":"first","clientId":')
    const { problems, valid } = await text(source)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.path).toEqual(['elasticPath', 'clientId'])
    expect(problems[0]?.message).toMatch(/more than once/)
    expect(problems[0]?.message).not.toContain('first')
    expect(valid).toBe(true)
  })

  it('is told of numbers that would be rounded', async () => {
    const source = JSON.stringify(
      changed(tenant, ['emporix.tokenExchange.default.limit', 0]),
    ).replace('"limit":0', '"limit":12345678901234567890')
    expect(places(await text(source))).toEqual(['trap emporix.tokenExchange.default.limit'])
  })

  it('that saving would refuse is not valid', async () => {
    const sealed = changed(store, ['elasticPath.clientSecret', { sealed: 'of-another-machine' }])
    const { problems, valid } = await analyse(console, sealed)
    expect(valid).toBe(false)
    expect(problems[0]?.path).toEqual(['elasticPath', 'clientSecret'])
    await expect(
      console.call('connections.save', { text: JSON.stringify(sealed) }),
    ).rejects.toThrow(/clientSecret.*enter it again/)
  })
})

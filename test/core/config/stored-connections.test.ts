import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Connections } from '../../../electron/core/config/connections.ts'
import { parseConnection } from '../../../electron/core/config/connection-text.ts'
import type { Seal } from '../../../electron/core/ports.ts'
import { testSeal } from '../../support/console.ts'
import { memoryPorts } from '../../support/memory-ports.ts'

/* What the store holds that this version did not write, or can no longer read. */

const shop = (name: string, more: object = {}) =>
  JSON.stringify({
    platform: 'elastic-path',
    name,
    elasticPath: { clientId: 'key', clientSecret: `secret of ${name}`, ...more },
  })

interface StoredDocument {
  connections: { id: string; document: { name: string; elasticPath: Record<string, unknown> } }[]
  secrets: Record<string, { text: string; backend: string }>
}

/** A store with the connections `one` and `two`, after `change`. */
function storeWith(change: (document: StoredDocument) => void) {
  const memory = memoryPorts()
  const writer = new Connections(memory.ports)
  writer.save(shop('one'))
  writer.save(shop('two'))
  const document = memory.stored.document as StoredDocument
  change(document)
  const before = structuredClone(document)
  return {
    ...memory,
    before,
    after: () => memory.stored.document as StoredDocument,
    connections: new Connections(memory.ports),
  }
}

describe('members that this version does not know', () => {
  it('are read past, and written back with the next change', async () => {
    const { connections, after, before, logged } = storeWith((document) => {
      const [one] = document.connections
      Object.assign(document, { later: { sealed: 'kept' }, order: [2, 1] })
      Object.assign(document.secrets, { kept: { format: 9, sealedBy: 'later' } })
      Object.assign(one ?? {}, { colour: 'red' })
      Object.assign(one?.document ?? {}, { later: { deep: [{ a: 1 }] } })
      Object.assign(one?.document.elasticPath ?? {}, { later: true, legacy: { later: 1 } })
    })
    expect(connections.list().map(({ name }) => name)).toEqual(['one', 'two'])
    const { connection } = await connections.open('one')
    expect(connection).not.toHaveProperty('later')
    expect(connection).toHaveProperty('elasticPath.clientSecret', 'secret of one')

    connections.save(shop('three'))
    connections.delete(before.connections[1]?.id ?? '')
    connections.save(shop('two'))
    expect(after()).toMatchObject({ later: { sealed: 'kept' }, order: [2, 1] })
    expect(after().secrets).toHaveProperty('kept', { format: 9, sealedBy: 'later' })
    expect(after().connections[0]).toEqual(before.connections[0])
    expect(logged.filter((line) => line.includes(' one '))).toEqual([])
  })

  it('of an entry stay when its connection is replaced', () => {
    const { connections, after } = storeWith(({ connections: [one] }) => {
      Object.assign(one ?? {}, { colour: 'red' })
    })
    connections.save(shop('one', { storeId: 'new' }))
    expect(after().connections.find(({ document }) => document.name === 'one')).toMatchObject({
      colour: 'red',
      document: { elasticPath: { storeId: 'new' } },
    })
  })
})

describe('a stored connection that cannot be read', () => {
  const breakOne = ({ connections: [one] }: StoredDocument) => {
    Object.assign(one?.document.elasticPath ?? {}, { apiUrl: 'no URL' })
  }

  it('is kept as it is, and leaves the others alone', async () => {
    const { connections, after, before, logged } = storeWith(breakOne)
    expect(connections.list().map(({ name }) => name)).toEqual(['two'])
    connections.list()
    expect(logged).toEqual([
      'warn The stored connection one: elasticPath.apiUrl: must be an http or https URL; it is kept as it is: update the console, or save it again under its name.',
    ])
    connections.save(shop('three'))
    await expect(connections.open('two')).resolves.toBeDefined()
    expect(after().connections[0]).toEqual(before.connections[0])
    expect(Object.keys(after().secrets)).toHaveLength(3)
  })

  it('says why when it is opened', async () => {
    const { connections, before } = storeWith(breakOne)
    for (const id of ['one', before.connections[0]?.id ?? '']) {
      await expect(connections.open(id)).rejects.toMatchObject({
        code: 'connection_invalid',
        message: expect.stringContaining('elasticPath.apiUrl: must be'),
        evidence: { path: 'elasticPath.apiUrl' },
      })
    }
  })

  it('is replaced by one of its name, and can be deleted', () => {
    const { connections, before, after } = storeWith(breakOne)
    const { id } = connections.save(shop('one'))
    expect(id).toBe(before.connections[0]?.id)
    expect(connections.list()).toHaveLength(2)
    connections.delete(id)
    expect(after().connections).toHaveLength(1)
  })

  it.each<[string, unknown]>([
    ['a number', 7],
    ['null', null],
    ['a list', []],
    ['without an id', { document: { name: 'x' } }],
    ['without a document', { id: 'x' }],
    ['of another platform', { id: 'x', document: { name: 'x', platform: 'other' } }],
    [
      'with a site that is none',
      {
        id: 'x',
        document: {
          name: 'x',
          platform: 'emporix',
          identityProvider: { issuer: 'https://a.example', clientId: 'a' },
          emporix: { tenant: 'acme', storefrontClientId: 'a', tokenExchange: { a: { jwks: 7 } } },
        },
      },
    ],
  ])('may be %s', (_, entry) => {
    const { connections, after, logged } = storeWith((document) => {
      document.connections.unshift(entry as StoredDocument['connections'][0])
    })
    expect(connections.list()).toHaveLength(2)
    connections.save(shop('three'))
    expect(after().connections[0]).toEqual(entry)
    expect(logged).toHaveLength(1)
  })
})

describe('a secret', () => {
  /** Opens what `old:` and `new:` have sealed, seals with `new:`. */
  const rotated: Seal = {
    ...testSeal,
    backend: 'new',
    seal: (plain) => `new:${plain}`,
    open(sealed) {
      if (/^(?:old|new):/.test(sealed)) return sealed.slice(4)
      throw new Error('sealed elsewhere')
    },
    renew(sealed) {
      const plain = this.open(sealed)
      return sealed.startsWith('new:') ? null : this.seal(plain)
    },
  }
  const sealedBefore = (text: (name: string) => string) =>
    storeWith(({ connections: all, secrets }) => {
      for (const [at, secret] of Object.values(secrets).entries()) {
        Object.assign(secret, {
          backend: 'old',
          text: text(all[at]?.document.name ?? ''),
          more: at,
        })
      }
    })

  it('of an older key is sealed again with the next change, and its backend noted', async () => {
    const { ports, after } = sealedBefore((name) => `old:secret of ${name}`)
    const connections = new Connections({ ...ports, seal: rotated })
    await expect(connections.open('one')).resolves.toBeDefined()
    connections.save(shop('three'))
    expect(Object.values(after().secrets)).toEqual([
      { backend: 'new', format: 1, text: 'new:secret of one', more: 0 },
      { backend: 'new', format: 1, text: 'new:secret of two', more: 1 },
      { backend: 'new', format: 1, text: 'new:secret of three' },
    ])
  })

  it('that cannot be opened stays, and is reported once', async () => {
    const { ports, after, before, logged } = sealedBefore((name) => `lost:${name}`)
    const connections = new Connections({ ...ports, seal: rotated })
    connections.save(shop('two'))
    connections.save(shop('three'))
    expect(after().secrets).toMatchObject(
      Object.fromEntries(Object.entries(before.secrets).slice(0, 1)),
    )
    expect(logged).toEqual([
      'warn A secret of one cannot be opened here and needs to be entered again.',
    ])
    await expect(connections.open('one')).rejects.toMatchObject({ code: 'secret_missing' })
  })

  it('of another backend is reported where there are no older keys', () => {
    const { ports, logged } = sealedBefore((name) => `lost:${name}`)
    const asked: string[] = []
    const seal = { ...testSeal, open: (text: string) => (asked.push(text), testSeal.open(text)) }
    new Connections({ ...ports, seal }).save(shop('two'))
    expect(logged).toEqual([
      'warn A secret of one cannot be opened here and needs to be entered again.',
    ])
    // A key store may ask the person for each of them.
    expect(asked).toHaveLength(1)
  })

  it('is not replaced by one that does not open to the same', () => {
    const { ports, after, before } = sealedBefore((name) => `old:secret of ${name}`)
    const broken = { ...rotated, renew: () => 'new:something else' }
    new Connections({ ...ports, seal: broken }).save(shop('three'))
    expect(after().secrets).toMatchObject(before.secrets)
  })
})

describe('whatever a connection holds', () => {
  const reference = /^(?:env|file|sealed)$/
  const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => {
    const text = JSON.stringify(value)
    return !text.includes('__proto__') && !/"(?:env|file|sealed)":/.test(text)
  })
  const name = fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((text) => !reference.test(text) && text !== '__proto__')
  const document = fc.record({
    platform: fc.constant('emporix'),
    name: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).map((text) => `a${text}z`),
    identityProvider: fc.record({
      issuer: fc.webUrl(),
      clientId: fc.string({ minLength: 1 }),
      clientSecret: fc.string({ minLength: 1, unit: 'binary' }),
      scope: fc.string(),
      parameters: fc.dictionary(name, fc.string(), { maxKeys: 3 }),
    }),
    emporix: fc.record({
      tenant: fc.constant('acme'),
      storefrontClientId: fc.string({ minLength: 1 }),
      tokenExchange: fc.dictionary(
        name.map((text) => `Site ${text}`),
        fc.record({ audience: fc.string(), client_secret: fc.string(), more: json }),
        { maxKeys: 3 },
      ),
    }),
  })

  it('comes back as it was saved, through the text of a file', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (document) => {
        const text = JSON.stringify(document)
        const { ports, stored } = memoryPorts()
        new Connections(ports).save(text)
        stored.document = JSON.parse(JSON.stringify(stored.document))
        const [summary] = new Connections(ports).list()
        const { connection } = await new Connections(ports).open(summary?.id ?? '')
        expect(connection).toEqual(parseConnection(text, 'the text'))
      }),
      { seed: 20_260_101, numRuns: 200 },
    )
  })
})

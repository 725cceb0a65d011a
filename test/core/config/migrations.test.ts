import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Connections } from '../../../electron/core/config/connections.ts'
import { migrate, type Migration, migrations } from '../../../electron/core/config/migrations.ts'
import { FlowError } from '../../../electron/core/failure.ts'
import { memoryPorts } from '../../support/memory-ports.ts'

const folder = path.join(import.meta.dirname, 'stored')
const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8'))

/** Two versions that are yet to come: one renames a member, the next adds one. */
const later: Migration[] = [
  ({ connections, ...rest }) => ({ ...rest, entries: connections }),
  ({ entries, ...rest }) => ({ ...rest, connections: entries, added: true }),
]

describe('a document of each released version', () => {
  const names = readdirSync(folder)
  it('has a fixture', () => {
    const released = Array.from({ length: migrations.length + 1 }, (_, at) => `v${at + 1}.json`)
    expect(names.toSorted()).toEqual(released.toSorted())
  })

  it.each(names)('%s is listed and opened', async (name) => {
    const { ports, logged } = memoryPorts(fixture(name))
    const connections = new Connections({ ...ports, environment: () => 'from the environment' })
    expect(connections.list().map((one) => [one.name, one.platform, one.sites.length])).toEqual([
      ['acme', 'emporix', 2],
      ['store.example', 'elastic-path', 0],
    ])
    const { connection } = await connections.open('acme')
    expect(connection).toMatchObject({
      identityProvider: { clientSecret: 'secret of the provider' },
      emporix: {
        serviceClient: { clientSecret: 'from the environment' },
        tokenExchange: { default: { client_secret: 'secret of the introspection' } },
      },
    })
    expect(logged).toEqual([])
  })
})

describe('a document of an older version', () => {
  it('goes through each migration once, in order, and is not changed itself', () => {
    const document = fixture('v1.json')
    const migrated = migrate(document, later)
    expect(migrated).toEqual({ ...document, version: 3, added: true })
    expect(document).toEqual(fixture('v1.json'))
    expect(migrate(migrated, later)).toBe(migrated)
  })

  it('is brought up to date on disk when it is first read, and not again', () => {
    const { ports, stored } = memoryPorts(fixture('v1.json'))
    const connections = new Connections(ports, later)
    expect(connections.list()).toHaveLength(2)
    expect(stored.document).toMatchObject({ version: 3, added: true })
    connections.list()
    connections.delete(connections.list()[0]?.id ?? '')
    expect(stored.updates).toBe(2)
    expect(stored.document).toMatchObject({ version: 3, added: true, connections: [{}] })
  })

  it('stays as it is when any of the migrations fails', () => {
    const broken: Migration[] = [
      later[0] ?? ((document) => document),
      () => {
        throw new TypeError('cannot read properties of undefined')
      },
    ]
    const { ports, stored } = memoryPorts(fixture('v1.json'))
    const connections = new Connections(ports, broken)
    expect(() => connections.list()).toThrowError(
      expect.objectContaining({
        code: 'store_unreadable',
        message: expect.stringContaining('from version 2 to 3'),
      }),
    )
    expect(stored.document).toEqual(fixture('v1.json'))
  })
})

describe('a document whose version is not known', () => {
  it.each<[string, unknown, RegExp]>([
    ['of a newer version', 4, /newer version; update the console/],
    ['without a version', undefined, /cannot be read at version/],
    ['of version zero', 0, /cannot be read at version/],
    ['of half a version', 1.5, /cannot be read at version/],
    ['of a version in words', '1', /cannot be read at version/],
  ])('%s is refused and kept', (_, version, message) => {
    const document = { ...fixture('v1.json'), version }
    const { ports, stored } = memoryPorts(structuredClone(document))
    const connections = new Connections(ports, later)
    for (const act of [() => connections.list(), () => connections.delete('any')]) {
      expect(act).toThrowError(message)
      expect(act).toThrowError(FlowError)
    }
    expect(stored.document).toEqual(document)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stageOf, type TestConsole, testConsole, testSeal } from '../../support/console.ts'

const canary = 'canary-5f2b9c'
const document = {
  platform: 'emporix',
  name: 'acme',
  identityProvider: {
    issuer: 'https://login.acme.example',
    clientId: 'storefront',
    clientSecret: `${canary}-idp`,
    tokenEndpointAuthMethod: 'client_secret_basic',
  },
  emporix: {
    tenant: 'acme',
    storefrontClientId: 'public-id',
    serviceClient: { clientId: 'service', clientSecret: `${canary}-service` },
    tokenExchange: {
      default: {
        domain: 'https://login.acme.example',
        token_introspect_endpoint: '/introspect',
        client_id: 'backend',
        client_secret: `${canary}-introspection`,
      },
      Site_DE: { audience: 'commerce-system' },
    },
  },
}

type Change = (copy: typeof document) => unknown

const text = (change: Change = (copy) => copy) => JSON.stringify(change(structuredClone(document)))

let console: TestConsole
beforeEach(() => {
  console = testConsole()
})
afterEach(() => console.close())

const save = (json = text()) => console.call('connections.save', { text: json })

describe('a saved connection', () => {
  it('is listed with its sites, after the sandbox', async () => {
    await save()
    const list = await console.call('connections.list', {})
    expect(list.map((one) => [one.name, one.kind])).toEqual([
      ['Sandbox', 'sandbox'],
      ['acme', 'stored'],
    ])
    expect(list[1]?.sites.map((site) => site.key)).toEqual(['default', 'Site_DE'])
  })

  it('keeps its secrets sealed, with the backend beside them', async () => {
    await save()
    const stored = JSON.stringify(console.stored.document)
    expect(stored).not.toContain(canary)
    expect(stored.match(/"backend":"test"/g)).toHaveLength(3)
    expect(stored).toContain('"sealed"')
  })

  it('shows no secret in any answer or event', async () => {
    const events: string[] = []
    console.core.listen((event) => events.push(JSON.stringify(event)))
    const summary = await save()
    const list = await console.call('connections.list', {})
    const run = await console.call('run.start', {
      flowId: 'emporix-token-exchange',
      connectionId: summary.id,
      subjectToken: 'a.b.c',
    })
    expect(JSON.stringify([summary, list, run, events, console.logged])).not.toContain(canary)
  })

  it('opens its secrets at the moment of use', async () => {
    const { id } = await save()
    const started = console.call('run.start', {
      flowId: 'emporix-token-exchange',
      connectionId: id,
      inputs: { 'client.clientSecret': 'overridden' },
    })
    await expect(started).resolves.toMatchObject({ connection: { name: 'acme', kind: 'stored' } })
  })

  it('takes the place of the one with the same name, whose secrets are dropped', async () => {
    const first = await save()
    const second = await save()
    expect(second.id).toBe(first.id)
    expect(JSON.stringify(console.stored.document).match(/"backend":/g)).toHaveLength(3)
  })

  it('takes its secrets with it when it is deleted', async () => {
    const { id } = await save()
    await console.call('connections.delete', { connectionId: id })
    expect(console.stored.document).toEqual({ version: 1, connections: [], secrets: {} })
    await expect(console.call('connections.delete', { connectionId: id })).rejects.toThrow(
      'connection_unknown',
    )
  })

  it('asks for a secret again when its seal cannot be opened', async () => {
    const { id } = await save()
    const other = testConsole({
      store: { read: () => console.stored.document, update: () => undefined },
      seal: {
        ...testSeal,
        open: () => {
          throw new Error('another key')
        },
      },
    })
    await expect(
      other.call('run.start', { flowId: 'emporix-token-exchange', connectionId: id }),
    ).rejects.toThrow(/secret_missing.*sealed by test.*enter it again/)
    expect(await other.call('connections.list', {})).toHaveLength(2)
    await other.close()
  })

  it('is refused when the key store does not give back what it took', async () => {
    const broken = testConsole({ seal: { ...testSeal, open: () => 'something else' } })
    await expect(broken.call('connections.save', { text: text() })).rejects.toThrow(
      'store_unwritable',
    )
    expect(broken.stored.document).toBeNull()
    await broken.close()
  })
})

describe('a malformed connection', () => {
  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /is not JSON/],
    ['an array', '[]', /connection/i],
    ['an unknown platform', '{"platform":"other"}', /platform/],
    ['an unknown member', text((c) => ({ ...c, colour: 'red' })), /unknown members: colour/],
    [
      'a wrong tenant',
      text((c) => ({ ...c, emporix: { ...c.emporix, tenant: 'ACME' } })),
      /emporix\.tenant: must be 3 to 16 lower-case letters/,
    ],
    [
      'no issuer',
      text((c) => ({ ...c, identityProvider: { clientId: 'x' } })),
      /identityProvider\.issuer: must be an http or https URL/,
    ],
    [
      'an issuer that is no URL',
      text((c) => ({ ...c, identityProvider: { ...c.identityProvider, issuer: 'login' } })),
      /identityProvider\.issuer/,
    ],
    ['a port out of range', text((c) => ({ ...c, redirect: { port: 70000 } })), /redirect\.port/],
    [
      'a number as secret',
      text((c) => ({ ...c, identityProvider: { ...c.identityProvider, clientSecret: 7 } })),
      /identityProvider\.clientSecret: must be a text/,
    ],
    [
      'a malformed tokenExchange document',
      text((c) => ({ ...c, emporix: { ...c.emporix, tokenExchange: { Site_DE: { jwks: 7 } } } })),
      /Site_DE\.jwks/,
    ],
  ])('with %s is refused with the path and nothing is stored', async (_, json, message) => {
    await expect(save(json)).rejects.toThrow(message)
    expect(console.stored.document).toBeNull()
  })

  it('is refused without quoting its secrets', async () => {
    const broken = text().replace('"name"', 'name')
    await expect(save(broken)).rejects.not.toThrow(canary)
  })
})

describe('the stored document', () => {
  it.each([
    ['of a newer version', { version: 2, connections: [], secrets: {} }, /newer version/],
    ['with a wrong shape', { version: 1, connections: 7, secrets: {} }, /connections/],
  ])('%s is left as it is', async (_, stored, message) => {
    console.stored.document = stored
    await expect(save()).rejects.toThrow(message)
    expect(console.stored.document).toEqual(stored)
  })

  it('that is damaged leaves the sandbox usable', async () => {
    console.stored.document = { version: 9 }
    const run = await console.call('run.start', {
      flowId: 'emporix-token-exchange',
      connectionId: 'sandbox',
    })
    expect(stageOf(run, 'discover').status).toBe('next')
  })
})

describe('a connection from a file', () => {
  const flowId = 'emporix-token-exchange'
  const withSecret = (clientSecret: unknown) =>
    text((c) => ({ ...c, identityProvider: { ...c.identityProvider, clientSecret } }))

  it('reads its secrets from where it says', async () => {
    const other = testConsole({
      environment: (name) => (name === 'ACME_SECRET' ? 'from environment' : null),
      readTextFile: (path) => Promise.resolve(`from ${path}\n`),
    })
    for (const secret of [{ env: 'ACME_SECRET' }, { file: 'secret.txt' }]) {
      const { id } = other.core.addConnection(withSecret(secret), 'acme.json')
      await expect(other.call('run.start', { flowId, connectionId: id })).resolves.toBeDefined()
    }
    expect(other.stored.document).toBeNull()
    await other.close()
  })

  it.each([
    ['environment variable', { env: 'NOT_SET' }, /NOT_SET is not set/],
    ['file', { file: 'gone.txt' }, /gone\.txt cannot be read/],
  ])('names the %s that is missing', async (_, secret, message) => {
    const { id } = console.core.addConnection(withSecret(secret), 'acme.json')
    await expect(console.call('run.start', { flowId, connectionId: id })).rejects.toThrow(message)
  })
})

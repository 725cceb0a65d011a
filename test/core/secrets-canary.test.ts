import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FlowError } from '../../electron/core/failure.ts'
import { elasticPathKey, serviceClient } from '../../electron/core/sandbox/clients.ts'
import { type CommandName, commands } from '../../shared/contract.ts'
import { MASK } from '../../shared/redact.ts'
import type { RunView } from '../../shared/run.ts'
import { anyInput } from '../support/any-input.ts'
import { type CanaryConsole, canaryConsole } from '../support/canary-console.ts'
import { canaryDocuments, secretPlaces, secrets } from '../support/canary-documents.ts'
import { canaryWire } from '../support/canary-wire.ts'
import { type TestConsole, testConsole } from '../support/console.ts'

/* A secret that was typed is told by the one command that reveals it, and by the requests that need it. */

type Wire = Awaited<ReturnType<typeof canaryWire>>

let sandbox: TestConsole
let told: CanaryConsole
let wires: { tenant: Wire; store: Wire }
let documents: ReturnType<typeof canaryDocuments>

beforeAll(async () => {
  sandbox = testConsole()
  const { issuer, platforms } = await sandbox.core.startSandbox()
  const { emporix: tenant, 'elastic-path': store } = platforms
  wires = {
    tenant: await canaryWire(tenant?.apiUrl ?? '', {
      typed: secrets.service,
      known: serviceClient.clientSecret,
    }),
    store: await canaryWire(store?.apiUrl ?? '', {
      typed: secrets.store,
      known: elasticPathKey.clientSecret,
    }),
  }
  told = canaryConsole(Object.values(secrets))
  documents = canaryDocuments({
    issuer: issuer ?? '',
    tenantUrl: wires.tenant.apiUrl,
    storeUrl: wires.store.apiUrl,
    redirectUri: store?.['redirectUri'] ?? '',
  })
})
afterAll(async () => {
  await told.close()
  await sandbox.close()
  await wires.tenant.close()
  await wires.store.close()
})

const idOf = async (document: object) =>
  (await told.answer('connections.save', { text: JSON.stringify(document) })).id

async function run(flowId: string, connectionId: string): Promise<RunView> {
  // The emulated store counts requests by the second.
  sandbox.clock.advance(2000)
  const { id: runId } = await told.answer('run.start', { flowId, connectionId })
  await told.ask('run.toEnd', { runId })
  const view = await told.answer('run.settled', { runId })
  await told.ask('run.get', { runId })
  return view
}

describe('a secret in every place of a connection', () => {
  it('is kept and shared without being told, and revealed when that is asked', async () => {
    for (const [name, document] of Object.entries(documents)) {
      const text = JSON.stringify(document)
      await told.ask('connections.analyse', { text })
      await told.ask('connections.analyse', { text: text.replace('"name"', 'name') })
      await told.ask('connections.save', { text: text.replace('"name":', '"colour":') })
      await told.ask('connections.save', { text: text.replace('"platform"', '"form"') })
      const connectionId = await idOf(document)
      const { text: kept } = await told.answer('connections.read', { connectionId })
      await told.ask('connections.save', { text: kept, connectionId })
      const copy = await told.answer('connections.duplicate', { connectionId })
      await told.ask('connections.delete', { connectionId: copy.id })
      await told.ask('connections.restore', { connectionId: copy.id })
      const ids = { connectionIds: [connectionId, copy.id] }
      const { text: shared } = await told.answer('connections.export', ids)
      await told.ask('connections.import', { text: shared })
      await told.ask('connections.changeRequest', { connectionId })
      // What was pasted comes back as the text to edit, and nowhere else.
      const imported = await told.console.call('connections.import', { text })
      expect(JSON.stringify(imported.map(({ took, notes }) => [took, notes]))).not.toMatch('kanari')

      const places = name === 'store' ? secretPlaces.store : secretPlaces.tenant
      for (const [value, path] of places) {
        if (name === 'live' && value === secrets.introspection) continue
        const ask = { connectionId: copy.id, path: [...path] }
        expect(await told.console.call('connections.revealSecret', ask)).toEqual({ value })
      }
    }
    await told.ask('secrets.choose', { id: 'memory' })
    await told.ask('secrets.choose', { id: 'key-file' })
    expect(told.sung()).toEqual([])
  })

  it('is on the wire and nowhere else in flows that pass', async () => {
    const tenant = await run('emporix-token-exchange', await idOf(documents.live))
    const store = await run('elastic-path-customer', await idOf(documents.store))
    expect([tenant.state, store.state]).toEqual(['passed', 'passed'])
    expect([...wires.tenant.seen, ...wires.store.seen]).toEqual([
      'POST /oauth/token',
      'POST /oauth/access_token',
    ])
    expect(JSON.stringify([tenant, store])).toContain(`client_secret=${MASK}`)
    expect(told.sung()).toEqual([])
  })

  it('is nowhere else when a run is held, edited and looked at piece by piece', async () => {
    sandbox.clock.advance(2000)
    const connectionId = await idOf(documents.live)
    const start = { flowId: 'emporix-token-exchange', connectionId }
    const { id: runId } = await told.answer('run.start', start)
    await told.ask('run.hold', { runId, stageId: null, on: true })
    const letGo = told.console.core.listen((event) => {
      if (event.name === 'run.changed' && event.payload.held && event.payload.id === runId) {
        const { request } = event.payload.held
        void told.ask('run.send', { runId, request })
      }
    })
    await told.ask('run.toEnd', { runId })
    const view = await told.answer('run.settled', { runId })
    letGo()
    expect(view.state).toBe('passed')

    for (const { id: exchangeId } of view.stages.flatMap((stage) => stage.exchanges)) {
      await told.answer('run.exchange', { runId, exchangeId })
      await told.answer('run.curl', { runId, exchangeId })
    }
    await told.answer('network.ledger', {})
    const stage = view.stages.find(({ fields }) =>
      fields.some(({ path }) => path.endsWith('Secret')),
    )
    const path = stage?.fields.find((field) => field.path.endsWith('Secret'))?.path ?? ''
    const inputs = { [path]: secrets.service }
    await told.answer('run.edit', { runId, stageId: stage?.id ?? '', inputs })
    expect(told.sung()).toEqual([])
  })

  it('is nowhere else in flows that fail', async () => {
    const tenant = await run('emporix-token-exchange', await idOf(documents.refused))
    expect(tenant.state).toBe('failed')
    expect(told.sung()).toEqual([])
  })

  it('is masked in judgements, checks and live administration', async () => {
    const connectionId = await idOf(documents.tenant)
    const token = { text: 'not-a-token' }
    const configuration = { connectionId, site: 'default' }
    await told.answer('token.judge', { token, configuration, mode: 'online' })
    for (const document of [documents.live, documents.store]) {
      const id = await idOf(document)
      for (const { id: resourceId } of await told.answer('admin.resources', { connectionId: id })) {
        sandbox.clock.advance(2000)
        await told.ask('admin.read', { connectionId: id, resourceId })
      }
    }
    const { issuer } = documents.tenant.identityProvider
    const { id: checkId } = await told.answer('provider.check', {
      issuer,
      clientId: 'console',
      clientSecret: secrets.provider,
    })
    await told.ask('provider.settled', { checkId })
    expect(told.sung()).toEqual([])
  })

  it('is in no answer of any other command', async () => {
    const connectionId = await idOf(documents.tenant)
    const { id: runId } = await run('emporix-token-exchange', connectionId)
    const known = {
      connectionId,
      connectionIds: [connectionId],
      runId,
      text: JSON.stringify(documents.tenant),
      site: 'default',
      flowId: 'emporix-token-exchange',
      stageId: 'discover',
      member: 'access_token',
      issuer: documents.tenant.identityProvider.issuer,
    }
    const names = Object.keys(commands) as CommandName[]
    // These two give back what the person asked to see, and what they have just pasted.
    const telling = ['connections.revealSecret', 'connections.import']
    for (const name of names.filter((name) => !telling.includes(name) && !told.called.has(name)))
      await told.dispatch(name, anyInput(name, known))
    expect(told.sung()).toEqual([])
  })
})

describe('a secret that was typed', () => {
  it('is masked where a platform says it back', async () => {
    wires.tenant.mode.echo = true
    wires.store.mode.echo = true
    const tenant = await run('emporix-token-exchange', await idOf(documents.live))
    const store = await run('elastic-path-customer', await idOf(documents.store))
    for (const view of [tenant, store]) {
      expect(view.state).toBe('failed')
      expect(JSON.stringify(view)).toContain(`Nobody here knows ${MASK}`)
    }
    expect(told.sung()).toEqual([])
  })

  const fault = {
    refusing: () => new FlowError('store_unwritable', 'The disk is full.'),
    quoting: (text: string) => new Error(`cannot write ${text}`),
    saying: () => new Error(`cannot seal ${secrets.store} here`),
  }
  it.each(Object.keys(fault) as (keyof typeof fault)[])(
    'is in neither answer nor log of a %s store',
    async (kind) => {
      const text = JSON.stringify(documents.store)
      const store = {
        read: () => null,
        update() {
          throw fault[kind](text)
        },
      }
      const broken = canaryConsole(Object.values(secrets), { store })
      const reply = await broken.ask('connections.save', { text })
      expect(reply.ok).toBe(false)
      expect(broken.logs()).toHaveLength(kind === 'refusing' ? 0 : 1)
      expect(broken.sung()).toEqual([])
      await broken.close()
    },
  )
})

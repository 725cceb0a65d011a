import type { AppInfo, EventMessage, FlowInfo, Reply } from '../../shared/contract.ts'
import type { CommandName, Input, Output } from '../../shared/contract.ts'
import type { Connection, ConnectionSummary, Platform } from '../../shared/connection.ts'
import type { SandboxStatus } from '../../shared/sandbox.ts'
import type { SecretKeeping } from '../../shared/secret-keeping.ts'
import { Administrations } from './administration/administrations.ts'
import { ConnectionEditing } from './config/connection-editing.ts'
import { Connections } from './config/connections.ts'
import { SecretChoice } from './config/secret-choice.ts'
import { createDispatch } from './dispatch.ts'
import { doctorCommands, redirectOf } from './doctor/commands.ts'
import { Doctor } from './doctor/doctor.ts'
import { FlowError } from './failure.ts'
import { givenTo } from './flow/beginning.ts'
import { runCommands } from './flow/run-commands.ts'
import { tokenOf } from './flow/run-reading.ts'
import { Runs } from './flow/runs.ts'
import type { Flow } from './flow/stage.ts'
import { NetworkLedger } from './http/network-ledger.ts'
import { parseDeepLink } from './http/deep-link-callback.ts'
import {
  adapterOf,
  flowById,
  flows,
  judgingPlatform,
  platformIds,
  platformTitle,
  providerLists,
} from './platforms/registry.ts'
import type { Ports } from './ports.ts'
import { namedProvider } from './provider-check/named-provider.ts'
import { ProviderChecks } from './provider-check/provider-checks.ts'
import { SandboxHolder } from './sandbox/holder.ts'
import { KeySets } from './tokens/key-sets.ts'
import { Judgements } from './verdict/judgements.ts'

export interface Core {
  call<N extends CommandName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>
  /** The same door for hosts that pass on what they received: name and input are not trusted yet. */
  dispatch(this: void, name: string, input: unknown): Promise<Reply<unknown>>
  listen(this: void, listener: (event: EventMessage) => void): () => void
  receiveDeepLink(url: string): void
  /** A connection from a file, for this process only. Throws `connection_invalid`. */
  addConnection(text: string, source: string): ConnectionSummary
  startSandbox(options?: { port?: number }): Promise<SandboxStatus>
  close(): Promise<void>
}

/** The one place that wires everything. */
export function createCore(ports: Ports): Core {
  const listeners = new Set<(event: EventMessage) => void>()
  const emit = (event: EventMessage) => {
    for (const listener of listeners) listener(event)
  }
  const connections = new Connections(ports)
  const editing = new ConnectionEditing(ports, connections)
  const sandbox = new SandboxHolder(ports, (payload) => emit({ name: 'sandbox.changed', payload }))
  const ledger = new NetworkLedger(ports.clock)
  const runs = new Runs({
    ports,
    ledger,
    emit: (payload) => emit({ name: 'run.changed', payload }),
  })
  const list = () => [sandbox.summary, ...connections.list()]
  const secrets = new SecretChoice(ports.seal, connections, (payload) =>
    emit({ name: 'secrets.changed', payload }),
  )
  const changed = () => {
    emit({ name: 'connections.changed', payload: list() })
    secrets.tell()
  }

  /** The sandbox has a connection for each platform; a stored one has its own. */
  const open = async (id: string, platform: Platform) =>
    id === sandbox.summary.id
      ? { summary: sandbox.summary, connection: await sandbox.connection(platform) }
      : connections.open(id)
  const judgements = new Judgements({
    clock: ports.clock,
    contacts: (name) => ledger.contactsOf('token judgement', name),
    async connection(id) {
      const { summary, connection } = await open(id, judgingPlatform())
      return { name: summary.name, connection }
    },
    tokenOf({ runId, stageId, name }) {
      const { flow, run } = runs.of(runId)
      return tokenOf(flow, run, stageId, name)
    },
  })
  /** All that an id stands for. */
  const openAll = async (id: string): Promise<Connection[]> =>
    id === sandbox.summary.id
      ? Promise.all(platformIds.map((platform) => sandbox.connection(platform)))
      : [(await connections.open(id)).connection]
  const administrations = new Administrations({
    clock: ports.clock,
    contacts: ledger.contactsOf('live administration', 'the chosen connection'),
    connections: openAll,
  })
  const keySets = new KeySets({
    clock: ports.clock,
    contacts: ledger.contactsOf('key set', 'the chosen connection'),
    connections: openAll,
  })

  const providerContacts = ledger.contactsOf('provider check', 'the issuer that was typed')
  const checks = new ProviderChecks(
    { ...ports, contacts: providerContacts },
    providerLists,
    (payload) => emit({ name: 'provider.changed', payload }),
  )
  /** The sandbox's provider is that of every platform; a platform whose connections name theirs knows it. */
  const namedBy = async (id: string) => {
    const naming = providerLists.find((list) => list.requirements.providerOf !== undefined)
    const document: unknown =
      id === sandbox.summary.id && naming
        ? await sandbox.connection(naming.id)
        : JSON.parse(editing.read(id).text)
    return namedProvider(document, providerLists)
  }

  const doctor = new Doctor(
    ports,
    async (id) => redirectOf(list(), id, await openAll(id)),
    (payload) => emit({ name: 'doctor.changed', payload }),
  )

  const dispatch = createDispatch(
    {
      'app.info': () => appInfo(ports, secrets.now()),
      'app.copy': async ({ text }) => {
        if (!ports.clipboard) {
          throw new FlowError('capability_missing', 'This host has no clipboard of its own.')
        }
        await ports.clipboard(text)
        return {}
      },
      'secrets.status': () => secrets.status(),
      'secrets.choose': ({ id }) => secrets.choose(id),
      'flows.list': () => flows.map(flowInfo),
      'connections.list': list,
      'connections.forms': () => editing.forms(),
      'connections.read': ({ connectionId }) => editing.read(connectionId),
      'connections.analyse': ({ text }) => editing.analyse(text),
      'connections.import': ({ text, platform }) => editing.import(text, platform),
      'connections.save': ({ text, connectionId, base }) => {
        const summary = editing.save(text, connectionId, base)
        changed()
        return summary
      },
      'connections.duplicate': ({ connectionId }) => {
        const summary = editing.duplicate(connectionId)
        changed()
        return summary
      },
      'connections.delete': ({ connectionId }) => {
        editing.delete(connectionId)
        changed()
        return {}
      },
      'connections.restore': ({ connectionId }) => {
        const summary = editing.restore(connectionId)
        changed()
        return summary
      },
      'connections.export': ({ connectionIds }) => editing.export(connectionIds),
      'connections.changeRequest': ({ connectionId }) => editing.changeRequest(connectionId),
      'connections.revealSecret': ({ connectionId, path }) =>
        editing.revealSecret(connectionId, path),
      'sandbox.status': () => sandbox.status,
      'sandbox.faults': () => sandbox.faults(),
      'sandbox.setFaults': ({ ids }) => sandbox.faults(ids),
      'run.start': async ({ flowId, connectionId, ...start }) => {
        const flow = flowById(flowId)
        const { summary, connection } = await open(connectionId, flow.platform)
        if (!summary.flows.includes(flowId)) {
          throw new FlowError(
            'flow_unknown',
            `The flow ${flowId} does not run on ${summary.name}; it has: ${summary.flows.join(', ')}.`,
          )
        }
        return runs.start({
          flow,
          connection: summary,
          ...givenTo(flow, {
            ...start,
            site: start.site ?? null,
            takesSite: takesSite(flow),
            given: (site) => adapterOf(connection).given(connection, { flow, site }),
          }),
        })
      },
      'network.ledger': () => ledger.view(),
      ...runCommands(runs),
      ...doctorCommands(doctor),
      'token.inspect': (input) => judgements.inspect(input),
      'token.judge': (input) => judgements.judge(input),
      'token.rejudge': (input) => judgements.rejudge(input),
      'provider.lists': () => checks.lists(),
      'provider.ofConnection': ({ connectionId }) => namedBy(connectionId),
      'provider.check': (input) => checks.start(input),
      'provider.get': ({ checkId }) => checks.get(checkId),
      'provider.settled': ({ checkId }) => checks.settled(checkId),
      'provider.cancel': ({ checkId }) => checks.cancel(checkId),
      'admin.resources': ({ connectionId }) => administrations.resources(connectionId),
      'admin.read': (input) => administrations.read(input),
      'admin.plan': (input) => administrations.plan(input),
      'admin.write': (input) => administrations.write(input),
      'jwks.read': (input) => keySets.read(input),
      'jwks.compare': (input) => keySets.compare(input),
    },
    ports.log,
  )

  return {
    // The handlers above are typed by the contract, so a reply has the type of its command.
    call: dispatch as Core['call'],
    dispatch,
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    receiveDeepLink(url) {
      const message = deliver(url, runs, doctor)
      if (message) emit({ name: 'notice', payload: { message } })
    },
    addConnection: (text, source) => connections.addFile(text, source),
    startSandbox: (options) => sandbox.start(options),
    async close() {
      await checks.close()
      await doctor.close()
      await runs.close()
      await sandbox.close()
      listeners.clear()
    },
  }
}

function appInfo(ports: Ports, { lasting, sentence }: SecretKeeping): AppInfo {
  return {
    version: ports.version,
    capabilities: {
      clipboard: Boolean(ports.clipboard),
      deepLink: Boolean(ports.deepLink),
      signInWindow: Boolean(ports.signInWindow),
    },
    secrets: { sealed: lasting, sentence },
  }
}

function takesSite({ stages }: Flow): boolean {
  return stages.some(({ needs }) => needs.includes('requestedSite'))
}

function flowInfo(flow: Flow): FlowInfo {
  const { id, title, platform, stages } = flow
  return {
    id,
    title,
    platform,
    platformTitle: platformTitle(platform),
    takesSite: takesSite(flow),
    startsWith: (['subjectToken', 'callback'] as const).filter((what) => flow.startWith?.[what]),
    judges: stages.some(({ gives }) => gives.includes('verdict')),
    stages: stages.map(({ id, title, explanation, lookAt, spec }) => ({
      id,
      title,
      explanation,
      lookAt,
      spec,
    })),
  }
}

/** Returns the quiet notice for a link that belongs to no run (DL-05, DL-06); null when one took it. */
function deliver(url: string, runs: Runs, doctor: Doctor): string | null {
  try {
    const { parameters } = parseDeepLink(url)
    if (doctor.takeDeepLink(parameters)) return null
    return runs.receiveDeepLink(parameters)?.reason ?? null
  } catch (thrown) {
    if (thrown instanceof FlowError) return thrown.message
    throw thrown
  }
}

import type { Connection, ConnectionSummary, Platform } from '../../../shared/connection.ts'
import type { Fault } from '../../../shared/fault.ts'
import type { SandboxStatus } from '../../../shared/sandbox.ts'
import { flows } from '../platforms/registry.ts'
import type { Ports } from '../ports.ts'
import type { Sandbox } from './sandbox.ts'
import { sandboxSites } from './sites.ts'

/** Starts the sandbox when it is first needed, once, and knows its summary before that. */
export class SandboxHolder {
  readonly summary: ConnectionSummary = {
    id: 'sandbox',
    name: 'Sandbox',
    platform: 'sandbox',
    kind: 'sandbox',
    sites: [...sandboxSites],
    flows: flows.map(({ id }) => id),
  }
  readonly #ports: Ports
  readonly #changed: (status: SandboxStatus) => void
  #starting: Promise<Sandbox> | null = null
  #running: Sandbox | null = null

  constructor(ports: Ports, changed: (status: SandboxStatus) => void) {
    this.#ports = ports
    this.#changed = changed
  }

  get status(): SandboxStatus {
    return this.#running?.status ?? stopped
  }

  async start(options?: { port?: number }): Promise<SandboxStatus> {
    return (await this.#sandbox(options)).status
  }

  async connection(platform: Platform): Promise<Connection> {
    return (await this.#sandbox()).connections[platform]
  }

  /** What it can do wrong and what it does; it is started to be told. */
  async faults(ids?: readonly string[]): Promise<Fault[]> {
    const { faults } = await this.#sandbox()
    if (ids) faults.set(ids)
    return faults.list()
  }

  async close(): Promise<void> {
    const sandbox = await this.#starting?.catch(() => null)
    this.#starting = null
    this.#running = null
    await sandbox?.close()
  }

  #sandbox(options?: { port?: number }): Promise<Sandbox> {
    this.#starting ??= this.#begin(options).catch((reason: unknown) => {
      // A port that was occupied may be free at the next attempt.
      this.#starting = null
      throw reason
    })
    return this.#starting
  }

  async #begin(options?: { port?: number }): Promise<Sandbox> {
    // Loaded on demand: the identity provider is the heaviest part, and a run against a live tenant needs none.
    const { startSandbox } = await import('./sandbox.ts')
    const { clock, log } = this.#ports
    this.#running = await startSandbox({ port: options?.port ?? 0, clock, log })
    this.#changed(this.#running.status)
    return this.#running
  }
}

const stopped: SandboxStatus = {
  running: false,
  issuer: null,
  platforms: {},
  clients: [],
  people: [],
  sites: [...sandboxSites],
}

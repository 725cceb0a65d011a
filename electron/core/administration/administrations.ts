import type { z } from 'zod'
import type {
  AdministeredState,
  PlannedWrite,
  planInputSchema,
  ResourceInfo,
  Written,
  writeInputSchema,
} from '../../../shared/administration.ts'
import type { Connection } from '../../../shared/connection.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import { FlowError } from '../failure.ts'
import type { AdministeredResource, LiveItem, LiveState } from '../platforms/administration.ts'
import { adapterOf } from '../platforms/registry.ts'
import type { Contacts } from '../http/network-ledger.ts'
import type { Clock } from '../ports.ts'
import { toolsOf } from '../verdict/judging-tools.ts'
import { carryOut } from './carry-out.ts'
import { readEdited } from './edited-text.ts'
import { invalid } from './invalid.ts'
import { Plans } from './plans.ts'
import { stateView } from './views.ts'

type PlanInput = z.output<typeof planInputSchema>

export interface AdministrationSources {
  clock: Clock
  contacts: Contacts
  /** A stored connection with its secrets opened; the sandbox has one for each platform. */
  connections(id: string): Promise<Connection[]>
}

interface Place {
  resource: AdministeredResource
  resources: AdministeredResource[]
}

/** Reads and changes what the platforms keep: nothing is written but a plan that the person has confirmed. */
export class Administrations {
  readonly #sources: AdministrationSources
  readonly #plans = new Plans()

  constructor(sources: AdministrationSources) {
    this.#sources = sources
  }

  async resources(connectionId: string): Promise<ResourceInfo[]> {
    const connections = await this.#sources.connections(connectionId)
    return connections.flatMap((connection) => {
      const { title, administration } = adapterOf(connection)
      const resources = administration?.resources(connection) ?? []
      return resources.map(({ info }) => ({ ...info, platformTitle: title }))
    })
  }

  async read(input: {
    connectionId: string
    resourceId: string
    parentId?: string | null
  }): Promise<AdministeredState> {
    const { resource } = await this.#place(input)
    const { tools, exchanges } = this.#recording()
    const session = await resource.signIn(tools)
    const state = await resource.read(session, parentOf(resource, input), tools)
    return stateView(state, session.scopes, exchanges)
  }

  /** Reads, and sends no write. */
  async plan(input: PlanInput): Promise<PlannedWrite> {
    const place = await this.#place(input)
    const { resource } = place
    const { action } = input
    if (!resource.info.actions.includes(action)) {
      throw invalid(`${resource.info.title}: there is nothing to ${action} here.`)
    }
    const parentId = parentOf(resource, input)
    const { tools, exchanges } = this.#recording()
    const state = await resource.read(await resource.signIn(tools), parentId, tools)
    if (state.readOnly !== null) throw invalid(state.readOnly)
    const item = itemOf(resource, state, input)
    const edited = action === 'delete' ? null : readEdited(textOf(input, item), item?.value ?? null)
    const change = { action, item, parentId, value: edited?.value ?? null }
    return this.#plans.add(
      { ...place, state, change },
      { exchanges, ...(edited && { kept: edited.kept }) },
    )
  }

  /** Carries a plan out, once, and is never repeated by itself. */
  async write({ planId, confirmation }: z.output<typeof writeInputSchema>): Promise<Written> {
    const plan = this.#plans.take(planId, confirmation)
    return carryOut(plan, this.#plans, this.#recording())
  }

  async #place(input: { connectionId: string; resourceId: string }): Promise<Place> {
    const connections = await this.#sources.connections(input.connectionId)
    for (const connection of connections) {
      const resources = adapterOf(connection).administration?.resources(connection) ?? []
      const resource = resources.find(({ info }) => info.id === input.resourceId)
      if (!resource) continue
      if (resource.info.unavailable === null) return { resource, resources }
      throw new FlowError('secret_missing', resource.info.unavailable)
    }
    throw new FlowError(
      'resource_unknown',
      `There is nothing called ${input.resourceId} to administer with this connection.`,
    )
  }

  #recording() {
    const exchanges: Exchange[] = []
    const { clock, contacts } = this.#sources
    const tools = toolsOf(clock, (exchange) => exchanges.push(exchange), contacts)
    return { tools, exchanges }
  }
}

function parentOf({ info }: AdministeredResource, input: { parentId?: string | null }) {
  const { parentId = null } = input
  if ((parentId === null) === (info.parents === null)) return parentId
  throw invalid(
    info.parents === null
      ? `${info.title} takes no parentId.`
      : `${info.title} needs a parentId: the id of an item of ${info.parents}.`,
  )
}

/** What the change is about: an item that is there, or null for something new. */
function itemOf(
  { info }: AdministeredResource,
  state: LiveState,
  input: PlanInput,
): LiveItem | null {
  const { action, itemId } = input
  const isNew = action === 'create' && info.creates === 'from-template'
  if (isNew && info.kind === 'list') {
    if (itemId === null) return null
    throw invalid(`${info.title}: something new has no itemId yet.`)
  }
  const item =
    info.kind === 'document' && itemId === null
      ? state.items[0]
      : state.items.find(({ id }) => id === itemId)
  if (isNew) {
    if (!item) return null
    throw invalid(`${info.title} is there already; write it instead.`)
  }
  if (!item) {
    throw invalid(
      info.kind === 'document'
        ? `${info.title} is not there; create it instead.`
        : `${info.title} has no item ${itemId ?? 'without an id'}; read the list again.`,
    )
  }
  if (item.readOnly !== null) throw invalid(item.readOnly)
  return item
}

/** What is done with an item as it is needs no text. */
function textOf({ text }: PlanInput, item: LiveItem | null): string {
  if (typeof text === 'string') return text
  if (item) return JSON.stringify(item.value)
  throw invalid('The text of the new item is missing.')
}

import type { ResourceInfo, Scopes } from '../../../../../shared/administration.ts'
import { MASK } from '../../../../../shared/redact.ts'
import type { Values } from '../../../../../shared/values.ts'
import { invalid } from '../../../administration/invalid.ts'
import type { Json } from '../../../tokens/read-json.ts'
import {
  type AdministeredResource,
  type Change,
  type LiveState,
  plainLabels,
  type PreparedWrite,
} from '../../administration.ts'
import { refused, send } from '../answers.ts'
import { itemOf, lacksManage, readEntry, writtenBack } from './configuration-entry.ts'
import * as requests from './configuration-requests.ts'
import { readSentence, writeMessage } from './refusals.ts'
import { type ServiceClient, signIn } from './session.ts'

type Tenant = Values['tenant']

/** What distinguishes one property of the tenant from another. */
export interface Property {
  key: string
  explanation: string
  template: Json
  /** What is wrong with a value, as a sentence; null for a good one. */
  problem(value: Json): string | null
  /** `former` is null where the property is not set; `value` where it is deleted. */
  warnings(value: Json | null, former: Json | null): string[]
}

/** A property of the tenant in the Configuration Service. */
export function configurationResource(tenant: Tenant, property: Property): AdministeredResource {
  const { key } = property
  const client = tenant.serviceClient
  return {
    info: infoOf(property, client),
    signIn: (tools) => signIn(tenant, present(client), tools),
    async read({ bearer, scopes }, _parentId, tools) {
      const purpose = { label: `Read ${key}`, party: 'platform' } as const
      const answer = await send(requests.readConfiguration(tenant, bearer, key), purpose, tools)
      const entry = answer.status === 200 ? readEntry(answer.body, key) : null
      if (entry) return stateOf(tenant, property, { entry, scopes })
      if (answer.status === 404) return stateOf(tenant, property, { entry: null, scopes })
      throw refused('platform_refused', readSentence(answer.status, scopes), answer)
    },
    prepare: (state, change) => prepare(tenant, property, { state, change }),
    async send(request, tools) {
      const purpose = { label: `Write ${key}`, party: 'platform' } as const
      const answer = await send(request, purpose, tools)
      return { ...answer, message: writeMessage(key, answer) }
    },
  }
}

function infoOf(
  { key, explanation }: Property,
  client: Tenant['serviceClient'],
): Omit<ResourceInfo, 'platformTitle'> {
  return {
    id: key,
    title: key,
    explanation,
    kind: 'document',
    actions: ['create', 'update', 'delete'],
    labels: plainLabels,
    creates: 'from-template',
    parents: null,
    unavailable: client
      ? null
      : `${key} is read and written with a service token: add a serviceClient to the connection, whose API key has configuration.configuration_view and configuration.configuration_manage.`,
  }
}

function present(client: Tenant['serviceClient']): ServiceClient {
  if (client) return client
  throw new Error('A resource that is unavailable was used')
}

function stateOf(
  tenant: Tenant,
  property: Property,
  { entry, scopes }: { entry: ReturnType<typeof readEntry>; scopes: Scopes | null },
): LiveState {
  const accepts = (value: Json) => property.problem(value) === null
  return {
    host: new URL(tenant.apiUrl).host,
    owner: `tenant ${tenant.tenant}`,
    items: entry ? [itemOf(entry, property.key, { accepts, scopes })] : [],
    template: entry ? null : property.template,
    readOnly: lacksManage(scopes),
  }
}

function prepare(
  tenant: Tenant,
  property: Property,
  { state, change }: { state: LiveState; change: Change },
): PreparedWrite {
  const { key } = property
  const { action, item, value, former } = change
  const answered = item?.answered
  if (action === 'delete' && answered?.restricted === true)
    throw invalid(`The platform marks ${key} as restricted: it cannot be deleted.`)
  if (action !== 'delete') {
    const problem = value === null ? 'is missing' : property.problem(value)
    if (problem !== null) throw invalid(`${key} ${problem}.`)
  }
  const isKnown = item !== null && item.value !== MASK
  return {
    what: `${key} of ${state.owner}`,
    request: (bearer) => {
      if (value === null) return requests.deleteConfiguration(tenant, bearer, key)
      if (item) {
        const written = writtenBack(answered, { key, value })
        return requests.updateConfiguration(tenant, bearer, written)
      }
      // Its version begins anew.
      const written = { ...writtenBack(former?.answered, { key, value }), version: undefined }
      return requests.createConfiguration(tenant, bearer, written)
    },
    after: value,
    warnings: [
      ...property.warnings(value, isKnown ? item.value : null),
      ...(typeof answered?.schemaUrl === 'string'
        ? [`The platform holds the value against ${answered.schemaUrl}.`]
        : []),
    ],
    // A creation of what exists is refused; a deletion asks for no version.
    versioned: action === 'create' || (action === 'update' && item?.version !== null),
    find: ({ items }) => items[0] ?? null,
    wayBack(after) {
      const back = { resourceId: key, itemId: after?.id ?? null }
      if (action === 'create') return { ...back, action: 'delete', value: null }
      if (!isKnown) return null
      return action === 'update'
        ? { ...back, action, value: item.value }
        : { ...back, action: 'create', value: item.value, former: item }
    },
  }
}

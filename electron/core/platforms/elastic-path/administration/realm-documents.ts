import { z } from 'zod'
import type { Values } from '../../../../../shared/values.ts'
import { invalid } from '../../../administration/invalid.ts'
import { FlowError } from '../../../failure.ts'
import type { Json } from '../../../tokens/read-json.ts'
import type { AdministeredResource, LiveItem } from '../../administration.ts'
import { ownerOf, type RealmOf, readRealm, stateOf, storeResource } from './store-access.ts'
import { updateRealm } from './store-requests.ts'

type Store = Values['store']

const realmSchema = z.looseObject({
  data: z.looseObject({ id: z.string().min(1), name: z.string().nullish().default(null) }),
})

/** One attribute of a realm, which is read, changed and written whole: realms have no version. */
export interface RealmAttribute {
  /** Of the resource, after the realm's: `redirect-uris`. */
  id: string
  member: string
  title: string
  explanation: string
  problem(value: Json): string | null
  warnings(value: Json, former: Json): string[]
}

export function realmResource(
  store: Store,
  of: RealmOf,
  attribute: RealmAttribute,
): AdministeredResource {
  const id = `${of.id}-${attribute.id}`
  const { member, explanation } = attribute
  const what = `${member} of ${of.words}`
  return storeResource(store, {
    info: {
      id,
      title: `${attribute.title} of ${of.words}`,
      explanation,
      kind: 'document',
      actions: ['update'],
    },
    async read({ bearer }, _parentId, tools) {
      const { body } = await readRealm(store, { bearer, of }, tools)
      return stateOf(store, { items: [itemOf(body, attribute)] })
    },
    prepare(_state, { item, value }) {
      if (!item || value === null) throw invalid(`${what} has to have a value.`)
      const problem = attribute.problem(value)
      if (problem !== null) throw invalid(`${what} ${problem}`)
      const canReturn = attribute.problem(item.value) === null
      return {
        what: `${what} of ${ownerOf(store)}`,
        request: (bearer) => updateRealm(store, bearer, { realmId: item.id, [member]: value }),
        after: value,
        warnings: attribute.warnings(value, item.value),
        versioned: false,
        find: ({ items }) => items[0] ?? null,
        wayBack: () =>
          canReturn
            ? { resourceId: id, itemId: item.id, action: 'update', value: item.value }
            : null,
      }
    },
  })
}

function itemOf(body: unknown, { member }: RealmAttribute): LiveItem {
  const { data } = realmSchema.safeParse(body)
  const value = z.json().safeParse(data?.data[member])
  if (!data || !value.success) {
    throw new FlowError('platform_response_invalid', `The realm has no usable ${member}.`)
  }
  const { id, name } = data.data
  return {
    id,
    title: name ?? id,
    detail: `realm ${id}`,
    value: value.data,
    version: null,
    readOnly: null,
    facts: [{ name: 'realm', value: id }],
  }
}

import { z } from 'zod'
import { MASK } from '../../../../../shared/redact.ts'
import type { Values } from '../../../../../shared/values.ts'
import { invalid } from '../../../administration/invalid.ts'
import { FlowError } from '../../../failure.ts'
import { isObject } from '../../../tokens/compact.ts'
import type {
  AdministeredResource,
  AdminSession,
  Change,
  LiveState,
  PreparedWrite,
} from '../../administration.ts'
import type { StageTools } from '../../../flow/stage.ts'
import { refused, send } from '../answers.ts'
import { readPages } from '../list-pages.ts'
import { profileCount } from '../oidc-profiles.ts'
import { listProfiles } from '../requests.ts'
import { profileItems } from './profile-item.ts'
import { profileProblem, profileWarnings } from './profile-rules.ts'
import { readSentence } from './refusals.ts'
import { ownerOf, type RealmOf, readRealmId, stateOf, storeResource } from './store-access.ts'
import { createProfile, deleteProfile, updateProfile } from './store-requests.ts'

type Store = Values['store']

/** The identity providers of a realm. */
export function profileResource(store: Store, of: RealmOf): AdministeredResource {
  const id = `${of.id}-oidc-profiles`
  return storeResource(store, {
    info: {
      id,
      title: `OIDC profiles of ${of.words}`,
      explanation:
        'The identity providers that people of this realm can sign in with. The client secret is never given out: left masked, it stays as it is.',
      kind: 'list',
      actions: ['create', 'update', 'delete'],
    },
    read: (session, _parentId, tools) => read(store, of, { session, tools }),
    prepare: (state, change) => prepare({ store, of, id }, state, change),
  })
}

/** The realm is told with the items, and for an empty list with the state. */
interface ProfilesState extends LiveState {
  realmId: string
}

async function read(
  store: Store,
  of: RealmOf,
  { session: { bearer }, tools }: { session: AdminSession; tools: StageTools },
): Promise<ProfilesState> {
  const realmId = await readRealmId(store, { bearer, of }, tools)
  const label = `OIDC profiles of ${of.words}`
  const { bodies, refusal, cut } = await readPages(
    listProfiles(store, bearer, realmId),
    profileCount,
    (request) => send(request, { label, party: 'platform' }, tools),
  )
  if (refusal) throw refused('platform_refused', readSentence(label, refusal.status), refusal)
  if (cut) throw new FlowError('platform_response_invalid', `${label}: the list does not end.`)
  const template = { name: '', discovery_url: '', client_id: '', client_secret: '' }
  return { ...stateOf(store, { items: bodies.flatMap(profileItems), template }), realmId }
}

const idSchema = z.looseObject({ data: z.looseObject({ id: z.string() }) })

function prepare(
  { store, of, id }: { store: Store; of: RealmOf; id: string },
  state: LiveState,
  { action, item, value }: Change,
): PreparedWrite {
  const realmId = (state as ProfilesState).realmId
  const former = isObject(item?.value) ? item.value : {}
  const wanted = isObject(value) ? value : {}
  if (action !== 'delete') {
    const problem = profileProblem(value, action)
    if (problem !== null) throw invalid(`The OIDC profile ${problem}`)
  }
  const changed = Object.fromEntries(
    Object.entries(wanted).filter(([name, member]) => member !== MASK && member !== former[name]),
  )
  if (action === 'update' && Object.keys(changed).length === 0)
    throw invalid('There is nothing to write: what is left out stays as it is.')
  const name = (item?.title ?? textIn(wanted['name'])).slice(0, 80)
  const ids = { realmId, profileId: item?.id ?? '' }
  return {
    what: `OIDC profile ${name} of ${of.words} of ${ownerOf(store)}`,
    request: (bearer) => {
      switch (action) {
        case 'create':
          return createProfile(store, bearer, { ...wanted, realmId })
        case 'update':
          return updateProfile(store, bearer, { ...changed, ...ids })
        case 'delete':
          return deleteProfile(store, bearer, ids)
      }
    },
    after: action === 'delete' ? null : { ...former, ...wanted },
    warnings: profileWarnings(action, { changed, former, callback: callbackOf(item) }),
    versioned: action === 'create',
    find({ items }, { body }) {
      const found = action === 'create' ? idSchema.safeParse(body).data?.data.id : item?.id
      return items.find((one) => one.id === found) ?? null
    },
    wayBack(after) {
      if (action === 'create' && after)
        return { resourceId: id, itemId: after.id, action: 'delete', value: null }
      // A deleted profile cannot come back: nobody knows its secret, and its callback endpoint would be another.
      if (action !== 'update' || !item) return null
      return { resourceId: id, itemId: item.id, action, value: item.value }
    },
  }
}

const textIn = (value: unknown) => (typeof value === 'string' ? value : '')

const callbackOf = (item: Change['item']) =>
  item?.facts.find(({ name }) => name === 'callback-endpoint')?.value ?? null

import type { ResourceInfo } from '../../../../../shared/administration.ts'
import type { Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import type { StageTools } from '../../../flow/stage.ts'
import {
  type AdministeredResource,
  type LiveState,
  plainLabels,
  type PreparedWrite,
  type WriteAnswer,
} from '../../administration.ts'
import { administratorToken } from '../administration.ts'
import { type Answer, refused, send } from '../answers.ts'
import { readRealm as realmIn } from '../realm-settings.ts'
import { readSettings, settingsPaths } from '../requests.ts'
import { readSentence, writeSentence } from './refusals.ts'
import * as requests from './store-requests.ts'

/* What every resource of a store has in common. */

type Store = Values['store']

/** The two realms whose people sign in at a storefront. */
export interface RealmOf {
  /** For ids of resources. */
  id: 'customer' | 'account'
  /** `the customer realm` */
  words: string
}

export const realms: RealmOf[] = [
  { id: 'customer', words: 'the customer realm' },
  { id: 'account', words: 'the account realm' },
]

/** What each resource says of itself; the rest is the same for all of a store. */
type Own = Pick<AdministeredResource, 'read'> & {
  info: Pick<ResourceInfo, 'id' | 'title' | 'explanation' | 'kind' | 'actions'> &
    Partial<ResourceInfo>
  prepare?: AdministeredResource['prepare']
}

export function storeResource(store: Store, { info, read, prepare }: Own): AdministeredResource {
  return {
    info: {
      labels: plainLabels,
      creates: 'from-template',
      parents: null,
      unavailable:
        store.clientSecret === null
          ? `${info.title}: administration asks for its token with client_credentials; add the clientSecret of ${store.clientId} to the connection.`
          : null,
      ...info,
    },
    signIn: async (tools) => ({ bearer: await administratorToken(store, tools), scopes: null }),
    read,
    prepare: prepare ?? nothingToWrite,
    async send(request, tools): Promise<WriteAnswer> {
      const purpose = { label: `Write: ${info.title}`, party: 'platform' } as const
      const answer = await send(request, purpose, tools)
      const { status, body, said } = answer
      const sentence = writeSentence(info.title, status)
      return { status, body, message: said ? `${sentence} It says: ${said}` : sentence }
    },
  }
}

const nothingToWrite = (): PreparedWrite => {
  throw new Error('A resource without actions was written')
}

export function stateOf(
  store: Store,
  facts: Pick<LiveState, 'items'> & Partial<LiveState>,
): LiveState {
  return {
    host: new URL(store.apiUrl).host,
    owner: ownerOf(store),
    template: null,
    readOnly: null,
    ...facts,
  }
}

/** A key belongs to one store, whatever its id is. */
export function ownerOf({ storeId, clientId }: Store): string {
  return storeId === null ? `the store of application key ${clientId}` : `store ${storeId}`
}

/** Throws `platform_refused`. */
export async function ask(
  request: ReturnType<typeof readSettings>,
  label: string,
  tools: StageTools,
): Promise<Answer> {
  const answer = await send(request, { label, party: 'platform' }, tools)
  if (answer.status === 200) return answer
  throw refused('platform_refused', readSentence(label, answer.status), answer)
}

/** The settings name the realm; the first time that those of accounts are read makes theirs (5.1). */
export async function readRealmId(
  store: Store,
  { bearer, of }: { bearer: string; of: RealmOf },
  tools: StageTools,
): Promise<string> {
  const path = settingsPaths[of.id]
  const label = `Settings of ${of.words}`
  const { body } = await ask(readSettings(store, bearer, path), label, tools)
  const key = of.id === 'account' ? 'authentication_realm' : 'authentication-realm'
  const reading = realmIn(body, { path, key })
  if ('realm' in reading) return reading.realm.realmId
  throw new FlowError('platform_response_invalid', `${label}: ${reading.missing} is missing.`)
}

export async function readRealm(
  store: Store,
  at: { bearer: string; of: RealmOf },
  tools: StageTools,
): Promise<Answer> {
  const realmId = await readRealmId(store, at, tools)
  return ask(requests.readRealm(store, at.bearer, realmId), `Realm of ${at.of.words}`, tools)
}

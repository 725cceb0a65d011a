import { z } from 'zod'
import type { RequestDraft } from '../../../../shared/exchange.ts'
import type { Values } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import type { StageTools } from '../../flow/stage.ts'
import { accessTokenIn } from './access-token-answer.ts'
import { refused, send } from './answers.ts'
import { administrationRefusal } from './api-refusals.ts'
import { readPages } from './list-pages.ts'
import * as requests from './requests.ts'

/*
 * What an administrator does to accounts (elastic-path.md 5.3): with an access token of its own, because that of
 * the shopper may not, and must not, do it.
 */

/** An account or a member of the store. */
export interface StoreRecord {
  id: string
  name: string | null
  email: string | null
}

export interface StoreList {
  items: StoreRecord[]
  /** As the store counts them, though not all may have been read. */
  total: number
}

const listSchema = z.looseObject({
  data: z.array(
    z.looseObject({ id: z.string(), name: z.string().nullish(), email: z.string().nullish() }),
  ),
  meta: z
    .looseObject({ results: z.looseObject({ total: z.number().nullish() }).nullish() })
    .nullish(),
})

export const administratorPurpose = {
  label: 'Administrator access token',
  party: 'platform',
} as const

/** Throws `access_token_refused`. */
export async function administratorToken(
  store: Values['store'],
  tools: StageTools,
): Promise<string> {
  const draft = requests.accessToken(store, 'client_credentials')
  const answer = await send(draft, administratorPurpose, tools)
  const token = accessTokenIn(answer.body)
  if (answer.status === 200 && token) return token.access_token
  throw refused(
    'access_token_refused',
    answer.status === 200
      ? 'The store answers 200 without an access_token for the administrator.'
      : `The store gives no administrator access token (${answer.status}): check clientSecret, which belongs to clientId.`,
    answer,
  )
}

export async function readAccounts(
  store: Values['store'],
  bearer: string,
  tools: StageTools,
): Promise<StoreList> {
  return readList(requests.listAccounts(store, bearer), 'Accounts', tools)
}

/** The members who do not belong to this account, wherever else they do. */
export async function readUnassigned(
  store: Values['store'],
  { bearer, accountId }: { bearer: string; accountId: string },
  tools: StageTools,
): Promise<StoreList> {
  const draft = requests.listUnassignedMembers(store, bearer, accountId)
  return readList(draft, 'Unassigned members', tools)
}

async function readList(draft: RequestDraft, label: string, tools: StageTools): Promise<StoreList> {
  const { bodies, refusal } = await readPages(
    draft,
    (body) => listIn(body)?.data.length ?? 0,
    (request) => send(request, { label, party: 'platform' }, tools),
  )
  if (refusal && bodies.length === 0) throw administrationRefusal(refusal, label)
  const lists = bodies.map(listIn).filter((list) => list !== null)
  if (lists.length === 0) {
    throw new FlowError('platform_response_invalid', `${label}: the store answers without a list.`)
  }
  const items = lists.flatMap(({ data }) =>
    data.map(({ id, name = null, email = null }) => ({ id, name, email })),
  )
  const totals = lists.map(({ meta }) => meta?.results?.total ?? 0)
  return { items, total: Math.max(items.length, ...totals) }
}

function listIn(body: unknown): z.infer<typeof listSchema> | null {
  return listSchema.safeParse(body).data ?? null
}

/** Writes to the store. That the membership exists already is no refusal. */
export async function createMembership(
  store: Values['store'],
  ids: { bearer: string; accountId: string; memberId: string },
  tools: StageTools,
): Promise<{ status: number; existed: boolean }> {
  const draft = requests.createMembership(store, ids.bearer, ids)
  const answer = await send(draft, { label: 'Membership', party: 'platform' }, tools)
  const { status } = answer
  if (status === 409) return { status, existed: true }
  if (status >= 200 && status < 300) return { status, existed: false }
  throw administrationRefusal(answer, 'Membership')
}

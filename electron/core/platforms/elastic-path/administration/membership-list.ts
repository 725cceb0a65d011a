import { z } from 'zod'
import type { Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import type { StageTools } from '../../../flow/stage.ts'
import { refused, send } from '../answers.ts'
import { readPages } from '../list-pages.ts'
import { readSentence } from './refusals.ts'
import { listMemberships } from './store-requests.ts'

const text = z.string().nullish().catch(null)
const listSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.string(),
      relationships: z.looseObject({
        account_member: z.looseObject({ data: z.looseObject({ id: z.string() }) }),
      }),
    }),
  ),
  included: z
    .looseObject({
      account_members: z.array(z.looseObject({ id: z.string(), name: text, email: text })),
    })
    .nullish()
    .catch(null),
})

export interface FoundMembership {
  id: string
  memberId: string
  name: string | null
  email: string | null
}

/** Who belongs to an account, page by page; names come along where the store includes them. */
export async function readMemberships(
  store: Values['store'],
  { bearer, accountId }: { bearer: string; accountId: string },
  tools: StageTools,
): Promise<FoundMembership[]> {
  const label = 'Memberships'
  const { bodies, refusal, cut } = await readPages(
    listMemberships(store, bearer, accountId),
    (body) => listSchema.safeParse(body).data?.data.length ?? 0,
    (request) => send(request, { label, party: 'platform' }, tools),
  )
  if (refusal) throw refused('platform_refused', readSentence(label, refusal.status), refusal)
  if (cut) throw new FlowError('platform_response_invalid', `${label}: the list does not end.`)
  return bodies.flatMap((body) => {
    const { data: page } = listSchema.safeParse(body)
    if (!page) throw new FlowError('platform_response_invalid', `${label}: the answer is no list.`)
    const members = page.included?.account_members ?? []
    return page.data.map(({ id, relationships }) => {
      const memberId = relationships.account_member.data.id
      const { name = null, email = null } = members.find((one) => one.id === memberId) ?? {}
      return { id, memberId, name: name ?? null, email: email ?? null }
    })
  })
}

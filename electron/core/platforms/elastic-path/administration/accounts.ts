import { z } from 'zod'
import type { Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import type { StageTools } from '../../../flow/stage.ts'
import type { AdministeredResource } from '../../administration.ts'
import { readAccounts } from '../administration.ts'
import { readAccount } from '../requests.ts'
import { ask, stateOf, storeResource } from './store-access.ts'

type Store = Values['store']

export const accountsId = 'accounts'

/** To choose one, whose members are then administered. */
export function accounts(store: Store): AdministeredResource {
  return storeResource(store, {
    info: {
      id: accountsId,
      title: 'Accounts',
      explanation: 'The accounts of the store, to choose the one whose members are looked at.',
      kind: 'list',
      actions: [],
    },
    async read({ bearer }, _parentId, tools) {
      const { items } = await readAccounts(store, bearer, tools)
      return stateOf(store, {
        items: items.map(({ id, name }) => ({
          id,
          title: name ?? id,
          detail: id,
          value: { id, name },
          version: null,
          readOnly: null,
          facts: [],
        })),
      })
    },
  })
}

const accountSchema = z.looseObject({
  data: z.looseObject({ id: z.string(), name: z.string().nullish().default(null) }),
})

/** For the confirmation: an id says nothing to a person. */
export async function accountName(
  store: Store,
  { bearer, accountId }: { bearer: string; accountId: string },
  tools: StageTools,
): Promise<string> {
  const { body } = await ask(readAccount(store, { bearer }, accountId), 'Account', tools)
  const { data } = accountSchema.safeParse(body)
  if (data) return data.data.name ?? accountId
  throw new FlowError('platform_response_invalid', 'The account has no id.')
}

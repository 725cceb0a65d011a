import type { Values } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import type { StageTools } from '../../flow/stage.ts'

type AccountToken = Values['accountToken']

/** The account that a name or an id means. Throws `choice_unknown`, which names those that exist. Pure. */
export function accountNamed(
  accounts: readonly AccountToken[],
  wanted: string,
  input: string,
): AccountToken {
  const byId = accounts.find(({ account_id }) => account_id === wanted)
  if (byId) return byId
  const [found, ...others] = accounts.filter(({ account_name }) => account_name === wanted)
  if (found && others.length === 0) return found
  throw new FlowError(
    'choice_unknown',
    found
      ? `${input} is ${wanted}, which is the name of ${others.length + 1} accounts; name one of them by its id: ${[found, ...others].map(({ account_id }) => account_id).join(', ')}.`
      : `${input} is ${wanted}, but the member has no such account; the accounts are: ${accounts.map(inWords).join(', ')}.`,
    { input, wanted },
  )
}

/** The account to act for: the one that the connection names, the only one, or the one that the person takes. */
export async function chooseAccount(
  accounts: readonly AccountToken[],
  wanted: string | null,
  tools: Pick<StageTools, 'choose'>,
): Promise<AccountToken | null> {
  const input = 'store.account'
  const [first, ...others] = accounts
  if (!first) return null
  if (wanted !== null) return accountNamed(accounts, wanted, input)
  if (others.length === 0) return first
  const id = await tools.choose({
    input,
    question: 'For which account shall the member act?',
    options: accounts.map(({ account_id, account_name }) => ({
      id: account_id,
      title: account_name,
      detail: account_id,
    })),
  })
  return accountNamed(accounts, id, input)
}

const inWords = ({ account_name, account_id }: AccountToken) => `${account_name} (${account_id})`

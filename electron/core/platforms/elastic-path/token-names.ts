import type { Values } from '../../../../shared/values.ts'

/** A list of account tokens by names that can be told apart: that of the account, with its id where two share it. */
export function namedTokens(
  accounts: readonly Values['accountToken'][],
): [name: string, token: string][] {
  return accounts.map(({ account_name, account_id, token }) => {
    const isAlone = accounts.filter((other) => other.account_name === account_name).length === 1
    return [`token of ${account_name}${isAlone ? '' : ` (${account_id})`}`, token]
  })
}

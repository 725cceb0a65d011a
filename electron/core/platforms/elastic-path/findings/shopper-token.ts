import type { Facts } from '../../../findings/rule.ts'
import { epochSeconds } from '../expiry.ts'

/** Stages that send the token of a customer or a member in its header. */
const withShopper = ['switch-account', 'api-access']

/** When the token that was sent ends, in epoch seconds; before a renewal it is the one of the sign-in. */
export function shopperEnd({ values }: Facts): number | null {
  const { shopperToken, accountToken, accountLogin } = values
  const chosen = accountLogin?.accounts.find(
    ({ account_id }) => account_id === accountLogin.accountId,
  )
  return epochSeconds((shopperToken ?? accountToken ?? chosen)?.expires)
}

/** Then the token in the header is the cause, and neither the access token nor the member. */
export function shopperHasEnded(facts: Facts): boolean {
  const end = withShopper.includes(facts.record.stageId) ? shopperEnd(facts) : null
  return facts.answer !== null && end !== null && end * 1000 <= facts.answer.startedAt
}

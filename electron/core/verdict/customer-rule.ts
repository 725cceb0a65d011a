import type { Check, Verdict } from '../../../shared/check.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'
import { type CustomerKnowledge, notReached, rung } from './rule.ts'

type Outcome = Verdict['customer']['outcome']

/** Found, created, or 404; only a token that passed everything else gets here. */
export function customerRule(
  customer: CustomerKnowledge,
  disabled: SiteConfiguration['autoprovisioningDisabled'],
  reached: boolean,
): { check: Check; outcome: Outcome } {
  const { source } = disabled
  if (!reached) {
    const check = notReached('customer', source, 'an earlier check failed.')
    return { check, outcome: 'not-reached' }
  }
  const expected = disabled.value ? 'found' : 'found or created'
  const row = (status: Check['status'], outcome: Outcome, message: string) => ({
    check: rung('customer', status, { expected, found: outcome, source, message }),
    outcome,
  })
  if (customer === 'found')
    return row('passed', 'found', 'The customer exists; the last login is updated.')
  if (customer === 'not-found')
    return disabled.value
      ? row('failed', 'not-found', 'The customer is unknown, and autoprovisioning is off.')
      : row('passed', 'created', 'The customer is unknown and is created by autoprovisioning.')
  const message = disabled.value
    ? 'Customers cannot be read here: accepted if this one exists, 404 if not.'
    : 'Customers cannot be read here: an existing one is used, an unknown one is created.'
  return row('unknown', 'unknown', message)
}

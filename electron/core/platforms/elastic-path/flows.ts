import { oidcRules } from '../../findings/oidc/rules.ts'
import type { Flow, Stage } from '../../flow/stage.ts'
import { elasticPathRules } from './findings/rules.ts'
import { accessToken } from './stages/access-token.ts'
import { accountApiAccess } from './stages/account-api-access.ts'
import { accountToken } from './stages/account-token.ts'
import { apiAccess } from './stages/api-access.ts'
import { authorize } from './stages/authorize.ts'
import { takeCallback } from './stages/callback.ts'
import { customerToken } from './stages/customer-token.ts'
import { membership } from './stages/membership.ts'
import { pkce } from './stages/pkce.ts'
import { profiles } from './stages/profiles.ts'
import { providerCheck } from './stages/provider-check.ts'
import { accountSettings, customerSettings, legacyCustomerSettings } from './stages/settings.ts'
import { switchAccount } from './stages/switch-account.ts'

const rules = [...elasticPathRules, ...oidcRules]

/** Up to the code of the broker; the flows differ in the settings that name the realm. */
const signIn = (settings: Stage): readonly Stage[] => [
  accessToken,
  settings,
  profiles,
  providerCheck,
  pkce,
  authorize,
  takeCallback,
]

const startWith: Flow['startWith'] = {
  callback: { skips: [pkce.id, authorize.id, takeCallback.id] },
}

/** With the code, for a customer. */
const asCustomer: readonly Stage[] = [customerToken, apiAccess]

/** With the code, for an account member. */
const asMember: readonly Stage[] = [accountToken, membership, switchAccount, accountApiAccess]

export const customerFlow: Flow = {
  id: 'elastic-path-customer',
  title: 'Elastic Path customer',
  platform: 'elastic-path',
  issues: 'shopperToken',
  rules,
  startWith,
  stages: [...signIn(customerSettings), ...asCustomer],
}

/** The older document's: its host is the connection's, its path is asked first. */
export const legacyCustomerFlow: Flow = {
  id: 'elastic-path-customer-legacy',
  title: 'Elastic Path customer, legacy',
  platform: 'elastic-path',
  issues: 'shopperToken',
  rules,
  startWith,
  stages: [...signIn(legacyCustomerSettings), ...asCustomer],
}

export const accountFlow: Flow = {
  id: 'elastic-path-account',
  title: 'Elastic Path account member',
  platform: 'elastic-path',
  issues: 'accountToken',
  rules,
  startWith,
  stages: [...signIn(accountSettings), ...asMember],
}

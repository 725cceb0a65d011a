import type { Flow } from '../../flow/stage.ts'
import { authorize } from '../../oidc/authorize.ts'
import { takeCallback } from '../../oidc/callback.ts'
import { discover } from '../../oidc/discover.ts'
import { redeemCode } from '../../oidc/redeem-code.ts'
import { anonymousSession } from './stages/anonymous-session.ts'
import { apiAccess } from './stages/api-access.ts'
import { customer } from './stages/customer.ts'
import { exchange } from './stages/exchange.ts'
import { initiation } from './stages/initiation.ts'
import { issuance } from './stages/issuance.ts'
import { selectConfigurationStage } from './stages/select-configuration.ts'
import { socialIssuance } from './stages/social-issuance.ts'
import { socialLogin } from './stages/social-login.ts'
import { ssoCallback } from './stages/sso-callback.ts'
import { validate } from './stages/validate.ts'

export const tokenExchangeFlow: Flow = {
  id: 'emporix-token-exchange',
  title: 'Emporix token exchange',
  platform: 'emporix',
  issues: 'customerToken',
  startWithSubjectToken: selectConfigurationStage.id,
  stages: [
    discover,
    authorize,
    takeCallback,
    redeemCode,
    selectConfigurationStage,
    validate,
    anonymousSession,
    exchange,
    customer,
    issuance,
    apiAccess,
  ],
}

/** The provider's metadata is read within `initiation`: the flow begins with the sign-in. */
export const ssoFlow: Flow = {
  id: 'emporix-sso',
  title: 'Emporix standard SSO',
  platform: 'emporix',
  issues: 'customerToken',
  stages: [initiation, ssoCallback, anonymousSession, socialLogin, socialIssuance, apiAccess],
}

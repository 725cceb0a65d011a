import { oidcRules } from '../../findings/oidc/rules.ts'
import type { Flow } from '../../flow/stage.ts'
import { authorize } from '../../oidc/authorize.ts'
import { takeCallback } from '../../oidc/callback.ts'
import { discover } from '../../oidc/discover.ts'
import { redeemCode } from '../../oidc/redeem-code.ts'
import { emporixRules } from './findings/rules.ts'
import { chooseSso } from './sso-configuration.ts'
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

const rules = [...emporixRules, ...oidcRules]

export const tokenExchangeFlow: Flow = {
  id: 'emporix-token-exchange',
  title: 'Emporix token exchange',
  platform: 'emporix',
  issues: 'customerToken',
  rules,
  startWith: {
    subjectToken: { skips: [discover.id, authorize.id, takeCallback.id, redeemCode.id] },
    callback: { skips: [authorize.id, takeCallback.id] },
  },
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
  rules,
  startWith: {
    callback: {
      skips: [initiation.id, ssoCallback.id],
      // Nobody was asked for metadata: the issuer is that of the connection, and its endpoints are not needed.
      also: ({ provider, sso, pending }) => ({
        ...(provider && {
          metadata: { issuer: provider.issuer, authorization_endpoint: '', token_endpoint: '' },
        }),
        ...(sso && pending && { chosenSso: chooseSso(sso, pending.state) }),
      }),
    },
  },
  stages: [initiation, ssoCallback, anonymousSession, socialLogin, socialIssuance, apiAccess],
}

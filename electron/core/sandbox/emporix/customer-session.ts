import { SignJWT } from 'jose'
import { randomBytes, randomUUID } from 'node:crypto'
import { tenant } from '../clients.ts'
import type { State } from '../state.ts'

/** [DOC] lifetimes of the token exchange example. */
const lifetime = { access: 14399, refresh: 15551999 }
const saasLifetime = 14400

/** [DOC] the scopes of the documentation's example of `validateauthtoken`. */
export const customerScope = [
  'approval.approval_read_own customermanagement.legalentity_read_own customer.customer_read_own',
  'iam.scope_read_own iam.user_read_own iam.group_read_own order.order_readascustomer',
  'coupon.coupon_redeem customer.customerprofile_edit customer.customer_manage_own',
  'order.order_updateascustomer customer.consent_view customer.customerprofile_view',
  `order.history_view customer.consent_manage tenant=${tenant}`,
].join(' ')

/** Shared by nobody: clients cannot verify a saas token. */
const saasSecret = randomBytes(32)

/** What every login and a refresh have in common: a new pair of tokens in one session. Lifetimes in seconds. */
export function issuePair(
  state: State,
  customerNumber: string,
  sessionId: string,
  { access, refresh } = lifetime,
) {
  const facts = { kind: 'customer', customerNumber, sessionId } as const
  return {
    access_token: state.accessTokens.issue(facts, access),
    refresh_token: state.refreshTokens.issue(facts, refresh),
    refresh_token_expires_in: refresh,
    token_type: 'Bearer',
    expires_in: access,
    session_id: sessionId,
  }
}

/** [DOC] the claims of the decoded example, `sub` being the customer number. */
export function saasToken(customerNumber: string, nowMs: number): Promise<string> {
  const now = Math.floor(nowMs / 1000)
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ typ: 'JWT', alg: 'HS256' })
    .setSubject(customerNumber)
    .setIssuedAt(now)
    .setExpirationTime(now + saasLifetime)
    .sign(saasSecret)
}

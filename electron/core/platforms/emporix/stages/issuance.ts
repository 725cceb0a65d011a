import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { local } from '../../../flow/planned-rows.ts'
import { check, stage } from '../../../flow/stage.ts'
import { memberCheck, saasCheck, tenantCheck } from '../issued-members.ts'

export const issuance = stage({
  id: 'issuance',
  title: 'Check the new tokens',
  explanation:
    "Reads what the platform issued: the customer's access token, the refresh token and the saas token. Nothing is sent.",
  lookAt: 'the session id: it must be that of the anonymous session, else the cart is lost.',
  spec: 'Emporix Customer Service API, exchangeauthtoken response',
  needs: ['customerToken', 'anonymousSession', 'tenant'],
  gives: [],
  messages: [local('Check the new tokens')],
  action: () => ({ verb: 'Check the new tokens', host: null }),
  show: ({ anonymousSession, tenant }) => [
    { name: 'sessionId', value: anonymousSession.sessionId ?? 'none', from: 'anonymousSession' },
    { name: 'tenant', value: tenant.tenant, from: 'tenant' },
  ],
  async run(values, tools) {
    tools.report(...issuanceChecks(values))
    return {}
  },
})

const members = [
  ['access_token', 'string'],
  ['refresh_token', 'string'],
  ['saas_token', 'string'],
  ['token_type', 'string'],
  ['expires_in', 'number'],
  ['scope', 'string'],
] as const

/** Members and types as the reference prints them, then what they must agree with. Pure. */
export function issuanceChecks({
  customerToken,
  anonymousSession,
  tenant,
}: Pick<Values, 'customerToken' | 'anonymousSession' | 'tenant'>): Check[] {
  const ours = anonymousSession.sessionId
  const theirs = customerToken.session_id
  const sameSession = ours !== null && theirs === ours
  return [
    ...members.map(([name, type]) => memberCheck(name, type, customerToken[name])),
    saasCheck(customerToken.saas_token),
    check('session-kept', 'Session kept', sameSession ? 'passed' : 'warning', {
      expected: ours,
      found: theirs ?? null,
      source: 'stage anonymous-session',
      message: sameSession
        ? 'The customer keeps the anonymous session and its cart.'
        : 'The session id is another one than that of the anonymous session; the cart is lost.',
    }),
    tenantCheck(customerToken.scope, tenant.tenant),
  ]
}

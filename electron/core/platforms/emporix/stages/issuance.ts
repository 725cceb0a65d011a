import { decodeJwt } from 'jose'
import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { check, stage } from '../../../flow/stage.ts'

export const issuance = stage({
  id: 'issuance',
  title: 'Check the new tokens',
  explanation:
    "Reads what the platform issued: the customer's access token, the refresh token and the saas token. Nothing is sent.",
  lookAt: 'the session id: it must be that of the anonymous session, else the cart is lost.',
  spec: 'Emporix Customer Service API, exchangeauthtoken response',
  needs: ['customerToken', 'anonymousSession', 'tenant'],
  gives: [],
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
  const scopes = (customerToken.scope ?? '').split(' ')
  const ours = anonymousSession.sessionId
  const theirs = customerToken.session_id
  const sameSession = ours !== null && theirs === ours
  const own = scopes.includes(`tenant=${tenant.tenant}`)
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
    check('issued-tenant', 'Tenant in scope', own ? 'passed' : 'failed', {
      expected: `tenant=${tenant.tenant}`,
      found: scopes.find((scope) => scope.startsWith('tenant=')) ?? null,
      source: 'connection, tenant',
      message: own
        ? 'The token belongs to this tenant.'
        : 'The scope of the customer token does not name this tenant.',
    }),
  ]
}

function memberCheck(name: string, type: string, value: unknown): Check {
  const status = value === undefined ? 'failed' : typeof value === type ? 'passed' : 'warning'
  return check(`member-${name.replaceAll('_', '-')}`, name, status, {
    expected: type,
    found: value === undefined ? 'missing' : typeof value,
    source: 'Emporix Customer Service API',
    message:
      value === undefined
        ? `The response has no ${name}.`
        : typeof value === type
          ? `${name} is present.`
          : `${name} is a ${typeof value}, the reference prints a ${type}.`,
  })
}

/** The saas token is a JWT signed with a secret of the platform: readable, not verifiable (5.3). */
function saasCheck(token: string | undefined): Check {
  const claims = token ? decoded(token) : null
  return check('saas-claims', 'saas_token claims', claims ? 'passed' : 'warning', {
    expected: 'sub, iat, exp',
    found: claims ? { sub: claims.sub ?? null, exp: claims.exp ?? null } : null,
    source: 'Emporix documentation examples',
    message: claims
      ? `It names customer ${claims.sub ?? 'nobody'}; its signature cannot be verified outside the platform.`
      : 'The saas token is no JWT.',
  })
}

function decoded(token: string) {
  try {
    return decodeJwt(token)
  } catch {
    // Reported by the check: a saas token that cannot be read is a finding, not a fault.
    return null
  }
}

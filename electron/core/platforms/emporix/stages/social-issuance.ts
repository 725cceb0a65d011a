import { decodeJwt } from 'jose'
import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { local } from '../../../flow/planned-rows.ts'
import { check, stage } from '../../../flow/stage.ts'
import { wantsIdToken } from '../../../oidc/client.ts'
import { memberCheck, saasCheck, tenantCheck } from '../issued-members.ts'

export const socialIssuance = stage({
  id: 'issuance',
  title: 'Check the new tokens',
  explanation:
    "Reads what the platform issued: the customer's tokens, and those of the identity provider that it got for the code. Nothing is sent.",
  lookAt:
    '`social_id_token`: its `aud` must be the client of the configuration and its `nonce` that of this run, else the platform redeemed another code.',
  spec: 'Emporix Customer Service API, socialLogin response',
  needs: [
    'customerToken',
    'anonymousSession',
    'tenant',
    'chosenSso',
    'pending',
    'client',
    'metadata',
  ],
  gives: ['expectedProfile'],
  messages: [local('Check the new tokens')],
  action: () => ({ verb: 'Check the new tokens', host: null }),
  show: ({ chosenSso, metadata, tenant }) => [
    { name: 'client_id', value: chosenSso.clientId, from: 'chosenSso' },
    { name: 'issuer', value: metadata.issuer, from: 'metadata' },
    { name: 'tenant', value: tenant.tenant, from: 'tenant' },
  ],
  async run(values, tools) {
    tools.report(...socialIssuanceChecks(values))
    // Assumed: the tenant's identifier setting holds for this login too (emporix.md section 9, 8).
    const bySubject = values.tenant.ssoCustomerIdentifierField === 'SUBJECT'
    const email = decoded(values.customerToken.social_id_token)?.['email']
    return {
      expectedProfile: {
        email: typeof email === 'string' && !bySubject ? email : null,
        source: 'social_id_token',
      },
    }
  },
})

type Needed = Pick<
  Values,
  'customerToken' | 'anonymousSession' | 'tenant' | 'chosenSso' | 'pending' | 'client' | 'metadata'
>

const members = [
  'social_access_token',
  'social_id_token',
  'access_token',
  'saas_token',
  'refresh_token',
  'token_type',
  'scope',
] as const

/** Members and types as the reference prints them (emporix.md 2.1), then what they must agree with. Pure. */
export function socialIssuanceChecks(values: Needed): Check[] {
  const { customerToken, tenant } = values
  return [
    ...members.map((name) => memberCheck(name, 'string', customerToken[name])),
    lifetimeCheck('expires_in', customerToken.expires_in),
    lifetimeCheck('refresh_token_expires_in', customerToken.refresh_token_expires_in),
    saasCheck(customerToken.saas_token),
    sessionCheck(values),
    tenantCheck(customerToken.scope, tenant.tenant),
    ...socialTokenChecks(values),
  ]
}

/** Texts here, numbers in the exchange: both are read, and which one came is said. */
function lifetimeCheck(name: string, value: string | number | undefined): Check {
  const usable = value !== undefined && /^\d+$/.test(String(value))
  const status = !usable ? 'failed' : typeof value === 'string' ? 'passed' : 'warning'
  return check(`member-${name.replaceAll('_', '-')}`, name, status, {
    expected: 'string of digits',
    found: value === undefined ? 'missing' : `${typeof value} ${value}`,
    source: 'Emporix Customer Service API',
    message: !usable
      ? `The response has no usable ${name}.`
      : typeof value === 'string'
        ? `${name} is a string here, as the reference prints it: ${value} seconds.`
        : `${name} is a number, ${value} seconds; the reference prints a string here.`,
  })
}

function sessionCheck({ customerToken, anonymousSession }: Needed): Check {
  const ours = anonymousSession.sessionId
  const theirs = customerToken.session_id
  const status = theirs === undefined ? 'skipped' : theirs === ours ? 'passed' : 'warning'
  return check('session-kept', 'Session kept', status, {
    expected: ours,
    found: theirs ?? null,
    source: 'stage anonymous-session',
    message:
      theirs === undefined
        ? 'This answer names no session, as documented; the last stage reads it through validateauthtoken.'
        : theirs === ours
          ? 'The customer keeps the anonymous session and its cart.'
          : 'The session id is another one than that of the anonymous session; the cart is lost.',
  })
}

/** Decoded, not verified: they are shown as what the platform says it got. */
function socialTokenChecks({ customerToken, chosenSso, pending, client, metadata }: Needed) {
  const claims = decoded(customerToken.social_id_token)
  const audience = [claims?.aud ?? []].flat()
  const nonce = claims?.['nonce']
  return [
    compared('social-issuer', 'social_id_token iss', {
      expected: metadata.issuer,
      found: claims?.iss ?? null,
      same: claims?.iss === metadata.issuer,
      source: 'provider metadata',
    }),
    compared('social-audience', 'social_id_token aud', {
      expected: chosenSso.clientId,
      found: audience,
      same: audience.includes(chosenSso.clientId),
      source: `connection, sso configuration ${chosenSso.name}`,
    }),
    // Without openid no nonce was sent (OIDC Core 3.1.2.1).
    ...(wantsIdToken(client)
      ? [
          compared('social-nonce', 'social_id_token nonce', {
            expected: 'the nonce of this run',
            found:
              nonce === undefined ? 'missing' : nonce === pending.nonce ? 'equal' : 'different',
            same: nonce === pending.nonce,
            source: 'OpenID Connect Core 3.1.3.7',
          }),
        ]
      : []),
  ]
}

function compared(
  id: string,
  title: string,
  { same, ...detail }: { expected: string; found: Check['found']; same: boolean; source: string },
): Check {
  return check(id, title, same ? 'passed' : 'failed', {
    ...detail,
    message: same
      ? `${title} is as expected.`
      : `${title} is not as expected: the platform may have redeemed the code with another configuration.`,
  })
}

function decoded(token: string | undefined) {
  try {
    return token === undefined ? null : decodeJwt(token)
  } catch {
    // Reported by the checks: an ID token that cannot be read has no claims.
    return null
  }
}

import type { Configuration, ResourceServer } from 'oidc-provider'
import { accessTokenAudiences } from './clients.ts'
import type { FaultSwitches } from './faults/switches.ts'
import { people, personBySub } from './people.ts'
import { changeAccessToken } from './provider-fault-tokens.ts'

const accessTokenLifetime = 60 * 60
const day = 24 * 60 * 60
const scopes = ['openid', 'email', 'profile', 'offline_access']

/** What the tokens of the sandbox look like and how long they live. */
export const tokenSettings = (faults: FaultSwitches): Configuration => ({
  scopes,
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'preferred_username'],
  },
  findAccount: (_ctx, sub) =>
    personBySub(sub) && { accountId: sub, claims: () => ({ sub, ...profileOf(sub, faults) }) },
  formats: {
    customizers: {
      jwt(_ctx, _token, { payload }) {
        payload.aud = accessTokenAudiences
        changeAccessToken(faults, payload)
      },
    },
  },
  // The platforms read `azp` and the e-mail from the access token; the library has only `client_id` in it.
  extraTokenClaims(_ctx, token) {
    if (!('accountId' in token)) return undefined
    return { azp: token.clientId, ...emailOf(token.accountId, faults) }
  },
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  expiresWithSession: () => false,
  ttl: {
    AccessToken: accessTokenLifetime,
    AuthorizationCode: 60,
    IdToken: accessTokenLifetime,
    RefreshToken: day,
    Interaction: 60 * 60,
    Session: day,
    Grant: day,
  },
})

/** Every access token is an RS256 JWT for the shop, whether or not the request names a resource. */
export function accessTokenFormat(issuer: string, faults: FaultSwitches) {
  const shop = `${issuer}/resource/commerce-system`
  return {
    enabled: true,
    defaultResource: () => shop,
    useGrantedResource: () => true,
    getResourceServerInfo: (): ResourceServer => ({
      scope: scopes.join(' '),
      ...(faults.shows('opaque-access-token')
        ? { accessTokenFormat: 'opaque', audience: accessTokenAudiences[0] }
        : { accessTokenFormat: 'jwt' }),
      accessTokenTTL: accessTokenLifetime,
      jwt: { sign: { alg: 'RS256' } },
    }),
  }
}

/** The claims of the scope `email`; none for a person without an address. */
export function emailOf(
  sub: string,
  faults: FaultSwitches,
): { email?: string; email_verified?: boolean } {
  const person = personBySub(sub)
  const email = faults.shows('duplicate-email') ? people[0]?.email : person?.email
  if (!person || !email || faults.shows('no-email')) return {}
  return { email, email_verified: person.emailVerified && !faults.shows('unverified-email') }
}

function profileOf(sub: string, faults: FaultSwitches) {
  const person = personBySub(sub)
  return { name: person?.name, preferred_username: person?.login, ...emailOf(sub, faults) }
}

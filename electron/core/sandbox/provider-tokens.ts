import type { Configuration, ResourceServer } from 'oidc-provider'
import { accessTokenAudiences } from './clients.ts'
import { personBySub } from './people.ts'

const accessTokenLifetime = 60 * 60
const day = 24 * 60 * 60
const scopes = ['openid', 'email', 'profile', 'offline_access']

/** What the tokens of the sandbox look like and how long they live. */
export const tokenSettings: Configuration = {
  scopes,
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'preferred_username'],
  },
  findAccount: (_ctx, sub) =>
    personBySub(sub) && { accountId: sub, claims: () => ({ sub, ...profileOf(sub) }) },
  formats: {
    customizers: {
      jwt(_ctx, _token, { payload }) {
        payload.aud = accessTokenAudiences
      },
    },
  },
  // The platforms read `azp` and the e-mail from the access token; the library has only `client_id` in it.
  extraTokenClaims(_ctx, token) {
    if (!('accountId' in token)) return undefined
    return { azp: token.clientId, ...emailOf(token.accountId) }
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
}

/** Every access token is an RS256 JWT for the shop, whether or not the request names a resource. */
export function accessTokenFormat(issuer: string) {
  const shop = `${issuer}/resource/commerce-system`
  return {
    enabled: true,
    defaultResource: () => shop,
    useGrantedResource: () => true,
    getResourceServerInfo: (): ResourceServer => ({
      scope: scopes.join(' '),
      accessTokenFormat: 'jwt',
      accessTokenTTL: accessTokenLifetime,
      jwt: { sign: { alg: 'RS256' } },
    }),
  }
}

/** The claims of the scope `email`; none for a person without an address. */
export function emailOf(sub: string): { email?: string; email_verified?: boolean } {
  const person = personBySub(sub)
  return person?.email ? { email: person.email, email_verified: person.emailVerified } : {}
}

function profileOf(sub: string) {
  const person = personBySub(sub)
  return { name: person?.name, preferred_username: person?.login, ...emailOf(sub) }
}

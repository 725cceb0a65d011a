import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { badRequest, type BrokenRule, invalidFields } from './api-errors.ts'
import { codeFault } from './fault-answers.ts'
import type { BrokerIdentity } from './broker-grants.ts'
import { customerJwt } from './customer-jwt.ts'
import { anyBearer } from './guards.ts'
import type { Customer } from './records.ts'
import { dataOf, emptyFields, type RequestData, text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'
import { realmIds } from './store.ts'

/** [D] a day, which cannot be configured. */
const lifetime = 24 * 60 * 60

/** `POST /v2/customers/tokens` with the mechanism `oidc` (elastic-path.md section 4.3). */
export function customerTokenRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  app.post('/v2/customers/tokens', anyBearer(state), async (c) => {
    const data = (await dataOf(c)) ?? {}
    const broken = brokenRules(data)
    if (broken.length > 0) return invalidFields(c, broken)
    const identity = state.grants.redeem(realmIds.buyer, {
      code: text(data['oauth_authorization_code']),
      redirectUri: text(data['oauth_redirect_uri']),
      codeVerifier: text(data['oauth_code_verifier']),
    })
    // Assumed to be as for account members, where it is known. [C]
    const fault = codeFault(state)
    if (fault) return fault(c)
    if (identity === 'invalid_grant') return badRequest(c, 'authentication failed')
    return answer(c, state, signInCustomer(state, identity))
  })
  return app
}

/** [C] the rules for account members; for customers they are assumed, as is the tag of the type. */
function brokenRules(data: RequestData): BrokenRule[] {
  const broken: BrokenRule[] = []
  if (data['type'] !== 'token') broken.push({ field: 'Type', tag: 'token_type' })
  if (data['authentication_mechanism'] !== 'oidc')
    broken.push({ field: 'AuthenticationMechanism', tag: 'is_invalid' })
  return [...broken, ...emptyFields(data, names, 'cannot_be_empty')]
}

const names = {
  oauth_authorization_code: 'OAuthAuthorizationCode',
  oauth_redirect_uri: 'OAuthRedirectURI',
  oauth_code_verifier: 'OAuthCodeVerifier',
}

/**
 * The customer of the user, else the one of the same address who has not signed in yet, else a new one. Assumed,
 * as that name and address follow the user; a second user of one address becomes a second customer. [D]
 */
function signInCustomer(state: ElasticPathState, { sub, name, email }: BrokerIdentity): Customer {
  const known =
    state.customers.find(({ userId }) => userId === sub) ??
    state.customers.find(
      (customer) =>
        customer.userId === null && customer.email.toLowerCase() === email.toLowerCase(),
    )
  if (!known) return state.addCustomer({ name, email, userId: sub })
  return Object.assign(known, { name, email, userId: sub, updatedAt: state.now() })
}

function answer(c: Context, state: ElasticPathState, { id: sub, name }: Customer) {
  const iat = state.nowSeconds()
  const expires = iat + (state.faults.shows('shopper-token-expired') ? -1 : lifetime)
  const jti = randomUUID()
  const token = customerJwt({ sub, name, exp: expires, iat, jti })
  return c.json({ data: { type: 'token', id: jti, customer_id: sub, token, expires } })
}

import { Hono } from 'hono'
import type { Customer, State } from '../state.ts'
import { customerScope, issuePair } from './customer-session.ts'
import { badRequest } from './error-message.ts'
import { gatewayFault } from './gateway-fault.ts'
import { bearerOf, knownTenant } from './guards.ts'

/** What a storefront does with a customer token (emporix.md sections 5.3 and 5.4). */
export function customerRoutes(state: State): Hono {
  const app = new Hono()
  const customerOf = (number: string) =>
    state.customers.find(({ customerNumber }) => customerNumber === number)

  app.get('/customer/:tenant/validateauthtoken', bearerOf(state, 'customer'), knownTenant, (c) => {
    const { bearer, secondsLeft } = c.var
    const email = customerOf(bearer.customerNumber)?.contactEmail
    return c.json({
      token_type: 'Bearer',
      expires_in: secondsLeft,
      scope: customerScope,
      sessionId: bearer.sessionId,
      ...(email && { email }),
    })
  })

  app.get('/customer/:tenant/me', bearerOf(state, 'customer', 'anonymous'), knownTenant, (c) => {
    const { bearer } = c.var
    const customer = bearer.kind === 'customer' ? customerOf(bearer.customerNumber) : undefined
    return c.json(customer ? profile(customer) : anonymousProfile)
  })

  // The bearer: the OpenAPI says the anonymous token in one place and the customer token in another.
  const eitherBearer = bearerOf(state, 'customer', 'anonymous')
  app.get('/customer/:tenant/refreshauthtoken', eitherBearer, knownTenant, (c) => {
    const token = c.req.query('refreshToken')
    if (!token) return badRequest(c, "Required parameter 'refreshToken' is not present.")
    // Assumed, as the answer to an entity of somebody else is: nobody here has a legal entity.
    if (c.req.query('legalEntityId'))
      return badRequest(c, 'The customer is not assigned to the legal entity.')
    const found = state.refreshTokens.find(token)
    // Assumed: the body for a bad refresh token is undocumented.
    if (typeof found === 'string') return gatewayFault(c, found)
    if (found.facts.kind !== 'customer') return gatewayFault(c, 'unknown')
    state.refreshTokens.revoke((_facts, one) => one === token)
    return c.json(issuePair(state, found.facts.customerNumber, found.facts.sessionId))
  })

  app.get('/customer/:tenant/logout', bearerOf(state, 'customer'), knownTenant, (c) => {
    if (c.req.query('accessToken') !== c.var.token)
      return badRequest(c, "The parameter 'accessToken' must be the token of the request.")
    const { sessionId } = c.var.bearer
    const ofSession = (facts: object & { kind: string }) =>
      facts.kind === 'customer' && 'sessionId' in facts && facts.sessionId === sessionId
    state.accessTokens.revoke(ofSession)
    state.refreshTokens.revoke(ofSession)
    return c.body(null, 204)
  })
  return app
}

/** [DOC] a 200 all the same: it proves no customer session. */
export const anonymousProfile = {
  customerNumber: '00000000',
  firstName: 'Anonymous',
  accounts: [],
}

function profile(customer: Customer) {
  const { customerNumber, contactEmail, firstName, lastName, providerId, lastLogin } = customer
  return {
    customerNumber,
    ...(contactEmail !== null && { contactEmail }),
    firstName,
    lastName,
    active: true,
    onHold: false,
    ...(lastLogin !== null && { lastLogin }),
    metadataCreatedAt: customer.createdAt,
    accounts: [{ id: contactEmail ?? providerId, providerId }],
  }
}

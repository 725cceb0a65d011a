import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { storefrontClientId, tenant } from '../clients.ts'
import type { State } from '../state.ts'
import { badRequest } from './error-message.ts'
import { gatewayFault } from './gateway-fault.ts'

/** [DOC] the lifetimes of the API reference. */
const lifetime = { access: 3599, refresh: 86399 }

/** `GET /customerlogin/auth/anonymous/{login,refresh}`: what every storefront begins with. */
export function anonymousRoutes(state: State): Hono {
  const app = new Hono().basePath('/customerlogin/auth/anonymous')

  app.use(async (c, next) => {
    const known =
      c.req.query('tenant') === tenant && c.req.query('client_id') === storefrontClientId
    return known ? next() : gatewayFault(c, 'apiKey')
  })

  app.get('/login', (c) => c.json(issue(state, randomUUID())))

  app.get('/refresh', (c) => {
    const token = c.req.query('refresh_token')
    if (!token) return badRequest(c, "Required parameter 'refresh_token' is not present.")
    const found = state.refreshTokens.find(token)
    if (typeof found === 'string') return gatewayFault(c, found)
    if (found.facts.kind !== 'anonymous') return gatewayFault(c, 'unknown')
    // An SDK measured that the old refresh token is tolerated here, so it is left alone.
    return c.json(issue(state, found.facts.sessionId))
  })
  return app
}

function issue(state: State, sessionId: string) {
  const facts = { kind: 'anonymous', sessionId } as const
  return {
    token_type: 'Bearer',
    access_token: state.accessTokens.issue(facts, lifetime.access),
    expires_in: lifetime.access,
    refresh_token: state.refreshTokens.issue(facts, lifetime.refresh),
    refresh_token_expires_in: lifetime.refresh,
    sessionId,
    scope: `tenant=${tenant}`,
  }
}

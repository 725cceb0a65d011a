import { Hono } from 'hono'
import { elasticPathKey } from '../clients.ts'
import { apiError, badRequest } from './api-errors.ts'
import type { Bearer } from './records.ts'
import type { ElasticPathState } from './state.ts'

/** [D] an hour, and no refresh token. */
const lifetime = 3600

/** `POST /oauth/access_token` (elastic-path.md section 3); the answer has no `data` around it. */
export function accessTokenRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  app.post('/oauth/access_token', async (c) => {
    // Assumed, as is every detail here: 400 and 401 are documented for this call, their words are not.
    if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? ''))
      return badRequest(c, 'The Content-Type must be application/x-www-form-urlencoded.')
    const form = await c.req.parseBody()
    const kind = form['grant_type']
    if (kind !== 'implicit' && kind !== 'client_credentials')
      return badRequest(c, 'The grant_type must be implicit or client_credentials.')
    const { clientId, clientSecret } = elasticPathKey
    const known = form['client_id'] === clientId
    if (!known || (kind === 'client_credentials' && form['client_secret'] !== clientSecret))
      return apiError(c, 401, { status: '401', title: 'Unauthorized' })
    return c.json(issue(state, { kind }))
  })
  return app
}

function issue(state: ElasticPathState, bearer: Bearer) {
  const seconds = state.faults.shows('access-token-expired') ? -1 : lifetime
  return {
    expires: state.nowSeconds() + seconds,
    identifier: bearer.kind,
    expires_in: seconds,
    access_token: state.accessTokens.issue(bearer, seconds),
    token_type: 'Bearer',
  }
}

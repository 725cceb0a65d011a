import { Hono } from 'hono'
import { serviceClient, tenant } from '../clients.ts'
import type { State } from '../state.ts'
import { badRequest } from './error-message.ts'
import { gatewayFault } from './gateway-fault.ts'

const lifetime = 14399

/** `POST /oauth/token`: client credentials in the form body (emporix.md section 5.2). */
export function serviceTokenRoutes(state: State): Hono {
  const app = new Hono()
  app.post('/oauth/token', async (c) => {
    const form = await c.req.parseBody()
    // Assumed: what another grant type is answered is undocumented.
    if (form.grant_type !== 'client_credentials')
      return badRequest(c, 'The grant_type must be client_credentials.')
    const { clientId, clientSecret } = serviceClient
    if (form.client_id !== clientId || form.client_secret !== clientSecret)
      return gatewayFault(c, 'apiKey')
    const scopes = granted(typeof form.scope === 'string' ? form.scope : '')
    return c.json({
      access_token: state.accessTokens.issue({ kind: 'service', scopes }, lifetime),
      token_type: 'Bearer',
      expires_in: lifetime,
      session_idle_time: 120,
      refresh_token: '',
      refresh_token_expires_in: 0,
      scope: [...scopes, `tenant=${tenant}`].join(' '),
    })
  })
  return app
}

/** [DOC] none asked for gives all; one that is not available is dropped without a word. */
function granted(scope: string): string[] {
  const asked = scope.split(/\s+/).filter((name) => name !== '')
  return asked.length === 0
    ? serviceClient.scopes
    : serviceClient.scopes.filter((name) => asked.includes(name))
}

import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What a provider may do wrong. Each hook gets what an honest one would answer. */
export interface Misbehaviour {
  discovery?: (document: Record<string, unknown>) => Response | Record<string, unknown>
  callback?: (parameters: URLSearchParams) => void
  claims?: (claims: Record<string, unknown>) => void
  /** Signs with a key that is not published. */
  foreignKey?: boolean
  idToken?: (token: string) => string | undefined
  token?: (answer: Record<string, unknown>) => Response | Record<string, unknown>
}

/**
 * A provider that can be told to misbehave; the sandbox's certified one cannot. It logs every path that was
 * asked, so that a test can say what was not asked any more after the fault.
 */
export async function rogueProvider(misbehaviour: Misbehaviour = {}) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const foreign = await generateKeyPair('ES256')
  const asked: string[] = []
  const nonces = new Map<string, string>()
  const app = new Hono()
  let issuer = ''

  app.use(async (c, next) => {
    asked.push(c.req.path)
    await next()
  })
  app.get('/.well-known/openid-configuration', (c) => {
    const document = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      id_token_signing_alg_values_supported: ['ES256'],
    }
    const answer = misbehaviour.discovery?.(document) ?? document
    return answer instanceof Response ? answer : c.json(answer)
  })
  app.get('/authorize', (c) => {
    const query = c.req.query()
    nonces.set('the-code', query['nonce'] ?? '')
    const back = new URL(query['redirect_uri'] ?? '')
    const parameters = new URLSearchParams({
      code: 'the-code',
      state: query['state'] ?? '',
      iss: issuer,
    })
    misbehaviour.callback?.(parameters)
    back.search = parameters.toString()
    return c.redirect(back.href)
  })
  app.get('/jwks', async (c) =>
    c.json({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] }),
  )
  app.post('/token', async (c) => {
    const accessToken = 'opaque-access-token'
    const hash = createHash('sha256').update(accessToken).digest()
    const now = Math.floor(Date.now() / 1000)
    const claims: Record<string, unknown> = {
      iss: issuer,
      sub: 'person-1',
      aud: 'client-1',
      nonce: nonces.get('the-code'),
      iat: now,
      exp: now + 300,
      at_hash: hash.subarray(0, 16).toString('base64url'),
    }
    misbehaviour.claims?.(claims)
    const signed = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(misbehaviour.foreignKey ? foreign.privateKey : privateKey)
    const answer: Record<string, unknown> = {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 300,
      id_token: misbehaviour.idToken ? misbehaviour.idToken(signed) : signed,
    }
    const sent = misbehaviour.token?.(answer) ?? answer
    return sent instanceof Response ? sent : c.json(sent)
  })

  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    asked,
    /** A connection that logs in here and validates with a key of its own. */
    connection: JSON.stringify({
      platform: 'emporix',
      name: 'rogue',
      identityProvider: { issuer, clientId: 'client-1' },
      emporix: {
        apiUrl: `${issuer}/emporix`,
        tenant: 'rogue',
        storefrontClientId: 'storefront',
        tokenExchange: {
          default: { jwks: { keys: [await exportJWK(publicKey)] }, issuer },
        },
      },
    }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { SignJWT } from 'jose'
import { notFound } from './api-errors.ts'
import type { BrokerIdentity } from './broker-grants.ts'
import { brokerKeys } from './broker-keys.ts'
import { text } from './request-data.ts'
import type { ElasticPathState } from './state.ts'
import { brokerUrls } from './store.ts'

/** Seconds; assumed. */
const lifetime = 3600

/** The broker as an OpenID provider of its own, of which storefronts see the metadata alone (section 6). */
export function brokerProviderRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const ofRealm = 'stores/:storeId/authentication-realms/:realmId'

  app.get(`/oidc-idp/${ofRealm}/.well-known/openid-configuration`, (c) => {
    const realmId = realmIdAt(state, c)
    return realmId === null ? notFound(c) : c.json(metadata(state, realmId))
  })

  app.get('/oidc-idp/.well-known/jwks.json', async (c) =>
    c.json({ keys: [(await brokerKeys()).publicJwk] }),
  )

  // [D] "not public, clients will not call it": the token endpoints of customers and members redeem for them.
  app.post(`/oidc-idp/token/${ofRealm}`, async (c) => {
    const realmId = realmIdAt(state, c)
    if (realmId === null) return notFound(c)
    const form = await c.req.parseBody()
    const value = (name: string) => text(form[name])
    if (value('grant_type') !== 'authorization_code')
      return refuse(c, 400, 'unsupported_grant_type', 'grant type not supported')
    const realm = state.realms.find(({ id }) => id === realmId)
    // Assumed: the metadata names client_secret_basic, but the realm's client has no secret that is known.
    const clientId = basicUser(c.req.header('authorization') ?? '') ?? value('client_id')
    if (realm === undefined || realm.clientId === null || clientId !== realm.clientId)
      return refuse(c, 401, 'invalid_client', 'client not valid')
    const identity = state.grants.redeem(realmId, {
      code: value('code'),
      redirectUri: value('redirect_uri'),
      codeVerifier: value('code_verifier'),
    })
    if (identity === 'invalid_grant') return refuse(c, 400, 'invalid_grant', 'code not valid')
    return c.json({
      access_token: randomBytes(20).toString('hex'),
      token_type: 'Bearer',
      expires_in: lifetime,
      id_token: await idToken(state, realmId, identity),
    })
  })
  return app
}

/** [D] with its oddities: the methods are one text where the standard has a list, and userinfo is missing. */
function metadata({ apiUrl }: ElasticPathState, realmId: string) {
  const { issuer, login, token, keys } = brokerUrls(apiUrl, realmId)
  return {
    issuer,
    authorization_endpoint: login,
    token_endpoint: token,
    jwks_uri: keys,
    response_types_supported: ['code'],
    scopes_supported: ['profile', 'openid', 'email'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: 'client_secret_basic',
  }
}

/** [C] iss, aud, sub, exp, iat, name and email; no nonce, no azp. */
async function idToken(
  state: ElasticPathState,
  realmId: string,
  { sub, name, email, clientId }: BrokerIdentity,
): Promise<string> {
  const { privateKey, publicJwk } = await brokerKeys()
  const now = state.nowSeconds()
  return new SignJWT({ name, email })
    .setProtectedHeader({ alg: 'RS256', kid: publicJwk.kid, typ: 'JWT' })
    .setIssuer(brokerUrls(state.apiUrl, realmId).issuer)
    .setAudience(clientId)
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(privateKey)
}

/** Dialect 4 of section 2 [C] */
function refuse(c: Context, status: 400 | 401, error: string, errorDescription: string) {
  return c.json({ error, errorDescription }, status)
}

function realmIdAt({ realms, storeId }: ElasticPathState, c: Context): string | null {
  const realmId = c.req.param('realmId')
  const known = c.req.param('storeId') === storeId && realms.some(({ id }) => id === realmId)
  return known ? (realmId ?? null) : null
}

/** RFC 6749 section 2.3.1: the client id is form-encoded before it is put into Basic. */
function basicUser(header: string): string | null {
  const encoded = /^Basic ([\w+/=-]+)$/i.exec(header)?.[1]
  if (encoded === undefined) return null
  const [user = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  return new URLSearchParams(`user=${user}`).get('user')
}

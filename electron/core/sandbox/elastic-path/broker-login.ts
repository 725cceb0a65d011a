import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { errorPage } from '../login-page.ts'
import { notFound } from './api-errors.ts'
import { parseBrokerRequest, type Refusal } from './broker-request.ts'
import { callbackEndpointOf } from './profile-shape.ts'
import { listedRedirectUris } from './realms.ts'
import type { BrokerLogin, OidcProfile, Realm } from './records.ts'
import { authorizeUpstream, identify } from './relying-party.ts'
import type { ElasticPathState } from './state.ts'
import { signInUser } from './users.ts'

/** Seconds that a person has at the identity provider; assumed. */
const loginLifetime = 15 * 60

/** Where the browser passes: the broker between the storefront (hop 1) and the identity provider (hop 2). */
export function brokerLoginRoutes(state: ElasticPathState): Hono {
  const app = new Hono()

  app.get('/oidc-idp/login/stores/:storeId/authentication-realms/:realmId', async (c) => {
    const realm = realmAt(state, c)
    if (realm === undefined) return notFound(c)
    const known = asBrokerKnows(state, realm)
    const parsed = parseBrokerRequest(known, state.profiles, new URL(c.req.url).searchParams)
    if ('notRedirectable' in parsed) return refuseHere(c, parsed.notRedirectable)
    if ('refusal' in parsed) return refuseThere(c, parsed, parsed.refusal, 307)
    const { profile, request, forwarded } = parsed
    const browser = browserOf(state, c)
    const login: BrokerLogin = { profile, request, browser, visited: false }
    const upstreamState = state.logins.issue(login, loginLifetime)
    const callback = callbackEndpointOf(state, profile)
    const parameters = { ...forwarded, state: upstreamState }
    const upstream = await authorizeUpstream(profile, callback, parameters)
    if (!(upstream instanceof URL)) return refuseThere(c, request, upstream, 307)
    setCookie(c, cookieName(state), browser, {
      path: new URL(`${state.apiUrl}/oidc-idp`).pathname,
      httpOnly: true,
      sameSite: 'Lax',
    })
    return c.redirect(upstream.href, 303)
  })

  const callbackPath =
    '/oidc-idp/callback/stores/:storeId/authentication-realms/:realmId/oidc-profiles/:profileId'
  app.get(callbackPath, async (c) => {
    const realm = realmAt(state, c)
    if (realm === undefined) return notFound(c)
    const upstreamState = c.req.query('state') ?? ''
    const found = state.logins.find(upstreamState)
    // Assumed, as all pages here: what the platform shows a browser that it does not expect is undocumented.
    if (typeof found === 'string') return lost(c, `Its state is ${found}.`)
    const login = found.facts
    const { profile, request } = login
    if (profile.realmId !== realm.id || profile.id !== c.req.param('profileId'))
      return lost(c, 'It was begun with another profile.')
    if (getCookie(c, cookieName(state)) !== login.browser)
      return lost(c, 'It was begun in another browser.')
    if (login.visited || state.faults.shows('callback-replay'))
      return request.reportReplay
        ? refuseThere(c, request, replayed, 303)
        : lost(c, replayed.description)
    login.visited = true

    const redirectUri = callbackEndpointOf(state, profile)
    const callback = { url: new URL(c.req.url), redirectUri, state: upstreamState }
    const identity = await identify(withSecret(state, profile), callback, state.clock)
    if ('error' in identity) return refuseThere(c, request, identity, 303)
    const { id: userId, name, email } = signInUser(state, { realm, profile }, identity)
    const { clientId, codeChallenge, codeChallengeMethod } = request
    const code = state.grants.issueCode({
      realmId: realm.id,
      clientId,
      redirectUri: request.redirectUri,
      codeChallenge,
      codeChallengeMethod,
      userId,
      name,
      email,
    })
    return c.redirect(withParameters(request.redirectUri, { code, state: request.state }), 303)
  })
  return app
}

function asBrokerKnows(state: ElasticPathState, realm: Realm): Realm {
  const clientId = state.faults.shows('client-id-unknown') ? null : realm.clientId
  return { ...realm, clientId, redirectUris: listedRedirectUris(state, realm) }
}

function withSecret({ faults }: ElasticPathState, profile: OidcProfile): OidcProfile {
  return faults.shows('provider-secret-wrong')
    ? { ...profile, clientSecret: `${profile.clientSecret}-wrong` }
    : profile
}

/** [D] the code; the words are ours. */
const replayed: Refusal = {
  error: 'callback_replay',
  description: 'The callback of this sign-in was visited before.',
}

function realmAt({ realms, storeId }: ElasticPathState, c: Context): Realm | undefined {
  const known = c.req.param('storeId') === storeId
  return known ? realms.find(({ id }) => id === c.req.param('realmId')) : undefined
}

/** Cookies do not tell ports apart (RFC 6265 section 8.5), so that two sandboxes need two names. */
function cookieName({ origin }: ElasticPathState): string {
  return `elastic_path_${new URL(origin).port}_browser`
}

/** The browser keeps its mark from login to login, so that two tabs do not end each other's sign-in. */
function browserOf(state: ElasticPathState, c: Context): string {
  const present = getCookie(c, cookieName(state)) ?? ''
  return /^[\w-]{43}$/.test(present) ? present : randomBytes(32).toString('base64url')
}

/** Dialect 2 of section 2. [D] the description in both spellings */
function refuseHere(c: Context, { error, description }: Refusal) {
  return c.json({ error, errorDescription: description, error_description: description }, 400)
}

/** Dialect 3 of section 2 */
function refuseThere(
  c: Context,
  to: { redirectUri: string; state: string | null },
  { error, description }: Refusal,
  status: 303 | 307,
) {
  const parameters = {
    error,
    error_description: description,
    ...(to.state !== null && { state: to.state }),
  }
  return c.redirect(withParameters(to.redirectUri, parameters), status)
}

function lost(c: Context, why: string) {
  return c.html(errorPage('Unknown sign-in', `${why} Start again from the storefront.`), 400)
}

function withParameters(uri: string, parameters: Record<string, string>): string {
  const url = new URL(uri)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

import * as oauth from 'oauth4webapi'
import { isLoopbackUrl } from '../../http/loopback-host.ts'
import type { Clock } from '../../ports.ts'
import type { Refusal } from './broker-request.ts'
import { readDiscovery } from './discovery.ts'
import type { OidcProfile } from './records.ts'
import { upstreamFetch } from './upstream-fetch.ts'

/** Who the identity provider says has signed in. */
export interface ProviderIdentity {
  issuer: string
  subject: string
  name: string
  email: string
}

/** Assumed: what the broker asks for is undocumented; an address is needed, and a name. */
const scope = 'openid email profile'

/**
 * Hop 2: where the broker sends the browser. Neither nonce nor PKCE is sent: the platform supports no nonce
 * [C], and of PKCE nothing is known.
 */
export async function authorizeUpstream(
  profile: OidcProfile,
  callback: string,
  parameters: Record<string, string>,
): Promise<URL | Refusal> {
  const provider = await providerOf(profile)
  if ('error' in provider) return provider
  const url = new URL(provider.server.authorization_endpoint ?? '')
  for (const [name, value] of Object.entries({
    ...parameters,
    client_id: profile.clientId,
    response_type: 'code',
    redirect_uri: callback,
    scope,
  }))
    url.searchParams.set(name, value)
  return url
}

/** Redeems the code with client_secret_basic and checks the ID token (OIDC Core 3.1.3.7). */
export async function identify(
  profile: OidcProfile,
  callback: { url: URL; redirectUri: string; state: string },
  clock: Clock,
): Promise<ProviderIdentity | Refusal> {
  const provider = await providerOf(profile)
  if ('error' in provider) return provider
  const { server } = provider
  const client: oauth.Client = {
    client_id: profile.clientId,
    [oauth.clockSkew]: Math.round((clock.now() - Date.now()) / 1000),
    // Assumed: of the clock skew that the platform allows nothing is known.
    [oauth.clockTolerance]: 60,
  }
  try {
    const { url, redirectUri, state } = callback
    const parameters = oauth.validateAuthResponse(server, client, url, state)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.ClientSecretBasic(profile.clientSecret),
      parameters,
      redirectUri,
      oauth.nopkce,
      requestOptions(server.token_endpoint),
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: oauth.expectNoNonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(server, response, requestOptions(server.jwks_uri))
    return identityOf(oauth.getValidatedIdTokenClaims(tokens), profile)
  } catch (error) {
    return refusalOf(error)
  }
}

function identityOf(
  claims: oauth.IDToken | undefined,
  profile: OidcProfile,
): ProviderIdentity | Refusal {
  // [C] an audience besides the profile's client is refused.
  const audiences = [claims?.aud ?? []].flat()
  if (claims === undefined || audiences.length !== 1 || audiences[0] !== profile.clientId)
    return failed('The ID token is not for this client alone.')
  const { iss: issuer, sub: subject, email, name } = claims
  // Assumed: whether UserInfo is asked is unknown, so the ID token has to have it.
  if (typeof email !== 'string' || email === '')
    return failed('The ID token has no email claim, which is required.')
  return { issuer, subject, email, name: typeof name === 'string' && name !== '' ? name : email }
}

async function providerOf(
  profile: OidcProfile,
): Promise<{ server: oauth.AuthorizationServer } | Refusal> {
  const discovery = await readDiscovery(profile.discoveryUrl)
  if ('problem' in discovery) return failed(discovery.problem)
  return discovery.server.issuer === profile.issuer
    ? discovery
    : failed(`The discovery document names another issuer than ${profile.issuer}.`)
}

/** The provider's refusal of the person is passed on; everything else in hop 2 is the broker's own failure. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof oauth.AuthorizationResponseError)
    return { error: error.error, description: error.error_description ?? error.error }
  if (error instanceof oauth.ResponseBodyError)
    return failed(`The identity provider refuses the code: ${error.error}.`)
  // A client that is refused is answered 401 with a challenge (RFC 6749 section 5.2).
  if (error instanceof oauth.WWWAuthenticateChallengeError)
    return failed(
      `The identity provider refuses the client: ${error.cause[0]?.parameters.error ?? error.status}.`,
    )
  return failed(
    `The identity provider's answer is not usable: ${error instanceof Error ? error.message : String(error)}.`,
  )
}

/** Assumed: which codes the platform uses after the callback is undocumented. */
function failed(description: string): Refusal {
  return { error: 'server_error', description }
}

function requestOptions(url = '') {
  return {
    [oauth.customFetch]: upstreamFetch,
    [oauth.allowInsecureRequests]: isLoopbackUrl(url),
  }
}

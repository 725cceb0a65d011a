import { randomBytes } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import {
  type ClientMetadata,
  type Configuration,
  interactionPolicy,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider'
import { isLoopbackUrl } from '../http/loopback-host.ts'
import type { Clock, Log } from '../ports.ts'
import { consoleClientId, elasticPathBroker, introspectionClient, ssoClients } from './clients.ts'
import { presetCallbackEndpoints } from './elastic-path/store.ts'
import type { FaultSwitches } from './faults/switches.ts'
import { answerForIssuedTokens } from './issued-tokens.ts'
import { errorPage } from './login-page.ts'
import { memoryAdapter } from './memory-adapter.ts'
import { refuseAuthorization, showFaults, spoiledCodes } from './provider-faults.ts'
import { accessTokenFormat, tokenSettings } from './provider-tokens.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface IdentityProvider {
  provider: Provider
  /** Ends every session and every token. */
  reset(): void
}

/** The sandbox's OpenID provider: the certified library with people, clients and policies of its own. */
export function createProvider(options: {
  /** `http://127.0.0.1:PORT/idp`; the path is where the provider is mounted. */
  issuer: string
  keys: SigningKeys
  clock: Clock
  log: Log
  /** What it is told to do wrong. */
  faults: FaultSwitches
}): IdentityProvider {
  const { issuer, keys, clock, log, faults } = options
  const memory = memoryAdapter()
  const provider = new Provider(issuer, {
    ...tokenSettings(faults),
    adapter: spoiledCodes(memory.adapter, faults),
    jwks: { keys: [keys.privateJwk] },
    cookies: { keys: [randomBytes(32).toString('base64url')], names: cookieNames(issuer) },
    clients: [...clients, brokerClient(issuer)],
    // With a secret one of the first two, as the faults say; the document names no more than is taken.
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    responseTypes: ['code'],
    pkce: { required: (_ctx, { clientId }) => !withoutPkce.has(clientId) },
    // Pages of this machine alone, as for the emulated platforms.
    clientBasedCORS: (_ctx, origin) => isLoopbackUrl(origin),
    features: features(issuer, faults),
    // Called whether or not it is there, after all others.
    extraParams: { sandbox: (ctx) => refuseAuthorization(ctx, faults) },
    loadExistingGrant: grantAll,
    interactions: {
      policy: loginEveryTime(),
      url: (_ctx, { uid }) => `${new URL(issuer).pathname}/interaction/${uid}`,
    },
    async renderError(ctx, out) {
      ctx.type = 'html'
      ctx.body = String(await errorPage(out.error, out.error_description ?? ''))
    },
  })
  const failed = (error: unknown) => log('error', 'sandbox provider failed', { error })
  provider.on('server_error', (_ctx, error) => failed(error))
  // Koa's own event; without a listener it prints to the console.
  const koa: EventEmitter = provider
  koa.on('error', failed)
  showFaults(provider, { faults, keys, log })
  answerForIssuedTokens(provider, { keys, clock, faults })
  return { provider, reset: () => memory.clear() }
}

/** Cookies do not tell ports apart (RFC 6265 section 8.5), so that two sandboxes need two sets of names. */
function cookieNames(issuer: string) {
  const prefix = `sandbox_${new URL(issuer).port}`
  return {
    session: `${prefix}_session`,
    interaction: `${prefix}_login`,
    resume: `${prefix}_resume`,
  }
}

/** Any port counts as registered on these (RFC 8252 section 7.3). */
const loopbackRedirects = [
  'http://127.0.0.1/callback',
  'http://localhost/callback',
  'http://[::1]/callback',
]

/**
 * PKCE is optional in the documentation of standard SSO, so that both ways can be seen; whether the broker of
 * Elastic Path sends it is unknown.
 */
const withoutPkce = new Set(
  [...Object.values(ssoClients), elasticPathBroker].map(({ clientId }) => clientId),
)

const clients: ClientMetadata[] = [
  {
    client_id: consoleClientId,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [...loopbackRedirects, `${consoleClientId}://callback`],
  },
  ...Object.values(ssoClients).map(({ clientId, clientSecret }): ClientMetadata => ({
    client_id: clientId,
    client_secret: clientSecret,
    // Of a storefront it would be a web client; one under development is on this machine, at any port.
    application_type: 'native',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: loopbackRedirects,
  })),
  {
    client_id: introspectionClient.clientId,
    client_secret: introspectionClient.clientSecret,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: [],
    response_types: [],
    redirect_uris: [],
  },
]

/** Its redirect URIs are the callback endpoints of the preset profiles, to the letter. */
function brokerClient(issuer: string): ClientMetadata {
  return {
    client_id: elasticPathBroker.clientId,
    client_secret: elasticPathBroker.clientSecret,
    application_type: 'web',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: presetCallbackEndpoints(new URL(issuer).origin),
  }
}

function features(issuer: string, faults: FaultSwitches): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: false },
    userinfo: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client) => client.clientId === introspectionClient.clientId,
    },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => client.clientId === token.clientId,
    },
    resourceIndicators: accessTokenFormat(issuer, faults),
  }
}

/** Everything that is asked for is granted, each time anew, so that revoking one login spares the others. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, params, resourceServers, provider } = ctx.oidc
  if (!client || !session?.accountId) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  const scope = typeof params?.scope === 'string' ? params.scope : ''
  grant.addOIDCScope(scope)
  for (const resource of Object.keys(resourceServers ?? {})) grant.addResourceScope(resource, scope)
  await grant.save()
  return grant
}

/** The login page comes up at each authorization, so that a person can be changed; not for `prompt=none`. */
function loginEveryTime() {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  policy.get('login')?.checks.add(
    new Check('choose_person', 'the sandbox asks who signs in', 'login_required', ({ oidc }) => {
      const done = oidc.result?.login !== undefined || oidc.prompts.has('none')
      return done ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
    }),
  )
  // RFC 8252 section 8.6 asks for consent so that a login is noticed; the login page serves that.
  policy.get('consent')?.checks.remove('native_client_prompt')
  return policy
}

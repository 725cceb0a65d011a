import { type AdapterFactory, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Log } from '../ports.ts'
import type { ProviderFault } from './faults/identity-provider.ts'
import type { FaultSwitches } from './faults/switches.ts'
import { answerFaulty } from './provider-fault-answers.ts'
import { changeCallback } from './provider-fault-callbacks.ts'
import { changeTokenAnswer, clockFault } from './provider-fault-tokens.ts'
import { rotatedKeys, type SigningKeys } from './signing-keys.ts'

/*
 * How the provider misbehaves when it is told to. What the library can be told to do, it does itself; the rest is
 * done to its answers here. Without a fault nothing of this changes anything.
 */

/** Wraps everything that is used after it. */
export function showFaults(
  provider: Provider,
  { faults, keys, log }: { faults: FaultSwitches; keys: SigningKeys; log: Log },
): void {
  takeSecretsOneWay(provider, faults)
  provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>) => {
    const seconds = clockFault(faults)
    if (seconds !== 0) ctx.set('date', new Date(Date.now() + seconds * 1000).toUTCString())
    if (await answerFaulty(ctx, faults, log)) return
    await next()
    if (ctx.path === '/.well-known/openid-configuration') changeDiscovery(ctx, faults)
    else if (ctx.path === '/token') await changeTokenAnswer(ctx, { faults, keys })
    else if (ctx.path === '/jwks' && faults.shows('rotated-keys')) await publishRotated(ctx)
    else await changeCallback(ctx, faults)
  })
}

function changeDiscovery(ctx: KoaContextWithOIDC, faults: FaultSwitches): void {
  const document = ctx.body as Record<string, unknown>
  const issuer = String(document['issuer'])
  if (faults.shows('discovery-issuer-mismatch')) document['issuer'] = 'https://login.other.example'
  if (faults.shows('discovery-issuer-slash')) document['issuer'] = `${issuer}/`
  if (faults.shows('discovery-incomplete')) delete document['token_endpoint']
  if (faults.shows('pkce-refused')) document['code_challenge_methods_supported'] = ['plain']
  document['token_endpoint_auth_methods_supported'] = [secretMethod(faults), 'none']
}

const secretMethod = (faults: FaultSwitches) =>
  faults.shows('basic-auth-refused') ? 'client_secret_post' : 'client_secret_basic'

/** The library takes a secret in the header and in the form alike; here it is taken where the document says. */
function takeSecretsOneWay({ Client: { prototype } }: Provider, faults: FaultSwitches): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own this
  const taken = prototype.compareClientSecret
  prototype.compareClientSecret = function (secret) {
    const isInForm = Provider.ctx?.oidc.params?.['client_secret'] !== undefined
    const method = isInForm ? 'client_secret_post' : 'client_secret_basic'
    return method === secretMethod(faults) && taken.call(this, secret)
  }
}

async function publishRotated(ctx: KoaContextWithOIDC): Promise<void> {
  ctx.body = { keys: [(await rotatedKeys()).publicJwk] }
}

/** Refuses the authorization request; the library calls it where it looks at parameters of ours. */
export function refuseAuthorization(ctx: KoaContextWithOIDC, faults: FaultSwitches): void {
  const { params } = ctx.oidc
  if (faults.shows('nonce-required') && params?.['nonce'] === undefined)
    throw new errors.InvalidRequest('nonce is required')
  if (faults.shows('pkce-refused') && params?.['code_challenge'] !== undefined)
    throw new errors.InvalidRequest('code_challenge_method S256 is not supported')
  const refusal = refusals.find(({ fault }) => faults.shows(fault))
  if (refusal) throw refusal.error()
  // Of the verifier that RFC 7636 appendix B prints.
  if (params && faults.shows('pkce-mismatch') && params['code_challenge'] !== undefined)
    params['code_challenge'] = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
}

const refusals: { fault: ProviderFault; error: () => Error }[] = [
  {
    fault: 'access-denied',
    error: () => new errors.AccessDenied('The person may not use this client.'),
  },
  { fault: 'login-required', error: () => new errors.LoginRequired('Nobody is signed in.') },
  {
    fault: 'invalid-scope',
    error: () => new errors.InvalidScope('requested scope is not allowed', 'email'),
  },
  {
    fault: 'client-not-allowed',
    error: () => new errors.UnauthorizedClient('The code flow is off for this client.'),
  },
  {
    fault: 'authorization-error',
    error: () =>
      new errors.CustomOIDCProviderError('server_error', 'The provider failed by itself.'),
  },
]

/** Codes that are spent or too old, as the library finds them: it then refuses them by itself. */
export function spoiledCodes(adapter: AdapterFactory, faults: FaultSwitches): AdapterFactory {
  return (model) => {
    const store = adapter(model)
    if (model !== 'AuthorizationCode') return store
    return {
      ...store,
      async find(id) {
        const code = await store.find(id)
        if (!code) return code
        const past = Math.floor(Date.now() / 1000) - 1
        if (faults.shows('invalid-grant')) return { ...code, consumed: past }
        return faults.shows('code-expired') ? { ...code, exp: past } : code
      },
    }
  }
}

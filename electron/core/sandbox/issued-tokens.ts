import { jwtVerify, type JWTPayload } from 'jose'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Clock } from '../ports.ts'
import { introspectionClient } from './clients.ts'
import type { FaultSwitches } from './faults/switches.ts'
import { personBySub } from './people.ts'
import { emailOf } from './provider-tokens.ts'
import { rotatedKeys, type SigningKeys } from './signing-keys.ts'

/** As many as the memory of the provider holds at most. */
const mostTokens = 20_000

/**
 * oidc-provider does not keep the JWT access tokens that it issues, so it refuses to introspect or revoke
 * them (400 `unsupported_token_type`) and to take them at userinfo. This lets it read and authenticate the
 * request first and then replaces just that refusal.
 */
export function answerForIssuedTokens(
  provider: Provider,
  { keys, clock, faults }: { keys: SigningKeys; clock: Clock; faults: FaultSwitches },
): void {
  /** Grant by token id; a token that is not in it was revoked, or is of another sandbox. */
  const grants = new Map<string, string | undefined>()
  provider.on('access_token.issued', ({ jti, grantId }) => {
    grants.set(jti, grantId)
    for (const oldest of grants.keys()) {
      if (grants.size <= mostTokens) break
      grants.delete(oldest)
    }
  })

  /** Claims of an access token that is ours, unexpired and not revoked; else null. */
  async function activeClaims(token: unknown): Promise<JWTPayload | null> {
    if (typeof token !== 'string') return null
    const claims = await verified(token)
    if (claims?.jti === undefined || !grants.has(claims.jti)) return null
    const grantId = grants.get(claims.jti)
    const grant = grantId === undefined ? undefined : await provider.Grant.find(grantId)
    return grant === undefined ? null : claims
  }

  async function verified(token: string): Promise<JWTPayload | null> {
    try {
      const { publicJwk } = faults.shows('rotated-keys') ? await rotatedKeys() : keys
      // Its issuer may be the wrong one by a fault; that it is ours is known by its id.
      const { payload } = await jwtVerify(token, publicJwk, {
        algorithms: ['RS256'],
        typ: 'at+jwt',
        currentDate: new Date(clock.now()),
      })
      return payload
    } catch {
      // Whatever is wrong with it, RFC 7662 section 2.2 has one answer: not active.
      return null
    }
  }

  provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>) => {
    await next()
    if (ctx.status === 401 && ctx.oidc.route === 'userinfo') {
      const claims = await activeClaims(/^Bearer (.+)$/i.exec(ctx.get('authorization'))?.[1])
      if (claims) answer(ctx, userinfo(claims, faults))
    } else if (isRefusedJwt(ctx) && ctx.oidc.route === 'introspection') {
      const may = ctx.oidc.client?.clientId === introspectionClient.clientId
      const claims = may ? await activeClaims(ctx.oidc.params?.token) : null
      answer(ctx, claims ? { active: true, ...claims, token_type: 'Bearer' } : { active: false })
    } else if (isRefusedJwt(ctx) && ctx.oidc.route === 'revocation') {
      const claims = await activeClaims(ctx.oidc.params?.token)
      // A token of another client is left alone, an unknown one is as good as revoked (RFC 7009 section 2).
      if (claims?.jti && claims.client_id === ctx.oidc.client?.clientId) grants.delete(claims.jti)
      answer(ctx, '')
    }
  })
}

/** Raised only after the client was authenticated. */
function isRefusedJwt({ status, body }: KoaContextWithOIDC): boolean {
  return (
    status === 400 && (body as { error?: string } | undefined)?.error === 'unsupported_token_type'
  )
}

function answer(ctx: KoaContextWithOIDC, body: object | string): void {
  ctx.status = 200
  ctx.body = body
  ctx.remove('WWW-Authenticate')
}

/** OpenID Connect Core section 5.4: the scopes decide which claims are told. */
function userinfo({ sub = '', scope }: JWTPayload, faults: FaultSwitches): object {
  const person = personBySub(sub)
  const scopes = new Set(typeof scope === 'string' ? scope.split(' ') : [])
  return {
    sub,
    ...(scopes.has('profile') && { name: person?.name, preferred_username: person?.login }),
    ...(scopes.has('email') && emailOf(sub, faults)),
  }
}

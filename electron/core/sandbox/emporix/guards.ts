import { createMiddleware } from 'hono/factory'
import { tenant } from '../clients.ts'
import type { Bearer, State } from '../state.ts'
import { badRequest, missingScope } from './error-message.ts'
import { gatewayFault } from './gateway-fault.ts'

type Of<K extends Bearer['kind']> = Extract<Bearer, { kind: K }>

/**
 * The gateway's check of the bearer token, as `c.var.bearer`. A good token of a kind that the call does not
 * take is answered like an unknown one, which is assumed.
 */
export function bearerOf<K extends Bearer['kind']>(state: State, ...kinds: K[]) {
  return createMiddleware<{ Variables: { bearer: Of<K>; token: string; secondsLeft: number } }>(
    async (c, next) => {
      const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
      if (token === undefined) return gatewayFault(c, 'missing')
      const found = state.accessTokens.find(token)
      if (typeof found === 'string') return gatewayFault(c, found)
      if (!isOf(found.facts, kinds)) return gatewayFault(c, 'unknown')
      c.set('bearer', found.facts)
      c.set('token', token)
      c.set('secondsLeft', found.secondsLeft)
      return next()
    },
  )
}

function isOf<K extends Bearer['kind']>(bearer: Bearer, kinds: readonly K[]): bearer is Of<K> {
  return (kinds as readonly Bearer['kind'][]).includes(bearer.kind)
}

/** Calls of a back end: any valid token passes the gateway, the service asks for the scope. */
export function serviceWith(state: State, scope: string) {
  const gateway = bearerOf(state, 'service', 'customer', 'anonymous')
  return [
    gateway,
    createMiddleware<{ Variables: { bearer: Bearer } }>(async (c, next) => {
      const { bearer } = c.var
      if (bearer.kind === 'service' && bearer.scopes.includes(scope)) return next()
      return missingScope(c, scope)
    }),
  ] as const
}

/** [DOC] the sample error of emporix.md section 7; that it is the answer to another tenant is assumed. */
export const knownTenant = createMiddleware(async (c, next) => {
  if (c.req.param('tenant') === tenant) return next()
  return badRequest(c, 'The tenant information provided with the request is not valid.')
})

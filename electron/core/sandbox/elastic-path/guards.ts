import { createMiddleware } from 'hono/factory'
import { forbidden, unauthorized } from './api-errors.ts'
import type { Bearer } from './records.ts'
import type { ElasticPathState } from './state.ts'

/** What a handler behind `bearerOf` finds in `c.var`. */
export interface BearerVariables {
  bearer: Bearer
}

/**
 * The check of the access token, as `c.var.bearer`. A good token of a kind that may not do this is answered
 * 403 (the permission table of elastic-path.md section 3).
 */
export function bearerOf(state: ElasticPathState, ...kinds: Bearer['kind'][]) {
  return createMiddleware<{ Variables: BearerVariables }>(async (c, next) => {
    const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const found = token === undefined ? 'unknown' : state.accessTokens.find(token)
    if (typeof found === 'string' || state.faults.shows('access-token-401')) return unauthorized(c)
    if (!kinds.includes(found.facts.kind)) return forbidden(c)
    c.set('bearer', found.facts)
    return next()
  })
}

/** Reads that a storefront may do as well as an administrator. */
export function anyBearer(state: ElasticPathState) {
  return bearerOf(state, 'implicit', 'client_credentials')
}

export function administrator(state: ElasticPathState) {
  return bearerOf(state, 'client_credentials')
}

import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { forbidden, notFound, unauthorized } from './api-errors.ts'
import { readCustomerJwt } from './customer-jwt.ts'
import { anyBearer, type BearerVariables } from './guards.ts'
import { pageOf, paging } from './pages.ts'
import type { Customer } from './records.ts'
import type { ElasticPathState } from './state.ts'

/** What proves a customer token (elastic-path.md section 4.3): customers read themselves, and nobody else. */
export function customerRoutes(state: ElasticPathState): Hono {
  const app = new Hono()
  const guards = [anyBearer(state), readerOf(state)] as const

  app.get('/v2/customers', ...guards, paging(state), (c) => {
    const { reader } = c.var
    const { data, ...envelope } = pageOf(
      c,
      state.customers.filter(({ id }) => reader === 'everybody' || id === reader.customerId),
    )
    return c.json({ data: data.map(asRead), ...envelope })
  })

  app.get('/v2/customers/:customerId', ...guards, (c) => {
    const { reader } = c.var
    const customer = state.customers.find(({ id }) => id === c.req.param('customerId'))
    if (customer === undefined) return notFound(c)
    return reader === 'everybody' || reader.customerId === customer.id
      ? c.json({ data: asRead(customer) })
      : forbidden(c)
  })
  return app
}

interface ReaderVariables extends BearerVariables {
  reader: 'everybody' | { customerId: string }
}

/**
 * Who may read whom (the permission table of section 3). That a customer token narrows an administrator's token
 * is assumed; the platform calls the mixture unintended.
 */
function readerOf(state: ElasticPathState) {
  return createMiddleware<{ Variables: ReaderVariables }>(async (c, next) => {
    const token = c.req.header('x-moltin-customer-token')
    if (token === undefined) {
      if (c.var.bearer.kind === 'implicit') return forbidden(c)
      c.set('reader', 'everybody')
      return next()
    }
    const claims = readCustomerJwt(token, state.nowSeconds())
    if (claims === null) return unauthorized(c)
    c.set('reader', { customerId: claims.sub })
    return next()
  })
}

/** [D] here the times are in `meta.timestamps`; `password` tells whether there is one. */
function asRead({ id, name, email, createdAt, updatedAt }: Customer) {
  return {
    type: 'customer',
    id,
    name,
    email,
    password: false,
    meta: { timestamps: { created_at: createdAt, updated_at: updatedAt } },
  }
}

import { type Context, Hono } from 'hono'
import { findCustomers } from '../../platforms/emporix/provisioning.ts'
import type { Customer, State } from '../state.ts'
import { badRequest } from './error-message.ts'
import { knownTenant, serviceWith } from './guards.ts'

/** Customers as a back end reads them (emporix.md section 4). */
export function customerSearchRoutes(state: State): Hono {
  const app = new Hono()
  const read = serviceWith(state, 'customer.customer_read')

  app.get('/customer/:tenant/customers', ...read, knownTenant, (c) =>
    search(c, state, c.req.query('q')),
  )

  app.post('/customer/:tenant/customers/search', ...read, knownTenant, async (c) => {
    const body: unknown = await c.req.json().catch(() => null)
    const q = typeof body === 'object' && body !== null && 'q' in body ? body.q : undefined
    if (typeof q !== 'string') return badRequest(c, "The body needs a 'q'.")
    return search(c, state, q)
  })
  return app
}

/** `field:value`, of the query language only what finds one customer; without it, all of them. */
function search(c: Context, { customers }: State, q: string | undefined) {
  if (q === undefined) return c.json(customers.map(asRead))
  const [, field, value = ''] = /^(contactEmail|customerNumber):(.+)$/.exec(q) ?? []
  if (field === undefined) return badRequest(c, `The query '${q}' is not supported.`)
  const found =
    field === 'contactEmail'
      ? findCustomers(customers, 'EMAIL', value)
      : customers.filter(({ customerNumber }) => customerNumber === value)
  return c.json(found.map(asRead))
}

/** The tenant-managed schema has no lastLogin. */
function asRead({ customerNumber, contactEmail, firstName, lastName, createdAt }: Customer) {
  return {
    customerNumber,
    ...(contactEmail !== null && { contactEmail }),
    firstName,
    lastName,
    active: true,
    onHold: false,
    metadataCreatedAt: createdAt,
  }
}

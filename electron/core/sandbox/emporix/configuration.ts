import { type Context, Hono } from 'hono'
import type { State } from '../state.ts'
import {
  createConfigurations,
  deleteConfiguration,
  listConfigurations,
  type Place,
  readConfiguration,
  updateConfiguration,
} from './configuration-verbs.ts'
import { bearerOf, knownTenant, serviceWith } from './guards.ts'

/** The Configuration Service: of the tenant, of its clients, and what all tenants can read. */
export function configurationRoutes(state: State): Hono {
  const app = new Hono()
  const view = serviceWith(state, 'configuration.configuration_view')
  const manage = serviceWith(state, 'configuration.configuration_manage')
  const placeOf = (c: Context): Place => {
    const client = c.req.param('client')
    const { configurations } = state
    return client === undefined
      ? { owner: null, store: configurations.tenant }
      : { owner: { client }, store: configurations.ofClient(client) }
  }

  /** Both have the same verbs; only a client has a name in the path. */
  const mount = (base: string) => {
    const list = `${base}/configurations`
    const one = `${list}/:propertyKey`
    app.get(list, ...view, knownTenant, (c) => listConfigurations(c, placeOf(c)))
    app.post(list, ...manage, knownTenant, (c) => createConfigurations(c, placeOf(c)))
    app.get(one, ...view, knownTenant, (c) => readConfiguration(c, placeOf(c)))
    app.put(one, ...manage, knownTenant, (c) => updateConfiguration(c, placeOf(c)))
    app.delete(one, ...manage, knownTenant, (c) => deleteConfiguration(c, placeOf(c)))
  }
  mount('/configuration/:tenant')
  mount('/configuration/:tenant/clients/:client')

  app.get('/configuration/:tenant/clients', ...view, knownTenant, (c) =>
    c.json(state.configurations.clients()),
  )

  // No scope is listed for it, so that any token will do; there is nothing that all tenants share here.
  const anyToken = bearerOf(state, 'service', 'customer', 'anonymous')
  app.get('/configuration/:tenant/global-configurations', anyToken, knownTenant, (c) => c.json([]))
  return app
}

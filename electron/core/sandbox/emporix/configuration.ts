import { Hono } from 'hono'
import { tenant } from '../clients.ts'
import type { State } from '../state.ts'
import { errorMessage } from './error-message.ts'
import { knownTenant, serviceWith } from './guards.ts'

export interface ConfigurationEntry {
  key: string
  value: unknown
  version: number
  secured: boolean
}

/** Reads of the Configuration Service (emporix.md section 6). */
export function configurationRoutes(state: State, tokenExchange: object): Hono {
  const entries = (): ConfigurationEntry[] => [
    entry('tokenExchange', tokenExchange),
    ...Object.entries(state.settings).map(([key, value]) => entry(key, value)),
  ]
  const app = new Hono()
  const view = serviceWith(state, 'configuration.configuration_view')
  const path = '/configuration/:tenant/configurations'

  app.get(path, ...view, knownTenant, (c) => {
    const keys = c.req.query('keys')?.split(',')
    return c.json(entries().filter(({ key }) => keys === undefined || keys.includes(key)))
  })

  app.get(`${path}/:propertyKey`, ...view, knownTenant, (c) => {
    const wanted = c.req.param('propertyKey')
    const found = entries().find(({ key }) => key === wanted)
    if (found) return c.json(found)
    return errorMessage(c, 404, {
      type: 'application/json',
      message: 'Configuration not found',
      details: [
        {
          message: `Could not find the tenant configuration with the propertyKey '${wanted}' for the tenant '${tenant}'`,
        },
      ],
    })
  })
  return app
}

/** An object value cannot be `secured`; the settings are no secret. */
function entry(key: string, value: unknown): ConfigurationEntry {
  return { key, value, version: 1, secured: false }
}

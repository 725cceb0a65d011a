import { type Context, Hono } from 'hono'
import { tenant } from '../clients.ts'
import type { SandboxSite } from '../sites.ts'
import type { Bearer, State } from '../state.ts'
import { badRequest, errorMessage } from './error-message.ts'
import { bearerOf, knownTenant } from './guards.ts'

/**
 * Site Settings, reads alone (emporix.md section 5.6). `default` is an entry of `tokenExchange` and no site, and
 * which site is the tenant's default is of no matter to customer SSO.
 */
const sites = [
  site('Site_DE', { name: 'Germany', language: 'de', currency: 'EUR', country: 'DE' }),
  site('Site_PL', { name: 'Poland', language: 'pl', currency: 'PLN', country: 'PL' }),
  site('Site_FR', { name: 'France', language: 'fr', currency: 'EUR', country: 'FR' }),
  site('Site_AT', { name: 'Austria', language: 'de', currency: 'EUR', country: 'AT' }),
]

export function siteRoutes(state: State): Hono {
  const app = new Hono()
  // [DOC] reading active sites has no mandatory scope.
  const anyToken = bearerOf(state, 'service', 'customer', 'anonymous')

  app.get('/site/:tenant/sites', anyToken, knownTenant, (c) => {
    if (c.req.query('includeInactive') === 'true' && !has(c.var.bearer, 'site.site_manage'))
      return scopeMissing(c, 'site.site_manage')
    return page(c, sites)
  })

  app.get('/site/:tenant/siteslist', anyToken, knownTenant, (c) => {
    if (!has(c.var.bearer, 'site.site_read')) return scopeMissing(c, 'site.site_read')
    return page(
      c,
      sites.map(({ code }) => code),
    )
  })

  app.get('/site/:tenant/sites/:siteCode', anyToken, knownTenant, (c) => {
    const wanted = c.req.param('siteCode')
    const found = sites.find(({ code }) => code === wanted)
    if (found) return c.json(found)
    return errorMessage(c, 404, {
      type: 'application/json',
      message: 'Site not Found',
      details: [{ message: `Couldn't find a site with code '${wanted}'` }],
    })
  })
  return app
}

function site(
  code: Exclude<SandboxSite, 'default'>,
  facts: { name: string; language: string; currency: string; country: string },
) {
  const { name, language, currency, country } = facts
  return {
    code,
    name: `${name} (${tenant})`,
    active: true,
    default: code === 'Site_DE',
    defaultLanguage: language,
    languages: [language, 'en'],
    currency,
    availableCurrencies: [currency],
    homeBase: { address: { country } },
    shipToCountries: [country],
    metadata: { mixins: {}, version: 1 },
  }
}

/** [DOC] pages begin with 1 and have 16 elements; `totalCount` asks for the header. */
function page(c: Context, items: readonly (object | string)[]) {
  const number = Number(c.req.query('pageNumber') ?? 1)
  const size = Number(c.req.query('pageSize') ?? 16)
  if (!isPositive(number)) return badRequest(c, 'The pageNumber must be a number from 1.')
  if (!isPositive(size)) return badRequest(c, 'The pageSize must be a number from 1.')
  if (c.req.query('totalCount') === 'true') c.header('X-Count', String(items.length))
  return c.json(items.slice((number - 1) * size, number * size))
}

const isPositive = (number: number) => Number.isInteger(number) && number >= 1

const has = (bearer: Bearer, scope: string) =>
  bearer.kind === 'service' && bearer.scopes.includes(scope)

/** [DOC] the sample of this service, whose texts are its own. */
function scopeMissing(c: Context, scope: string) {
  return errorMessage(c, 403, {
    type: 'Forbidden',
    message: 'User not authorized',
    details: [{ message: `Missing required scopes [${scope}]` }],
  })
}

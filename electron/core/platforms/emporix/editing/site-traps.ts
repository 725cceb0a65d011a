import type { Problem } from '../../../../../shared/connection-form.ts'
import { FlowError } from '../../../failure.ts'
import { fix, textAt, trap } from '../../edited-document.ts'
import type { Layers } from '../configuration-layers.ts'
import { joinIntrospectionUrl, slashTrap } from '../introspection-url.ts'
import { remedy } from './entry-traps.ts'
import type { EditedExchange } from './exchange-reading.ts'
import { skippedChecks } from './skipped-checks.ts'
import * as source from './sources.ts'

interface Site {
  exchange: EditedExchange
  layers: Layers
  document: unknown
}

/** What is odd about a site once its layers are laid over one another. */
export function siteTraps(document: unknown, exchange: EditedExchange): Problem[] {
  return [...exchange.document.entries.keys()].flatMap((key) => {
    const site = { exchange, layers: exchange.layers(key), document }
    return [...modes(site), ...joined(site), ...unset(site)]
  })
}

const online = ['domain', 'token_introspect_endpoint', 'client_id', 'client_secret'] as const

function modes({ exchange, layers }: Site): Problem[] {
  const { site } = layers
  const jwks = layers.keySet()
  if (jwks !== null) return bothModes({ exchange, layers }, jwks.source)
  const missing = online.filter((field) => layers.text(field) === null)
  if (missing.length === 0) return []
  const all = missing.length === online.length
  const message = all
    ? `${site} has neither jwks nor introspection: no token can be validated with it.`
    : `${site} has no jwks, so tokens are introspected, and that needs ${missing.join(', ')} as well.`
  const [first = 'domain'] = missing
  const path = all ? exchange.pathOf(site) : exchange.pathOf(site, first)
  return [trap(path, message, source.exchangeFields)]
}

/** A site's own key set over the introspection of default is the documented override: no trap. */
function bothModes({ exchange, layers }: Omit<Site, 'document'>, at: string): Problem[] {
  const owner = layers.order.find(({ name }) => at === `${name}.jwks`)
  const beside = ['token_introspect_endpoint', 'client_id', 'client_secret'].filter(
    (field) => owner?.entry[field],
  )
  if (owner === undefined || beside.length === 0) return []
  const path = exchange.pathOf(owner.name, 'jwks')
  const message = `${at} makes the validation offline, so ${beside.join(', ')} beside it ${beside.length > 1 ? 'do' : 'does'} nothing and a revoked token stays valid.`
  const offer = () => fix('Remove jwks, to introspect', { path })
  return [trap(path, message, source.exchangeOffline, remedy(exchange, offer))]
}

/** Undocumented how the platform joins them (emporix.md 3.2), so both ends are looked at. */
function joined({ exchange, layers }: Site): Problem[] {
  const domain = layers.text('domain')
  const endpoint = layers.text('token_introspect_endpoint')
  if (domain === null || endpoint === null || layers.keySet() !== null) return []
  const path = exchange.pathOf(ownerOf(endpoint.source), 'token_introspect_endpoint')
  const slashes = slashTrap(domain.value, endpoint.value)
  if (slashes !== null) {
    const value = slashes === 'doubled' ? endpoint.value.replace(/^\/+/, '') : `/${endpoint.value}`
    const message = `Joined as they are, the slash between ${domain.source} and ${endpoint.source} would be ${slashes}.`
    const label = slashes === 'doubled' ? 'Remove one' : 'Add it'
    const offer = () => fix(label, { path, value })
    const from = source.assumed('domain and path are joined as they are')
    return [trap(path, message, from, remedy(exchange, offer))]
  }
  try {
    joinIntrospectionUrl(domain, endpoint)
    return []
  } catch (thrown) {
    if (!(thrown instanceof FlowError)) throw thrown
    // The traps of the entry have told these with a remedy.
    if (!/^https?:\/\//i.test(domain.value) || /^(?:https?:|\/\/)/i.test(endpoint.value)) return []
    const inDomain = thrown.evidence?.path === domain.source
    const at = inDomain ? exchange.pathOf(ownerOf(domain.source), 'domain') : path
    return [trap(at, thrown.message.replace(/^tokenExchange: /, ''), source.exchangeFields)]
  }
}

const expectations = ['issuer', 'audience', 'token_client_id'] as const

/** Told where one change mends it: at default for all that inherit it. */
function unset({ exchange, layers, document }: Site): Problem[] {
  const { site, order } = layers
  const known = {
    issuer: textAt(document, ['identityProvider', 'issuer']),
    audience: textAt(document, ['identityProvider', 'audience']),
    token_client_id: textAt(document, ['identityProvider', 'clientId']),
  }
  return expectations.flatMap((field) => {
    const inherits = order.length > 1 && !Object.hasOwn(order[0]?.entry ?? {}, field)
    if (valueOf(layers, field) !== null || inherits) return []
    const path = exchange.pathOf(site, field)
    const value = known[field]
    const offer = value === '' ? null : remedy(exchange, () => fix(`Set ${value}`, { path, value }))
    const message = `${site}.${field} is unset, so ${skippedChecks[field]}`
    return [trap(path, message, source.exchangeSequence, offer)]
  })
}

const valueOf = (layers: Layers, field: (typeof expectations)[number]) =>
  field === 'audience' ? layers.list(field) : layers.text(field)

/** `Site.DE.domain` -> `Site.DE` */
const ownerOf = (at: string) => at.slice(0, at.lastIndexOf('.'))

import type { Problem } from '../../../../../shared/connection-form.ts'
import { fix, type Fix, jsonOf, memberAt, trap } from '../../edited-document.ts'
import { urlTraps, withoutDoubledSlash } from '../../text-traps.ts'
import { entryFields, type SiteEntry } from '../token-exchange-config.ts'
import type { EditedExchange } from './exchange-reading.ts'
import { issuerDifference } from './issuer-difference.ts'
import { keyTraps } from './key-traps.ts'
import * as source from './sources.ts'

interface Entry {
  exchange: EditedExchange
  layer: string
  entry: SiteEntry
  document: unknown
}

/** What is odd in one entry as it is written, whatever is laid over it. */
export function entryTraps(document: unknown, exchange: EditedExchange): Problem[] {
  return [...exchange.document.entries].flatMap(([layer, entry]) => {
    const one = { exchange, layer, entry, document }
    return [
      ...domain(one),
      ...endpoint(one),
      ...issuer(one),
      ...readableSecrets(one),
      ...unknownMembers(one),
      ...keyTraps(one),
    ]
  })
}

/** A remedy only where members can be changed one by one. */
export function remedy({ editable }: EditedExchange, offer: () => Fix): Fix | null {
  return editable ? offer() : null
}

/** The scheme is part of it, as the example of the platform has it. */
function domain({ exchange, layer, entry, document }: Entry): Problem[] {
  const value = entry.domain ?? ''
  const path = exchange.pathOf(layer, 'domain')
  if (value === '') return []
  if (!/^[a-z][\w+.-]*:\/\//i.test(value)) {
    const message = `${layer}.domain has no scheme: the platform needs a base URL such as https://${value}.`
    const offer = () => fix('Put https:// before it', { path, value: `https://${value}` })
    return [trap(path, message, source.exchangeFields, remedy(exchange, offer))]
  }
  const url = URL.parse(value)
  // At these nobody can be asked whether a token is active (emporix.md section 8).
  const without = ['.auth0.com', 'login.microsoftonline.com', 'sts.windows.net']
  const offline = exchange.layers(layer).keySet() !== null
  const problems = exchange.editable ? urlTraps(document, path, `${layer}.domain`) : []
  if (offline || !without.some((end) => url?.hostname.endsWith(end))) return problems
  const message = `${url?.hostname} publishes no introspection endpoint: validate offline, with its keys as jwks.`
  return [...problems, trap(path, message, source.exchangeOffline)]
}

function endpoint({ exchange, layer, entry }: Entry): Problem[] {
  const value = entry.token_introspect_endpoint ?? ''
  const path = exchange.pathOf(layer, 'token_introspect_endpoint')
  const url = /^https?:/i.test(value) ? URL.parse(value) : null
  if (url !== null) {
    const message = `${layer}.token_introspect_endpoint is a whole URL; the platform puts domain before it, so only the path belongs here.`
    const offer = () => fix('Keep the path', { path, value: url.pathname + url.search })
    return [trap(path, message, source.exchangeFields, remedy(exchange, offer))]
  }
  const single = withoutDoubledSlash(value.replace(/^\/+/, '/'))
  if (single === value) return []
  const message = `${layer}.token_introspect_endpoint has a doubled slash; the platform joins domain and path as they are.`
  const offer = () => fix('Use one', { path, value: single })
  return [trap(path, message, source.exchangeFields, remedy(exchange, offer))]
}

/** Failure 7 of emporix.md section 8. */
function issuer({ exchange, layer, entry, document }: Entry): Problem[] {
  const value = entry.issuer ?? ''
  const path = exchange.pathOf(layer, 'issuer')
  const known = memberAt(document, ['identityProvider', 'issuer'])
  if (value === '' || typeof known !== 'string' || known === '') return []
  const difference = issuerDifference(value, known)
  if (difference === null) return []
  const message = `${layer}.issuer differs from the issuer of the provider only by ${difference}; iss is compared to the letter.`
  const offer = () => fix('Write it as the provider does', { path, value: known })
  return [trap(path, message, source.exchangeSequence, remedy(exchange, offer))]
}

/** The Configuration Service encrypts texts only, and this value is an object (emporix.md section 6). */
function readableSecrets({ exchange, layer, entry }: Entry): Problem[] {
  const secrets = ['client_secret', 'storefront_client_secret'] as const
  return secrets
    .filter((field) => entry[field])
    .map((field) => {
      const message = `${layer}.${field} can be read at the platform by everybody with configuration.configuration_view: use a client that may do nothing but introspect.`
      return trap(exchange.pathOf(layer, field), message, source.configurationService)
    })
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '')
const known = new Map<string, string>(entryFields.map((field) => [plain(field), field]))
const documented: ReadonlySet<string> = new Set(entryFields)
/** As other products and drafts call them. */
const otherNames = new Map([
  ['introspectionendpoint', 'token_introspect_endpoint'],
  ['tokenintrospectionendpoint', 'token_introspect_endpoint'],
  ['introspecturl', 'token_introspect_endpoint'],
  ['aud', 'audience'],
  ['iss', 'issuer'],
  ['azp', 'token_client_id'],
])

/** A misspelled member is taken by the platform, and does nothing. */
function unknownMembers({ exchange, layer, entry }: Entry): Problem[] {
  return Object.entries(entry).flatMap(([name, value]) => {
    if (documented.has(name)) return []
    const path = exchange.pathOf(layer, name)
    if (plain(name) === 'jwksuri') {
      const message = `${layer}.${name} does nothing: the platform knows no jwks_uri, the keys themselves stand in jwks.`
      return [trap(path, message, source.exchangeOffline)]
    }
    const meant = known.get(plain(name)) ?? otherNames.get(plain(name))
    if (meant === undefined || Object.hasOwn(entry, meant)) return []
    const message = `${layer}.${name} is not a member that the platform documents; ${meant} is.`
    const renamed = { path: [...path.slice(0, -1), meant], value: jsonOf(value) }
    const offer = () => fix(`Rename it to ${meant}`, { path }, renamed)
    return [trap(path, message, source.exchangeFields, remedy(exchange, offer))]
  })
}

import type { Check } from '../../../../shared/check.ts'
import type { SiteConfiguration } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import { unusableKey } from '../../tokens/key-choice.ts'
import { configurationChecks } from './configuration-checks.ts'
import { invalid } from './configuration-invalid.ts'
import { type Layers, layersOf } from './configuration-layers.ts'
import { joinIntrospectionUrl } from './introspection-url.ts'
import { publicMembers } from './public-key-members.ts'
import { siteKeys, type TokenExchangeDocument } from './token-exchange-config.ts'

export interface SelectOptions {
  /** The `config` parameter; null sends none. */
  requested: string | null
  siteEntry: 'merges' | 'replaces'
  unknownConfig: 'reject' | 'default'
  autoprovisioningDisabled: SiteConfiguration['autoprovisioningDisabled']
  identifierField: SiteConfiguration['identifierField']
  /** Which mode to compare with, where both are configured; the platform itself always decides `auto`. */
  mode?: 'auto' | 'online' | 'offline'
}

/**
 * The configuration that the platform would hold a token against, every value with the layer it came from,
 * and what is odd about it as checks. Throws `configuration_unknown` (the platform's 400) or
 * `configuration_invalid`, which names the path.
 */
export function selectConfiguration(
  document: TokenExchangeDocument,
  options: SelectOptions,
): { configuration: SiteConfiguration; checks: Check[] } {
  const { site, siteReason } = selectSite(document, options)
  const layers = layersOf(document.entries, site, options.siteEntry)
  const configuration: SiteConfiguration = {
    site,
    siteReason,
    ...modeOf(layers, options.mode ?? 'auto'),
    issuer: layers.text('issuer'),
    audience: layers.list('audience'),
    tokenClientId: layers.text('token_client_id'),
    autoprovisioningDisabled: options.autoprovisioningDisabled,
    identifierField: options.identifierField,
  }
  return { configuration, checks: configurationChecks(document, configuration, layers, options) }
}

/** a `jwks` means offline, none means online. A mode that was asked for says so. */
function modeOf(
  layers: Layers,
  asked: 'auto' | 'online' | 'offline',
): Pick<SiteConfiguration, 'mode' | 'modeReason' | 'jwks' | 'introspection'> {
  const jwks = asked === 'online' ? null : usableKeys(layers)
  if (jwks !== null) {
    const modeReason = `${jwks.source} is set, so the signature is checked with these keys and nothing is introspected.`
    return { mode: 'offline', modeReason, jwks, introspection: null }
  }
  if (asked === 'offline')
    throw invalid(`${layers.site}.jwks`, 'is missing: offline validation needs it')
  const modeReason =
    asked === 'online'
      ? 'Online validation was asked for, so the token is introspected.'
      : `${layers.site} has no jwks, so the token is introspected.`
  return { mode: 'online', modeReason, jwks, introspection: introspectionOf(layers) }
}

function selectSite(
  document: TokenExchangeDocument,
  { requested, unknownConfig }: SelectOptions,
): Pick<SiteConfiguration, 'site' | 'siteReason'> {
  const site = requested ?? 'default'
  if (document.entries.has(site))
    return { site, siteReason: requested === null ? 'omitted' : 'requested' }
  if (document.rest.has(site)) throw invalid(site, 'is not an entry of the document')
  if (requested !== null && unknownConfig === 'default' && document.entries.has('default'))
    return { site: 'default', siteReason: 'fallback' }
  throw unknownSite(document, requested)
}

function unknownSite(document: TokenExchangeDocument, requested: string | null): FlowError {
  const keys = siteKeys(document)
  const configured = keys.length > 0 ? `Configured: ${keys.join(', ')}.` : 'None is configured.'
  if (requested === null)
    return new FlowError(
      'configuration_unknown',
      `No configuration was asked for, and the tokenExchange document has no default. ${configured}`,
      { requested, configured: keys },
    )
  const near = keys.find((key) => key.toLowerCase() === requested.trim().toLowerCase())
  const hint = near === undefined ? '' : ` It differs from ${near} only by case or blanks.`
  return new FlowError(
    'configuration_unknown',
    `The tokenExchange document has no configuration "${requested}".${hint} ${configured}`,
    { requested, configured: keys },
  )
}

/** null or absent is online; present without a usable key is a configuration error. */
function usableKeys(layers: Layers): SiteConfiguration['jwks'] {
  const jwks = layers.keySet()
  if (jwks === null) return null
  const reasons = jwks.value.map(unusableKey)
  if (reasons.includes(null))
    return { value: { keys: jwks.value.map(publicMembers) }, source: jwks.source }
  const [first] = reasons
  throw invalid(
    `${jwks.source}.keys`,
    first ? `holds no key that can verify a signature: ${first.replace(/\.$/, '')}` : 'is empty',
  )
}

function introspectionOf(layers: Layers): NonNullable<SiteConfiguration['introspection']> {
  const need = (field: 'domain' | 'token_introspect_endpoint' | 'client_id' | 'client_secret') => {
    const found = layers.text(field)
    if (found !== null) return found
    throw invalid(
      `${layers.site}.${field}`,
      'is missing: without jwks the token is introspected, which needs it',
    )
  }
  const domain = need('domain')
  const endpoint = need('token_introspect_endpoint')
  return {
    url: joinIntrospectionUrl(domain, endpoint),
    clientId: need('client_id').value,
    clientSecret: need('client_secret').value,
    source: endpoint.source,
  }
}

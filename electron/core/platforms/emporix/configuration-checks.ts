import type { Check } from '../../../../shared/check.ts'
import type { SiteConfiguration } from '../../../../shared/values.ts'
import type { Layers } from './configuration-layers.ts'
import { slashTrap } from './introspection-url.ts'
import { certificateMismatch } from './key-certificate.ts'
import { isPrivate } from './public-key-members.ts'
import type { SelectOptions } from './select-configuration.ts'
import type { TokenExchangeDocument } from './token-exchange-config.ts'

type Row = Omit<Check, 'expected' | 'found'> & Partial<Pick<Check, 'expected' | 'found'>>

/** What the stage `select-configuration` says about the chosen configuration, in reading order. */
export function configurationChecks(
  document: TokenExchangeDocument,
  configuration: SiteConfiguration,
  layers: Layers,
  options: SelectOptions,
): Check[] {
  const rows = [
    chosen(document, configuration, options),
    keySpelling(document),
    mode(configuration),
    expectation('issuer', 'Issuer', configuration.issuer),
    expectation('audience', 'Audience', configuration.audience),
    expectation('token_client_id', 'Authorized party', configuration.tokenClientId),
    bothModes(layers),
    privateKey(layers),
    certificates(layers),
    introspectionUrl(configuration, layers),
    readableSecrets(layers),
  ]
  return rows.filter((row) => row !== null).map((row) => ({ expected: null, found: null, ...row }))
}

function chosen(
  document: TokenExchangeDocument,
  { site, siteReason }: SiteConfiguration,
  { requested }: SelectOptions,
): Row {
  const row = { id: 'configuration', title: 'Configuration chosen', source: 'config parameter' }
  const found = [...document.entries.keys()]
  if (siteReason === 'fallback')
    return {
      ...row,
      status: 'warning',
      expected: requested,
      found,
      message: `${requested} is not configured; default is used, as the older text says. The API reference says 400.`,
    }
  const message =
    siteReason === 'omitted'
      ? 'No configuration is asked for, so default is used.'
      : `${site} is asked for and configured.`
  return { ...row, status: 'passed', expected: site, found, message }
}

/** Whether the platform tells `Site_DE` from `site_DE` is undocumented; its own examples use both. */
function keySpelling(document: TokenExchangeDocument): Row | null {
  const byLowerCase = Map.groupBy(document.entries.keys(), (key) => key.toLowerCase())
  const alike = [...byLowerCase.values()].find((keys) => keys.length > 1)
  if (alike === undefined) return null
  return {
    id: 'key-spelling',
    title: 'Keys told apart',
    status: 'warning',
    found: alike,
    source: 'tokenExchange',
    message: `${alike.join(' and ')} differ only by case; whether the platform tells them apart is undocumented.`,
  }
}

function mode({ mode, modeReason, jwks, introspection, site }: SiteConfiguration): Row {
  const source = jwks?.source ?? introspection?.source ?? site
  return {
    id: 'mode',
    title: 'Validation mode',
    status: 'passed',
    found: mode,
    source,
    message: modeReason,
  }
}

function expectation(
  field: string,
  title: string,
  set: { value: string | string[]; source: string } | null,
): Row {
  const id = field.replaceAll('_', '-')
  if (set === null)
    return {
      id,
      title: `${title} expected`,
      status: 'skipped',
      source: 'unset',
      message: `unset: without ${field} the platform skips this check and accepts any.`,
    }
  return {
    id,
    title: `${title} expected`,
    status: 'passed',
    expected: set.value,
    source: set.source,
    message: `${set.source} sets it.`,
  }
}

const introspectionFields = ['token_introspect_endpoint', 'client_id', 'client_secret'] as const

/** A site's own key set over the default's introspection is the documented override: no warning. */
function bothModes(layers: Layers): Row | null {
  const jwks = layers.keySet()
  if (jwks === null) return null
  const owner = layers.order.findIndex(({ name }) => jwks.source === `${name}.jwks`)
  const beside = layers.order.slice(0, owner + 1).flatMap(({ name, entry }) => {
    return introspectionFields.filter((field) => entry[field]).map((field) => `${name}.${field}`)
  })
  if (beside.length === 0) return null
  return {
    id: 'both-modes',
    title: 'One mode configured',
    status: 'warning',
    found: beside,
    source: jwks.source,
    message: `${jwks.source} decides for offline, so ${beside.join(', ')} ${beside.length > 1 ? 'are' : 'is'} not used and a revoked token stays valid.`,
  }
}

function privateKey(layers: Layers): Row | null {
  const jwks = layers.keySet()
  const found = jwks?.value.flatMap((key, i) =>
    isPrivate(key) ? [`${jwks.source}.keys[${i}]`] : [],
  )
  if (!jwks || !found || found.length === 0) return null
  return {
    id: 'private-key',
    title: 'Public keys only',
    status: 'warning',
    found,
    source: jwks.source,
    message: `${found.join(', ')} holds a private key: whoever reads the configuration can sign tokens. Replace the key; only its public part is used here.`,
  }
}

function certificates(layers: Layers): Row | null {
  const jwks = layers.keySet()
  const found = jwks?.value.flatMap((key, i) =>
    certificateMismatch(key) ? [`${jwks.source}.keys[${i}].x5c`] : [],
  )
  if (!jwks || !found || found.length === 0) return null
  return {
    id: 'certificates',
    title: 'Certificates fit',
    status: 'warning',
    found,
    source: jwks.source,
    message: `${found.join(', ')} does not hold the certificate of its own key; signatures are checked here with the key.`,
  }
}

function introspectionUrl({ introspection }: SiteConfiguration, layers: Layers): Row | null {
  const domain = layers.text('domain')
  const endpoint = layers.text('token_introspect_endpoint')
  if (introspection === null || domain === null || endpoint === null) return null
  const row = {
    id: 'introspection-url',
    title: 'Introspection URL',
    found: introspection.url,
    source: `${domain.source} + ${endpoint.source}`,
  }
  const trap = slashTrap(domain.value, endpoint.value)
  if (trap !== null)
    return {
      ...row,
      status: 'warning',
      message: `Simply joined, the slash between ${domain.source} and ${endpoint.source} would be ${trap}; how the platform joins them is undocumented.`,
    }
  if (isPlainHttp(introspection.url))
    return {
      ...row,
      status: 'warning',
      message: `${domain.source} is not https: the client secret and the token travel in clear.`,
    }
  return { ...row, status: 'passed', message: 'Domain and endpoint join to one URL.' }
}

function isPlainHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

/** The Configuration Service encrypts texts only, and this value is an object (emporix.md section 6). */
function readableSecrets(layers: Layers): Row | null {
  const secrets = ['client_secret', 'storefront_client_secret'] as const
  const found = layers.order.flatMap(({ name, entry }) => {
    return secrets.filter((field) => entry[field]).map((field) => `${name}.${field}`)
  })
  if (found.length === 0) return null
  return {
    id: 'secrets-readable',
    title: 'Secrets protected',
    status: 'warning',
    found,
    source: 'Configuration Service',
    message: `${found.join(', ')} can be read by every holder of configuration.configuration_view: an object value cannot be secured.`,
  }
}

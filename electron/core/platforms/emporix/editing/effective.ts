import type {
  DocumentPath,
  EffectiveSite,
  EffectiveValue,
} from '../../../../../shared/connection-form.ts'
import { isSecretName, MASK, maskText } from '../../../../../shared/redact.ts'
import { FlowError } from '../../../failure.ts'
import { isObject } from '../../../tokens/compact.ts'
import { memberAt } from '../../edited-document.ts'
import { type Layers, layersOf, type Sourced } from '../configuration-layers.ts'
import { selectConfiguration } from '../select-configuration.ts'
import { entryFields, type SiteEntry } from '../token-exchange-config.ts'
import { type EditedExchange, readExchange } from './exchange-reading.ts'
import { skippedChecks } from './skipped-checks.ts'

/** More entries than any tenant has; the rest would only cost time while somebody types. */
const mostSites = 100

export function effective(connection: unknown): EffectiveSite[] {
  const { exchange } = readExchange(connection)
  if (exchange === null) return []
  const settings = tenantSettings(connection)
  return [...exchange.document.entries.keys()].slice(0, mostSites).map((site) => {
    const layers = exchange.layers(site)
    const values = [...entryFields].map((field) => valueOf(field, layers, exchange))
    return { site, mode: modeOf(exchange, site), values: [...values, ...settings] }
  })
}

/** Null where the entry cannot be used; the traps say why. */
function modeOf({ document, siteEntry }: EditedExchange, site: string): EffectiveSite['mode'] {
  try {
    const { mode, modeReason } = selectConfiguration(document, {
      requested: site,
      siteEntry,
      unknownConfig: 'reject',
      autoprovisioningDisabled: { value: false, source: '' },
      identifierField: { value: 'EMAIL', source: '' },
    }).configuration
    return { value: mode, reason: modeReason }
  } catch (thrown) {
    if (thrown instanceof FlowError) return null
    throw thrown
  }
}

type Field = Extract<keyof SiteEntry, string>

function valueOf(field: Field, layers: Layers, exchange: EditedExchange): EffectiveValue {
  const found = valueIn(field, layers)
  const owner = found?.source.slice(0, -field.length - 1) ?? layers.site
  // An empty member of the owner hides those below it as well.
  const [first, ...lower] = layers.order.filter(({ entry }) => Object.hasOwn(entry, field))
  const hidden = first?.name === owner ? lower : []
  return {
    name: field,
    value: found && shown(field, found.value),
    layer: found?.source ?? '',
    path: exchange.pathOf(owner, field),
    shadows: hidden.flatMap(({ name, entry }) => {
      const below = valueIn(field, layersOf(new Map([[name, entry]]), name, 'replaces'))
      return below ? [{ layer: below.source, value: shown(field, below.value) }] : []
    }),
    skips: found === null ? skippedBy(field) : null,
  }
}

function skippedBy(field: Field): string | null {
  const [, consequence] = Object.entries(skippedChecks).find(([name]) => name === field) ?? []
  return consequence === undefined ? null : consequence[0]?.toUpperCase() + consequence.slice(1)
}

function valueIn(field: Field, layers: Layers): Sourced<unknown> | null {
  if (field === 'jwks') return layers.keySet()
  return field === 'audience' ? layers.list(field) : layers.text(field)
}

function shown(field: Field, value: unknown): string {
  if (isSecretName(field)) return MASK
  if (field === 'jwks') return keysInWords(value)
  return maskText(Array.isArray(value) ? value.join(', ') : String(value))
}

function keysInWords(keys: unknown): string {
  const list = Array.isArray(keys) ? keys.filter(isObject) : []
  const named = list.slice(0, 3).map(({ kid, kty, alg }) => {
    const words = [kid ?? 'without kid', alg ?? kty].filter((word) => typeof word === 'string')
    return words.join(' ').slice(0, 60)
  })
  const more = list.length > 3 ? ', ...' : ''
  return `${list.length} ${list.length === 1 ? 'key' : 'keys'}: ${named.join(', ')}${more}`
}

const tenantDefaults = [
  ['ssoCustomerAutoprovisioningDisabled', 'false'],
  ['ssoCustomerIdentifierField', 'EMAIL'],
] as const

/** One for the whole tenant: no override for a site is documented (emporix.md section 4). */
function tenantSettings(connection: unknown): EffectiveValue[] {
  const live = isObject(memberAt(connection, ['emporix', 'serviceClient']))
  return tenantDefaults.map(([name, fallback]) => {
    const path: DocumentPath = ['emporix', name]
    const own = memberAt(connection, path)
    const isSet = typeof own === 'boolean' || typeof own === 'string'
    return {
      name,
      value: isSet ? String(own) : live ? null : fallback,
      layer: isSet ? 'connection' : live ? 'tenant setting' : 'platform default',
      path,
      shadows: [],
      skips: null,
    }
  })
}

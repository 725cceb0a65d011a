import type { Imported } from '../../../../../shared/connection-form.ts'
import { FlowError } from '../../../failure.ts'
import { isObject } from '../../../tokens/compact.ts'
import { jsonOf } from '../../edited-document.ts'
import { readTerraformValue, type TerraformReading } from '../../terraform-value.ts'
import { configurationKeys } from '../requests.ts'
import { entryFields, parseTokenExchange } from '../token-exchange-config.ts'
import { imported } from './draft.ts'

/** Members that nothing else has, so that a document is not taken for what it is not. */
const telling = new Set<string>(
  entryFields.filter((name) => !['client_id', 'client_secret', 'issuer'].includes(name)),
)

export function importExchange(json: unknown): Imported[] {
  const found = configurationsIn(json)
  const own = found.get('tokenExchange')
  const document = own ?? (looksLikeDocument(json) ? json : undefined)
  if (document === undefined) return []
  const isEntry = own === undefined && isObject(json) && isSiteEntry(json)
  const took = isEntry ? 'a site configuration' : 'a tokenExchange document'
  const notes = isEntry ? ['It was taken as default; rename it if it is that of a site.'] : []
  return [exchangeConnection(took, { document, settings: found, notes })]
}

/** A connection with a document in it, and what the document tells of the provider and the storefront. */
export function exchangeConnection(
  took: string,
  given: { document: unknown; settings: ReadonlyMap<string, unknown>; notes: string[] },
): Imported {
  const notes = [...given.notes]
  const tokenExchange = valueOf(given.document, notes)
  const entries = entriesOf(tokenExchange, notes)
  const first = (name: 'issuer' | 'token_client_id' | 'storefront_client_id') =>
    entries.map((entry) => entry[name]).find((value) => typeof value === 'string') ?? ''
  const clientId = first('token_client_id')
  if (clientId !== '')
    notes.push('The client id is token_client_id of the document, which tokens must be made for.')
  if (new Set(entries.flatMap(({ issuer }) => issuer ?? [])).size > 1)
    notes.push('The entries expect several issuers; the first one is that of the connection.')
  return imported(
    took,
    {
      name: URL.parse(first('issuer'))?.hostname ?? '',
      identityProvider: { issuer: first('issuer'), clientId },
      emporix: {
        storefrontClientId: first('storefront_client_id'),
        tokenExchange,
        ...settingsOf(given.settings),
      },
    },
    notes,
  )
}

/** Every `{ "key": ..., "value": ... }` in it that is ours, however deep it stands in an answer or a plan. */
export function configurationsIn(json: unknown): Map<string, unknown> {
  const found = new Map<string, unknown>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk)
    if (!isObject(value)) return
    if (Object.hasOwn(value, 'tokenExchange')) found.set('tokenExchange', value.tokenExchange)
    const { key } = value
    if (typeof key === 'string' && configurationKeys.includes(key) && Object.hasOwn(value, 'value'))
      found.set(key, key === 'tokenExchange' ? jsonOf(value) : value.value)
    Object.values(value).forEach(walk)
  }
  walk(json)
  return found
}

const isSiteEntry = (value: Record<string, unknown>) =>
  Object.keys(value).some((name) => telling.has(name))

function looksLikeDocument(json: unknown): boolean {
  if (!isObject(json)) return false
  const inner = isObject(json.value) ? json.value : json
  return isSiteEntry(inner) || Object.values(inner).some((one) => isObject(one) && isSiteEntry(one))
}

const around = ['version', 'secured', 'restricted', 'readOnly', 'schemaUrl', 'description']

/** Without what the Configuration Service puts around it. */
function valueOf(document: unknown, notes: string[]): unknown {
  if (typeof document === 'string') return fromText(document, notes)
  if (!isObject(document) || !Object.hasOwn(document, 'value')) return jsonOf(document)
  const left = around.filter((name) => Object.hasOwn(document, name))
  if (left.length > 0)
    notes.push(
      `${left.join(', ')} of the stored configuration ${left.length > 1 ? 'are' : 'is'} not taken over.`,
    )
  return typeof document.value === 'string'
    ? fromText(document.value, notes)
    : jsonOf(document.value)
}

/** JSON text, or what a Terraform file in JSON has in its place. */
function fromText(text: string, notes: string[]): unknown {
  const call = /^\$\{\s*jsonencode\s*\(/.exec(text)
  const reading = call ? readTerraformValue(text, call[0].length) : null
  if (reading) {
    notes.push(...unresolvedNotes(reading))
    return reading.value
  }
  try {
    return JSON.parse(text)
  } catch {
    // Kept as it is: the form says what is wrong with it.
    return { value: text }
  }
}

/** What only Terraform knows is empty in the reading. */
export function unresolvedNotes({ unresolved }: TerraformReading): string[] {
  return unresolved
    .slice(0, 20)
    .map(({ path, expression }) => `${path} is ${expression} in the Terraform code: fill it in.`)
}

function entriesOf(tokenExchange: unknown, notes: string[]) {
  try {
    return [...parseTokenExchange(tokenExchange).entries.values()]
  } catch (thrown) {
    if (!(thrown instanceof FlowError)) throw thrown
    notes.push(thrown.message)
    return []
  }
}

/** Stored as boolean or as text: undocumented, so both are read. */
function settingsOf(found: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const disabled = found.get('ssoCustomerAutoprovisioningDisabled')
  const field = found.get('ssoCustomerIdentifierField')
  return {
    ...(disabled !== undefined && {
      ssoCustomerAutoprovisioningDisabled: disabled === true || disabled === 'true',
    }),
    ...(typeof field === 'string' && { ssoCustomerIdentifierField: field.toUpperCase() }),
  }
}

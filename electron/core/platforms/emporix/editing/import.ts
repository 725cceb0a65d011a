import type { Imported } from '../../../../../shared/connection-form.ts'
import { isObject } from '../../../tokens/compact.ts'
import { textAt } from '../../edited-document.ts'
import type { Pasted } from '../../editing.ts'
import { imported } from './draft.ts'
import { importExchange } from './import-exchange.ts'
import { importSso } from './import-sso.ts'
import { importTerraform } from './import-terraform.ts'

const discovery = '/.well-known/openid-configuration'

/** What the platform, its support or an identity provider gives out (emporix.md sections 2.2, 3.4 and 6). */
export function importFrom({ text, json }: Pasted): Imported[] {
  if (json === undefined) {
    const url = /^\S+$/.test(text) ? URL.parse(text) : null
    if (url && /^https?:$/.test(url.protocol)) return [importUrl(url, text)]
    return importTerraform(text)
  }
  return importSso(json) ?? importDiscovery(json) ?? importExchange(json)
}

export function owns(url: URL): boolean {
  return /(?:^|\.)emporix\.io$/.test(url.hostname)
}

function importUrl(url: URL, text: string): Imported {
  if (owns(url)) return importApiUrl(url)
  const end = text.indexOf(discovery)
  const issuer = end < 0 ? text.replace(/[?#].*$/s, '') : text.slice(0, end)
  const notes = ['Only the provider is known; tenant and clients are to be filled in.']
  const took = end < 0 ? 'an issuer' : 'an issuer, from the address of its discovery document'
  return imported(took, { name: url.hostname, identityProvider: { issuer } }, notes)
}

const services =
  /^\/(?:customer|configuration|site|iam|session-context|cart)\/([a-z][a-z0-9]{2,15})(?:\/|$)/

function importApiUrl(url: URL): Imported {
  const tenant = services.exec(url.pathname)?.[1] ?? url.searchParams.get('tenant') ?? ''
  const storefrontClientId = url.searchParams.get('client_id') ?? ''
  const emporix = { apiUrl: url.origin, tenant, storefrontClientId }
  const notes = tenant === '' ? ['The address names no tenant.'] : []
  return imported('an address of the API', { name: tenant, emporix }, notes)
}

function importDiscovery(json: unknown): Imported[] | null {
  if (!isObject(json)) return null
  const issuer = textAt(json, ['issuer'])
  if (issuer === '' || textAt(json, ['authorization_endpoint']) === '') return null
  const name = URL.parse(issuer)?.hostname ?? ''
  const notes = ['The endpoints are not taken over: they are read from the issuer each time.']
  return [imported('a discovery document', { name, identityProvider: { issuer } }, notes)]
}

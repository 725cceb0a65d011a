import type { Imported } from '../../../../../shared/connection-form.ts'
import { isLoopbackUrl } from '../../../http/loopback-host.ts'
import { isObject } from '../../../tokens/compact.ts'
import { textAt } from '../../edited-document.ts'
import { tokenUrlOf } from '../sso-configuration.ts'
import { imported } from './draft.ts'

const members = [
  'domain',
  'token_endpoint',
  'provider',
  'client_id',
  'redirect_uri',
  'client_secret',
  'public_key',
]

/** The documents of standard SSO that go to platform support (emporix.md 2.2), one or several; null for others. */
export function importSso(json: unknown): Imported[] | null {
  const list = (Array.isArray(json) ? (json as unknown[]) : [json]).filter(isSsoDocument)
  const [first] = list
  if (first === undefined) return null
  const issuer = issuerOf(first)
  const notes = list.flatMap((one) => {
    const unknown = Object.keys(one).filter((name) => !members.includes(name) && name !== 'name')
    return unknown.length > 0 ? [`Not known, and left out: ${unknown.slice(0, 8).join(', ')}.`] : []
  })
  if (issuer === '') notes.push('The issuer does not follow from domain and token_endpoint.')
  const redirect = redirectOf(textAt(first, ['redirect_uri']))
  if (redirect.method === 'paste')
    notes.push('redirect_uri is that of a storefront, so the callback is pasted by hand.')
  const configurations = list.map(configurationOf)
  return [
    imported(
      list.length > 1 ? `${list.length} SSO configurations` : 'an SSO configuration',
      {
        name: textAt(first, ['provider']),
        identityProvider: { issuer, clientId: textAt(first, ['client_id']) },
        redirect,
        emporix: { sso: { configurations } },
      },
      notes,
    ),
  ]
}

function isSsoDocument(json: unknown): json is Record<string, unknown> {
  if (!isObject(json)) return false
  return ['token_endpoint', 'provider', 'redirect_uri'].every((name) => Object.hasOwn(json, name))
}

function configurationOf(document: Record<string, unknown>): Record<string, unknown> {
  const known = members.filter((name) => Object.hasOwn(document, name))
  return {
    name: textAt(document, ['name']) || textAt(document, ['provider']),
    ...Object.fromEntries(known.map((name) => [name, document[name]])),
  }
}

/** Known for Keycloak, whose issuer ends with the realm, and for Auth0, whose issuer ends with a slash. */
function issuerOf(document: Record<string, unknown>): string {
  const domain = textAt(document, ['domain'])
  const tokenEndpoint = textAt(document, ['token_endpoint'])
  const url = URL.parse(tokenUrlOf({ domain, tokenEndpoint }) ?? '')
  if (url?.hostname.endsWith('.auth0.com')) return `${url.origin}/`
  const realm = /^(.*\/realms\/[^/]+)\/protocol\//.exec(url?.href ?? '')
  return realm?.[1] ?? ''
}

function redirectOf(uri: string): Record<string, unknown> & { method: string } {
  const url = URL.parse(uri)
  const host = url?.hostname ?? ''
  if (url && isLoopbackUrl(uri) && ['127.0.0.1', 'localhost', '[::1]'].includes(host)) {
    return { method: 'loopback', host, port: Number(url.port), path: url.pathname }
  }
  return { method: 'paste', ...(url && { uri }) }
}

import type { Imported } from '../../../../../shared/connection-form.ts'
import { isObject } from '../../../tokens/compact.ts'
import { objectAt, textAt } from '../../edited-document.ts'
import type { Pasted } from '../../editing.ts'
import { template } from './form.ts'
import { apiUrlOfHost } from './regions.ts'

/** The broker's own paths, whatever host they are served from (elastic-path.md sections 1 and 2). */
const ownPaths =
  /^\/(?:oidc-idp\/|v2\/(?:authentication-realms|settings\/(?:customer|account)-auth))/

export function owns(url: URL): boolean {
  return apiUrlOfHost(url.hostname) !== null || ownPaths.test(url.pathname)
}

/** What the API or Commerce Manager gives out (elastic-path.md sections 4 to 6). */
export function importFrom({ text, json }: Pasted): Imported[] {
  if (json === undefined) {
    const url = /^\S+$/.test(text) ? URL.parse(text) : null
    return url && /^https?:$/.test(url.protocol) && owns(url) ? [importUrl(url)] : []
  }
  const own = URL.parse(textAt(json, ['issuer']))
  if (own && owns(own)) return [importUrl(own)]
  const data: unknown = isObject(json) && Object.hasOwn(json, 'data') ? json.data : json
  const items = (Array.isArray(data) ? (data as unknown[]) : [data]).filter(isObject).slice(0, 50)
  return items.flatMap((item) => importItem(item, json) ?? [])
}

const settings = new Map([
  ['customer-authentication-settings', 'customer authentication settings'],
  ['account_authentication_settings', 'account authentication settings'],
])

function importItem(item: Record<string, unknown>, answer: unknown): Imported | null {
  const type = textAt(item, ['type'])
  const kind = settings.get(type)
  if (type === 'oidc-profile') return importProfile(item, answer)
  if (kind === undefined) return null
  const realm = ['authentication-realm', 'authentication_realm'].map((name) =>
    textAt(item, ['relationships', name, 'data', 'links', 'self']),
  )
  const link = textAt(answer, ['links', 'self']) || realm.find((one) => one !== '') || ''
  const notes = [
    `client_id ${textAt(item, ['meta', 'client_id'])} is that of the realm and is read live: clientId is that of an application key.`,
  ]
  return imported(kind, { link: URL.parse(link), storeId: textAt(item, ['id']), notes })
}

/** `links` stands beside `data`, or inside each item of a list. */
function importProfile(item: Record<string, unknown>, answer: unknown): Imported {
  const links = { ...objectAt(answer, ['links']), ...objectAt(item, ['links']) }
  const sent = URL.parse(textAt(links, ['authorization-endpoint']))
  const self = URL.parse(textAt(links, ['self']))
  const notes = [
    'client_id of the profile is that of the client at the identity provider: clientId is that of an application key.',
  ]
  if (sent && self && sent.host !== self.host)
    notes.push(
      `The authorization-endpoint is at ${sent.host}, not at ${self.host}; it is used as the store gives it.`,
    )
  if (Object.hasOwn(item, 'client_secret'))
    notes.push('client_secret of the profile is not taken over: only the store needs it.')
  const profile = textAt(item, ['id']) || textAt(item, ['name'])
  const name = textAt(item, ['name'])
  return imported('an OIDC profile', { link: self ?? sent, profile, name, notes })
}

function importUrl(url: URL): Imported {
  const fromQuery = url.searchParams.get('elasticpath_commerce_cloud_profile_id')
  const fromPath = /\/oidc-profiles\/([\w-]+)/.exec(url.pathname)?.[1]
  const profile = fromQuery ?? fromPath ?? ''
  return imported('an address of the store', { link: url, profile, notes: [] })
}

function imported(
  took: string,
  from: { link: URL | null; profile?: string; storeId?: string; name?: string; notes: string[] },
): Imported {
  const notes = [...from.notes]
  const apiUrl = from.link && apiUrlOfHost(from.link.hostname)
  if (from.link && apiUrl === null)
    notes.push(
      `${from.link.host} is no documented host of the API: set apiUrl to that of the region.`,
    )
  if (from.link === null) notes.push('No link tells the region: check apiUrl.')
  const inPath = /\/stores\/([\w-]+)/.exec(from.link?.pathname ?? '')?.[1]
  const storeId = from.storeId || inPath
  const empty: unknown = JSON.parse(template)
  const document = {
    ...objectAt(empty, []),
    name: (from.name || from.link?.hostname || '').slice(0, 80),
    elasticPath: {
      ...objectAt(empty, ['elasticPath']),
      ...(apiUrl && { apiUrl }),
      ...(storeId && { storeId }),
      ...(from.profile && { profile: from.profile }),
    },
  }
  return { took, text: JSON.stringify(document, null, 2), notes }
}

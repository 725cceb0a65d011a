import type { Problem } from '../../../../../shared/connection-form.ts'
import { isLoopbackHost } from '../../../http/loopback-host.ts'
import { fix, memberAt, textAt, trap } from '../../edited-document.ts'
import { urlTraps } from '../../text-traps.ts'
import { regions } from './regions.ts'

const here = (name: string) => ['elasticPath', name]
const hosts = 'Elastic Path, domains'
const tokens = 'Elastic Path, tokens: POST /oauth/access_token'

/** The address of the store and the key that it is asked with (elastic-path.md sections 2 and 3). */
export function storeTraps(document: unknown): Problem[] {
  return [
    ...urlTraps(document, here('apiUrl'), 'apiUrl'),
    ...urlTraps(document, [...here('legacy'), 'apiUrl'], 'legacy.apiUrl'),
    ...host(document),
    ...pathOfUrl(document),
    ...grant(document),
    ...membership(document),
  ]
}

function host(document: unknown): Problem[] {
  const path = here('apiUrl')
  const url = URL.parse(textAt(document, path))
  if (url === null || isLoopbackHost(url.hostname)) return []
  const { hostname } = url
  if (hostname === 'api.moltin.com') {
    const message = `api.moltin.com is deprecated: it is another name of the region EU West, ${regions[0].api}.`
    const value = `https://${regions[0].api}`
    return [trap(path, message, hosts, fix(`Use ${regions[0].api}`, { path, value }))]
  }
  const manager = regions.find(({ cm }) => cm === hostname)
  if (manager) {
    const message = `${hostname} is Commerce Manager, not the API: that is ${manager.api}.`
    const value = `https://${manager.api}`
    return [trap(path, message, hosts, fix(`Use ${manager.api}`, { path, value }))]
  }
  if (regions.some(({ api }) => api === hostname)) return []
  const known = regions.map(({ api }) => api).join(' and ')
  const message = `${hostname} is no documented host of the API; the regions are ${known}.`
  return [trap(path, message, hosts)]
}

function pathOfUrl(document: unknown): Problem[] {
  const path = here('apiUrl')
  const url = URL.parse(textAt(document, path))
  // The sandbox on this machine has its API below a path.
  if (url === null || isLoopbackHost(url.hostname) || url.pathname === '/') return []
  const message = `apiUrl is the host alone; ${url.pathname} would come before the path of every request.`
  return [trap(path, message, hosts, fix('Remove the path', { path, value: url.origin }))]
}

/** Mixing it with a shopper's token "can lead to unintended results" (elastic-path.md section 3). */
function grant(document: unknown): Problem[] {
  const path = here('grant')
  if (memberAt(document, path) !== 'client_credentials') return []
  const message =
    'client_credentials acts as an administrator: with the token of a shopper beside it answers are those of neither. A storefront asks with implicit.'
  const remedy = fix('Use implicit', { path, value: 'implicit' })
  const mixed = trap(path, message, tokens, remedy)
  if (textAt(document, here('clientSecret')) !== '') return [mixed]
  const missing = 'client_credentials needs the clientSecret of the application key.'
  return [mixed, trap(here('clientSecret'), missing, tokens)]
}

/** Only an administrator may assign a member (elastic-path.md 5.3). */
function membership(document: unknown): Problem[] {
  const path = here('membership')
  const hasSecret = textAt(document, here('clientSecret')) !== ''
  if (hasSecret || memberAt(document, path) === 'never') return []
  const message =
    'Assigning a member to an account needs the clientSecret of the application key; without it a member without account cannot be helped.'
  const remedy = fix('Never offer it', { path, value: 'never' })
  return [trap(here('clientSecret'), message, 'Elastic Path, create an account membership', remedy)]
}

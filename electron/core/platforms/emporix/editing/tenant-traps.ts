import type { Problem } from '../../../../../shared/connection-form.ts'
import { isObject } from '../../../tokens/compact.ts'
import { error, fix, memberAt, textAt, trap } from '../../edited-document.ts'
import { urlTraps } from '../../text-traps.ts'
import * as source from './sources.ts'

const here = (name: string) => ['emporix', name]

/** The tenant, its keys, and what it does with customers. */
export function tenantTraps(document: unknown): Problem[] {
  return [
    ...tenantSpelling(document),
    ...apiUrl(document),
    ...clientMixUp(document),
    ...liveWithoutClient(document),
    ...subjectToken(document),
    ...provisioning(document),
    ...identifier(document),
  ]
}

/** Always lower case (emporix.md section 0). */
function tenantSpelling(document: unknown): Problem[] {
  const path = here('tenant')
  const tenant = textAt(document, path)
  const spelled = tenant.trim().toLowerCase()
  if (tenant === spelled || !/^[a-z][a-z0-9]{2,15}$/.test(spelled)) return []
  const message = `A tenant is written in lower case and without blanks: ${spelled}.`
  const remedy = fix(`Write ${spelled}`, { path, value: spelled })
  return [error(path, message, source.tenantParameter, remedy)]
}

function apiUrl(document: unknown): Problem[] {
  const path = here('apiUrl')
  const url = URL.parse(textAt(document, path))
  const problems = urlTraps(document, path, 'apiUrl')
  if (url === null || !/(?:^|\.)emporix\.io$/.test(url.hostname)) return problems
  if (url.hostname !== 'api.emporix.io') {
    const message = `${url.hostname} is not the documented host of the API: expect another tenant and other keys there.`
    const remedy = fix('Use api.emporix.io', { path, value: 'https://api.emporix.io' })
    problems.push(trap(path, message, 'Emporix API introduction, base URL', remedy))
  }
  if (url.pathname !== '/') {
    const message = `apiUrl is the host alone; ${url.pathname} would come before the path of every request.`
    const remedy = fix('Remove the path', { path, value: url.origin })
    problems.push(trap(path, message, 'Emporix API introduction, base URL', remedy))
  }
  return problems
}

/** Failures 4 and 1 of emporix.md section 8: three clients that are easily taken for one another. */
function clientMixUp(document: unknown): Problem[] {
  const path = here('storefrontClientId')
  const storefront = textAt(document, path)
  const others = [
    ['the service client', ['emporix', 'serviceClient', 'clientId']],
    ['the client at the identity provider', ['identityProvider', 'clientId']],
  ] as const
  return others.flatMap(([name, other]) => {
    if (storefront === '' || storefront !== textAt(document, [...other])) return []
    const message = `storefrontClientId is that of ${name}: the anonymous login takes the Storefront API client of the Developer Portal.`
    return [trap(path, message, source.anonymousLogin)]
  })
}

function liveWithoutClient(document: unknown): Problem[] {
  const path = here('tokenExchange')
  const isLive = memberAt(document, path) === 'live'
  if (!isLive || isObject(memberAt(document, here('serviceClient')))) return []
  const message =
    'Reading tokenExchange live needs a serviceClient: add one, or put the document here.'
  return [trap(path, message, 'Emporix Configuration Service API, scopes')]
}

/** Failure 5 of emporix.md section 8. */
function subjectToken(document: unknown): Problem[] {
  const path = here('subjectToken')
  if (textAt(document, path) !== 'id_token') return []
  const message =
    'An ID token is meant for the client that asked for it: its aud is the client id, and introspection calls it inactive. Send the access token.'
  return [trap(path, message, source.exchangeSequence, fix('Send the access token', { path }))]
}

function provisioning(document: unknown): Problem[] {
  const path = here('ssoCustomerAutoprovisioningDisabled')
  if (memberAt(document, path) !== true) return []
  const message =
    'Autoprovisioning is off: somebody whom the shop does not know is answered 404 instead of being created.'
  return [trap(path, message, source.customerSettings, fix('Leave it to the tenant', { path }))]
}

/** Drafts of the documentation before 2026-03 had lower case; failure 10 of emporix.md section 8. */
function identifier(document: unknown): Problem[] {
  const path = here('ssoCustomerIdentifierField')
  const value = textAt(document, path)
  const current = value.trim().toUpperCase()
  if (value !== current && ['EMAIL', 'SUBJECT'].includes(current)) {
    const message = `The value is written ${current} today.`
    const remedy = fix(`Write ${current}`, { path, value: current })
    return [error(path, message, source.customerSettings, remedy)]
  }
  if (value !== 'SUBJECT') return []
  const message =
    'With SUBJECT a customer who registered by e-mail is not found by the sub of the token: expect a duplicate, 409 or 404.'
  return [trap(path, message, source.customerSettings)]
}

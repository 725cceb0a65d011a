import type { DocumentPath, Problem } from '../../../../../shared/connection-form.ts'
import { isObject } from '../../../tokens/compact.ts'
import { error, fix, memberAt, textAt, trap } from '../../edited-document.ts'
import { isPlainHttp, withoutDoubledSlash } from '../../text-traps.ts'
import { isSameRedirect, tokenUrlOf } from '../sso-configuration.ts'
import { readCertificate } from '../sso-document.ts'
import { plannedRedirect } from './redirect-plan.ts'
import { type Configuration, ssoListTraps } from './sso-list-traps.ts'
import * as source from './sources.ts'

const list: DocumentPath = ['emporix', 'sso', 'configurations']

export function ssoTraps(document: unknown, now: number): Problem[] {
  const found = memberAt(document, list)
  const configurations = (Array.isArray(found) ? found : []).flatMap((one, i) =>
    isObject(one) ? [{ path: [...list, i], text: (member: string) => textAt(one, [member]) }] : [],
  )
  return [
    ...configurations.flatMap((one) => [
      ...spelling(one),
      ...domain(one),
      ...tokenUrl(one, document),
      ...redirect(one, document),
      ...certificate(one, now),
    ]),
    ...ssoListTraps(document, configurations),
  ]
}

/** The name travels in `state` before `--` (emporix.md 2.3), and the documented name is `provider` (2.2). */
function spelling({ path: at, text }: Configuration): Problem[] {
  const path = [...at, 'name']
  const [name, provider] = [text('name'), text('provider')]
  const usable = name.replaceAll(/-{2,}/g, '_').replace(/-+$/, '')
  if (name !== usable && usable !== '') {
    const message = `The name ${name} cannot be told apart in state, where -- ends it.`
    return [
      error(path, message, source.providersGuide, fix(`Use ${usable}`, { path, value: usable })),
    ]
  }
  if (name === '' || provider === '' || name === provider) return []
  const message = `The documents use provider as the name in state: ${name} is not ${provider}.`
  const from = source.assumed('a configuration may have a name of its own')
  return [trap(path, message, from, fix(`Use ${provider}`, { path, value: provider }))]
}

function domain({ path: at, text }: Configuration): Problem[] {
  const path = [...at, 'domain']
  const value = text('domain')
  const url = /^https?:\/\//i.test(value) ? URL.parse(value) : null
  const single = withoutDoubledSlash(value)
  if (url && isPlainHttp(url)) {
    const message = 'domain is http, so that the client secret travels in clear: use https.'
    const https = value.replace(/^http:/i, 'https:')
    return [trap(path, message, source.keycloakGuide, fix('Use https', { path, value: https }))]
  }
  if (url?.protocol === 'https:') {
    const bare = value.replace(/^https:\/\//i, '')
    const message =
      'domain is documented as a host without https://, which the platform puts before it.'
    return [trap(path, message, source.keycloakGuide, fix('Remove it', { path, value: bare }))]
  }
  if (single === value) return []
  const message = 'domain has a doubled slash in its path.'
  return [trap(path, message, source.keycloakGuide, fix('Use one', { path, value: single }))]
}

/** `https://` + domain + `/` + token_endpoint, which is inferred (emporix.md 2.2). */
function tokenUrl({ path: at, text }: Configuration, document: unknown): Problem[] {
  const path = [...at, 'token_endpoint']
  const [host, endpoint] = [text('domain'), text('token_endpoint')]
  if (host === '' || endpoint === '') return []
  const whole = /^https?:/i.test(endpoint) ? URL.parse(endpoint) : null
  if (whole !== null) {
    const value = whole.pathname.replace(/^\//, '')
    const message =
      'token_endpoint is a whole URL; domain comes before it, so only the path belongs here.'
    return [trap(path, message, source.keycloakGuide, fix('Keep the path', { path, value }))]
  }
  const url = tokenUrlOf({ domain: host, tokenEndpoint: endpoint })
  if (url === null) {
    return [trap(path, 'domain and token_endpoint make no URL.', source.keycloakGuide)]
  }
  if (!url.includes('protocol/openid-connect') || /\/realms\/[^/]/.test(url)) return []
  const issuer = text('issuer') || textAt(document, ['identityProvider', 'issuer'])
  const [realm] = /realms\/[^/]+/.exec(issuer) ?? []
  const message = `domain and token_endpoint make ${url}, which has no realm: Keycloak wants /realms/ and its name in it.`
  const value = `${realm}/${endpoint.replace(/^\/+/, '')}`
  const remedy = realm === undefined ? null : fix(`Put ${realm} before it`, { path, value })
  return [trap(path, message, source.keycloakGuide, remedy)]
}

/** Failure 1 of emporix.md section 8. */
function redirect({ path: at, text }: Configuration, document: unknown): Problem[] {
  const path = [...at, 'redirect_uri']
  const value = text('redirect_uri')
  const planned = plannedRedirect(document)
  if (!URL.canParse(value)) return []
  if (value.includes('#')) {
    const bare = value.replace(/#.*$/s, '')
    const remedy = fix('Remove it', { path, value: bare })
    return [trap(path, 'redirect_uri must not have a fragment.', 'RFC 6749 section 3.1.2', remedy)]
  }
  if (planned === null || isSameRedirect(planned, value)) return []
  const message = `redirect_uri is ${value}, but the console is called back at ${planned}: the two must be the same when the code is redeemed.`
  const remedy = fix(
    'Paste the callback instead',
    { path: ['redirect', 'method'], value: 'paste' },
    { path: ['redirect', 'uri'], value },
  )
  return [trap(path, message, source.socialLogin, remedy)]
}

function certificate({ path: at, text }: Configuration, now: number): Problem[] {
  const value = text('public_key')
  if (value === '') return []
  const { status, message } = readCertificate(value, now)
  if (status !== 'passed') return [trap([...at, 'public_key'], message, source.keycloakGuide)]
  if (!value.includes(String.raw`\n`)) return []
  const path = [...at, 'public_key']
  const remedy = fix('Use line ends', { path, value: value.replaceAll(String.raw`\n`, '\n') })
  const twice = 'The line ends of public_key are escaped twice: JSON writes them as \\n already.'
  return [trap(path, twice, source.keycloakGuide, remedy)]
}

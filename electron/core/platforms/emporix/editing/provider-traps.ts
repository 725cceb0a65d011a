import type { Problem } from '../../../../../shared/connection-form.ts'
import { fix, memberAt, textAt, trap } from '../../edited-document.ts'
import { missingScope, urlTraps } from '../../text-traps.ts'
import type { EditedExchange } from './exchange-reading.ts'
import { issuerDifference } from './issuer-difference.ts'
import * as source from './sources.ts'

const here = (name: string) => ['identityProvider', name]
const suffix = '/.well-known/openid-configuration'

/** The identity provider and the client at it. */
export function providerTraps(document: unknown, exchange: EditedExchange | null): Problem[] {
  const endpoints = ['authorization', 'token', 'jwks']
  return [
    ...urlTraps(document, here('issuer'), 'issuer'),
    ...endpoints.flatMap((name) => urlTraps(document, [...here('endpoints'), name], name)),
    ...discoveryUrl(document),
    ...clientSecret(document),
    ...missingScope(document, here('scope'), {
      name: 'openid',
      why: 'the provider then gives no ID token.',
      source: 'OpenID Connect Core 3.1.2.1',
    }),
    ...emailScope(document),
    ...opaqueToken(document),
    ...(exchange ? nobodysIssuer(document, exchange) : []),
  ]
}

function discoveryUrl(document: unknown): Problem[] {
  const path = here('issuer')
  const value = textAt(document, path)
  if (!value.endsWith(suffix)) return []
  const remedy = fix('Remove it', { path, value: value.slice(0, -suffix.length) })
  const message = `issuer is the address of the discovery document; the issuer is what stands before ${suffix}.`
  return [trap(path, message, 'OpenID Connect Discovery 1.0 section 4', remedy)]
}

function clientSecret(document: unknown): Problem[] {
  const path = here('tokenEndpointAuthMethod')
  const method = textAt(document, path) || 'none'
  const hasSecret = textAt(document, here('clientSecret')) !== ''
  if (hasSecret && method === 'none') {
    const remedy = fix('Use client_secret_basic', { path, value: 'client_secret_basic' })
    const message = 'There is a clientSecret, but with none the client does not send it.'
    return [trap(path, message, 'RFC 6749 section 2.3', remedy)]
  }
  if (hasSecret || method === 'none') return []
  const message = `${method} needs a clientSecret, and there is none.`
  const remedy = fix('Use none', { path, value: 'none' })
  return [trap(here('clientSecret'), message, 'RFC 6749 section 2.3', remedy)]
}

/** Failure 10 of emporix.md section 8. */
function emailScope(document: unknown): Problem[] {
  if (memberAt(document, ['emporix', 'ssoCustomerIdentifierField']) === 'SUBJECT') return []
  return missingScope(document, here('scope'), {
    name: 'email',
    why: 'customers are looked up by e-mail, which the token then does not have.',
    source: source.customerSettings,
  })
}

/** Auth0 gives an opaque token unless an API is named, and publishes no introspection (emporix.md section 8). */
function opaqueToken(document: unknown): Problem[] {
  const path = here('audience')
  const host = URL.parse(textAt(document, here('issuer')))?.hostname ?? ''
  const asked = [path, here('resource'), [...here('parameters'), 'audience']]
  if (!host.endsWith('.auth0.com') || asked.some((one) => textAt(document, one) !== '')) return []
  const message =
    'Auth0 gives an opaque access token where no audience is asked for; it cannot be exchanged.'
  return [trap(path, message, 'Auth0, access tokens: audience')]
}

/** Failure 7 of emporix.md section 8: the people of this provider could not be exchanged anywhere. */
function nobodysIssuer(document: unknown, exchange: EditedExchange): Problem[] {
  const issuer = textAt(document, here('issuer'))
  const expected = [...exchange.document.entries.keys()].map(
    (site) => exchange.layers(site).text('issuer')?.value ?? null,
  )
  if (issuer === '' || expected.length === 0) return []
  const fits = expected.some(
    (one) => one === null || one === issuer || issuerDifference(one, issuer) !== null,
  )
  if (fits) return []
  const message = `No site configuration expects ${issuer} as issuer, so that every token of it is refused.`
  return [trap(here('issuer'), message, source.exchangeSequence)]
}

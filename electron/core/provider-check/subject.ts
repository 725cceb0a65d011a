import type { z } from 'zod'
import type { providerCheckInputSchema } from '../../../shared/provider-check.ts'
import { FlowError } from '../failure.ts'
import { isLoopbackUrl, isSteeredHere } from '../http/loopback-host.ts'
import { discoveryUrl, vetIssuer } from '../oidc/discover.ts'
import type { ProviderDocument, Subject } from './requirement.ts'

type Input = z.output<typeof providerCheckInputSchema>

const suffix = '/.well-known/openid-configuration'

/** Whom to ask, vetted as for a sign-in. Throws `issuer_invalid` or `input_invalid`. */
export function subjectOf(input: Input): Subject {
  const isExact = !input.issuer.endsWith(suffix)
  const issuer = isExact ? input.issuer : input.issuer.slice(0, -suffix.length)
  const { username, password, protocol } = vetIssuer(issuer)
  if (username || password || !/^https?:$/.test(protocol)) {
    throw new FlowError(
      'issuer_invalid',
      'The issuer must be an https URL without user name and password.',
    )
  }
  return {
    issuer,
    isExact,
    discoveryUrl: discoveryUrl(issuer),
    platformUrl: null,
    clientId: input.clientId ?? null,
    clientSecret: input.clientSecret ?? null,
    redirectUri: input.redirectUri === undefined ? null : vetRedirectUri(input.redirectUri),
  }
}

/** RFC 6749 section 3.1.2. It is a text in a parameter and never asked, so that any scheme will do. */
function vetRedirectUri(uri: string): string {
  if (URL.canParse(uri) && !uri.includes('#')) return uri
  throw new FlowError(
    'input_invalid',
    'The redirect URI to probe must be an absolute URI without a fragment (RFC 6749 section 3.1.2).',
  )
}

/**
 * An endpoint that the document names, if it may be asked: https, or http on this machine. That of a provider
 * elsewhere is never on this machine, where it would reach what is nobody else's business (W-07).
 */
export function endpointIn(
  document: ProviderDocument,
  name: string,
  { issuer }: Subject,
): { url: string } | { why: string } {
  const value = document[name]
  if (value === undefined) return { why: `the document has no ${name}` }
  const url = typeof value === 'string' ? URL.parse(value) : null
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.username || url.password) {
    return { why: `${name} is not an https URL` }
  }
  if (url.protocol === 'http:' && !isLoopbackUrl(url.href)) {
    return { why: `${name} is not an https URL` }
  }
  if (isSteeredHere(url.href, issuer)) {
    return { why: `${name} is on this machine though the issuer is not; it was not asked` }
  }
  return { url: url.href }
}

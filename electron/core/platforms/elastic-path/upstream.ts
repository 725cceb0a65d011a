import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { check } from '../../flow/stage.ts'
import type { OidcProfile } from './oidc-profiles.ts'

/*
 * The broker's own authorization request to the identity provider, read from where it sends the browser
 * (elastic-path.md section 6): what it holds is undocumented, and seen here without a sign-in. Pure.
 */

export type Upstream = NonNullable<Values['upstream']>

/** Null where the URL is no authorization request, such as a page in between. */
export function upstreamIn(location: URL): Upstream | null {
  const { origin, pathname, searchParams: sent } = location
  // OpenID Connect Core 3.1.2.1: without these two there is none; a pushed one has request_uri (RFC 9126).
  if (!sent.has('client_id') || !(sent.has('response_type') || sent.has('request_uri'))) return null
  return {
    authorizationEndpoint: `${origin}${pathname}`,
    clientId: sent.get('client_id'),
    redirectUri: sent.get('redirect_uri'),
    scope: sent.get('scope'),
    hasNonce: sent.has('nonce'),
    hasCodeChallenge: sent.has('code_challenge'),
    prompt: sent.get('prompt'),
  }
}

/** What the storefront sends and the broker forwards. */
const forwardedParameters = ['prompt', 'display', 'ui_locales']

export function upstreamChecks(
  location: URL,
  upstream: Upstream,
  known: { profile: OidcProfile; sentUrl: string },
): Check[] {
  const { profile, sentUrl } = known
  return [
    hostCheck(upstream, profile),
    clientCheck(upstream, profile),
    redirectCheck(upstream, profile),
    scopeCheck(upstream),
    nonceCheck(upstream),
    proofKeyCheck(upstream),
    forwardedCheck(new URL(sentUrl).searchParams, location.searchParams),
  ]
}

const source = 'redirect of the broker'

function hostCheck(
  { authorizationEndpoint }: Upstream,
  { issuer, discoveryUrl }: OidcProfile,
): Check {
  const expected = URL.parse(issuer ?? discoveryUrl)?.host ?? null
  const found = new URL(authorizationEndpoint).host
  return check('upstream-host', 'Hop 2, host', 'passed', {
    expected,
    found,
    source,
    message:
      expected === found
        ? `The broker sends the person to ${found}, the host of the issuer.`
        : `The broker sends the person to ${found}; the issuer is at ${expected ?? 'no known host'}, and some providers sign people in elsewhere.`,
  })
}

function clientCheck({ clientId: found }: Upstream, { clientId: expected }: OidcProfile): Check {
  const same = found === expected
  return check('upstream-client', 'Hop 2, client_id', same ? 'passed' : 'failed', {
    expected,
    found,
    source: 'profile, client_id',
    message: same
      ? 'The broker asks as the client of the profile.'
      : 'The broker asks as another client than that of the profile; read the profiles again.',
  })
}

function redirectCheck({ redirectUri }: Upstream, { callbackEndpoint }: OidcProfile): Check {
  const known = redirectUri !== null && callbackEndpoint !== null
  const same = redirectUri === callbackEndpoint
  const status = !known ? 'unknown' : same ? 'passed' : 'failed'
  return check('upstream-redirect', 'Hop 2, redirect_uri', status, {
    expected: callbackEndpoint,
    found: redirectUri,
    source: 'profile, links["callback-endpoint"]',
    message: !known
      ? 'The redirect URI or the callback-endpoint is not known, so they cannot be compared.'
      : same
        ? 'The redirect URI is the callback-endpoint to the letter; the identity provider has to allow exactly this one.'
        : 'The redirect URI is not the callback-endpoint of the profile; the identity provider has to allow the one that is sent.',
  })
}

function scopeCheck({ scope }: Upstream): Check {
  const sent = scope?.split(' ') ?? []
  const complete = sent.includes('openid') && sent.includes('email')
  const status = scope === null ? 'unknown' : complete ? 'passed' : 'warning'
  return check('upstream-scope', 'Hop 2, scope', status, {
    expected: 'openid email',
    found: scope,
    source,
    message:
      scope === null
        ? 'The redirect names no scope.'
        : complete
          ? 'The broker asks for the address of the person.'
          : 'The broker does not ask for both openid and email; the address that the platform needs may be missing.',
  })
}

function nonceCheck({ hasNonce }: Upstream): Check {
  return check('upstream-nonce', 'Hop 2, nonce', 'passed', {
    found: hasNonce ? 'sent' : 'not sent',
    source,
    message: hasNonce
      ? 'The broker sends a nonce, which nobody documents.'
      : 'The broker sends no nonce, so the identity provider must not require one.',
  })
}

function proofKeyCheck({ hasCodeChallenge }: Upstream): Check {
  return check('upstream-pkce', 'Hop 2, code_challenge', 'passed', {
    found: hasCodeChallenge ? 'sent' : 'not sent',
    source,
    message: hasCodeChallenge
      ? 'The broker sends a code challenge, which nobody documents.'
      : 'The broker sends no code challenge, so the identity provider must not require PKCE of this client.',
  })
}

function forwardedCheck(sent: URLSearchParams, received: URLSearchParams): Check {
  const names = forwardedParameters.filter((name) => sent.has(name))
  const lost = names.filter((name) => received.get(name) !== sent.get(name))
  const written = (from: URLSearchParams) => names.map((name) => `${name}=${from.get(name) ?? ''}`)
  const status = names.length === 0 ? 'skipped' : lost.length === 0 ? 'passed' : 'warning'
  return check('upstream-forwarded', 'Hop 2, forwarded', status, {
    expected: written(sent),
    found: written(received),
    source: 'Elastic Path, single sign-on guide',
    message:
      names.length === 0
        ? 'Neither prompt nor display nor ui_locales was sent.'
        : lost.length === 0
          ? `${names.join(', ')} reached the identity provider unchanged.`
          : `${lost.join(', ')} did not reach the identity provider, though it is documented to be forwarded.`,
  })
}

import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import { check } from '../../flow/stage.ts'

/* The first hop's authorization request (elastic-path.md section 6). Pure. */

export type HopOne = Pick<Values, 'store' | 'realm' | 'oidcProfile' | 'proofKey'>

/**
 * The profile's own link with what the guides add, in their order, then what is optional. The link is never made
 * from its parts, and no nonce is sent: the platform supports none.
 */
export function authorizationUrl(
  { store, realm, oidcProfile, proofKey }: HopOne,
  redirectUri: string,
): string {
  const url = URL.parse(oidcProfile.authorizationEndpoint)
  if (!url) {
    throw new FlowError(
      'platform_response_invalid',
      `The authorization-endpoint of the profile ${oidcProfile.name} is no URL; ask the support of the platform.`,
    )
  }
  const { display, prompt, uiLocales } = store
  const parameters = {
    scope: store.scope,
    response_type: 'code',
    client_id: realm.clientId,
    redirect_uri: redirectUri,
    state: proofKey.state,
    code_challenge_method: 'S256',
    code_challenge: proofKey.codeChallenge,
    ...(display !== null && { display }),
    ...(prompt !== null && { prompt }),
    ...(uiLocales !== null && { ui_locales: uiLocales }),
    ...(store.reportCallbackReplay && { ep_report_callback_replay_error: 'true' }),
    ...store.parameters,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/** What was sent, held against what had to be: a free parameter may have replaced it. */
export function requestChecks(url: string, values: HopOne): Check[] {
  const sent = new URL(url).searchParams
  return [
    clientCheck(sent.get('client_id'), values),
    scopeCheck(sent.get('scope') ?? ''),
    thirdScopeCheck(sent.get('scope') ?? ''),
    challengeCheck(sent, values.proofKey.codeChallenge),
  ]
}

function clientCheck(found: string | null, { realm }: HopOne): Check {
  const same = found === realm.clientId
  return check('client-id', 'client_id', same ? 'passed' : 'failed', {
    expected: realm.clientId,
    found,
    source: 'settings, data.meta.client_id',
    message: same
      ? 'The client id is that of the realm.'
      : 'The client id is not that of the realm: a parameter of the connection replaces it.',
  })
}

const scopesIn = (scope: string) => scope.split(' ')

function scopeCheck(scope: string): Check {
  const missing = ['openid', 'email'].filter((name) => !scopesIn(scope).includes(name))
  return check('scope', 'scope', missing.length === 0 ? 'passed' : 'failed', {
    expected: 'openid email',
    found: scope,
    source: 'Elastic Path, single sign-on guide',
    message:
      missing.length === 0
        ? 'The scope holds openid and email.'
        : `The scope lacks ${missing.join(' and ')}; add it to scope.`,
  })
}

function thirdScopeCheck(scope: string): Check {
  const found = scopesIn(scope).filter((name) => name === 'name' || name === 'profile')
  return check('scope-name', 'scope for the name', found.length > 0 ? 'passed' : 'warning', {
    expected: 'profile or name',
    found,
    source: 'Elastic Path, authorization endpoint',
    message:
      found.length > 0
        ? 'The name of the person is asked for: the specification lists name, which is no standard scope; storefronts send profile.'
        : 'The scope holds neither profile, which storefronts send, nor name, which the specification lists; the person may have no name afterwards.',
  })
}

function challengeCheck(sent: URLSearchParams, expected: string): Check {
  const method = sent.get('code_challenge_method')
  const same = sent.get('code_challenge') === expected && method === 'S256'
  return check('challenge', 'Code challenge', same ? 'passed' : 'failed', {
    expected: `S256 ${expected}`,
    found: `${method} ${sent.get('code_challenge')}`,
    source: 'RFC 7636 section 4.3',
    message: same
      ? 'The challenge of the proof key is sent with the method S256.'
      : 'The challenge or its method is not that of the proof key; a parameter of the connection replaces it.',
  })
}

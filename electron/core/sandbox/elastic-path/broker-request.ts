import { z } from 'zod'
import type { BrokerRequest, OidcProfile, Realm } from './records.ts'

/** A refusal of the authorization endpoint (elastic-path.md section 6). */
export interface Refusal {
  error: string
  description: string
}

type Parsed =
  /** RFC 6749 section 4.1.2.1: to a client or a redirect URI that is not known, nothing is sent. */
  | { notRedirectable: Refusal }
  | { redirectUri: string; state: string | null; refusal: Refusal }
  | { request: BrokerRequest; profile: OidcProfile; forwarded: Record<string, string> }

/** [D] the limit of the specification. */
const longestState = 2048

/** [D] sent on to the identity provider. */
const forwardedNames = ['prompt', 'display', 'ui_locales']

/** Reads an authorization request to a realm; nothing of it is trusted before. */
export function parseBrokerRequest(
  realm: Realm,
  profiles: readonly OidcProfile[],
  query: URLSearchParams,
): Parsed {
  const value = (name: string) => only(query, name)
  const clientId = value('client_id')
  if (realm.clientId === null || clientId !== realm.clientId)
    return { notRedirectable: invalid('client_id', clientId) }
  const redirectUri = value('redirect_uri')
  if (!realm.redirectUris.includes(redirectUri))
    return { notRedirectable: invalid('redirect_uri', redirectUri) }
  const state = value('state')
  const refuse = (refusal: Refusal) => ({ redirectUri, state: state || null, refusal })

  const profileId = value('elasticpath_commerce_cloud_profile_id')
  const profile = profiles.find(({ id, realmId }) => id === profileId && realmId === realm.id)
  if (profile === undefined)
    return refuse(invalid('elasticpath_commerce_cloud_profile_id', profileId))
  const refusal = refusalOf(value)
  if (refusal !== null) return refuse(refusal)
  const method = methodSchema.safeParse(value('code_challenge_method'))
  if (!method.success)
    return refuse(invalid('code_challenge_method', value('code_challenge_method')))
  const forwarded = forwardedNames.filter((name) => value(name) !== '')
  return {
    profile,
    request: {
      clientId,
      redirectUri,
      state,
      codeChallenge: value('code_challenge'),
      codeChallengeMethod: method.data,
      reportReplay: value('ep_report_callback_replay_error') === 'true',
    },
    forwarded: Object.fromEntries(forwarded.map((name) => [name, value(name)])),
  }
}

/** [D] the guide wants S256, the specification lists `plain` as well. */
const methodSchema = z.enum(['S256', 'plain'])

/** The error codes are those of RFC 6749 section 4.1.2.1; which of them the platform sends is assumed. */
function refusalOf(value: (name: string) => string): Refusal | null {
  const responseType = value('response_type')
  if (responseType !== 'code')
    return { ...invalid('response_type', responseType), error: 'unsupported_response_type' }
  const scope = value('scope')
  const scopes = scope.split(' ')
  // The specification asks for `name` too, which no client sends.
  if (!scopes.includes('openid') || !scopes.includes('email'))
    return { ...invalid('scope', scope), error: 'invalid_scope' }
  const state = value('state')
  if (state === '' || state.length > longestState) return invalid('state', shortened(state))
  const challenge = value('code_challenge')
  // RFC 7636 section 4.2
  return /^[\w.~-]{43,128}$/.test(challenge) ? null : invalid('code_challenge', challenge)
}

/** [D] for `client_id`; that the other fields are spoken of alike is assumed. */
function invalid(field: string, value: string): Refusal {
  return {
    error: 'invalid_request',
    description: `The field [${field}] with value [${value}] is invalid.`,
  }
}

function shortened(value: string): string {
  return value.length > 50 ? `${value.slice(0, 50)}...` : value
}

/** A parameter that is there more than once counts as missing (RFC 6749 section 3.1). */
function only(query: URLSearchParams, name: string): string {
  const values = query.getAll(name)
  return values.length === 1 ? (values[0] ?? '') : ''
}

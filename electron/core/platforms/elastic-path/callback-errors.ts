import type { Values } from '../../../../shared/values.ts'
import type { BrokerError } from './authorization-refusals.ts'

/*
 * Errors with which the broker sends the browser back. Only callback_replay is documented; for the others the
 * names of RFC 6749 and OpenID Connect are assumed, and their causes follow from elastic-path.md section 9.
 */

const again = 'Sign in again.'

/** Of hop 1: the storefront's own request. */
const requestErrors = ['invalid_request', 'invalid_scope', 'unsupported_response_type']

/** Of hop 2, passed on: the provider would have had to show something, or the person to sign in. */
const interactionErrors = [
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]

/** One sentence and, where it helps, what to do. Pure. */
export function callbackErrorSentence(
  { error, description }: BrokerError,
  { oidcProfile, store }: Pick<Values, 'oidcProfile' | 'store'>,
): string {
  const said = description ? ` It says: ${description}` : ''
  return `${sentenceFor(error, oidcProfile, store)}${said}`
}

function sentenceFor(
  error: string,
  profile: Values['oidcProfile'],
  { prompt }: Values['store'],
): string {
  if (error === 'callback_replay') {
    return `The callback of the broker was visited a second time (callback_replay), by Back or by a refresh; a person who signs in for the first time may stay half made. ${again}`
  }
  if (error === 'access_denied') {
    return 'The person or the identity provider denied the sign-in, and the broker passes it on (access_denied); sign in again and allow it.'
  }
  if (requestErrors.includes(error)) {
    return `The broker refuses the authorization request with ${error}: scope, response_type, state (at most 2048 characters) or the code challenge is missing or not what it takes.`
  }
  if (interactionErrors.includes(error)) {
    return `The identity provider would have to ask the person (${error})${prompt === null ? '' : `, which prompt ${prompt} forbids`}; change prompt and sign in again.`
  }
  return `The broker could not complete the sign-in at the identity provider (${error}), where nobody else sees it. Probable causes: a wrong client_secret in the profile ${profile.name}; or the provider refuses client_secret_basic; or it sends an encrypted ID token, or one with a further audience; or no email of this person; or it requires a nonce, PKCE or a pushed request; or its issuer has changed; or its keys cannot be read.`
}

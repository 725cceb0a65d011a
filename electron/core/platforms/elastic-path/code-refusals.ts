import type { Failure, FailureCode } from '../../../../shared/failure.ts'
import type { FlowError } from '../../failure.ts'
import { type Answer, refused } from './answers.ts'
import { dateTime } from './expiry.ts'

/** What is known of a request that handed over a code. */
export interface CodeRequest {
  code: Extract<FailureCode, 'customer_token_refused' | 'account_token_refused'>
  /** Host of the API, for the sentences. */
  host: string
  /** Whether the body went without its `data` wrapper. */
  unwrapped: boolean
  /** When the access token that was sent ends; milliseconds since the epoch. */
  bearerExpiresAt: number | null
  now: number
}

/** Fields of the code, as the service's validator names them (5.2). */
const fieldCauses: Record<string, string> = {
  OAuthAuthorizationCode: 'the code is missing or empty',
  OAuthRedirectURI: 'oauth_redirect_uri is missing or empty',
  OAuthCodeVerifier: 'oauth_code_verifier is missing or empty',
  AuthenticationMechanism: 'authentication_mechanism is missing or unknown to this endpoint',
  Type: 'type is not that of this endpoint',
}

/**
 * What a refusal of the code most likely means. The statuses and words were seen in the platform's own tests for
 * account members (elastic-path.md 5.2); that customers get the same is assumed. Pure.
 */
export function codeRefusal(answer: Answer, request: CodeRequest): FlowError {
  return refused(request.code, sentenceFor(answer, request), answer)
}

function sentenceFor(answer: Answer, request: CodeRequest): string {
  const { status } = answer
  const fields = [...answer.said.matchAll(/\bfield '(\w+)'/gi)].map(([, field = '']) => field)
  if (fields.includes('XMoltinAuthStore'))
    return `${request.host} does not know which store is meant (${status}): the key is probably one of an organisation, so set storeId.`
  if (request.unwrapped && (status === 400 || status === 422))
    return `The store refused the body (${status}), most likely because it was sent without \`data\`: set legacy.unwrappedBody to false and sign in again.`
  if (status === 400) return `${badCode(request)} Sign in again.`
  if (status === 401)
    return `The store does not take the access token (401): ${bearerCause(request)}; run again from the first stage.`
  if (status === 403)
    return 'The store answers 403: it did not accept the ID token of its own broker (issuer, audience or expiry), for which a second audience at the identity provider may be the reason; or the access token may not do this. Sign in again; if it stays, ask the support of the platform.'
  if (status === 404) return `${request.host} has no such path (404): check apiUrl.`
  if (status === 422) return invalid(fields)
  if (status === 429)
    return 'The store limits its requests (429): wait a moment and sign in again. The request is never repeated by itself, because the code is one-time.'
  if (status >= 500)
    return `The store failed by itself (${status}): its broker got no usable answer, which nobody sees from here. Sign in again; if it stays, ask the support of the platform.`
  return `The store answers ${status} to the code.`
}

function badCode({ code }: CodeRequest): string {
  const other = code === 'customer_token_refused' ? 'account members' : 'customers'
  return `The store refused the code (400): it was used before or has expired; or code_verifier or redirect_uri is not that of the authorization request; or it is a code of the realm of ${other}.`
}

function bearerCause({ bearerExpiresAt, now }: CodeRequest): string {
  return bearerExpiresAt !== null && bearerExpiresAt <= now
    ? `it expired at ${dateTime(bearerExpiresAt / 1000)}`
    : 'it is older than an hour, or of another store or region'
}

function invalid(fields: string[]): string {
  const causes = fields.map((field) => fieldCauses[field] ?? `${field} does not fit`)
  return causes.length > 0
    ? `The store refused the body (422): ${causes.join('; ')}.`
    : 'The store refused the body (422): a member is missing, or storeId names another store than the key.'
}

/** The code is spent either way; an access token that is refused would be refused again, so it is renewed first. */
export function retryAfterCode(failure: Failure | null): string {
  return failure?.evidence?.['status'] === 401 ? 'access-token' : 'pkce'
}

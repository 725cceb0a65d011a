import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/*
 * Dialect 1 of elastic-path.md section 2: a list, in which `status` is a number in the samples of the gateway
 * and a string in those of the services.
 */

interface ApiError {
  status: number | string
  title: string
  detail?: string
}

export function apiError(c: Context, status: ContentfulStatusCode, error: ApiError) {
  return c.json({ errors: [error] }, status)
}

/** [D] the sample; that an expired and an unknown token are answered alike is assumed. */
export function unauthorized(c: Context) {
  return apiError(c, 401, { status: 401, title: 'Unable to validate access token' })
}

/** [C] for the broker's refusals; assumed for a token without the permission. */
export function forbidden(c: Context) {
  return apiError(c, 403, { status: '403', title: 'Forbidden', detail: 'forbidden' })
}

export function badRequest(c: Context, detail: string) {
  return apiError(c, 400, { status: '400', title: 'Bad Request', detail })
}

export function notFound(c: Context, detail = 'not found') {
  return apiError(c, 404, { status: '404', title: 'Not Found', detail })
}

export function conflict(c: Context, detail: string) {
  return apiError(c, 409, { status: '409', title: 'Conflict', detail })
}

export function unprocessable(c: Context, detail: string) {
  return apiError(c, 422, { status: '422', title: 'Unprocessable Entity', detail })
}

/** A rule that a field breaks, as the services' validator names both: `OAuthRedirectURI`, `cannot_be_empty`. */
export interface BrokenRule {
  field: string
  tag: string
}

/** [C] the wording; several are joined with `; `, and that the prefix is repeated is assumed. */
export function invalidFields(c: Context, broken: readonly BrokenRule[]) {
  const sentences = broken.map(
    ({ field, tag }) => `Validation failed: field '${field}' on the '${tag}' tag.`,
  )
  return unprocessable(c, sentences.join('; '))
}

/** [C] */
export const membershipExists =
  'account membership with the given account id and account member id already exists'

/** [C] */
export const membershipLimit =
  'the number of account memberships with a particular account exceeds the limit'

/** [D] getting-started pages of the platform */
export function tooManyRequests(c: Context) {
  return apiError(c, 429, { status: 429, title: 'Too Many Requests' })
}

/** [C] what every failure of the broker but `invalid_grant` becomes. */
export function brokerFailed(c: Context) {
  return apiError(c, 500, {
    status: '500',
    title: 'Internal Server Error',
    detail: 'there was a problem processing your request',
  })
}

import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Family A of emporix.md section 7: `ErrorMessage` of the services behind the gateway. */
export function errorMessage(
  c: Context,
  status: ContentfulStatusCode,
  error: { type: string; message: string; details?: { message: string }[] },
) {
  return c.json({ status, ...error, details: error.details ?? [] }, status)
}

export function badRequest(c: Context, message: string) {
  return errorMessage(c, 400, { type: 'bad_request', message })
}

/** [DOC] the Configuration Service's sample; assumed to be that of the Customer Service as well. */
export function missingScope(c: Context, scope: string) {
  return errorMessage(c, 403, {
    type: 'Forbidden',
    message: 'User not authorized.',
    details: [{ message: `Missing required scopes '[${scope}]'` }],
  })
}

import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Family C of emporix.md section 7: the API gateway speaks, before any service has seen the request. */
const faults = {
  /** [DOC] */
  missing: [401, 'Invalid access token', 'oauth.v2.InvalidAccessToken'],
  unknown: [401, 'Invalid Access Token', 'keymanagement.service.invalid_access_token'],
  expired: [401, 'Access Token expired', 'keymanagement.service.access_token_expired'],
  /** The text is reported by Emporix's own skill file, the code is that of the gateway product. */
  apiKey: [401, 'Invalid ApiKey', 'oauth.v2.InvalidApiKey'],
  /** Assumed: the limit of 10 KB is documented, the answer beyond it is not. */
  urlTooLong: [414, 'request line size exceeding 10,240', 'protocol.http.TooBigLine'],
  /** Assumed, with the words of the gateway product: the platform publishes no limits and no answer. */
  rateLimit: [429, 'Spike arrest violation', 'policies.ratelimit.SpikeArrestViolation'],
  unavailable: [
    503,
    'The Service is temporarily unavailable',
    'messaging.adaptors.http.flow.ServiceUnavailable',
  ],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string, string]>

export function gatewayFault(c: Context, kind: keyof typeof faults) {
  const [status, faultstring, errorcode] = faults[kind]
  return c.json({ fault: { faultstring, detail: { errorcode } } }, status)
}

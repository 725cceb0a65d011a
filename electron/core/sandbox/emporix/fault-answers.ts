import type { Context } from 'hono'
import type { FaultId } from '../faults/switches.ts'
import { badRequest, errorMessage, missingScope } from './error-message.ts'
import { gatewayFault } from './gateway-fault.ts'

/** An answer that stands in for the one of the endpoint. */
export interface FaultAnswer {
  id: FaultId
  /** What the path ends with. */
  path: RegExp
  answer(c: Context): Response
}

export const exchangePath = /\/exchangeauthtoken$/
export const socialPath = /\/socialLogin$/
export const loginPath = /\/(exchangeauthtoken|socialLogin)$/
export const profilePath = /\/me$/

/**
 * The bodies are of the families of emporix.md section 7. Undocumented, so assumed: everything about 429 and
 * 503, and which status and words a login gets that is refused for the provider's client, for a customer who is
 * inactive or twice there, or with 403.
 */
export const faultAnswers: readonly FaultAnswer[] = [
  {
    id: 'anonymous-401',
    path: /\/auth\/anonymous\/login$/,
    answer: (c) => gatewayFault(c, 'apiKey'),
  },
  { id: 'anonymous-expired', path: loginPath, answer: (c) => gatewayFault(c, 'expired') },
  { id: 'anonymous-unknown', path: loginPath, answer: (c) => gatewayFault(c, 'unknown') },
  {
    id: 'gateway-429',
    path: loginPath,
    answer(c) {
      c.header('retry-after', '2')
      return gatewayFault(c, 'rateLimit')
    },
  },
  { id: 'gateway-503', path: loginPath, answer: (c) => gatewayFault(c, 'unavailable') },
  {
    id: 'unknown-config',
    path: exchangePath,
    answer: (c) =>
      badRequest(c, `The configuration '${c.req.query('config') ?? 'default'}' does not exist.`),
  },
  {
    id: 'exchange-400',
    path: exchangePath,
    answer: (c) => badRequest(c, 'The tenant information provided with the request is not valid.'),
  },
  {
    id: 'exchange-403',
    path: exchangePath,
    answer: (c) => errorMessage(c, 403, { type: 'forbidden', message: 'Access is denied.' }),
  },
  {
    id: 'code-rejected',
    path: socialPath,
    answer: (c) =>
      errorMessage(c, 400, {
        type: 'bad_request',
        message: 'The authorization code could not be exchanged.',
        details: [{ message: 'The identity provider answers invalid_grant.' }],
      }),
  },
  {
    id: 'sso-client-refused',
    path: socialPath,
    answer: (c) =>
      errorMessage(c, 401, {
        type: 'unauthorized',
        message: 'The authorization code could not be exchanged.',
        details: [{ message: 'The identity provider answers invalid_client.' }],
      }),
  },
  {
    id: 'customer-inactive',
    path: loginPath,
    answer: (c) =>
      errorMessage(c, 403, { type: 'forbidden', message: 'The customer is not active.' }),
  },
  {
    id: 'customer-duplicate',
    path: loginPath,
    // [DOC] the shape is that of a registration with an e-mail that is taken.
    answer: (c) =>
      errorMessage(c, 409, {
        type: 'conflict_resource',
        message: `Duplicate account for tenant '${c.req.param('tenant') ?? 'sandbox'}'.`,
      }),
  },
  {
    id: 'service-scope-missing',
    path: /\/configuration\/[^/]+\/configurations$/,
    answer: (c) => missingScope(c, 'configuration.configuration_view'),
  },
  { id: 'me-401', path: profilePath, answer: (c) => gatewayFault(c, 'unknown') },
  {
    id: 'scope-missing',
    path: profilePath,
    answer: (c) => missingScope(c, 'customer.customer_read_own'),
  },
  { id: 'refresh-refused', path: /\/refreshauthtoken$/, answer: (c) => gatewayFault(c, 'unknown') },
]

import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { FaultId } from '../faults/switches.ts'
import {
  apiError,
  badRequest,
  brokerFailed,
  conflict,
  forbidden,
  membershipExists,
  membershipLimit,
  notFound,
  tooManyRequests,
} from './api-errors.ts'
import type { ElasticPathState } from './state.ts'

/** What a fault answers in place of the store. */
interface FaultAnswer {
  fault: FaultId
  method?: string
  path: RegExp
  /** Whether this request shows it; each one, unless told otherwise. */
  when?: (c: Context) => boolean
  answer: (c: Context) => Response
}

const settings = /^\/v2\/(settings\/(customer|account)-authentication|customer-auth|account-auth)/
const memberships = /\/account-memberships$/

/** By the path below the base URL. What has to be known of a token or a body stands in the routes themselves. */
const answers: readonly FaultAnswer[] = [
  { fault: 'rate-limited', path: /./, answer: tooManyRequests },
  {
    fault: 'store-503',
    path: /./,
    // Assumed: maintenance windows are documented, their answer is not.
    answer: (c) => apiError(c, 503, { status: '503', title: 'Service Unavailable' }),
  },
  {
    fault: 'store-required',
    path: /^\/v2\//,
    when: (c) => c.req.header('x-moltin-auth-store') === undefined,
    // [C] of the tokens of account members; that every service says it is assumed.
    answer: (c) =>
      badRequest(c, "Validation failed: field 'XMoltinAuthStore' on the 'required' tag."),
  },
  { fault: 'settings-404', path: settings, answer: notFound },
  {
    fault: 'membership-exists',
    method: 'POST',
    path: memberships,
    answer: (c) => conflict(c, membershipExists),
  },
  { fault: 'membership-403', method: 'POST', path: memberships, answer: forbidden },
  {
    fault: 'membership-full',
    method: 'POST',
    path: memberships,
    answer: (c) => badRequest(c, membershipLimit),
  },
  {
    fault: 'shopper-token-403',
    method: 'GET',
    path: /^\/v2\/(customers|account-members|accounts)\/[^/]+$/,
    answer: forbidden,
  },
  {
    fault: 'customer-404',
    method: 'GET',
    path: /^\/v2\/(customers|account-members)\/[^/]+$/,
    answer: (c) => notFound(c),
  },
]

export function faultAnswers({ faults, apiUrl }: ElasticPathState) {
  const base = new URL(apiUrl).pathname
  return createMiddleware(async (c, next) => {
    const path = c.req.path.startsWith(base) ? c.req.path.slice(base.length) : c.req.path
    const shown = answers.find(
      (one) =>
        faults.shows(one.fault) &&
        (one.method ?? c.req.method) === c.req.method &&
        one.path.test(path) &&
        (one.when?.(c) ?? true),
    )
    return shown ? shown.answer(c) : next()
  })
}

/** What a code is answered by a store that is told to refuse it; null where it is told nothing of the kind. */
export function codeFault({ faults }: ElasticPathState): ((c: Context) => Response) | null {
  if (faults.shows('authentication-failed')) return (c) => badRequest(c, 'authentication failed')
  if (faults.shows('forbidden')) return forbidden
  return faults.shows('broker-500') ? brokerFailed : null
}

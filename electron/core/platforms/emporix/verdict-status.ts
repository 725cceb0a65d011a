import type { StatusTable } from '../../verdict/ladder.ts'

/*
 * What `POST /customer/{tenant}/exchangeauthtoken` answers when a check says no (emporix.md sections 3.2
 * and 7). Where the documentation is silent the row says so.
 */

const invalid = {
  status: 401,
  evidence: 'documented',
  reason: 'The validation diagram shows 401 for a token that is inactive or invalid.',
} as const

const mismatch = {
  status: 401,
  evidence: 'assumed',
  reason:
    'The documented sequence shows 401 for inactive or invalid tokens; a claim that does not match is assumed to count as invalid.',
} as const

export const exchangeStatuses: StatusTable = {
  configuration: {
    status: 400,
    evidence: 'documented',
    reason: 'The API reference says that a non-existing configuration is a 400 Bad Request.',
  },
  format: invalid,
  algorithm: invalid,
  key: invalid,
  signature: invalid,
  introspection: {
    status: null,
    evidence: 'unknown',
    reason: 'Nobody documents what the platform answers when the introspection endpoint fails.',
  },
  active: invalid,
  issuer: mismatch,
  audience: mismatch,
  expiry: mismatch,
  'not-before': mismatch,
  'issued-at': mismatch,
  'authorized-party': mismatch,
  identifier: {
    status: null,
    evidence: 'unknown',
    reason: 'Nobody documents what the platform answers when the identifier is missing.',
  },
  customer: {
    status: 404,
    evidence: 'documented',
    reason:
      'The guide says that an unknown customer is answered with 404 while autoprovisioning is off; the OpenAPI does not list it.',
  },
}

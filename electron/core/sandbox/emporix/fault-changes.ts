import { randomUUID } from 'node:crypto'
import { tenant } from '../clients.ts'
import type { FaultId } from '../faults/switches.ts'
import { anonymousProfile } from './customer.ts'
import { exchangePath, loginPath, profilePath } from './fault-answers.ts'

/** What becomes of one object of an answer that was a success. */
type Change = (body: Record<string, unknown>) => Record<string, unknown>

/** Changes of what the endpoint answers with 200, to an object or to each object of a list. */
export const faultChanges: readonly { id: FaultId; path: RegExp; change: Change }[] = [
  {
    id: 'tenant-mismatch',
    path: /\/(anonymous\/login|exchangeauthtoken|socialLogin|validateauthtoken|oauth\/token)$/,
    change: inScope((scope) => (scope === `tenant=${tenant}` ? 'tenant=othershop' : scope)),
  },
  {
    id: 'session-lost',
    path: exchangePath,
    change: (body) => ({ ...body, session_id: randomUUID() }),
  },
  {
    id: 'session-lost',
    path: /\/validateauthtoken$/,
    change: (body) => ({ ...body, sessionId: randomUUID() }),
  },
  { id: 'saas-missing', path: loginPath, change: (body) => ({ ...body, saas_token: undefined }) },
  { id: 'still-anonymous', path: profilePath, change: () => anonymousProfile },
  {
    id: 'other-customer',
    path: profilePath,
    change: (body) => ({ ...body, customerNumber: 'C0099', contactEmail: 'mallory@example.com' }),
  },
  {
    id: 'customer-inactive',
    path: /\/customers(\/search)?$/,
    change: (body) => ({ ...body, active: false, onHold: true }),
  },
  {
    id: 'scope-missing',
    path: /\/(exchangeauthtoken|validateauthtoken)$/,
    change: inScope((scope) => (scope === 'customer.customer_read_own' ? null : scope)),
  },
  {
    id: 'service-scope-missing',
    path: /\/oauth\/token$/,
    change: inScope((scope) => (scope.startsWith('configuration.') ? null : scope)),
  },
]

function inScope(replace: (scope: string) => string | null): Change {
  return (body) =>
    typeof body['scope'] === 'string'
      ? {
          ...body,
          scope: body['scope']
            .split(' ')
            .flatMap((one) => replace(one) ?? [])
            .join(' '),
        }
      : body
}

/** Lists that hold everything twice. */
export const faultDoubles: readonly { id: FaultId; path: RegExp }[] = [
  { id: 'customer-duplicate', path: /\/customers(\/search)?$/ },
]

import type { IdentifierField } from '../../../../shared/check.ts'
import type {
  CustomerCase,
  CustomerOutcome,
  CustomerPreview,
} from '../../../../shared/judgement.ts'
import { type Identifier, identifierOf } from '../../verdict/claim-rules.ts'
import { claimOf } from '../../verdict/rule.ts'
import type { CustomerList } from '../judging.ts'
import type { ListedCustomer } from './customer-list.ts'
import { normaliseEmail } from './provisioning.ts'

/** Customers that are named in a row; the count says how many there are. */
const namedAtMost = 100

type Index = ReadonlyMap<string, readonly ListedCustomer[]>

interface Indexed {
  customers: readonly ListedCustomer[]
  byEmail: Index
  byProviderId: Index
}

/** Makes a list searchable; each look-up and the whole preview take time linear in the list. */
export function indexCustomers(customers: readonly ListedCustomer[]): CustomerList {
  const index: Indexed = {
    customers,
    byEmail: groups(customers, ({ contactEmail }) =>
      contactEmail === null ? [] : [normaliseEmail(contactEmail)],
    ),
    byProviderId: groups(customers, ({ providerIds }) => providerIds),
  }
  return {
    knows: (identifier) => (matching(index, identifier).length > 0 ? 'found' : 'not-found'),
    preview: (claims, autoprovisioning) => previewOf(index, claims, autoprovisioning),
  }
}

function groups(
  customers: readonly ListedCustomer[],
  keysOf: (customer: ListedCustomer) => readonly string[],
): Index {
  const found = new Map<string, ListedCustomer[]>()
  for (const customer of customers)
    for (const key of new Set(keysOf(customer))) {
      const group = found.get(key)
      if (group) group.push(customer)
      else found.set(key, [customer])
    }
  return found
}

/** EMAIL by `normaliseEmail`, SUBJECT exactly; an empty identifier finds nobody. */
function matching(index: Indexed, { field, value }: Identifier): readonly ListedCustomer[] {
  if (value === null || value.trim() === '') return []
  const found =
    field === 'EMAIL' ? index.byEmail.get(normaliseEmail(value)) : index.byProviderId.get(value)
  return found ?? []
}

const fields = ['EMAIL', 'SUBJECT'] as const

function previewOf(
  index: Indexed,
  claims: Record<string, unknown> | null,
  autoprovisioning: boolean,
): CustomerPreview {
  return {
    total: index.customers.length,
    outcomes: fields.map((field) =>
      outcomeOf(index, identifierOf(field, claims), autoprovisioning),
    ),
    cases: [...tokenCases(index, claims), ...listCases(index, autoprovisioning)],
  }
}

function outcomeOf(
  index: Indexed,
  identifier: Identifier,
  autoprovisioning: boolean,
): CustomerOutcome {
  const { field, value, state } = identifier
  const found = matching(index, identifier)
  const customers = numbers(found)
  const row = (outcome: CustomerOutcome['outcome'], sentence: string): CustomerOutcome => ({
    field,
    outcome,
    status: outcome === 'not-found' ? 404 : null,
    customers,
    sentence,
  })
  if (value === null || (state !== 'present' && state !== 'unverified'))
    return row(
      'not-identified',
      `By ${field} the token identifies nobody: it has no ${claimFor(field)}.`,
    )
  const [only] = customers
  if (found.length > 1)
    return row(
      'ambiguous',
      `By ${field} ${found.length} customers match; which one the platform takes is undocumented.`,
    )
  if (only !== undefined)
    return row('found', `By ${field} the customer is ${only}; the last login is updated.`)
  return autoprovisioning
    ? row('created', `By ${field} nobody matches: a new customer is created.`)
    : row('not-found', `By ${field} nobody matches, and autoprovisioning is off: 404.`)
}

const claimFor = (field: IdentifierField) => (field === 'EMAIL' ? 'email' : 'sub')

/** What is dangerous about this login. */
function tokenCases(index: Indexed, claims: Record<string, unknown> | null): CustomerCase[] {
  const identifier = identifierOf('EMAIL', claims)
  const matches = matching(index, identifier)
  if (claims === null || matches.length === 0) return []
  const row = caseRow('token', 'EMAIL')
  const verified = claimOf(claims, 'email_verified')
  const subject = identifierOf('SUBJECT', claims).value
  const says =
    identifier.state === 'unverified'
      ? 'says that it is not verified'
      : 'does not say that it is verified'
  // Some providers send the boolean as text.
  const unverified = verified === true || verified === 'true' ? [] : matches
  const elsewhere = matches.filter(
    ({ providerIds }) =>
      providerIds.length > 0 && (subject === null || !providerIds.includes(subject)),
  )
  return [
    row(
      'unverified-match',
      unverified,
      `Takeover: the email matches an existing customer, but the provider ${says}: whoever registers with it there gets this customer.`,
    ),
    row(
      'bound-elsewhere',
      elsewhere,
      'Takeover: the email matches a customer who is bound to another providerId: another account of the provider gets this customer.',
    ),
    row(
      'inactive-match',
      matches.filter(({ active }) => active === false),
      'The email matches a customer who is not active; what the platform then answers is undocumented.',
    ),
  ].filter(concerned)
}

/** What is dangerous in the list, whoever logs in. */
function listCases(index: Indexed, autoprovisioning: boolean): CustomerCase[] {
  const shared = [...index.byEmail.values()].filter((group) => group.length > 1)
  const email = caseRow('list', 'EMAIL')
  const subject = caseRow('list', 'SUBJECT')
  const fate = autoprovisioning
    ? 'the next login of each creates a duplicate'
    : 'the next login of each is answered with 404'
  return [
    email(
      'duplicate-email',
      shared.filter((group) => !differs(group)).flat(),
      'Customers share one email; by EMAIL it is undocumented which of them a login gets.',
    ),
    email(
      'case-duplicate-email',
      shared.filter(differs).flat(),
      'Customers have emails that differ only by case; whether the platform tells them apart is undocumented.',
    ),
    email(
      'without-email',
      index.customers.filter(({ contactEmail }) => contactEmail === null),
      'Customers have no email: by EMAIL no login finds them.',
    ),
    subject(
      'duplicate-provider-id',
      [...index.byProviderId.values()].filter((group) => group.length > 1).flat(),
      'Customers share one providerId; by SUBJECT it is undocumented which of them a login gets.',
    ),
    subject(
      'without-provider-id',
      index.customers.filter(({ providerIds }) => providerIds.length === 0),
      `Customers have no providerId: after a switch from EMAIL to SUBJECT they are unknown, and ${fate}.`,
    ),
  ].filter(concerned)
}

const differs = (group: readonly ListedCustomer[]) =>
  new Set(group.map(({ contactEmail }) => contactEmail?.trim().normalize('NFC'))).size > 1

const concerned = ({ count }: CustomerCase) => count > 0

const caseRow =
  (scope: CustomerCase['scope'], field: IdentifierField) =>
  (id: CustomerCase['id'], found: readonly ListedCustomer[], sentence: string): CustomerCase => ({
    id,
    scope,
    field,
    count: found.length,
    customers: numbers(found),
    sentence,
  })

const numbers = (found: readonly ListedCustomer[]) =>
  found.slice(0, namedAtMost).map(({ customerNumber }) => customerNumber)

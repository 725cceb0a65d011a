import type { IdentifierField } from '../../../../shared/check.ts'

/*
 * Customer resolution as the documentation tells it (emporix.md section 4), pure: the prediction and the
 * sandbox's emulation share it.
 */

export interface KnownCustomer {
  customerNumber: string
  contactEmail: string | null
  /** The id from the identity provider, of an account that was registered through it. */
  providerId: string | null
}

/**
 * The one rule by which e-mails are compared, for look-up and creation alike: blanks around it are
 * dropped, it is composed to NFC and lower-cased. The platform's own rule is undocumented; this one errs on
 * the side of finding a customer.
 */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

/**
 * Every customer that the identifier finds; more than one is a finding of its own. EMAIL compares e-mails by
 * `normaliseEmail`, SUBJECT compares `providerId` exactly. An empty value finds nobody.
 */
export function findCustomers<C extends KnownCustomer>(
  customers: Iterable<C>,
  field: IdentifierField,
  value: string,
): C[] {
  if (value.trim() === '') return []
  const all = [...customers]
  if (field === 'SUBJECT') return all.filter(({ providerId }) => providerId === value)
  const wanted = normaliseEmail(value)
  return all.filter(({ contactEmail }) => {
    return contactEmail !== null && normaliseEmail(contactEmail) === wanted
  })
}

/** The first customer that the identifier finds, or null. */
export function findCustomer<C extends KnownCustomer>(
  customers: Iterable<C>,
  field: IdentifierField,
  value: string,
): C | null {
  return findCustomers(customers, field, value)[0] ?? null
}

export type ProvisioningOutcome = 'found' | 'created' | 'not-found'

/** What becomes of the login: an unknown customer is created, unless autoprovisioning is disabled. */
export function provisioningOutcome(
  customer: KnownCustomer | null,
  autoprovisioningDisabled: boolean,
): ProvisioningOutcome {
  if (customer !== null) return 'found'
  return autoprovisioningDisabled ? 'not-found' : 'created'
}

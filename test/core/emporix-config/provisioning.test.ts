import { describe, expect, it, test } from 'vitest'
import {
  findCustomer,
  findCustomers,
  type KnownCustomer,
  normaliseEmail,
  provisioningOutcome,
} from '../../../electron/core/platforms/emporix/provisioning.ts'

const alice: KnownCustomer = {
  customerNumber: '1',
  contactEmail: 'Alice@Example.com',
  providerId: 'idp|alice',
}
const twin: KnownCustomer = {
  customerNumber: '2',
  contactEmail: 'alice@example.com',
  providerId: null,
}
const nobody: KnownCustomer = { customerNumber: '3', contactEmail: null, providerId: '' }
const customers = [alice, twin, nobody]

describe('e-mails are compared by one rule', () => {
  test.each([
    ['case', 'ALICE@EXAMPLE.COM', 'alice@example.com'],
    ['blanks around it', ' alice@example.com\n', 'alice@example.com'],
    ['composition', 'zoe\u0308@example.com', 'zo\u00eb@example.com'],
  ])('%s does not matter', (_, one, other) => {
    expect(normaliseEmail(one)).toBe(normaliseEmail(other))
  })

  test.each([
    ['a dot', 'a.lice@example.com'],
    ['a plus tag', 'alice+shop@example.com'],
    ['a look-alike letter', '\u0430lice@example.com'],
  ])('%s does', (_, other) => {
    expect(normaliseEmail(other)).not.toBe('alice@example.com')
  })

  it('is the same when applied twice', () => {
    const once = normaliseEmail(' İstanbul@Example.com ')
    expect(normaliseEmail(once)).toBe(once)
  })
})

describe('customers are found', () => {
  test.each([
    ['EMAIL', 'ALICE@example.com ', ['1', '2']],
    ['EMAIL', 'idp|alice', []],
    ['EMAIL', '', []],
    ['EMAIL', ' ', []],
    ['SUBJECT', 'idp|alice', ['1']],
    ['SUBJECT', 'IDP|ALICE', []],
    ['SUBJECT', 'alice@example.com', []],
    ['SUBJECT', '', []],
  ] as const)('by %s %j', (field, value, numbers) => {
    const found = findCustomers(customers, field, value)
    expect(found.map(({ customerNumber }) => customerNumber)).toEqual(numbers)
    expect(findCustomer(customers, field, value)).toBe(found[0] ?? null)
  })
})

describe('what becomes of the login', () => {
  test.each([
    [alice, false, 'found'],
    [alice, true, 'found'],
    [null, false, 'created'],
    [null, true, 'not-found'],
  ] as const)('%j with autoprovisioning disabled %s is %s', (customer, disabled, outcome) => {
    expect(provisioningOutcome(customer, disabled)).toBe(outcome)
  })
})

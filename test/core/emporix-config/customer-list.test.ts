import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  type ListedCustomer,
  readCustomerList,
} from '../../../electron/core/platforms/emporix/customer-list.ts'
import { indexCustomers } from '../../../electron/core/platforms/emporix/customer-preview.ts'
import { FlowError } from '../../../electron/core/failure.ts'
import { customerPreviewSchema } from '../../../shared/judgement.ts'
import { refusal } from './documents.ts'

const alice: ListedCustomer = {
  customerNumber: 'C1',
  contactEmail: 'alice@example.com',
  providerIds: ['sub-1'],
  active: true,
}

describe('a customer list is read', () => {
  it.each([
    ['commas', 'customerNumber,contactEmail,providerId,active\nC1,alice@example.com,sub-1,true\n'],
    ['semicolons', 'customerNumber;email;providerId;active\r\nC1;alice@example.com;sub-1;yes\r\n'],
    ['tabs', 'id\te-mail\tsub\tenabled\nC1\talice@example.com\tsub-1\t1'],
    [
      'quotation marks',
      '"Customer Number","E-Mail","Provider ID","Active"\n"C1","alice@example.com","sub-1","TRUE"',
    ],
    [
      'a byte order mark',
      '\uFEFFcustomer_number,contact_email,provider_id,is_active\nC1,alice@example.com,sub-1,true',
    ],
    [
      'the path of an account',
      'customerNumber,contactEmail,accounts[0].providerId,active\nC1,alice@example.com,sub-1,true',
    ],
    [
      'accounts as JSON',
      'customerNumber;contactEmail;accounts;active\nC1;alice@example.com;"[{""providerId"":""sub-1""}]";true',
    ],
    [
      'further columns',
      'note,customerNumber,contactEmail,providerId,active\n"a\nb",C1,alice@example.com,sub-1,true',
    ],
    [
      'a JSON list',
      JSON.stringify([
        {
          customerNumber: 'C1',
          contactEmail: 'alice@example.com',
          accounts: [{ id: 'x', providerId: 'sub-1' }],
          active: true,
          mixins: {},
        },
      ]),
    ],
    [
      'a JSON object that holds the list',
      JSON.stringify({
        total: 1,
        items: [
          { customerNumber: 'C1', email: 'alice@example.com', providerId: 'sub-1', active: true },
        ],
      }),
    ],
    [
      'one customer alone',
      JSON.stringify({
        customerNumber: 'C1',
        email: 'alice@example.com',
        accounts: [{ providerId: 'sub-1' }],
        active: true,
      }),
    ],
  ])('with %s', (_name, text) => {
    expect(readCustomerList(text)).toEqual([alice])
  })

  it('with what is missing left open', () => {
    expect(readCustomerList('email\nalice@example.com\n\n" "\n')).toEqual([
      { customerNumber: 'row 2', contactEmail: 'alice@example.com', providerIds: [], active: null },
      { customerNumber: 'row 4', contactEmail: null, providerIds: [], active: null },
    ])
  })

  it('with every account of a customer', () => {
    const text = JSON.stringify([
      { contactEmail: null, accounts: [{ providerId: 'a' }, {}, { providerId: 'b' }] },
    ])
    expect(readCustomerList(text)[0]?.providerIds).toEqual(['a', 'b'])
  })
})

describe('a malformed list is refused with its place', () => {
  it.each<[string, string, string]>([
    ['no text', '', 'row 1'],
    ['no identifier column', 'name,city\nA,B', 'row 1'],
    ['too few cells', 'email,active\na@example.com,true\nb@example.com', 'row 3, column 2'],
    ['too many cells', 'email,active\na@example.com,true,x', 'row 2, column 4'],
    ['an open quotation mark', 'email,active\n"a@example.com,true', 'row 2, column 1'],
    ['a quotation mark inside', 'email,active\na@example.com,x"y', 'row 2, column 2'],
    ['no boolean', 'email,active\na@example.com,perhaps', 'row 2, column 2, active'],
    ['broken accounts', 'email,accounts\na@example.com,none', 'row 2, column 2, accounts'],
    ['broken JSON', '[{"email": "a@example.com"},\n {"email" "b"}]', 'row 2, column 11'],
    ['JSON that ends early', '[{"email": "a@example.com"', 'row 1'],
    ['an element that is no object', '[{"email":"a@example.com"}, 7]', 'row 2'],
    ['an email that is no text', '[{"email":{"a":1}}]', 'row 1, email'],
    ['accounts that are no list', '[{"email":"a","accounts":{"a":1}}]', 'row 1, accounts'],
    ['no list at all', '{"total":1}', 'neither a list'],
  ])('%s', (_name, text, place) => {
    const { code, message } = refusal(() => readCustomerList(text))
    expect(code).toBe('customers_invalid')
    expect(message).toContain(place)
    expect(message).not.toContain('example.com')
  })

  test('and nothing else is thrown, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string({ unit: fc.constantFrom(...'email,;"\n\t[]{}:a1'.split('')) }),
        ),
        (text) => {
          expect(thrownBy(() => readCustomerList(text))).toSatisfy(
            (thrown) => thrown === null || thrown instanceof FlowError,
          )
        },
      ),
    )
  })
})

function thrownBy(act: () => unknown): unknown {
  try {
    act()
    return null
  } catch (thrown) {
    return thrown
  }
}

const list = (...customers: Partial<ListedCustomer>[]) =>
  indexCustomers(
    customers.map((customer, at) => ({
      customerNumber: `C${at + 1}`,
      contactEmail: null,
      providerIds: [],
      active: null,
      ...customer,
    })),
  )
const claims = { email: 'alice@example.com', email_verified: true, sub: 'sub-1' }

describe('what becomes of a login', () => {
  const outcomes = (...given: Parameters<ReturnType<typeof list>['preview']>) =>
    list({ contactEmail: 'Alice@Example.com ', providerIds: ['sub-1'] })
      .preview(...given)
      .outcomes.map(({ field, outcome, status, customers }) => [field, outcome, status, customers])

  it('is said for both identifiers', () => {
    expect(outcomes(claims, true)).toEqual([
      ['EMAIL', 'found', null, ['C1']],
      ['SUBJECT', 'found', null, ['C1']],
    ])
    expect(outcomes({ ...claims, sub: 'sub-2' }, true)[1]).toEqual(['SUBJECT', 'created', null, []])
    expect(outcomes({ ...claims, sub: 'sub-2' }, false)[1]).toEqual([
      'SUBJECT',
      'not-found',
      404,
      [],
    ])
    expect(outcomes({ sub: 'sub-1' }, true)[0]).toEqual(['EMAIL', 'not-identified', null, []])
    expect(outcomes(null, true).map(([, outcome]) => outcome)).toEqual([
      'not-identified',
      'not-identified',
    ])
  })

  it('is ambiguous when several match', () => {
    const { outcomes } = list(
      { contactEmail: 'alice@example.com' },
      { contactEmail: 'ALICE@example.com' },
    ).preview(claims, true)
    expect(outcomes[0]).toMatchObject({ outcome: 'ambiguous', customers: ['C1', 'C2'] })
  })

  it('is known to the ladder', () => {
    const known = list({ contactEmail: 'alice@example.com' })
    expect(known.knows({ field: 'EMAIL', value: ' ALICE@example.com', state: 'present' })).toBe(
      'found',
    )
    expect(known.knows({ field: 'EMAIL', value: null, state: 'missing' })).toBe('not-found')
    expect(known.knows({ field: 'SUBJECT', value: 'alice@example.com', state: 'present' })).toBe(
      'not-found',
    )
  })
})

describe('the dangers', () => {
  const cases = (
    customers: ReturnType<typeof list>,
    of: Record<string, unknown> | null = null,
    autoprovisioning = true,
  ) => Object.fromEntries(customers.preview(of, autoprovisioning).cases.map((one) => [one.id, one]))
  const own = { contactEmail: 'alice@example.com', providerIds: ['sub-1'] }

  it('are none for a verified customer who is bound to this very login', () => {
    expect(cases(list(own), claims)).toEqual({})
  })

  it.each([[false], ['false'], [undefined]])(
    'of an email that is not verified: %s',
    (email_verified) => {
      expect(cases(list(own), { ...claims, email_verified })['unverified-match']).toMatchObject({
        scope: 'token',
        count: 1,
        customers: ['C1'],
      })
    },
  )

  it('of a customer who is bound to another providerId', () => {
    expect(cases(list(own), { ...claims, sub: 'sub-2' })['bound-elsewhere']?.customers).toEqual([
      'C1',
    ])
    expect(
      cases(list({ ...own, providerIds: [] }), { ...claims, sub: 'sub-2' })['bound-elsewhere'],
    ).toBeUndefined()
  })

  it('of a customer who is not active', () => {
    expect(cases(list({ ...own, active: false }), claims)['inactive-match']?.count).toBe(1)
  })

  it('of duplicates, told from those that differ only by case', () => {
    const found = cases(
      list(
        own,
        { ...own, providerIds: ['sub-2'] },
        { contactEmail: 'bob@example.com', providerIds: ['a'] },
        { contactEmail: 'Bob@example.com', providerIds: ['a'] },
      ),
    )
    expect(found['duplicate-email']?.customers).toEqual(['C1', 'C2'])
    expect(found['case-duplicate-email']?.customers).toEqual(['C3', 'C4'])
    expect(found['duplicate-provider-id']?.customers).toEqual(['C3', 'C4'])
  })

  it('of switching from EMAIL to SUBJECT', () => {
    const customers = list(own, { contactEmail: 'bob@example.com' })
    expect(cases(customers)['without-provider-id']).toMatchObject({
      customers: ['C2'],
      field: 'SUBJECT',
    })
    expect(cases(customers)['without-provider-id']?.sentence).toContain('creates a duplicate')
    expect(cases(customers, null, false)['without-provider-id']?.sentence).toContain('404')
    expect(cases(list({ providerIds: ['a'] }))['without-email']?.count).toBe(1)
  })
})

test('a hundred thousand customers with one email are previewed without repeating them', () => {
  const many = list(
    ...Array.from({ length: 100_000 }, () => ({ contactEmail: 'alice@example.com' })),
  )
  const preview = many.preview(claims, true)
  expect(preview.total).toBe(100_000)
  expect(preview.outcomes[0]?.customers).toHaveLength(100)
  expect(customerPreviewSchema.parse(preview)).toEqual(preview)
})

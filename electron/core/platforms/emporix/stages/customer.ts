import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { local, sent } from '../../../flow/planned-rows.ts'
import { check, stage } from '../../../flow/stage.ts'
import { type FoundCustomer, findCustomers } from '../customers.ts'

export const customer = stage({
  id: 'customer',
  title: 'Find the customer',
  explanation:
    'Looks up as whom the platform took the person: a customer it knew, or one it has just created. What was predicted is held against what is there now.',
  lookAt: 'whether one customer, and only one, has the identifier; and whether it is active.',
  spec: 'Emporix token exchange guide, autoprovisioning and identification',
  needs: ['verdict', 'tenant', 'serviceSession', 'siteConfiguration', 'customerToken'],
  gives: ['customer'],
  messages: [sent({ label: 'Find customer', party: 'platform' }), local('Compare with prediction')],
  action: ({ tenant, serviceSession }) =>
    serviceSession?.accessToken
      ? { verb: 'Look up the customer at', host: URL.parse(tenant?.apiUrl ?? '')?.host ?? null }
      : { verb: 'Conclude who the customer is', host: null },
  show: ({ verdict, siteConfiguration: site }) => [
    {
      name: 'ssoCustomerIdentifierField',
      value: `${site.identifierField.value} (${site.identifierField.source})`,
      from: 'siteConfiguration',
    },
    {
      name: 'ssoCustomerAutoprovisioningDisabled',
      value: `${site.autoprovisioningDisabled.value} (${site.autoprovisioningDisabled.source})`,
      from: 'siteConfiguration',
    },
    { name: 'identifier', value: verdict.identifier.value ?? 'missing', from: 'verdict' },
    { name: 'predicted', value: verdict.customer.outcome, from: 'verdict' },
  ],
  async run({ verdict, tenant, serviceSession }, tools) {
    const { field, value } = verdict.identifier
    const found =
      field === 'EMAIL' && value !== null
        ? await findCustomers(tenant, serviceSession, value, tools)
        : null
    tools.report(identifierCheck(verdict))
    if (found === null) {
      tools.report(unreadable(field))
      return { customer: { outcome: 'unknown', customerNumber: null, email: value } }
    }
    tools.report(...foundChecks(found, verdict))
    const [only] = found
    return {
      customer: {
        outcome: verdict.customer.outcome === 'created' ? 'created' : 'found',
        customerNumber: only?.customerNumber ?? null,
        email: only?.contactEmail ?? value,
      },
    }
  },
})

function identifierCheck({ identifier }: Values['verdict']): Check {
  const unverified = identifier.state === 'unverified'
  return check('identifier-verified', 'Identifier', unverified ? 'warning' : 'passed', {
    expected: identifier.field === 'EMAIL' ? 'email, verified' : 'sub',
    found: identifier.state,
    source: 'tenant setting',
    message: unverified
      ? 'The e-mail is not verified by the provider; whoever typed it there becomes this customer.'
      : 'The token carries the identifier.',
  })
}

function unreadable(field: string): Check {
  return check('customer-observed', 'Customer', 'unknown', {
    expected: 'found or created',
    source: 'connection',
    message:
      field === 'EMAIL'
        ? 'The connection may not read customers; a service client with customer.customer_read would tell.'
        : 'No documented query finds a customer by sub, so this cannot be observed.',
  })
}

function foundChecks(found: FoundCustomer[], verdict: Values['verdict']): Check[] {
  const [first] = found
  const usable = first?.active !== false && first?.onHold !== true
  return [
    check('customer-observed', 'Customer', first ? 'passed' : 'failed', {
      expected: verdict.customer.outcome,
      found: first?.customerNumber ?? null,
      source: 'Emporix Customer Service API',
      message: first
        ? `The platform has customer ${first.customerNumber}, ${verdict.customer.outcome === 'created' ? 'just created' : 'known before'}.`
        : 'The platform accepted the login, but has no customer with this e-mail.',
    }),
    check('customer-unique', 'Duplicates', found.length <= 1 ? 'passed' : 'warning', {
      expected: 'one customer',
      found: `${found.length} customers`,
      source: 'Emporix Customer Service API',
      message:
        found.length <= 1
          ? 'No other customer has this e-mail.'
          : 'Several customers have this e-mail; which of them signs in is not documented.',
    }),
    check('customer-usable', 'Active', usable ? 'passed' : 'warning', {
      expected: 'active, not on hold',
      found: first ? `active ${first.active ?? 'unset'}, onHold ${first.onHold ?? 'unset'}` : null,
      source: 'Emporix Customer Service API',
      message: usable
        ? 'The customer may use the shop.'
        : 'The customer is inactive or on hold; see customerActiveOnCreation and customerOnHoldOnCreation.',
    }),
  ]
}

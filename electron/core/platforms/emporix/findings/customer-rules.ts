import { z } from 'zod'
import { compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { readJson } from '../../send-json.ts'
import { identification, loginStages } from './identifier-rules.ts'
import { again, tenantSetting, tenantSettingPlace } from './places.ts'
import { answerRows, platformAnswer } from './platform-answer.ts'
import { anonymousRuledOut, tokenRuledOut } from './ruled-out.ts'

/* Who the person is to the shop (emporix.md section 4). */

export const autoprovisioningOff: Rule = {
  id: 'autoprovisioning-off',
  source: 'Emporix failure catalogue 10',
  confidence: 'likely',
  on: { stages: ['validate', ...loginStages] },
  find(facts) {
    const { verdict, tenant } = facts.values
    const isPredicted = verdict?.customer.outcome === 'not-found'
    const answer = platformAnswer(facts)
    const isAnswered = answer?.status === 404 && answer.family === 'service'
    const isLogin = loginStages.includes(facts.record.stageId)
    if (!tenant || (isLogin ? !isAnswered : !isPredicted)) return null
    const { field, disabled, value } = identification(facts)
    const who = value === null ? 'this person' : `${field.value} ${value}`
    return {
      confidence: isPredicted ? 'certain' : 'likely',
      title: `Tenant ${tenant.tenant} does not know ${who} and may not create customers.`,
      explanation: `${field.value} identifies customers here. The guide says 404 for an unknown one while autoprovisioning is off${isPredicted ? '.' : '; that this is why is assumed, as the API reference does not list the status.'}`,
      evidence: [
        compared(
          'ssoCustomerAutoprovisioningDisabled',
          { expected: 'false', found: disabled === null ? 'not read' : String(disabled.value) },
          disabled?.source ?? 'tenant setting',
        ),
        fact('ssoCustomerIdentifierField', field.value, field.source),
        ...(value === null
          ? []
          : [fact(field.value === 'EMAIL' ? 'email' : 'sub', value, 'token')]),
        ...(isAnswered ? answerRows(answer) : []),
        ruledOut('an unknown configuration: that is a 400', 'Emporix API reference'),
      ],
      change: {
        where: tenantSettingPlace(facts),
        what: `set ssoCustomerAutoprovisioningDisabled to false, or register ${who} in the shop first.`,
        next: again(facts),
      },
      setting: tenantSetting('ssoCustomerAutoprovisioningDisabled', disabled?.source),
    }
  },
}

const customersSchema = z.array(
  z.looseObject({
    customerNumber: z.string(),
    active: z.boolean().optional(),
    onHold: z.boolean().optional(),
  }),
)

/** Whom the last look-up found. */
function foundCustomers(facts: Facts) {
  const body = facts.exchange('Find customer')?.response?.body
  const customers = customersSchema.safeParse(readJson(body ?? ''))
  return customers.success ? customers.data : []
}

type FoundCustomer = z.infer<typeof customersSchema>[number]

const stateOf = ({ active, onHold }: FoundCustomer) =>
  [active === false && 'inactive', onHold && 'on hold'].filter(Boolean).join(' and ')

const stateRows = ({ active, onHold }: FoundCustomer, source: string) => [
  compared('active', { expected: 'true', found: String(active ?? 'unset') }, source),
  compared('onHold', { expected: 'false', found: String(onHold ?? 'unset') }, source),
]

const foundRow = (found: readonly FoundCustomer[], source: string) =>
  compared(
    'Customers found',
    {
      expected: 'one at most',
      found: found.map(({ customerNumber }) => customerNumber).join(', '),
    },
    source,
  )

const inTenant = ({ values }: Facts, what: string) =>
  `In tenant ${values.tenant?.tenant ?? ''}, ${what}`

const activate = (facts: Facts, { customerNumber }: FoundCustomer) => ({
  where: inTenant(facts, `customer ${customerNumber}`),
  what: 'activate the customer and take off the hold.',
  next: again(facts),
})

const mergeAll = (facts: Facts) => ({
  where: inTenant(facts, 'customers'),
  what: 'merge or delete all accounts of this person but one.',
  next: again(facts),
})

export const customerInactive: Rule = {
  id: 'customer-inactive',
  source: 'Emporix failure catalogue 11',
  confidence: 'likely',
  on: { stages: [...loginStages, 'api-access'], statuses: [401, 403, 404] },
  find(facts) {
    const customer = foundCustomers(facts)[0]
    const answer = platformAnswer(facts)
    if (!customer || !answer || answer.family === 'gateway') return null
    if (customer.active !== false && customer.onHold !== true) return null
    return {
      title: `Customer ${customer.customerNumber} is ${stateOf(customer)}, so the platform lets nobody in as them.`,
      explanation:
        'What is answered then is undocumented; that it is this refusal is assumed. customerActiveOnCreation and customerOnHoldOnCreation decide for customers that are created.',
      evidence: [
        ...stateRows(customer, stageInWords(facts, 'validate')),
        ...answerRows(answer),
        ...tokenRuledOut(facts),
      ],
      change: activate(facts, customer),
    }
  },
}

export const customerFoundInactive: Rule = {
  id: 'customer-found-inactive',
  source: 'Emporix failure catalogue 11',
  confidence: 'likely',
  on: { stages: ['customer'], checks: ['customer-usable'] },
  find(facts) {
    const customer = foundCustomers(facts)[0]
    if (!customer) return null
    return {
      title: `Customer ${customer.customerNumber} is ${stateOf(customer)}, though the login passed.`,
      explanation:
        'Whether the platform lets such a customer order is undocumented; that it will be refused later is assumed. customerActiveOnCreation and customerOnHoldOnCreation decide for customers that are created.',
      evidence: stateRows(customer, stageInWords(facts)),
      change: activate(facts, customer),
    }
  },
}

export const customerFoundTwice: Rule = {
  id: 'customer-found-twice',
  source: 'Emporix failure catalogue 10',
  confidence: 'likely',
  on: { stages: ['customer'], checks: ['customer-unique'] },
  find(facts) {
    const found = foundCustomers(facts)
    const { field, value } = identification(facts)
    if (found.length < 2) return null
    return {
      title: `The e-mail of this person belongs to ${found.length} customers of tenant ${facts.values.tenant?.tenant ?? ''}.`,
      explanation:
        'Which of them signs in is undocumented; that it may be another one next time is assumed.',
      evidence: [
        foundRow(found, stageInWords(facts)),
        fact('ssoCustomerIdentifierField', `${field.value}: ${value ?? 'unknown'}`, field.source),
      ],
      change: mergeAll(facts),
    }
  },
}

export const customerDuplicate: Rule = {
  id: 'customer-duplicate',
  source: 'Emporix failure catalogue 10, sample of the error body 409',
  confidence: 'likely',
  on: { stages: loginStages, statuses: [409] },
  find(facts) {
    const { tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!answer || !tenant) return null
    const { field, value } = identification(facts)
    const found = foundCustomers(facts)
    return {
      title: `The login collides with an account that tenant ${tenant.tenant} has already.`,
      explanation:
        'The documented 409 is that of a second account with one e-mail. That the login tried to create one is assumed.',
      evidence: [
        ...answerRows(answer),
        fact(
          'ssoCustomerIdentifierField',
          `${field.value}${value === null ? '' : `: ${value}`}`,
          field.source,
        ),
        ...(found.length > 0 ? [foundRow(found, stageInWords(facts, 'validate'))] : []),
        ...anonymousRuledOut(facts),
      ],
      change: mergeAll(facts),
    }
  },
}

export const customerRules: readonly Rule[] = [
  customerInactive,
  customerDuplicate,
  customerFoundInactive,
  customerFoundTwice,
  autoprovisioningOff,
]

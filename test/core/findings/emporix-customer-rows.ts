import type { TestConsole } from '../../support/console.ts'
import { type Case, type ExchangeRow, faulty, stored } from './emporix-rows.ts'

/* Who the person is to the shop, and what was issued. */

const found: ExchangeRow[] = [
  {
    rule: 'autoprovisioning-off',
    stage: 'validate',
    confidence: 'certain',
    title: /Tenant sandbox does not know EMAIL bob@example\.com/,
    run: { ...faulty('autoprovisioning-off'), login: 'bob' },
    neighbour: { ...faulty('autoprovisioning-off'), login: 'carol' },
  },
  {
    rule: 'autoprovisioning-off',
    when: 'the platform says so, and nobody may look',
    stage: 'exchange',
    confidence: 'likely',
    title: /does not know EMAIL bob@example\.com/,
    run: {
      login: 'bob',
      faults: ['autoprovisioning-off'],
      connection(document, console) {
        delete document['emporix'].serviceClient
        return stored((online) => online).connection?.(document, console) ?? document
      },
    },
    neighbour: faulty('exchange-400'),
  },
  {
    rule: 'identifier-email-not-in-token',
    stage: 'validate',
    confidence: 'certain',
    title: /Tenant sandbox identifies customers by EMAIL/,
    run: { login: 'carol' },
    neighbour: { site: 'Site_FR' },
  },
  {
    rule: 'identifier-email-not-in-token',
    when: 'the platform has refused the token, not the gateway its bearer',
    stage: 'exchange',
    confidence: 'certain',
    title: /Tenant sandbox identifies customers by EMAIL/,
    run: { login: 'carol' },
    neighbour: faulty('anonymous-unknown'),
  },
  {
    rule: 'subject-for-customers-by-email',
    stage: 'exchange',
    confidence: 'likely',
    title: /looked up by SUBJECT/,
    run: faulty('identifier-subject', 'autoprovisioning-off'),
    neighbour: { ...faulty('autoprovisioning-off'), login: 'bob' },
  },
  {
    rule: 'customer-inactive',
    stage: 'exchange',
    confidence: 'likely',
    title: /Customer C0033 is inactive and on hold/,
    run: faulty('customer-inactive'),
    neighbour: faulty('exchange-403'),
  },
  {
    rule: 'customer-duplicate',
    stage: 'exchange',
    confidence: 'likely',
    title: /account that tenant sandbox has already/,
    run: faulty('customer-duplicate'),
    neighbour: faulty('customer-inactive'),
  },
  {
    rule: 'customer-found-inactive',
    stage: 'customer',
    confidence: 'likely',
    title: /Customer C0033 is inactive and on hold, though the login passed/,
    run: sinceTheLogin('customer-inactive'),
    neighbour: faulty('customer-inactive'),
    neighbourStage: 'exchange',
  },
  {
    rule: 'customer-found-twice',
    stage: 'customer',
    confidence: 'likely',
    title: /belongs to 2 customers of tenant sandbox/,
    run: sinceTheLogin('customer-duplicate'),
    neighbour: faulty('customer-duplicate'),
    neighbourStage: 'exchange',
  },
]

/** What an administrator does while the person signs in. */
export function sinceTheLogin(fault: string): Case {
  const turnOn = (console: TestConsole) => console.call('sandbox.setFaults', { ids: [fault] })
  return { beforeStage: { customer: turnOn } }
}

const withRefresh = { 'tenant.refreshAfterwards': 'true' }

const issued: ExchangeRow[] = [
  {
    rule: 'issued-token-missing',
    stage: 'issuance',
    confidence: 'certain',
    title: /issued no saas_token/,
    run: faulty('saas-missing'),
    neighbour: faulty('tenant-mismatch'),
  },
  {
    rule: 'session-lost',
    stage: 'api-access',
    confidence: 'likely',
    title: /another session.*cart is lost/,
    run: faulty('session-lost'),
    neighbour: faulty('me-401'),
  },
  {
    rule: 'still-anonymous',
    stage: 'api-access',
    confidence: 'certain',
    title: /anonymous session: the login gave no customer/,
    run: faulty('still-anonymous'),
    neighbour: faulty('other-customer'),
  },
  {
    rule: 'profile-of-another-customer',
    stage: 'api-access',
    confidence: 'likely',
    title: /became customer C0099/,
    run: faulty('other-customer'),
    neighbour: faulty('still-anonymous'),
  },
  {
    rule: 'customer-token-refused',
    stage: 'api-access',
    confidence: 'likely',
    title: /does not take the customer token/,
    run: faulty('me-401'),
    neighbour: faulty('scope-missing'),
  },
  {
    rule: 'customer-scope-missing',
    stage: 'api-access',
    confidence: 'certain',
    title: /lacks customer\.customer_read_own/,
    run: faulty('scope-missing'),
    neighbour: faulty('me-401'),
  },
  {
    rule: 'refresh-refused',
    stage: 'api-access',
    confidence: 'possible',
    title: /bearer of a refresh/,
    run: { ...faulty('refresh-refused'), inputs: withRefresh },
    neighbour: { ...faulty('me-401'), inputs: withRefresh },
  },
]

export const customerRows: ExchangeRow[] = [...found, ...issued]

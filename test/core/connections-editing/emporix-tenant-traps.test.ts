import { describe } from 'vitest'
import { tenant } from './documents.ts'
import { type Row, trapTests } from './trap-table.ts'

const exchange = 'emporix.tokenExchange'

const rows: Row[] = [
  {
    trap: 'a tenant in upper case',
    change: [['emporix.tenant', 'ACME ']],
    at: 'error emporix.tenant',
    says: /lower case.*acme/,
    neighbour: [['emporix.tenant', 'acme2']],
    mends: true,
  },
  {
    trap: 'another host of the platform',
    change: [['emporix.apiUrl', 'https://api-stage.emporix.io']],
    at: 'emporix.apiUrl',
    says: /not the documented host/,
    neighbour: [['emporix.apiUrl', 'http://127.0.0.1:9400/emporix']],
    mends: true,
  },
  {
    trap: 'a path behind the host',
    change: [['emporix.apiUrl', 'https://api.emporix.io/customer']],
    at: 'emporix.apiUrl',
    says: /host alone/,
    neighbour: [['emporix.apiUrl', 'https://api.emporix.io/']],
    mends: true,
  },
  {
    trap: 'the service client as storefront client',
    change: [['emporix.serviceClient', { clientId: 'storefront-key', clientSecret: 'x' }]],
    at: 'emporix.storefrontClientId',
    says: /service client/,
    neighbour: [['emporix.serviceClient', { clientId: 'service-key', clientSecret: 'x' }]],
  },
  {
    trap: 'the client at the provider as storefront client',
    change: [['emporix.storefrontClientId', 'console']],
    at: 'emporix.storefrontClientId',
    says: /client at the identity provider/,
    neighbour: [['emporix.storefrontClientId', 'Console']],
  },
  {
    trap: 'a live document that nobody may read',
    change: [[exchange, 'live']],
    at: exchange,
    says: /needs a serviceClient/,
    neighbour: [
      [exchange, 'live'],
      ['emporix.serviceClient', { clientId: 'service', clientSecret: { env: 'S' } }],
    ],
  },
  {
    trap: 'an ID token to exchange',
    change: [['emporix.subjectToken', 'id_token']],
    at: 'emporix.subjectToken',
    says: /aud is the client id/,
    neighbour: [['emporix.subjectToken', 'access_token']],
    mends: true,
  },
  {
    trap: 'provisioning that is off',
    change: [['emporix.ssoCustomerAutoprovisioningDisabled', true]],
    at: 'emporix.ssoCustomerAutoprovisioningDisabled',
    says: /404/,
    neighbour: [['emporix.ssoCustomerAutoprovisioningDisabled', false]],
    mends: true,
  },
  {
    trap: 'customers by sub',
    change: [['emporix.ssoCustomerIdentifierField', 'SUBJECT']],
    at: 'emporix.ssoCustomerIdentifierField',
    says: /registered by e-mail/,
    neighbour: [['emporix.ssoCustomerIdentifierField', 'EMAIL']],
  },
  {
    trap: 'the older spelling of the identifier',
    change: [['emporix.ssoCustomerIdentifierField', 'email']],
    at: 'error emporix.ssoCustomerIdentifierField',
    says: /EMAIL/,
    neighbour: [['emporix.ssoCustomerIdentifierField', 'EMAIL']],
    mends: true,
  },
  {
    trap: 'blanks that came with copying',
    change: [['emporix.storefrontClientId', 'storefront-key\n']],
    at: 'emporix.storefrontClientId',
    says: /blanks around/,
    neighbour: [['emporix.storefrontClientId', 'storefront key']],
    mends: true,
  },
]

describe('the tenant', () => {
  trapTests(tenant, rows)
})

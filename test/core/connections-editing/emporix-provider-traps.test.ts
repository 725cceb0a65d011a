import { describe } from 'vitest'
import { tenant } from './documents.ts'
import { type Row, trapTests } from './trap-table.ts'

const exchange = 'emporix.tokenExchange'
const own = `${exchange}.default`
const issuer = 'identityProvider.issuer'
const realm = 'https://login.acme.example/realms/shop'

const rows: Row[] = [
  {
    trap: 'http to another machine',
    change: [
      [issuer, 'http://login.acme.example/realms/shop'],
      [`${own}.issuer`, 'http://login.acme.example/realms/shop'],
    ],
    at: issuer,
    says: /in clear/,
    neighbour: [
      [issuer, 'http://localhost:8080/realms/shop'],
      [`${own}.issuer`, 'http://localhost:8080/realms/shop'],
    ],
  },
  {
    trap: 'a doubled slash',
    change: [
      [issuer, 'https://login.acme.example//realms/shop'],
      [`${own}.issuer`, realm],
    ],
    at: issuer,
    says: /doubled slash/,
    neighbour: [[issuer, realm]],
    mends: true,
  },
  {
    trap: 'the address of the discovery document',
    change: [[issuer, `${realm}/.well-known/openid-configuration`]],
    at: issuer,
    says: /discovery document/,
    neighbour: [[issuer, realm]],
    mends: true,
  },
  {
    trap: 'an issuer that no entry expects',
    change: [[issuer, 'https://other.example']],
    at: issuer,
    says: /No site configuration expects/,
    neighbour: [
      [issuer, 'https://other.example'],
      [`${exchange}.Site_DE`, { issuer: 'https://other.example' }],
    ],
  },
  {
    trap: 'a secret that is not sent',
    change: [['identityProvider.clientSecret', 'x']],
    at: 'identityProvider.tokenEndpointAuthMethod',
    says: /does not send it/,
    neighbour: [
      ['identityProvider.clientSecret', 'x'],
      ['identityProvider.tokenEndpointAuthMethod', 'client_secret_post'],
    ],
    mends: true,
  },
  {
    trap: 'a method without its secret',
    change: [['identityProvider.tokenEndpointAuthMethod', 'client_secret_basic']],
    at: 'identityProvider.clientSecret',
    says: /needs a clientSecret/,
    neighbour: [['identityProvider.tokenEndpointAuthMethod', 'none']],
    mends: true,
  },
  {
    trap: 'a scope without openid',
    change: [['identityProvider.scope', 'email profile']],
    at: 'identityProvider.scope',
    says: /lacks openid/,
    neighbour: [['identityProvider.scope', 'email openid']],
    mends: true,
  },
  {
    trap: 'a scope without email, by which customers are found',
    change: [['identityProvider.scope', 'openid profile']],
    at: 'identityProvider.scope',
    says: /lacks email/,
    neighbour: [['identityProvider.scope', 'openid email']],
    mends: true,
  },
  {
    trap: 'an opaque token',
    change: [
      [issuer, 'https://acme.eu.auth0.com/'],
      [`${own}.issuer`, 'https://acme.eu.auth0.com/'],
    ],
    at: 'identityProvider.audience',
    says: /opaque/,
    neighbour: [
      [issuer, 'https://acme.eu.auth0.com/'],
      [`${own}.issuer`, 'https://acme.eu.auth0.com/'],
      ['identityProvider.parameters', { audience: 'commerce-system' }],
    ],
  },
]

describe('the client at the provider', () => {
  trapTests(tenant, rows)
})

import { describe } from 'vitest'
import { type Change, tenant } from './documents.ts'
import { type Row, trapTests } from './trap-table.ts'

const own = 'emporix.tokenExchange.default'
const issuer = 'identityProvider.issuer'
const realm = 'https://login.acme.example/realms/shop'
const introspecting: Change[] = [
  [`${own}.jwks`],
  [`${own}.domain`, 'https://login.acme.example'],
  [`${own}.token_introspect_endpoint`, '/realms/shop/introspect'],
  [`${own}.client_id`, 'backend'],
]
const secret: Change = [`${own}.client_secret`, 'top-secret']

const rows: Row[] = [
  {
    trap: 'a domain without scheme',
    change: [...introspecting, secret, [`${own}.domain`, 'login.acme.example']],
    at: `${own}.domain`,
    says: /no scheme.*https:\/\/login\.acme\.example/,
    neighbour: [],
  },
  {
    trap: 'a domain over http',
    change: [...introspecting, secret, [`${own}.domain`, 'http://login.acme.example']],
    at: `${own}.domain`,
    says: /in clear/,
    neighbour: [],
  },
  {
    trap: 'a doubled slash in the endpoint',
    change: [...introspecting, [`${own}.token_introspect_endpoint`, '/realms//introspect']],
    at: `${own}.token_introspect_endpoint`,
    says: /doubled slash/,
    neighbour: [],
  },
  {
    trap: 'a doubled slash between domain and endpoint',
    change: [...introspecting, [`${own}.domain`, 'https://login.acme.example/']],
    at: `${own}.token_introspect_endpoint`,
    says: /would be doubled/,
    neighbour: [],
  },
  {
    trap: 'no slash between domain and endpoint',
    change: [...introspecting, [`${own}.token_introspect_endpoint`, 'introspect']],
    at: `${own}.token_introspect_endpoint`,
    says: /would be missing/,
    neighbour: [],
  },
  {
    trap: 'an endpoint that is a whole URL',
    change: [...introspecting, [`${own}.token_introspect_endpoint`, `${realm}/introspect`]],
    at: `${own}.token_introspect_endpoint`,
    says: /whole URL/,
    neighbour: [],
  },
  {
    trap: 'an endpoint that climbs',
    change: [...introspecting, [`${own}.token_introspect_endpoint`, '/a/../introspect']],
    at: `${own}.token_introspect_endpoint`,
    says: /would become \/introspect/,
    neighbour: [],
  },
  {
    trap: 'a provider without introspection',
    change: [...introspecting, [`${own}.domain`, 'https://acme.eu.auth0.com']],
    at: `${own}.domain`,
    says: /publishes no introspection/,
    neighbour: [[`${own}.domain`, 'https://acme.eu.auth0.com']],
  },
  {
    trap: 'an issuer with another end',
    change: [[`${own}.issuer`, `${realm}/`]],
    at: `${own}.issuer`,
    says: /only by the slash at its end/,
    neighbour: [
      [issuer, `${realm}/`],
      [`${own}.issuer`, `${realm}/`],
    ],
    mends: true,
  },
  {
    trap: 'an issuer in upper case',
    change: [[`${own}.issuer`, realm.replace('shop', 'Shop')]],
    at: `${own}.issuer`,
    says: /only by upper case/,
    neighbour: [],
    mends: true,
  },
  {
    trap: 'a secret that others can read',
    change: [[`${own}.storefront_client_secret`, 'top-secret']],
    at: `${own}.storefront_client_secret`,
    says: /configuration_view/,
    neighbour: [[`${own}.storefront_client_id`, 'storefront-key']],
  },
  {
    trap: 'a misspelled member',
    change: [[`${own}.token_client_id`], [`${own}.tokenClientId`, 'console']],
    at: `${own}.tokenClientId`,
    says: /token_client_id is/,
    neighbour: [[`${own}.comment`, 'console']],
  },
  {
    trap: 'a jwks_uri',
    change: [[`${own}.jwks_uri`, `${realm}/jwks`]],
    at: `${own}.jwks_uri`,
    says: /knows no jwks_uri/,
    neighbour: [[`${own}.comment`, `${realm}/jwks`]],
  },
]

describe('an entry', () => {
  trapTests(tenant, rows)
})

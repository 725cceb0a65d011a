import { describe } from 'vitest'
import { type Change, tenant } from './documents.ts'
import { type Row, trapTests } from './trap-table.ts'

const first = 'emporix.sso.configurations.0'
const second = 'emporix.sso.configurations.1'
const pem = (kind: string) => `-----BEGIN ${kind}-----\nAAAA\n-----END ${kind}-----`

const another = (name: string, redirect_uri = 'http://127.0.0.1/callback'): Change => [
  second,
  {
    name,
    provider: name,
    domain: 'login.acme.example/realms/pl',
    token_endpoint: 'protocol/openid-connect/token',
    client_id: 'console',
    redirect_uri,
  },
]

const documentRows: Row[] = [
  {
    trap: 'a name that ends early in state',
    change: [
      [`${first}.name`, 'key--cloak'],
      [`${first}.provider`, 'key_cloak'],
    ],
    at: `error ${first.replace('.0', '[0]')}.name`,
    says: /-- ends it/,
    neighbour: [
      [`${first}.name`, 'key-cloak'],
      [`${first}.provider`, 'key-cloak'],
    ],
    mends: true,
  },
  {
    trap: 'a name that is not the provider',
    change: [[`${first}.name`, 'other']],
    at: `${first}.name`,
    says: /use provider as the name/,
    neighbour: [],
    mends: true,
  },
  {
    trap: 'a domain with its scheme',
    change: [[`${first}.domain`, 'https://login.acme.example/realms/shop']],
    at: `${first}.domain`,
    says: /without https/,
    neighbour: [[`${first}.domain`, 'http://127.0.0.1:8080/realms/shop']],
    mends: true,
  },
  {
    trap: 'a domain over http',
    change: [[`${first}.domain`, 'http://login.acme.example/realms/shop']],
    at: `${first}.domain`,
    says: /in clear/,
    neighbour: [[`${first}.domain`, 'http://localhost:8080/realms/shop']],
  },
  {
    trap: 'a doubled slash',
    change: [[`${first}.domain`, 'login.acme.example//realms/shop']],
    at: `${first}.domain`,
    says: /doubled slash/,
    neighbour: [],
    mends: true,
  },
  {
    trap: 'a forgotten realm',
    change: [[`${first}.domain`, 'login.acme.example']],
    at: `${first}.token_endpoint`,
    says: /no realm/,
    neighbour: [
      [`${first}.domain`, 'login.acme.example'],
      [`${first}.token_endpoint`, 'oauth/token'],
    ],
    mends: true,
  },
  {
    trap: 'a token endpoint that is a whole URL',
    change: [[`${first}.token_endpoint`, 'https://login.acme.example/oauth/token']],
    at: `${first}.token_endpoint`,
    says: /whole URL/,
    neighbour: [],
    mends: true,
  },
  {
    trap: 'another redirect URI than that of the console',
    change: [[`${first}.redirect_uri`, 'https://shop.acme.example/callback']],
    at: `${first}.redirect_uri`,
    says: /called back at http:\/\/127\.0\.0\.1:8400\/callback/,
    // The port of a loopback address does not count (RFC 8252 section 7.3).
    neighbour: [[`${first}.redirect_uri`, 'http://127.0.0.1:1234/callback']],
    mends: true,
  },
  {
    trap: 'a redirect URI with a fragment',
    change: [[`${first}.redirect_uri`, 'http://127.0.0.1/callback#x']],
    at: `${first}.redirect_uri`,
    says: /fragment/,
    neighbour: [],
    mends: true,
  },
  {
    trap: 'a key instead of a certificate',
    change: [[`${first}.public_key`, pem('PUBLIC KEY')]],
    at: `${first}.public_key`,
    says: /wants the signing certificate/,
    neighbour: [],
  },
  {
    trap: 'a certificate that cannot be read',
    change: [[`${first}.public_key`, pem('CERTIFICATE')]],
    at: `${first}.public_key`,
    says: /cannot be read/,
    neighbour: [],
  },
]

const listRows: Row[] = [
  {
    trap: 'redirect URIs that differ by a slash',
    change: [another('auth0', 'http://127.0.0.1/callback/')],
    at: `${second}.redirect_uri`,
    says: /differ only by case, scheme or a slash/,
    neighbour: [another('auth0')],
    mends: true,
  },
  {
    trap: 'names that differ by case',
    change: [another('Keycloak')],
    at: `${second}.name`,
    says: /differ only by case/,
    neighbour: [another('keycloak_pl')],
  },
  {
    trap: 'a name that is there twice',
    change: [another('keycloak')],
    at: `${second}.name`,
    says: /there twice/,
    neighbour: [another('auth0')],
  },
  {
    trap: 'a name that selects nothing',
    change: [['emporix.sso.configName', 'Keycloak']],
    at: 'emporix.sso.configName',
    says: /without a word/,
    neighbour: [['emporix.sso.configName', 'keycloak']],
    mends: true,
  },
  {
    trap: 'no name',
    change: [['emporix.sso.configName', '']],
    at: 'emporix.sso.configName',
    says: /takes its default/,
    neighbour: [],
    mends: true,
  },
  {
    trap: 'no state',
    change: [
      ['emporix.sso.sendState', false],
      ['emporix.sso.configName', 'keycloak'],
    ],
    at: 'emporix.sso.sendState',
    says: /sees no name/,
    neighbour: [['emporix.sso.sendState', false]],
    mends: true,
  },
  {
    trap: 'no proof key',
    change: [['emporix.sso.pkce', false]],
    at: 'emporix.sso.pkce',
    says: /stolen code/,
    neighbour: [['emporix.sso.pkce', true]],
    mends: true,
  },
]

describe('a document of standard SSO', () => {
  trapTests(tenant, documentRows)
})
describe('the documents of standard SSO', () => {
  trapTests(tenant, listRows)
})

import { describe } from 'vitest'
import { rsaKey } from '../emporix-config/documents.ts'
import { type Change, tenant } from './documents.ts'
import { type Row, trapTests } from './trap-table.ts'

const exchange = 'emporix.tokenExchange'
const own = `${exchange}.default`
const realm = 'https://login.acme.example/realms/shop'
const site = (entry: object, key = 'Site_DE'): Change => [`${exchange}.${key}`, entry as never]
const offline = { jwks: { keys: [rsaKey] }, issuer: realm, audience: 'de' }

const rows: Row[] = [
  {
    trap: 'a document without default',
    change: [site({ ...offline, token_client_id: 'console' }), [own]],
    at: exchange,
    says: /no default/,
    neighbour: [site({})],
  },
  {
    trap: 'a document without entries',
    change: [[exchange, {}]],
    at: exchange,
    says: /every exchange is refused/,
    neighbour: [],
  },
  {
    trap: 'keys that differ by case',
    change: [site({ audience: 'de' }), site({ audience: 'other' }, 'site_DE')],
    at: `${exchange}.site_DE`,
    says: /differ only by case/,
    neighbour: [site({ audience: 'de' }), site({ audience: 'pl' }, 'Site_PL')],
    mends: true,
  },
  {
    trap: 'a key with blanks',
    change: [site({ audience: 'de' }, 'Site_DE ')],
    at: `${exchange}.Site_DE `,
    says: /blanks around it/,
    neighbour: [site({ audience: 'de' }, 'Site DE')],
    mends: true,
  },
  {
    trap: 'both ways of validation in one entry',
    change: [[`${own}.token_introspect_endpoint`, '/introspect']],
    at: `${own}.jwks`,
    says: /revoked token stays valid/,
    neighbour: [site({ jwks: { keys: [rsaKey] } })],
  },
  {
    trap: 'neither way of validation',
    change: [[`${own}.jwks`]],
    at: own,
    says: /neither jwks nor introspection/,
    neighbour: [site({ audience: 'de' })],
  },
  {
    trap: 'half of what introspection needs',
    change: [
      [`${own}.jwks`],
      [`${own}.domain`, 'https://login.acme.example'],
      [`${own}.token_introspect_endpoint`, '/introspect'],
      [`${own}.client_id`, 'backend'],
    ],
    at: `${own}.client_secret`,
    says: /needs client_secret/,
    neighbour: [
      [`${own}.jwks`],
      [`${own}.domain`, 'https://login.acme.example'],
      [`${own}.token_introspect_endpoint`, '/introspect'],
      [`${own}.client_id`, 'backend'],
      [`${own}.client_secret`, { env: 'SECRET' }],
    ],
  },
  ...(['issuer', 'audience', 'token_client_id'] as const).map((field) => ({
    trap: `a check that is skipped for want of ${field}`,
    change: [[`${own}.${field}`]] as Change[],
    at: `${own}.${field}`,
    says: /is unset, so .* is not checked/,
    neighbour: [site({ comment: 'inherits all three' })],
    // Which audience is meant, nothing in the connection tells.
    mends: field !== 'audience',
  })),
  {
    trap: 'an override that unsets',
    change: [site({ audience: null })],
    at: `${exchange}.Site_DE.audience`,
    says: /audience is not checked/,
    neighbour: [site({ audience: 'de' })],
  },
  {
    trap: 'an entry that stands alone',
    change: [['emporix.siteEntry', 'replaces'], site(offline)],
    at: `${exchange}.Site_DE.token_client_id`,
    says: /authorized party is not checked/,
    neighbour: [site(offline)],
    mends: true,
  },
]

describe('a site', () => {
  trapTests(tenant, rows)
})

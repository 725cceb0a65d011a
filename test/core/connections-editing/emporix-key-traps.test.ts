import { describe } from 'vitest'
import { rsaKey } from '../emporix-config/documents.ts'
import { type Change, tenant } from './documents.ts'
import { type Row, trapTests } from './trap-table.ts'

const own = 'emporix.tokenExchange.default'
const key = (members: object): Change => [`${own}.jwks`, { keys: [{ ...rsaKey, ...members }] }]

const rows: Row[] = [
  {
    trap: 'an empty key set',
    change: [[`${own}.jwks`, { keys: [] }]],
    at: `${own}.jwks`,
    says: /no keys/,
    neighbour: [key({})],
  },
  {
    trap: 'a private key',
    change: [key({ d: 'private' })],
    at: `${own}.jwks.keys[0]`,
    says: /private key/,
    neighbour: [key({ use: 'sig' })],
    mends: true,
  },
  {
    trap: 'a symmetric key',
    change: [[`${own}.jwks`, { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'k2' }, rsaKey] }]],
    at: `${own}.jwks.keys[0]`,
    says: /symmetric/,
    neighbour: [[`${own}.jwks`, { keys: [{ ...rsaKey, kid: 'k2' }, rsaKey] }]],
    mends: true,
  },
  {
    trap: 'a key that is for encryption',
    change: [key({ use: 'enc' })],
    at: `${own}.jwks.keys[0]`,
    says: /use is not sig/,
    neighbour: [key({ use: 'sig' })],
  },
  {
    trap: 'a certificate of another key',
    change: [key({ x5c: ['MIIB'] })],
    at: `${own}.jwks.keys[0].x5c`,
    says: /certificate of its own key/,
    neighbour: [key({ x5c: [] })],
  },
  {
    trap: 'several keys without a name',
    change: [[`${own}.jwks`, { keys: [rsaKey, { ...rsaKey, kid: '' }] }]],
    at: `${own}.jwks`,
    says: /no kid/,
    neighbour: [[`${own}.jwks`, { keys: [rsaKey] }]],
  },
  {
    trap: 'two keys of one name',
    change: [[`${own}.jwks`, [rsaKey, rsaKey]]],
    at: `${own}.jwks`,
    says: /k1 more than once/,
    neighbour: [[`${own}.jwks`, [rsaKey, { ...rsaKey, kid: 'k2' }]]],
  },
]

describe('a pinned key', () => {
  trapTests(tenant, rows)
})

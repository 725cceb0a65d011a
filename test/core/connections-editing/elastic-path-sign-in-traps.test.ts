import { describe } from 'vitest'
import { type Change, store } from './documents.ts'
import { type Row, trapTests } from './trap-table.ts'

const at = (name: string) => `elasticPath.${name}`

const rows: Row[] = [
  ...['openid', 'email'].map((name) => ({
    trap: `a scope without ${name}`,
    change: [[at('scope'), `profile ${name === 'email' ? 'openid' : 'email'}`]] as Change[],
    at: at('scope'),
    says: new RegExp(`lacks ${name}`),
    neighbour: [[at('scope'), 'email openid name']] as Change[],
    mends: true,
  })),
  {
    trap: 'a nonce',
    change: [[at('parameters'), { nonce: 'n' }]],
    at: at('parameters.nonce'),
    says: /does not support nonce/,
    neighbour: [[at('parameters'), { login_hint: 'n' }]],
    mends: true,
  },
  {
    trap: 'a parameter of the console',
    change: [[at('parameters'), { client_id: 'of the provider' }]],
    at: at('parameters.client_id'),
    says: /set by the console/,
    neighbour: [[at('parameters'), { max_age: '60' }]],
    mends: true,
  },
  {
    trap: 'a fixed shopper token',
    change: [[at('headers'), { 'X-Moltin-Customer-Token': 't' }]],
    at: at('headers.X-Moltin-Customer-Token'),
    says: /mixes two tokens/,
    neighbour: [[at('headers'), { 'EP-Context-Tag': 't' }]],
    mends: true,
  },
  {
    trap: 'a secret header',
    change: [[at('headers'), { 'X-Api-Key': 't' }]],
    at: at('headers.X-Api-Key'),
    says: /kept readable/,
    neighbour: [[at('headers'), { 'EP-Beta-Features': 'a,b' }]],
    mends: true,
  },
  {
    trap: 'a header that is none',
    change: [[at('headers'), { 'no name': 't' }]],
    at: at('headers.no name'),
    says: /no name of a header/,
    neighbour: [[at('headers'), { 'a-name': 't' }]],
    mends: true,
  },
  {
    trap: 'the link of a profile',
    change: [
      [
        at('profile'),
        'https://cdn.example/oidc-idp/login?elasticpath_commerce_cloud_profile_id=7f21',
      ],
    ],
    at: at('profile'),
    says: /name or the id/,
    neighbour: [[at('profile'), '7f21']],
    mends: true,
  },
  {
    trap: 'an account that is not switched to',
    change: [[at('switchTo'), 'acme']],
    at: at('switchTo'),
    says: /does nothing/,
    neighbour: [
      [at('switchTo'), 'acme'],
      [at('renewAfterwards'), true],
    ],
    mends: true,
  },
  {
    trap: 'a request without its wrapper',
    change: [[at('legacy'), { unwrappedBody: true }]],
    at: at('legacy.unwrappedBody'),
    says: /wrapper was always required/,
    neighbour: [[at('legacy'), { unwrappedBody: false }]],
    mends: true,
  },
]

describe('the sign-in at a store', () => {
  trapTests(store, rows)
})

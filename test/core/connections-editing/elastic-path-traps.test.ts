import { describe, expect, it } from 'vitest'
import { parseConnection } from '../../../electron/core/config/connection-text.ts'
import { testConsole } from '../../support/console.ts'
import { analyse, type Change, changed, store } from './documents.ts'
import { type Row, trapTests } from './trap-table.ts'

const at = (name: string) => `elasticPath.${name}`
const paste = (uri: string): Change[] => [['redirect', { method: 'paste', uri }]]

const storeRows: Row[] = [
  {
    trap: 'the host of the past',
    change: [[at('apiUrl'), 'https://api.moltin.com']],
    at: at('apiUrl'),
    says: /deprecated.*euwest/,
    // Of the older flow that host is the very point.
    neighbour: [[at('legacy'), { apiUrl: 'https://api.moltin.com' }]],
    mends: true,
  },
  {
    trap: 'Commerce Manager instead of the API',
    change: [[at('apiUrl'), 'https://euwest.cm.elasticpath.com']],
    at: at('apiUrl'),
    says: /Commerce Manager/,
    neighbour: [[at('apiUrl'), 'https://euwest.api.elasticpath.com']],
    mends: true,
  },
  {
    trap: 'a region that nobody knows',
    change: [[at('apiUrl'), 'https://apac.api.elasticpath.com']],
    at: at('apiUrl'),
    says: /no documented host/,
    neighbour: [[at('apiUrl'), 'http://127.0.0.1:9400/elastic-path']],
  },
  {
    trap: 'a path behind the host',
    change: [[at('apiUrl'), 'https://useast.api.elasticpath.com/v2']],
    at: at('apiUrl'),
    says: /host alone/,
    neighbour: [[at('apiUrl'), 'https://useast.api.elasticpath.com/']],
    mends: true,
  },
  {
    trap: 'http to another machine',
    change: [[at('apiUrl'), 'http://useast.api.elasticpath.com']],
    at: at('apiUrl'),
    says: /in clear/,
    neighbour: [[at('apiUrl'), 'http://localhost:9400/']],
    mends: true,
  },
  {
    trap: 'an administrator as shopper',
    change: [[at('grant'), 'client_credentials']],
    at: at('grant'),
    says: /acts as an administrator/,
    neighbour: [[at('grant'), 'implicit']],
    mends: true,
  },
  {
    trap: 'client_credentials without secret',
    change: [
      [at('grant'), 'client_credentials'],
      [at('membership'), 'never'],
      [at('clientSecret')],
    ],
    at: at('clientSecret'),
    says: /client_credentials needs/,
    neighbour: [[at('grant'), 'client_credentials']],
  },
  {
    trap: 'a membership that nobody may write',
    change: [[at('clientSecret')]],
    at: at('clientSecret'),
    says: /Assigning a member/,
    neighbour: [[at('clientSecret')], [at('membership'), 'never']],
    mends: true,
  },
]

const redirectRows: Row[] = [
  {
    trap: 'the host 127.0.0.1',
    change: [['redirect.host', '127.0.0.1']],
    at: 'redirect.host',
    says: /localhost alone/,
    neighbour: [['redirect.host']],
    mends: true,
  },
  {
    trap: 'a free port',
    change: [['redirect.port', 0]],
    at: 'redirect.port',
    says: /another port at each sign-in/,
    neighbour: [['redirect.port']],
    mends: true,
  },
  {
    trap: 'a slash at the end of the path',
    change: [['redirect.path', '/callback/']],
    at: 'redirect.path',
    says: /every slash/,
    neighbour: [['redirect.path', '/']],
    mends: true,
  },
  {
    trap: 'the link of an application',
    change: [['redirect.method', 'deep-link']],
    at: 'redirect.method',
    says: /scheme of an application/,
    neighbour: [['redirect.method', 'loopback']],
    mends: true,
  },
  {
    trap: 'http of a storefront',
    change: paste('http://shop.example/callback'),
    at: 'redirect.uri',
    says: /not http:\/\/shop\.example/,
    neighbour: paste('http://localhost:3000/callback'),
  },
  {
    trap: 'a wildcard',
    change: paste('https://*.shop.example/callback'),
    at: 'redirect.uri',
    says: /no wildcards/,
    neighbour: paste('https://shop.example/callback'),
  },
  {
    trap: 'a fragment',
    change: paste('https://shop.example/#/callback'),
    at: 'redirect.uri',
    says: /fragment/,
    neighbour: paste('https://shop.example/callback?from=shop'),
    mends: true,
  },
]

describe('the store', () => {
  trapTests(store, storeRows)
})
describe('the redirect to a realm', () => {
  trapTests(store, redirectRows)

  // What is left out becomes what the schema fills in, so a trap there would warn of nothing.
  it.each([
    [{}],
    [{ port: 9 }],
    [{ path: '/back' }],
    [{ host: 'localhost' }],
    [{ method: 'loopback' }],
  ])(
    'left out but for %j is one that a realm takes, and nothing is said of it',
    async (redirect) => {
      const document = changed(store, ['redirect', redirect])
      const console = testConsole()
      const { problems } = await analyse(console, document)
      await console.close()
      expect(problems.filter(({ path }) => path[0] === 'redirect')).toEqual([])
      const filled = parseConnection(JSON.stringify(document), 'globex.json').redirect
      expect(filled.host).toBe('localhost')
      expect(filled.port).not.toBe(0)
    },
  )
})

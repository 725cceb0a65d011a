import type { TestConsole } from '../../support/console.ts'
import { administer, sandboxStore } from '../../support/elastic-path.ts'

/** What the store's other administrator sees and does. */
export async function other(console: TestConsole) {
  const store = await sandboxStore(console)
  console.clock.advance(1000)
  return (method: string, path: string, data?: object) => administer(store, method, path, data)
}

/** A connection to the store, by another URL or without its secret. */
export async function storeConnection(console: TestConsole, settings: object) {
  const { apiUrl, clientId, clientSecret } = await sandboxStore(console)
  const document = {
    platform: 'elastic-path',
    name: 'Store',
    elasticPath: { apiUrl, clientId, clientSecret, ...settings },
  }
  return console.core.addConnection(JSON.stringify(document), 'store.json').id
}

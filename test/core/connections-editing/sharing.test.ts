import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { changed, type Document, store, tenant } from './documents.ts'

let console: TestConsole
beforeEach(() => {
  console = testConsole({ environment: () => null })
})
afterEach(() => console.close())

const save = (document: Document) =>
  console.call('connections.save', {
    text: JSON.stringify(document),
  })

const path = ['identityProvider', 'clientSecret']
const withSecret = changed(
  tenant,
  ['identityProvider.clientSecret', 'top-secret'],
  ['identityProvider.tokenEndpointAuthMethod', 'client_secret_basic'],
)

describe('an export', () => {
  it('comes back by import, and says what is missing', async () => {
    const { id } = await save(withSecret)
    const other = await save(store)
    const { text } = await console.call('connections.export', { connectionIds: [id, other.id] })
    const [first, second] = await console.call('connections.import', { text })
    expect(JSON.parse(first?.text ?? '')).toEqual(
      changed(withSecret, ['identityProvider.clientSecret', '']),
    )
    expect(first?.notes).toEqual(['identityProvider.clientSecret is not in it: enter it.'])
    // A reference to the environment names no secret, so it stays.
    expect(JSON.parse(second?.text ?? '')).toEqual(store)
    expect(second?.notes).toEqual([])
  })

  it('of one connection is a connection file', async () => {
    const { id } = await save(store)
    const { text } = await console.call('connections.export', { connectionIds: [id] })
    expect(console.core.addConnection(text, 'globex.json').kind).toBe('file')
  })
})

describe('the change request', () => {
  const request = async (document: Document) => {
    const { id } = await save(document)
    return (await console.call('connections.changeRequest', { connectionId: id })).text
  }

  it('holds what platform support asks for, and no secret', async () => {
    const configuration = 'emporix.sso.configurations.0'
    const pem = '-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\n'
    const text = await request(
      changed(
        withSecret,
        [`${configuration}.client_secret`, 'sso-secret'],
        [`${configuration}.public_key`, pem],
        ['emporix.tokenExchange.default.client_secret', 'exchange-secret'],
        ['emporix.tokenExchange.default.jwks.keys.0.d', 'private-part'],
        ['emporix.ssoCustomerIdentifierField', 'EMAIL'],
      ),
    )
    expect(text).not.toMatch(/-secret|private-part|top-secret/)
    expect(text).toMatch(/hand each of them over/)
    expect(text).toContain(
      String.raw`"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"`,
    )
    for (const wanted of ['support@emporix.com', '"domain"', '"token_endpoint"', '"redirect_uri"'])
      expect(text).toContain(wanted)
    expect(text).toContain('ssoCustomerIdentifierField: EMAIL')
    expect(text).toContain('"kid": "k1"')
  })

  it('of a store names the redirect URIs of both ends', async () => {
    const text = await request(store)
    expect(text).toContain('http://localhost:8080/callback')
    expect(text).toContain('https://useast.api.elasticpath.com/oidc-idp/callback/stores/')
    expect(text).not.toContain('STORE_SECRET')
  })
})

describe('a secret', () => {
  it.each<[string, (string | number)[], RegExp]>([
    ['another member', ['emporix', 'tenant'], /not a secret/],
    ['no member', ['emporix', '__proto__', 'x'], /not a secret/],
    ['the document', [], /not a secret/],
  ])('is not revealed for %s', async (_, path, message) => {
    const { id } = await save(withSecret)
    const reveal = console.call('connections.revealSecret', { connectionId: id, path })
    await expect(reveal).rejects.toThrow(message)
  })

  it('of the environment or a file is not shown', async () => {
    for (const [secret, message] of [
      [{ env: 'PATH' }, /environment variable PATH; look there/],
      [{ file: '/etc/hostname' }, /the file \/etc\/hostname; look there/],
    ] as const) {
      const { id } = await save(changed(withSecret, ['identityProvider.clientSecret', secret]))
      const reveal = console.call('connections.revealSecret', { connectionId: id, path })
      await expect(reveal).rejects.toThrow(message)
    }
  })
})

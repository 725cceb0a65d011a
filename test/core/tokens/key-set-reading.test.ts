import { describe, expect, it } from 'vitest'
import { keySetSchema } from '../../../shared/key-set.ts'
import { openConsole } from '../administration/acting.ts'
import { made, provider } from './published-keys.ts'

describe('jwks.read', () => {
  it('reads what the provider of a connection publishes', async () => {
    const console = await openConsole()
    const set = await console.call('jwks.read', { connectionId: 'sandbox' })
    expect(keySetSchema.parse(set)).toEqual(set)
    const { issuer } = await console.call('sandbox.status', {})
    expect(set).toMatchObject({
      issuer,
      keys: [{ title: 'RSA, 2048 bits, RS256', verifies: true, warnings: [] }],
      warnings: [],
    })
    expect(set.exchanges.map(({ label }) => label)).toEqual(['Discovery document', 'Key set'])
  })

  it('reads an issuer, and warns of what should not be there', async () => {
    const console = await openConsole()
    const { publicJwk, privateJwk } = await made('one')
    const oct = { kty: 'oct', kid: 'one', k: 'c3ltbWV0cmlj' }
    const issuer = await provider([publicJwk, privateJwk, oct])
    const set = await console.call('jwks.read', { issuer })
    expect(set.keys.map(({ warnings }) => warnings.length)).toEqual([0, 1, 1])
    expect(set.warnings).toEqual([expect.stringContaining('kid one is there more than once')])
    const text = JSON.stringify(set)
    expect(text).not.toContain(privateJwk.d)
    expect(text).not.toContain(oct.k)
  })

  it.each([
    ['a set', (key: object) => ({ keys: [key] })],
    ['a list', (key: object) => [key]],
    ['a key', (key: object) => key],
  ])('reads %s that was pasted, and asks nobody', async (_what, wrap) => {
    const console = await openConsole()
    const { privateJwk } = await made('pasted')
    const set = await console.call('jwks.read', { text: JSON.stringify(wrap(privateJwk)) })
    expect(set).toMatchObject({ source: 'the pasted text', issuer: null, exchanges: [] })
    expect(set.keys[0]?.warnings[0]).toContain('private key')
    expect(JSON.stringify(set)).not.toContain(privateJwk.d)
  })

  it('says what is wrong with a set', async () => {
    const console = await openConsole()
    expect((await console.call('jwks.read', { text: '[]' })).warnings[0]).toContain('empty')
    const { warnings } = await console.call('jwks.read', { text: '{"kty":"oct","k":"AA"}' })
    expect(warnings[0]).toContain('none of these keys')
    for (const text of ['', 'secret words', '{"keys":5}', '{"d":"x"}'])
      await expect(console.call('jwks.read', { text })).rejects.toThrow(/^input_invalid: The text/)
    for (const input of [{}, { text: '[]', issuer: 'https://idp.example' }])
      await expect(console.call('jwks.read', input)).rejects.toThrow('name one of')
  })

  it('follows no redirect and takes no page for a set', async () => {
    const console = await openConsole()
    const away = await provider([], { status: 302, location: 'https://elsewhere.example/' })
    await expect(console.call('jwks.read', { issuer: away })).rejects.toThrow('redirect_refused')
    const broken = await provider('none')
    await expect(console.call('jwks.read', { issuer: broken })).rejects.toThrow(
      /metadata_invalid: .* without a list of keys/,
    )
    await expect(console.call('jwks.read', { issuer: 'http://idp.example' })).rejects.toThrow(
      'issuer_invalid',
    )
  })
})

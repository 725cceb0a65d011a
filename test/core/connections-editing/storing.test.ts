import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { changed, type Document, store, tenant } from './documents.ts'

let console: TestConsole
beforeEach(() => {
  console = testConsole({ environment: () => null })
})
afterEach(() => console.close())

const save = (document: Document, connectionId?: string) =>
  console.call('connections.save', {
    text: JSON.stringify(document),
    ...(connectionId !== undefined && { connectionId }),
  })
const read = async (connectionId: string) => {
  const { text } = await console.call('connections.read', { connectionId })
  return JSON.parse(text) as Document
}
const names = async () =>
  (await console.call('connections.list', {})).map(({ name }) => name).slice(1)

const path = ['identityProvider', 'clientSecret']
const withSecret = changed(
  tenant,
  ['identityProvider.clientSecret', 'top-secret'],
  ['identityProvider.tokenEndpointAuthMethod', 'client_secret_basic'],
)

describe('a connection that is saved', () => {
  it('is read as it was typed, with references for its secrets', async () => {
    const { id } = await save(withSecret)
    const sealed = { sealed: expect.any(String) as string }
    expect(await read(id)).toEqual(changed(withSecret, ['identityProvider.clientSecret', sealed]))
  })

  it('can be saved again as it was read, and keeps its secret', async () => {
    const { id } = await save(withSecret)
    const before = await read(id)
    await save(changed(before, ['emporix.tenant', 'other']), id)
    expect(await read(id)).toEqual(changed(before, ['emporix.tenant', 'other']))
    const reveal = { connectionId: id, path }
    expect(await console.call('connections.revealSecret', reveal)).toEqual({ value: 'top-secret' })
  })

  it('keeps its id and its place under another name', async () => {
    const { id } = await save(tenant)
    await save(store)
    const renamed = await save(changed(tenant, ['name', '  acme two ']), id)
    expect([renamed.id, renamed.name]).toEqual([id, 'acme two'])
    expect(await names()).toEqual(['acme two', 'globex'])
  })

  it('is refused where it was changed elsewhere since it was read', async () => {
    const { id } = await save(withSecret)
    const { text: base } = await console.call('connections.read', { connectionId: id })
    const mine = changed(JSON.parse(base) as Document, ['emporix.tenant', 'mine'])
    const saveMine = (base: string) =>
      console.call('connections.save', { text: JSON.stringify(mine), connectionId: id, base })
    const theirs = changed(JSON.parse(base) as Document, ['emporix.tenant', 'theirs'])
    await save(theirs, id)
    await expect(saveMine(base)).rejects.toThrow(
      'connection_changed: acme was changed elsewhere since it was opened here',
    )
    expect(await read(id)).toEqual(theirs)
    await saveMine((await console.call('connections.read', { connectionId: id })).text)
    expect(await read(id)).toEqual(mine)
  })

  it('is refused under the name of another one', async () => {
    const { id } = await save(tenant)
    await save(store)
    await expect(save(changed(tenant, ['name', 'globex']), id)).rejects.toThrow(
      'connection_invalid: There is another connection called globex; choose another name.',
    )
    expect(await names()).toEqual(['acme', 'globex'])
  })

  it('is refused for an id that is none', async () => {
    await expect(save(tenant, 'gone')).rejects.toThrow('connection_unknown')
    await expect(save(tenant, 'sandbox')).rejects.toThrow('connection_unknown')
  })

  it('takes the place of its namesake where no id is given', async () => {
    const { id } = await save(tenant)
    expect((await save(changed(tenant, ['emporix.tenant', 'other']))).id).toBe(id)
    expect(await names()).toEqual(['acme'])
  })
})

describe('a duplicate', () => {
  it('is called a copy, and the next one another', async () => {
    const { id } = await save(withSecret)
    const copy = await console.call('connections.duplicate', { connectionId: id })
    await console.call('connections.duplicate', { connectionId: id })
    await console.call('connections.duplicate', { connectionId: copy.id })
    expect(await names()).toEqual(['acme', 'acme copy', 'acme copy 2', 'acme copy 3'])
    const reveal = { connectionId: copy.id, path }
    expect(await console.call('connections.revealSecret', reveal)).toEqual({ value: 'top-secret' })
  })

  it('keeps its secret when the first one goes, and the other way round', async () => {
    const { id } = await save(withSecret)
    const copy = await console.call('connections.duplicate', { connectionId: id })
    await console.call('connections.delete', { connectionId: id })
    const reveal = { connectionId: copy.id, path }
    expect(await console.call('connections.revealSecret', reveal)).toEqual({ value: 'top-secret' })
  })

  it('of a long name is no longer than a name may be', async () => {
    const { id } = await save(changed(tenant, ['name', 'x'.repeat(80)]))
    const { name } = await console.call('connections.duplicate', { connectionId: id })
    expect(name).toBe(`${'x'.repeat(75)} copy`)
  })

  it('of a file is kept', async () => {
    const { id } = console.core.addConnection(JSON.stringify(withSecret), 'acme.json')
    const copy = await console.call('connections.duplicate', { connectionId: id })
    expect([copy.name, copy.kind]).toEqual(['acme copy', 'stored'])
    expect(JSON.stringify(console.stored.document)).not.toContain('top-secret')
  })
})

describe('a deletion', () => {
  it('can be taken back, with place and secrets', async () => {
    const { id } = await save(withSecret)
    await save(store)
    const before = structuredClone(console.stored.document)
    await console.call('connections.delete', { connectionId: id })
    expect(await names()).toEqual(['globex'])
    expect(JSON.stringify(console.stored.document)).not.toContain('"backend"')
    const events: string[] = []
    console.core.listen(({ name }) => events.push(name))
    const restored = await console.call('connections.restore', { connectionId: id })
    expect(restored).toMatchObject({ id, name: 'acme' })
    expect(console.stored.document).toEqual(before)
    expect(events).toEqual(['connections.changed'])
  })

  it('is taken back once', async () => {
    const { id } = await save(tenant)
    const restore = () => console.call('connections.restore', { connectionId: id })
    await expect(restore()).rejects.toThrow('connection_unknown')
    await console.call('connections.delete', { connectionId: id })
    await restore()
    await expect(restore()).rejects.toThrow('connection_unknown')
  })

  it('is not taken back over another one of its name', async () => {
    const { id } = await save(tenant)
    await console.call('connections.delete', { connectionId: id })
    await save(tenant)
    const restore = () => console.call('connections.restore', { connectionId: id })
    await expect(restore()).rejects.toThrow(/another connection called acme/)
    expect(await names()).toEqual(['acme'])
  })
})

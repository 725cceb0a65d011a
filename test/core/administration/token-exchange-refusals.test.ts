import { describe, expect, it } from 'vitest'
import { changed, confirm, openConsole, otherAdministrator, plan, read } from './acting.ts'

const document = 'tokenExchange'
const update = { itemId: null, action: 'update' } as const

describe('the tokenExchange document, where it is not simply written,', () => {
  it('is not written over what somebody else wrote in between', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const planned = await plan(console, {
      ...update,
      resourceId: document,
      text: '{"default":{"issuer":"https://mine.example"}}',
    })
    const theirs = { default: { issuer: 'https://theirs.example', client_secret: 'their-secret' } }
    await ask('PUT', '/tokenExchange', { key: document, value: theirs, version: 1 })
    const written = await confirm(console, planned)
    expect(written).toMatchObject({
      outcome: 'conflict',
      status: 409,
      item: { version: 2 },
      restore: null,
    })
    expect(written.message).toMatch(/changed by somebody else.*\(409\).*It says:/)
    expect(changed(written)).toContain('+ "issuer": "https://theirs.example",')
    expect(await ask('GET', '/tokenExchange')).toMatchObject({ value: theirs, version: 2 })
    expect(JSON.stringify(written)).not.toContain('their-secret')
  })

  it('is deleted and comes back with what stood beside its value', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const { value } = (await ask('GET', '/tokenExchange')) as { value: unknown }
    const beside = { description: 'Of the shop', readOnly: false }
    await ask('PUT', '/tokenExchange', { key: document, value, version: 1, ...beside })
    const planned = await plan(console, { resourceId: document, itemId: null, action: 'delete' })
    expect(planned).toMatchObject({ request: { method: 'DELETE', body: null } })
    expect(planned.confirmation).toMatch(/^delete tokenExchange of tenant sandbox at /)
    const { outcome, restore, item } = await confirm(console, planned)
    expect({ outcome, item }).toEqual({ outcome: 'written', item: null })
    if (!restore) throw new Error('no way back')
    expect(restore.action).toBe('create')
    expect(await confirm(console, restore)).toMatchObject({ status: 201, item: { version: 1 } })
    expect(await ask('GET', '/tokenExchange')).toMatchObject({ value, version: 1, ...beside })
  })

  it('is not deleted when it changed in between', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const planned = await plan(console, { resourceId: document, itemId: null, action: 'delete' })
    await ask('PUT', '/tokenExchange', { key: document, value: { default: {} }, version: 1 })
    expect(await confirm(console, planned)).toMatchObject({ outcome: 'conflict', status: null })
    expect(await ask('GET', '/tokenExchange')).toMatchObject({ version: 2 })
  })

  it('that somebody deleted in between is a conflict too', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const planned = await plan(console, {
      ...update,
      resourceId: document,
      text: '{"default":{}}',
    })
    await ask('DELETE', '/tokenExchange')
    expect(await confirm(console, planned)).toMatchObject({
      outcome: 'conflict',
      status: 400,
      item: null,
    })
  })

  it.each([
    ['no JSON', '{"default":', 'is cut off|is not JSON'],
    ['no object', '[]', 'must be an object'],
    ['the whole configuration', '{"key":"tokenExchange","value":{}}', 'the value alone'],
    ['a wrong type', '{"default":{"issuer":5}}', 'default.issuer must be a text'],
    ['a member twice', '{"default":{"issuer":"a","issuer":"b"}}', 'more than once'],
    ['a number that gets lost', '{"default":{"audience":12345678901234567890}}', 'kept exactly'],
    [
      'a mask that stands for nothing',
      '{"Site_XY":{"client_secret":"••••"}}',
      'Site_XY.client_sec',
    ],
  ])('refuses %s', async (_what, text, message) => {
    const console = await openConsole()
    await expect(plan(console, { ...update, resourceId: document, text })).rejects.toThrow(
      new RegExp(`administration_invalid: .*(${message})`),
    )
  })

  it('does not write what is there already', async () => {
    const console = await openConsole()
    const text = (await read(console, document)).items[0]?.text ?? ''
    await expect(plan(console, { ...update, resourceId: document, text })).rejects.toThrow(
      'nothing to write',
    )
  })

  it('keeps the form in which the platform has it', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const value = JSON.stringify({ default: { client_id: 'a', client_secret: 'inner-secret' } })
    await ask('PUT', '/tokenExchange', { key: document, value, version: 1, secured: false })
    const state = await read(console, document)
    expect(state.items[0]?.facts).toContainEqual({ name: 'stored as', value: 'JSON text' })
    const text = (state.items[0]?.text ?? '').replace('"a"', '"b"')
    const planned = await plan(console, { ...update, resourceId: document, text })
    const written = await confirm(console, planned)
    expect(await ask('GET', '/tokenExchange')).toMatchObject({
      value: JSON.stringify({ default: { client_id: 'b', client_secret: 'inner-secret' } }),
    })
    expect(JSON.stringify([state, planned, written])).not.toContain('inner-secret')
  })

  it('that is secured is replaced whole, because nobody can read it', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const hidden = { key: document, value: '{"default":{}}', version: 1, secured: true }
    await ask('PUT', '/tokenExchange', hidden)
    const [item] = (await read(console, document)).items
    expect(item).toMatchObject({ text: '"••••"', secrets: [[]] })
    await expect(
      plan(console, { ...update, resourceId: document, text: '"••••"' }),
    ).rejects.toThrow('nothing to write')
    const planned = await plan(console, {
      ...update,
      resourceId: document,
      text: '{"default":{"issuer":"https://idp.example"}}',
    })
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'written', restore: null })
    expect(
      JSON.parse(
        written.exchanges.find(({ request }) => request.method === 'PUT')?.request.body ?? '',
      ),
    ).toMatchObject({ value: '{"default":{"issuer":"https://idp.example"}}', secured: true })
  })
})

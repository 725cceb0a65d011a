import { describe, expect, it } from 'vitest'
import { changed, confirm, openConsole, otherAdministrator, plan, read } from './acting.ts'

const secret = 'sandbox-introspection-secret'
const document = 'tokenExchange'
const update = { itemId: null, action: 'update' } as const

/** The value as an administrator edits it: parsed from the text that was read. */
const valueOf = (text: string) => JSON.parse(text) as Record<string, Record<string, unknown>>

describe('the tokenExchange document', () => {
  it('is read with its version, its flags and the scopes, and without a secret', async () => {
    const console = await openConsole()
    const state = await read(console, document)
    expect(state).toMatchObject({
      owner: 'tenant sandbox',
      template: null,
      readOnly: null,
      items: [{ id: document, title: document, version: 1, readOnly: null }],
      scopes: {
        asked: ['configuration.configuration_view', 'configuration.configuration_manage'],
        missing: [],
      },
    })
    const [item] = state.items
    expect(item?.secrets).toContainEqual(['default', 'client_secret'])
    expect(valueOf(item?.text ?? '')['default']).toMatchObject({ client_secret: '••••' })
    expect(item?.facts).toContainEqual({ name: 'stored as', value: 'object' })
    expect(state.exchanges.map(({ label }) => label)).toEqual([
      'Service token',
      'Read tokenExchange',
    ])
    expect(JSON.stringify(state)).not.toContain(secret)
  })

  it('is planned against the live state and written once, its untouched secrets kept', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const text = (await read(console, document)).items[0]?.text ?? ''
    const planned = await plan(console, {
      ...update,
      resourceId: document,
      text: text.replaceAll('"commerce-de"', '"commerce-berlin"'),
    })
    expect(changed(planned)).toEqual([
      '- "audience": "commerce-de",',
      '+ "audience": "commerce-berlin",',
    ])
    expect(planned.confirmation).toBe(`write tokenExchange of tenant sandbox at ${planned.host}`)
    expect(planned.warnings[0]).toMatch(/^Left masked, so kept .*: default\.client_secret, /)
    expect(planned.request).toMatchObject({ method: 'PUT' })
    expect(planned.request.headers).toContainEqual(['authorization', 'Bearer ••••'])
    expect(planned.exchanges.map(({ request }) => request.method)).toEqual(['POST', 'GET'])
    expect(await ask('GET', '/tokenExchange')).toMatchObject({ version: 1 })

    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'written', status: 200, item: { version: 2 } })
    expect(written.message).toBe('Written: tokenExchange of tenant sandbox.')
    expect(changed(written)).toEqual(changed(planned))
    expect(await ask('GET', '/tokenExchange')).toMatchObject({
      version: 2,
      value: { default: { client_secret: secret }, Site_DE: { audience: 'commerce-berlin' } },
    })
    expect(JSON.stringify([planned, written])).not.toContain(secret)
    await expect(confirm(console, planned)).rejects.toThrow('plan_unknown')
  })

  it('goes back by the plan that comes with the write', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const former = await ask('GET', '/tokenExchange')
    const planned = await plan(console, {
      ...update,
      resourceId: document,
      text: '{"default":{"issuer":"https://idp.example"}}',
    })
    expect(planned.warnings.join(' ')).toContain('config=Site_DE is refused with 400')
    const { restore } = await confirm(console, planned)
    if (!restore) throw new Error('no way back')
    expect(restore.confirmation).toBe(planned.confirmation)
    expect(await confirm(console, restore)).toMatchObject({ outcome: 'written', restore: {} })
    expect(await ask('GET', '/tokenExchange')).toEqual({ ...(former as object), version: 3 })
  })

  it('tells that a secret is another one, and shows neither', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    const value = valueOf((await read(console, document)).items[0]?.text ?? '')
    value['default'] = { ...value['default'], client_secret: 'brand-new-secret' }
    const planned = await plan(console, {
      ...update,
      resourceId: document,
      text: JSON.stringify(value),
    })
    expect(changed(planned)).toEqual([
      '- "client_secret": "••••",',
      '+ "client_secret": "•••• (changed)",',
    ])
    const written = await confirm(console, planned)
    expect(changed(written)).toEqual(changed(planned))
    expect(await ask('GET', '/tokenExchange')).toMatchObject({
      value: {
        default: { client_secret: 'brand-new-secret' },
        Site_DE: { client_secret: secret },
      },
    })
    expect(JSON.stringify([planned, written])).not.toMatch(/brand-new-secret|introspection-secret/)
  })
})

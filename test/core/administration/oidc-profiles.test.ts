import { describe, expect, it } from 'vitest'
import { profileIds, realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import { administer, sandboxStore } from '../../support/elastic-path.ts'
import { changed, confirm, openConsole, plan, read } from './acting.ts'

const brokerSecret = 'sandbox-elastic-path-secret'

describe.each([
  ['customer', 'buyer'],
  ['account', 'account'],
] as const)('the OIDC profiles of the %s realm', (of, realm) => {
  const resourceId = `${of}-oidc-profiles`
  const profilesPath = `/v2/authentication-realms/${realmIds[realm]}/oidc-profiles`
  const itemId = profileIds[realm].good

  it('are listed without their secrets', async () => {
    const console = await openConsole()
    const state = await read(console, resourceId)
    expect(state.items.map(({ title }) => title)).toEqual(['Sandbox', 'Sandbox, wrong secret'])
    expect(state.items[0]).toMatchObject({ id: itemId, secrets: [['client_secret']] })
    expect(state.items[0]?.facts.map(({ name }) => name)).toContain('callback-endpoint')
    expect(JSON.parse(state.template ?? '')).toHaveProperty('discovery_url', '')
    expect(JSON.stringify(state)).not.toContain(brokerSecret)
  })

  it('are changed in the parts that change, the secret left out', async () => {
    const console = await openConsole()
    const [item] = (await read(console, resourceId)).items
    const text = (item?.text ?? '').replace('"Sandbox"', '"Our provider"')
    const planned = await plan(console, { resourceId, itemId, action: 'update', text })
    expect(JSON.parse(planned.request.body ?? '')).toEqual({
      data: { type: 'oidc-profile', name: 'Our provider' },
    })
    expect(planned.warnings.join(' ')).toContain('client_secret is left out')
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'written', item: { title: 'Our provider' } })
    if (!written.restore) throw new Error('no way back')
    expect((await confirm(console, written.restore)).item?.title).toBe('Sandbox')
  })

  it('get another secret, which is in no answer', async () => {
    const console = await openConsole()
    const [item] = (await read(console, resourceId)).items
    const text = (item?.text ?? '').replace('••••', 'another-long-secret')
    const planned = await plan(console, { resourceId, itemId, action: 'update', text })
    expect(JSON.parse(planned.request.body ?? '')).toEqual({
      data: { type: 'oidc-profile', client_secret: '••••' },
    })
    expect(planned.warnings.join(' ')).toContain('former client_secret is lost')
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'written', restore: null })
    expect(changed(written)).toEqual([
      '- "client_secret": "••••"',
      '+ "client_secret": "•••• (changed)"',
    ])
    expect(JSON.stringify([planned, written])).not.toContain('another-long-secret')
  })

  it('are created, and the way back deletes', async () => {
    const console = await openConsole()
    const { issuer } = await console.call('sandbox.status', {})
    const members = {
      name: 'Third',
      discovery_url: `${issuer}/.well-known/openid-configuration`,
      client_id: 'third',
      client_secret: 'third-profile-secret',
    }
    const planned = await plan(console, {
      resourceId,
      itemId: null,
      action: 'create',
      text: JSON.stringify(members),
    })
    expect(planned.confirmation).toContain(`create OIDC profile Third of the ${of} realm of store`)
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'written', status: 201, item: { title: 'Third' } })
    if (!written.restore) throw new Error('no way back')
    expect(written.restore.warnings.join(' ')).toContain('another callback-endpoint')
    const back = await confirm(console, written.restore)
    expect(back).toMatchObject({ outcome: 'written', status: 204, item: null, restore: null })
    expect((await read(console, resourceId)).items).toHaveLength(2)
    expect(JSON.stringify([planned, written, back])).not.toContain('third-profile-secret')
  })

  it('that somebody else changed, even in its secret alone, are left as they are', async () => {
    const console = await openConsole()
    const planned = await plan(console, { resourceId, itemId, action: 'delete' })
    console.clock.advance(1000)
    const data = { type: 'oidc-profile', client_secret: 'theirs' }
    await administer(await sandboxStore(console), 'PUT', `${profilesPath}/${itemId}`, data)
    expect(await confirm(console, planned)).toMatchObject({ outcome: 'conflict', status: null })
    expect((await read(console, resourceId)).items).toHaveLength(2)
  })

  it('are refused by the store in its own words', async () => {
    const console = await openConsole()
    const planned = await plan(console, {
      resourceId,
      itemId,
      action: 'update',
      text: '{"discovery_url": "http://127.0.0.1:9/.well-known/openid-configuration"}',
    })
    expect(planned.warnings.join(' ')).toContain('may become a new user')
    const written = await confirm(console, planned)
    expect(written).toMatchObject({
      outcome: 'refused',
      status: 422,
      difference: expect.anything(),
    })
    expect(written.message).toMatch(/refuses the values \(422\)\. It says: /)
  })

  const good = {
    name: 'n',
    discovery_url: 'https://a.example/',
    client_id: 'c',
    client_secret: 's',
  }
  it.each([
    ['create', { ...good, client_secret: undefined }, 'client_secret must be a text'],
    ['create', { ...good, client_secret: '••••' }, 'no secret at this place'],
    ['create', { ...good, discovery_url: 'http://a.example/' }, 'must be an https URL'],
    ['create', { ...good, id: 'x' }, 'the store gives by itself'],
    ['update', { name: '' }, 'name must not be empty'],
    ['update', {}, 'nothing to write'],
    ['update', [], 'cannot be written'],
  ] as const)('refuses to %s %j', async (action, value, message) => {
    const console = await openConsole()
    const ask = { resourceId, itemId: action === 'create' ? null : itemId, action }
    await expect(plan(console, { ...ask, text: JSON.stringify(value) })).rejects.toThrow(message)
  })
})

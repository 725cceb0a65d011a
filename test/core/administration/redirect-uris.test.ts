import { describe, expect, it } from 'vitest'
import { realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import { changed, confirm, openConsole, plan, read } from './acting.ts'
import { other } from './acting-on-store.ts'

const update = { itemId: null, action: 'update' } as const

const realmPath = (realm: 'buyer' | 'account') => `/v2/authentication-realms/${realmIds[realm]}`

describe('the redirect URIs of a realm', () => {
  const added = 'https://shop.example/callback'

  it.each([
    ['customer', 'buyer'],
    ['account', 'account'],
  ] as const)('of %ss are written whole, and taken back', async (of, realm) => {
    const console = await openConsole()
    const resourceId = `${of}-redirect-uris`
    const state = await read(console, resourceId)
    const former = JSON.parse(state.items[0]?.text ?? '') as string[]
    expect(state).toMatchObject({ scopes: null, items: [{ id: realmIds[realm], version: null }] })
    const planned = await plan(console, {
      ...update,
      resourceId,
      text: JSON.stringify([...former, added]),
    })
    expect(changed(planned)).toContain(`+ "${added}"`)
    expect(planned.confirmation).toBe(
      `write redirect_uris of the ${of} realm of ${planned.owner} at ${planned.host}`,
    )
    expect(JSON.parse(planned.request.body ?? '')).toEqual({
      data: { type: 'authentication-realm', redirect_uris: [...former, added] },
    })
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'written', status: 200 })
    expect(JSON.parse(written.item?.text ?? '')).toEqual([...former, added])
    if (!written.restore) throw new Error('no way back')
    expect(changed(written.restore)).toContain(`- "${added}"`)
    expect(written.restore.warnings.join(' ')).toContain(`${added} is removed`)
    await confirm(console, written.restore)
    const after = await (await other(console))('GET', realmPath(realm))
    expect(after).toMatchObject({ data: { redirect_uris: former } })
  })

  it('are not written over what somebody else wrote in between', async () => {
    const console = await openConsole()
    const planned = await plan(console, {
      ...update,
      resourceId: 'account-redirect-uris',
      text: JSON.stringify([added]),
    })
    const ask = await other(console)
    const theirs = ['https://theirs.example/']
    const data = { type: 'authentication-realm', redirect_uris: theirs }
    await ask('PUT', realmPath('account'), data)
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'conflict', status: null, restore: null })
    expect(changed(written)).toContain('+ "https://theirs.example/"')
    expect(written.exchanges.every(({ request }) => request.method !== 'PUT')).toBe(true)
    expect(await ask('GET', realmPath('account'))).toMatchObject({
      data: { redirect_uris: theirs },
    })
  })

  it.each([
    ['"https://a.example/"', 'must be a list'],
    ['["https://a.example/", 5]', 'must be a list'],
    ['["http://127.0.0.1:8080/"]', 'localhost alone'],
    ['["http://shop.example/"]', 'localhost alone'],
    ['["shop://callback"]', 'localhost alone'],
    ['["/callback"]', 'no absolute URL'],
    ['["https://a.example/#x"]', 'fragment'],
    ['["https://*.example/"]', 'wildcards'],
    ['["https://u:p@a.example/"]', 'user name'],
    ['["https://a.example/", "https://a.example/"]', 'twice'],
  ])('are refused as %s', async (text, message) => {
    const console = await openConsole()
    await expect(
      plan(console, { ...update, resourceId: 'customer-redirect-uris', text }),
    ).rejects.toThrow(new RegExp(`administration_invalid: .*${message}`))
  })

  it('may lead to this machine, with a warning', async () => {
    const console = await openConsole()
    const planned = await plan(console, {
      ...update,
      resourceId: 'customer-redirect-uris',
      text: '["http://localhost:9000/back"]',
    })
    expect(planned.warnings.join(' ')).toContain('remove it after the test')
  })
})

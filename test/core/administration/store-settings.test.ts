import { describe, expect, it } from 'vitest'
import { sandboxStore } from '../../support/elastic-path.ts'
import { between, changed, confirm, openConsole, plan, read } from './acting.ts'
import { other, storeConnection } from './acting-on-store.ts'

const update = { itemId: null, action: 'update' } as const

describe('the duplicate e-mail policy', () => {
  it('warns of account takeovers, is written and taken back', async () => {
    const console = await openConsole()
    const resourceId = 'account-duplicate-email-policy'
    const planned = await plan(console, { ...update, resourceId, text: '"api_only"' })
    expect(planned.warnings[0]).toMatch(/^Account takeover/)
    const { item, restore } = await confirm(console, planned)
    expect(item?.text).toBe('"api_only"')
    if (!restore) throw new Error('no way back')
    expect((await confirm(console, restore)).item?.text).toBe('"allowed"')
  })

  it.each(['"disallowed"', 'true', '""'])('is not written as %s', async (text) => {
    const console = await openConsole()
    await expect(
      plan(console, { ...update, resourceId: 'customer-duplicate-email-policy', text }),
    ).rejects.toThrow('must be "allowed" or "api_only"')
  })
})

describe('the account settings', () => {
  const resourceId = 'account-settings'
  const timeout = 'account_management_authentication_token_timeout_secs'

  it('are written in the parts that change', async () => {
    const console = await openConsole()
    const [item] = (await read(console, resourceId)).items
    const text = JSON.stringify({ ...(JSON.parse(item?.text ?? '') as object), [timeout]: 600 })
    const planned = await plan(console, { ...update, resourceId, text })
    expect(JSON.parse(planned.request.body ?? '')).toEqual({
      data: { type: 'account_authentication_settings', [timeout]: 600 },
    })
    expect(planned.warnings.join(' ')).toContain('600 s')
    const { outcome, restore } = await confirm(console, planned)
    expect(outcome).toBe('written')
    if (!restore) throw new Error('no way back')
    expect(changed(await confirm(console, restore))).toEqual([
      `- "${timeout}": 600`,
      `+ "${timeout}": 86400`,
    ])
  })

  it('keep what is left out', async () => {
    const console = await openConsole()
    const planned = await plan(console, {
      ...update,
      resourceId,
      text: '{"enable_self_signup": true}',
    })
    expect(changed(planned)).toEqual([
      '- "enable_self_signup": false,',
      '+ "enable_self_signup": true,',
    ])
    expect(planned.warnings.join(' ')).toContain('Anybody can make an account')
    await expect(plan(console, { ...update, resourceId, text: '{}' })).rejects.toThrow(
      'nothing to write',
    )
  })

  it.each([
    ['{"enable_self_signup": "yes"}', 'enable_self_signup must be true or false'],
    [`{"${timeout}": 0}`, 'more than 0'],
    ['{"account_member_self_management": "all"}', 'must be "disabled" or "update_only"'],
    ['{"something": 1}', 'something'],
    ['[]', 'administration_invalid'],
  ])('are refused as %s', async (text, message) => {
    const console = await openConsole()
    await expect(plan(console, { ...update, resourceId, text })).rejects.toThrow(message)
  })

  it('are not written over another state', async () => {
    const console = await openConsole()
    const planned = await plan(console, { ...update, resourceId, text: `{"${timeout}": 600}` })
    const ask = await other(console)
    await ask('PUT', '/v2/settings/account-authentication', {
      type: 'account_authentication_settings',
      [timeout]: 700,
    })
    expect(await confirm(console, planned)).toMatchObject({ outcome: 'conflict', status: null })
  })
})

describe('without the right', () => {
  it('the secret of the key is asked for', async () => {
    const console = await openConsole()
    const connectionId = await storeConnection(console, { clientSecret: undefined })
    const resources = await console.call('admin.resources', { connectionId })
    expect(
      new Set(resources.map(({ unavailable }) => unavailable?.includes('clientSecret'))),
    ).toEqual(new Set([true]))
    await expect(read(console, 'accounts', { connectionId })).rejects.toThrow('secret_missing')
  })

  it('a wrong secret and a forbidden write are explained', async () => {
    const console = await openConsole()
    const wrong = await storeConnection(console, { clientSecret: 'wrong' })
    await expect(read(console, 'accounts', { connectionId: wrong })).rejects.toThrow(
      'access_token_refused',
    )
    const { apiUrl } = await sandboxStore(console)
    const proxy = await between(apiUrl, {
      asks: ({ method, body }) => (method === 'PUT' ? '{}' : body),
      answers: ({ method }) =>
        method === 'PUT' ? { status: 403, errors: [{ title: 'Forbidden' }] } : null,
    })
    const connectionId = await storeConnection(console, { apiUrl: proxy.apiUrl })
    const planned = await plan(console, {
      ...update,
      connectionId,
      resourceId: 'account-settings',
      text: '{"enable_self_signup": true}',
    })
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'refused', status: 403 })
    expect(written.message).toMatch(/may not write this \(403\).*Forbidden/)
  })
})

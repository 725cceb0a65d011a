import { describe, expect, it } from 'vitest'
import {
  between,
  confirm,
  openConsole,
  otherAdministrator,
  plan,
  read,
  tenantConnection,
} from './acting.ts'

const document = 'tokenExchange'
const update = { itemId: null, action: 'update' } as const

describe('what the service client may do', () => {
  it('is nothing where there is none', async () => {
    const console = await openConsole()
    const { apiUrl, issuer } = await otherAdministrator(console)
    const connectionId = tenantConnection(console, { apiUrl, issuer, serviceClient: null })
    const resources = await console.call('admin.resources', { connectionId })
    expect(resources.map(({ unavailable }) => unavailable)).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining('serviceClient')),
    )
    await expect(read(console, document, { connectionId })).rejects.toThrow('secret_missing')
    await expect(
      plan(console, { ...update, connectionId, resourceId: document, text: '{}' }),
    ).rejects.toThrow('secret_missing')
  })

  const without = (scope: string) => ({
    asks: ({ path, body }: { path: string; body: string }) =>
      path.endsWith('/oauth/token') ? body.replace(scope, '') : body,
  })

  it('is to read alone, where the manage scope was dropped', async () => {
    const console = await openConsole()
    const { apiUrl, issuer } = await otherAdministrator(console)
    const manage = 'configuration.configuration_manage'
    const proxy = await between(apiUrl, without(manage))
    const connectionId = tenantConnection(console, { apiUrl: proxy.apiUrl, issuer })
    const state = await read(console, document, { connectionId })
    expect(state.scopes?.missing).toEqual([manage])
    expect([state.readOnly, state.items[0]?.readOnly]).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining(manage)),
    )
    await expect(
      plan(console, { ...update, connectionId, resourceId: document, text: '{}' }),
    ).rejects.toThrow(manage)
  })

  it('is explained where the platform answers 403', async () => {
    const console = await openConsole()
    const { apiUrl, issuer } = await otherAdministrator(console)
    const view = 'configuration.configuration_view'
    const reading = await between(apiUrl, without(view))
    const connectionId = tenantConnection(console, { apiUrl: reading.apiUrl, issuer })
    await expect(read(console, document, { connectionId })).rejects.toThrow(
      /platform_refused: .*\(403\): the service client needs configuration\.configuration_view/,
    )
    // A platform that does not tell what it granted.
    const writing = await between(apiUrl, {
      ...without('configuration.configuration_manage'),
      answers: ({ path }, { body }) =>
        path.endsWith('/oauth/token') ? { ...(JSON.parse(body) as object), scope: '' } : null,
    })
    const silent = tenantConnection(console, { apiUrl: writing.apiUrl, issuer })
    const planned = await plan(console, {
      ...update,
      connectionId: silent,
      resourceId: 'ssoCustomerIdentifierField',
      text: '"SUBJECT"',
    })
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'refused', status: 403 })
    expect(written.message).toContain('lacks configuration.configuration_manage')
  })
})

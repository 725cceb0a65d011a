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

const update = { itemId: null, action: 'update' } as const

describe('the two settings', () => {
  const disabled = 'ssoCustomerAutoprovisioningDisabled'
  const field = 'ssoCustomerIdentifierField'

  it.each([
    [disabled, 'true', 'refused with 404'],
    [field, '"SUBJECT"', 'have no sub'],
  ])('%s is written with what follows from it', async (resourceId, text, warning) => {
    const console = await openConsole()
    const planned = await plan(console, { ...update, resourceId, text })
    expect(planned.warnings.join(' ')).toContain(warning)
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'written', item: { text, version: 2 } })
    if (!written.restore) throw new Error('no way back')
    expect(await confirm(console, written.restore)).toMatchObject({ item: { version: 3 } })
  })

  it.each([
    [disabled, '1', 'must be true or false'],
    [disabled, '"yes"', 'must be true or false'],
    [field, '"email"', 'must be "EMAIL" or "SUBJECT"'],
    [field, 'true', 'must be "EMAIL" or "SUBJECT"'],
  ])('%s refuses %s', async (resourceId, text, message) => {
    const console = await openConsole()
    await expect(plan(console, { ...update, resourceId, text })).rejects.toThrow(message)
  })

  it('is created where it is missing, and the way back deletes it', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    await ask('DELETE', `/${disabled}`)
    expect(await read(console, disabled)).toMatchObject({ items: [], template: 'false' })
    await expect(plan(console, { ...update, resourceId: disabled, text: 'true' })).rejects.toThrow(
      'create it instead',
    )
    const planned = await plan(console, {
      resourceId: disabled,
      itemId: null,
      action: 'create',
      text: 'true',
    })
    const { outcome, status, restore } = await confirm(console, planned)
    expect({ outcome, status }).toEqual({ outcome: 'written', status: 201 })
    await expect(
      plan(console, { resourceId: disabled, itemId: null, action: 'create', text: 'true' }),
    ).rejects.toThrow('is there already')
    if (!restore) throw new Error('no way back')
    expect(restore.action).toBe('delete')
    expect(await confirm(console, restore)).toMatchObject({ status: 204, item: null })
  })

  it('is not created over what somebody else created', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    await ask('DELETE', `/${disabled}`)
    const planned = await plan(console, {
      resourceId: disabled,
      itemId: null,
      action: 'create',
      text: 'true',
    })
    await ask('POST', '', [{ key: disabled, value: 'true' }])
    expect(await confirm(console, planned)).toMatchObject({ outcome: 'conflict', status: 409 })
    expect(await ask('GET', `/${disabled}`)).toMatchObject({ value: 'true', version: 1 })
  })

  it('that is read-only or restricted is left alone', async () => {
    const console = await openConsole()
    const { ask } = await otherAdministrator(console)
    await ask('PUT', `/${field}`, { key: field, value: 'EMAIL', restricted: true })
    await ask('PUT', `/${disabled}`, { key: disabled, value: false, readOnly: true })
    expect((await read(console, disabled)).items[0]?.readOnly).toContain('readOnly')
    await expect(plan(console, { ...update, resourceId: disabled, text: 'true' })).rejects.toThrow(
      'administration_invalid: The platform marks',
    )
    await expect(
      plan(console, { resourceId: field, itemId: null, action: 'delete' }),
    ).rejects.toThrow('restricted')
  })

  it('that became read-only after the plan is refused by the platform', async () => {
    const console = await openConsole()
    const { apiUrl, issuer } = await otherAdministrator(console)
    const readOnly = { type: 'application/json', message: 'read-only', status: 400 }
    const proxy = await between(apiUrl, {
      answers: ({ method }) => (method === 'PUT' ? readOnly : null),
      asks: ({ method, body }) => (method === 'PUT' ? '{}' : body),
    })
    const connectionId = tenantConnection(console, { apiUrl: proxy.apiUrl, issuer })
    const planned = await plan(console, {
      ...update,
      connectionId,
      resourceId: disabled,
      text: 'true',
    })
    expect(await confirm(console, planned)).toMatchObject({ outcome: 'refused', status: 400 })
    expect(proxy.asked.filter((one) => one.startsWith('PUT'))).toHaveLength(1)
  })
})

import { describe, expect, it } from 'vitest'
import {
  administeredResourceSchema,
  administeredStateSchema,
  plannedWriteSchema,
  writtenSchema,
} from '../../../shared/administration.ts'
import {
  between,
  confirm,
  openConsole,
  otherAdministrator,
  plan,
  read,
  tenantConnection,
} from './acting.ts'

const resourceId = 'ssoCustomerAutoprovisioningDisabled'
const change = { resourceId, itemId: null, action: 'update', text: 'true' } as const

describe('a plan', () => {
  it('is carried out with its own confirmation alone, to the letter', async () => {
    const console = await openConsole()
    const planned = await plan(console, change)
    for (const confirmation of [
      '',
      'yes',
      planned.confirmation.toUpperCase(),
      `${planned.confirmation} `,
    ])
      await expect(
        console.call('admin.write', { planId: planned.planId, confirmation }),
      ).rejects.toThrow(`confirmation_wrong: Nothing was sent: the confirmation has to say`)
    expect((await read(console, resourceId)).items[0]).toMatchObject({ text: 'false', version: 1 })
    expect(await confirm(console, planned)).toMatchObject({ outcome: 'written' })
  })

  it('is carried out once, also when it is asked for twice at a time', async () => {
    const console = await openConsole()
    const planned = await plan(console, change)
    const both = await Promise.allSettled([confirm(console, planned), confirm(console, planned)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await read(console, resourceId)).items[0]?.version).toBe(2)
  })

  it('is kept among the last ones', async () => {
    const console = await openConsole()
    const first = await plan(console, change)
    const second = await plan(console, change)
    for (let more = 0; more < 19; more += 1) await plan(console, change)
    await expect(confirm(console, first)).rejects.toThrow('plan_unknown')
    expect(await confirm(console, second)).toMatchObject({ outcome: 'written' })
  })

  it('stays open where no answer comes, and nothing is sent again', async () => {
    const console = await openConsole()
    const { apiUrl, issuer } = await otherAdministrator(console)
    const proxy = await between(apiUrl, {
      asks: ({ method, body }) => {
        if (method === 'PUT') console.clock.advance(31_000)
        return body
      },
    })
    const connectionId = tenantConnection(console, { apiUrl: proxy.apiUrl, issuer })
    const planned = await plan(console, { ...change, connectionId })
    await expect(confirm(console, planned)).rejects.toThrow(
      /request_timeout: .* Whether it was written is open: read it again/,
    )
    expect(proxy.asked.filter((one) => one.startsWith('PUT'))).toHaveLength(1)
    await expect(confirm(console, planned)).rejects.toThrow('plan_unknown')
  })

  it('is followed to no other place', async () => {
    const console = await openConsole()
    const { apiUrl, issuer } = await otherAdministrator(console)
    const proxy = await between(apiUrl, {
      asks: ({ method, body }) => (method === 'PUT' ? '{}' : body),
      answers: ({ method }) => (method === 'PUT' ? { status: 307 } : null),
    })
    const connectionId = tenantConnection(console, { apiUrl: proxy.apiUrl, issuer })
    const planned = await plan(console, { ...change, connectionId })
    await expect(confirm(console, planned)).rejects.toThrow('redirect_refused')
  })

  it('tells when the state after it could not be read, or is another one than was sent', async () => {
    const console = await openConsole()
    const { apiUrl, issuer } = await otherAdministrator(console)
    let written = false
    const answers = (broken: object) => ({
      answers: ({ method }: { method: string }) => {
        if (method === 'PUT') written = true
        return written && method === 'GET' ? broken : null
      },
    })
    const failing = await between(apiUrl, answers({ status: 500, message: 'down' }))
    const first = await plan(console, {
      ...change,
      connectionId: tenantConnection(console, { apiUrl: failing.apiUrl, issuer }),
    })
    expect(await confirm(console, first)).toMatchObject({
      outcome: 'written',
      message: expect.stringContaining('could not be read again') as string,
      item: null,
      restore: null,
    })
    written = false
    const forgetful = await between(apiUrl, answers({ key: resourceId, value: true, version: 9 }))
    const second = await plan(console, {
      ...change,
      text: 'false',
      connectionId: tenantConnection(console, { apiUrl: forgetful.apiUrl, issuer }),
    })
    expect((await confirm(console, second)).message).toContain('What is read back is not what')
  })
})

describe('what can be administered', () => {
  it('is told by the platforms, and the sandbox has all of them', async () => {
    const console = await openConsole()
    const resources = await console.call('admin.resources', { connectionId: 'sandbox' })
    expect(resources.map(({ id }) => id)).toEqual([
      'tokenExchange',
      'ssoCustomerAutoprovisioningDisabled',
      'ssoCustomerIdentifierField',
      'customer-oidc-profiles',
      'customer-redirect-uris',
      'customer-duplicate-email-policy',
      'account-oidc-profiles',
      'account-redirect-uris',
      'account-duplicate-email-policy',
      'account-settings',
      'accounts',
      'unassigned-members',
      'memberships',
    ])
    expect(resources.every(({ unavailable }) => unavailable === null)).toBe(true)
    for (const one of resources) expect(administeredResourceSchema.parse(one)).toEqual(one)
  })

  it('comes as the contract says', async () => {
    const console = await openConsole()
    const state = await read(console, 'tokenExchange')
    expect(administeredStateSchema.parse(state)).toEqual(state)
    const planned = await plan(console, change)
    expect(plannedWriteSchema.parse(planned)).toEqual(planned)
    const written = await confirm(console, planned)
    expect(writtenSchema.parse(written)).toEqual(written)
  })

  it.each([
    [{ resourceId: 'nothing' }, 'resource_unknown'],
    [{ resourceId: 'memberships' }, 'needs a parentId'],
    [{ resourceId: 'accounts', parentId: 'x' }, 'takes no parentId'],
    [{ resourceId: 'accounts', connectionId: 'nobody' }, 'connection_unknown'],
  ])('is not %j', async (ask, message) => {
    const console = await openConsole()
    const { resourceId, ...more } = ask
    await expect(read(console, resourceId, more)).rejects.toThrow(message)
  })

  it('is not done in ways that a resource does not have', async () => {
    const console = await openConsole()
    await expect(
      plan(console, { resourceId: 'account-settings', itemId: null, action: 'delete' }),
    ).rejects.toThrow('there is nothing to delete here')
    await expect(
      plan(console, {
        resourceId: 'customer-oidc-profiles',
        itemId: 'nobody',
        action: 'update',
        text: '{}',
      }),
    ).rejects.toThrow('has no item nobody')
  })
})

import { describe, expect, it } from 'vitest'
import {
  accountIds,
  aliceMemberId,
} from '../../../electron/core/sandbox/elastic-path/accounts-preset.ts'
import { administer, sandboxStore } from '../../support/elastic-path.ts'
import { changed, confirm, openConsole, plan, read } from './acting.ts'

describe('the members of an account', () => {
  const parentId = accountIds.betaWorks

  it('are chosen by account, assigned, and removed again', async () => {
    const console = await openConsole()
    const { items: accounts } = await read(console, 'accounts')
    expect(accounts.map(({ title }) => title)).toContain('Beta Works')
    expect((await read(console, 'memberships', { parentId })).items).toEqual([])
    const unassigned = await read(console, 'unassigned-members', { parentId })
    expect(unassigned).toMatchObject({ items: [{ id: aliceMemberId, title: 'Alice Adler' }] })

    const planned = await plan(console, {
      resourceId: 'unassigned-members',
      parentId,
      itemId: aliceMemberId,
      action: 'create',
    })
    expect(planned.confirmation).toMatch(
      /^create membership of Alice Adler in account Beta Works of store \S+ at \S+$/,
    )
    expect(changed(planned)).toContain(`+ "account_member_id": "${aliceMemberId}"`)
    const written = await confirm(console, planned)
    expect(written).toMatchObject({ outcome: 'written', item: { title: 'Alice Adler' } })
    expect((await read(console, 'unassigned-members', { parentId })).items).toEqual([])

    if (!written.restore) throw new Error('no way back')
    expect(written.restore.action).toBe('delete')
    const removed = await confirm(console, written.restore)
    expect(removed).toMatchObject({ outcome: 'written', status: 204, item: null })
    expect((await read(console, 'memberships', { parentId })).items).toEqual([])
    expect(removed.restore).toMatchObject({ action: 'create' })
  })

  it('are removed from the list of members', async () => {
    const console = await openConsole()
    const parentId = accountIds.adlerTrading
    const [membership] = (await read(console, 'memberships', { parentId })).items
    const planned = await plan(console, {
      resourceId: 'memberships',
      parentId,
      itemId: membership?.id ?? '',
      action: 'delete',
    })
    expect(planned.confirmation).toContain(
      'delete membership of Alice Adler in account Adler Trading',
    )
    const { restore } = await confirm(console, planned)
    if (!restore) throw new Error('no way back')
    await confirm(console, restore)
    expect((await read(console, 'memberships', { parentId })).items).toMatchObject([
      { title: 'Alice Adler' },
    ])
  })

  it('whom somebody else assigned or removed in between are a conflict', async () => {
    const console = await openConsole()
    const resourceId = 'unassigned-members'
    const assign = await plan(console, {
      resourceId,
      parentId,
      itemId: aliceMemberId,
      action: 'create',
    })
    const store = await sandboxStore(console)
    console.clock.advance(1000)
    const path = `/v2/accounts/${parentId}/account-memberships`
    const made = await administer(store, 'POST', path, {
      type: 'account_membership',
      account_member_id: aliceMemberId,
    })
    expect(await confirm(console, assign)).toMatchObject({ outcome: 'conflict', status: 409 })
    const { id } = (made as { data: { id: string } }).data
    const remove = await plan(console, {
      resourceId: 'memberships',
      parentId,
      itemId: id,
      action: 'delete',
    })
    await administer(store, 'DELETE', `${path}/${id}`)
    expect(await confirm(console, remove)).toMatchObject({ outcome: 'conflict', status: null })
  })

  it('of an account that there is not are not listed', async () => {
    const console = await openConsole()
    await expect(read(console, 'memberships', { parentId: 'nobody' })).rejects.toThrow(
      /platform_refused: Account: it is not there \(404\)/,
    )
  })
})

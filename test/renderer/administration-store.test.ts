import { describe, expect, it } from 'vitest'
import type {
  AdministeredItem,
  AdministeredState,
  PlannedWrite,
  ResourceInfo,
  Written,
} from '../../shared/administration.ts'
import type { Reply } from '../../shared/contract.ts'
import {
  isChanged,
  newItem,
  opened as openedOf,
  placeKey,
  textOf,
} from '../../renderer/features/administration/live-state.ts'
import { createAdministration } from '../../renderer/features/administration/live-store.ts'
import { primaryOf } from '../../renderer/features/administration/primary.ts'
import type { Door } from '../../renderer/transport.ts'

const item = (text: string, version = 1): AdministeredItem => ({
  id: 'settings',
  title: 'settings',
  detail: '',
  text,
  secrets: [],
  version,
  readOnly: null,
  facts: [],
})

const state = (items: AdministeredItem[]): AdministeredState => ({
  host: 'api.example',
  owner: 'tenant acme',
  items,
  template: items.length === 0 ? '{}' : null,
  readOnly: null,
  scopes: null,
  exchanges: [],
})

const resource: ResourceInfo = {
  id: 'settings',
  platformTitle: 'Platform',
  title: 'Settings',
  explanation: '',
  kind: 'document',
  actions: ['create', 'update', 'delete'],
  labels: { create: 'Create', update: 'Write', delete: 'Delete' },
  creates: 'from-template',
  parents: null,
  unavailable: null,
}

const planned: PlannedWrite = {
  planId: 'p1',
  host: 'api.example',
  owner: 'tenant acme',
  action: 'update',
  request: { method: 'PUT', url: 'https://api.example/', headers: [], body: null },
  difference: [],
  warnings: [],
  confirmation: 'write settings of tenant acme at api.example',
  exchanges: [],
}

const written: Written = {
  outcome: 'written',
  status: 200,
  message: 'Written.',
  item: item('{"a":2}', 2),
  difference: [],
  restore: { ...planned, planId: 'p2' },
  exchanges: [],
}

const place = { connectionId: 'acme', resourceId: 'settings', parentId: null }

/** Answers each command with what is laid ready, and notes what was asked. */
function at(answers: Record<string, object>) {
  const asked: { name: string; input: unknown }[] = []
  const call = (name: string, input: unknown) => {
    asked.push({ name, input })
    const value = answers[name]
    return Promise.resolve(
      value && 'code' in value ? { ok: false, failure: value } : { ok: true, value },
    ) as Promise<Reply<never>>
  }
  const administration = createAdministration({ call } as Pick<Door, 'call'>, () => 0)
  const here = () => administration.store.getState().opened[placeKey(place)]
  const there = () => {
    const opened = here()
    if (!opened) throw new Error('nothing was read')
    return opened
  }
  return { administration, asked, answers, here, there }
}

async function edited(answers: Record<string, object> = {}) {
  const found = at({
    'admin.read': state([item('{"a":1}')]),
    'admin.plan': planned,
    'admin.write': written,
    ...answers,
  })
  await found.administration.read(place, resource)
  found.administration.type(place, '{"a":2}')
  return found
}

describe('the live side', () => {
  it('takes a text as it was read for no change', async () => {
    const { administration, here, there } = await edited()
    expect(isChanged(there())).toBe(true)
    administration.type(place, '{"a":1}')
    expect(here()?.drafts).toEqual({})
  })

  it('sends nothing that was not confirmed, and the confirmation to the letter', async () => {
    const { administration, asked, here } = await edited()
    await administration.planText(place)
    await administration.write(place, resource)
    expect(asked.map(({ name }) => name)).toEqual(['admin.read', 'admin.plan'])
    administration.confirm(place, true)
    await administration.write(place, resource)
    expect(asked.at(-1)).toEqual({
      name: 'admin.write',
      input: { planId: 'p1', confirmation: planned.confirmation },
    })
    expect(here()).toMatchObject({ drafts: {}, itemId: 'settings', work: { kind: 'done' } })
    administration.putBack(place)
    expect(here()?.work).toMatchObject({ kind: 'planned', isConfirmed: false, asked: null })
  })

  it.each(['conflict', 'refused'] as const)('keeps the text after %s', async (outcome) => {
    const theirs = item('{"a":3}', 2)
    const { administration, asked, there } = await edited({
      'admin.write': { ...written, outcome, item: theirs, restore: null },
    })
    await administration.planText(place)
    administration.confirm(place, true)
    await administration.write(place, resource)
    expect(textOf(there())).toBe('{"a":2}')
    await administration.planAgain(place)
    expect(asked.at(-1)).toMatchObject({ name: 'admin.plan', input: { text: '{"a":2}' } })
  })

  it('keeps the text when a plan, a write or a new reading fails', async () => {
    const failure = { code: 'platform_refused', kind: 'rejected', message: 'No.' }
    const { administration, answers, here, there } = await edited({ 'admin.write': failure })
    await administration.planText(place)
    administration.confirm(place, true)
    await administration.write(place, resource)
    expect(here()).toMatchObject({ drafts: { settings: '{"a":2}' }, work: { kind: 'edit' } })
    expect(administration.store.getState().problems[placeKey(place)]).toEqual(failure)
    answers['admin.read'] = state([item('{"a":9}', 4)])
    await administration.read(place, resource)
    expect(textOf(there())).toBe('{"a":2}')
  })

  it('forgets what was read with a connection that was changed since', async () => {
    const { administration, here, there } = await edited({ 'admin.resources': [resource] })
    await administration.load('acme', 'as stored')
    await administration.load('acme', 'as stored')
    expect(textOf(there())).toBe('{"a":2}')
    await administration.load('acme', 'changed')
    expect(textOf(there())).toBe('{"a":2}')
    administration.discard(place)
    await administration.load('acme', 'changed again')
    expect(here()).toBeUndefined()
  })

  it('begins with the template where a document is not there', () => {
    const found = openedOf(state([]), { kind: 'document', readAt: 0 })
    expect(found.itemId).toBe(newItem)
    expect(textOf(found)).toBe('{}')
  })
})

describe('the primary button', () => {
  const situation = {
    resource,
    opened: null,
    missingParent: null,
    host: 'api.example',
    starts: false,
    broken: null,
  }

  it('names the thing and the host before anything was asked', () => {
    expect(primaryOf(situation)).toMatchObject({
      act: 'read',
      label: 'Read Settings from api.example',
      reason: null,
    })
    expect(primaryOf({ ...situation, starts: true }).label).toMatch(/^Start the sandbox and read/)
    expect(primaryOf({ ...situation, missingParent: resource }).reason).toContain('Settings')
  })

  it('plans a change, then writes it once it is confirmed', async () => {
    const { administration, here } = await edited()
    const now = () => primaryOf({ ...situation, opened: here() ?? null })
    expect(now()).toMatchObject({ act: 'plan', label: 'Show what would be written' })
    expect(primaryOf({ ...situation, opened: here() ?? null, broken: 'no JSON' }).reason).toBe(
      'no JSON',
    )
    await administration.planText(place)
    expect(now()).toMatchObject({ act: 'write', label: 'Write to api.example' })
    expect(now().reason).not.toBeNull()
    administration.confirm(place, true)
    expect(now().reason).toBeNull()
  })
})

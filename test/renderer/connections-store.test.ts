import { describe, expect, it } from 'vitest'
import { createConnections } from '../../renderer/features/connections/connections.ts'
import type { Door } from '../../renderer/transport.ts'
import type { ConnectionSummary } from '../../shared/connection.ts'
import type { Analysis, ConnectionForm, Field } from '../../shared/connection-form.ts'
import type { Reply } from '../../shared/contract.ts'

const ok = (value: unknown): Reply<unknown> => ({ ok: true, value })
const refusal = (code: string): Reply<unknown> =>
  ({ ok: false, failure: { code, kind: 'invalid', message: 'No.' } }) as Reply<unknown>

const summary = (id: string, rest: Partial<ConnectionSummary> = {}): ConnectionSummary => ({
  id,
  name: id,
  platform: 'shop',
  kind: 'stored',
  sites: [],
  flows: ['login'],
  ...rest,
})

const field = (name: string, rest: Partial<Field> = {}): Field => ({
  path: name.split('.'),
  label: name,
  help: '',
  kind: 'text',
  options: [],
  required: false,
  fallback: null,
  ...rest,
})

const form: ConnectionForm = {
  platform: 'shop',
  platformTitle: 'Shop',
  sections: [
    {
      title: 'Shop',
      explanation: '',
      fields: [field('name', { required: true }), field('client.id'), field('client.secret')],
    },
  ],
  template: '{"platform": "shop", "name": ""}',
}

const analysis = (problems: Analysis['problems'] = []): Analysis => ({
  platform: 'shop',
  problems,
  effective: [],
  valid: problems.length === 0,
})

const textOf = (name: string) => `{\n  "platform": "shop",\n  "name": "${name}"\n}`

/** The core's side: every call is noted, each answer given at once unless the test holds it. */
function opened(
  replies: Record<string, (input: never) => Reply<unknown> | Promise<Reply<unknown>>> = {},
) {
  const stored: Record<string, string> = { acme: textOf('acme'), globex: textOf('globex') }
  const called: [string, Record<string, unknown>][] = []
  const debugged: string[] = []
  const timers = new Set<() => void>()
  const all: typeof replies = {
    'connections.forms': () => ok([form]),
    'connections.read': ({ connectionId }: { connectionId: string }) =>
      ok({ text: stored[connectionId] }),
    'connections.analyse': () => ok(analysis()),
    'connections.save': ({ text, connectionId }: { text: string; connectionId?: string }) => {
      const name = String((JSON.parse(text) as { name: unknown }).name)
      stored[connectionId ?? name] = text
      return ok(summary(connectionId ?? name, { name }))
    },
    'connections.delete': () => ok({}),
    'connections.restore': ({ connectionId }: { connectionId: string }) =>
      ok(summary(connectionId)),
    ...replies,
  }
  const door: Pick<Door, 'call'> = {
    call: async (name, input) => {
      called.push([name, input])
      return (await all[name]?.(input as never)) as never
    },
  }
  const list = [summary('sandbox', { kind: 'sandbox' }), summary('acme'), summary('globex')]
  const connections = createConnections(door, {
    connections: () => list,
    debug: (id) => debugged.push(id),
    wait: (call) => {
      timers.add(call)
      return () => timers.delete(call)
    },
  })
  return {
    connections,
    called,
    debugged,
    stored,
    state: () => connections.store.getState(),
    document: () => {
      const { document } = connections.store.getState()
      if (!document) throw new Error('nothing is open')
      return document
    },
    names: () => called.map(([name]) => name),
    /** Typing rests. */
    rest: async () => {
      const due = [...timers]
      timers.clear()
      for (const call of due) call()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

async function withAcme(replies: Parameters<typeof opened>[0] = {}) {
  const fake = opened(replies)
  await fake.connections.load(null)
  await fake.connections.choose('acme')
  await fake.rest()
  return fake
}

describe('a document that is open', () => {
  it('is analysed once typing rests, with the last text', async () => {
    const fake = await withAcme()
    const before = fake.called.length
    for (const name of ['a', 'ab', 'abc']) fake.connections.set(['name'], name)
    expect(fake.called).toHaveLength(before)
    await fake.rest()
    expect(fake.called.slice(before)).toEqual([['connections.analyse', { text: textOf('abc') }]])
  })

  it('takes no answer to an older text', async () => {
    const first = Promise.withResolvers<Reply<unknown>>()
    const answers: (Reply<unknown> | Promise<Reply<unknown>>)[] = [ok(analysis()), first.promise]
    const fake = await withAcme({
      'connections.analyse': () => answers.shift() ?? ok(analysis()),
    })
    fake.connections.set(['name'], 'a')
    await fake.rest()
    fake.connections.set(['name'], 'b')
    await fake.rest()
    first.resolve(
      ok(analysis([{ severity: 'error', path: ['name'], message: 'No.', source: '', fix: null }])),
    )
    await fake.rest()
    expect(fake.document()).toMatchObject({ analysedText: textOf('b'), analysis: { problems: [] } })
  })

  it('keeps the form of the last text that could be read', async () => {
    const { connections, document } = await withAcme()
    connections.type('{"platform": "shop", "name": ')
    expect(document().tree.error).not.toBeNull()
    expect(document().readable.text).toBe(textOf('acme'))
    // Nothing can be changed in it but by hand.
    connections.set(['name'], 'x')
    expect(document().text).toBe('{"platform": "shop", "name": ')
  })

  it('leaves no empty group behind a removed member', async () => {
    const { connections, document } = await withAcme()
    connections.set(['client', 'id'], 'c')
    connections.remove(['client', 'id'])
    expect(document().text).toBe(textOf('acme'))
    connections.remove(['name'])
    expect(document().text).toBe('{\n  "platform": "shop"\n}')
  })

  it('is changed by a fix at all of its places', async () => {
    const { connections, document } = await withAcme()
    connections.fix({
      label: 'Mend',
      changes: [
        { path: ['name'], value: 'new' },
        { path: ['platform'] },
        { path: ['a', 'b'], value: 1 },
      ],
    })
    expect(JSON.parse(document().text)).toEqual({ name: 'new', a: { b: 1 } })
  })
})

describe('saving', () => {
  it('waits for what is wrong with the newest text', async () => {
    const fake = await withAcme()
    fake.connections.set(['name'], 'new')
    expect(await fake.connections.save()).toBe(true)
    expect(fake.names().slice(-4)).toEqual([
      'connections.analyse',
      'connections.save',
      'connections.read',
      'connections.analyse',
    ])
    expect(fake.called.at(-3)?.[1]).toEqual({
      text: textOf('new'),
      connectionId: 'acme',
      base: textOf('acme'),
    })
    expect(fake.document().base).toBe(textOf('new'))
  })

  it('does not write what has an error, and writes what has a trap', async () => {
    const problem = { path: ['name'], message: 'No.', source: '', fix: null }
    let severity: 'error' | 'trap' = 'error'
    const fake = await withAcme({
      'connections.analyse': () =>
        ok({ ...analysis([{ ...problem, severity }]), valid: severity === 'trap' }),
    })
    fake.connections.set(['name'], 'new')
    expect(await fake.connections.save()).toBe(false)
    severity = 'trap'
    fake.connections.set(['name'], 'newer')
    expect(await fake.connections.save()).toBe(true)
  })

  it('loses nothing when it is refused', async () => {
    const fake = await withAcme({ 'connections.save': () => refusal('store_unwritable') })
    fake.connections.set(['name'], 'new')
    expect(await fake.connections.save()).toBe(false)
    expect(fake.state()).toMatchObject({
      saving: false,
      problems: { document: { message: 'No.' } },
    })
    expect(fake.document().text).toBe(textOf('new'))
  })

  it('shows the change against what another window has stored meanwhile, and saves it when asked again', async () => {
    const fake = await withAcme({
      'connections.save': ({ base }: { base?: string }) =>
        base === fake.stored['acme'] ? ok(summary('acme')) : refusal('connection_changed'),
    })
    fake.connections.set(['name'], 'mine')
    fake.stored['acme'] = textOf('theirs')
    expect(await fake.connections.save()).toBe(false)
    expect(fake.state().problems.document).toMatchObject({ code: 'connection_changed' })
    expect(fake.document()).toMatchObject({ text: textOf('mine'), base: textOf('theirs') })
    expect(await fake.connections.save()).toBe(true)
  })

  it('takes over the references that secrets became, and keeps what was typed meanwhile', async () => {
    const sealed = textOf('acme').replace('\n}', ',\n  "client": {"secret": {"sealed": "s1"}}\n}')
    const writing: PromiseWithResolvers<void>[] = []
    const fake = await withAcme({
      'connections.save': async () => {
        fake.stored['acme'] = sealed
        await writing.shift()?.promise
        return ok(summary('acme'))
      },
    })
    fake.connections.set(['client', 'secret'], 'hush')
    await fake.connections.save()
    expect(fake.document()).toMatchObject({ base: sealed, text: sealed })

    const slow = Promise.withResolvers<void>()
    writing.push(slow)
    fake.connections.set(['name'], 'once')
    const saving = fake.connections.save()
    await fake.rest()
    fake.connections.set(['name'], 'twice')
    slow.resolve()
    await saving
    expect(fake.document().base).toBe(sealed)
    expect(fake.document().text).toContain('twice')
  })

  it('takes no name that another connection has', async () => {
    const fake = await withAcme()
    await fake.connections.beginWith(textOf('globex'), false)
    expect(await fake.connections.save()).toBe(false)
    fake.connections.set(['name'], 'initech')
    expect(await fake.connections.save()).toBe(true)
    expect(fake.called.find(([name]) => name === 'connections.save')?.[1]).toEqual({
      text: textOf('initech'),
    })
    expect(fake.state().chosenId).toBe('initech')
  })
})

describe('leaving', () => {
  it('asks first where changes would be lost', async () => {
    const fake = await withAcme()
    fake.connections.set(['name'], 'new')
    await fake.connections.choose('globex')
    expect(fake.state()).toMatchObject({
      chosenId: 'acme',
      leaving: { kind: 'open', connectionId: 'globex' },
    })
    await fake.connections.answerLeaving('stay')
    expect(fake.document().text).toBe(textOf('new'))
    await fake.connections.choose('globex')
    await fake.connections.answerLeaving('discard')
    expect(fake.state()).toMatchObject({ chosenId: 'globex', leaving: null })
    expect(fake.stored['acme']).toBe(textOf('acme'))
  })

  it('goes on once it was saved, and stays when that failed', async () => {
    const replies = { 'connections.save': () => refusal('store_unwritable') }
    const failing = await withAcme(replies)
    failing.connections.set(['name'], 'new')
    await failing.connections.choose('globex')
    await failing.connections.answerLeaving('save')
    expect(failing.document().text).toBe(textOf('new'))

    const fake = await withAcme()
    fake.connections.set(['name'], 'new')
    await fake.connections.leaveFor({ kind: 'debugger', connectionId: 'acme' })
    await fake.connections.answerLeaving('save')
    expect(fake.debugged).toEqual(['acme'])
    expect(fake.stored['acme']).toBe(textOf('new'))
  })

  it('asks nothing about a template that nobody has touched', async () => {
    const fake = await withAcme()
    await fake.connections.beginWith(form.template, true)
    await fake.connections.choose('acme')
    expect(fake.state()).toMatchObject({ chosenId: 'acme', leaving: null })
    await fake.connections.beginWith(form.template, true)
    fake.connections.set(['name'], 'x')
    await fake.connections.choose('acme')
    expect(fake.state().leaving).not.toBeNull()
  })

  it('shows the connection that was chosen last, whichever is read first', async () => {
    const slow = Promise.withResolvers<Reply<unknown>>()
    const fake = opened({
      'connections.read': ({ connectionId }: { connectionId: string }) =>
        connectionId === 'acme' ? slow.promise : ok({ text: textOf(connectionId) }),
    })
    await fake.connections.load(null)
    const first = fake.connections.choose('acme')
    await fake.connections.choose('globex')
    slow.resolve(ok({ text: textOf('acme') }))
    await first
    expect(fake.document().connectionId).toBe('globex')
  })
})

describe('a deletion', () => {
  it('is taken back with what was not saved', async () => {
    const fake = await withAcme()
    fake.connections.set(['name'], 'new')
    await fake.connections.delete(summary('acme'))
    expect(fake.state()).toMatchObject({ document: null, deleted: [{ name: 'acme' }] })
    await fake.connections.undoDelete()
    expect(fake.state().deleted).toEqual([])
    expect(fake.document()).toMatchObject({ base: textOf('acme'), text: textOf('new') })
  })

  it('that is refused changes nothing', async () => {
    const fake = await withAcme({ 'connections.delete': () => refusal('store_unwritable') })
    await fake.connections.delete(summary('acme'))
    expect(fake.state()).toMatchObject({ deleted: [], problems: { list: { message: 'No.' } } })
    expect(fake.document().connectionId).toBe('acme')
  })
})

describe('a connection without a document', () => {
  it('is shown, and nothing is read', async () => {
    const fake = await withAcme()
    await fake.connections.choose('sandbox')
    expect(fake.state()).toMatchObject({ document: null, chosenId: 'sandbox' })
    expect(fake.called.filter(([, input]) => input['connectionId'] === 'sandbox')).toEqual([])
  })
})

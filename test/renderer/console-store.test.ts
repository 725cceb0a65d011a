import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createConsole } from '../../renderer/features/debugger/console-store.ts'
import type { Door } from '../../renderer/transport.ts'
import type { EventMessage, Reply } from '../../shared/contract.ts'
import type { RunView } from '../../shared/run.ts'
import views from '../support/demo-views.json' with { type: 'json' }
import { chainedRun } from '../support/demo-chained.ts'
import { recorded } from './recorded.ts'

const ok = (value: unknown): Reply<unknown> => ({ ok: true, value })

/** A door whose replies the test gives, one after the other by name. */
function fakeDoor(
  replies: Record<string, (input: never) => Reply<unknown> | Promise<Reply<unknown>>>,
) {
  const called: [string, unknown][] = []
  let listener: ((event: EventMessage) => void) | undefined
  const door: Door = {
    call: async (name, input) => {
      called.push([name, input])
      const reply = replies[name]
      if (!reply) throw new Error(`no reply for ${name}`)
      return (await reply(input as never)) as never
    },
    listen: (given) => {
      listener = given
      return () => undefined
    },
    onGap: () => () => undefined,
  }
  return { door, called, push: (event: EventMessage) => listener?.(event) }
}

const basics = {
  'app.info': () => ok(views.app),
  'flows.list': () => ok(views.flows),
  'connections.list': () => ok(views.connections),
  'sandbox.status': () => ok(views.sandbox),
  'run.start': () => ok(recorded.ready),
}
const paused: RunView = { ...recorded.paused, id: recorded.ready.id }

async function opened(replies: Parameters<typeof fakeDoor>[0] = {}) {
  const fake = fakeDoor({ ...basics, ...replies })
  const console = createConsole(fake.door)
  console.open()
  await vi.waitUntil(() => console.store.getState().loaded)
  return { ...fake, console, state: () => console.store.getState() }
}

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the console of a window', () => {
  it('opens on the sandbox with a run that has sent nothing', async () => {
    const { called, state } = await opened()
    expect(state().run?.state).toBe('ready')
    expect(called.at(-1)).toEqual([
      'run.start',
      { flowId: 'emporix-token-exchange', connectionId: 'sandbox', site: null },
    ])
  })

  it('finds its run again after a reload', async () => {
    sessionStorage.setItem('run', paused.id)
    const { called, state } = await opened({ 'run.get': () => ok(paused) })
    expect(state().run?.state).toBe('paused')
    expect(called.map(([name]) => name)).not.toContain('run.start')
  })

  it('does not let a late reply undo a newer event', async () => {
    const answer = Promise.withResolvers<Reply<unknown>>()
    const { console, push, state } = await opened({ 'run.next': () => answer.promise })
    const asked = console.next()
    push({ name: 'run.changed', payload: paused })
    answer.resolve(ok(recorded.ready))
    await asked
    expect(state().run?.state).toBe('paused')
  })

  it('ignores snapshots of other runs', async () => {
    const { push, state } = await opened()
    push({ name: 'run.changed', payload: { ...recorded.failed, id: 'another' } })
    expect(state().run?.state).toBe('ready')
  })

  it('puts a refusal into the pane it concerns and clears it with the next try', async () => {
    const failure = { code: 'callback_refused', kind: 'rejected', message: 'No.' } as const
    const replies = [{ ok: false, failure } as Reply<unknown>, ok(paused)]
    const { console, state } = await opened({
      'run.pasteCallback': () => replies.shift() ?? ok({}),
    })
    await console.paste('http://127.0.0.1/callback?code=a')
    expect(state().problems.paste).toEqual(failure)
    await console.paste('http://127.0.0.1/callback?code=b')
    expect(state().problems.paste).toBeUndefined()
  })

  it('repeats a run the way it went before', async () => {
    const { console, called, push } = await opened({
      'run.toEnd': () => ok(recorded.ready),
      'run.next': () => ok(recorded.ready),
    })
    await console.toEnd()
    push({ name: 'run.changed', payload: { ...recorded.failed, id: recorded.ready.id } })
    await console.next()
    expect(called.at(-1)?.[0]).toBe('run.toEnd')
    push({ name: 'run.changed', payload: paused })
    await console.next()
    expect(called.at(-1)?.[0]).toBe('run.next')
  })

  it('does not leave a waiting run behind when another one starts', async () => {
    const { console, called, push } = await opened({ 'run.cancel': () => ok(recorded.ready) })
    push({ name: 'run.changed', payload: { ...recorded.waiting, id: recorded.ready.id } })
    await console.startRun('emporix-token-exchange', 'sandbox', 'Site_FR')
    expect(called.slice(-2).map(([name]) => name)).toEqual(['run.cancel', 'run.start'])
  })

  it('takes the selected option, once, and again after a refusal', async () => {
    const asking = { ...chainedRun('choosing', recorded.ready), id: recorded.ready.id }
    const failure = { code: 'choice_unknown', kind: 'invalid', message: 'No.' } as const
    const replies = [{ ok: false, failure } as Reply<unknown>, ok(asking)]
    const { console, called, push, state } = await opened({
      'run.choose': () => replies.shift() ?? ok(asking),
    })
    push({ name: 'run.changed', payload: asking })
    console.selectOption('b27e9a44')
    await Promise.all([console.choose(), console.choose()])
    expect(state().problems.run).toEqual(failure)
    await console.choose()
    await console.choose()
    const input = { runId: asking.id, optionId: 'b27e9a44' }
    expect(called.filter(([name]) => name === 'run.choose')).toEqual([
      ['run.choose', input],
      ['run.choose', input],
    ])
  })

  it('does not leave a run behind that asks', async () => {
    const { console, called, push } = await opened({ 'run.cancel': () => ok(recorded.ready) })
    const asking = { ...chainedRun('choosing', recorded.ready), id: recorded.ready.id }
    push({ name: 'run.changed', payload: asking })
    await console.startRun('emporix-token-exchange', 'sandbox', null)
    expect(called.slice(-2).map(([name]) => name)).toEqual(['run.cancel', 'run.start'])
  })

  it('shows a notice for three seconds, one at a time', async () => {
    const { push, state } = await opened()
    vi.useFakeTimers()
    push({ name: 'notice', payload: { message: 'first' } })
    vi.advanceTimersByTime(2000)
    push({ name: 'notice', payload: { message: 'second' } })
    vi.advanceTimersByTime(2000)
    expect(state().notice).toEqual({ message: 'second' })
    vi.advanceTimersByTime(1000)
    expect(state().notice).toBeNull()
  })
})

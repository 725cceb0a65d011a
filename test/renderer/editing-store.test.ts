import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createConsole } from '../../renderer/features/debugger/console-store.ts'
import { primaryOf } from '../../renderer/features/debugger/primary.ts'
import type { EventMessage, Reply } from '../../shared/contract.ts'
import type { RunView, StageView } from '../../shared/run.ts'
import views from '../support/demo-views.json' with { type: 'json' }
import { recorded } from './recorded.ts'

const ok = (value: unknown): Reply<unknown> => ({ ok: true, value })
const { id } = recorded.ready
const paused: RunView = { ...recorded.paused, id }
const request = {
  method: 'POST',
  url: 'https://api.example/exchange?config=Site_DE',
  headers: [] as [string, string][],
  body: null,
}
const held: RunView = {
  ...withStage({ status: 'held', holds: true }),
  state: 'held',
  next: { kind: 'send', stageId: 'exchange', label: 'Send to api.example', shortLabel: 'Send' },
  held: { stageId: 'exchange', label: 'Token exchange', party: 'platform', since: 1, request },
}
const warned: RunView = {
  ...withStage({ status: 'next', reuses: ['The code was used.'] }),
  next: { kind: 'sign-in-again', stageId: 'authorize', label: 'Sign in again', shortLabel: '' },
}

function withStage(change: Partial<StageView>): RunView {
  const stages = paused.stages.map((one) => (one.id === 'exchange' ? { ...one, ...change } : one))
  return { ...paused, stages }
}

async function opened(replies: Record<string, (input: never) => Reply<unknown>> = {}) {
  const called: [string, unknown][] = []
  let listener: ((event: EventMessage) => void) | undefined
  const answers: typeof replies = {
    'app.info': () => ok(views.app),
    'flows.list': () => ok(views.flows),
    'connections.list': () => ok(views.connections),
    'sandbox.status': () => ok(views.sandbox),
    'run.start': () => ok(recorded.ready),
    'run.hold': () => ok(withStage({ holds: true })),
    'run.next': () => ok(held),
    ...replies,
  }
  const console = createConsole({
    call: (name, input) => {
      called.push([name, input])
      const reply = answers[name]
      if (!reply) throw new Error(`no reply for ${name}`)
      return Promise.resolve(reply(input as never) as never)
    },
    listen: (given) => {
      listener = given
      return () => undefined
    },
    onGap: () => () => undefined,
  })
  console.open()
  await vi.waitUntil(() => console.store.getState().loaded)
  called.length = 0
  const push = (run: RunView) => listener?.({ name: 'run.changed', payload: run })
  return { console, called, push, state: () => console.store.getState() }
}

beforeEach(() => {
  vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined })
})
afterEach(() => void vi.unstubAllGlobals())

const names = (called: [string, unknown][]) => called.map(([name]) => name)

describe('editing a request before it is sent', () => {
  it('holds the stage, runs it, and turns to what is held', async () => {
    const { console, called, push, state } = await opened()
    push(paused)
    console.store.setState({ tab: 'checks' })
    await console.editRequest('exchange')
    expect(called).toEqual([
      ['run.hold', { runId: id, stageId: 'exchange', on: true }],
      ['run.next', { runId: id }],
    ])
    expect(state()).toMatchObject({ selectedStageId: 'exchange', tab: 'stage' })
    expect(state().editing.onceHeld).toBe('exchange')
    expect(primaryOf(state())).toMatchObject({ does: 'send', label: 'Send to api.example' })
  })

  it('goes back first where the stage has run', async () => {
    const { console, called, push } = await opened({
      'run.rewind': () => ok(withStage({ status: 'next' })),
    })
    push({ ...withStage({ status: 'passed' }), state: 'paused' })
    await console.editRequest('exchange')
    expect(names(called)).toEqual(['run.rewind', 'run.hold', 'run.next'])
  })

  it('sends what was typed, and holds the stage no longer', async () => {
    const { console, called, push, state } = await opened({
      'run.hold': () => ok({ ...held }),
      'run.send': () => ok({ ...paused, state: 'running' }),
    })
    push(paused)
    console.store.setState({ editing: { ...state().editing, onceHeld: 'exchange' } })
    push(held)
    const typed = { ...request, url: 'https://other.example/exchange?config=Site_FR&=' }
    console.draftRequest(typed)
    expect(primaryOf(state())).toMatchObject({ label: 'Send to other.example' })
    await console.send()
    expect(called).toEqual([
      ['run.hold', { runId: id, stageId: 'exchange', on: false }],
      [
        'run.send',
        { runId: id, request: { ...typed, url: 'https://other.example/exchange?config=Site_FR' } },
      ],
    ])
    expect(state().editing.request).toBeNull()
  })

  it('keeps what was typed when another stage is selected and when it is refused', async () => {
    const failure = { code: 'request_invalid', kind: 'invalid', message: 'No.' } as const
    const { console, push, state } = await opened({ 'run.send': () => ({ ok: false, failure }) })
    push(held)
    const typed = { ...request, method: 'GO TO' }
    console.draftRequest(typed)
    console.select('discover')
    console.select('exchange')
    await console.send()
    expect(state().problems.held).toEqual(failure)
    expect(state().editing.request).toEqual(typed)
    push({ ...held })
    expect(state().editing.request).toEqual(typed)
  })

  it('forgets what was typed with the request it was typed for', async () => {
    const { console, push, state } = await opened()
    push(held)
    console.draftRequest({ ...request, method: 'PUT' })
    push({ ...held, held: held.held && { ...held.held, since: 2, label: 'Key set' } })
    expect(state().editing.request).toBeNull()
  })

  it('sends an untouched request without a copy of it', async () => {
    const { console, called, push } = await opened({ 'run.send': () => ok(paused) })
    push(held)
    await console.send()
    expect(called).toEqual([['run.send', { runId: id }]])
  })
})

describe('what is good for one use', () => {
  it('is not used again by running the stage again: the person is asked first', async () => {
    const { console, called, push, state } = await opened({ 'run.rewind': () => ok(warned) })
    push({ ...withStage({ status: 'passed' }), state: 'paused' })
    await console.runAgain('exchange')
    expect(names(called)).toEqual(['run.rewind'])
    expect(state().selectedStageId).toBe('exchange')
  })

  it('is used again when the person insists', async () => {
    const { console, called, push } = await opened()
    push(warned)
    await console.reuse()
    expect(called).toEqual([['run.next', { runId: id, reuse: true }]])
  })

  it('leaves the selection at the stage that stands, not at the sign-in', async () => {
    const { push, state } = await opened()
    push(warned)
    expect(state().selectedStageId).toBe('exchange')
  })
})

describe('breakpoints', () => {
  it('are set by stage, but not where every stage holds', async () => {
    const { console, called, push, state } = await opened()
    push(paused)
    await console.holdStage('exchange', true)
    expect(called).toEqual([['run.hold', { runId: id, stageId: 'exchange', on: true }]])
    push({ ...paused, holdsAll: true })
    await console.holdStage('exchange', false)
    expect(called).toHaveLength(1)
    expect(state().notice?.message).toContain('Every stage')
  })
})

describe('editing inputs', () => {
  it('saves what changed and closes; a refusal leaves all as it was', async () => {
    const failure = { code: 'input_invalid', kind: 'invalid', message: 'No.' } as const
    const replies: Reply<unknown>[] = [{ ok: false, failure }, ok(paused)]
    const { console, called, push, state } = await opened({
      'run.edit': () => replies.shift() ?? ok(paused),
    })
    push(paused)
    console.openInputs('exchange')
    console.draftInputs('exchange', { 'client.scope': 'openid' })
    console.select('discover')
    await console.saveInputs('exchange', state().editing.inputs['exchange'] ?? {})
    expect(state().problems.inputs).toEqual(failure)
    expect(state().editing.inputs).toEqual({ exchange: { 'client.scope': 'openid' } })
    await console.saveInputs('exchange', state().editing.inputs['exchange'] ?? {})
    expect(state().editing.inputs).toEqual({})
    expect(called.at(-1)).toEqual([
      'run.edit',
      { runId: id, stageId: 'exchange', inputs: { 'client.scope': 'openid' } },
    ])
  })
})

describe('starting from what the person has', () => {
  it('puts the new run on screen, stops the one before, and keeps no secret', async () => {
    const begun = { ...recorded.ready, id: 'begun' }
    const { console, called, push, state } = await opened({
      'run.start': (input: { subjectToken?: string }) =>
        ok(input.subjectToken === undefined ? recorded.ready : begun),
      'run.cancel': () => ok(held),
    })
    push(held)
    expect(await console.startFrom({ subjectToken: 'ey.secret' })).toBe(true)
    expect(names(called)).toEqual(['run.start', 'run.cancel'])
    expect(called.at(-1)).toEqual(['run.cancel', { runId: id }])
    expect(state().run?.id).toBe('begun')
    expect(JSON.stringify(state())).not.toContain('ey.secret')
  })

  it('changes nothing when it is refused', async () => {
    const failure = { code: 'input_invalid', kind: 'invalid', message: 'No.' } as const
    let started = 0
    const { console, push, state } = await opened({
      'run.start': () => (started++ === 0 ? ok(recorded.ready) : { ok: false, failure }),
    })
    push(held)
    expect(await console.startFrom({ subjectToken: 'x' })).toBe(false)
    expect(state().run?.state).toBe('held')
    expect(state().problems['start-from']).toEqual(failure)
  })
})

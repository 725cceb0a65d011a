import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunView } from '../../../shared/run.ts'
import { stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import { rogueProvider } from '../../support/rogue-provider.ts'

const deepLink = { redirectUri: 'sso-flow-console://callback' }

let console: TestConsole
let provider: Awaited<ReturnType<typeof rogueProvider>>
let notices: string[]

beforeEach(async () => {
  provider = await rogueProvider()
  console = testConsole({ deepLink })
  notices = []
  console.core.listen((event) => {
    if (event.name === 'notice') notices.push(event.payload.message)
  })
})
afterEach(async () => {
  await console.close()
  await provider.close()
})

/** The next state of a run in which this holds. */
function when(runId: string, holds: (run: RunView) => boolean): Promise<RunView> {
  return new Promise((resolve) => {
    const stop = console.core.listen((event) => {
      if (event.name !== 'run.changed' || event.payload.id !== runId) return
      if (!holds(event.payload)) return
      stop()
      resolve(event.payload)
    })
  })
}

interface Waiting {
  id: string
  /** Where its browser would be sent back to. */
  callback: string
  redirectUri: string
}

async function waiting(method: 'loopback' | 'deep-link' | 'paste'): Promise<Waiting> {
  const connection = console.core.addConnection(provider.connection, 'rogue.json')
  const { id } = await console.call('run.start', {
    flowId: 'emporix-token-exchange',
    connectionId: connection.id,
    inputs: { 'redirect.method': method },
  })
  const waits = when(id, (run) => run.waiting !== null)
  await console.call('run.toEnd', { runId: id })
  const redirectUri = (await waits).waiting?.redirectUri ?? ''
  const { url } = await console.call('run.authorizationUrl', { runId: id })
  const answer = await fetch(url, { redirect: 'manual' })
  return { id, redirectUri, callback: answer.headers.get('location') ?? '' }
}

const stateOf = async ({ id }: Waiting) => (await console.call('run.get', { runId: id })).state
const queryOf = ({ callback }: Waiting) => new URL(callback).search
const pasted = ({ id }: Waiting, text: string) =>
  console.call('run.pasteCallback', { runId: id, text })

describe('a callback among several runs', () => {
  it('is told to belong to a run that was cancelled, by deep link and by paste', async () => {
    const first = await waiting('deep-link')
    const second = await waiting('paste')
    await console.call('run.cancel', { runId: first.id })
    console.core.receiveDeepLink(first.callback)
    expect(notices).toEqual([
      'This callback belongs to run 1, which was cancelled; start its sign-in again.',
    ])
    await expect(pasted(second, queryOf(first))).rejects.toThrow('run 1, which was cancelled')
    expect(await stateOf(second)).toBe('waiting')
  })

  it('is told to be used, by the run that used it', async () => {
    const first = await waiting('deep-link')
    console.core.receiveDeepLink(first.callback)
    await console.call('run.settled', { runId: first.id })
    const second = await waiting('loopback')
    console.core.receiveDeepLink(first.callback)
    expect(notices).toEqual(['This callback was already used by run 1.'])
    await expect(pasted(second, queryOf(first))).rejects.toThrow('already used by run 1')
    expect((await fetch(`${second.redirectUri}${queryOf(first)}`)).status).toBe(409)
    const view = await console.call('run.get', { runId: second.id })
    expect(view.waiting?.refused).toMatchObject([{ kind: 'already-used' }])
  })

  it('goes to its own run alone while both wait', async () => {
    const first = await waiting('paste')
    const second = await waiting('paste')
    await expect(pasted(second, queryOf(first))).rejects.toThrow(
      'This callback belongs to run 1, which still waits for it: paste it there.',
    )
    expect([await stateOf(first), await stateOf(second)]).toEqual(['waiting', 'waiting'])
    await pasted(first, first.callback)
    expect(await stateOf(second)).toBe('waiting')
  })
})

describe('a callback that comes too late', () => {
  it('is taken by paste after ten minutes, and the run goes on', async () => {
    const run = await waiting('loopback')
    console.clock.advance(600_000)
    const over = await console.call('run.settled', { runId: run.id })
    expect(stageOf(over, 'callback').failure?.code).toBe('callback_timeout')
    await expect(pasted(run, '?code=abc&state=foreign')).rejects.toThrow('not ours')
    await pasted(run, run.callback)
    const done = await console.call('run.settled', { runId: run.id })
    expect(stageOf(done, 'callback').status).toBe('passed')
    await expect(pasted(run, run.callback)).rejects.toThrow('already used by run 1')
  })

  it('is refused while a later request of the run is held', async () => {
    const run = await waiting('paste')
    await console.call('run.hold', { runId: run.id, stageId: 'redeem-code', on: true })
    const held = when(run.id, (view) => view.held !== null)
    await pasted(run, run.callback)
    const { held: before } = await held
    await expect(pasted(run, run.callback)).rejects.toThrow('already used by run 1')
    await expect(pasted(run, '?code=abc&state=foreign')).rejects.toThrow('not ours')
    const after = await console.call('run.get', { runId: run.id })
    expect(after.held).toEqual(before)
    await console.call('run.hold', { runId: run.id, stageId: 'redeem-code', on: false })
    await console.call('run.send', { runId: run.id })
    const done = await console.call('run.settled', { runId: run.id })
    expect(stageOf(done, 'redeem-code').status).toBe('passed')
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignInWindowPort } from '../../../electron/core/ports.ts'
import type { RunView } from '../../../shared/run.ts'
import { stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import { rogueProvider } from '../../support/rogue-provider.ts'

type Opened = Parameters<SignInWindowPort['open']>[0] & { closed: boolean }

let console: TestConsole
let provider: Awaited<ReturnType<typeof rogueProvider>>
let windows: Opened[]

/** A host with windows that a test moves by hand. */
const signInWindow: SignInWindowPort = {
  open(options) {
    const opened = { ...options, closed: false }
    windows.push(opened)
    return Promise.resolve({
      close() {
        opened.closed = true
        return Promise.resolve()
      },
    })
  },
}

beforeEach(async () => {
  windows = []
  provider = await rogueProvider()
  console = testConsole({ signInWindow })
})
afterEach(async () => {
  await console.close()
  await provider.close()
})

const storefront = 'https://shop.example/login/callback'

/** A run that waits for a storefront's callback, and the callback that would come. */
async function waiting(): Promise<{ run: RunView; callback: string }> {
  const { id } = console.core.addConnection(provider.connection, 'rogue.json')
  const started = await console.call('run.start', {
    flowId: 'emporix-token-exchange',
    connectionId: id,
    inputs: { 'redirect.method': 'paste', 'redirect.uri': storefront },
  })
  const { promise, resolve } = Promise.withResolvers<RunView>()
  console.core.listen((event) => {
    if (event.name === 'run.changed' && event.payload.waiting) resolve(event.payload)
  })
  await console.call('run.toEnd', { runId: started.id })
  const run = await promise
  const { url } = await console.call('run.authorizationUrl', { runId: run.id })
  const answer = await fetch(url, { redirect: 'manual' })
  return { run, callback: answer.headers.get('location') ?? '' }
}

const windowOf = async (run: RunView) =>
  (await console.call('run.get', { runId: run.id })).waiting?.window

describe('the in-app window', () => {
  it('is a capability, and refused by name where the host has none', async () => {
    expect((await console.call('app.info', {})).capabilities.signInWindow).toBe(true)
    await console.close()
    console = testConsole()
    expect((await console.call('app.info', {})).capabilities.signInWindow).toBe(false)
    const { run } = await waiting()
    await expect(console.call('run.openWindow', { runId: run.id })).rejects.toThrow(
      'capability_missing',
    )
    expect((await console.call('run.get', { runId: run.id })).state).toBe('waiting')
  })

  it('opens the very URL of the run and ends with its callback', async () => {
    const { run, callback } = await waiting()
    await console.call('run.openWindow', { runId: run.id })
    const { url } = await console.call('run.authorizationUrl', { runId: run.id })
    expect(windows[0]).toMatchObject({ url, redirectUri: storefront })
    windows[0]?.onCallback(callback)
    const done = await console.call('run.settled', { runId: run.id })
    expect(stageOf(done, 'callback').exchanges[0]?.label).toBe('Callback by window')
    expect(stageOf(done, 'redeem-code').status).toBe('passed')
  })

  it('shows where it stands, without the query', async () => {
    const { run } = await waiting()
    await console.call('run.openWindow', { runId: run.id })
    windows[0]?.onAddress('https://idp.example/login?ticket=canary#canary')
    expect(await windowOf(run)).toEqual({ open: true, address: 'https://idp.example/login' })
  })

  it('may say where it stands before it is open', async () => {
    await console.close()
    console = testConsole({
      signInWindow: {
        open({ onAddress }) {
          onAddress('https://idp.example/early')
          return Promise.resolve({ close: () => Promise.resolve() })
        },
      },
    })
    const { run } = await waiting()
    await console.call('run.openWindow', { runId: run.id })
    expect(await windowOf(run)).toEqual({ open: true, address: 'https://idp.example/early' })
  })

  it('that is closed leaves the run waiting, and says so', async () => {
    const { run } = await waiting()
    await console.call('run.openWindow', { runId: run.id })
    windows[0]?.onClosed()
    expect((await console.call('run.get', { runId: run.id })).state).toBe('waiting')
    expect(await windowOf(run)).toEqual({ open: false, address: '' })
  })

  it('with a callback that is not ours is refused and noted', async () => {
    const { run, callback } = await waiting()
    await console.call('run.openWindow', { runId: run.id })
    windows[0]?.onCallback(`${storefront}?code=abc&state=foreign`)
    const { waiting: shown } = await console.call('run.get', { runId: run.id })
    expect(shown?.refused).toMatchObject([
      { kind: 'foreign-state', came: `${storefront}?code=••••&state=••••` },
    ])
    await console.call('run.pasteCallback', { runId: run.id, text: callback })
    expect(stageOf(await console.call('run.settled', { runId: run.id }), 'callback').status).toBe(
      'passed',
    )
  })

  it('gives way to a second one, whose predecessor is heard no more', async () => {
    const { run, callback } = await waiting()
    await console.call('run.openWindow', { runId: run.id })
    await console.call('run.openWindow', { runId: run.id })
    expect(windows.map(({ closed }) => closed)).toEqual([true, false])
    windows[0]?.onCallback(callback)
    windows[0]?.onClosed()
    expect((await console.call('run.get', { runId: run.id })).state).toBe('waiting')
    expect(await windowOf(run)).toMatchObject({ open: true })
  })

  it.each([
    ['the run is cancelled', 'cancel'],
    ['the callback comes another way', 'paste'],
    ['the time is over', 'timeout'],
  ])('closes when %s', async (_when, how) => {
    const { run, callback } = await waiting()
    await console.call('run.openWindow', { runId: run.id })
    if (how === 'cancel') await console.call('run.cancel', { runId: run.id })
    if (how === 'paste') {
      await console.call('run.pasteCallback', { runId: run.id, text: callback })
    }
    if (how === 'timeout') console.clock.advance(600_000)
    await console.call('run.settled', { runId: run.id })
    expect(windows[0]?.closed).toBe(true)
  })

  it('that cannot be opened is a sentence, and the run goes on waiting', async () => {
    await console.close()
    console = testConsole({
      signInWindow: { open: () => Promise.reject(new Error('no display /secret-path')) },
    })
    const { run } = await waiting()
    const opening = console.call('run.openWindow', { runId: run.id })
    await expect(opening).rejects.toThrow('The in-app window could not be opened')
    await expect(opening).rejects.not.toThrow('secret-path')
    expect((await console.call('run.get', { runId: run.id })).state).toBe('waiting')
  })

  it('is not for a run that does not wait', async () => {
    const started = await console.call('run.start', {
      flowId: 'emporix-token-exchange',
      connectionId: 'sandbox',
    })
    await expect(console.call('run.openWindow', { runId: started.id })).rejects.toThrow(
      /stage_not_ready|callback_refused/,
    )
    expect(windows).toEqual([])
  })
})

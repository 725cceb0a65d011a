import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ports } from '../../../electron/core/ports.ts'
import type { RunView } from '../../../shared/run.ts'
import { stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import { rogueProvider } from '../../support/rogue-provider.ts'

let console: TestConsole
let provider: Awaited<ReturnType<typeof rogueProvider>>

beforeEach(async () => {
  provider = await rogueProvider()
  console = testConsole()
})
afterEach(async () => {
  await console.close()
  await provider.close()
})

/** Brings a run to the point where it waits for the browser. */
async function waiting(
  inputs: Record<string, string> = {},
  ports?: Partial<Ports>,
): Promise<RunView> {
  if (ports) console = testConsole(ports)
  const { id } = console.core.addConnection(provider.connection, 'rogue.json')
  const started = await console.call('run.start', {
    flowId: 'emporix-token-exchange',
    connectionId: id,
    inputs,
  })
  const { promise, resolve } = Promise.withResolvers<RunView>()
  const stop = console.core.listen((event) => {
    if (event.name === 'run.changed' && event.payload.waiting) resolve(event.payload)
  })
  await console.call('run.toEnd', { runId: started.id })
  const view = await Promise.race([promise, console.call('run.settled', { runId: started.id })])
  stop()
  return view
}

/** What the browser would be sent back to. */
async function redirectOf(run: RunView): Promise<string> {
  const { url } = await console.call('run.authorizationUrl', { runId: run.id })
  const answer = await fetch(url, { redirect: 'manual' })
  return answer.headers.get('location') ?? ''
}

const settled = (run: RunView) => console.call('run.settled', { runId: run.id })

describe('waiting for the browser', () => {
  it('is a state with the redirect URI, the time left and the masked URL', async () => {
    const run = await waiting()
    expect(run.state).toBe('waiting')
    expect(run.next).toMatchObject({ kind: 'open-again', label: 'Open the browser again' })
    expect(run.waiting?.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
    expect((run.waiting?.deadline ?? 0) - (run.waiting?.since ?? 0)).toBe(600_000)
    expect(run.waiting?.authorizationUrl).toContain('state=')
    expect(run.waiting?.authorizationUrl).not.toContain(
      new URL(console.opened[0] ?? '').searchParams.get('state'),
    )
  })

  it('opens the very same URL again', async () => {
    const run = await waiting()
    await console.call('run.openAgain', { runId: run.id })
    expect(console.opened).toHaveLength(2)
    expect(console.opened[0]).toBe(console.opened[1])
  })

  it('takes a pasted callback', async () => {
    const run = await waiting()
    await console.call('run.pasteCallback', { runId: run.id, text: await redirectOf(run) })
    const done = await settled(run)
    expect(stageOf(done, 'redeem-code').status).toBe('passed')
    expect(stageOf(done, 'callback').exchanges[0]?.label).toBe('Callback by paste')
  })

  it.each([
    ['a foreign state', '?code=x&state=foreign', 'callback_refused'],
    ['another redirect URI', 'http://127.0.0.1/other?code=x&state=z', 'callback_invalid'],
    ['no state', 'code=x', 'callback_refused'],
    ['nothing usable', 'hello', 'callback_'],
    ['two codes', 'code=x&code=y&state=z', 'callback_invalid'],
  ])('refuses a pasted callback with %s and keeps waiting', async (_, text, code) => {
    const run = await waiting()
    await expect(console.call('run.pasteCallback', { runId: run.id, text })).rejects.toThrow(code)
    expect((await console.call('run.get', { runId: run.id })).state).toBe('waiting')
  })

  it('counts a refused callback and is not ended by it', async () => {
    const run = await waiting()
    const answer = await fetch(`${run.waiting?.redirectUri}?code=x&state=foreign`)
    expect(answer.status).toBe(400)
    const view = await console.call('run.get', { runId: run.id })
    expect(view.state).toBe('waiting')
    expect(view.waiting?.refused).toHaveLength(1)
  })

  it('ends after ten minutes and closes the listener', async () => {
    const run = await waiting()
    console.clock.advance(600_000)
    const view = await settled(run)
    expect(stageOf(view, 'callback').failure).toMatchObject({
      code: 'callback_timeout',
      kind: 'unreachable',
    })
    await expect(fetch(run.waiting?.redirectUri ?? '')).rejects.toThrow('fetch failed')
    expect(view.next).toMatchObject({ kind: 'sign-in-again', label: 'Sign in again from stage 2' })
  })

  it('ends when it is cancelled, and the port is free again', async () => {
    const run = await waiting()
    const view = await console.call('run.cancel', { runId: run.id })
    expect(view.state).toBe('cancelled')
    expect(stageOf(view, 'callback').failure?.code).toBe('cancelled')
    await expect(fetch(run.waiting?.redirectUri ?? '')).rejects.toThrow('fetch failed')
  })

  it('can be signed in again after a cancel', async () => {
    const run = await waiting()
    await console.call('run.cancel', { runId: run.id })
    await console.call('run.next', { runId: run.id })
    const { promise, resolve } = Promise.withResolvers<void>()
    console.core.listen((event) => {
      if (event.name === 'run.changed' && event.payload.waiting) resolve()
    })
    await promise
    expect(console.opened).toHaveLength(2)
    expect(console.opened[0]).not.toBe(console.opened[1])
  })

  it('stops when the person goes back', async () => {
    const run = await waiting()
    const view = await console.call('run.rewind', { runId: run.id, stageId: 'discover' })
    expect(view.state).toBe('ready')
    await expect(fetch(run.waiting?.redirectUri ?? '')).rejects.toThrow('fetch failed')
  })

  it('names an occupied port and what to do', async () => {
    const occupied = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => occupied.once('listening', resolve))
    const address = occupied.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const view = await waiting({ 'redirect.port': String(port) })
    expect(stageOf(view, 'authorize').failure).toMatchObject({ code: 'port_occupied' })
    expect(stageOf(view, 'authorize').failure?.message).toContain(String(port))
    expect(console.opened).toEqual([])
    occupied.close()
  })

  it('goes on waiting when the browser cannot be opened, and says so', async () => {
    const view = await waiting(
      {},
      { openUrl: () => Promise.reject(new Error('no browser at /usr/bin/secret-path')) },
    )
    expect(view.state).toBe('waiting')
    expect(stageOf(view, 'authorize').checks).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'browser', status: 'warning' })]),
    )
    expect(JSON.stringify(view)).not.toContain('secret-path')
  })
})

describe('a deep link', () => {
  const deepLink = { redirectUri: 'sso-flow-console://callback' }
  const inputs = { 'redirect.method': 'deep-link' }

  it('brings the callback to the run that waits for it', async () => {
    const run = await waiting(inputs, { deepLink })
    expect(run.waiting).toMatchObject({ via: 'deep-link', redirectUri: deepLink.redirectUri })
    console.core.receiveDeepLink(await redirectOf(run))
    expect(stageOf(await settled(run), 'redeem-code').status).toBe('passed')
  })

  it.each([
    ['with a foreign state', '?code=x&state=foreign'],
    ['with a foreign error', '?error=access_denied&state=foreign'],
    ['without a state', '?code=x'],
    ['that is malformed', '/other?code=x'],
  ])('%s changes nothing and leaves a quiet notice', async (_, rest) => {
    const run = await waiting(inputs, { deepLink })
    const before = await console.call('run.get', { runId: run.id })
    const notices: string[] = []
    console.core.listen((event) => {
      if (event.name === 'notice') notices.push(event.payload.message)
    })
    console.core.receiveDeepLink(`${deepLink.redirectUri}${rest}`)
    expect(notices).toHaveLength(1)
    expect(await console.call('run.get', { runId: run.id })).toEqual(before)
  })

  it('is used once', async () => {
    const run = await waiting(inputs, { deepLink })
    const link = await redirectOf(run)
    console.core.receiveDeepLink(link)
    await settled(run)
    const notices: string[] = []
    console.core.listen((event) => {
      if (event.name === 'notice') notices.push(event.payload.message)
    })
    console.core.receiveDeepLink(link)
    expect(notices).toHaveLength(1)
  })

  it('is refused by name where the host has none', async () => {
    const view = await waiting(inputs)
    expect(stageOf(view, 'authorize').failure).toMatchObject({ code: 'capability_missing' })
  })
})

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import net, { type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flows } from '../../../electron/core/platforms/registry.ts'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView, StageView } from '../../../shared/run.ts'
import { stageOf, type TestConsole, testConsole } from '../../support/console.ts'

/*
 * Each stage of each flow is cancelled while it waits for whatever it waits for first: a server that never answers, the
 * browser, or a choice. Nothing of it may stay open afterwards, neither at this end nor at the other.
 */

let console: TestConsole
let browse: (url: string) => Promise<unknown> = () => Promise.resolve()
/** Connections that the sandbox has had since the run began. */
const accepted = new Set<Socket>()
let reached = Promise.withResolvers<void>()

const onRequest = (message: unknown) => {
  const { request } = message as { request: IncomingMessage }
  accepted.add(request.socket)
  reached.resolve()
}

beforeAll(() => {
  console = testConsole({ openUrl: (url) => browse(url).then(() => undefined) })
  subscribe('http.server.request.start', onRequest)
})
afterAll(async () => {
  unsubscribe('http.server.request.start', onRequest)
  await console.close()
})

const closed = (socket: Socket) =>
  socket.destroyed
    ? Promise.resolve()
    : new Promise<void>((resolve) => socket.once('close', () => resolve()))

const refuses = (uri: string) =>
  new Promise<boolean>((resolve) => {
    const { hostname, port } = new URL(uri)
    const socket = net.connect(Number(port), hostname.replace(/^\[|\]$/g, ''))
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true))
  })

/** Until the run waits for somebody or stands still. */
function standing(runId: string): Promise<RunView> {
  return new Promise((resolve) => {
    const look = (run: RunView) => {
      // Between two stages a run is neither busy nor standing: it goes on in the same turn.
      if (run.id !== runId || run.state === 'running' || run.stages.some(goesOn)) return
      stop()
      resolve(run)
    }
    const stop = console.core.listen((event) => {
      if (event.name === 'run.changed') look(event.payload)
    })
  })
}

const goesOn = ({ id, status }: StageView) => id === 'callback' && status === 'next'

async function choose(run: RunView): Promise<void> {
  const [option] = run.choosing?.options ?? []
  await console.call('run.choose', { runId: run.id, optionId: option?.id ?? '' })
}

/** Stages that begin by themselves are cancelled in the run of the one before. */
const follows = (flowId: string, stageId: string) => {
  const { stages: all = [] } = flows.find(({ id }) => id === flowId) ?? {}
  const at = all.findIndex(({ id }) => id === stageId)
  return all[at]?.follows ? all[at - 1]?.id : undefined
}

/** A run that stands before the stage. */
async function before(flowId: string, stageId: string): Promise<string> {
  // The emulated store counts requests by the second.
  console.clock.advance(2000)
  await console.call('sandbox.setFaults', { ids: [] })
  browse = (url) => signIn(url, 'alice')
  const { id } = await console.call('run.start', { flowId, connectionId: 'sandbox', site: null })
  for (;;) {
    const { next } = await console.call('run.get', { runId: id })
    if (next.kind === 'next' && next.stageId === stageId) return id
    await console.call('run.next', { runId: id })
    let run = await console.call('run.get', { runId: id })
    while (['running', 'choosing', 'waiting'].includes(run.state)) {
      if (run.state === 'choosing') await choose(run)
      const moved = standing(id)
      run = await console.call('run.get', { runId: id })
      if (run.state === 'running' || run.state === 'waiting') run = await moved
    }
    if (run.state === 'failed') throw new Error(`${run.next.stageId} failed before ${stageId}`)
  }
}

const stages = flows.flatMap(({ id, stages: all }) => all.map((stage) => [id, stage.id] as const))

describe('a cancellation', () => {
  it.each(stages)('of %s in %s leaves nothing open', async (flowId, stageId) => {
    const opener = follows(flowId, stageId)
    const runId = await before(flowId, opener ?? stageId)
    accepted.clear()
    reached = Promise.withResolvers()
    // The browser is opened and goes nowhere.
    browse = () => Promise.resolve()
    if (!opener) await console.call('sandbox.setFaults', { ids: ['no-answer'] })
    const stood = standing(runId)
    await console.call('run.next', { runId })
    const run = await Promise.race([stood, ...(opener ? [] : [reached.promise.then(() => null)])])
    const waiting = run?.waiting ?? null

    const { state } = await console.call('run.cancel', { runId })
    expect(state).toBe('cancelled')
    await Promise.all([...accepted].map(closed))
    const port = waiting ? await refuses(waiting.redirectUri) : true
    expect(port, 'the listener is closed').toBe(true)
    // A stage that only opens the browser has ended; the one that waits for it is cancelled.
    const at = waiting?.stageId ?? stageId
    const end = stageOf(await console.call('run.get', { runId }), at)
    const stopped = run === null || waiting !== null || run.choosing !== null
    // One that asks nobody has ended by itself.
    expect(end.failure?.code ?? null).toBe(stopped ? 'cancelled' : null)
    expect(stopped || end.exchanges.length === 0).toBe(true)
  })
})

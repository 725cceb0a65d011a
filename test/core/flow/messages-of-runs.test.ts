import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import { messageSchema } from '../../../shared/message.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'

const connectionId = 'sandbox'
const flows: [flowId: string, inputs: Record<string, string>][] = [
  ['emporix-token-exchange', {}],
  ['emporix-sso', {}],
  ['elastic-path-customer', { 'store.profile': 'Sandbox' }],
  ['elastic-path-customer-legacy', { 'store.profile': 'Sandbox' }],
  ['elastic-path-account', { 'store.profile': 'Sandbox', 'store.account': 'Adler Trading' }],
]

let console: TestConsole
beforeAll(() => {
  console = testConsole({ openUrl: async (url) => void (await signIn(url, 'alice')) })
})
afterAll(() => console.close())

const messagesOf = (run: RunView) => run.stages.flatMap(({ messages }) => messages)
const stagesWithout = (run: RunView) =>
  run.stages.filter(({ messages }) => messages.length === 0).map(({ id }) => id)
const exchangesOf = (run: RunView) => run.stages.flatMap(({ exchanges }) => exchanges)

describe.each(flows)('%s', (flowId, inputs) => {
  it('can be read before it starts', async () => {
    const run = await console.call('run.start', { flowId, connectionId, inputs })
    expect(stagesWithout(run)).toEqual([])
    const parties = new Set(messagesOf(run).flatMap(({ from, to }) => [from, to]))
    const known = ['browser', 'console', 'identity-provider', 'person', 'platform']
    const hasBroker = flowId.startsWith('elastic-path')
    expect([...parties].toSorted()).toEqual(hasBroker ? ['broker', ...known].toSorted() : known)
    expect(new Set(messagesOf(run).map(({ hop }) => hop))).toEqual(
      new Set(hasBroker ? [null, 1, 2] : [null]),
    )
    const [first, ...others] = messagesOf(run).map(({ state }) => state)
    expect(first).toBe('next')
    expect(new Set(others)).toEqual(new Set(['not-run']))
  })

  it('has each exchange of a finished run in exactly one row', async () => {
    const run = await runToEnd(console, { flowId, connectionId, inputs })
    expect(run.state).toBe('passed')
    const carried = messagesOf(run).flatMap(({ exchangeId }) => exchangeId ?? [])
    expect(carried.toSorted()).toEqual(
      exchangesOf(run)
        .map(({ id }) => id)
        .toSorted(),
    )
    const ids = messagesOf(run).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(stagesWithout(run)).toEqual([])
    for (const { id, messages, exchanges } of run.stages) {
      for (const message of messages) {
        expect(messageSchema.parse(message)).toEqual(message)
        expect(message.stageId).toBe(id)
        const exchange = exchanges.find((one) => one.id === message.exchangeId)
        expect(message.detail).toContain(exchange?.request.method ?? '')
        expect(message.status).toBe(exchange?.response?.status ?? null)
        expect(['passed', 'warning', 'not-seen', 'skipped']).toContain(message.state)
      }
    }
  })
})

it('a refused token is refused in one row, and what follows is not reached', async () => {
  const run = await runToEnd(console, {
    flowId: 'emporix-token-exchange',
    connectionId,
    site: 'Site_FR',
  })
  expect(
    messagesOf(run)
      .filter(({ state }) => state === 'failed')
      .map(({ title, status }) => [title, status]),
  ).toEqual([
    ['Judge the token', null],
    ['Token exchange', 401],
  ])
  expect(new Set(stageOf(run, 'customer').messages.map(({ state }) => state))).toEqual(
    new Set(['not-reached']),
  )
})

it('what is asked after a refusal, to explain it, has a row of its own behind it', async () => {
  await console.call('sandbox.setFaults', { ids: ['redirect-uri-not-allowed'] })
  const run = await runToEnd(console, {
    flowId: 'elastic-path-customer',
    connectionId,
    inputs: { 'store.profile': 'Sandbox' },
  })
  await console.call('sandbox.setFaults', { ids: [] })
  const { messages, exchanges } = stageOf(run, 'authorize')
  expect(exchanges.map(({ label }) => label)).toContain('Realm')
  expect(messages.flatMap(({ exchangeId }) => exchangeId ?? [])).toEqual(
    exchanges.map(({ id }) => id),
  )
  expect(messages.slice(0, 3).map(({ title, status, state }) => [title, status, state])).toEqual([
    ['Ask the broker', 400, 'failed'],
    ['Realm', 200, 'passed'],
    ['Open the browser', null, 'not-reached'],
  ])
})

it('names no query and no secret', async () => {
  const run = await runToEnd(console, { flowId: 'emporix-token-exchange', connectionId })
  const details = messagesOf(run).map(({ detail }) => detail)
  expect(details).toContain('POST /emporix/customer/sandbox/exchangeauthtoken')
  for (const detail of details) expect(detail).not.toMatch(/[?=]|eyJ/)
})

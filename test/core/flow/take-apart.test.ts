import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RequestDraft } from '../../../shared/exchange.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'

const person = 'alice'
const flowId = 'emporix-token-exchange'
const start = { flowId, connectionId: 'sandbox', site: null }

let browse: (url: string) => Promise<unknown>
let console: TestConsole

beforeAll(() => {
  console = testConsole({
    openUrl: async (url) => {
      await browse(url)
    },
  })
})
afterAll(() => console.close())
beforeEach(() => {
  browse = (url) => signIn(url, person)
})

const settled = (runId: string) => console.call('run.settled', { runId })
const statuses = (run: RunView) =>
  Object.fromEntries(run.stages.map(({ id, status }) => [id, status]))

/** The run once it is as wanted: told by an event, so that nothing polls. */
function once(runId: string, wanted: (run: RunView) => boolean): Promise<RunView> {
  return new Promise((resolve) => {
    const stop = console.core.listen((event) => {
      if (event.name !== 'run.changed' || event.payload.id !== runId) return
      const over = event.payload.state === 'failed' || event.payload.state === 'passed'
      if (!over && !wanted(event.payload)) return
      stop()
      resolve(event.payload)
    })
  })
}

const held = (runId: string, label?: string) =>
  once(runId, (run) => run.held !== null && (label === undefined || run.held.label === label))

async function next(runId: string, reuse?: boolean): Promise<RunView> {
  await console.call('run.next', { runId, ...(reuse && { reuse }) })
  return settled(runId)
}

async function heldAt(stageId: string, input: object = {}): Promise<RunView> {
  const { id } = await console.call('run.start', { ...start, ...input })
  await console.call('run.hold', { runId: id, stageId, on: true })
  const holding = held(id)
  await console.call('run.toEnd', { runId: id })
  return holding
}

const requestOf = (run: RunView): RequestDraft => {
  if (!run.held) throw new Error('nothing is held')
  return run.held.request
}

describe('an input', () => {
  it('is changed for a stage, is used, and makes what follows stale', async () => {
    const done = await runToEnd(console, start)
    expect(done.state).toBe('passed')
    const runId = done.id
    const inputs = { 'requestedSite.site': 'Site_FR' }
    const run = await console.call('run.edit', { runId, stageId: 'select-configuration', inputs })
    expect(statuses(run)).toMatchObject({
      'redeem-code': 'passed',
      'select-configuration': 'next',
      validate: 'stale',
      'api-access': 'stale',
    })
    expect(stageOf(run, 'exchange').reason).toBe(
      'an input of stage 5, Select configuration changed'.replace(
        'Select configuration',
        stageOf(run, 'select-configuration').title,
      ),
    )
    const field = stageOf(run, 'select-configuration').fields.find(
      ({ path }) => path === 'requestedSite.site',
    )
    expect(field).toMatchObject({ value: 'Site_FR', edited: true, secret: false })
    expect(field?.from).toMatch(/^changed for stage 5/)

    await console.call('run.toEnd', { runId })
    const end = await settled(runId)
    expect(stageOf(end, 'select-configuration').edited).toBe(true)
    expect(stageOf(end, 'exchange').exchanges[0]?.request.url).toContain('config=Site_FR')
    expect(stageOf(end, 'exchange').status).toBe('failed')
  })

  it('leaves what followed readable, and the next stage clean', async () => {
    const { id: runId } = await runToEnd(console, start)
    await console.call('run.rewind', { runId, stageId: 'anonymous-session' })
    const run = await next(runId)
    expect(statuses(run)).toMatchObject({ 'anonymous-session': 'passed', exchange: 'next' })
    expect(stageOf(run, 'exchange')).toMatchObject({ exchanges: [], outputs: [], tokens: [] })
    expect(stageOf(run, 'exchange').previews).toHaveLength(1)
    expect(stageOf(run, 'api-access').outputs.length).toBeGreaterThan(0)
    expect(stageOf(run, 'api-access').exchanges).toHaveLength(2)
  })

  it('is refused by name when it does not exist, and nothing changes', async () => {
    const { id: runId } = await console.call('run.start', start)
    const edit = console.call('run.edit', {
      runId,
      stageId: 'discover',
      inputs: { 'provider.nonsense': 'x' },
    })
    await expect(edit).rejects.toThrow(/input_invalid: The input provider.nonsense does not exist/)
    expect(stageOf(await console.call('run.get', { runId }), 'discover').edited).toBe(false)
  })

  it('never shows a secret among its fields', async () => {
    const done = await runToEnd(console, start)
    const fields = done.stages.flatMap((stage) => stage.fields)
    const code = fields.find(({ path }) => path === 'callback.code')
    expect(code).toMatchObject({ value: '••••', secret: true })
    expect(fields.find(({ path }) => path === 'pending.codeVerifier')).toMatchObject({
      secret: true,
    })
  })
})

describe('a request that is held', () => {
  it('stops before it is sent, with its secrets as placeholders, and goes out as it is', async () => {
    const run = await heldAt('redeem-code')
    expect(run.state).toBe('held')
    expect(stageOf(run, 'redeem-code').status).toBe('held')
    expect(run.next).toMatchObject({ kind: 'send', stageId: 'redeem-code' })
    const request = requestOf(run)
    expect(request.body).toContain('code={{code}}')
    expect(request.body).toContain('code_verifier={{code_verifier}}')
    expect(stageOf(run, 'redeem-code').exchanges).toEqual([])

    const keySet = held(run.id, 'Key set')
    await console.call('run.send', { runId: run.id, request })
    await keySet
    await console.call('run.hold', { runId: run.id, stageId: 'redeem-code', on: false })
    await console.call('run.send', { runId: run.id })
    const end = await settled(run.id)
    expect(end.state).toBe('passed')
    expect(stageOf(end, 'redeem-code').edited).toBe(false)
  })

  it('is sent as edited, and the record says so', async () => {
    const run = await heldAt('redeem-code')
    const request = requestOf(run)
    const body = (request.body ?? '').replace('{{code_verifier}}', 'x'.repeat(50))
    const headers = [...request.headers, ['x-trace', 'mine'] as [string, string]]
    await console.call('run.send', { runId: run.id, request: { ...request, headers, body } })
    const end = await settled(run.id)
    const stage = stageOf(end, 'redeem-code')
    expect(stage).toMatchObject({ status: 'failed', edited: true })
    expect(stage.failure?.evidence).toMatchObject({ error: 'invalid_grant' })
    expect(stage.exchanges[0]).toMatchObject({ edited: true })
    expect(stage.exchanges[0]?.request.headers).toContainEqual(['x-trace', 'mine'])
  })

  it.each<[string, (request: RequestDraft) => RequestDraft, RegExp]>([
    [
      'secrets for another host',
      (request) => ({ ...request, url: 'https://elsewhere.example/token' }),
      /\{\{.+\}\} is filled in only for http:\/\/127/,
    ],
    [
      'a placeholder that stands for nothing',
      (request) => ({ ...request, body: 'code={{verifier}}' }),
      /\{\{verifier\}\} stands for nothing in this request; its placeholders are: .*\{\{code\}\}/,
    ],
    ['no URL', (request) => ({ ...request, url: 'token' }), /no absolute URL/],
    [
      'plain http to another machine',
      (request) => ({ ...request, url: 'http://elsewhere.example/' }),
      /need https/,
    ],
    ['a method that is none', (request) => ({ ...request, method: 'P OST' }), /cannot be sent/],
    ['a GET with a body', (request) => ({ ...request, method: 'GET' }), /has no body/],
    [
      'a header that is none',
      (request) => ({ ...request, headers: [['x y', '1']] }),
      /"x y" is no header name/,
    ],
    [
      'a header with a line break',
      (request) => ({ ...request, headers: [['x-y', 'a\r\nhost: b']] }),
      /header x-y holds a line break/,
    ],
    [
      'a length of its own',
      (request) => ({ ...request, headers: [['Content-Length', '3']] }),
      /Content-Length is set by the console/,
    ],
  ])('is not sent with %s, and is held on', async (_, change, sentence) => {
    const run = await heldAt('redeem-code')
    const sent = console.call('run.send', { runId: run.id, request: change(requestOf(run)) })
    await expect(sent).rejects.toThrow(sentence)
    expect((await console.call('run.get', { runId: run.id })).state).toBe('held')
    await console.call('run.cancel', { runId: run.id })
  })

  it('is dropped: nothing is sent, and its stage says why it failed', async () => {
    const run = await heldAt('discover')
    await console.call('run.drop', { runId: run.id })
    const end = await settled(run.id)
    expect(stageOf(end, 'discover').failure).toMatchObject({ code: 'request_dropped' })
    expect(stageOf(end, 'discover').exchanges).toMatchObject([{ response: null }])
    expect(end.hosts).toEqual([])
    expect(end.next).toMatchObject({ kind: 'retry', stageId: 'discover' })
  })

  it('is let go by a cancellation', async () => {
    const run = await heldAt('discover')
    const end = await console.call('run.cancel', { runId: run.id })
    expect(end).toMatchObject({ state: 'cancelled', held: null })
  })

  it('is every request when all are held', async () => {
    const { id: runId } = await console.call('run.start', start)
    const asked = await console.call('run.hold', { runId, stageId: null, on: true })
    expect(asked.holdsAll).toBe(true)
    expect(asked.stages.every(({ holds }) => holds)).toBe(true)
    const holding = held(runId)
    await console.call('run.next', { runId })
    await holding
    await console.call('run.send', { runId })
    expect(stageOf(await settled(runId), 'discover').status).toBe('passed')
  })

  it('cannot be sent where none is held', async () => {
    const { id: runId } = await console.call('run.start', start)
    await expect(console.call('run.send', { runId })).rejects.toThrow(/request_invalid: No request/)
  })
})

describe('a one-time code', () => {
  it('is warned of before it is used again, and the main answer is to sign in again', async () => {
    const done = await runToEnd(console, start)
    const runId = done.id
    const back = await console.call('run.rewind', { runId, stageId: 'redeem-code' })
    expect(stageOf(back, 'redeem-code').reuses).toEqual([
      expect.stringMatching(
        /^The authorization code was used by stage 4, .* at \d\d:\d\d:\d\d UTC; it is good for one use\.$/,
      ),
    ])
    expect(back.next).toMatchObject({ kind: 'sign-in-again', stageId: 'authorize' })

    const insisted = await next(runId, true)
    expect(stageOf(insisted, 'redeem-code').failure?.evidence).toMatchObject({
      error: 'invalid_grant',
    })
    await console.call('run.toEnd', { runId })
    expect((await settled(runId)).state).toBe('passed')
  })

  it('is the same for the state: going back to the callback asks first', async () => {
    const done = await runToEnd(console, start)
    const runId = done.id
    const back = await console.call('run.rewind', { runId, stageId: 'callback' })
    expect(stageOf(back, 'callback').reuses).toHaveLength(1)
    const waiting = once(runId, ({ state }) => state === 'waiting')
    await console.call('run.next', { runId, reuse: true })
    await waiting
    await console.call('run.openAgain', { runId })
    expect(stageOf(await settled(runId), 'callback').status).toBe('passed')
  })
})

describe('a token that was refreshed or logged out', () => {
  it('is warned of before it is used again, and the stage that gave it gives a new one', async () => {
    const inputs = { 'tenant.refreshAfterwards': 'true', 'tenant.logoutAfterwards': 'true' }
    const done = await runToEnd(console, { ...start, inputs })
    expect(done.state).toBe('passed')
    const runId = done.id
    const back = await console.call('run.rewind', { runId, stageId: 'api-access' })
    expect(stageOf(back, 'api-access').reuses).toEqual([
      expect.stringMatching(/^The refresh token was used by stage 11.*reported to rotate/),
      expect.stringMatching(/^The customer token was used by stage 11.*logged out there\.$/),
    ])
    expect(back.next).toMatchObject({ kind: 'run-again', stageId: 'exchange' })

    const insisted = await next(runId, true)
    expect(stageOf(insisted, 'api-access').status).toBe('failed')

    await console.call('run.rewind', { runId, stageId: 'api-access' })
    await console.call('run.toEnd', { runId })
    expect((await settled(runId)).state).toBe('passed')
  })
})

describe('a run begins', () => {
  /** Signs in as a storefront would, and answers with where the browser landed and the verifier. */
  async function elsewhere() {
    const landed = Promise.withResolvers<string>()
    browse = async (url) => {
      landed.resolve((await signIn(url, person, { deliver: false })).finalUrl)
    }
    const { id: runId } = await console.call('run.start', start)
    await next(runId)
    await console.call('run.next', { runId })
    const url = await landed.promise
    await console.call('run.cancel', { runId })
    const sent = new URL(console.opened.at(-1) ?? '')
    return { url, nonce: sent.searchParams.get('nonce') ?? '' }
  }

  it('with a callback URL: the sign-in is left out, and the code is redeemed', async () => {
    const { url, nonce } = await elsewhere()
    const run = await runToEnd(console, {
      ...start,
      callback: { text: url, codeVerifier: 'v'.repeat(43), nonce },
    })
    expect(statuses(run)).toMatchObject({ authorize: 'skipped', callback: 'skipped' })
    expect(stageOf(run, 'authorize').reason).toBe('a callback was given')
    // The verifier is not that of the storefront, and exactly that is what the provider says.
    expect(stageOf(run, 'redeem-code').failure?.evidence).toMatchObject({ error: 'invalid_grant' })
  })

  it('with a code alone, and says what is missing', async () => {
    const bare = { ...start, callback: { text: 'a-code-from-a-log' } }
    await expect(console.call('run.start', bare)).rejects.toThrow(/redirect URI is missing/)
    const run = await runToEnd(console, {
      ...start,
      callback: { text: 'a-code-from-a-log', redirectUri: 'http://localhost:1/callback' },
    })
    expect(stageOf(run, 'redeem-code').failure?.evidence).toMatchObject({ error: 'invalid_grant' })
  })

  it('with a callback that carries an error: it is refused by name', async () => {
    const text = 'http://localhost:1/callback?error=access_denied&state=s'
    await expect(console.call('run.start', { ...start, callback: { text } })).rejects.toThrow(
      /callback_invalid: The callback holds no code but access_denied/,
    )
  })
})

describe('an exchange', () => {
  it('is given whole, as curl, and one masked value at a time', async () => {
    const done = await runToEnd(console, start)
    const runId = done.id
    const exchangeId = stageOf(done, 'redeem-code').exchanges[0]?.id ?? ''
    const whole = await console.call('run.exchange', { runId, exchangeId })
    expect(whole.request.body).toContain('code=••••')
    const { text } = await console.call('run.curl', { runId, exchangeId })
    expect(text).toMatch(/^curl /)
    expect(text).toContain('code=••••')

    const index = [...(whole.request.body ?? '').matchAll(/•+/g)].findIndex(({ index: at }) =>
      whole.request.body?.slice(0, at).endsWith('code_verifier='),
    )
    const part = 'request.body' as const
    const { value } = await console.call('run.revealMasked', { runId, exchangeId, part, index })
    expect(value).toMatch(/^[\w-]{43}$/)
    await expect(
      console.call('run.revealMasked', { runId, exchangeId, part, index: 99 }),
    ).rejects.toThrow(/input_invalid/)
    await expect(console.call('run.exchange', { runId, exchangeId: 'none' })).rejects.toThrow(
      /exchange_unknown/,
    )
  })

  it('is given as curl before it is sent', async () => {
    const { id: runId } = await console.call('run.start', start)
    await next(runId)
    const stage = { runId, stageId: 'anonymous-session', preview: 0 }
    const { text } = await console.call('run.previewCurl', stage)
    expect(text).toMatch(/^curl .*customerlogin/s)
    await expect(console.call('run.previewCurl', { ...stage, preview: 7 })).rejects.toThrow(
      /stage_not_ready/,
    )
  })

  it('stands in the ledger with what asked and who named the host', async () => {
    const done = await runToEnd(console, start)
    const { hosts } = await console.call('network.ledger', {})
    const exchanges = done.stages.flatMap((stage) => stage.exchanges).filter((one) => !one.incoming)
    const [host] = hosts
    expect(hosts).toHaveLength(1)
    expect(host?.requests).toBeGreaterThanOrEqual(exchanges.length)
    expect(host?.from).toBe('connection Sandbox')
    expect(host?.reasons[0]).toMatch(/^run \d+, /)
    expect(done.hosts.map((one) => one.host)).toEqual([host?.host])
  })
})

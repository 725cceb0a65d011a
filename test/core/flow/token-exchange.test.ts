import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'

const flowId = 'emporix-token-exchange'
let person = 'alice'
let console: TestConsole

beforeAll(() => {
  console = testConsole({
    openUrl: async (url) => {
      await signIn(url, person)
    },
  })
})
afterEach(() => {
  person = 'alice'
})
afterAll(() => console.close())

const start = (site: string | null, more: object = {}) =>
  runToEnd(console, { flowId, connectionId: 'sandbox', site, ...more })

const statuses = (run: RunView) =>
  Object.fromEntries(run.stages.map((stage) => [stage.id, stage.status]))

describe('the token exchange in the sandbox', () => {
  it('passes every stage for a known customer', async () => {
    const run = await start('Site_DE')
    expect(new Set(run.stages.map((stage) => stage.status))).toEqual(new Set(['passed']))
    expect(run).toMatchObject({ state: 'passed', site: 'Site_DE' })
    expect(run.verdict).toMatchObject({
      predicted: { verdict: 'accepted', platformStatus: 200, mode: 'online' },
      received: 200,
      agree: true,
    })
    expect(run.verdict?.predicted.customer.outcome).toBe('found')
    expect(Object.keys(run.customerToken ?? {})).toEqual(
      expect.arrayContaining(['access_token', 'refresh_token', 'saas_token', 'session_id']),
    )
  })

  it('validates offline where the configuration has a jwks', async () => {
    const run = await start('Site_PL')
    expect(run.state).toBe('passed')
    expect(run.verdict?.predicted).toMatchObject({ mode: 'offline', verdict: 'accepted' })
    expect(stageOf(run, 'validate').exchanges.map((one) => one.label)).not.toContain(
      'Introspection',
    )
  })

  it('reports unset checks as skipped, not as passed', async () => {
    const run = await start('Site_AT')
    const skipped = run.verdict?.predicted.checks.filter((one) => one.status === 'skipped')
    expect(skipped?.map((one) => one.id)).toEqual(['issuer', 'audience', 'authorized-party'])
    expect(run.state).toBe('passed')
  })

  it('uses default when no configuration is named', async () => {
    const run = await start(null)
    expect(run.verdict?.predicted).toMatchObject({ site: 'default', siteReason: 'omitted' })
    expect(run.state).toBe('passed')
  })

  it('names the failed check of a wrong audience and predicts what the platform answers', async () => {
    const run = await start('Site_FR')
    expect(run.state).toBe('failed')
    expect(run.verdict).toMatchObject({
      predicted: { verdict: 'rejected', firstFailure: 'audience', platformStatus: 401 },
      received: 401,
      agree: true,
    })
    expect(statuses(run)).toMatchObject({
      validate: 'failed',
      'anonymous-session': 'passed',
      exchange: 'failed',
      customer: 'not-reached',
    })
    expect(stageOf(run, 'exchange').failure).toMatchObject({
      code: 'exchange_refused',
      evidence: { status: 401, check: 'audience' },
    })
    expect(run.next).toMatchObject({ kind: 'sign-in-again', stageId: 'authorize' })
  })

  it('refuses an unknown site configuration and names the known ones', async () => {
    const run = await start('Site_XX')
    const { failure } = stageOf(run, 'select-configuration')
    expect(failure).toMatchObject({ code: 'configuration_unknown' })
    expect(failure?.message).toMatch(/Site_XX.*Site_DE/)
  })

  it('tells that only the case of a site configuration differs', async () => {
    const run = await start('site_de')
    expect(stageOf(run, 'select-configuration').failure?.message).toMatch(/Site_DE/)
  })

  it('creates an unknown customer once and finds it the second time', async () => {
    person = 'bob'
    const first = await start('Site_DE')
    const second = await start('Site_DE')
    expect(first.verdict?.predicted.customer.outcome).toBe('created')
    expect(second.verdict?.predicted.customer.outcome).toBe('found')
    expect([first.state, second.state]).toEqual(['passed', 'passed'])
  })

  it('says that a token without e-mail identifies nobody', async () => {
    person = 'carol'
    const run = await start('Site_DE')
    expect(run.verdict?.predicted).toMatchObject({
      firstFailure: 'identifier',
      identifier: { state: 'missing' },
    })
    expect(run.state).toBe('failed')
  })

  it('warns about an unverified e-mail', async () => {
    person = 'dave'
    const run = await start('Site_DE')
    expect(run.verdict?.predicted.identifier.state).toBe('unverified')
    expect(run.state).toBe('passed')
  })

  it('starts from a token that the person already has', async () => {
    const first = await start('Site_DE')
    const token = first.stages.find((stage) => stage.id === 'redeem-code')?.outputs
    expect(token?.find((row) => row.name === 'accessToken')?.value).toMatch(/••••/)

    const run = await start('Site_DE', { subjectToken: 'not-a-token' })
    expect(statuses(run)).toMatchObject({ discover: 'skipped', 'redeem-code': 'skipped' })
    expect(run.verdict?.predicted).toMatchObject({ verdict: 'rejected', firstFailure: 'active' })
    expect(run.verdict).toMatchObject({ received: 401, agree: true })
    expect(run.next).toMatchObject({ kind: 'run-again' })
  })

  it.each([
    ['', 'empty'],
    ['two tokens', 'character 4'],
  ])('refuses %j as subject token with one sentence', async (subjectToken, word) => {
    const started = console.call('run.start', { flowId, connectionId: 'sandbox', subjectToken })
    await expect(started).rejects.toThrow(new RegExp(`subject_token_malformed.*${word}`))
  })
})

describe('a run', () => {
  it('steps stage by stage and says each time what comes next', async () => {
    const { id } = await console.call('run.start', { flowId, connectionId: 'sandbox' })
    const labels: string[] = []
    for (let left = 12; left > 0; left--) {
      const view = await console.call('run.get', { runId: id })
      if (view.next.kind === 'run-again') break
      labels.push(view.next.label)
      await console.call('run.next', { runId: id })
      await console.call('run.settled', { runId: id })
    }
    const host = /127\.0\.0\.1:\d+/
    expect(labels.map((label) => label.replace(host, 'HOST'))).toEqual([
      'Read discovery document from HOST',
      'Open the browser',
      'Send token request to HOST',
      'Read tokenExchange from HOST',
      'Introspect the token at HOST',
      'Open an anonymous session at HOST',
      'Send token exchange to HOST',
      'Look up the customer at HOST',
      'Check the new tokens',
      'Read the customer profile from HOST',
    ])
  })

  it('starts one stage however often it is asked', async () => {
    const { id } = await console.call('run.start', { flowId, connectionId: 'sandbox' })
    await Promise.all([1, 2, 3].map(() => console.call('run.next', { runId: id })))
    const view = await console.call('run.settled', { runId: id })
    expect(stageOf(view, 'discover').exchanges).toHaveLength(1)
    expect(stageOf(view, 'authorize').status).toBe('next')
  })

  it('goes back to a stage and runs it again', async () => {
    const done = await start('Site_DE')
    const back = await console.call('run.rewind', { runId: done.id, stageId: 'validate' })
    expect(back.state).toBe('paused')
    expect(stageOf(back, 'validate').status).toBe('next')
    await console.call('run.toEnd', { runId: done.id })
    const again = await console.call('run.settled', { runId: done.id })
    expect(again.state).toBe('passed')
  })

  it('pauses after the stage at work', async () => {
    const { id } = await console.call('run.start', { flowId, connectionId: 'sandbox' })
    await console.call('run.toEnd', { runId: id })
    await console.call('run.pause', { runId: id })
    const view = await console.call('run.settled', { runId: id })
    expect(view.state).toBe('paused')
    expect(stageOf(view, 'discover').status).toBe('passed')
  })

  it('takes overrides and says that they are of this run', async () => {
    const view = await console.call('run.start', {
      flowId,
      connectionId: 'sandbox',
      inputs: { 'client.scope': 'openid', 'redirect.port': '0' },
    })
    await console.call('run.next', { runId: view.id })
    const after = await console.call('run.settled', { runId: view.id })
    const row = stageOf(after, 'authorize').inputs.find((one) => one.name === 'scope')
    expect(row).toEqual({ name: 'scope', value: 'openid', from: 'this run' })
  })

  it.each([
    ['client.nothing', 'x'],
    ['nothing.scope', 'x'],
    ['redirect.port', 'many'],
    ['client', 'x'],
    ['__proto__.polluted', 'x'],
  ])('refuses the override %s=%s and lists what there is', async (key, value) => {
    const inputs = { [key]: value }
    await expect(
      console.call('run.start', { flowId, connectionId: 'sandbox', inputs }),
    ).rejects.toThrow(/input_invalid.*client\.scope/)
  })

  it('renews and ends the session where the run asks for it', async () => {
    const run = await start('Site_DE', {
      inputs: { 'tenant.refreshAfterwards': 'true', 'tenant.logoutAfterwards': 'true' },
    })
    const checks = stageOf(run, 'api-access').checks.map((one) => [one.id, one.status])
    expect(checks).toEqual(
      expect.arrayContaining([
        ['refresh', 'passed'],
        ['logout', 'passed'],
      ]),
    )
  })

  it('reveals one member of the customer token when asked for exactly that', async () => {
    const run = await start('Site_DE')
    const { value } = await console.call('run.reveal', { runId: run.id, member: 'access_token' })
    expect(value).toMatch(/^[\w-]{20,}$/)
    await expect(
      console.call('run.reveal', { runId: run.id, member: '__proto__' }),
    ).rejects.toThrow(/input_invalid/)
  })

  it('lets no secret out of the core', async () => {
    const views: string[] = []
    const stop = console.core.listen((event) => views.push(JSON.stringify(event)))
    const run = await start('Site_DE')
    stop()
    const { value } = await console.call('run.reveal', { runId: run.id, member: 'access_token' })
    const saas = await console.call('run.reveal', { runId: run.id, member: 'saas_token' })
    const { url } = await console.call('run.authorizationUrl', { runId: run.id })
    const state = new URL(url).searchParams.get('state') ?? 'none'
    const all = views.join('\n') + console.logged.join('\n')
    for (const secret of [value, saas.value, saas.value.split('.')[2] ?? '', state]) {
      expect(secret.length).toBeGreaterThan(8)
      expect(all).not.toContain(secret)
    }
    expect(all).not.toMatch(/sandbox-\w+-secret/)
  })
})

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { accountIds } from '../../../electron/core/sandbox/elastic-path/accounts-preset.ts'
import { realmIds } from '../../../electron/core/sandbox/elastic-path/store.ts'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { runToEnd, stageOf, type TestConsole, testConsole } from '../../support/console.ts'
import { administer, sandboxStore } from '../../support/elastic-path.ts'

const flowId = 'elastic-path-account'
const connectionId = 'sandbox'

let console: TestConsole
let store: Awaited<ReturnType<typeof sandboxStore>>

beforeAll(async () => {
  console = testConsole({ openUrl: async (url) => void (await signIn(url, 'alice')) })
  store = await sandboxStore(console)
})
afterEach(() => {
  // The store counts its requests by the second.
  console.clock.advance(1000)
})
afterAll(() => console.close())

const inputs = { 'store.profile': 'Sandbox', 'store.account': 'Adler Trading' }

const start = (changed: Record<string, string> = {}) =>
  runToEnd(console, { flowId, connectionId, inputs: { ...inputs, ...changed } })

const checkOf = (run: RunView, id: string) =>
  stageOf(run, 'switch-account').checks.find((one) => one.id === id)

const output = (run: RunView, stageId: string, name: string) =>
  stageOf(run, stageId).outputs.find((one) => one.name === name)?.value

async function runUpTo(stageId: string): Promise<RunView> {
  let run = await console.call('run.start', { flowId, connectionId, inputs })
  while (run.next.kind === 'next' && run.next.stageId !== stageId) {
    await console.call('run.next', { runId: run.id })
    run = await console.call('run.settled', { runId: run.id })
  }
  expect(stageOf(run, stageId).status).toBe('next')
  return run
}

async function goOn(run: RunView): Promise<RunView> {
  await console.call('run.toEnd', { runId: run.id })
  return console.call('run.settled', { runId: run.id })
}

describe('the renewal', () => {
  it('keeps the account and prolongs the token', async () => {
    const ready = await runUpTo('switch-account')
    expect(stageOf(ready, 'switch-account').previews).toMatchObject([{ label: 'Renewal' }])
    console.clock.advance(60_000)
    const run = await goOn(ready)
    expect(run.state).toBe('passed')
    expect(output(run, 'switch-account', 'account_name')).toBe('Adler Trading')
    expect(checkOf(run, 'later-expiry')?.message).toMatch(/longer than the one before/)
    expect(stageOf(run, 'switch-account').checks.map(({ id, status }) => [id, status])).toEqual([
      ['accounts-read', 'passed'],
      ['same-member', 'passed'],
      ['later-expiry', 'passed'],
      ['account', 'passed'],
      ['token-form', 'passed'],
      ['claim-scope', 'passed'],
      ['claim-sub', 'passed'],
      ['claim-realm-id', 'passed'],
      ['claim-store-id', 'passed'],
      ['claim-exp', 'passed'],
      ['claim-lifetime', 'passed'],
      ['claim-account-member-self-management', 'passed'],
      ['token-signature', 'skipped'],
    ])
  })

  it('is left out where nobody asks for it', async () => {
    const run = await start({ 'store.renewAfterwards': 'false' })
    expect(run.state).toBe('passed')
    const stage = stageOf(run, 'switch-account')
    expect(stage.exchanges).toEqual([])
    expect(stage.checks).toMatchObject([{ id: 'renewal', status: 'skipped' }])
    expect(output(run, 'switch-account', 'account_name')).toBe('Adler Trading')
    const ready = await console.call('run.rewind', { runId: run.id, stageId: 'switch-account' })
    expect(ready.next.label).toBe('Keep the account token')
    expect(stageOf(ready, 'switch-account').previews).toEqual([])
  })

  it.each(['Alpine Sports', accountIds.alpineSports])(
    'switches to the account %s',
    async (switchTo) => {
      const run = await start({ 'store.switchTo': switchTo, 'store.renewAfterwards': 'false' })
      expect(run.state).toBe('passed')
      expect(output(run, 'switch-account', 'account_name')).toBe('Alpine Sports')
      expect(checkOf(run, 'account')?.message).toMatch(/acts for Alpine Sports now/)
      expect(output(run, 'api-access', 'account')).toBe('Alpine Sports')
      expect(run.customerToken).toMatchObject({ account_name: 'Alpine Sports' })
    },
  )

  it('switches to no account that the member does not have', async () => {
    const { failure } = stageOf(await start({ 'store.switchTo': 'Beta Works' }), 'switch-account')
    expect(failure).toMatchObject({ code: 'choice_unknown', evidence: { input: 'store.switchTo' } })
    expect(failure?.message).toMatch(/Adler Trading \([\w-]+\), Alpine Sports/)
  })

  it('is refused with an access token that has ended', async () => {
    const ready = await runUpTo('switch-account')
    console.clock.advance(3_600_000)
    const run = await goOn(ready)
    console.clock.advance(-3_600_000)
    expect(stageOf(run, 'switch-account').failure).toMatchObject({
      code: 'account_token_refused',
      evidence: { status: 401 },
    })
  })

  it('gives no token for an account that the member does not belong to any more', async () => {
    const path = `/v2/accounts/${accountIds.adlerTrading}/account-memberships`
    const ready = await runUpTo('switch-account')
    const { data } = (await administer(store, 'GET', path)) as {
      data: { id: string; account_member_id: string }[]
    }
    await administer(store, 'DELETE', `${path}/${data[0]?.id}`)
    const run = await goOn(ready)
    await administer(store, 'POST', path, {
      type: 'account_membership',
      account_member_id: data[0]?.account_member_id,
    })
    expect(stageOf(run, 'switch-account').failure).toMatchObject({
      code: 'account_token_refused',
      message: expect.stringMatching(/renews no token for Adler Trading/) as string,
    })
  })

  it('is refused for a member who was removed meanwhile', async () => {
    const ready = await runUpTo('switch-account')
    const member = output(ready, 'account-token', 'memberId')
    await administer(
      store,
      'DELETE',
      `/v2/authentication-realms/${realmIds.account}/user-authentication-info/${member}`,
    )
    const { failure } = stageOf(await goOn(ready), 'switch-account')
    expect(failure).toMatchObject({
      code: 'account_token_refused',
      evidence: { status: 403, said: 'forbidden' },
    })
    expect(failure?.message).toMatch(/member was deleted/)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestConsole, testConsole } from '../support/console.ts'

let console: TestConsole
beforeEach(() => {
  console = testConsole()
})
afterEach(() => console.close())

describe('the door', () => {
  it.each([
    ['an unknown command', 'run.fly', {}, 'command_unknown'],
    ['a prototype name', 'constructor', {}, 'command_unknown'],
    ['an unknown member', 'run.get', { runId: 'x', more: 1 }, 'input_invalid'],
    ['a wrong type', 'run.get', { runId: 7 }, 'input_invalid'],
    ['no object', 'run.get', 'x', 'input_invalid'],
    ['an unknown run', 'run.get', { runId: 'x' }, 'run_unknown'],
    ['an unknown flow', 'run.start', { flowId: 'x', connectionId: 'sandbox' }, 'flow_unknown'],
    [
      'an unknown connection',
      'run.start',
      { flowId: 'emporix-token-exchange', connectionId: 'x' },
      'connection_unknown',
    ],
    [
      'a site where the flow takes none',
      'run.start',
      { flowId: 'emporix-sso', connectionId: 'sandbox', site: 'Site_DE' },
      'input_invalid',
    ],
    ['a missing capability', 'app.copy', { text: 'x' }, 'capability_missing'],
  ])('refuses %s by code', async (_, name, input, code) => {
    const reply = await console.core.dispatch(name, input)
    expect(reply).toMatchObject({ ok: false, failure: { code } })
  })

  it('names the path of what is wrong', async () => {
    const reply = await console.core.dispatch('run.get', { runId: 7 })
    expect(reply).toMatchObject({ failure: { evidence: { path: 'runId' } } })
  })

  it('answers plain data only', async () => {
    const reply = await console.core.dispatch('flows.list', {})
    expect(structuredClone(reply)).toEqual(reply)
    expect(reply).toMatchObject({ ok: true })
  })

  it('takes no input for commands that need none', async () => {
    expect(await console.core.dispatch('sandbox.status', undefined)).toMatchObject({
      ok: true,
      value: { running: false },
    })
  })

  it('tells a fault of its own without its text, and logs it', async () => {
    const broken = testConsole({
      store: {
        read: () => {
          throw new TypeError('secret detail at /home/somebody')
        },
        update: () => undefined,
      },
    })
    const reply = await broken.core.dispatch('connections.list', {})
    expect(reply).toMatchObject({ ok: false, failure: { code: 'internal' } })
    expect(JSON.stringify(reply)).not.toContain('somebody')
    expect(broken.logged.join()).toContain('TypeError')
    await broken.close()
  })
})

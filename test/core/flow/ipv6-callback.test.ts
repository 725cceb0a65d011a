import os from 'node:os'
import { describe, expect, it } from 'vitest'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import { runToEnd, stageOf, testConsole } from '../../support/console.ts'

const hasV6 = Object.values(os.networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1')

describe.runIf(hasV6)('a callback at [::1]', () => {
  it('comes to a listener that IPv6 alone reaches', async () => {
    const console = testConsole({
      openUrl: async (url) => {
        await signIn(url, 'alice')
      },
    })
    const run = await runToEnd(console, {
      flowId: 'emporix-token-exchange',
      connectionId: 'sandbox',
      site: 'Site_DE',
      inputs: { 'redirect.host': '[::1]' },
    })
    expect(run.state).toBe('passed')
    expect(stageOf(run, 'callback').exchanges[0]?.request.url).toMatch(
      /^http:\/\/\[::1\]:\d+\/callback\?/,
    )
    await console.close()
  })

  it('is offered by the forms of connections', async () => {
    const console = testConsole()
    const forms = await console.call('connections.forms', {})
    const hosts = forms.flatMap(({ sections }) =>
      sections.flatMap(({ fields }) =>
        fields.filter(({ path }) => path.join('.') === 'redirect.host'),
      ),
    )
    expect(hosts.length).toBeGreaterThan(0)
    for (const { options } of hosts) expect(options.map(({ value }) => value)).toContain('[::1]')
    await console.close()
  })
})

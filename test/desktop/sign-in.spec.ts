import { expect, type ElectronApplication } from '@playwright/test'
import { signIn } from '../../electron/headless/scripted-browser.ts'
import { runtime, startAgain, test } from './launch.ts'

test.skip(runtime.missing !== null, runtime.missing ?? '')

/** Takes the place of the system browser, the one part that a test may not start. */
async function catchOpened(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  const first = () =>
    app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened[0] ?? '')
  return async () => {
    await expect.poll(first).not.toBe('')
    return first()
  }
}

test('a person runs the flow and signs in through the system browser', async ({
  console: { app, page },
}) => {
  const opened = await catchOpened(app)
  await page.getByTestId('primary').first().click()
  await signIn(await opened(), 'alice')
  await expect(page.getByRole('option', { name: /^11 Call the API, passed/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /, passed/ })).toHaveCount(11)
})

test('a deep link of the system brings the callback to the run that waits for it', async ({
  console: { app, page, profile },
}) => {
  const opened = await catchOpened(app)
  const reply = await page.evaluate(async () => {
    const started = await window.bridge.call('run.start', {
      flowId: 'emporix-token-exchange',
      connectionId: 'sandbox',
      site: 'Site_DE',
      inputs: { 'redirect.method': 'deep-link' },
    })
    return started.ok ? window.bridge.call('run.toEnd', { runId: started.value.id }) : started
  })
  if (!reply.ok) throw new Error(reply.failure.message)
  const runId = reply.value.id

  const { finalUrl } = await signIn(await opened(), 'alice')
  expect(finalUrl).toMatch(/^sso-flow-console:\/\/callback\?/)
  expect(await startAgain(profile, ['--some-switch', finalUrl])).toBe(0)

  const settled = await page.evaluate(
    (id) => window.bridge.call('run.settled', { runId: id }),
    runId,
  )
  expect(settled).toMatchObject({ ok: true, value: { state: 'passed' } })
})

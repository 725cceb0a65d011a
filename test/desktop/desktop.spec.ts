import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { launch, runtime, startAgain, test } from './launch.ts'

test.skip(runtime.missing !== null, runtime.missing ?? '')

/** The next quiet sentence for the person; listening begins before this answers. */
async function nextNotice(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const heard = new Promise<string>((resolve) => {
      const stop = window.bridge.listen((event) => {
        if (event.name !== 'notice') return
        stop()
        resolve(event.payload.message)
      })
    })
    Object.assign(window, { heard })
  })
  return () => page.evaluate(() => (window as unknown as { heard: Promise<string> }).heard)
}

const config = (profile: string) => path.join(profile, 'config.json')

test('the console opens one window with its screens in it', async ({ console: { app, page } }) => {
  await expect(page).toHaveTitle(/SSO Flow Console/)
  await expect(page.getByRole('main')).toBeVisible()
  expect(app.windows()).toHaveLength(1)
})

test('a page knows what this computer can do', async ({ console: { page } }) => {
  const reply = await page.evaluate(() => window.bridge.call('app.info', {}))
  expect(reply).toMatchObject({
    ok: true,
    value: { capabilities: { clipboard: true }, secrets: { sentence: expect.any(String) } },
  })
})

test('a copied text is on the clipboard', async ({ console: { app, page } }) => {
  await page.evaluate(() => window.bridge.call('app.copy', { text: 'copied by a test' }))
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('copied by a test')
})

test('a second start with a link leaves it to the first and writes nothing', async ({
  console: { app, page, profile },
}) => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const before = existsSync(config(profile)) ? readFileSync(config(profile), 'utf8') : null
  const notice = await nextNotice(page)
  const code = await startAgain(profile, [
    '--some-switch=1',
    'sso-flow-console://callback?code=foreign-code-1&state=foreign-state-1',
    '/etc/passwd',
  ])
  expect(code).toBe(0)
  expect(await notice()).not.toContain('foreign-code-1')
  expect(app.windows()).toHaveLength(1)
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()),
    )
    .toBe(false)
  expect(existsSync(config(profile)) ? readFileSync(config(profile), 'utf8') : null).toBe(before)
})

test('a link that belongs to no run is a quiet notice and changes nothing', async ({
  console: { page, profile },
}) => {
  const seen = () => page.evaluate(() => window.bridge.call('connections.list', {}))
  const before = await seen()
  for (const query of ['code=c&state=foreign', 'error=access_denied&state=foreign', 'code=c', '']) {
    const notice = await nextNotice(page)
    expect(await startAgain(profile, [`sso-flow-console://callback?${query}`])).toBe(0)
    expect(await notice()).not.toBe('')
  }
  expect(await seen()).toEqual(before)
  await expect(page.getByRole('main')).toBeVisible()
})

test('a second start without a link only brings the window forward', async ({
  console: { app, profile },
}) => {
  expect(await startAgain(profile, [])).toBe(0)
  expect(app.windows()).toHaveLength(1)
})

test('a start by a link that nobody waits for opens the console', async ({ profile }) => {
  const { app, page } = await launch(profile, {
    args: ['sso-flow-console://callback?code=c&state=of-an-earlier-start'],
  })
  await expect(page.getByRole('main')).toBeVisible()
  await app.close()
})

test('a damaged settings file is kept, and the console starts', async ({ profile }) => {
  writeFileSync(config(profile), '{"connections": [')
  const { app, page } = await launch(profile)
  await expect(page.getByRole('main')).toBeVisible()
  const kept = readdirSync(profile).filter((name) => name.startsWith('config.corrupt-'))
  expect(kept.map((name) => readFileSync(path.join(profile, name), 'utf8'))).toEqual([
    '{"connections": [',
  ])
  await app.close()
})

test('settings are for their owner alone, and hold no secret', async ({
  console: { page, profile },
}) => {
  test.skip(process.platform === 'win32', 'Windows keeps rights elsewhere than in the mode')
  const secret = 'canary-7f3a91c2'
  const saved = await page.evaluate(
    (secret) =>
      window.bridge.call('connections.save', {
        text: JSON.stringify({
          name: 'acme',
          platform: 'emporix',
          identityProvider: {
            issuer: 'https://login.acme.example',
            clientId: 'console',
            clientSecret: secret,
            tokenEndpointAuthMethod: 'client_secret_basic',
          },
          emporix: { tenant: 'acme', storefrontClientId: 'storefront', tokenExchange: 'live' },
        }),
      }),
    secret,
  )
  expect(saved).toMatchObject({ ok: true })
  expect((statSync(config(profile)).mode & 0o777).toString(8)).toBe('600')
  expect((statSync(profile).mode & 0o777).toString(8)).toBe('700')
  const text = readFileSync(config(profile), 'utf8')
  for (const spelling of [
    secret,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('hex'),
  ])
    expect(text).not.toContain(spelling)
})

test('the page comes back after its process died', async ({ console: { app, page } }) => {
  await page.evaluate(() => Object.assign(window, { before: true }))
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  // The driver gives a page up that crashed; the app does not.
  await expect
    .poll(() =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        if (!contents || contents.isLoading()) return 'not yet'
        return contents
          .executeJavaScript('`${typeof window.before} ${typeof window.bridge.call}`')
          .then(String, () => 'not yet')
      }),
    )
    .toBe('undefined function')
})

test('closing with unsaved edits asks, and stays unless the person discards them', async ({
  console: { app, page },
}) => {
  const answer = (button: number) =>
    app.evaluate(({ dialog }, button) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      dialog.showMessageBoxSync = (...given: unknown[]) => {
        asked.push(JSON.stringify(given.at(-1)))
        return button
      }
    }, button)
  const asked = () =>
    app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.join())
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

  // Without a listener, the driver itself would let the page go, and might be faster than the app.
  page.on('dialog', () => undefined)
  await page.getByRole('button', { name: 'Connections', exact: true }).click()
  await page.getByRole('button', { name: 'New connection' }).first().click()
  await page
    .getByRole('dialog')
    .getByRole('button')
    .filter({ hasText: /^[A-Z]/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Name' }).first().fill('acme')
  await answer(0)
  await close()
  await expect.poll(asked).toContain('not saved')
  await expect(page.getByRole('textbox', { name: 'Name' }).first()).toHaveValue('acme')
  await answer(1)
  const closed = page.waitForEvent('close')
  await close()
  await closed
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { WebPreferences } from 'electron'
import type { RunView } from '../../shared/run.ts'
import { runtime, test as base } from './launch.ts'

/** Not in the published types, but what Electron itself goes by. */
interface Preferring {
  getLastWebPreferences(): WebPreferences | null
}

/** A storefront under development, which must never be asked for the redirect URI. */
const test = base.extend<{ storefront: { uri: string; asked: string[] } }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names it takes from here
  storefront: async ({}, give) => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end('<title>storefront</title>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await give({ uri: `http://127.0.0.1:${port}/callback`, asked })
    server.close()
  },
})

test.skip(runtime.missing !== null, runtime.missing ?? '')

/** The system browser is not opened: the run waits, and the window is what signs in. */
async function openNothing(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }) => {
    shell.openExternal = () => Promise.resolve()
  })
}

/** A run of the sandbox whose redirect URI is a storefront's, waiting for the browser. */
async function waitingRun(page: Page, uri: string): Promise<string> {
  const runId = await page.evaluate(async (redirectUri) => {
    const started = await window.bridge.call('run.start', {
      flowId: 'emporix-token-exchange',
      connectionId: 'sandbox',
      site: 'Site_DE',
      inputs: { 'redirect.method': 'paste', 'redirect.uri': redirectUri },
    })
    if (!started.ok) throw new Error(started.failure.message)
    await window.bridge.call('run.toEnd', { runId: started.value.id })
    return started.value.id
  }, uri)
  await expect.poll(async () => (await runOf(page, runId)).state).toBe('waiting')
  // The screen takes up the run that it finds named here.
  await page.evaluate((id) => sessionStorage.setItem('run', id), runId)
  await page.reload()
  return runId
}

async function runOf(page: Page, runId: string): Promise<RunView> {
  const reply = await page.evaluate((id) => window.bridge.call('run.get', { runId: id }), runId)
  if (!reply.ok) throw new Error(reply.failure.message)
  return reply.value
}

async function openWindow(app: ElectronApplication, page: Page): Promise<Page> {
  const opened = app.waitForEvent('window')
  await page.getByRole('button', { name: 'Use the in-app window' }).click()
  const login = await opened
  await login.getByLabel('Login').waitFor()
  return login
}

async function signIn(login: Page): Promise<void> {
  await login.getByLabel('Login').fill('alice')
  await login.getByLabel('Password').fill('alice')
  await login.getByRole('button', { name: 'Sign in' }).click()
}

const titles = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  )

test('a sign-in for a storefront ends in the window, and the storefront never sees the code', async ({
  console: { app, page },
  storefront,
}) => {
  await openNothing(app)
  const runId = await waitingRun(page, storefront.uri)
  const login = await openWindow(app, page)

  const address = new URL(login.url())
  const shown = `${address.origin}${address.pathname}`
  await expect.poll(() => titles(app)).toContain(shown)
  await expect(page.getByText(shown)).toBeVisible()
  expect(await login.evaluate(() => 'bridge' in window)).toBe(false)

  await signIn(login)
  await expect.poll(async () => (await runOf(page, runId)).state).toBe('passed')
  const run = await runOf(page, runId)
  const callback = run.stages.find(({ id }) => id === 'callback')
  expect(callback?.exchanges[0]?.label).toBe('Callback by window')
  expect(storefront.asked).toEqual([])
  await expect.poll(() => titles(app)).toHaveLength(1)
})

test('no cookie of a sign-in survives its window', async ({
  console: { app, page },
  storefront,
}) => {
  await openNothing(app)
  await waitingRun(page, storefront.uri)
  await app.evaluate(({ app: electron }) => {
    const sessions: Electron.Session[] = []
    electron.on('session-created', (session) => sessions.push(session))
    Object.assign(globalThis, { sessions })
  })
  const cookies = () =>
    app.evaluate(async () => {
      const { sessions } = globalThis as unknown as { sessions: Electron.Session[] }
      const found = await Promise.all(sessions.map((session) => session.cookies.get({})))
      return {
        sessions: sessions.length,
        persistent: sessions.some((one) => one.isPersistent()),
        names: found.flat().map(({ name }) => name),
      }
    })
  const login = await openWindow(app, page)
  const during = await cookies()
  expect(during).toMatchObject({ sessions: 1, persistent: false })
  expect(during.names.length).toBeGreaterThan(0)
  await signIn(login)
  await expect.poll(async () => (await cookies()).names).toEqual([])
  const ofConsole = await app.evaluate(({ session }) => session.defaultSession.cookies.get({}))
  expect(ofConsole).toEqual([])
})

test('a window that is closed leaves the run waiting, with a sentence', async ({
  console: { app, page },
  storefront,
}) => {
  await openNothing(app)
  const runId = await waitingRun(page, storefront.uri)
  const login = await openWindow(app, page)
  await login.close()
  await expect(
    page.getByText('The in-app window was closed before the sign-in ended.'),
  ).toBeVisible()
  expect((await runOf(page, runId)).state).toBe('waiting')

  const again = await openWindow(app, page)
  await signIn(again)
  await expect.poll(async () => (await runOf(page, runId)).state).toBe('passed')
})

test('the window opens no other one, asks for nothing of the machine and goes nowhere else', async ({
  console: { app, page },
  storefront,
}) => {
  await openNothing(app)
  await waitingRun(page, storefront.uri)
  const login = await openWindow(app, page)
  const before = login.url()
  await login.evaluate(() => {
    location.href = 'file:///etc/passwd'
  })
  expect(login.url()).toBe(before)
  const permission = await login.evaluate(async () => {
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    return state
  })
  expect(permission).not.toBe('granted')
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const { preload, sandbox, contextIsolation, nodeIntegration, devTools } =
        (window.webContents as unknown as Preferring).getLastWebPreferences() ?? {}
      return {
        preload: preload !== undefined,
        sandbox,
        contextIsolation,
        nodeIntegration,
        devTools,
      }
    }),
  )
  expect(preferences).toContainEqual({
    preload: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    devTools: false,
  })

  const target = new URL(before)
  // Later, because the page that says it is gone by then.
  await login.evaluate((url) => void setTimeout(() => window.open(url), 0), `${target.origin}/`)
  await expect.poll(() => login.url()).not.toBe(before)
  expect(await titles(app)).toHaveLength(2)
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { createCore } from '../../electron/core/core.ts'
import { createPorts } from '../../electron/headless/environment.ts'
import { startHost } from '../../electron/headless/host.ts'

const rendererFolder = path.join(import.meta.dirname, '../../out/renderer')

export interface ConsolePage {
  page: Page
  /** The page that the console opened last in the "system browser": a tab of the same Chromium. */
  opened(): Promise<Page>
  /** Every URL that the console opened, in order. */
  urls: string[]
  /** Everything the browser complained about; a test that ends with an entry has failed. */
  complaints: string[]
  /** Hosts that the console's own page asked. */
  asked: Set<string>
}

/** The real screens over the browser host and the real core; only the system browser is the test's own. */
export const test = base.extend<{ console: ConsolePage }>({
  console: async ({ page, context }, provide) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sso-flow-console-e2e-'))
    const tabs: Page[] = []
    const urls: string[] = []
    const waiting: ((page: Page) => void)[] = []
    const ports = createPorts({
      environment: { ...process.env, SSO_FLOW_CONSOLE_DATA: folder },
      openUrl: async (url) => {
        urls.push(url)
        const tab = await context.newPage()
        void tab.goto(url)
        const resolve = waiting.shift()
        if (resolve) resolve(tab)
        else tabs.push(tab)
      },
    })
    const core = createCore(ports)
    const host = await startHost({
      core: { call: core.dispatch, listen: core.listen },
      port: 0,
      rendererFolder,
      log: ports.log,
    })
    const complaints: string[] = []
    const asked = new Set<string>()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => asked.add(new URL(request.url()).host))
    await page.goto(host.url)
    await provide({
      page,
      urls,
      complaints,
      asked,
      opened: () => {
        const tab = tabs.shift()
        return tab ? Promise.resolve(tab) : new Promise((resolve) => waiting.push(resolve))
      },
    })
    await host.close()
    await core.close()
    rmSync(folder, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'

/** Signs in on the sandbox's own page as a person would. */
export async function signIn(login: Page, name: string): Promise<void> {
  await login.getByLabel('Login').fill(name)
  await login.getByLabel('Password').fill(name)
  await login.getByRole('button', { name: 'Sign in' }).click()
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { createCore } from '../../electron/core/core.ts'
import { createPorts } from '../../electron/headless/environment.ts'
import { startHost } from '../../electron/headless/host.ts'
import { signIn } from '../../electron/headless/scripted-browser.ts'
import { findBrowser } from './browser.ts'

/*
 * Takes the README's picture, and with a folder as argument every state of the screen in light and dark, wide and
 * narrow. Run it after a build: `npm run screenshot [-- FOLDER]`.
 */

const root = path.join(import.meta.dirname, '../..')
const folder = process.argv[2]
const found = findBrowser()
if (!found) throw new Error('There is no browser to take pictures with.')

const data = mkdtempSync(path.join(tmpdir(), 'sso-flow-console-pictures-'))
let person: string | null = 'alice'
const core = createCore(
  createPorts({
    environment: { ...process.env, SSO_FLOW_CONSOLE_DATA: data },
    openUrl: async (url) => {
      if (person) await signIn(url, person)
    },
  }),
)
const host = await startHost({
  core: { call: core.dispatch, listen: core.listen },
  port: 0,
  rendererFolder: path.join(root, 'out/renderer'),
  log: () => undefined,
})
const browser = await chromium.launch(found)

const wide = { width: 1280, height: 800 }
const narrow = { width: 900, height: 700 }

async function shots(name: string, login: string | null, site: string | null, stage?: string) {
  person = login
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: wide, colorScheme, deviceScaleFactor: 2 })
    await page.goto(host.url)
    const primary = page.getByTestId('primary').first()
    await primary.waitFor()
    if (site) {
      await page.getByRole('button', { name: /Site$/ }).click()
      await page.getByRole('option', { name: new RegExp(site) }).click()
    }
    if (name !== 'start') {
      await primary.click()
      await page
        .getByText(stage ? /waiting for the browser/ : /Run \d+, (passed|failed)/)
        .first()
        .waitFor()
    }
    await page.evaluate(() => document.fonts.ready)
    if (name === 'passed' && colorScheme === 'light') {
      await page.screenshot({
        path: path.join(root, '.github/console.png'),
        animations: 'disabled',
      })
    }
    if (folder) {
      await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`) })
      await page.setViewportSize(narrow)
      await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}-900.png`) })
    }
    await page.close()
  }
}

await shots('passed', 'alice', 'Site_DE')
if (folder) {
  await shots('start', 'alice', null)
  await shots('failed', 'alice', 'Site_FR')
  await shots('waiting', null, 'Site_DE', 'callback')
}

await browser.close()
await host.close()
await core.close()
rmSync(data, { recursive: true, force: true })

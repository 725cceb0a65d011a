import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
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
    if (name === 'failed' && colorScheme === 'light') {
      await page.screenshot({
        path: path.join(root, '.github/console.png'),
        animations: 'disabled',
      })
    }
    await shoot(page, `${name}-${colorScheme}`)
    await page.close()
  }
}

async function shoot(page: Page, name: string) {
  if (!folder) return
  for (const [viewport, suffix] of [
    [wide, ''],
    [narrow, '-900'],
  ] as const) {
    await page.setViewportSize(viewport)
    await page.screenshot({ path: path.join(folder, `${name}${suffix}.png`) })
  }
  await page.setViewportSize(wide)
}

/** A flow that asks: its picker, both of its questions, and its two sign-ins. */
async function shotsOfChoices() {
  person = 'alice'
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: wide, colorScheme, deviceScaleFactor: 2 })
    await page.goto(host.url)
    const primary = page.getByTestId('primary').first()
    await primary.waitFor()
    await page.getByRole('button', { name: /Flow$/ }).click()
    await shoot(page, `flows-${colorScheme}`)
    await page.getByRole('option', { name: 'Account member' }).click()
    await page.getByRole('option', { name: /Get the account tokens/ }).waitFor()
    await primary.click()
    for (const question of ['profile', 'account']) {
      await page.getByRole('listbox', { name: `${question} ` }).waitFor()
      await shoot(page, `choice-${question}-${colorScheme}`)
      await page.keyboard.press('Enter')
    }
    await page
      .getByText(/Run \d+, passed/)
      .first()
      .waitFor()
    await page.getByRole('option', { name: /Open the sign-in/ }).click()
    await page
      .getByRole('heading', { name: 'Broker to identity provider' })
      .scrollIntoViewIfNeeded()
    await shoot(page, `hops-${colorScheme}`)
    await page.close()
  }
}

await shots('failed', 'alice', 'Site_FR')
if (folder) {
  await shots('start', 'alice', null)
  await shots('passed', 'alice', 'Site_DE')
  await shots('waiting', null, 'Site_DE', 'callback')
  await shotsOfChoices()
}

await browser.close()
await host.close()
await core.close()
rmSync(data, { recursive: true, force: true })

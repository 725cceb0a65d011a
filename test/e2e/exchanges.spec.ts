import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type ConsolePage, expect, signIn, test } from './console-page.ts'

const stage = (page: Page, name: RegExp) => page.getByRole('option', { name })
const detail = (page: Page) => page.getByRole('region', { name: 'Detail' })
const strip = (page: Page) => page.getByRole('region', { name: 'Network' })
const requests = (page: Page) => page.getByRole('grid', { name: 'Requests' })
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name })

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

/** Runs the flow to its end and gives the code that came back. */
async function run(console: ConsolePage): Promise<string> {
  const { page } = console
  await page.getByTestId('primary').first().click()
  const login = await console.opened()
  await page.bringToFront()
  await signIn(login, 'alice')
  await expect(login.getByText('Go back to the SSO Flow Console')).toBeVisible()
  await expect(stage(page, /, passed/)).toHaveCount(11)
  return new URL(login.url()).searchParams.get('code') ?? ''
}

test.afterEach(({ console }) => {
  expect(console.complaints).toEqual([])
  expect([...console.asked]).toEqual([new URL(console.page.url()).host])
})

test('a masked value is shown as long as it is held, by mouse or keyboard', async ({ console }) => {
  const { page } = console
  const code = await run(console)
  expect(code).not.toBe('')
  await stage(page, /^4 Redeem the code/).click()
  await tab(page, /^Request/).click()
  const dots = detail(page).getByRole('button', { name: 'Hold to show code', exact: true })
  const clear = page.getByText(code)
  await expect(clear).toBeHidden()

  await dots.hover()
  await page.mouse.down()
  await expect(clear).toBeVisible()
  await page.keyboard.press('Control+a')
  expect(await page.evaluate(() => String(getSelection()))).not.toContain(code)
  await page.mouse.up()
  await expect(clear).toBeHidden()

  for (const key of ['Space', 'Enter']) {
    await dots.focus()
    await page.keyboard.down(key)
    await expect(clear).toBeVisible()
    await page.keyboard.up(key)
    await expect(clear).toBeHidden()
  }

  await page.keyboard.down('Space')
  await expect(clear).toBeVisible()
  await page.getByRole('tab', { name: /^Checks/ }).focus()
  await expect(clear).toBeHidden()
  await page.keyboard.up('Space')
  expect(await page.content()).not.toContain(code)
})

test('a value that is held too long is masked again', async ({ console }) => {
  const { page } = console
  const code = await run(console)
  await stage(page, /^4 Redeem the code/).click()
  await tab(page, /^Request/).click()
  await page.clock.install()
  await detail(page).getByRole('button', { name: 'Hold to show code', exact: true }).focus()
  await page.keyboard.down('Enter')
  await expect(page.getByText(code)).toBeVisible()
  await page.clock.runFor(9000)
  await expect(page.getByText(code)).toBeVisible()
  await page.clock.runFor(1000)
  await expect(page.getByText(code)).toBeHidden()
})

test('a request is explained in place and copied as curl, masked', async ({ console, context }) => {
  const { page } = console
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const code = await run(console)
  await stage(page, /^4 Redeem the code/).click()
  await tab(page, /^Request/).click()
  const form = detail(page).getByRole('table', { name: 'Form of the request' })
  await expect(form.getByRole('row', { name: /^redirect_uri/ })).toContainText(
    /http:\/\/(127\.0\.0\.1|localhost):\d+\/callback/,
  )
  await detail(page).getByRole('radio', { name: 'Raw' }).first().click()
  await expect(form).toBeHidden()
  await expect(detail(page)).toContainText('redirect_uri=http%3A%2F%2F')
  await expectAccessible(page)

  await page.keyboard.press('c')
  await expect(page.getByText('Copied, redacted')).toBeVisible()
  const curl = await page.evaluate(() => navigator.clipboard.readText())
  expect(curl).toMatch(/^curl http:\/\/127\.0\.0\.1:\d+\/idp\/token \\\n {2}--request POST \\\n/)
  expect(curl).toContain('••••')
  expect(curl).not.toContain(code)

  await tab(page, /^Response/).click()
  await expect(detail(page)).toContainText('Nobody may keep this answer')
  await expect(detail(page)).toContainText('clock agrees with this machine')
  await expect(detail(page)).toContainText(/connect .*wait .*receive/)
  await expectAccessible(page)
})

test('the strip selects stage and exchange, narrows, and stays as it was left', async ({
  console,
}) => {
  const { page } = console
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.reload()
  await run(console)
  await expect(strip(page)).toContainText('Loopback 1')
  const row = (name: RegExp) => requests(page).getByRole('row', { name })
  await row(/^POST \/idp\/token at .*, 200, passed/).click()
  await expect(row(/^POST \/idp\/token at /)).toHaveAttribute('aria-selected', 'true')
  await expect(stage(page, /^4 Redeem the code/)).toHaveAttribute('aria-selected', 'true')

  await page.keyboard.press('ArrowDown')
  const keys = row(/^GET \/idp\/jwks/)
  await expect(keys).toBeFocused()
  await expect(keys).toHaveAttribute('aria-selected', 'false')
  await page.keyboard.press('Enter')
  await expect(keys).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('End')
  await expect(requests(page).getByRole('row').last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(stage(page, /^11 Call the API/)).toHaveAttribute('aria-selected', 'true')

  await strip(page)
    .getByRole('radio', { name: /^Loopback/ })
    .click()
  await expect(row(/, (302|200) in, /)).toBeVisible()
  await expect(row(/idp\/token/)).toBeHidden()
  await strip(page).getByRole('radio', { name: /^All/ }).click()
  await stage(page, /^4 Redeem the code/).click()
  await strip(page).getByRole('button', { name: 'Only this stage' }).click()
  await expect(requests(page)).toHaveAttribute('aria-rowcount', '3')
  await expectAccessible(page)

  await strip(page).getByRole('button', { name: 'Close the network strip' }).click()
  await expect(requests(page)).toBeHidden()
  await expect(strip(page)).toContainText(/\d+ requests, 1 host, .*in the browser/)
  await page.reload()
  await expect(strip(page)).toContainText(/\d+ requests/)
  await expect(requests(page)).toBeHidden()
})

test('a low window starts with the strip closed', async ({ console }) => {
  const { page } = console
  await page.setViewportSize({ width: 900, height: 700 })
  await page.reload()
  await page.getByRole('button', { name: 'Step through it instead' }).click()
  await expect(strip(page)).toBeVisible()
  await expect(requests(page)).toBeHidden()
  await strip(page).getByRole('button', { name: 'Open the network strip' }).click()
  await expect(requests(page)).toBeVisible()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBe(0)
})

test('the ledger names every host, who named it and why it was asked', async ({
  console,
  context,
}) => {
  const { page } = console
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'No host contacted' }).click()
  const dialog = page.getByRole('dialog', { name: 'Hosts contacted' })
  await expect(dialog).toContainText('No host was contacted since the console started.')
  await page.keyboard.press('Escape')
  await run(console)

  await page.getByRole('button', { name: /host.* contacted/ }).click()
  await expect(dialog).toContainText('No request goes to a host that no configuration names')
  const ofRun = dialog.getByRole('table', { name: /^Hosts, Run/ })
  await expect(ofRun.getByRole('row', { name: /^127\.0\.0\.1:\d+/ })).toContainText(
    'connection Sandbox',
  )
  const sinceStart = dialog.getByRole('table', { name: /^Hosts, Since/ })
  await expect(sinceStart).toContainText(/run \d+, Token request|run \d+, /)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Copy as text' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^Run \d+: 1 host\n127\.0\.0\.1:\d+\t/)
})

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { signIn as scriptedSignIn } from '../../electron/headless/scripted-browser.ts'
import { expect, signIn, test } from './console-page.ts'

const stage = (page: Page, name: RegExp) => page.getByRole('option', { name })

async function pickSite(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: /Site$/ }).click()
  await page.getByRole('option', { name: key }).click()
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

test.afterEach(({ console }) => {
  expect(console.complaints).toEqual([])
  // The page asks its own host alone; everything else is done by the core.
  expect([...console.asked]).toEqual([new URL(console.page.url()).host])
})

test('a person runs the flow in the sandbox and signs in as alice', async ({ console }) => {
  const { page } = console
  await expect(
    page.getByRole('heading', { name: 'Would the shop accept this login?' }),
  ).toBeVisible()
  await expectAccessible(page)

  await page.getByTestId('primary').first().click()
  const login = await console.opened()
  await page.bringToFront()
  await expect(stage(page, /^3 Take the callback, waiting for the browser/)).toBeVisible()
  await expect(page.getByTestId('primary')).toHaveText(/Open the browser again/)
  await expectAccessible(page)

  await signIn(login, 'alice')
  await expect(login.getByText('Go back to the SSO Flow Console')).toBeVisible()
  await expect(stage(page, /, passed/)).toHaveCount(11)
  await page.getByRole('radio', { name: 'Ladder' }).click()
  await expect(page.getByRole('definition').filter({ hasText: 'they agree' })).toBeVisible()
  await expectAccessible(page)

  await stage(page, /^4 Redeem the code/).click()
  await page.getByRole('tab', { name: /^Tokens/ }).click()
  await expect(page.getByRole('tabpanel')).toContainText('commerce-system')
  await expectAccessible(page)
})

test('a person steps through the flow and reads what each button will do', async ({ console }) => {
  const { page } = console
  await page.getByRole('button', { name: 'Step through it instead' }).click()
  const primary = page.getByTestId('primary')
  await expect(primary).toHaveText(/^Open the browser/)
  await primary.click()
  await signIn(await console.opened(), 'alice')
  for (const label of [
    /^Send token request to 127\.0\.0\.1/,
    /^Read tokenExchange from 127\.0\.0\.1/,
    /^Introspect the token at 127\.0\.0\.1/,
    /^Open an anonymous session at/,
    /^Send token exchange to/,
  ]) {
    await expect(primary).toHaveText(label)
    await primary.click()
  }
  await expect(stage(page, /^8 Exchange the token, passed/)).toBeVisible()
  await expect(stage(page, /^9 Find the customer, next/)).toBeVisible()
})

test('a wrong audience is named, and the platform answers as predicted', async ({ console }) => {
  const { page } = console
  await pickSite(page, 'Site_FR')
  await page.getByTestId('primary').first().click()
  await signIn(await console.opened(), 'alice')
  await expect(stage(page, /^8 Exchange the token, failed/)).toBeVisible()
  await expect(stage(page, /^9 Find the customer, not reached/)).toBeVisible()
  const ladder = page.getByRole('region', { name: 'Ladder' })
  await expect(ladder.getByRole('row', { name: /^Audience .*failed$/ })).toBeVisible()
  await expect(ladder).toContainText('rejected at Audience')
  await expect(ladder).toContainText('they agree')
  await expect(page.getByRole('region', { name: 'Detail' })).toContainText('exchange_refused')
  await expect(page.getByTestId('primary')).toHaveText(/Sign in again from stage 2/)
  await expectAccessible(page)
})

test('standard SSO runs on screen, asks for no site and promises no verdict', async ({
  console,
}) => {
  const { page } = console
  await page.getByRole('button', { name: /Flow$/ }).click()
  await page.getByRole('option', { name: 'Standard SSO' }).click()
  await expect(stage(page, /./)).toHaveCount(6)
  await expect(page.getByRole('button', { name: /Site$/ })).toHaveCount(0)
  await page.getByTestId('primary').first().click()
  await signIn(await console.opened(), 'alice')
  await expect(stage(page, /, passed/)).toHaveCount(6)
  await expect(page.getByText('not part of this flow')).toBeVisible()
  await expect(page.getByText('not judged yet')).toHaveCount(0)
  await expectAccessible(page)
})

test('the whole login goes without a mouse', async ({ console }) => {
  const { page } = console
  await expect(page.getByTestId('primary').first()).toBeEnabled()
  await page.keyboard.press('Shift+N')
  const login = await console.opened()
  await login.getByLabel('Login').focus()
  await login.keyboard.type('bob')
  await login.keyboard.press('Tab')
  await login.keyboard.type('bob')
  await login.keyboard.press('Enter')
  await page.bringToFront()
  await expect(stage(page, /, passed/)).toHaveCount(11)
  await page.keyboard.press('6')
  await expect(page.getByRole('region', { name: 'Detail' })).toContainText('Validate the token')
  await page.keyboard.press('k')
  await expect(page.getByRole('region', { name: 'Detail' })).toContainText('Select configuration')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a denied sign-in is a failed stage with a way on', async ({ console }) => {
  const { page } = console
  await page.getByTestId('primary').first().click()
  await (await console.opened()).getByRole('button', { name: 'Deny' }).click()
  await expect(stage(page, /^3 Take the callback, failed/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Detail' })).toContainText('access_denied')
  await expect(page.getByTestId('primary')).toHaveText(/Sign in again/)
})

test('a callback is pasted; a wrong one is refused in place and loses nothing', async ({
  console,
}) => {
  const { page } = console
  await page.getByTestId('primary').first().click()
  await console.opened()
  await page.bringToFront()
  await page.getByRole('button', { name: /^Paste callback URL/ }).click()
  const field = page.getByRole('textbox')
  await field.fill('?code=x&state=foreign')
  await field.press('Enter')
  await expect(page.getByText(/state is not ours/).first()).toBeVisible()
  await expect(field).toHaveValue('?code=x&state=foreign')

  // The browser of another device: it cannot reach the listener of this machine.
  const elsewhere = await scriptedSignIn(console.urls[0] ?? '', 'alice', { deliver: false })
  await field.fill(elsewhere.finalUrl)
  await field.press('Enter')
  await expect(stage(page, /, passed/)).toHaveCount(11)
})

test('a cancelled run says so and can be signed in again', async ({ console }) => {
  const { page } = console
  await page.getByTestId('primary').first().click()
  await console.opened()
  await page.bringToFront()
  await page.getByRole('region', { name: 'Detail' }).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('banner')).toContainText('cancelled')
  await page.getByTestId('primary').click()
  await signIn(await console.opened(), 'alice')
  await expect(stage(page, /^4 Redeem the code, passed/)).toBeVisible()
})

test('the start page leads to a new connection', async ({ console }) => {
  const { page } = console
  await page.getByRole('button', { name: /^Add a connection/ }).click()
  await expect(page.getByRole('dialog', { name: 'New connection' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeAttached()
})

test('a reload keeps the session', async ({ console }) => {
  const { page } = console
  await expect(page).not.toHaveURL(/token=/)
  await page.reload()
  await expect(page.getByRole('listbox', { name: 'Stages' })).toBeVisible()
})

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 900, height: 640 },
]) {
  test(`nothing is cut off at ${viewport.width} x ${viewport.height}`, async ({ console }) => {
    const { page } = console
    await page.setViewportSize(viewport)
    await page.getByTestId('primary').first().click()
    await signIn(await console.opened(), 'alice')
    await page.bringToFront()
    await expect(stage(page, /, passed/)).toHaveCount(11)
    const overflow = await page.evaluate(() => ({
      x: document.documentElement.scrollWidth - window.innerWidth,
      y: document.documentElement.scrollHeight - window.innerHeight,
    }))
    expect(overflow).toEqual({ x: 0, y: 0 })
    const rows = await stage(page, /./).evaluateAll((elements) =>
      elements.map((element) => element.getBoundingClientRect().bottom),
    )
    if (viewport.height >= 800) expect(Math.max(...rows)).toBeLessThan(viewport.height)
  })
}

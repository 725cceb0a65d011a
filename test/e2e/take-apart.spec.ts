import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { type ConsolePage, expect, signIn, test } from './console-page.ts'

const stage = (page: Page, name: RegExp) =>
  page.getByRole('listbox', { name: 'Stages' }).getByRole('option', { name })
const detail = (page: Page) => page.getByRole('region', { name: 'Detail' })
const primary = (page: Page) => page.getByTestId('primary').first()

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

// Many keys are pressed, and each waits for its turn.
test.describe.configure({ timeout: 90_000 })

/** As a person without a mouse gets there. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 80; presses++) {
    if (await isThere()) return
    await page.keyboard.press(key)
  }
  await expect(target).toBeFocused()
}

/** By the keys alone, up to where the code can be redeemed. */
async function stepToRedeem(console: ConsolePage): Promise<void> {
  const { page } = console
  await expect(primary(page)).toBeEnabled()
  await page.keyboard.press('1')
  await page.keyboard.press('n')
  await expect(stage(page, /^2 .*next/)).toBeVisible()
  await signInByKey(console)
  await expect(stage(page, /^4 .*next, ready to send$/)).toBeVisible()
}

async function signInByKey(console: ConsolePage): Promise<void> {
  const { page } = console
  await page.keyboard.press('n')
  await signIn(await console.opened(), 'alice')
  await page.bringToFront()
}

test.afterEach(({ console }) => {
  expect(console.complaints).toEqual([])
  expect([...console.asked]).toEqual([new URL(console.page.url()).host])
})

test('an input is changed and taken back with the keyboard, and says what becomes stale', async ({
  console,
}) => {
  const { page } = console
  await stepToRedeem(console)
  await page.keyboard.press('2')
  await tabTo(page, page.getByRole('button', { name: 'Edit inputs' }))
  await page.keyboard.press('Enter')
  const scope = page.getByLabel('client.scope', { exact: true })
  await tabTo(page, scope)
  await expect(detail(page)).toContainText('The run goes back to stage 2; stage 3 becomes stale.')
  await expectAccessible(page)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('openid')
  // What was typed stays while another stage is looked at.
  await page.keyboard.press('F6')
  await page.keyboard.press('3')
  await page.keyboard.press('2')
  await expect(scope).toHaveValue('openid')
  await tabTo(page, scope)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(stage(page, /^2 .*next, ready to send, edited$|^2 .*next, edited$/)).toBeVisible()
  await expect(stage(page, /^3 .*, stale$/)).toBeVisible()
  await expect(detail(page)).toContainText('changed for stage 2')
  await page.keyboard.press('3')
  await expect(detail(page)).toContainText('Stale, an input of stage 2')
  await expectAccessible(page)

  await page.keyboard.press('2')
  await tabTo(page, detail(page).getByRole('button', { name: 'Reset', exact: true }))
  await page.keyboard.press('Enter')
  await expect(detail(page)).not.toContainText('changed for stage 2')
})

test('an input that is refused says so in its place and loses nothing', async ({ console }) => {
  const { page } = console
  await stepToRedeem(console)
  await page.keyboard.press('1')
  await tabTo(page, page.getByRole('button', { name: 'Edit inputs' }))
  await page.keyboard.press('Enter')
  const field = page.getByLabel('provider.requireIss', { exact: true })
  await tabTo(page, field)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('perhaps')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(detail(page).getByRole('alert')).toContainText('provider.requireIss')
  await expect(field).toHaveValue('perhaps')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(stage(page, /^1 .*, passed/)).toBeVisible()
})

test('a request is held, changed, refused, sent; the stage goes back and runs again', async ({
  console,
}) => {
  const { page } = console
  await stepToRedeem(console)
  await page.keyboard.press('8')
  await page.keyboard.press('h')
  await expect(stage(page, /^8 .*not run, holds its requests$/)).toBeVisible()
  await page.keyboard.press('Shift+N')
  await expect(stage(page, /^8 .*held before sending$/)).toBeVisible()
  await expect(primary(page)).toHaveText(/^Send to 127\.0\.0\.1/)
  await expect(page.getByRole('banner')).toContainText('held')
  await expectAccessible(page)

  // The query is a part of the address: a change of one is a change of the other.
  await page.keyboard.press('e')
  const address = page.getByRole('textbox', { name: 'URL' })
  await expect(address).toBeFocused()
  await expect(address).toHaveValue(/\{\{subjectAccessToken\}\}$/)
  await tabTo(page, page.getByRole('button', { name: 'Add a parameter' }))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name of parameter 2')).toBeFocused()
  await page.keyboard.type('config')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Site_FR')
  await expect(address).toHaveValue(/\}\}&config=Site_FR$/)

  // Its secrets go nowhere else.
  const sealed = await address.inputValue()
  await tabTo(page, address, 'Shift+Tab')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('http://localhost:1/x?t={{subjectAccessToken}}')
  await expect(primary(page)).toHaveText(/^Send to localhost:1/)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(detail(page).getByRole('alert')).toContainText('is filled in only for')
  await expect(address).toHaveValue('http://localhost:1/x?t={{subjectAccessToken}}')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(sealed)
  // Outside of the fields, letters are keys again.
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await expect(stage(page, /^8 .*, failed, edited/)).toBeVisible()
  await expect(detail(page)).toContainText('Cause')
  await expectAccessible(page)

  await page.keyboard.press('b')
  await expect(stage(page, /^8 .*next, ready to send, holds its requests$/)).toBeVisible()
  await page.keyboard.press('n')
  await expect(stage(page, /^8 .*held before sending$/)).toBeVisible()
  await page.keyboard.press('h')
  await page.keyboard.press('n')
  await expect(stage(page, /^8 .*, passed$/)).toBeVisible()
  await page.keyboard.press('Shift+N')
  await expect(stage(page, /, passed/)).toHaveCount(11)

  await page.keyboard.press('7')
  await page.keyboard.press('r')
  await expect(stage(page, /^7 .*, passed$/)).toBeVisible()
  await expect(stage(page, /^8 .*next, ready to send$/)).toBeVisible()
  await expect(stage(page, /^9 .*, stale$/)).toBeVisible()
})

test('a one-time code warns before it is used again, and signing in again mends it', async ({
  console,
}) => {
  const { page } = console
  await stepToRedeem(console)
  await page.keyboard.press('n')
  await expect(stage(page, /^5 .*next/)).toBeVisible()
  await page.keyboard.press('4')
  await page.keyboard.press('r')
  const warning = detail(page).getByRole('alert')
  await expect(warning).toContainText('The authorization code was used by stage 4')
  await expect(primary(page)).toHaveText(/^Sign in again from stage 2/)
  await expectAccessible(page)

  await tabTo(page, warning.getByRole('button', { name: 'Use it again anyway' }))
  await page.keyboard.press('Enter')
  await expect(stage(page, /^4 .*, failed/)).toBeVisible()
  await expect(detail(page)).toContainText('invalid_grant')

  await signInByKey(console)
  await expect(stage(page, /^3 .*, passed/)).toBeVisible()
  await expect(stage(page, /^4 .*next, ready to send$/)).toBeVisible()
  await page.keyboard.press('n')
  await expect(stage(page, /^4 .*, passed/)).toBeVisible()
})

test('Edit stops one request, and a dropped one is a failed stage with a way on', async ({
  console,
}) => {
  const { page } = console
  await stepToRedeem(console)
  await page.keyboard.press('e')
  await expect(stage(page, /^4 .*held before sending$/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'URL' })).toBeFocused()
  await tabTo(page, page.getByLabel('Value of grant_type'))
  await page.keyboard.type('x')
  await tabTo(page, page.getByRole('button', { name: 'Reset body' }))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Value of grant_type')).toHaveValue('authorization_code')
  await tabTo(page, detail(page).getByRole('button', { name: 'Drop' }))
  await page.keyboard.press('Enter')
  await expect(stage(page, /^4 .*, (failed|cancelled)$/)).toBeVisible()
  await expect(detail(page)).toContainText('request_dropped')
  await page.keyboard.press('b')
  // Nothing was sent, so nothing was used up; and the breakpoint was for that one request.
  await expect(stage(page, /^4 .*next, ready to send$/)).toBeVisible()
  await page.keyboard.press('n')
  await expect(stage(page, /^4 .*, passed/)).toBeVisible()
})

test('a failed run shows its cause, the evidence and the one change', async ({ console }) => {
  const { page } = console
  await page.getByRole('button', { name: /Site$/ }).click()
  await page.getByRole('option', { name: 'Site_FR' }).click()
  await primary(page).click()
  await signIn(await console.opened(), 'alice')
  await page.bringToFront()
  await expect(stage(page, /^8 .*, failed$/)).toHaveAttribute('aria-selected', 'true')
  const cause = detail(page).getByRole('region', { name: 'Cause' })
  await expect(cause).toContainText(/certain|likely/)
  await expect(cause).toContainText(/audience/i)
  const evidence = detail(page).getByRole('table', { name: 'Evidence' }).first()
  await expect(evidence).toContainText('other-shop')
  await expect(detail(page).getByRole('region', { name: 'The one change' })).toBeVisible()
  await expect(detail(page).getByRole('region', { name: 'Raw exchange' })).toContainText('401')
  await expectAccessible(page)

  // The stage that judged and went on has found it, too.
  await page.keyboard.press('6')
  await expect(detail(page)).toContainText(/audience/i)
})

test('a run begins with a token, and keeps what was typed while it is refused', async ({
  console,
}) => {
  const { page } = console
  await expect(primary(page)).toBeEnabled()
  await page.keyboard.press('1')
  await tabTo(page, page.getByRole('button', { name: 'More for this run' }))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Start from what you have' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await tabTo(page, dialog.getByLabel('Token', { exact: true }))
  await page.keyboard.type('two tokens')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(stage(page, /^4 .*skipped, a subject token was given$/)).toBeVisible()
  await expect(stage(page, /^1 .*skipped/)).toBeVisible()
})

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 900, height: 640 },
]) {
  test(`the editor fits at ${viewport.width} x ${viewport.height}`, async ({ console }) => {
    const { page } = console
    await page.setViewportSize(viewport)
    await stepToRedeem(console)
    await page.keyboard.press('e')
    const fields = detail(page).getByRole('textbox')
    await expect(fields.first()).toBeVisible()
    const pane = await detail(page).evaluate((element) => element.getBoundingClientRect().right)
    const right = await fields.evaluateAll((elements) =>
      Math.max(...elements.map((element) => element.getBoundingClientRect().right)),
    )
    expect(right).toBeLessThanOrEqual(pane)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await expect(stage(page, /^4 .*, passed/)).toBeVisible()
  })
}

test('a cause leads to the setting that mends it', async ({ console }) => {
  const { page } = console
  await expect(primary(page)).toBeEnabled()
  // A host that answers, and is no identity provider: the console's own.
  const issuer = `${new URL(page.url()).origin}/no-provider`
  const document = {
    platform: 'emporix',
    name: 'acme',
    identityProvider: { issuer, clientId: 'storefront-de' },
    emporix: { tenant: 'acme', storefrontClientId: 'sf-1', tokenExchange: 'live' },
  }
  await page.evaluate(async (text) => {
    await fetch('/call/connections.save', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${sessionStorage.getItem('token')}`,
      },
      body: JSON.stringify({ text }),
    })
  }, JSON.stringify(document))
  await page.getByRole('button', { name: /Connection$/ }).click()
  await page.getByRole('option', { name: 'acme' }).click()
  await expect(page.getByRole('banner')).toContainText('Live')
  await page.getByTestId('primary').click()
  await expect(stage(page, /^1 .*, failed$/)).toBeVisible()
  await detail(page).getByRole('button', { name: 'Show issuer' }).click()
  await expect(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible()
  const field = page.getByRole('textbox', { name: 'Issuer' }).first()
  await expect(field).toBeFocused()
  await expect(field).toHaveValue(issuer)
})

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type ConsolePage, expect, signIn, test } from './console-page.ts'

const grid = (page: Page) => page.getByRole('grid', { name: 'Messages' })
const row = (page: Page, name: RegExp) => grid(page).getByRole('row', { name })
const chosen = (page: Page) => grid(page).getByRole('row', { selected: true })
const detail = (page: Page) => page.getByRole('region', { name: 'Detail' })
const stage = (page: Page, name: RegExp) => page.getByRole('option', { name })

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

/** A run whose token is meant for another shop. */
async function runRefused(console: ConsolePage): Promise<void> {
  const { page } = console
  await page.getByRole('button', { name: /Site$/ }).click()
  await page.getByRole('option', { name: 'Site_FR' }).click()
  await page.getByTestId('primary').first().click()
  await signIn(await console.opened(), 'alice')
  await page.bringToFront()
  await expect(stage(page, /^8 Exchange the token, failed/)).toBeVisible()
}

test.afterEach(({ console }) => expect(console.complaints).toEqual([]))

test('the flow can be read before it starts, and is followed while it runs', async ({
  console,
}) => {
  const { page } = console
  await expect(page.getByTestId('primary').first()).toBeEnabled()
  await page.keyboard.press('2')
  await expect(row(page, /^Stage 1, Discovery document, .*next$/)).toBeVisible()
  await expect(row(page, /^Stage 8, Token exchange, .*not run$/)).toBeAttached()
  await expectAccessible(page)

  await page.keyboard.press('Shift+N')
  const login = await console.opened()
  await expect(
    row(page, /^Stage 3, Callback, (GET .*)?browser to console, waiting$/),
  ).toHaveAttribute('aria-selected', 'true')
  await expect(row(page, /^Stage 2, Signs in, person to browser, not seen$/)).toBeVisible()
  await signIn(login, 'alice')
  await expect(row(page, /^Stage 8, Token exchange, .*passed, 200, \d/)).toBeAttached()
})

test('the keyboard moves list, diagram and detail together', async ({ console }) => {
  const { page } = console
  await runRefused(console)
  // The stage failed by its verdict, so the checks come first.
  await expect(page.getByRole('region', { name: 'Ladder' })).toBeVisible()
  await page.keyboard.press('l')
  await expect(page.getByRole('region', { name: 'Diagram' })).toBeVisible()

  await expect(chosen(page)).toHaveAccessibleName(/^Stage 8, Token exchange, .*failed, 401/)
  await chosen(page).focus()
  await page.keyboard.press('ArrowUp')
  await expect(chosen(page)).toHaveAccessibleName(/^Stage 7, Anonymous login/)
  await expect(chosen(page)).toBeFocused()
  await expect(stage(page, /^7 Anonymous session/)).toHaveAttribute('aria-selected', 'true')
  await expect(detail(page)).toContainText('Anonymous session')

  await page.keyboard.press('ArrowUp')
  await expect(chosen(page)).toHaveAccessibleName(/^Stage 6, Judge the token, console, failed/)
  await page.keyboard.press('Home')
  await expect(chosen(page)).toBeInViewport()
  await expect(stage(page, /^1 Discover the provider/)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('End')
  await expect(chosen(page)).toHaveAccessibleName(/^Stage 11, Validate token, .*not reached$/)
  await expect(chosen(page)).toBeInViewport()
  await expect(chosen(page)).toBeFocused()

  await page.keyboard.press('j')
  await page.keyboard.press('4')
  await expect(chosen(page)).toHaveAccessibleName(/^Stage 4, Token request/)
  await page.keyboard.press('ArrowDown')
  await expect(chosen(page)).toHaveAccessibleName(/^Stage 4, Key set/)
  await page.keyboard.press('Enter')
  await expect(detail(page).getByRole('tab', { selected: true })).toBeFocused()
  await expect(detail(page)).toContainText('Redeem the code')

  await stage(page, /^5 Select configuration/).click()
  await expect(chosen(page)).toHaveAccessibleName(/^Stage 5, Service token/)
  await row(page, /^Stage 4, Key set/).click()
  await expect(stage(page, /^4 Redeem the code/)).toHaveAttribute('aria-selected', 'true')
})

test('every message stands in words beside the picture', async ({ console }) => {
  const { page } = console
  await runRefused(console)
  await page.keyboard.press('l')
  const said = page.getByRole('list', { name: 'Messages in words' }).getByRole('listitem')
  await expect(said).toHaveCount(await grid(page).getByRole('row').count())
  await expect(said.first()).toHaveText(
    /^Stage 1, Discovery document, GET \/.*, console to identity provider, passed, 200, \d+ ms$/,
  )
  await expect(said.filter({ hasText: /^Stage 8, Token exchange, .* failed, 401, / })).toHaveCount(
    1,
  )
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' })
  await expectAccessible(page)
})

test('in a narrow window the diagram is the first tab', async ({ console }) => {
  const { page } = console
  await page.setViewportSize({ width: 900, height: 700 })
  await runRefused(console)
  await page.getByRole('tab', { name: 'Ladder' }).click()
  await expect(page.getByRole('table', { name: 'Verdict' })).toBeVisible()
  await page.getByRole('radio', { name: 'Diagram' }).click()
  await expect(page.getByRole('tab', { name: 'Diagram' })).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(page)
  await chosen(page).focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(chosen(page)).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Validate the token' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Stage' })).toBeFocused()
})

test('two sign-ins in a chain are told apart, and there is no ladder to switch to', async ({
  console,
}) => {
  const { page } = console
  await page.getByRole('button', { name: /Flow$/ }).click()
  await page.getByRole('option', { name: 'Account member' }).click()
  await stage(page, /^6 Open the sign-in/).click()
  await expect(
    row(page, /^Stage 6, Authorization request, hop 1, browser to broker, not run$/),
  ).toBeVisible()
  await expect(
    row(page, /^Stage 6, Authorization request, hop 2, browser to identity provider, not run$/),
  ).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Ladder' })).toHaveCount(0)
  await page.keyboard.press('l')
  await expect(grid(page)).toBeVisible()
  await expectAccessible(page)
})

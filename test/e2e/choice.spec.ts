import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, signIn, test } from './console-page.ts'

const stages = (page: Page) => page.getByRole('listbox', { name: 'Stages' })
const stage = (page: Page, name: RegExp) => stages(page).getByRole('option', { name })
const detail = (page: Page) => page.getByRole('region', { name: 'Detail' })
const primary = (page: Page) => page.getByTestId('primary').first()

/** By the keyboard: the picker finds its values by letters. */
async function pickFlow(page: Page, name: string): Promise<void> {
  await expect(primary(page)).toBeEnabled()
  await page.getByRole('button', { name: /Flow$/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option', { name, exact: true })).toBeVisible()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listbox', { name: 'Flow' })).toBeHidden()
  // The focus is on the picker, where letters are a search.
  await page.keyboard.press('F6')
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

test.afterEach(({ console }) => {
  expect(console.complaints).toEqual([])
  expect([...console.asked]).toEqual([new URL(console.page.url()).host])
})

test('a customer takes an OIDC profile with the keyboard alone', async ({ console }) => {
  const { page } = console
  await pickFlow(page, 'Customer')
  await page.keyboard.press('Shift+N')
  await expect(stage(page, /^3 .*waiting for your choice$/)).toBeVisible()
  const list = page.getByRole('listbox', { name: 'Which OIDC profile signs the person in?' })
  await expect(list.getByRole('option')).toHaveCount(2)
  await expect(page.getByRole('banner')).toContainText('choosing')
  await expect(page.getByRole('status').first()).toContainText('waits for your choice, 2 options')
  await expect(detail(page)).toContainText('To be asked no more, set store.profile')
  await expectAccessible(page)

  // The first option is selected and has the focus.
  await expect(list.getByRole('option', { selected: true })).toBeFocused()
  await expect(primary(page)).toHaveText(/^Take Sandbox\s*N$/)
  await page.keyboard.press('ArrowDown')
  await expect(primary(page)).toHaveText(/^Take Sandbox, wrong secret/)
  await page.keyboard.press('Home')
  await expect(primary(page)).toHaveText(/^Take Sandbox\s*N$/)
  await page.keyboard.press('Enter')

  const login = await console.opened()
  await page.bringToFront()
  await expect(primary(page)).toHaveText(/Open the browser again/)
  await signIn(login, 'alice')
  await expect(stage(page, /, passed/)).toHaveCount(9)
  await expect(page.getByText('not part of this flow')).toBeVisible()
  await expectAccessible(page)
})

test('an account member takes profile and account, and sees both sign-ins', async ({ console }) => {
  const { page } = console
  await pickFlow(page, 'Account member')
  await page.keyboard.press('Shift+N')
  await expect(primary(page)).toHaveText(/^Take Sandbox\s*N$/)
  await page.keyboard.press('n')

  await signIn(await console.opened(), 'alice')
  await page.bringToFront()
  await expect(page.getByRole('listbox', { name: 'For which account' })).toBeVisible()
  await expectAccessible(page)
  // First letters find an option, and what they find is what would be taken.
  await page.keyboard.type('alp')
  await expect(primary(page)).toHaveText(/^Take Alpine Sports/)
  await page.keyboard.press('Enter')
  await expect(stage(page, /, passed/)).toHaveCount(11)
  await expect(detail(page)).toContainText('Alpine Sports')

  await stage(page, /^6 Open the sign-in/).click()
  const hops = page.getByRole('region', { name: 'Two sign-ins, one inside the other' })
  await expect(hops).toContainText('Client A is not client B')
  await expect(hops).toContainText('seen, the console makes it')
  await expect(hops).toContainText('seen by the probe')
  for (const name of ['client_id A', 'redirect_uri R1', 'client_id B', 'redirect_uri R2']) {
    await expect(hops.getByRole('button', { name: `Copy ${name}` })).toBeVisible()
  }
  await expectAccessible(page)
})

test('a choice that writes is never the one that is preselected', async ({ console }) => {
  const { page } = console
  await pickFlow(page, 'Account member')
  await page.keyboard.press('Shift+N')
  await expect(primary(page)).toHaveText(/^Take Sandbox/)
  await page.keyboard.press('n')
  await signIn(await console.opened(), 'bob')
  await page.bringToFront()
  await expect(stage(page, /^9 .*waiting for your choice$/)).toBeVisible()
  await expect(primary(page)).toHaveText(/^Take: Leave it as it is/)
  await expect(detail(page)).not.toContainText('To be asked no more')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listbox', { name: /^Who shall be assigned/ })).toBeVisible()
  await expect(primary(page)).toHaveText(/^Take: Leave it as it is/)
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await expect(primary(page)).toHaveText(/^Take: Assign bob@example.com to /)
  await page.keyboard.press('Enter')
  await expect(stage(page, /^9 .*failed$/)).toBeVisible()
  await expect(primary(page)).toHaveText(/^Sign in again/)
})

test('Escape asks before it cancels a choice, and gives the keys back', async ({ console }) => {
  const { page } = console
  await pickFlow(page, 'Customer')
  await page.keyboard.press('Shift+N')
  const list = page.getByRole('listbox', { name: /^Which OIDC profile/ })
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Cancel the run' }).last()).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(list.getByRole('option', { selected: true })).toBeFocused()
  // A letter that finds nothing is no shortcut while the list has the keys: B would go back.
  await page.keyboard.press('b')
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('banner')).toContainText('cancelled')
  await expect(list).toBeHidden()
})

test('a reload asks again', async ({ console }) => {
  const { page } = console
  await pickFlow(page, 'Customer')
  await page.keyboard.press('Shift+N')
  const list = page.getByRole('listbox', { name: /^Which OIDC profile/ })
  await expect(list).toBeVisible()
  await page.reload()
  await expect(list.getByRole('option', { selected: true })).toBeFocused()
})

for (const { flow, asks, passed } of [
  { flow: 'Token exchange', asks: 0, passed: 11 },
  { flow: 'Standard SSO', asks: 0, passed: 6 },
  { flow: 'Customer', asks: 1, passed: 9 },
  { flow: 'Customer, legacy', asks: 1, passed: 9 },
  { flow: 'Account member', asks: 2, passed: 11 },
]) {
  test(`${flow} runs to its end on screen`, async ({ console }) => {
    const { page } = console
    await pickFlow(page, flow)
    await page.keyboard.press('Shift+N')
    if (asks > 0) {
      await expect(primary(page)).toHaveText(/^Take /)
      await page.keyboard.press('n')
    }
    await signIn(await console.opened(), 'alice')
    await page.bringToFront()
    if (asks > 1) {
      await expect(primary(page)).toHaveText(/^Take /)
      await page.keyboard.press('n')
    }
    await expect(stage(page, /, passed/)).toHaveCount(passed)
    await expect(page.getByRole('banner')).toContainText('passed')
  })
}

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 900, height: 640 },
]) {
  test(`a choice fits at ${viewport.width} x ${viewport.height}`, async ({ console }) => {
    const { page } = console
    await page.setViewportSize(viewport)
    await pickFlow(page, 'Account member')
    await page.keyboard.press('Shift+N')
    const options = page.getByRole('listbox', { name: /^Which OIDC profile/ }).getByRole('option')
    await expect(options).toHaveCount(2)
    const cut = await options.evaluateAll((elements) =>
      elements.filter((element) => element.scrollWidth > element.clientWidth),
    )
    expect(cut).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBe(0)
  })
}

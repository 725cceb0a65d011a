import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './console-page.ts'

const button = (page: Page) =>
  page.getByRole('contentinfo').getByRole('button', { name: /Secrets/ })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'How secrets are kept' })

test('the person sees how secrets are kept, and chooses with the keyboard', async ({
  console: { page, complaints },
}) => {
  await expect(button(page)).toHaveText(/key file secret\.key beside the settings/)
  await button(page).focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('whoever reads both reads the secrets')
  const keyFile = page.getByRole('radio', { name: 'Seal them with a key file' })
  const memory = page.getByRole('radio', { name: 'Keep them in memory until the console ends' })
  await expect(keyFile).toBeChecked()
  await expect(memory).toHaveAccessibleDescription(/entered again/)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  // Nothing is chosen by closing it.
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await expect(button(page)).toBeFocused()
  await expect(button(page)).toHaveText(/key file/)

  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('button', { name: 'Keep it so' })).toBeVisible()
  await keyFile.focus()
  await page.keyboard.press('ArrowUp')
  await expect(memory).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Apply' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toBeHidden()
  await expect(button(page)).toBeFocused()
  await expect(button(page)).toHaveText(/kept in memory, as chosen/)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await page.reload()
  await expect(button(page)).toHaveText(/kept in memory, as chosen/)
  await button(page).click()
  await expect(memory).toBeChecked()
  await dialog(page).getByRole('button', { name: 'Keep it so' }).click()
  await expect(dialog(page)).toBeHidden()
  expect(complaints).toEqual([])
})

test('another page of the console follows the choice', async ({ console: { page }, context }) => {
  const other = await context.newPage()
  const token = await page.evaluate(() => sessionStorage.getItem('token'))
  await other.goto(`${new URL(page.url()).origin}/#token=${token}`)
  await expect(button(other)).toHaveText(/key file/)
  await button(page).click()
  await page.getByText('Keep them in memory until the console ends').click()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(button(other)).toHaveText(/kept in memory/)
})

test('how secrets are kept can be reached in a narrow window', async ({ console: { page } }) => {
  await page.setViewportSize({ width: 900, height: 640 })
  await button(page).click()
  await expect(dialog(page).getByRole('radio')).toHaveCount(2)
  await expect(dialog(page).getByRole('button', { name: 'Keep it so' })).toBeInViewport()
})

import { AxeBuilder } from '@axe-core/playwright'
import { type AddressInfo, createServer } from 'node:net'
import type { Page, Route } from '@playwright/test'
import { expect, signIn, test } from './console-page.ts'

const row = (page: Page, title: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })

test('the doctor tries each way back, from the run that waits', async ({ console }) => {
  const { page } = console
  await page.getByTestId('primary').first().click()
  const login = await console.opened()
  await page.bringToFront()
  await page.getByRole('button', { name: 'Callback doctor' }).click()
  const dialog = page.getByRole('dialog', { name: 'Callback doctor' })
  await expect(dialog).toContainText('connection Sandbox')
  await expect(row(page, 'Listener on 127.0.0.1')).toContainText('passed')
  await expect(row(page, 'Pasted callback')).toContainText('passed')
  await expect(row(page, 'Deep link')).toContainText('warning')
  await expect(row(page, 'In-app window')).toContainText('warning')
  await expect(row(page, 'Round trip through the browser')).toContainText('Not tried yet')
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
  expect(violations).toEqual([])

  await page.getByRole('button', { name: 'Try with my browser' }).click()
  const tried = await console.opened()
  await expect(tried.getByRole('heading')).toHaveText('This browser reaches the console.')
  await page.bringToFront()
  await expect(row(page, 'Round trip through the browser')).toContainText('came back')

  // The run was not disturbed.
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await signIn(login, 'alice')
  await expect(page.getByRole('option', { name: /, passed/ })).toHaveCount(11)
})

test('the doctor waits for the browser until it is told not to', async ({ console }) => {
  const { page } = console
  await page.getByRole('listbox', { name: 'Stages' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('button', { name: 'Callback doctor' }).click()
  await expect(row(page, 'Listener on 127.0.0.1')).toContainText('passed')
  // A browser that does not ask for the page yet.
  const { promise: held, resolve } = Promise.withResolvers<Route>()
  await page.context().route(/code=doctor/, resolve)
  await page.getByRole('button', { name: 'Try with my browser' }).click()
  const cancel = page.getByRole('button', { name: /^Cancel, [12]:\d\d left$/ })
  await expect(cancel).toBeVisible()
  await cancel.click()
  await expect(row(page, 'Round trip through the browser')).toContainText('The try was cancelled.')
  await expect(page.getByRole('button', { name: 'Try with my browser' })).toBeVisible()
  await (await held).fulfill({ body: 'too late' })
  await (await console.opened()).getByText('too late').waitFor()
})

test('the settings of a connection are tried as they stand in its form', async ({ console }) => {
  const { page } = console
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  await page.getByRole('button', { name: /^Add a connection/ }).click()
  await page
    .getByRole('dialog', { name: 'New connection' })
    .getByRole('button', { name: /Emporix/ })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Redirect' }).click()
  await page.getByLabel('Port of the listener').fill(String(port))
  await page.getByRole('button', { name: 'Try these on this machine' }).click()
  const blocked = row(page, 'Listener on 127.0.0.1')
  await expect(blocked).toContainText(`Port ${port} on 127.0.0.1 is used by another program.`)
  await expect(blocked).toContainText('set redirect.port to another one')
  await expect(blocked).toContainText('in use')
  taken.close()
})

test('a refused callback is told with its kind and its time', async ({ console }) => {
  const { page } = console
  await page.getByTestId('primary').first().click()
  const login = await console.opened()
  await page.bringToFront()
  await expect(
    page.getByRole('region', { name: 'Register exactly this redirect URI' }),
  ).toBeVisible()
  const uri = new URL(console.urls[0] ?? '').searchParams.get('redirect_uri') ?? ''
  await page.request.get(`${uri}?code=abc&state=foreign`)
  await expect(page.getByText('One callback refused.')).toBeVisible()
  await page.getByRole('button', { name: 'Show it' }).click()
  const list = page.getByRole('list', { name: 'Refused callbacks' })
  await expect(list).toContainText('foreign-state')
  await expect(list).toContainText('GET /callback?code=••••&state=••••')
  await page.request.get(uri)
  await expect(page.getByText('2 callbacks refused.')).toBeVisible()
  await expect(list).toContainText('in-fragment')
  await signIn(login, 'alice')
  await expect(page.getByRole('option', { name: /, passed/ })).toHaveCount(11)
})

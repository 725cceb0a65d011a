import { expect } from '@playwright/test'
import { runtime, startAgain, test } from './launch.ts'

test.skip(runtime.missing !== null, runtime.missing ?? '')

test('the doctor goes through the browser, and from its page through a deep link of the system', async ({
  console: { app, page, profile },
}) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  const opened = () =>
    app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened[0] ?? '')
  const row = (title: string) =>
    page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: title, exact: true }) })

  // A key means something once the page has loaded what it shows.
  await page.getByRole('listbox', { name: 'Stages' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('button', { name: 'Callback doctor' }).click()
  await expect(row('Listener on 127.0.0.1')).toContainText('passed')
  await expect(row('In-app window')).toContainText('passed')
  await expect(row('Deep link')).toContainText('The system brings sso-flow-console://callback')

  await page.getByRole('button', { name: 'Try with my browser' }).click()
  await expect.poll(opened).not.toBe('')
  const answer = await fetch(await opened())
  const link = /href="([^"]+)"/.exec(await answer.text())?.[1]?.replaceAll('&amp;', '&') ?? ''
  await expect(row('Round trip through the browser')).toContainText('came back')
  await expect(row('Deep link')).toContainText('it is awaited')

  expect(await startAgain(profile, [link])).toBe(0)
  await expect(row('Deep link')).toContainText('A link in the browser came back to this program.')
  await expect(page.getByText('belongs to no waiting run')).toHaveCount(0)
})

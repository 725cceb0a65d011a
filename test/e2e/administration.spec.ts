import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { administeredStateSchema } from '../../shared/administration.ts'
import { sandboxStatusSchema } from '../../shared/sandbox.ts'
import { expect, test } from './console-page.ts'

const resources = (page: Page) => page.getByRole('listbox', { name: 'What the platform has' })
const resource = (page: Page, name: string) => resources(page).getByText(name, { exact: true })
const primary = (page: Page) => page.getByTestId('live-action')
const confirmation = (page: Page) => page.getByRole('checkbox', { name: /^Confirm: / })
const live = (page: Page) => page.getByRole('region', { name: 'Live', exact: true })
const text = (page: Page, name: string) => page.getByRole('textbox', { name: `${name} as JSON` })
const changed = (page: Page) => page.getByRole('group', { name: 'What changed' })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

/** Through the page's own door. */
async function call(page: Page, name: string, input: object): Promise<unknown> {
  const reply = await page.evaluate(
    async ({ name, input }) => {
      const response = await fetch(`/call/${name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${sessionStorage.getItem('token')}`,
        },
        body: JSON.stringify(input),
      })
      return (await response.json()) as { ok: boolean; value?: unknown }
    },
    { name, input },
  )
  expect(reply).toMatchObject({ ok: true })
  return reply.value
}

const statusOf = async (page: Page) =>
  sandboxStatusSchema.parse(await call(page, 'sandbox.status', {}))

/** As the console would edit it. */
async function liveText(page: Page, resourceId: string, connectionId = 'sandbox') {
  const state = administeredStateSchema.parse(
    await call(page, 'admin.read', { connectionId, resourceId }),
  )
  return state.items[0]?.text ?? ''
}

async function openConnections(page: Page): Promise<void> {
  await page.getByRole('listbox', { name: 'Stages' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible()
}

async function openLive(page: Page): Promise<void> {
  await openConnections(page)
  await page.keyboard.press('l')
  await expect(live(page)).toBeVisible()
}

async function read(page: Page, name: string): Promise<void> {
  await resource(page, name).click()
  await expect(primary(page)).toHaveAccessibleName(new RegExp(`ead ${name}`))
  await primary(page).click()
}

/** As by select all and paste. */
async function retype(page: Page, name: string, json: string): Promise<void> {
  await text(page, name).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await text(page, name).evaluate((editor, json) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', json)
    editor.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, json)
}

async function write(page: Page): Promise<void> {
  await expect(primary(page)).toBeDisabled()
  await confirmation(page).focus()
  await page.keyboard.press('Space')
  await expect(primary(page)).toBeEnabled()
  await primary(page).click()
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

/** The tenant as somebody else administers it. */
async function otherAdministrator(page: Page) {
  const { platforms } = await statusOf(page)
  const { apiUrl, tenant } = z
    .object({ apiUrl: z.string(), tenant: z.string() })
    .parse(platforms['emporix'])
  const token = await fetch(`${apiUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'sandbox-service',
      client_secret: 'sandbox-service-secret',
    }),
  })
  const { access_token } = z.object({ access_token: z.string() }).parse(await token.json())
  return async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${apiUrl}/configuration/${tenant}/configurations${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer = await response.text()
    expect(response.ok, answer).toBe(true)
    return answer === '' ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(answer))
  }
}

/** A connection to the sandbox's tenant, with a document of its own. */
async function storeTenant(page: Page, tokenExchange: object): Promise<void> {
  const { issuer, platforms } = await statusOf(page)
  const document = {
    platform: 'emporix',
    name: 'acme',
    identityProvider: { issuer, clientId: 'console', tokenEndpointAuthMethod: 'none' },
    emporix: {
      apiUrl: platforms['emporix']?.apiUrl,
      tenant: 'sandbox',
      storefrontClientId: 'sandbox-storefront',
      serviceClient: { clientId: 'sandbox-service', clientSecret: 'sandbox-service-secret' },
      tokenExchange,
    },
  }
  await call(page, 'connections.save', { text: JSON.stringify(document) })
}

const shoot = (page: Page, name: string) => {
  const folder = process.env['PICTURES']
  return folder ? page.screenshot({ path: `${folder}/${name}.png` }) : Promise.resolve()
}

test.afterEach(async ({ console }) => {
  // The panes scroll, the page never does.
  expect(await console.page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0)
  expect(console.complaints).toEqual([])
  expect([...console.asked]).toEqual([new URL(console.page.url()).host])
})

test('a document is read, changed, written and put back', async ({ console }) => {
  const { page } = console
  await openLive(page)
  await shoot(page, '01-nothing-asked')
  await expectAccessible(page)
  await expect(live(page)).toContainText('Nothing was asked yet')
  await read(page, 'tokenExchange')
  await expect(text(page, 'tokenExchange')).toContainText('commerce-de')
  await expect(live(page)).toContainText('tenant sandbox')
  await expect(live(page)).toContainText('version1')
  await expect(live(page).getByText('granted')).toHaveCount(2)
  await shoot(page, '02-read')
  await expectAccessible(page)

  const former = await liveText(page, 'tokenExchange')
  await retype(page, 'tokenExchange', '{ "default": ')
  await expect(primary(page)).toBeDisabled()
  await retype(page, 'tokenExchange', former.replaceAll('commerce-de', 'commerce-berlin'))
  await expect(primary(page)).toHaveText(/Show what would be written/)
  await page.keyboard.press('Tab')
  await page.keyboard.press('n')
  await expect(heading(page, 'What would be written')).toBeFocused()
  await expect(confirmation(page)).toHaveAccessibleName(
    /write tokenExchange of tenant sandbox at (127\.0\.0\.1|localhost):\d+/,
  )
  await shoot(page, '04-plan')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(text(page, 'tokenExchange')).toContainText('commerce-berlin')
  await page.keyboard.press('n')
  await expect(primary(page)).toHaveText(/Write to /)
  await write(page)
  await expect(heading(page, 'Written, 200')).toBeFocused()
  await expect(changed(page)).toContainText('commerce-berlin')
  await expect(live(page)).toContainText('version2')
  await shoot(page, '05-written')
  await expectAccessible(page)

  await button(page, 'Put it back…').click()
  await expect(heading(page, 'Put back what was there')).toBeVisible()
  await write(page)
  await expect(live(page)).toContainText('version3')
  await button(page, 'Done').click()
  await expect(text(page, 'tokenExchange')).toContainText('commerce-de')
})

test('a change by somebody else is a conflict that loses no text', async ({ console }) => {
  const { page } = console
  await openLive(page)
  await read(page, 'tokenExchange')
  const former = await liveText(page, 'tokenExchange')
  await retype(page, 'tokenExchange', former.replaceAll('commerce-de', 'commerce-mine'))
  await primary(page).click()
  await expect(confirmation(page)).toBeVisible()
  const ask = await otherAdministrator(page)
  const entry = await ask('GET', '/tokenExchange')
  const theirs = JSON.stringify(entry).replaceAll('commerce-system', 'commerce-theirs')
  await ask('PUT', '/tokenExchange', z.record(z.string(), z.unknown()).parse(JSON.parse(theirs)))
  await write(page)
  await expect(heading(page, /^Conflict/)).toBeFocused()
  await expect(changed(page)).toContainText('commerce-theirs')
  await shoot(page, '06-conflict')
  await expectAccessible(page)
  await expect(primary(page)).toHaveText(/Plan again/)
  await primary(page).click()
  await expect(page.getByRole('group', { name: 'Difference to the live state' })).toContainText(
    'commerce-mine',
  )
  await button(page, 'Back to the text').click()
  await expect(text(page, 'tokenExchange')).toContainText('commerce-mine')
})

test('what is read-only is said and cannot be changed', async ({ console }) => {
  const { page } = console
  await openLive(page)
  const ask = await otherAdministrator(page)
  const entry = await ask('GET', '/tokenExchange')
  await ask('PUT', '/tokenExchange', { ...entry, readOnly: true })
  await read(page, 'tokenExchange')
  await expect(live(page).getByText(/^Read-only: /)).toBeVisible()
  await expect(text(page, 'tokenExchange')).toHaveCount(0)
  await expect(button(page, 'Delete…')).toHaveCount(0)
  await shoot(page, '07-read-only')
  await expectAccessible(page)
})

test('redirect URIs are shown as a difference, written and put back', async ({ console }) => {
  const { page } = console
  const name = 'Redirect URIs of the customer realm'
  await openLive(page)
  await read(page, name)
  await expect(text(page, name)).toBeVisible()
  const former = await liveText(page, 'customer-redirect-uris')
  const uris = z.array(z.string()).parse(JSON.parse(former))
  await retype(page, name, JSON.stringify([...uris, 'https://shop.example/back'], null, 2))
  await primary(page).click()
  await expect(page.getByRole('group', { name: 'Difference to the live state' })).toContainText(
    'added: "https://shop.example/back"',
  )
  await shoot(page, '08-redirect-uris')
  await write(page)
  await expect(heading(page, /^Written/)).toBeVisible()
  await button(page, 'Put it back…').click()
  await write(page)
  await expect(changed(page)).toContainText('removed:')
  expect(await liveText(page, 'customer-redirect-uris')).toBe(former)
})

test('a profile is created and deleted', async ({ console }) => {
  const { page } = console
  const name = 'OIDC profiles of the customer realm'
  await openLive(page)
  const { issuer } = await statusOf(page)
  await read(page, name)
  const items = page.getByRole('listbox', { name, exact: true })
  await expect(items.getByRole('option')).not.toHaveCount(0)
  await shoot(page, '09-profiles')
  await expectAccessible(page)
  await button(page, 'Create').click()
  await retype(
    page,
    name,
    JSON.stringify({
      name: 'second-provider',
      discovery_url: `${issuer}/.well-known/openid-configuration`,
      client_id: 'shop',
      client_secret: 'a-secret-of-the-shop',
    }),
  )
  await primary(page).click()
  await expect(confirmation(page)).toHaveAccessibleName(/create OIDC profile second-provider/)
  await expect(live(page)).not.toContainText('a-secret-of-the-shop')
  await shoot(page, '10-profile-plan')
  await write(page)
  await expect(heading(page, /^Written/)).toBeVisible()
  await button(page, 'Done').click()
  await items.getByText('second-provider').click()
  await button(page, 'Delete…').click()
  await expect(primary(page)).toHaveText(/Delete at /)
  await write(page)
  await expect(heading(page, /^Written/)).toBeVisible()
  await expect(live(page)).toContainText('no way back')
  await button(page, 'Done').click()
  await expect(items.getByText('second-provider')).toHaveCount(0)
})

test('a member is assigned to an account, which is chosen first', async ({ console }) => {
  const { page } = console
  await openLive(page)
  await resource(page, 'Members who are not in the account').click()
  await expect(primary(page)).toBeDisabled()
  await shoot(page, '11-no-parent')
  await button(page, /^Go to /).click()
  await primary(page).click()
  await page.getByRole('listbox', { name: 'Accounts' }).getByText('Beta Works').click()
  await button(page, 'Members who are not in the account').click()
  await primary(page).click()
  await expect(button(page, 'Assign to the account…')).toBeVisible()
  await shoot(page, '12-unassigned')
  await expectAccessible(page)
  await button(page, 'Assign to the account…').click()
  await expect(confirmation(page)).toHaveAccessibleName(/create membership of /)
  await write(page)
  await expect(heading(page, /^Written/)).toBeVisible()
  await shoot(page, '13-assigned')
  await button(page, 'Put it back…').click()
  await write(page)
  await expect(heading(page, /^Written/)).toBeVisible()
})

test('pinned keys are compared, inserted and the same then', async ({ console }) => {
  const { page } = console
  await openConnections(page)
  const { issuer } = await statusOf(page)
  await storeTenant(page, { default: { issuer, jwks: { keys: [] }, audience: 'commerce' } })
  await page.getByRole('listbox', { name: 'Connections' }).getByText('acme').click()
  await page.getByRole('radio', { name: 'Live' }).click()
  await resource(page, 'Signing keys').click()
  await primary(page).click()
  const keys = page.getByRole('table', { name: 'Keys of default' })
  await expect(keys).toContainText('only live')
  await shoot(page, '14-keys')
  await expectAccessible(page)
  await button(page, 'Insert the missing one').click()
  await page.getByTestId('save').click()
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('saved')
  await page.getByRole('radio', { name: 'Live' }).click()
  await primary(page).click()
  await expect(keys).toContainText('same')
  await expect(keys).not.toContainText('only live')
  await page.getByRole('radio', { name: 'Pasted' }).click()
  await page.getByRole('textbox', { name: 'Key set to read' }).fill('{"kty":"oct","k":"c2VjcmV0"}')
  await primary(page).click()
  await expect(page.getByRole('table', { name: 'Keys' })).toContainText('No token can be verified')
  await shoot(page, '15-pasted')
  await expectAccessible(page)
})

test('the own document is held against the live one, and goes both ways', async ({ console }) => {
  const { page } = console
  await openConnections(page)
  const { issuer } = await statusOf(page)
  await storeTenant(page, { default: { issuer, audience: 'commerce-own' } })
  await page.getByRole('listbox', { name: 'Connections' }).getByText('acme').click()
  await page.setViewportSize({ width: 900, height: 700 })
  await expect(page.getByRole('radio', { name: 'Live' })).toBeInViewport({ ratio: 1 })
  await shoot(page, '17-configure-narrow')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('radio', { name: 'Live' }).click()
  await read(page, 'tokenExchange')
  const difference = page.getByRole('group', { name: 'Live against the connection' })
  await expect(difference).toContainText('commerce-own')
  await difference.scrollIntoViewIfNeeded()
  await shoot(page, '16-own')
  await expectAccessible(page)
  await button(page, /^Write this connection/).click()
  await expect(page.getByRole('group', { name: 'Difference to the live state' })).toContainText(
    'commerce-own',
  )
  await button(page, 'Back to the text').click()
  await button(page, 'Discard changes').click()
  await button(page, 'Take the live document into this connection').click()
  await expect(page.getByRole('textbox', { name: 'Connection as JSON' })).toContainText('Site_DE')
  await expect(page.getByTestId('save')).toBeEnabled()
})

test('it stays readable where it is narrow, dark, in more contrast and in forced colours', async ({
  console,
}) => {
  const { page } = console
  await openLive(page)
  await read(page, 'tokenExchange')
  await expect(text(page, 'tokenExchange')).toBeVisible()
  const former = await liveText(page, 'tokenExchange')
  await retype(page, 'tokenExchange', former.replaceAll('commerce-de', 'commerce-berlin'))
  await primary(page).click()
  await expect(confirmation(page)).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, '20-dark')
  await expectAccessible(page)
  await page.setViewportSize({ width: 900, height: 700 })
  await expect(primary(page)).toBeInViewport({ ratio: 1 })
  await expect(confirmation(page)).toBeInViewport()
  await shoot(page, '21-dark-narrow')
  await page.emulateMedia({ colorScheme: 'light', contrast: 'more' })
  await shoot(page, '22-contrast-narrow')
  await expectAccessible(page)
  await page.emulateMedia({ forcedColors: 'active', contrast: null })
  await page.setViewportSize({ width: 1280, height: 800 })
  await shoot(page, '23-forced')
  await expectAccessible(page)
  await page.emulateMedia({ forcedColors: null })
  await button(page, 'Back to the text').click()
  await page.setViewportSize({ width: 900, height: 700 })
  await page.getByRole('button', { name: /Shown/ }).click()
  await page.getByRole('option', { name: 'Accounts' }).click()
  await primary(page).click()
  await expect(page.getByRole('listbox', { name: 'Accounts' })).toBeVisible()
  await shoot(page, '24-list-narrow')
  await expectAccessible(page)
})

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type ConsolePage, expect, test } from './console-page.ts'

const secret = 'a-secret-of-the-shop'

/** A connection with a token exchange that has traps, and a secret. */
const acme = (name = 'acme') => ({
  platform: 'emporix',
  name,
  identityProvider: {
    issuer: 'https://login.acme.example/realms/shop',
    clientId: 'storefront-de',
    clientSecret: secret,
  },
  emporix: {
    tenant: 'acme',
    storefrontClientId: 'sf-1',
    tokenExchange: {
      default: {
        domain: 'https://login.acme.example',
        token_introspect_endpoint: '/realms/shop//protocol/openid-connect/token/introspect',
        client_id: 'platform-introspect',
        client_secret: 'introspect',
        audience: 'commerce-system',
      },
      Site_DE: { issuer: 'https://login.acme.example/realms/shop' },
    },
  },
})

async function openConnections(page: Page): Promise<void> {
  await page.getByRole('listbox', { name: 'Stages' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible()
}

/** Saves by the page's own door, before anything is on screen. */
async function store(page: Page, documents: readonly object[]): Promise<void> {
  const failed = await page.evaluate(
    async (texts) => {
      for (const text of texts) {
        const response = await fetch('/call/connections.save', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${sessionStorage.getItem('token')}`,
          },
          body: JSON.stringify({ text }),
        })
        const reply = (await response.json()) as { ok: boolean }
        if (!reply.ok) return JSON.stringify(reply)
      }
      return null
    },
    documents.map((document) => JSON.stringify(document)),
  )
  expect(failed).toBeNull()
}

/** Stores a connection and opens it. */
async function withAcme(console: ConsolePage): Promise<void> {
  const { page } = console
  await store(page, [acme()])
  await openConnections(page)
  await expect(form(page).getByRole('heading', { name: 'acme', level: 2 })).toBeVisible()
}

const form = (page: Page) => page.getByRole('region', { name: 'Connection', exact: true })
const list = (page: Page) => page.getByRole('listbox', { name: 'Connections' })
const json = (page: Page) => page.getByRole('textbox', { name: 'Connection as JSON' })
const save = (page: Page) => page.getByTestId('save')
const state = (page: Page) => page.getByRole('banner').getByRole('status')
const section = (page: Page, name: string | RegExp) => page.getByRole('tab', { name }).click()

/** By the keys alone, as far as the control of this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const target = form(page).getByLabel(name, { exact: true })
  for (let step = 0; step < 60; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name} was not reached by Tab`)
}

async function typeInto(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await tabTo(page, name)
    await page.keyboard.type(text)
  }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

test.afterEach(async ({ console }) => {
  // The panes scroll, the page never does.
  expect(await console.page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0)
  expect(console.complaints).toEqual([])
  expect([...console.asked]).toEqual([new URL(console.page.url()).host])
})

test('a connection of each platform is set up by the keys alone', async ({ console }) => {
  const { page } = console
  await openConnections(page)
  await expectAccessible(page)

  await page.keyboard.press('a')
  await page.getByRole('dialog', { name: 'New connection' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(save(page)).toBeDisabled()
  await expect(state(page)).toContainText(/errors? to mend/)
  await typeInto(page, { Name: 'shop', Tenant: 'shop', 'Storefront client id': 'sf-1' })
  await page.keyboard.press('F6')
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press(']')
  await typeInto(page, { Issuer: 'https://idp.example', 'Client id': 'web' })
  await page.keyboard.press('Control+s')
  await expect(state(page)).toHaveText('saved')

  await page.keyboard.press('F6')
  await page.keyboard.press('a')
  await page.getByRole('dialog', { name: 'New connection' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await typeInto(page, { Name: 'store', 'Client id': 'key-1' })
  await page.keyboard.press('Control+s')
  await expect(state(page)).toHaveText('saved')
  await expect(list(page).getByRole('option')).toHaveText([/^shop/, /^store/, /^Sandbox/])
  await expectAccessible(page)
})

test('a trap is mended by its button, and never stops saving', async ({ console }) => {
  const { page } = console
  await withAcme(console)
  await section(page, /^Token exchange/)
  const endpoint = page.getByLabel('token_introspect_endpoint')
  await expect(form(page)).toContainText('doubled slash')
  await page.getByLabel('audience').fill('another')
  await expect(save(page)).toBeEnabled()
  await form(page).getByRole('button', { name: 'Use one' }).first().click()
  await expect(endpoint).toHaveValue('/realms/shop/protocol/openid-connect/token/introspect')
  await expect(form(page)).not.toContainText('doubled slash')
  await expectAccessible(page)
})

test('form and JSON are one document', async ({ console }) => {
  const { page } = console
  await withAcme(console)
  await page.getByLabel('Tenant').fill('acmeeu')
  await expect(json(page)).toContainText('"tenant": "acmeeu"')
  // Where the person works in the one, the other shows.
  await expect(page.locator('.cm-chosen')).toHaveText(/"tenant"/)

  await page.locator('.cm-line', { hasText: '"storefrontClientId"' }).click()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('99')
  await expect(page.getByLabel('Storefront client id')).toHaveValue('sf-199')

  await page.keyboard.type('"')
  await expect(form(page)).toContainText('The JSON cannot be read at line')
  await expect(save(page)).toBeDisabled()
  await page.keyboard.press('Backspace')
  await expect(save(page)).toBeEnabled()

  await page.getByRole('radio', { name: /^Change/ }).click()
  const change = page.getByRole('group', { name: 'Change' })
  await expect(change).toContainText('removed: ')
  await expect(change).toContainText('"tenant": "acmeeu"')
  await expectAccessible(page)
  await save(page).click()
  await expect(state(page)).toHaveText('saved')
  await expect(page.getByText('Nothing changed.')).toBeVisible()
})

test('what was found is a key away', async ({ console }) => {
  const { page } = console
  await withAcme(console)
  const places = new Set<string>()
  for (let step = 0; step < 8; step++) {
    await page.getByRole('heading', { name: 'Connections', level: 1 }).click()
    await page.keyboard.press('p')
    const row = page.locator('[data-spot]:focus-within')
    await expect(row).toBeInViewport()
    places.add((await row.getAttribute('data-spot')) ?? '')
  }
  expect(places.size).toBeGreaterThan(3)
})

test('a site shows what holds, who says so, and what is skipped', async ({ console }) => {
  const { page } = console
  await withAcme(console)
  await section(page, /^Token exchange/)
  await page.getByRole('radio', { name: /Site_DE/ }).click()
  const audience = page.getByLabel('audience')
  await expect(audience).toHaveValue('')
  await expect(audience).toHaveAttribute('placeholder', 'commerce-system')
  await expect(form(page)).toContainText('skipped, unset: The authorized party is not checked')
  await audience.fill('other')
  await expect(form(page)).toContainText('hides commerce-system of default')
  await audience.fill('')
  await expect(json(page)).not.toContainText('other')
})

test('a secret is masked, sealed, and shown only while it is held', async ({ console }) => {
  const { page } = console
  await withAcme(console)
  await section(page, /^Provider client/)
  const words = () => page.locator('body').innerText()
  await form(page).getByRole('button', { name: 'Replace' }).click()
  await page.keyboard.type('typed-just-now')
  await expect(page.getByLabel('Client secret')).toHaveAttribute('type', 'password')
  await expect(json(page)).toContainText('"clientSecret": "••••"')
  await expect(json(page)).not.toContainText('typed-just-now')
  expect(await words()).not.toContain('typed-just-now')
  await page.getByRole('radio', { name: /^Change/ }).click()
  expect(await words()).not.toContain('typed-just-now')
  await page.getByRole('radio', { name: 'JSON' }).click()

  // Also where it is edited by hand.
  await page.locator('.cm-dots').click()
  await expect(page.locator('.cm-dotted').first()).toHaveCSS('-webkit-text-security', 'disc')
  await page.keyboard.press('Control+s')
  await expect(state(page)).toHaveText('saved')
  await expect(form(page)).toContainText('sealed')
  await expect(json(page)).toContainText('"sealed":')
  await expect(json(page)).not.toContainText('typed-just-now')
  expect(await words()).not.toContain('typed-just-now')

  const eye = form(page).getByRole('button', { name: 'Show while held' })
  await eye.focus()
  await page.keyboard.down(' ')
  await expect(form(page)).toContainText('typed-just-now')
  await page.keyboard.up(' ')
  await expect(form(page)).not.toContainText('typed-just-now')
})

test('changes are not lost by going elsewhere', async ({ console }) => {
  const { page } = console
  await withAcme(console)
  await store(page, [acme('globex')])
  await page.getByLabel('Tenant').fill('acmeeu')
  await list(page)
    .getByRole('option', { name: /^globex/ })
    .click()
  await expect(form(page).getByRole('alert')).toContainText('The changes here are not saved.')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Tenant')).toHaveValue('acmeeu')

  // Another area and back: everything stands as it stood.
  await page.getByRole('button', { name: 'Tokens' }).click()
  await page.getByRole('button', { name: 'Connections' }).click()
  await expect(page.getByLabel('Tenant')).toHaveValue('acmeeu')

  await page.getByRole('button', { name: 'Use in debugger' }).click()
  await form(page).getByRole('button', { name: 'Save and use it' }).click()
  await expect(page.getByRole('button', { name: /^acme Connection$/ })).toBeVisible()
})

test('a connection is duplicated, and deleted with a way back', async ({ console }) => {
  const { page } = console
  await withAcme(console)
  const choose = async (action: string) => {
    await page.getByRole('button', { name: 'More for this connection' }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await choose('Duplicate')
  await expect(list(page).getByRole('option')).toHaveCount(3)
  await expect(form(page).getByRole('heading', { level: 2 })).not.toHaveText('acme')

  await list(page)
    .getByRole('option', { name: /^acme \d/ })
    .first()
    .click()
  await choose('Delete')
  await expect(list(page).getByRole('option')).toHaveCount(2)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(list(page).getByRole('option')).toHaveCount(3)

  await choose('Change request text')
  await expect(page.getByRole('textbox', { name: 'Change request' })).not.toHaveValue(
    new RegExp(secret),
  )
  await page.keyboard.press('Escape')
  await choose('Export')
  const exported = page.getByRole('textbox', { name: 'Export' })
  await expect(exported).toHaveValue(/"acme"/)
  expect(await exported.inputValue()).not.toContain(secret)
  await expectAccessible(page)
})

test('what somebody has is turned into a connection', async ({ console }) => {
  const { page } = console
  await openConnections(page)
  const paste = async (text: string) => {
    await page.keyboard.press('a')
    await page.getByLabel('Paste what describes the connection').fill(text)
    await expect(page.getByText(/^Taken for/).first()).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Edit this one' }).first().click()
  }
  await paste('https://login.acme.example/realms/shop')
  await expect(json(page)).toContainText('https://login.acme.example/realms/shop')
  await page.getByRole('button', { name: 'Discard changes' }).click()

  await page.getByRole('heading', { name: 'Connections', level: 1 }).click()
  await paste(JSON.stringify(acme().emporix.tokenExchange))
  await section(page, /^Token exchange/)
  await expect(page.getByRole('radio', { name: /Site_DE/ })).toBeVisible()
  expect(await page.locator('body').innerText()).not.toContain('"introspect"')
})

test('the sandbox is listed, and not to be edited', async ({ console }) => {
  const { page } = console
  await openConnections(page)
  await expect(form(page)).toContainText('This connection belongs to the console.')
  await expect(save(page)).toBeDisabled()
  await page.keyboard.press('u')
  await expect(page.getByRole('listbox', { name: 'Stages' })).toBeVisible()
})

for (const [name, viewport] of [
  ['narrow', { width: 900, height: 640 }],
  ['small', { width: 1280, height: 640 }],
] as const) {
  test(`everything is in reach in a ${name} window`, async ({ console }) => {
    const { page } = console
    await page.setViewportSize(viewport)
    await withAcme(console)
    await expectAccessible(page)
    if (name === 'narrow') {
      await page.getByRole('radio', { name: 'JSON' }).click()
      await expect(json(page)).toContainText('"tenant": "acme"')
      await expectAccessible(page)
    }
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(sideways).toBe(false)
    await expect(save(page)).toBeInViewport()
  })
}

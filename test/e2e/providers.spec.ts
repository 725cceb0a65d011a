import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './console-page.ts'

const secret = 'correct-horse-battery'

/** A provider that knows one redirect URI, and may keep silent about it. */
async function provider(silent = false) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
    asked.push(`${request.method} ${pathname}`)
    answer(pathname, searchParams, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = `http://${host}/realms/shop`

  function answer(path: string, query: URLSearchParams, response: ServerResponse): void {
    const json = (value: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(value, null, 2))
    }
    switch (path) {
      case '/realms/shop/.well-known/openid-configuration':
        return json({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/certs`,
          introspection_endpoint: `${issuer}/introspect`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          scopes_supported: ['openid', '\u202Eliame<script>alert(1)</script>'],
        })
      case '/realms/shop/certs':
        return json({ keys: [] })
      case '/realms/shop/auth': {
        if (silent) return
        const uri = query.get('redirect_uri')
        if (uri === 'https://shop.example/callback') {
          response.writeHead(302, { location: `${uri}?error=login_required` })
          return void response.end()
        }
        response.writeHead(400, { 'content-type': 'text/html' })
        return void response.end('<h1>We are sorry</h1><p>Invalid parameter: redirect_uri</p>')
      }
      case '/realms/shop/token':
        return json({ error: 'invalid_grant', error_description: secret }, 400)
      case '/realms/shop/introspect':
        return json({ active: false })
      default:
        response.writeHead(404)
        response.end()
    }
  }
  return {
    host,
    issuer,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

async function openProviders(page: Page): Promise<void> {
  await page.getByRole('listbox', { name: 'Stages' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page.getByRole('heading', { name: 'Providers', level: 1 })).toBeAttached()
  await expect(page.getByRole('row', { name: /not run/ })).toHaveCount(24)
}

const issuerField = (page: Page) => page.getByLabel('Issuer, or the URL of its discovery document')
const button = (page: Page) => page.getByTestId('check')
const row = (page: Page, name: RegExp) => page.getByRole('row', { name })
const detail = (page: Page) => page.getByRole('region', { name: 'Detail' })

async function client(page: Page, redirectUri: string): Promise<void> {
  await page.getByRole('button', { name: 'Client and probes' }).click()
  await page.getByLabel('Client id').fill('globex-commerce')
  await page.getByRole('textbox', { name: 'Client secret' }).fill(secret)
  await page.getByLabel('Redirect URI to probe').fill(redirectUri)
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

async function expectNoOverflow(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => ({
    x: document.documentElement.scrollWidth - window.innerWidth,
    y: document.documentElement.scrollHeight - window.innerHeight,
  }))
  expect(overflow).toEqual({ x: 0, y: 0 })
}

test.afterEach(({ console }) => {
  expect(console.complaints).toEqual([])
  // The page asks its own host alone; everything else is done by the core.
  expect([...console.asked]).toEqual([new URL(console.page.url()).host])
})

test('a provider is checked, and what failed is shown with its bytes and the one change', async ({
  console,
}) => {
  const { page } = console
  const told: string[] = []
  page.on('response', (response) => {
    if (response.url().includes('/call/')) void response.text().then((text) => told.push(text))
  })
  const provided = await provider()
  await openProviders(page)
  await expect(button(page)).toBeDisabled()
  await expect(detail(page)).toContainText('What will be sent')
  await expect(detail(page)).toContainText('Redirect URIskipped, no client id, no redirect URI')
  await expectAccessible(page)

  await issuerField(page).fill(provided.issuer)
  await expect(button(page)).toHaveText(`Check ${provided.host}N`)
  await client(page, 'https://elsewhere.example/callback')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(detail(page)).not.toContainText('skipped')
  expect(provided.asked).toEqual([])

  await button(page).click()
  await expect(page.getByText('Not ready for Emporix and Elastic Path')).toBeVisible()
  await expect(
    row(page, /^Callback endpoint registered failed 400 Invalid parameter/),
  ).toBeVisible()
  await expect(
    row(page, /^Client secret by Basic passed 400 invalid_grant: the secret/),
  ).toBeVisible()
  await expect(row(page, /^E-mail scope and claim failed/)).toBeVisible()
  await expect(row(page, /^Audience is our client only cannot tell/)).toBeVisible()
  await expect(page.getByText('24 checks in')).toBeVisible()
  await expect(page.getByRole('contentinfo')).toContainText('1 host contacted')

  await row(page, /^Callback endpoint registered/).click()
  await expect(detail(page)).toContainText('failed by a live probe with redirects off')
  await expect(detail(page)).toContainText('redirect_uri=https://elsewhere.example/callback')
  await expect(detail(page)).toContainText('400 Bad Request text/html')
  const change = page.getByRole('region', { name: 'The one change' })
  await expect(change).toContainText('client globex-commerce, add this redirect URI')
  await expect(change.getByRole('button', { name: 'Copy the URI' })).toBeVisible()
  await expectAccessible(page)

  await row(page, /^E-mail scope and claim/).click()
  await expect(detail(page)).toContainText('"openid"')
  await expect(detail(page)).toContainText('U+202E')
  expect(await page.locator('main script, main img').count()).toBe(0)
  await row(page, /^Signing keys usable failed no key/)
    .first()
    .click()
  await expect(detail(page)).toContainText('failed by the key set')
  await expectAccessible(page)

  expect(told.join()).not.toContain(secret)
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain(
    secret,
  )
  await provided.close()
})

test('rows turn to their result in place, and the check is cancelled', async ({ console }) => {
  const { page } = console
  const provided = await provider(true)
  await openProviders(page)
  await issuerField(page).fill(provided.issuer)
  await client(page, 'https://shop.example/callback')
  await page.keyboard.press('Escape')
  await button(page).click()
  await expect(button(page)).toHaveText(/^Cancel, \d+ of 24N$/)
  await expect(row(page, /^Callback endpoint registered checking/)).toBeVisible()
  await expect(row(page, /^Publishes discovery passed/)).toBeVisible()
  await expectAccessible(page)
  await button(page).click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()
  await expect(row(page, /^Callback endpoint registered cannot tell not reached/)).toBeVisible()
  await expect(button(page)).toHaveText('Check againN')
  await provided.close()
})

test('the provider of the sandbox is taken from its connection, for one platform', async ({
  console,
}) => {
  const { page } = console
  await openProviders(page)
  await page.getByRole('button', { name: /Connection$/ }).click()
  await page.getByRole('option', { name: /^Sandbox/ }).click()
  await expect(issuerField(page)).toHaveValue(/^http:\/\/127\.0\.0\.1:\d+\/idp$/)
  await page.getByRole('button', { name: /For$/ }).click()
  await page.getByRole('option', { name: /^Emporix/ }).click()
  await expect(page.getByRole('row', { name: /not run/ })).toHaveCount(12)
  await button(page).click()
  await expect(page.getByText('Nothing speaks against Emporix', { exact: true })).toBeVisible()
  await expect(row(page, /^Redirect URI registered passed it redirects there/)).toBeVisible()
  await page.getByRole('button', { name: /For$/ }).click()
  await page.getByRole('option', { name: /^Both/ }).click()
  await expect(page.getByText('stale, an input changed')).toBeVisible()
  await expectAccessible(page)
})

test('an issuer that cannot be asked is refused, or said to be out of reach', async ({
  console,
}) => {
  const { page } = console
  await openProviders(page)
  await issuerField(page).fill('http://login.example')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('issuer_invalid')
  await expect(issuerField(page)).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  const gone = await provider()
  await gone.close()
  await issuerField(page).fill(gone.issuer)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${gone.host} could not be asked`)).toBeVisible()
  await expect(row(page, /cannot tell/)).toHaveCount(24)
  await expectAccessible(page)
})

test('live probes are left out where the person says so', async ({ console }) => {
  const { page } = console
  const provided = await provider()
  await openProviders(page)
  await issuerField(page).fill(provided.issuer)
  await client(page, 'https://shop.example/callback')
  await page.keyboard.press('Escape')
  await page.getByRole('switch', { name: 'Live probes' }).press('Space')
  await expect(detail(page)).toContainText('skipped, not asked for')
  await button(page).click()
  await expect(row(page, /^Callback endpoint registered skipped not asked for/)).toBeVisible()
  expect(provided.asked).toEqual([
    'GET /realms/shop/.well-known/openid-configuration',
    'GET /realms/shop/certs',
  ])
  await provided.close()
})

test('everything goes without a mouse', async ({ console }) => {
  const { page } = console
  const provided = await provider()
  await openProviders(page)
  await page.keyboard.press('v')
  await expect(issuerField(page)).toBeFocused()
  await page.keyboard.insertText(provided.issuer)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Not ready for Emporix and Elastic Path')).toBeVisible()
  await page.keyboard.press('F6')
  await expect(row(page, /failed/).first()).toBeFocused()
  await page.keyboard.press('Home')
  await expect(row(page, /^OpenID Connect provider/)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, /^Authorization code flow/).first()).toBeFocused()
  await page.keyboard.press('j')
  await expect(row(page, /^PKCE with S256/)).toHaveAttribute('aria-selected', 'true')
  await expect(detail(page)).toContainText('PKCE with S256')
  await page.keyboard.press('End')
  await expect(row(page, /^Reachable from the cloud/).last()).toBeFocused()
  await page.keyboard.press('F6')
  await expect(page.getByRole('group', { name: 'Reachable from the cloud' })).toBeFocused()
  await page.keyboard.press('n')
  await expect.poll(() => provided.asked.length).toBe(4)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('go to Providers')
  await expect(page.getByRole('dialog')).toContainText('next requirement')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByRole('listbox', { name: 'Stages' })).toBeVisible()
  await provided.close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing overlaps or is cut off at 900 x 640 in ${colorScheme}`, async ({ console }) => {
    const { page } = console
    const provided = await provider()
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 900, height: 640 })
    await openProviders(page)
    await issuerField(page).fill(provided.issuer)
    await expect(button(page)).toHaveText('CheckN')
    await button(page).click()
    await expect(page.getByRole('tab', { name: /Requirements \d failed/ })).toBeVisible()
    await expectNoOverflow(page)
    await expectAccessible(page)
    await row(page, /^Signing keys usable/)
      .first()
      .click()
    await expect(page.getByRole('tab', { name: 'Detail' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByText('by the key set')).toBeVisible()
    await expectNoOverflow(page)
    await expectAccessible(page)
    await page.keyboard.press('[')
    await expect(page.getByRole('grid', { name: 'Requirements' })).toBeVisible()
    await provided.close()
  })
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type ConsolePage, expect, signIn, test } from './console-page.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = () => Math.floor(Date.now() / 1000)

/** Nobody signed it. */
const forged = (claims: object, header: object = {}) =>
  `${encode({ alg: 'RS256', typ: 'JWT', kid: 'nobody', ...header })}.${encode(claims)}.c2lnbmF0dXJl`

const claims = () => ({
  iss: 'https://login.acme.example/realms/shop',
  sub: 'alice',
  aud: 'commerce-system',
  email: 'alice@example.com',
  iat: seconds() - 60,
  exp: seconds() + 600,
  acme_tier: 'gold',
})

async function openTokens(page: Page): Promise<void> {
  await page.getByRole('listbox', { name: 'Stages' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { name: 'Tokens', level: 1 })).toBeVisible()
}

async function paste(page: Page, text: string): Promise<void> {
  await page.keyboard.press('v')
  await page.getByLabel('Paste a token').fill(text)
  await expect(page.getByLabel('Pasted token')).toBeVisible()
}

async function pick(page: Page, label: RegExp, option: RegExp): Promise<void> {
  await page.getByRole('button', { name: label }).click()
  await page.locator('[data-overlay]').getByRole('option', { name: option }).click()
}

const judge = (page: Page) => page.getByTestId('judge').click()
const token = (page: Page) => page.getByRole('region', { name: 'Token', exact: true })
const ladder = (page: Page) => page.getByRole('table', { name: 'Verdict' })
const answer = (page: Page) => page.getByRole('region', { name: 'Verdict ladder' })

/** Runs the flow as alice, so that there are tokens to take. */
async function runFlow(console: ConsolePage): Promise<void> {
  const { page } = console
  await page.getByTestId('primary').first().click()
  await signIn(await console.opened(), 'alice')
  await page.bringToFront()
  await expect(page.getByRole('option', { name: /, passed/ })).toHaveCount(11)
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

/** A provider that signs a token and counts how often it is asked about it. */
async function provider(active: boolean) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(active ? { active, ...content } : { active }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const content = { ...claims(), iss: `http://${host}`, exp: seconds() + 90 }
  const online = {
    domain: `http://${host}`,
    token_introspect_endpoint: '/introspect',
    client_id: 'shop',
    client_secret: 'secret',
    issuer: `http://${host}`,
    audience: 'commerce-system',
  }
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] }
  return {
    asked,
    host,
    online: JSON.stringify({ default: online }),
    pinned: JSON.stringify({ default: { ...online, jwks } }),
    token: await new SignJWT(content)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(privateKey),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

test.afterEach(({ console }) => {
  expect(console.complaints).toEqual([])
  // The page asks its own host alone; everything else is done by the core.
  expect([...console.asked]).toEqual([new URL(console.page.url()).host])
})

test('a pasted token is decoded, and judged against two sites', async ({ console }) => {
  const { page } = console
  await openTokens(page)
  await expect(token(page)).toContainText('No token yet')
  await expectAccessible(page)

  await paste(page, `Authorization: Bearer ${forged(claims())}`)
  await expect(token(page)).toContainText('The signature is not checked yet')
  await expect(page.getByRole('row', { name: /^acme_tier gold Not standard, kept/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^exp .* in 9 min .* UTC/ })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Warnings' })).toContainText('was left out')
  await expect(page.getByLabel('Pasted token')).not.toContainText('c2lnbmF0dXJl')

  await pick(page, /Site$/, /^Site_PL/)
  await judge(page)
  await expect(ladder(page).getByRole('row', { name: /^Key .*failed$/ })).toBeVisible()
  await expect(answer(page)).toContainText(/Platform answers 401 rejected at Key/)
  await expect(token(page)).toContainText('The signature is not checked: The token is signed with')
  await expectAccessible(page)

  await pick(page, /Site$/, /^Site_FR/)
  await expect(page.getByText('Stale: the settings changed since.')).toBeVisible()
  await judge(page)
  await expect(ladder(page).getByRole('row', { name: /^Active .*failed$/ })).toBeVisible()
  await expect(ladder(page).getByRole('row', { name: /^Audience .*failed$/ })).toBeVisible()
  await expect(token(page)).toContainText('validated online, so the provider was asked instead')
})

test('a token of a run is judged both ways without ever coming here', async ({ console }) => {
  const { page } = console
  const bodies: string[] = []
  page.on('request', (request) => bodies.push(request.postData() ?? ''))
  await runFlow(console)
  await openTokens(page)
  await page.getByRole('option', { name: /^access_token stage 4/ }).click()
  await pick(page, /Site$/, /^Site_PL/)
  await pick(page, /Mode$/, /^Both/)
  await judge(page)
  await expect(answer(page)).toContainText(/Platform answers 200 accepted/)
  await expect(token(page)).toContainText(
    /The signature is valid: RS256 with key .* of Site_PL.jwks/,
  )
  const twin = page.getByRole('region', { name: 'Twin' })
  await expect(twin).toContainText('they agree')
  await expect(
    twin.getByRole('row', { name: /^Signature valid not its task one side$/ }),
  ).toBeVisible()
  await page.getByRole('radio', { name: 'online' }).click()
  await expect(ladder(page).getByRole('row', { name: /^Introspection .*passed$/ })).toBeVisible()
  expect(bodies.filter((body) => body.includes('"runId"')).join()).not.toMatch(/eyJ/)
  await expectAccessible(page)

  // The debugger has kept what it showed.
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByRole('option', { name: /, passed/ })).toHaveCount(11)
})

test('the slider turns the verdict at another instant, and asks nobody', async ({ console }) => {
  const { page } = console
  const provided = await provider(true)
  await openTokens(page)
  await paste(page, provided.token)
  await pick(page, /Connection$/, /pasted document/)
  await page.getByLabel('Configuration document').fill(provided.online)
  await expect(page.getByTestId('judge')).toHaveText(`Introspect at ${provided.host}N`)
  expect(provided.asked).toEqual([])
  await judge(page)
  await expect(answer(page)).toContainText('accepted')
  expect(provided.asked).toEqual(['/introspect'])

  const slider = page.getByRole('slider', { name: 'Instant of evaluation' })
  await slider.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(answer(page)).toContainText('accepted')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(answer(page)).toContainText(/rejected at Expiry/)
  await expect(page.getByRole('region', { name: 'Instant' })).toContainText('in 1 min')

  // A skew that reaches as far takes it back.
  await page.getByLabel('Clock skew, s').fill('600')
  await page.keyboard.press('Enter')
  await expect(answer(page)).toContainText('accepted')
  await page.getByLabel('Clock skew, s').fill('0')
  await page.keyboard.press('Enter')
  await expect(answer(page)).toContainText('rejected at Expiry')
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(answer(page)).toContainText('accepted')
  await expect(slider).toHaveAttribute('aria-valuetext', /, now$/)
  expect(provided.asked).toEqual(['/introspect'])
  await provided.close()
})

test('a revoked token differs online and offline, and the reason is said', async ({ console }) => {
  const { page } = console
  const provided = await provider(false)
  await openTokens(page)
  await paste(page, provided.token)
  await pick(page, /Connection$/, /pasted document/)
  await page.getByLabel('Configuration document').fill(provided.pinned)
  await expect(page.getByTestId('judge')).toHaveText('Judge the tokenN')
  await judge(page)
  await expect(answer(page)).toContainText('accepted')
  expect(provided.asked).toEqual([])

  await pick(page, /Mode$/, /^Both/)
  await expect(page.getByTestId('judge')).toHaveText(`Introspect at ${provided.host}N`)
  await judge(page)
  const twin = page.getByRole('region', { name: 'Twin' })
  await expect(twin).toContainText('they differ')
  await expect(
    twin.getByRole('row', { name: /^Verdict accepted, 200 rejected, 401 differ$/ }),
  ).toBeVisible()
  await expect(twin.getByRole('list', { name: 'Explanations' })).toContainText('revoked')
  await expectAccessible(page)
  await provided.close()
})

test('a wrong document is refused at its path and kept; so is a wrong list', async ({
  console,
}) => {
  const { page } = console
  await openTokens(page)
  await paste(page, forged(claims()))
  await pick(page, /Connection$/, /pasted document/)
  const document = '{"default": {"domain": "https://login.acme.example", "client_id": 7}}'
  const field = page.getByLabel('Configuration document')
  await field.fill(document)
  await judge(page)
  await expect(page.getByRole('alert')).toContainText('default.client_id')
  await expect(field).toHaveValue(document)
  await expectAccessible(page)

  await pick(page, /Connection$/, /^Sandbox/)
  await page.getByRole('button', { name: /^Overrides and customers/ }).click()
  await page.getByLabel('Customer list as CSV or JSON').fill('nothing,known\n1,2')
  await judge(page)
  await expect(page.getByRole('alert')).toContainText('customers_invalid')
  await page.locator('input[type=file]').setInputFiles({
    name: 'customers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('customerNumber,contactEmail,providerId\nC1,alice@example.com,other\n'),
  })
  await expect(
    page.getByRole('button', { name: /^Overrides and customers customers\.csv/ }),
  ).toBeVisible()
  await judge(page)
  const customers = page.getByRole('region', { name: 'Customers' })
  await expect(customers).toContainText('EMAIL: found')
  await expect(customers.getByRole('list', { name: 'Cases' })).toContainText('Takeover')
  await expectAccessible(page)
})

test('a hostile token stays inert, and the page usable', async ({ console }) => {
  const { page } = console
  page.on('dialog', () => console.complaints.push('a dialog opened'))
  await openTokens(page)
  await paste(
    page,
    forged(
      {
        iss: '<img src=x onerror=alert(1)><script>alert(2)</script>',
        sub: 'evil\u202Egnp.exe',
        'javascript:alert(3)': 'https://evil.example/track.png',
        constructor: 'x',
        big: 'A'.repeat(1_000_000),
        exp: seconds() + 60,
      },
      { jku: 'https://evil.example/keys' },
    ),
  )
  await expect(token(page).getByRole('row', { name: /^iss <img src=x onerror/ })).toBeVisible()
  await expect(token(page).getByRole('row', { name: /^sub evilU\+202Egnp\.exe/ })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Warnings' })).toContainText('never fetched')
  expect(await page.locator('main img, main script, main a').count()).toBe(0)
  await judge(page)
  await expect(answer(page)).toContainText('rejected')
  await page.keyboard.press(']')
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('[')
  await token(page).getByRole('button', { name: 'Show 6000 of 1000000 characters' }).click()
  await expect(token(page).getByRole('button', { name: /^Show 60000 of/ })).toBeVisible()
  await expectAccessible(page)
})

test('two tokens are compared claim by claim', async ({ console }) => {
  const { page } = console
  const content = claims()
  await openTokens(page)
  await paste(page, forged({ ...content, exp: content.exp + 182, sub: 'bob' }))
  await paste(page, forged(content))
  await page.keyboard.press('d')
  await pick(page, /Compare with$/, /^login\.acme\.example/)
  const table = page.getByRole('table', { name: 'What differs' })
  await expect(table.getByRole('row', { name: /^sub alice bob differ$/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /^exp .* 3 min 2 s later differ$/ })).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(3)
  await page.getByRole('button', { name: /^The same in both/ }).click()
  await expect(token(page)).toContainText('acme_tier')
  await expectAccessible(page)
})

for (const [name, text, sentence] of [
  ['opaque', 'QtvQi9UAYS9GIbEGu73ERUmfdC569MBE', /^Opaque\. .*32 characters of letters and digits/],
  ['malformed', `${forged({ sub: 'x' }).slice(0, 70)}*.x`, /^Malformed\. .*claims cannot be read/],
  [
    'encrypted',
    `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`,
    /^Encrypted for somebody else\./,
  ],
  ['unsigned', forged({ sub: 'x' }, { alg: 'none' }), /^Not signed\./],
] as const) {
  test(`a token that is ${name} is said to be so`, async ({ console }) => {
    const { page } = console
    await openTokens(page)
    await paste(page, text)
    await expect(token(page).getByRole('paragraph').first()).toHaveText(sentence)
    await judge(page)
    await expect(answer(page)).toContainText('rejected')
    await expectAccessible(page)
  })
}

test('everything goes without a mouse', async ({ console }) => {
  const { page } = console
  await openTokens(page)
  await page.keyboard.press('v')
  await expect(page.getByLabel('Paste a token')).toBeFocused()
  await page.keyboard.insertText(forged(claims()))
  await expect(page.getByLabel('Pasted token')).toBeVisible()
  await page.keyboard.press('n')
  await expect(answer(page)).toContainText('rejected')
  await page.keyboard.press('v')
  await expect(page.getByLabel('Paste a token')).toBeFocused()
  await page.keyboard.type('abc')
  await page.keyboard.press('Enter')
  await expect(token(page)).toContainText('Opaque')
  await page.keyboard.press('j')
  await expect(token(page)).toContainText('acme_tier')
  await page.getByRole('button', { name: 'iss', exact: true }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('tooltip')).toContainText('RFC 7519 section 4.1.2')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('on the slider: now')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('F6')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByRole('listbox', { name: 'Stages' })).toBeVisible()
})

test('nothing overlaps or is cut off at 900 x 640', async ({ console }) => {
  const { page } = console
  await page.setViewportSize({ width: 900, height: 640 })
  await openTokens(page)
  await paste(page, forged(claims()))
  await expect(page.getByTestId('judge')).toHaveText(/judge/)
  await judge(page)
  await expect(page.getByRole('tab', { name: 'Verdict rejected' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await expect(answer(page)).toContainText('rejected')
  const overflow = await page.evaluate(() => ({
    x: document.documentElement.scrollWidth - window.innerWidth,
    y: document.documentElement.scrollHeight - window.innerHeight,
  }))
  expect(overflow).toEqual({ x: 0, y: 0 })
  await expectAccessible(page)
})

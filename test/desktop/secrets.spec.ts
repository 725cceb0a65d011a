import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { canaries } from '../support/canary.ts'
import { connection, secretPath } from '../support/connection-text.ts'
import { launch, runtime, test } from './launch.ts'

test.skip(runtime.missing !== null, runtime.missing ?? '')

const secret = 'kanari desktop+/="&7f3a91c2'
const { inFolder } = canaries([secret])

/** No key store of the system: on Linux, Chromium then has a password that everybody knows. */
const withoutKeyStore = {
  args: ['--password-store=basic'],
  // For a runtime that stands in for Electron and has no such switch.
  env: { ELECTRON_STAND_IN_KEYRING: 'unavailable' },
}

const save = (page: Page) =>
  page.evaluate(
    async (text) => {
      const reply = await window.bridge.call('connections.save', { text })
      if (!reply.ok) throw new Error(reply.failure.message)
      return reply.value.id
    },
    connection('acme', secret),
  )

const reveal = (page: Page, connectionId: string) =>
  page.evaluate(
    async ({ connectionId, path }) => {
      const reply = await window.bridge.call('connections.revealSecret', { connectionId, path })
      return reply.ok ? reply.value.value : reply.failure.code
    },
    { connectionId, path: secretPath },
  )

const bar = (page: Page) =>
  page.getByRole('contentinfo').getByRole('button', { name: /[Ss]ecrets/ })
const keyFile = (profile: string) => path.join(profile, 'secret.key')
const settings = (profile: string) => readFileSync(path.join(profile, 'config.json'), 'utf8')

test.describe('with a key store', () => {
  test('a secret is sealed by it, and stands in no file', async ({
    console: { app, page, profile },
  }) => {
    test.skip(
      await app.evaluate(
        ({ safeStorage }) =>
          !safeStorage.isEncryptionAvailable() ||
          (process.platform === 'linux' &&
            safeStorage.getSelectedStorageBackend() === 'basic_text'),
      ),
      'this machine has no key store',
    )
    const id = await save(page)
    await expect(bar(page)).toHaveText(/^Secrets are sealed by /)
    expect(await reveal(page, id)).toBe(secret)
    await bar(page).click()
    await expect(page.getByRole('dialog')).toContainText('There is nothing to choose')
    expect(settings(profile)).not.toMatch(/v1\.(?:memory|key-file)/)
    await app.close()
    expect([inFolder(profile), existsSync(keyFile(profile))]).toEqual([[], false])
  })
})

test.describe('without a key store', () => {
  test.skip(process.platform !== 'linux', 'only Linux can go without one')

  test('a secret lives until the end, and the person is told', async ({ profile }) => {
    const { app, page } = await launch(profile, withoutKeyStore)
    await expect(bar(page)).toHaveText(/must be entered again after a restart/)
    const id = await save(page)
    expect(await reveal(page, id)).toBe(secret)
    expect(inFolder(profile)).toEqual([])
    await app.close()
    expect([inFolder(profile), existsSync(keyFile(profile))]).toEqual([[], false])
    const next = await launch(profile, withoutKeyStore)
    expect(await reveal(next.page, id)).toBe('secret_missing')
    await next.app.close()
  })

  test('a chosen key file seals at once, is remembered, and is given up again', async ({
    profile,
  }) => {
    const first = await launch(profile, withoutKeyStore)
    const id = await save(first.page)
    await bar(first.page).click()
    await first.page.getByText('Seal them with a key file').click()
    await first.page.getByRole('button', { name: 'Apply' }).click()
    await expect(bar(first.page)).toHaveText(/key file secret\.key/)
    expect((statSync(keyFile(profile)).mode & 0o777).toString(8)).toBe('600')
    await first.app.close()
    expect(inFolder(profile)).toEqual([])

    const { app, page } = await launch(profile, withoutKeyStore)
    expect(await reveal(page, id)).toBe(secret)
    await bar(page).click()
    await page.getByText('Keep them in memory until the console ends').click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(bar(page)).toHaveText(/kept in memory, as chosen/)
    expect(existsSync(keyFile(profile))).toBe(false)
    expect(await reveal(page, id)).toBe(secret)
    expect(settings(profile)).not.toContain('v1.key-file')
    await app.close()
    expect(inFolder(profile)).toEqual([])
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { createCore } from '../../electron/core/core.ts'
import { createPorts } from '../../electron/headless/environment.ts'
import { startHost } from '../../electron/headless/host.ts'

const many = 1000

const document = (number: number) => ({
  platform: 'elastic-path',
  name: `store ${number}`,
  elasticPath: { clientId: `key-${number}` },
})

test('a thousand connections are found by what is typed', async ({ page }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sso-flow-console-many-'))
  const ports = createPorts({
    environment: { ...process.env, SSO_FLOW_CONSOLE_DATA: folder },
    openUrl: () => Promise.resolve(),
  })
  const core = createCore(ports)
  await core.call('connections.save', { text: JSON.stringify(document(0)) })
  // In one write: each save writes the whole document.
  ports.store.update((stored) => ({
    ...(stored as object),
    connections: Array.from({ length: many }, (_, number) => ({
      id: `id-${number}`,
      document: document(number),
    })),
  }))
  const host = await startHost({
    core: { call: core.dispatch, listen: core.listen },
    port: 0,
    rendererFolder: path.join(import.meta.dirname, '../../out/renderer'),
    log: ports.log,
  })
  await page.goto(host.url)
  await page.getByRole('listbox', { name: 'Stages' }).waitFor()

  const before = Date.now()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  const list = page.getByRole('listbox', { name: 'Connections' })
  await expect(list.getByRole('option', { name: /^store 0/ })).toBeVisible()
  test.info().annotations.push({ type: 'opened in', description: `${Date.now() - before} ms` })
  await expect(page.getByRole('heading', { name: `${many + 1} connections` })).toBeVisible()
  // Only those in sight are drawn.
  expect(await list.getByRole('option').count()).toBeLessThan(60)

  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await expect(list.getByRole('option', { name: /^Sandbox/ })).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.type('store 777')
  await expect(page.getByRole('heading', { name: `1 of ${many + 1} connections` })).toBeVisible()
  await list.getByRole('option', { name: /^store 777/ }).click()
  const form = page.getByRole('region', { name: 'Connection', exact: true })
  await expect(form.getByRole('heading', { name: 'store 777', level: 2 })).toBeVisible()

  // The choice goes on from there, and comes into sight.
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByRole('heading', { name: 'Connections', level: 1 }).click()
  await page.keyboard.press('j')
  await expect(form.getByRole('heading', { name: 'store 778', level: 2 })).toBeVisible()
  await expect(list.getByRole('option', { name: /^store 778/ })).toBeInViewport()

  await host.close()
  await core.close()
  rmSync(folder, { recursive: true, force: true })
})

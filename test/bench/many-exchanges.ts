import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Locator, type Page } from '@playwright/test'
import { createCore } from '../../electron/core/core.ts'
import { runCommands } from '../../electron/core/flow/run-commands.ts'
import { Runs } from '../../electron/core/flow/runs.ts'
import { type Flow, stage } from '../../electron/core/flow/stage.ts'
import { NetworkLedger } from '../../electron/core/http/network-ledger.ts'
import { flowById } from '../../electron/core/platforms/registry.ts'
import { createPorts } from '../../electron/headless/environment.ts'
import { startHost } from '../../electron/headless/host.ts'
import type { EventMessage } from '../../shared/contract.ts'
import { findBrowser } from '../support/browser.ts'

/* A run of very many large answers: what it costs the core, and whether the screen stays usable. */

const flowId = 'emporix-token-exchange'

const body = JSON.stringify({
  access_token: 'x'.repeat(40),
  items: Array.from({ length: 8900 }, (_, id) => ({
    id,
    name: `item number ${id}`,
    note: 'some words about it, and a link https://a.example/?code=abcdefghijk12',
  })),
})

/** A known flow whose first stage asks very often: no platform answers like this. */
function flowOf(count: number, origin: string): Flow {
  const [first, ...rest] = flowById(flowId).stages
  if (!first) throw new Error('The flow has no stages')
  const many = stage({
    id: first.id,
    title: 'Read very many pages',
    explanation: '',
    lookAt: '',
    spec: '',
    action: () => ({ verb: 'Read', host: null }),
    needs: [],
    gives: [],
    show: () => [],
    async run(_values, tools) {
      for (let page = 0; page < count; page++) {
        await tools.fetch({ label: `Page ${page + 1}`, party: 'platform' })(
          `${origin}/page/${page}`,
        )
      }
      return {}
    },
  })
  return { ...flowById(flowId), stages: [many, ...rest] }
}

export async function benchManyExchanges(quick: boolean): Promise<void> {
  const count = quick ? 50 : 200
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(body)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(path.join(tmpdir(), 'sso-flow-console-bench-'))
  const ports = createPorts({
    environment: { ...process.env, SSO_FLOW_CONSOLE_DATA: folder },
    openUrl: () => Promise.resolve(),
  })
  const core = createCore(ports)
  try {
    const megabytes = (body.length / 1e6).toFixed(1)
    console.log(`run of ${count} exchanges of ${megabytes} MB each`)
    const listeners = new Set<(event: EventMessage) => void>()
    const sent = { events: 0, bytes: 0 }
    const runs = new Runs({
      ports,
      ledger: new NetworkLedger(ports.clock),
      emit(payload) {
        sent.events++
        sent.bytes += JSON.stringify(payload).length
        for (const listener of listeners) listener({ name: 'run.changed', payload })
      },
    })
    const before = memory()
    const { id: runId } = runs.start({
      flow: flowOf(count, origin),
      connection: { id: 'sandbox', name: 'Sandbox', kind: 'sandbox' },
      given: {},
      givenFrom: {},
      skipped: [],
      skippedBecause: '',
    })
    const began = performance.now()
    runs.of(runId).next(false, false)
    await runs.of(runId).settled()
    line('run', `${((performance.now() - began) / 1000).toFixed(1)} s`)
    line('memory of the core', `${before} MB before, ${memory()} MB after`)
    line('told to the screen', `${sent.events} events, ${(sent.bytes / 1e6).toFixed(1)} MB`)
    const looked = performance.now()
    const view = JSON.stringify(runs.of(runId).view())
    line('one picture', `${(performance.now() - looked).toFixed(1)} ms, ${view.length} characters`)

    const commands = runCommands(runs)
    const host = await startHost({
      core: {
        async call(name, input) {
          if (name in commands) {
            const handle = commands[name as keyof typeof commands] as (input: unknown) => unknown
            return { ok: true, value: await handle(input) }
          }
          return core.dispatch(name, input)
        },
        listen(listener) {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        },
      },
      port: 0,
      rendererFolder: path.join(import.meta.dirname, '../../out/renderer'),
      log: ports.log,
    })
    await onScreen(host.url, runId)
    await host.close()
  } finally {
    await core.close()
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true })
  }
}

async function onScreen(url: string, runId: string): Promise<void> {
  const found = findBrowser()
  if (!found) return line('on screen', 'not measured: there is no browser')
  const browser = await chromium.launch(found)
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.addInitScript((id) => {
      sessionStorage.setItem('run', id)
      const tasks: number[] = []
      Object.assign(globalThis, { tasks })
      new PerformanceObserver((list) => {
        tasks.push(...list.getEntries().map(({ duration }) => duration))
      }).observe({ type: 'longtask' })
    }, runId)
    await page.goto(url)
    await page.getByRole('listbox', { name: 'Stages' }).waitFor()
    await measure(page, 'the diagram', page.getByRole('grid', { name: 'Messages' }))
    const strip = page.getByRole('region', { name: 'Network' })
    const closed = strip.getByRole('button', { expanded: false }).first()
    if (await closed.isVisible()) await closed.click()
    await measure(page, 'the network strip', page.getByRole('grid', { name: 'Requests' }))
    await page.keyboard.press('1')
    await page.getByRole('tab', { name: /^Response/ }).click()
    const all = page.getByRole('button', { name: /^Show all/ }).first()
    await taken(page, 'a whole body is laid out', () => all.click())
    await measure(page, 'the body', page.getByRole('tabpanel').first())
    const heap = await page.evaluate(
      () =>
        (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    )
    line('memory of the page', `${(heap / 1e6).toFixed(0)} MB of scripts`)
  } finally {
    await browser.close()
  }
}

/** Turns the wheel over it, end to end, and says which tasks held the page up. */
async function measure(page: Page, name: string, target: Locator): Promise<void> {
  await target.hover()
  const parts = () =>
    page.evaluate(() => {
      const all = [...document.querySelectorAll('*')]
      return all.reduce((sum, { scrollTop }) => sum + scrollTop, 0)
    })
  const before = await parts()
  let moved = false
  await taken(page, `scrolling ${name}`, async () => {
    // As often as a screen is drawn; a wheel turns no faster.
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, turn < 40 ? 400 : -700)
      await page.evaluate(() => new Promise(requestAnimationFrame))
      moved ||= turn % 10 === 9 && (await parts()) !== before
    }
  })
  if (!moved) line(name, 'NOTHING MOVED: the figure above says nothing')
}

async function taken(page: Page, name: string, act: () => Promise<void>): Promise<void> {
  const tasks = () => page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks)
  const before = (await tasks()).length
  await act()
  // The observer is told after the frame in which a task ended.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))),
  )
  const long = (await tasks()).slice(before)
  const longest = Math.max(0, ...long).toFixed(0)
  line(
    name,
    long.length === 0
      ? 'no task over 50 ms'
      : `${long.length} tasks over 50 ms, ${longest} ms at most`,
  )
}

const memory = () => (process.memoryUsage().rss / 1e6).toFixed(0)

function line(name: string, words: string): void {
  console.log(`  ${name.padEnd(28)} ${words}`)
}

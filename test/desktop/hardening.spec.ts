import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { WebPreferences } from 'electron'
import type { Reply } from '../../shared/contract.ts'
import {
  launch,
  newProfile,
  removeProfile,
  root,
  runtime,
  test as base,
  watchViolations,
  type Launched,
} from './launch.ts'

/* Each test names the lines of the project's security checklist that it proves on the built app. */

/* oxlint-disable unicorn/consistent-function-scoping -- what page.evaluate runs cannot reach out of itself */
/* oxlint-disable no-extend-native -- breaking the page's world is what a test here is about */

/** One app for the whole file: nothing here may change it, which is what is being proved. */
const test = base.extend<
  object,
  { shared: Launched; foreign: { url: string; requests: string[] } }
>({
  shared: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names it takes from here
    async ({}, give) => {
      const profile = newProfile()
      try {
        const launched = await launch(profile)
        await give(launched)
        await launched.app.close()
      } finally {
        removeProfile(profile)
      }
    },
    { scope: 'worker' },
  ],
  /** A page of somebody else. It listens on loopback, so that a lock that fails fails here and not on the net. */
  foreign: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names it takes from here
    async ({}, give) => {
      const requests: string[] = []
      const server = createServer((request, response) => {
        requests.push(request.url ?? '')
        response.setHeader('access-control-allow-origin', '*').end('<title>foreign</title>')
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      await give({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests })
      server.close()
    },
    { scope: 'worker' },
  ],
})

test.skip(runtime.missing !== null, runtime.missing ?? '')

interface Preferring {
  getLastWebPreferences(): WebPreferences | null
}

/** The bridge as a page may misuse it. */
interface Untyped {
  call: (...args: unknown[]) => Promise<Reply<unknown>>
}

/** What the app believes to show: its own spelling of the address, whatever the page sees. */
const address = ({ app }: Launched) =>
  app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL()),
  )

const start = 'app://console/index.html'

test('E-02 to E-12: every page runs with the locked preferences', async ({ shared }) => {
  const all = await shared.app.evaluate(({ webContents }) =>
    // Not in the published types, but what Electron itself goes by.
    webContents
      .getAllWebContents()
      .map((contents) => (contents as unknown as Preferring).getLastWebPreferences()),
  )
  expect(all).toHaveLength(1)
  for (const preferences of all) {
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
    })
    expect(preferences?.enableBlinkFeatures ?? '').toBe('')
  }
})

test('E-02: the page has nothing of Node', async ({ shared }) => {
  const kinds = await shared.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].map(
      (name) => typeof (globalThis as Record<string, unknown>)[name],
    ),
  )
  expect(new Set(kinds)).toEqual(new Set(['undefined']))
})

test('E-04: the preload is one CommonJS file that requires only electron', () => {
  const built = readFileSync(path.join(root, 'out/preload/index.cjs'), 'utf8')
  const required = [...built.matchAll(/\b(?:require|import)\s*\(?\s*["'`](?<name>[^"'`]+)/g)]
  expect(required.map(({ groups }) => groups?.['name'])).toEqual(['electron'])
  expect(built.length).toBeLessThan(4000)
})

test('E-20: the bridge is two functions, frozen, and nothing else of Electron', async ({
  shared,
}) => {
  const bridge = await shared.page.evaluate(() => ({
    members: Object.entries(window.bridge).map(([name, member]) => [name, typeof member]),
    frozen: Object.isFrozen(window.bridge),
    electron: Object.keys(window).filter((name) => /electron|ipc/i.test(name)),
  }))
  expect(bridge).toEqual({
    members: [
      ['call', 'function'],
      ['listen', 'function'],
    ],
    frozen: true,
    electron: [],
  })
})

test('E-03: what the page breaks in its own world is whole in ours', async ({
  shared: { page },
}) => {
  const info = await page.evaluate(async () => {
    const { push } = Array.prototype
    const { parse } = JSON
    const broken = () => {
      throw new Error('broken by the page')
    }
    Array.prototype.push = broken
    JSON.parse = broken
    try {
      return await window.bridge.call('app.info', {})
    } finally {
      // The driver of this test lives in the page's world as well.
      Array.prototype.push = push
      JSON.parse = parse
    }
  })
  expect(info.ok).toBe(true)
})

test('E-05: no permission is granted, asked for or not', async ({ shared }) => {
  const { page } = shared
  const granted = await page.evaluate(async () => {
    const outcome = async (ask: () => unknown) => {
      try {
        const silence = new Promise((resolve) => setTimeout(resolve, 3000, 'refused: no answer'))
        return await Promise.race([ask(), silence])
      } catch (thrown) {
        return `refused: ${(thrown as Error).name}`
      }
    }
    const device = (name: string) =>
      (navigator as unknown as Record<string, { requestDevice(o: object): unknown }>)[name]
    return {
      notifications: await outcome(() => Notification.requestPermission()),
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await outcome(() => navigator.mediaDevices.getDisplayMedia()),
      clipboard: await outcome(() => navigator.clipboard.readText()),
      place: await outcome(
        () =>
          new Promise((resolve) =>
            navigator.geolocation.getCurrentPosition(
              () => resolve('granted'),
              ({ code }) => resolve(`refused: ${code}`),
            ),
          ),
      ),
      hid: await outcome(() => device('hid')?.requestDevice({ filters: [] }) ?? 'refused: absent'),
      usb: await outcome(() => device('usb')?.requestDevice({ filters: [] }) ?? 'refused: absent'),
    }
  })
  for (const [what, outcome] of Object.entries(granted))
    expect.soft(JSON.stringify(outcome), what).toMatch(/^"(?:refused: .*|denied)"$|^\[\]$/)
})

test('E-07, E-18: pages and files carry the policy', async ({ shared }) => {
  const answers = await shared.app.evaluate(async ({ net }, start) => {
    const asked = [start, 'app://console/nothing.js']
    return Promise.all(
      asked.map(async (url) => {
        const { status, headers } = await net.fetch(url)
        return { status, headers: Object.fromEntries(headers.entries()) }
      }),
    )
  }, start)
  expect(answers.map(({ status }) => status)).toEqual([200, 404])
  for (const { headers } of answers) {
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /)
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
})

test('E-18: nothing outside the bundle is served', async ({ shared }) => {
  const statuses = await shared.app.evaluate(
    async ({ net }, urls) =>
      Promise.all(
        urls.map((url) =>
          net.fetch(url).then(
            ({ status }) => status,
            () => 0,
          ),
        ),
      ),
    [
      'app://console/../../package.json',
      'app://console/%2e%2e/%2e%2e/package.json',
      'app://console/..%5c..%5cpackage.json',
      'app://console//etc/hosts',
      'app://console/main/main.js',
      'app://other/index.html',
    ],
  )
  for (const status of statuses) expect([0, 400, 404]).toContain(status)
})

test('E-07: neither text nor markup becomes code', async ({ console: { page } }) => {
  const ran = await page.evaluate(async () => {
    const outcome = (act: () => unknown) => {
      try {
        return act()
      } catch (thrown) {
        return (thrown as Error).name
      }
    }
    const inline = document.createElement('script')
    outcome(() => (inline.textContent = 'globalThis.inlineRan = true'))
    document.body.append(inline)
    const styled = document.createElement('style')
    styled.textContent = 'body { outline: 7px solid red }'
    document.body.append(styled)
    // Later, as the page's own act: what a debugger evaluates itself is let through.
    await new Promise((resolve) => setTimeout(resolve))
    return {
      // oxlint-disable-next-line no-eval -- that it fails is the point
      eval: outcome(() => window.eval('1')),
      // oxlint-disable-next-line no-implied-eval, no-new-func -- as above
      function: outcome(() => new Function('return 1')()),
      markup: outcome(() => (document.createElement('div').innerHTML = '<img src=x onerror=1>')),
      inline: 'inlineRan' in globalThis,
      outline: getComputedStyle(document.body).outlineWidth,
    }
  })
  expect(ran.eval).not.toBe(1)
  expect(ran.function).not.toBe(1)
  expect(ran.markup).toBe('TypeError')
  expect(ran.inline).toBe(false)
  expect(ran.outline).not.toBe('7px')
})

test('E-18, HC-06: the page reaches neither the disk nor the network', async ({
  shared,
  foreign,
}) => {
  const reached = await shared.page.evaluate(async (url) => {
    const fetched = (what: string) =>
      fetch(what).then(
        () => 'reached',
        () => 'blocked',
      )
    const loaded = (element: HTMLElement) =>
      new Promise((resolve) => {
        element.addEventListener('load', () => resolve('reached'))
        element.addEventListener('error', () => resolve('blocked'))
        document.body.append(element)
      })
    const image = (src: string) => loaded(Object.assign(new Image(), { src }))
    const socket = (what: string) =>
      new Promise((resolve) => {
        try {
          const opened = new WebSocket(what)
          opened.addEventListener('open', () => resolve('reached'))
          opened.addEventListener('error', () => resolve('blocked'))
        } catch {
          resolve('blocked')
        }
      })
    return {
      file: await fetched('file:///etc/hosts'),
      web: await fetched(url),
      data: await fetched('data:text/plain,x'),
      ftp: await fetched('ftp://127.0.0.1/'),
      picture: await image(`${url}picture.png`),
      filePicture: await image('file:///usr/share/pixmaps/debian-logo.png'),
      socket: await socket(url.replace('http', 'ws')),
    }
  }, foreign.url)
  expect(new Set(Object.values(reached))).toEqual(new Set(['blocked']))
  expect(foreign.requests).toEqual([])
})

test('E-12: a webview element stays an unknown element', async ({ shared }) => {
  await shared.page.evaluate((url) => {
    const view = document.createElement('webview')
    view.setAttribute('src', url)
    document.body.append(view)
  }, start)
  expect(await address(shared)).toHaveLength(1)
})

const ways: [string, (page: Page, url: string) => Promise<unknown>][] = [
  ['location', (page, url) => page.evaluate((url) => location.assign(url), url)],
  [
    'a link',
    (page, url) =>
      page.evaluate((href) => {
        const link = Object.assign(document.createElement('a'), { href, textContent: 'x' })
        document.body.append(link)
        link.click()
      }, url),
  ],
  [
    'a form',
    (page, url) =>
      page.evaluate((action) => {
        const form = Object.assign(document.createElement('form'), { action, method: 'post' })
        document.body.append(form)
        form.submit()
      }, url),
  ],
  [
    'a meta refresh',
    (page, url) =>
      page.evaluate((url) => {
        const meta = document.createElement('meta')
        meta.httpEquiv = 'refresh'
        meta.content = `0; url=${url}`
        document.head.append(meta)
      }, url),
  ],
  [
    'a dropped file',
    (page) =>
      page.evaluate(() => {
        const data = new DataTransfer()
        data.items.add(new File(['<h1>dropped</h1>'], 'a.html', { type: 'text/html' }))
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        )
      }),
  ],
  [
    'a frame',
    (page, url) =>
      page.evaluate((src) => {
        const frame = Object.assign(document.createElement('iframe'), { src })
        // A frame that was refused has loaded as well: nothing.
        const loaded = new Promise<void>((resolve) =>
          frame.addEventListener('load', () => resolve()),
        )
        document.body.append(frame)
        return loaded
      }, url),
  ],
]
for (const [way, go] of ways)
  test(`E-13: ${way} leads nowhere`, async ({ console: launched, foreign }) => {
    await go(launched.page, foreign.url)
    // The page still answers, which a page on its way out would not, and the app knows of no other address.
    await expect(launched.page.evaluate(() => document.readyState)).resolves.toBe('complete')
    await expect(
      launched.page.evaluate(() => window.bridge.call('app.info', {})),
    ).resolves.toMatchObject({
      ok: true,
    })
    expect(await address(launched)).toEqual([start])
    expect(foreign.requests).toEqual([])
  })

test('E-14: there is no second window', async ({ shared, foreign }) => {
  const opened = await shared.page.evaluate((url) => {
    const link = Object.assign(document.createElement('a'), {
      href: url,
      target: '_blank',
      textContent: 'x',
    })
    document.body.append(link)
    link.click()
    for (const modifier of ['shiftKey', 'ctrlKey', 'metaKey'])
      link.dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, [modifier]: true }),
      )
    link.dispatchEvent(new MouseEvent('auxclick', { bubbles: true, cancelable: true, button: 1 }))
    return [window.open(url), window.open('about:blank'), window.open(url, 'x', 'width=1')].map(
      (opened) => opened === null,
    )
  }, foreign.url)
  expect(opened).toEqual([true, true, true])
  expect(await address(shared)).toEqual([start])
  expect(foreign.requests).toEqual([])
})

test('E-17: what is no command with its input is refused as a value', async ({ shared }) => {
  const codes = await shared.page.evaluate(async () => {
    const { call } = window.bridge as unknown as Untyped
    const replies = [
      await call('no.such', {}),
      await call('__proto__', {}),
      await call(7, {}),
      await call('app.copy', { text: 'x'.repeat(10_000_000) }),
      await call('app.copy', { text: 7 }),
      await call('app.info', new Map()),
      await call('app.info'),
    ]
    return replies.map((reply) => (reply.ok ? 'done' : reply.failure.code))
  })
  expect(codes).toEqual([
    'command_unknown',
    'command_unknown',
    'command_unknown',
    'input_invalid',
    'input_invalid',
    'input_invalid',
    'input_invalid',
  ])
})

test('E-20: a function or an object with getters crosses the bridge as nothing', async ({
  shared,
}) => {
  const outcome = await shared.page.evaluate(async () => {
    const { call } = window.bridge as unknown as Untyped
    let read = 0
    const tricky = Object.defineProperty({}, 'runId', {
      enumerable: true,
      get: () => String(++read),
    })
    return {
      function: await call('run.get', { runId: () => 'r' }).then(
        () => 'answered',
        () => 'refused',
      ),
      getter: await call('run.get', tricky).then(
        () => 'answered',
        () => 'refused',
      ),
      after: await call('app.info', {}),
    }
  })
  expect(outcome.after).toMatchObject({ ok: true })
})

test('E-17: a page that is not ours gets no answer, even with our preload', async ({
  console: { app },
}) => {
  const preload = path.join(root, 'out/preload/index.cjs')
  const answer = await app.evaluate(async ({ BrowserWindow }, preload) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload } })
    await stranger.loadURL('data:text/html,stranger')
    const answer: unknown = await stranger.webContents.executeJavaScript(
      `window.bridge.call('app.info', {}).then(() => 'answered', (thrown) => String(thrown))`,
    )
    stranger.destroy()
    return answer
  }, preload)
  expect(answer).toContain('refused')
})

test('E-07: the console itself never runs into its policy', async ({ console: { page } }) => {
  const violations = await watchViolations(page)
  await expect(page.locator('body')).not.toBeEmpty()
  await page.keyboard.press('Tab')
  await page.evaluate(() => window.bridge.call('connections.list', {}))
  expect(violations()).toEqual([])
})

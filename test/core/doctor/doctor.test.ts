import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import type { Ports } from '../../../electron/core/ports.ts'
import { redirectSchema } from '../../../shared/redirect.ts'
import type { DoctorReport, DoctorRouteId } from '../../../shared/doctor.ts'
import { type TestConsole, testConsole } from '../../support/console.ts'

const hasV6 = Object.values(os.networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1')
const deepLink = { redirectUri: 'sso-flow-console://callback' }

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

function open(ports: Partial<Ports> = {}): TestConsole {
  const console = testConsole(ports)
  closers.push(() => console.close())
  return console
}

const redirect = (change: object = {}) => redirectSchema.parse(change)
function routeOf(report: DoctorReport, id: DoctorRouteId) {
  const route = report.routes.find((one) => one.id === id)
  if (!route) throw new Error(`no route ${id}`)
  return route
}

/** A port that another program holds. */
async function occupied(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  return (server.address() as AddressInfo).port
}

describe('the ways back on this machine', () => {
  it('each answer for themselves, with the redirect URI that they would send', async () => {
    const report = await open().call('doctor.check', { redirect: redirect() })
    expect(routeOf(report, 'ipv4')).toMatchObject({
      status: 'passed',
      message: 'The listener opened and answered.',
      redirectUri: 'http://127.0.0.1:free port/callback',
      chosen: true,
    })
    expect(routeOf(report, 'paste')).toMatchObject({
      status: 'passed',
      redirectUri: 'http://127.0.0.1:8765/callback',
      chosen: false,
    })
    expect(routeOf(report, 'browser').status).toBe('unknown')
    expect(report).toMatchObject({ from: 'the settings on screen', redirectUri: null })
    expect(report.routes.every(({ status }) => status !== 'checking')).toBe(true)
  })

  it.runIf(hasV6)('localhost and [::1] are called at their own addresses', async () => {
    const report = await open().call('doctor.check', { redirect: redirect() })
    expect(routeOf(report, 'localhost')).toMatchObject({
      status: 'passed',
      message: 'The listener opened and answered, on 127.0.0.1 and on ::1.',
    })
    expect(routeOf(report, 'ipv6').status).toBe('passed')
  })

  it('a port that another program holds is named, with the way out', async () => {
    const port = await occupied()
    const report = await open().call('doctor.check', { redirect: redirect({ port }) })
    expect(routeOf(report, 'ipv4')).toMatchObject({
      status: 'failed',
      message: `Port ${port} on 127.0.0.1 is used by another program.`,
      fix: 'Stop it, or set redirect.port to another one (0 takes a free one).',
      redirectUri: `http://127.0.0.1:${port}/callback`,
    })
    expect(report.redirectUri).toBe(`http://127.0.0.1:${port}/callback`)
  })

  it('a port that a run of this console holds is no fault', async () => {
    const console = open()
    const started = await console.call('run.start', {
      flowId: 'emporix-token-exchange',
      connectionId: 'sandbox',
    })
    const waits = new Promise<number>((resolve) => {
      console.core.listen((event) => {
        const uri = event.name === 'run.changed' ? event.payload.waiting?.redirectUri : null
        if (uri) resolve(Number(new URL(uri).port))
      })
    })
    await console.call('run.toEnd', { runId: started.id })
    const port = await waits
    const report = await console.call('doctor.check', { redirect: redirect({ port }) })
    expect(routeOf(report, 'ipv4')).toMatchObject({
      status: 'passed',
      message: `A run of this console listens on port ${port} now; beside it, the way works.`,
    })
    expect((await console.call('run.get', { runId: started.id })).state).toBe('waiting')
  })

  it('leave no port open', async () => {
    const [port] = [await freePort()]
    await open().call('doctor.check', { redirect: redirect({ port }) })
    for (const host of ['127.0.0.1', '::1']) {
      const refused = await new Promise((resolve) => {
        const socket = net.connect(port, host, () => resolve(false))
        socket.once('error', () => resolve(true))
      })
      expect(refused).toBe(true)
    }
  })

  it('take the settings of a connection', async () => {
    const report = await open().call('doctor.check', { connectionId: 'sandbox' })
    expect(report.from).toBe('connection Sandbox')
  })

  it('refuse a connection that there is not', async () => {
    await expect(open().call('doctor.check', { connectionId: 'nobody' })).rejects.toThrow(
      'connection_unknown',
    )
  })

  it.each([
    ['none', undefined, false, 'warning'],
    ['none, though the settings name it', undefined, true, 'failed'],
    ['ours', { ...deepLink, isRegistered: () => true }, true, 'passed'],
    ['of another program', { ...deepLink, isRegistered: () => false }, true, 'failed'],
    ['one that the system does not tell of', deepLink, true, 'unknown'],
  ])('the deep link: %s', async (_what, port, chosen, status) => {
    const console = open(port ? { deepLink: port } : {})
    const method = chosen ? 'deep-link' : 'loopback'
    const report = await console.call('doctor.check', { redirect: redirect({ method }) })
    expect(routeOf(report, 'deep-link')).toMatchObject({ status, chosen })
    expect(routeOf(report, 'deep-link').fix === '').toBe(status === 'passed')
  })

  it('the in-app window is named where the host has one', async () => {
    const without = await open().call('doctor.check', { redirect: redirect() })
    expect(routeOf(without, 'window').status).toBe('warning')
    const signInWindow = { open: () => Promise.reject(new Error('not opened here')) }
    const withOne = await open({ signInWindow }).call('doctor.check', { redirect: redirect() })
    expect(routeOf(withOne, 'window').status).toBe('passed')
  })
})

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('the round trip through the browser', () => {
  /** The next report in which a route stands so. */
  function when(console: TestConsole, id: DoctorRouteId, status: string): Promise<DoctorReport> {
    return new Promise((resolve) => {
      const stop = console.core.listen((event) => {
        if (event.name !== 'doctor.changed') return
        if (routeOf(event.payload, id).status !== status) return
        stop()
        resolve(event.payload)
      })
    })
  }

  it('is passed when the browser asks for the page that was opened', async () => {
    const console = open()
    await console.call('doctor.check', { redirect: redirect() })
    const passed = when(console, 'browser', 'passed')
    const report = await console.call('doctor.tryBrowser', {})
    expect(report.browserUntil).toBe(console.clock.now() + 120_000)
    expect(routeOf(report, 'browser').status).toBe('checking')
    const page = await fetch(console.opened[0] ?? '')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('This browser reaches the console.')
    await passed
    await expect.poll(async () => (await console.call('doctor.get', {})).browserUntil).toBeNull()
  })

  it('goes on with a deep link on that page, which no run sees', async () => {
    const console = open({ deepLink })
    await console.call('doctor.check', { redirect: redirect() })
    await console.call('doctor.tryBrowser', {})
    const passed = when(console, 'browser', 'passed')
    const page = await (await fetch(console.opened[0] ?? '')).text()
    await passed
    const link = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(link).toMatch(/^sso-flow-console:\/\/callback\?code=doctor&state=/)
    const notices: string[] = []
    console.core.listen((event) => {
      if (event.name === 'notice') notices.push(event.payload.message)
    })
    console.core.receiveDeepLink(link.replace(/state=.*/, 'state=foreign'))
    expect(notices).toHaveLength(1)
    expect(routeOf(await console.call('doctor.get', {}), 'deep-link').status).toBe('checking')
    console.core.receiveDeepLink(link)
    expect(notices).toHaveLength(1)
    expect(routeOf(await console.call('doctor.get', {}), 'deep-link').status).toBe('passed')
  })

  it('is open when the browser does not come in time, and the port is closed', async () => {
    const console = open()
    await console.call('doctor.check', { redirect: redirect() })
    await console.call('doctor.tryBrowser', {})
    const over = when(console, 'browser', 'unknown')
    console.clock.advance(120_000)
    expect(routeOf(await over, 'browser').message).toBe('It did not come within 2 minutes.')
    await expect(fetch(console.opened[0] ?? '')).rejects.toThrow('fetch failed')
  })

  it('is ended by a cancel, and by another check', async () => {
    const console = open()
    await console.call('doctor.check', { redirect: redirect() })
    await console.call('doctor.tryBrowser', {})
    const report = await console.call('doctor.cancel', {})
    expect(routeOf(report, 'browser')).toMatchObject({ status: 'unknown' })
    expect(report.browserUntil).toBeNull()
    await expect(fetch(console.opened[0] ?? '')).rejects.toThrow('fetch failed')
    await console.call('doctor.tryBrowser', {})
    await console.call('doctor.check', { redirect: redirect() })
    await expect(fetch(console.opened[1] ?? '')).rejects.toThrow('fetch failed')
  })

  it('is failed when the browser cannot be opened', async () => {
    const openUrl = () => Promise.reject(new Error('no /usr/bin/secret-path'))
    const console = open({ openUrl })
    await console.call('doctor.check', { redirect: redirect() })
    const report = await console.call('doctor.tryBrowser', {})
    expect(routeOf(report, 'browser').status).toBe('failed')
    expect(JSON.stringify(report)).not.toContain('secret-path')
  })

  it('is not asked for before anything was checked', async () => {
    await expect(open().call('doctor.tryBrowser', {})).rejects.toThrow('check_unknown')
  })

  it('is not passed by what another program sends to the port', async () => {
    const console = open()
    await console.call('doctor.check', { redirect: redirect() })
    await console.call('doctor.tryBrowser', {})
    const url = new URL(console.opened[0] ?? '')
    const status = await new Promise((resolve) => {
      http.get(`${url.origin}${url.pathname}?code=doctor&state=guess`, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
    })
    expect(status).toBe(400)
    expect(routeOf(await console.call('doctor.get', {}), 'browser').status).toBe('checking')
  })
})

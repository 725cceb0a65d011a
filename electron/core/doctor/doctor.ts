import { randomBytes, randomUUID } from 'node:crypto'
import type {
  DoctorInput,
  DoctorReport,
  DoctorRoute,
  DoctorRouteId,
} from '../../../shared/doctor.ts'
import { type Redirect, redirectSchema } from '../../../shared/redirect.ts'
import { FlowError, toFailure } from '../failure.ts'
import { vetBrowserUrl } from '../http/browser-url.ts'
import { type CallbackListener, listenForCallback } from '../http/callback-listener.ts'
import { triedPage } from '../http/callback-pages.ts'
import { deepLinkRedirectUri } from '../http/deep-link-callback.ts'
import { isEqualText } from '../http/equal-text.ts'
import { isBoundHere } from '../http/loopback-sockets.ts'
import { plannedRedirectUri } from '../http/planned-redirect.ts'
import type { Ports } from '../ports.ts'
import { listenerUri, tryListener } from './loopback-routes.ts'
import { lookAtDeepLink, lookAtWindow, tryPaste } from './other-routes.ts'

/** A person has to find the browser's window first, and to press a link in it. */
const browserPatience = 2 * 60_000

const hostRoutes = { ipv4: '127.0.0.1', localhost: 'localhost', ipv6: '[::1]' } as const
const hostRouteIds = ['ipv4', 'localhost', 'ipv6'] as const

type DoctorPorts = Pick<Ports, 'clock' | 'openUrl' | 'deepLink' | 'signInWindow'>
type Change = Partial<Omit<DoctorRoute, 'id'>>

/** The browser is tried: what listens for it, and the state that its deep link would bring. */
interface Trial {
  state: string
  listener: CallbackListener
  stopClock: () => void
}

/** Tries on this machine each way in which a callback can come. There is one report, the latest. */
export class Doctor {
  readonly #ports: DoctorPorts
  readonly #redirectOf: (connectionId: string) => Promise<{ name: string; redirect: Redirect }>
  readonly #emit: (report: DoctorReport) => void
  #report: DoctorReport | null = null
  #redirect: Redirect = redirectSchema.parse({})
  #trial: Trial | null = null

  constructor(
    ports: DoctorPorts,
    redirectOf: (connectionId: string) => Promise<{ name: string; redirect: Redirect }>,
    emit: (report: DoctorReport) => void,
  ) {
    this.#ports = ports
    this.#redirectOf = redirectOf
    this.#emit = emit
  }

  /** Tries everything but the browser, which needs the person. Ends a try of the browser that is under way. */
  async check(input: DoctorInput): Promise<DoctorReport> {
    await this.#endTrial()
    const { redirect, from } = await this.#settingsOf(input)
    this.#redirect = redirect
    const report = begun(redirect, from, this.#ports)
    this.#report = report
    const { clock, deepLink, signInWindow } = this.#ports
    // One after the other: they may use the same port.
    for (const id of hostRouteIds) {
      this.#change(id, await tryListener({ ...redirect, host: hostRoutes[id] }, clock))
    }
    this.#change('paste', tryPaste(redirect))
    this.#change('deep-link', lookAtDeepLink(deepLink, redirect.method === 'deep-link'))
    this.#change('window', lookAtWindow(signInWindow))
    return this.#latest()
  }

  /** Opens a page of our own listener in the browser and answers at once; what comes of it is told. */
  async tryBrowser(): Promise<DoctorReport> {
    const report = this.#latest()
    await this.#endTrial()
    const { clock, deepLink } = this.#ports
    const { host, port, path, method } = this.#redirect
    const isFree = method === 'loopback' && !isBoundHere(addressOf(host), port)
    const state = randomBytes(16).toString('base64url')
    const answer = `?code=doctor&state=${state}`
    try {
      const listener = await listenForCallback({
        host: method === 'loopback' ? host : '127.0.0.1',
        port: isFree ? port : 0,
        path,
        state,
        clock,
        page: triedPage(deepLink ? `${deepLinkRedirectUri}${answer}` : null),
        onRefused: () => undefined,
      })
      const stopClock = clock.after(browserPatience, () => void this.#tooLate())
      this.#trial = { state, listener, stopClock }
      void listener.taken.then(
        () => this.#arrived(state),
        // It was closed before: whoever closed it has told so.
        () => undefined,
      )
      this.#apply({ ...report, browserUntil: clock.now() + browserPatience })
      this.#change('browser', {
        status: 'checking',
        message: 'The browser was opened; it is awaited.',
        fix: '',
        redirectUri: listener.redirectUri,
      })
      await this.#ports.openUrl(vetBrowserUrl(`${listener.redirectUri}${answer}`))
    } catch (thrown) {
      await this.#endTrial()
      this.#change('browser', {
        status: 'failed',
        message:
          thrown instanceof FlowError
            ? toFailure(thrown).message
            : 'The browser could not be opened.',
        fix: 'Open the sign-in by hand: its URL can be copied while a run waits.',
      })
    }
    return this.#latest()
  }

  /** Ends the try of the browser. */
  async cancel(): Promise<DoctorReport> {
    if (this.#trial) {
      await this.#endTrial()
      this.#leaveOpen('The try was cancelled.')
    }
    return this.#latest()
  }

  /** Throws `check_unknown` where nothing was checked yet. */
  get(): DoctorReport {
    return this.#latest()
  }

  /** Takes the deep link of its own page; false for every other one. */
  takeDeepLink(parameters: readonly (readonly [string, string])[]): boolean {
    const state = parameters.find(([name]) => name === 'state')?.[1]
    const trial = this.#trial
    if (!trial || state === undefined || !isEqualText(state, trial.state)) return false
    this.#change('deep-link', {
      status: 'passed',
      message: 'A link in the browser came back to this program.',
      fix: '',
    })
    void this.#endTrial()
    return true
  }

  async close(): Promise<void> {
    await this.#endTrial()
    this.#report = null
  }

  async #settingsOf({ connectionId, redirect }: DoctorInput) {
    if (redirect) return { redirect, from: 'the settings on screen' }
    if (connectionId === undefined) {
      return { redirect: redirectSchema.parse({}), from: 'the settings of a new connection' }
    }
    const { name, redirect: stored } = await this.#redirectOf(connectionId)
    return { redirect: stored, from: `connection ${name}` }
  }

  #arrived(state: string): void {
    if (this.#trial?.state !== state) return
    this.#change('browser', {
      status: 'passed',
      message: 'The browser was opened and came back to the listener.',
      fix: '',
    })
    if (!this.#ports.deepLink) return void this.#endTrial()
    this.#change('deep-link', {
      status: 'checking',
      message: 'The page in the browser has a link that tries it; it is awaited.',
    })
  }

  async #tooLate(): Promise<void> {
    await this.#endTrial()
    this.#leaveOpen(`It did not come within ${browserPatience / 60_000} minutes.`)
  }

  /** What was awaited and did not come is neither passed nor failed: a person may just not have pressed. */
  #leaveOpen(message: string): void {
    for (const { id, status } of this.#latest().routes) {
      if (status !== 'checking') continue
      this.#change(id, {
        status: 'unknown',
        message,
        fix:
          id === 'browser'
            ? 'See whether the browser shows an error for the page, and try once more.'
            : 'Press the link on the page that the browser shows, and allow the browser to open it.',
      })
    }
  }

  async #endTrial(): Promise<void> {
    const trial = this.#trial
    this.#trial = null
    if (!trial) return
    trial.stopClock()
    await trial.listener.close()
    if (this.#report) this.#apply({ ...this.#report, browserUntil: null })
  }

  #latest(): DoctorReport {
    if (this.#report) return this.#report
    throw new FlowError('check_unknown', 'Nothing was checked yet; check the ways back first.')
  }

  #change(id: DoctorRouteId, change: Change): void {
    if (!this.#report) return
    const routes = this.#report.routes.map((route) =>
      route.id === id ? { ...route, ...change } : route,
    )
    this.#apply({ ...this.#report, routes })
  }

  #apply(report: DoctorReport): void {
    this.#report = report
    this.#emit(report)
  }
}

const addressOf = (host: Redirect['host']) => (host === '[::1]' ? '::1' : '127.0.0.1')

function newRoute(
  id: DoctorRouteId,
  title: string,
  { redirectUri = null, chosen = false }: { redirectUri?: string | null; chosen?: boolean } = {},
): DoctorRoute {
  return { id, title, status: 'checking', message: '', fix: '', redirectUri, chosen }
}

function begun(redirect: Redirect, from: string, { deepLink }: DoctorPorts): DoctorReport {
  const { method } = redirect
  const listeners = hostRouteIds.map((id) => {
    const host = hostRoutes[id]
    return newRoute(id, `Listener on ${host}`, {
      redirectUri: listenerUri({ ...redirect, host }),
      chosen: method === 'loopback' && host === redirect.host,
    })
  })
  return {
    id: randomUUID(),
    from,
    redirectUri: plannedRedirectUri(redirect, deepLink?.redirectUri ?? null),
    routes: [
      ...listeners,
      newRoute('paste', 'Pasted callback', { chosen: method === 'paste' }),
      newRoute('deep-link', 'Deep link', {
        redirectUri: deepLinkRedirectUri,
        chosen: method === 'deep-link',
      }),
      newRoute('window', 'In-app window'),
      {
        ...newRoute('browser', 'Round trip through the browser'),
        status: 'unknown',
        message: 'Not tried yet: it opens a page of this machine in your browser.',
      },
    ],
    browserUntil: null,
  }
}

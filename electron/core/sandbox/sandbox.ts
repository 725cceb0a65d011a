import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import type { SandboxStatus } from '../../../shared/sandbox.ts'
import type { Clock, Log } from '../ports.ts'
import { bodyRefusal } from '../http/body-size.ts'
import { type SandboxConnections, sandboxConnections } from './connection.ts'
import { elasticPathRoutes } from './elastic-path/routes.ts'
import { createElasticPathState } from './elastic-path/state.ts'
import { emporixRoutes } from './emporix/routes.ts'
import { defaultSsoSettings, type SsoSettings } from './emporix/sso-settings.ts'
import { FaultSwitches } from './faults/switches.ts'
import { pagePolicy } from './login-page.ts'
import { loginRoutes } from './login-routes.ts'
import { listenOnLoopback } from './loopback-server.ts'
import { createProvider } from './provider.ts'
import { freeRedirectPort } from './redirect-port.ts'
import { signingKeys } from './signing-keys.ts'
import { tokenExchangeDocument } from './sites.ts'
import { ssoConfigurations } from './sso.ts'
import { createState } from './state.ts'
import { issuerAt, sandboxStatus } from './status.ts'

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number
  clock: Clock
  log: Log
  /** The tenant's two sso settings; the documented defaults hold for what is not given. */
  settings?: Partial<SsoSettings>
  elasticPath?: {
    /** Default 100, the documented limit of a production store; a development store has 25. */
    requestsPerSecond?: number
    /** The store's page-length setting, 25 by default. */
    pageLength?: number
  }
}

export interface Sandbox {
  status: SandboxStatus
  /** The documents that point the console at it, by platform. */
  connections: SandboxConnections
  /** What it is told to do wrong. */
  faults: FaultSwitches
  /** Forgets customers, sessions, tokens and what was configured, at the provider as well. */
  reset(): void
  /** Ends every connection at once; answers when the port is free. */
  close(): Promise<void>
}

/** An identity provider and the emulated platforms on one port of 127.0.0.1. Throws `port_occupied`. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port = 0, clock, log } = options
  const keys = await signingKeys()
  const server = await listenOnLoopback(port)
  const { origin } = server
  const issuer = issuerAt(origin)
  const faults = new FaultSwitches()
  const identityProvider = createProvider({ issuer, keys, clock, log, faults })
  const state = createState(clock, {
    tokenExchange: tokenExchangeDocument(issuer, keys.publicJwk),
    ...defaultSsoSettings,
    ...options.settings,
  })
  const redirectUri = `http://localhost:${await freeRedirectPort()}/callback`
  const { requestsPerSecond = 100, pageLength } = options.elasticPath ?? {}
  const store = createElasticPathState({ clock, origin, redirectUri, pageLength, faults })

  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(async (c, next) => {
    const status = bodyRefusal((name) => c.req.header(name), largestBody)
    return status ? c.text('Too large.', status) : next()
  })
  app.route('/idp', loginRoutes(identityProvider.provider))
  app.route('/emporix', emporixRoutes({ state, sso: ssoConfigurations(issuer), clock, faults }))
  app.route('/elastic-path', elasticPathRoutes({ state: store, requestsPerSecond }))
  app.onError((error, c) => {
    log('error', 'sandbox endpoint failed', { error, path: c.req.path })
    return c.text('The sandbox failed; its log holds the details.', 500)
  })
  const answer = dispatch(identityProvider.provider, getRequestListener(app.fetch, notGlobal))
  server.serve((request, response) => {
    // The other side ends it: by its deadline, or because the person cancelled.
    if (!faults.shows('no-answer')) answer(request, response)
  })

  return {
    status: sandboxStatus(origin, redirectUri),
    connections: sandboxConnections(origin, redirectUri),
    faults,
    reset() {
      identityProvider.reset()
      state.reset()
      store.reset()
    },
    close: () => server.close(),
  }
}

/** Bytes; forms, queries and small documents are all that is sent here. */
const largestBody = 100_000

/** The adapter would replace the process's own Request and Response. */
const notGlobal = { overrideGlobalObjects: false }

/** The provider takes all below `/idp` but its login page. */
function dispatch(
  provider: Provider,
  others: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): RequestListener {
  const answerAsProvider = provider.callback()
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const url = request.url ?? '/'
    if (!url.startsWith('/idp/') || url.startsWith('/idp/interaction/')) {
      void others(request, response)
      return
    }
    // The library finds its mount path by comparing the two.
    Object.assign(request, { originalUrl: url, url: url.slice('/idp'.length) })
    void answerAsProvider(request, response)
  }
}

/** `same-origin`, because with `no-referrer` browsers send the login form with `Origin: null`. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': pagePolicy,
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}

import { onTestFinished } from 'vitest'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import type { PlannedWrite, Written } from '../../../shared/administration.ts'
import type { Input } from '../../../shared/contract.ts'
import { type TestConsole, testConsole } from '../../support/console.ts'

/** A core with its sandbox running, ended with the test. */
export async function openConsole(): Promise<TestConsole> {
  const console = testConsole()
  onTestFinished(() => console.close())
  await console.core.startSandbox()
  return console
}

type Ask = Omit<Input<'admin.plan'>, 'connectionId'> & { connectionId?: string }

/** Plans on the sandbox unless told otherwise. The emulated store counts requests by the second of the clock. */
export function plan(console: TestConsole, ask: Ask): Promise<PlannedWrite> {
  console.clock.advance(1000)
  return console.call('admin.plan', { connectionId: 'sandbox', ...ask })
}

export function confirm(console: TestConsole, planned: PlannedWrite): Promise<Written> {
  console.clock.advance(1000)
  const { planId, confirmation } = planned
  return console.call('admin.write', { planId, confirmation })
}

export async function read(
  console: TestConsole,
  resourceId: string,
  more: { parentId?: string; connectionId?: string } = {},
) {
  console.clock.advance(1000)
  return console.call('admin.read', { connectionId: 'sandbox', resourceId, ...more })
}

/** What a difference adds and removes, without the rest. */
export const changed = ({ difference }: Pick<PlannedWrite, 'difference'>) =>
  difference
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, text }) => `${kind === 'added' ? '+' : '-'} ${text.trim()}`)

export const emporixStatus = z.object({ apiUrl: z.string(), tenant: z.string() })

/** The tenant of the running sandbox, as somebody else administers it. */
export async function otherAdministrator(console: TestConsole) {
  const { issuer, platforms } = await console.call('sandbox.status', {})
  const { apiUrl, tenant } = emporixStatus.parse(platforms['emporix'])
  const token = await fetch(`${apiUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'sandbox-service',
      client_secret: 'sandbox-service-secret',
    }),
  })
  const { access_token } = z.object({ access_token: z.string() }).parse(await token.json())
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${apiUrl}/configuration/${tenant}/configurations${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
  return { apiUrl, issuer: issuer ?? '', ask }
}

/** A connection to the sandbox's tenant, by another URL, or without its service client. */
export function tenantConnection(
  console: TestConsole,
  settings: { apiUrl: string; issuer: string; serviceClient?: object | null; more?: object },
): string {
  const { apiUrl, issuer, more } = settings
  const {
    serviceClient = { clientId: 'sandbox-service', clientSecret: 'sandbox-service-secret' },
  } = settings
  const document = {
    platform: 'emporix',
    name: 'Acme',
    identityProvider: { issuer, clientId: 'console', tokenEndpointAuthMethod: 'none' },
    emporix: {
      apiUrl,
      tenant: 'sandbox',
      storefrontClientId: 'sandbox-storefront',
      tokenExchange: 'live',
      ...(serviceClient && { serviceClient }),
      ...more,
    },
  }
  return console.core.addConnection(JSON.stringify(document), 'acme.json').id
}

export interface Passing {
  method: string
  path: string
  body: string
}

/**
 * Stands between the console and a platform: `asks` changes a request on its way, `answers` replaces an answer. For
 * what the sandbox, which keeps to the documentation, does not do.
 */
export async function between(
  apiUrl: string,
  hooks: {
    asks?: (request: Passing) => string | Promise<string>
    answers?: (request: Passing, answer: { status: number; body: string }) => object | null
  },
) {
  const asked: string[] = []
  const passing: Promise<unknown>[] = []
  const app = new Hono()
  app.all('*', async (c) => {
    const url = new URL(c.req.url)
    const request = { method: c.req.method, path: url.pathname, body: await c.req.text() }
    asked.push(`${request.method} ${request.path}`)
    const body = (await hooks.asks?.(request)) ?? request.body
    const headers = new Headers(c.req.header())
    for (const hop of ['host', 'connection', 'content-length']) headers.delete(hop)
    const passed = fetch(`${apiUrl}${url.pathname}${url.search}`, {
      method: request.method,
      headers,
      body: body === '' ? undefined : body,
      redirect: 'manual',
    })
    passing.push(passed)
    const response = await passed
    const text = await response.text()
    const replaced = hooks.answers?.(request, { status: response.status, body: text })
    if (replaced) {
      const { status, ...json } = { status: response.status, ...replaced }
      return c.json(json, status as ContentfulStatusCode)
    }
    return new Response(response.status === 204 ? null : text, {
      status: response.status,
      headers: { 'content-type': 'application/json' },
    })
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(async () => {
    // What passes when the test ends would meet a sandbox that is gone.
    await Promise.all(passing)
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  })
  return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

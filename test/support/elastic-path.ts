import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import type { Question, RunView } from '../../shared/run.ts'
import type { TestConsole } from './console.ts'

export interface StoreAnswer {
  status: number
  body: unknown
}

export interface StoreRequest {
  method: string
  /** Below the base URL of the API, without query: `/v2/customers/tokens`. */
  path: string
  /** How often this was asked before. */
  before: number
}

/** What a test does to an answer on its way back; null leaves it as it is. */
export type Change = (request: StoreRequest, answer: StoreAnswer) => StoreAnswer | null

/**
 * Stands between the console and a store and changes what comes back: for answers that the sandbox, which keeps
 * to the documentation, does not give. `asked` notes what passed.
 */
export async function changedStore(apiUrl: string) {
  const asked: string[] = []
  const changes: { current: Change } = { current: () => null }
  const app = new Hono()
  app.all('*', async (c) => {
    const { method } = c.req
    const url = new URL(c.req.url)
    const name = `${method} ${url.pathname}`
    const request = {
      method,
      path: url.pathname,
      before: asked.filter((other) => other === name).length,
    }
    asked.push(name)
    const headers = new Headers(c.req.header())
    for (const hop of ['host', 'connection', 'content-length']) headers.delete(hop)
    const response = await fetch(`${apiUrl}${url.pathname}${url.search}`, {
      method,
      headers,
      body: method === 'GET' ? undefined : await c.req.text(),
      redirect: 'manual',
    })
    const text = await response.text()
    const answer = {
      status: response.status,
      body: text === '' ? null : (JSON.parse(text) as unknown),
    }
    const { status, body } = changes.current(request, answer) ?? answer
    return c.json(body as object, status as ContentfulStatusCode)
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    changes,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

/** The store of a running sandbox. */
export async function sandboxStore(console: TestConsole) {
  await console.core.startSandbox()
  const { platforms } = await console.call('sandbox.status', {})
  return z
    .object({
      apiUrl: z.string(),
      clientId: z.string(),
      clientSecret: z.string(),
      redirectUri: z.string(),
    })
    .parse(platforms['elastic-path'])
}

/** What an administrator does to the store beside the run. Throws when it is refused. */
export async function administer(
  store: { apiUrl: string; clientId: string; clientSecret: string },
  method: string,
  path: string,
  data?: object,
): Promise<unknown> {
  const token = await fetch(`${store.apiUrl}/oauth/access_token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: store.clientId,
      client_secret: store.clientSecret,
    }),
  })
  const { access_token } = z.object({ access_token: z.string() }).parse(await token.json())
  const response = await fetch(`${store.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: data ? JSON.stringify({ data }) : undefined,
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${text}`)
  return text === '' ? null : JSON.parse(text)
}

/** Answers the questions of all runs, in order; an answer is the title of an option, or finds its id. */
export function answerQuestions(
  console: TestConsole,
  answers: (string | ((question: Question) => string | Promise<string>))[],
) {
  const asked: Question[] = []
  let open = ''
  const stop = console.core.listen((event) => {
    if (event.name === 'run.changed') void take(event.payload)
  })
  return { asked, stop }

  async function take({ id, choosing }: RunView): Promise<void> {
    const key = JSON.stringify(choosing)
    if (key === open) return
    open = key
    if (!choosing) return
    asked.push(choosing)
    const answer = answers.shift()
    const optionId =
      typeof answer === 'function'
        ? await answer(choosing)
        : choosing.options.find(({ title }) => title === answer)?.id
    // Without an answer the run ends instead of waiting for ever.
    await (optionId === undefined
      ? console.call('run.cancel', { runId: id })
      : console.call('run.choose', { runId: id, optionId }))
  }
}

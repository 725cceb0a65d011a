import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { canaries } from './canary.ts'

/**
 * Stands between the console and a platform that knows another secret than the one that was typed: it notes what it
 * saw of the typed one, and puts the known one in its place. `echo` makes it refuse, and say what it was sent.
 */
export async function canaryWire(
  target: string,
  { typed, known }: { typed: string; known: string },
) {
  const { inText } = canaries([typed])
  const seen: string[] = []
  const mode = { echo: false }
  const form = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)
  const app = new Hono()
  app.all('*', async (c) => {
    const { method, path } = c.req
    const body = await c.req.text()
    const sent = `${JSON.stringify(c.req.header())} ${body}`
    const isSecret = inText(sent).length > 0
    if (isSecret) seen.push(`${method} ${path}`)
    if (isSecret && mode.echo) {
      const error_description = `Nobody here knows ${typed}, sent as ${body}.`
      return c.json({ error: 'invalid_client', error_description, seen: [typed] }, 401)
    }
    const headers = new Headers(c.req.header())
    for (const hop of ['host', 'connection', 'content-length']) headers.delete(hop)
    const response = await fetch(`${target}${path}${new URL(c.req.url).search}`, {
      method,
      headers,
      body: body === '' ? undefined : body.replaceAll(form(typed), form(known)),
      redirect: 'manual',
    })
    const text = await response.text()
    const type = response.headers.get('content-type') ?? 'application/json'
    const hasBody = ![204, 304].includes(response.status)
    return new Response(hasBody ? text : null, {
      status: response.status,
      headers: {
        'content-type': type,
        ...(response.headers.has('location') && {
          location: response.headers.get('location') ?? '',
        }),
      },
    })
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    mode,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** What stands at the two addresses that a profile names. */
export interface BrokerAnswers {
  /** To the authorization URL; gets it complete. */
  login: (url: URL) => Response
  /** To the discovery URL. */
  discovery: () => Response
}

/** A broker and a provider that answer as a test tells them; the sandbox's keep to the documentation. */
export async function rogueBroker() {
  const nothing = () => new Response('', { status: 500 })
  const answers: BrokerAnswers = { login: nothing, discovery: nothing }
  const asked: string[] = []
  const app = new Hono()
  app.use(async (c, next) => {
    asked.push(`${c.req.method} ${c.req.path}`)
    await next()
  })
  app.get('/login', (c) => answers.login(new URL(c.req.url)))
  app.get('/.well-known/openid-configuration', () => answers.discovery())
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    answers,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

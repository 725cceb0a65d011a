import { once } from 'node:events'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Log } from '../ports.ts'
import type { ProviderFault } from './faults/identity-provider.ts'
import type { FaultSwitches } from './faults/switches.ts'
import { errorPage } from './login-page.ts'

/** Answers in the place of the endpoint. */
type Answer = (ctx: KoaContextWithOIDC, log: Log) => void | Promise<void>

const discovery = '/.well-known/openid-configuration'
const token = '/token'
const introspection = '/token/introspection'
const keySet = '/jwks'

const rows: { fault: ProviderFault; paths: string[]; answer: Answer }[] = [
  { fault: 'redirect-uri-not-registered', paths: ['/auth'], answer: notRegistered },
  { fault: 'token-500', paths: [token], answer: failed },
  { fault: 'token-slow', paths: [token], answer: held },
  { fault: 'token-html', paths: [token], answer: page },
  { fault: 'token-redirect', paths: [token], answer: redirected },
  { fault: 'client-refused', paths: [token], answer: clientRefused },
  {
    fault: 'grant-refused',
    paths: [token],
    answer: (ctx) =>
      json(ctx, 400, {
        error: 'unauthorized_client',
        error_description: 'This client may not redeem codes.',
      }),
  },
  {
    fault: 'introspection-inactive',
    paths: [introspection],
    answer: (ctx) => json(ctx, 200, { active: false }),
  },
  { fault: 'introspection-401', paths: [introspection], answer: clientRefused },
  { fault: 'introspection-500', paths: [introspection], answer: failed },
  { fault: 'introspection-slow', paths: [introspection], answer: held },
  { fault: 'introspection-html', paths: [introspection], answer: page },
  { fault: 'jwks-unreachable', paths: [keySet], answer: brokenOff },
  { fault: 'jwks-500', paths: [keySet], answer: failed },
  {
    fault: 'discovery-404',
    paths: [discovery],
    answer: (ctx) => json(ctx, 404, { error: 'not_found' }),
  },
  { fault: 'discovery-html', paths: [discovery], answer: page },
  { fault: 'discovery-redirect', paths: [discovery], answer: redirected },
]

/** Answers as the first fault says that concerns the request; false where none does. */
export async function answerFaulty(
  ctx: KoaContextWithOIDC,
  faults: FaultSwitches,
  log: Log,
): Promise<boolean> {
  const row = rows.find(({ fault, paths }) => faults.shows(fault) && paths.includes(ctx.path))
  if (!row) return false
  await row.answer(ctx, log)
  return true
}

function json(ctx: KoaContextWithOIDC, status: number, body: object): void {
  ctx.status = status
  ctx.body = body
}

function failed(ctx: KoaContextWithOIDC): void {
  json(ctx, 500, { error: 'server_error', error_description: 'The provider failed by itself.' })
}

function page(ctx: KoaContextWithOIDC): void {
  ctx.status = 200
  ctx.type = 'html'
  ctx.body = '<!doctype html><title>Maintenance</title><p>Please come back later.</p>'
}

function redirected(ctx: KoaContextWithOIDC): void {
  ctx.status = 307
  ctx.set('location', `https://login.other.example${ctx.path}`)
}

function clientRefused(ctx: KoaContextWithOIDC): void {
  json(ctx, 401, {
    error: 'invalid_client',
    error_description: 'client authentication failed',
  })
}

/** RFC 6749 section 4.1.2.1: the browser must not be sent there, so the person is told. */
async function notRegistered(ctx: KoaContextWithOIDC): Promise<void> {
  ctx.status = 400
  ctx.type = 'html'
  ctx.body = String(
    await errorPage(
      'invalid_redirect_uri',
      "redirect_uri did not match any of the client's registered redirect_uris",
    ),
  )
}

/** No timer ends it: the one who asked has a deadline of its own. */
async function held(ctx: KoaContextWithOIDC, log: Log): Promise<void> {
  ctx.respond = false
  const closed = once(ctx.res, 'close')
  log('info', `sandbox holds back the answer of ${ctx.path}`)
  await closed
}

function brokenOff(ctx: KoaContextWithOIDC): void {
  ctx.respond = false
  ctx.req.socket.destroy()
}

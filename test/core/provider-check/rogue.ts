import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import type { ProviderCheckInput, ProviderReport } from '../../../shared/provider-check.ts'
import { testConsole, type TestConsole } from '../../support/console.ts'

/* A provider on loopback that answers as a test says, and logs what it was asked. */

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  form: URLSearchParams
  authorization: string | undefined
}

type Answer = (asked: Asked, response: ServerResponse) => void

export interface Paths {
  document?: Answer
  keys?: Answer
  authorize?: Answer
  token?: Answer
  introspect?: Answer
}

export interface Rogue {
  issuer: string
  asked: Asked[]
  /** Resolves when this path has been asked for. */
  reached(path: string): Promise<void>
  /** Resolves with the first socket that ends before its answer does. */
  hungUp: Promise<void>
}

export const json =
  (value: unknown, status = 200): Answer =>
  (_asked, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }

export const page =
  (body: string, status = 200, type = 'text/html'): Answer =>
  (_asked, response) => {
    response.writeHead(status, { 'content-type': type })
    response.end(body)
  }

export const redirect =
  (to: (asked: Asked) => string, status = 302): Answer =>
  (asked, response) => {
    response.writeHead(status, { location: to(asked) })
    response.end()
  }

/** Takes the request and never answers. */
export const silence: Answer = () => undefined

/** Back to the redirect URI, as OpenID Connect Core 3.1.2.6 has it for prompt=none. */
export const back = (parameters: Record<string, string>): Answer =>
  redirect(({ query }) => `${query.get('redirect_uri')}?${new URLSearchParams(parameters)}`)

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const publicJwk = {
  ...publicKey.export({ format: 'jwk' }),
  kid: 'k1',
  alg: 'RS256',
  use: 'sig',
}
export const privateJwk = { ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256' }

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

export async function rogue(answersOf: Paths | ((issuer: string) => Paths) = {}): Promise<Rogue> {
  const asked: Asked[] = []
  const reached = new Map<string, PromiseWithResolvers<void>>()
  const reachedAt = (path: string) => {
    const known = reached.get(path) ?? Promise.withResolvers<void>()
    reached.set(path, known)
    return known
  }
  const hungUp = Promise.withResolvers<void>()
  let paths: Paths = {}
  const server = createServer((request, response) => {
    response.once('close', () => response.writableEnded || hungUp.resolve())
    void read(request).then((one) => {
      asked.push(one)
      reachedAt(one.path).resolve()
      answerOf(one.path)(one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answerOf = (path: string): Answer => {
    switch (path) {
      case '/.well-known/openid-configuration':
        return paths.document ?? json(documentOf(issuer))
      case '/jwks':
        return paths.keys ?? json({ keys: [publicJwk] })
      case '/authorize':
        return paths.authorize ?? back({ error: 'login_required' })
      case '/token':
        return paths.token ?? json({ error: 'invalid_grant' }, 400)
      case '/introspect':
        return paths.introspect ?? json({ active: false })
      default:
        return page('nothing here', 404)
    }
  }
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  )
  paths = typeof answersOf === 'function' ? answersOf(issuer) : answersOf
  return {
    issuer,
    asked,
    reached: (path) => reachedAt(path).promise,
    hungUp: hungUp.promise,
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  const url = new URL(request.url ?? '', 'http://127.0.0.1')
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(Buffer.concat(chunks).toString()),
    authorization: request.headers.authorization,
  }
}

export const documentOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  introspection_endpoint: `${issuer}/introspect`,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  introspection_endpoint_auth_methods_supported: ['client_secret_basic'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: ['openid', 'email'],
  claims_supported: ['sub', 'email'],
})

export const client = {
  clientId: 'shop',
  clientSecret: 'correct-horse-battery',
  redirectUri: 'https://shop.example/callback',
}

/** A console that is closed after the test. */
export function opened(): TestConsole {
  const console = testConsole()
  closing.push(() => console.close())
  return console
}

/** Checks to the end. */
export async function checked(
  input: ProviderCheckInput,
  console: TestConsole = opened(),
): Promise<ProviderReport> {
  const { id: checkId } = await console.call('provider.check', input)
  return console.call('provider.settled', { checkId })
}

/** Checks a provider with these answers, with everything that can be probed. */
export async function checkedAt(answers: Parameters<typeof rogue>[0], input: object = client) {
  const provider = await rogue(answers)
  return checked({ issuer: provider.issuer, ...input })
}

export function rowOf(report: ProviderReport, platform: string, id: string) {
  const row = report.platforms
    .find((one) => one.platform === platform)
    ?.rows.find((one) => one.id === id)
  if (!row) throw new Error(`no row ${platform} ${id}`)
  return row
}

export const resultsOf = (report: ProviderReport, platform: string) =>
  Object.fromEntries(
    (report.platforms.find((one) => one.platform === platform)?.rows ?? []).map(
      ({ id, result }) => [id, result],
    ),
  )

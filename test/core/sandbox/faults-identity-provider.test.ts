import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { FaultId } from '../../../electron/core/sandbox/faults/switches.ts'
import { providerFaults } from '../../../electron/core/sandbox/faults/identity-provider.ts'
import { Browser } from './browser.ts'
import { startSandbox } from '../../../electron/core/sandbox/sandbox.ts'
import { ManualClock } from './running.ts'
import {
  addresses,
  authorizationUrl,
  introspect,
  locationOf,
  openLogin,
  redeem,
  signIn,
  submitLogin,
} from './sign-in.ts'

let heldBack = () => {}
const sandbox = await startSandbox({
  clock: new ManualClock(),
  log: (_level, message) => {
    if (message.startsWith('sandbox holds back')) heldBack()
  },
})
afterAll(() => sandbox.close())
const { issuer } = addresses(sandbox)
const other = 'https://login.other.example'

afterEach(() => {
  sandbox.faults.set([])
  sandbox.reset()
})

const tokens = (login = 'alice') => signIn(sandbox, login)
const accessClaims = async () => decodeJwt((await tokens()).access_token)
const accessHeader = async () => decodeProtectedHeader((await tokens()).access_token)
const idClaims = async () => decodeJwt((await tokens()).id_token)
const now = () => Date.now() / 1000

/** The provider's own answer to the authorization request, or the callback after the login. */
async function callback(): Promise<URLSearchParams> {
  const url = authorizationUrl(sandbox, 'v'.repeat(43))
  const browser = new Browser()
  const answer = locationOf(await browser.visit(url), url)
  if (answer.searchParams.has('error')) return answer.searchParams
  const opened = { verifier: '', browser, page: answer }
  return (await submitLogin(opened, { login: 'alice', password: 'alice' })).searchParams
}

async function token(headers: Record<string, string> = {}): Promise<Response> {
  const opened = await openLogin(sandbox)
  const url = await submitLogin(opened, { login: 'alice', password: 'alice' })
  if (Object.keys(headers).length === 0) return redeem(sandbox, opened, url)
  return fetch(`${issuer}/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ code: 'x' }),
  })
}

const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error?: string }
  return [response.status, error ?? null]
}
const introspection = async () => introspect(sandbox, (await tokens()).access_token)
const active = async () => ((await (await introspection()).json()) as { active: boolean }).active
const discovery = () => fetch(`${issuer}/.well-known/openid-configuration`, { redirect: 'manual' })
const metadata = async () => (await (await discovery()).json()) as Record<string, unknown>
const keySet = () => fetch(`${issuer}/jwks`)
const keyIds = async () =>
  ((await (await keySet()).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)

/** Whether the provider holds the answer back; the one who asks then gives up. */
async function staysOut(ask: (signal: AbortSignal) => Promise<Response>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  heldBack = () => resolve(true)
  const giveUp = new AbortController()
  const answered = ask(giveUp.signal).then(() => false)
  const held = await Promise.race([answered, promise])
  giveUp.abort()
  await answered.catch(() => undefined)
  return held
}

/** How often the provider itself calls the redirect URI. */
async function deliveries(): Promise<number> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const opened = await openLogin(sandbox, { redirect_uri: `http://127.0.0.1:${port}/callback` })
  await submitLogin(opened, { login: 'alice', password: 'alice' })
  server.closeAllConnections()
  server.close()
  return asked.length
}

async function isSigned(token: string): Promise<boolean> {
  const keys = createLocalJWKSet((await (await keySet()).json()) as JSONWebKeySet)
  return jwtVerify(token, keys).then(
    () => true,
    () => false,
  )
}

const post = (path: string) => (signal: AbortSignal) =>
  fetch(`${issuer}${path}`, { method: 'POST', body: new URLSearchParams({ token: 'x' }), signal })

const inForm = async () =>
  fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'sandbox-sso',
      client_secret: 'sandbox-sso-secret',
      grant_type: 'authorization_code',
    }),
  })
const basic = { authorization: `Basic ${btoa('sandbox-sso:sandbox-sso-secret')}` }

interface Row {
  fault: FaultId & keyof typeof providerFaults
  /** What is looked at; without the fault it is `honest`, with it `faulty`. */
  look: () => Promise<unknown>
  honest: unknown
  faulty: unknown
}

const anIssuedToken = async (read: (claims: JWTPayload) => unknown) => read(await accessClaims())
const anIdToken = async (read: (claims: JWTPayload) => unknown) => read(await idClaims())
const valid = async () => [await active(), (await introspection()).status]
const parts = (text: string) => text.split('.').length
const dateOffset = async () => {
  const date = Date.parse((await discovery()).headers.get('date') ?? '')
  // Not a negative zero.
  return Math.round((date - Date.now()) / 3_600_000) + 0
}

const rows: Row[] = [
  {
    fault: 'expired-token',
    look: () => anIssuedToken(({ exp = 0 }) => exp < now()),
    honest: false,
    faulty: true,
  },
  {
    fault: 'not-yet-valid-token',
    look: () => anIssuedToken(({ nbf = 0 }) => nbf > now()),
    honest: false,
    faulty: true,
  },
  {
    fault: 'wrong-issuer',
    look: () => anIssuedToken(({ iss }) => iss),
    honest: issuer,
    faulty: other,
  },
  {
    fault: 'issuer-slash',
    look: () => anIssuedToken(({ iss }) => iss),
    honest: issuer,
    faulty: `${issuer}/`,
  },
  {
    fault: 'wrong-audience',
    look: () => anIssuedToken(({ aud }) => aud),
    honest: ['commerce-system', 'commerce-de', 'account'],
    faulty: 'account',
  },
  {
    fault: 'missing-azp',
    look: () => anIssuedToken(({ azp }) => azp),
    honest: 'sso-flow-console',
    faulty: undefined,
  },
  {
    fault: 'wrong-azp',
    look: () => anIssuedToken(({ azp }) => azp),
    honest: 'sso-flow-console',
    faulty: 'another-client',
  },
  {
    fault: 'unknown-kid',
    look: async () => (await keyIds()).includes((await accessHeader()).kid ?? ''),
    honest: true,
    faulty: false,
  },
  {
    fault: 'rotated-keys',
    look: async () => {
      const { access_token, id_token } = await tokens()
      const { kid } = decodeProtectedHeader(access_token)
      return [
        kid === honestKey,
        await isSigned(access_token),
        await isSigned(id_token),
        await active(),
      ]
    },
    honest: [true, true, true, true],
    faulty: [false, true, true, true],
  },
  { fault: 'bad-signature', look: valid, honest: [true, 200], faulty: [false, 200] },
  {
    fault: 'alg-none',
    look: async () => (await accessHeader()).alg,
    honest: 'RS256',
    faulty: 'none',
  },
  {
    fault: 'opaque-access-token',
    look: async () => [parts((await tokens()).access_token), await active()],
    honest: [3, true],
    faulty: [1, true],
  },
  {
    fault: 'no-email',
    look: () => anIdToken(({ email }) => email),
    honest: 'alice@example.com',
    faulty: undefined,
  },
  {
    fault: 'unverified-email',
    look: () => anIdToken((claims) => claims['email_verified']),
    honest: true,
    faulty: false,
  },
  {
    fault: 'duplicate-email',
    look: async () => decodeJwt((await tokens('bob')).id_token)['email'],
    honest: 'bob@example.com',
    faulty: 'alice@example.com',
  },
  { fault: 'clock-ahead', look: dateOffset, honest: 0, faulty: 1 },
  { fault: 'clock-behind', look: dateOffset, honest: 0, faulty: -2 },
  {
    fault: 'encrypted-id-token',
    look: async () => parts((await tokens()).id_token),
    honest: 3,
    faulty: 5,
  },
  {
    fault: 'extra-audience',
    look: () => anIdToken(({ aud }) => aud),
    honest: 'sso-flow-console',
    faulty: ['sso-flow-console', 'another-client'],
  },
  {
    fault: 'id-token-audience',
    look: () => anIdToken(({ aud }) => aud),
    honest: 'sso-flow-console',
    faulty: 'another-client',
  },
  {
    fault: 'id-token-issuer',
    look: () => anIdToken(({ iss }) => iss),
    honest: issuer,
    faulty: other,
  },
  {
    fault: 'id-token-expired',
    look: () => anIdToken(({ exp = 0 }) => exp < now()),
    honest: false,
    faulty: true,
  },
  {
    fault: 'id-token-signature',
    look: async () => isSigned((await tokens()).id_token),
    honest: true,
    faulty: false,
  },
  {
    fault: 'id-token-missing',
    look: async () => 'id_token' in (await tokens()),
    honest: true,
    faulty: false,
  },
  {
    fault: 'nonce-missing',
    look: () => anIdToken((claims) => claims['nonce']),
    honest: 'nonce-of-the-test',
    faulty: undefined,
  },
  {
    fault: 'nonce-different',
    look: () => anIdToken((claims) => claims['nonce']),
    honest: 'nonce-of-the-test',
    faulty: 'nonce-of-another-sign-in',
  },
  {
    fault: 'nonce-required',
    look: async () => {
      const url = authorizationUrl(sandbox, 'v'.repeat(43))
      url.searchParams.delete('nonce')
      return locationOf(await new Browser().visit(url), url).searchParams.get('error')
    },
    honest: null,
    faulty: 'invalid_request',
  },
  ...(
    [
      ['access-denied', 'access_denied'],
      ['login-required', 'login_required'],
      ['invalid-scope', 'invalid_scope'],
      ['client-not-allowed', 'unauthorized_client'],
      ['authorization-error', 'server_error'],
      ['pkce-refused', 'invalid_request'],
    ] as const
  ).map(([fault, faulty]) => ({
    fault,
    look: async () => (await callback()).get('error'),
    honest: null,
    faulty,
  })),
  {
    fault: 'redirect-uri-not-registered',
    look: async () => {
      const response = await new Browser().visit(authorizationUrl(sandbox, 'v'.repeat(43)))
      return [response.status, (await response.text()).includes('invalid_redirect_uri')]
    },
    honest: [303, false],
    faulty: [400, true],
  },
  {
    fault: 'state-tampered',
    look: async () => (await callback()).get('state'),
    honest: 'state-of-the-test',
    faulty: 'state-of-the-test-tampered',
  },
  {
    fault: 'iss-mismatch',
    look: async () => (await callback()).get('iss'),
    honest: issuer,
    faulty: other,
  },
  {
    fault: 'iss-missing',
    look: async () => (await callback()).get('iss'),
    honest: issuer,
    faulty: null,
  },
  {
    fault: 'two-codes',
    look: async () => (await callback()).getAll('code').length,
    honest: 1,
    faulty: 2,
  },
  { fault: 'double-callback', look: deliveries, honest: 0, faulty: 1 },
  {
    fault: 'pkce-mismatch',
    look: async () => errorOf(await token()),
    honest: [200, null],
    faulty: [400, 'invalid_grant'],
  },
  {
    fault: 'invalid-grant',
    look: async () => errorOf(await token()),
    honest: [200, null],
    faulty: [400, 'invalid_grant'],
  },
  {
    fault: 'code-expired',
    look: async () => errorOf(await token()),
    honest: [200, null],
    faulty: [400, 'invalid_grant'],
  },
  {
    fault: 'client-refused',
    look: async () => errorOf(await token()),
    honest: [200, null],
    faulty: [401, 'invalid_client'],
  },
  {
    fault: 'basic-auth-refused',
    look: async () => [
      (await token(basic)).status,
      (await inForm()).status,
      (await metadata())['token_endpoint_auth_methods_supported'],
    ],
    // What is taken lacks a code, and is a bad request.
    honest: [400, 401, ['client_secret_basic', 'none']],
    faulty: [401, 400, ['client_secret_post', 'none']],
  },
  {
    fault: 'grant-refused',
    look: async () => errorOf(await token()),
    honest: [200, null],
    faulty: [400, 'unauthorized_client'],
  },
  { fault: 'token-500', look: async () => (await token()).status, honest: 200, faulty: 500 },
  { fault: 'token-slow', look: () => staysOut(post('/token')), honest: false, faulty: true },
  {
    fault: 'token-html',
    look: async () => (await token()).headers.get('content-type'),
    honest: 'application/json; charset=utf-8',
    faulty: 'text/html; charset=utf-8',
  },
  {
    fault: 'token-redirect',
    look: async () =>
      (await fetch(`${issuer}/token`, { method: 'POST', redirect: 'manual' })).status,
    honest: 400,
    faulty: 307,
  },
  { fault: 'introspection-inactive', look: active, honest: true, faulty: false },
  {
    fault: 'introspection-401',
    look: async () => (await introspection()).status,
    honest: 200,
    faulty: 401,
  },
  {
    fault: 'introspection-500',
    look: async () => (await introspection()).status,
    honest: 200,
    faulty: 500,
  },
  {
    fault: 'introspection-slow',
    look: () => staysOut(post('/token/introspection')),
    honest: false,
    faulty: true,
  },
  {
    fault: 'introspection-html',
    look: async () => (await introspection()).headers.get('content-type'),
    honest: 'application/json; charset=utf-8',
    faulty: 'text/html; charset=utf-8',
  },
  {
    fault: 'jwks-unreachable',
    look: () =>
      keySet().then(
        ({ status }) => status,
        () => 'broken off',
      ),
    honest: 200,
    faulty: 'broken off',
  },
  { fault: 'jwks-500', look: async () => (await keySet()).status, honest: 200, faulty: 500 },
  {
    fault: 'discovery-404',
    look: async () => (await discovery()).status,
    honest: 200,
    faulty: 404,
  },
  {
    fault: 'discovery-html',
    look: async () => (await discovery()).headers.get('content-type'),
    honest: 'application/json; charset=utf-8',
    faulty: 'text/html; charset=utf-8',
  },
  {
    fault: 'discovery-redirect',
    look: async () => (await discovery()).status,
    honest: 200,
    faulty: 307,
  },
  {
    fault: 'discovery-incomplete',
    look: async () => (await metadata())['token_endpoint'],
    honest: `${issuer}/token`,
    faulty: undefined,
  },
  {
    fault: 'discovery-issuer-mismatch',
    look: async () => (await metadata())['issuer'],
    honest: issuer,
    faulty: other,
  },
  {
    fault: 'discovery-issuer-slash',
    look: async () => (await metadata())['issuer'],
    honest: issuer,
    faulty: `${issuer}/`,
  },
]

const [honestKey = ''] = await keyIds()

describe('each fault of the identity provider', () => {
  test('has a row here', () => {
    expect(rows.map(({ fault }) => fault).toSorted()).toEqual(
      Object.keys(providerFaults).toSorted(),
    )
  })

  test.each(rows)(
    '$fault is shown, and only while it is on',
    async ({ fault, look, honest, faulty }) => {
      expect(await look()).toEqual(honest)
      sandbox.faults.set([fault])
      expect(await look()).toEqual(faulty)
      sandbox.faults.set([])
      expect(await look()).toEqual(honest)
    },
  )
})

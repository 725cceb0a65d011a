import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import type { Values } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { local, sent } from '../flow/planned-rows.ts'
import { check, type Purpose, type StageTools, oneTime, stage } from '../flow/stage.ts'
import { verifySignature } from '../tokens/verify.ts'
import type { SignatureEvidence } from '../verdict/evidence.ts'
import { clientAuthOf, clientOf, requestOptions, wantsIdToken } from './client.ts'
import { idTokenChecks } from './id-token-checks.ts'

const tokenRequest: Purpose = { label: 'Token request', party: 'identity-provider' }
const keySet: Purpose = { label: 'Key set', party: 'identity-provider' }

/** RFC 6749 section 5.1, as far as it is needed; other members are left alone. */
const tokenAnswerSchema = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.coerce.number().optional(),
  scope: z.string().optional(),
  id_token: z.string().optional(),
  refresh_token: z.string().optional(),
})
type TokenAnswer = z.infer<typeof tokenAnswerSchema>

const jwksSchema = z.looseObject({ keys: z.array(z.record(z.string(), z.unknown())) })

export const redeemCode = stage({
  id: 'redeem-code',
  title: 'Redeem the code',
  explanation:
    'Sends the code with the code verifier to the provider and gets its tokens. The ID token is verified rule by rule, its signature with the keys that the provider publishes.',
  lookAt:
    'which token goes on: the subject token. Its audience decides whether the platform will take it, and the ID token is rarely the right one.',
  spec: 'RFC 6749 section 4.1.3, OpenID Connect Core 3.1.3.7',
  needs: ['metadata', 'client', 'pending', 'callback'],
  gives: ['providerTokens', 'subjectToken'],
  tokens: ({ providerTokens }) => [
    ['access_token', providerTokens.accessToken],
    ['id_token', providerTokens.idToken],
    ['refresh_token', providerTokens.refreshToken],
  ],
  spends: ({ callback }) => [oneTime('The authorization code', callback.code)],
  retryFrom: 'authorize',
  messages: [sent(tokenRequest), sent(keySet), local('Check the tokens')],
  action: ({ metadata }) => ({
    verb: 'Send token request to',
    host: URL.parse(metadata?.token_endpoint ?? '')?.host ?? null,
  }),
  show: ({ client, pending, callback }) => [
    { name: 'client_id', value: client.clientId, from: 'client' },
    { name: 'client authentication', value: client.tokenEndpointAuthMethod, from: 'client' },
    { name: 'code', value: callback.code, from: 'callback' },
    { name: 'redirect_uri', value: pending.redirectUri, from: 'pending' },
    { name: 'code_verifier', value: pending.codeVerifier ?? 'none', from: 'pending' },
  ],
  preview: ({ metadata, client, pending, callback }) => [
    {
      ...tokenRequest,
      method: 'POST',
      url: metadata.token_endpoint,
      headers: [
        ['accept', 'application/json'],
        ...(client.tokenEndpointAuthMethod === 'client_secret_basic'
          ? [['authorization', 'Basic ...'] as [string, string]]
          : []),
        ['content-type', 'application/x-www-form-urlencoded;charset=UTF-8'],
      ],
      body: new URLSearchParams({
        redirect_uri: pending.redirectUri,
        ...(pending.codeVerifier !== null && { code_verifier: pending.codeVerifier }),
        code: callback.code,
        grant_type: 'authorization_code',
        ...(client.tokenEndpointAuthMethod !== 'client_secret_basic' && {
          client_id: client.clientId,
        }),
      }).toString(),
    },
  ],
  async run({ metadata, client, pending, callback }, tools) {
    const server = metadata as oauth.AuthorizationServer
    const party = clientOf(client, tools)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      party,
      clientAuthOf(client),
      oauth.validateAuthResponse(
        server,
        party,
        new URLSearchParams(callback.parameters),
        pending.state,
      ),
      pending.redirectUri,
      pending.codeVerifier ?? oauth.nopkce,
      requestOptions(tools, tokenRequest, metadata.token_endpoint),
    )
    const answer = await readAnswer(response.clone())
    const bearer = answer.token_type.toLowerCase() === 'bearer'
    tools.report(
      check('token-type', 'token_type', bearer ? 'passed' : 'failed', {
        expected: 'Bearer',
        found: answer.token_type,
        source: 'RFC 6749 section 7.1',
        message: bearer
          ? 'The access token is a bearer token.'
          : `The access token is of type ${answer.token_type}, which the platform cannot take.`,
      }),
    )
    if (wantsIdToken(client)) await judgeIdToken(answer, { metadata, client, pending }, tools)
    await confirm(server, party, response, client, pending)
    return { providerTokens: tokensOf(answer), subjectToken: subjectOf(answer, client, tools) }
  },
})

async function readAnswer(response: Response): Promise<TokenAnswer> {
  const { status } = response
  if (status >= 300 && status < 400) {
    throw new FlowError(
      'redirect_refused',
      'The token endpoint answers with a redirect, which is never followed with a code.',
      { status, location: response.headers.get('location') },
    )
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (status !== 200) throw refused(status, body)
  const answer = tokenAnswerSchema.safeParse(body)
  if (answer.success) return answer.data
  const path = answer.error.issues[0]?.path.join('.')
  throw new FlowError(
    body === undefined ? 'response_not_json' : 'token_response_invalid',
    body === undefined
      ? 'The token endpoint answers 200, but not with JSON.'
      : `The token response lacks a usable ${path || 'object'}.`,
    { status },
  )
}

/** RFC 6749 section 5.2, or whatever else came. */
function refused(status: number, body: unknown): FlowError {
  const parsed = z
    .looseObject({ error: z.string(), error_description: z.string().optional() })
    .safeParse(body)
  if (!parsed.success) {
    return new FlowError(
      'token_request_refused',
      `The token endpoint answers ${status} without an OAuth error.`,
      { status },
    )
  }
  const { error, error_description: description } = parsed.data
  return new FlowError(
    'token_request_refused',
    `The provider refused the code with ${status} ${error}${description ? `: ${description}` : ''}.`,
    { status, error, ...(description && { error_description: description }) },
  )
}

async function judgeIdToken(
  answer: TokenAnswer,
  { metadata, client, pending }: Pick<Values, 'metadata' | 'client' | 'pending'>,
  tools: StageTools,
): Promise<void> {
  const idToken = answer.id_token
  if (!idToken) {
    throw new FlowError(
      'id_token_invalid',
      'The scope holds openid, but the token response has no id_token; check the client at the provider.',
    )
  }
  // O-03: five segments are an encrypted token, which nobody here can read.
  if (idToken.split('.').length === 5) {
    throw new FlowError(
      'id_token_invalid',
      'The ID token is encrypted; turn off ID token encryption for this client at the provider.',
    )
  }
  const { header, claims } = decode(idToken)
  const checks = idTokenChecks({
    header,
    claims,
    issuer: metadata.issuer,
    clientId: client.clientId,
    nonce: pending.nonce,
    accessToken: answer.access_token,
    now: Math.floor(tools.now() / 1000),
    signature: await verifyWithProvider(idToken, metadata, tools),
  })
  tools.report(...checks)
  const failed = checks.filter((one) => one.status === 'failed')
  if (failed.length > 0) {
    throw new FlowError(
      'id_token_invalid',
      `The ID token is not valid: ${failed.map((one) => one.message).join(' ')}`,
    )
  }
}

function decode(token: string) {
  try {
    return { header: { ...decodeProtectedHeader(token) }, claims: { ...decodeJwt(token) } }
  } catch (cause) {
    throw new FlowError('id_token_invalid', 'The ID token is not a JWT.', undefined, cause)
  }
}

async function verifyWithProvider(
  token: string,
  metadata: Values['metadata'],
  tools: StageTools,
): Promise<SignatureEvidence | null> {
  if (!metadata.jwks_uri) return null
  const response = await tools.fetch(keySet)(metadata.jwks_uri, {
    headers: { accept: 'application/json, application/jwk-set+json' },
  })
  const keys = jwksSchema.safeParse(await response.json().catch(() => undefined))
  if (response.status !== 200 || !keys.success) {
    throw new FlowError(
      'metadata_invalid',
      `The key set at ${metadata.jwks_uri} answers ${response.status} without a list of keys.`,
      { status: response.status },
    )
  }
  return verifySignature(token, keys.data)
}

/** The library's own judgement on the same response: a net below the checks that are shown. */
async function confirm(
  server: oauth.AuthorizationServer,
  party: oauth.Client,
  response: Response,
  client: Values['client'],
  pending: Values['pending'],
): Promise<void> {
  try {
    await oauth.processAuthorizationCodeResponse(server, party, response, {
      expectedNonce: (wantsIdToken(client) ? pending.nonce : null) ?? oauth.expectNoNonce,
      requireIdToken: wantsIdToken(client),
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new FlowError(
      'token_response_invalid',
      `The token response is not valid: ${reason}.`,
      undefined,
      cause,
    )
  }
}

function tokensOf(answer: TokenAnswer): Values['providerTokens'] {
  return {
    accessToken: answer.access_token,
    idToken: answer.id_token ?? null,
    refreshToken: answer.refresh_token ?? null,
    tokenType: answer.token_type,
    expiresIn: answer.expires_in ?? null,
    scope: answer.scope ?? null,
  }
}

function subjectOf(
  answer: TokenAnswer,
  client: Values['client'],
  tools: StageTools,
): Values['subjectToken'] {
  const kind = client.subjectToken
  const token = kind === 'id_token' ? answer.id_token : answer.access_token
  if (!token) {
    throw new FlowError(
      'subject_token_missing',
      'The connection hands on the ID token, but the provider sent none; add openid to the scope.',
    )
  }
  tools.report(
    check('subject-token', 'Subject token', kind === 'id_token' ? 'warning' : 'passed', {
      expected: 'access_token',
      found: kind,
      source: 'connection, subjectToken',
      message:
        kind === 'id_token'
          ? 'The ID token is handed on; its aud is this client, so the platform usually refuses it.'
          : 'The access token is handed on.',
    }),
  )
  return { token, kind }
}

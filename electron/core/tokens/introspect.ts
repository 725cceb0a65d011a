import type { FailureCode } from '../../../shared/failure.ts'
import { FlowError, toFailure } from '../failure.ts'
import type { IntrospectionEvidence } from '../verdict/evidence.ts'
import { isObject } from './compact.ts'

export interface IntrospectionEndpoint {
  url: string
  clientId: string
  clientSecret: string
}

const deadline = 30_000
const sizeLimit = 1_000_000

/**
 * Asks the provider about a token (RFC 7662 section 2). Whatever is no introspection answer is evidence with
 * a `failure`, never an exception; only a cancelled request throws. Nothing is cached or repeated.
 */
export async function introspect(
  token: string,
  endpoint: IntrospectionEndpoint,
  fetch: typeof globalThis.fetch,
  signal?: AbortSignal,
): Promise<IntrospectionEvidence> {
  const evidence: IntrospectionEvidence = {
    url: endpoint.url,
    status: null,
    failure: null,
    active: null,
    claims: null,
  }
  try {
    const response = await fetch(endpoint.url, introspectionRequest(token, endpoint, signal))
    evidence.status = response.status
    const answer = await readAnswer(response, endpoint.url)
    evidence.active = answer.active ?? null
    // An inactive answer may carry claims; they mean nothing (RFC 7662 section 2.2, R-03).
    if (answer.active === true) evidence.claims = answer
  } catch (thrown) {
    const failed = asFlowError(thrown, endpoint.url, signal)
    if (failed.code === 'cancelled') throw failed
    evidence.failure = toFailure(failed)
  }
  return evidence
}

/** The request as it is sent, for the preview as well. */
export function introspectionRequest(
  token: string,
  { clientId, clientSecret }: IntrospectionEndpoint,
  signal?: AbortSignal,
): RequestInit {
  const limit = AbortSignal.timeout(deadline)
  return {
    method: 'POST',
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      authorization: `Basic ${basicCredentials(clientId, clientSecret)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }).toString(),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  }
}

/**
 * RFC 6749 section 2.3.1: both parts form-encoded. The encoding is the WHATWG one, which leaves `-`, `.` and
 * `_` alone, because some servers do not decode.
 */
function basicCredentials(clientId: string, clientSecret: string): string {
  return Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64')
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

async function readAnswer(response: Response, url: string): Promise<Record<string, unknown>> {
  const refuse = (code: FailureCode, message: string): never => {
    throw new FlowError(code, message, { url, status: response.status })
  }
  const { status } = response
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
    return refuse(
      'redirect_refused',
      'The introspection endpoint redirected; that is not followed.',
    )
  if (status === 401 || status === 403)
    return refuse(
      'introspection_refused',
      `The introspection endpoint refused the client with ${status}: check client_id, client_secret and the client's right to introspect.`,
    )
  if (status !== 200)
    return refuse('introspection_refused', `The introspection endpoint answered ${status}.`)
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/token-introspection+jwt')
    return refuse(
      'introspection_refused',
      'The introspection endpoint answered with a JWT (RFC 9701), which nobody verified; it must answer with JSON.',
    )
  if (type !== 'application/json')
    return refuse(
      'response_not_json',
      `The introspection endpoint answered with ${type || 'no content type'} instead of application/json.`,
    )
  const answer = parseJson(await readText(response, url))
  if (isObject(answer)) return answer
  return refuse('response_not_json', 'The introspection answer is not a JSON object.')
}

async function readText(response: Response, url: string): Promise<string> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > sizeLimit)
      throw new FlowError('response_too_large', 'The introspection answer is larger than 1 MB.', {
        url,
      })
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The caller says that it is no JSON object.
    return null
  }
}

function asFlowError(thrown: unknown, url: string, signal?: AbortSignal): FlowError {
  if (signal?.aborted) return new FlowError('cancelled', 'The introspection was cancelled.')
  if (thrown instanceof FlowError) return thrown
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError')
    return new FlowError(
      'request_timeout',
      `The introspection endpoint did not answer within ${deadline / 1000} seconds.`,
      { url },
    )
  return new FlowError(
    'host_unreachable',
    `The introspection endpoint could not be reached: ${reasonOf(thrown)}.`,
    { url },
    thrown,
  )
}

/** The code of what lies beneath fetch's "fetch failed", such as ECONNREFUSED: no path, no secret. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : null
  const code = isObject(cause) ? cause.code : null
  return typeof code === 'string' ? code : 'no connection'
}

import { randomUUID } from 'node:crypto'
import type { Exchange } from '../../../shared/exchange.ts'
import { isObject } from '../tokens/compact.ts'
import { introspect, introspectionRequest } from '../tokens/introspect.ts'
import { readJson } from '../tokens/read-json.ts'
import type { Asking } from './ask.ts'
import { readRedirect } from './read-redirect.ts'
import { endpointIn } from './subject.ts'
import type {
  IntrospectionFact,
  ProviderDocument,
  RedirectFact,
  SecretFact,
  Subject,
} from './requirement.ts'

/*
 * Requests that try what a document only claims. Nothing is spent by them: the code and the token are made up,
 * nobody signs in, and no redirect is followed.
 */

const notSent = (why: string, isSkipped = false) => ({ kind: 'not-sent', why, isSkipped }) as const

/** The request as a broker makes it: without nonce, acr_values and PKCE, which it is not known to send. */
export async function probeRedirect(
  document: ProviderDocument,
  subject: Subject,
  asking: Asking,
): Promise<RedirectFact> {
  const { clientId, redirectUri } = subject
  const endpoint = endpointIn(document, 'authorization_endpoint', subject)
  if ('why' in endpoint) return notSent(endpoint.why)
  if (clientId === null || redirectUri === null)
    return notSent('no client id or redirect URI', true)
  const url = new URL(endpoint.url)
  url.hash = ''
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: randomUUID(),
    prompt: 'none',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  const answer = await asking.ask('Authorization request without a browser', {
    method: 'GET',
    url: url.href,
    headers: [['accept', 'text/html, application/json']],
    body: null,
  })
  if (answer.kind === 'failed') return { ...answer, kind: 'away', url: endpoint.url }
  return readRedirect(answer.exchange, redirectUri)
}

/** RFC 6749 section 4.1.3. A provider authenticates the client before it looks for the code. */
export async function probeSecret(
  document: ProviderDocument,
  subject: Subject,
  asking: Asking,
): Promise<SecretFact> {
  const { clientId, clientSecret, redirectUri } = subject
  const endpoint = endpointIn(document, 'token_endpoint', subject)
  if ('why' in endpoint) return notSent(endpoint.why)
  if (clientId === null || clientSecret === null) return notSent('no client secret', true)
  // The same credentials as for introspection, encoded the same way (RFC 6749 section 2.3.1).
  const { headers } = introspectionRequest('', { url: '', clientId, clientSecret })
  const answer = await asking.ask('Token request with a made-up code', {
    method: 'POST',
    url: endpoint.url,
    headers: [...new Headers(headers)],
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: randomUUID(),
      redirect_uri: redirectUri ?? 'https://localhost/callback',
    }).toString(),
  })
  if (answer.kind === 'failed') return { ...answer, kind: 'away', url: endpoint.url }
  const { exchange, response } = answer
  return { kind: 'answered', status: response.status, ...errorIn(response.body), exchange }
}

/** RFC 7662 section 2.2: of a token that it does not know, an endpoint says `active: false` and no more. */
export async function probeIntrospection(
  document: ProviderDocument,
  subject: Subject,
  asking: Asking,
): Promise<IntrospectionFact> {
  const { clientId, clientSecret } = subject
  const endpoint = endpointIn(document, 'introspection_endpoint', subject)
  if ('why' in endpoint) return notSent(endpoint.why)
  if (clientId === null || clientSecret === null) return notSent('no client secret', true)
  const { url } = endpoint
  let exchange: Exchange | null = null
  const fetch = asking.fetch('Introspection of a made-up token', (one) => (exchange = one))
  const evidence = await introspect(
    randomUUID(),
    { url, clientId, clientSecret },
    fetch,
    asking.signal,
  )
  const recorded = exchange as Exchange | null
  if (recorded?.response) return { kind: 'answered', evidence, exchange: recorded }
  const { failure } = evidence
  if (!failure) throw new Error('An introspection without an answer has a failure')
  return { kind: 'away', url, failure, exchange: recorded }
}

/** RFC 6749 section 5.2. */
function errorIn(text: string): { error: string | null; description: string } {
  const reading = readJson(text)
  const body = 'value' in reading && isObject(reading.value) ? reading.value : {}
  const { error, error_description: description } = body
  return {
    error: typeof error === 'string' ? error.slice(0, 80) : null,
    description: typeof description === 'string' ? description.slice(0, 200) : '',
  }
}

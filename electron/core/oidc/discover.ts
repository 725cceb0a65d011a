import * as oauth from 'oauth4webapi'
import type { Check } from '../../../shared/check.ts'
import type { RequestPreview } from '../../../shared/run.ts'
import { type Values, valueSchemas } from '../../../shared/values.ts'
import { FlowError } from '../failure.ts'
import { sent } from '../flow/planned-rows.ts'
import { check, type Purpose, type StageTools, stage } from '../flow/stage.ts'
import { requestOptions } from './client.ts'
import { isLoopbackUrl } from '../http/loopback-host.ts'

const purpose: Purpose = { label: 'Discovery document', party: 'identity-provider' }

/** The row of the sequence diagram. */
export const discoveryMessage = sent(purpose)

/** Where OpenID Connect Discovery section 4 puts the document: after the issuer's path. */
export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

export const discover = stage({
  id: 'discover',
  title: 'Discover the provider',
  explanation:
    'Reads the metadata of the identity provider: where to send the browser, where to redeem the code, and which keys sign its tokens.',
  lookAt:
    'the issuer. It must be the same text as the one configured, to the last slash; tokens will carry it as `iss`.',
  spec: 'OpenID Connect Discovery 1.0 section 4, RFC 8414 section 3',
  needs: ['provider'],
  gives: ['metadata'],
  messages: [discoveryMessage],
  action: ({ provider }) =>
    provider?.endpoints
      ? { verb: 'Take the endpoints set by hand', host: null }
      : {
          verb: 'Read discovery document from',
          host: URL.parse(provider?.issuer ?? '')?.host ?? null,
        },
  show: ({ provider }) => [
    { name: 'issuer', value: provider.issuer, from: 'provider' },
    ...(provider.endpoints
      ? [{ name: 'endpoints', value: 'set by hand', from: 'provider' as const }]
      : []),
  ],
  preview: ({ provider }) => discoveryPreview(provider),
  async run({ provider }, tools) {
    return { metadata: await readMetadata(provider, tools) }
  },
})

export function discoveryPreview({ issuer, endpoints }: Values['provider']): RequestPreview[] {
  if (endpoints) return []
  const headers: RequestPreview['headers'] = [['accept', 'application/json']]
  return [{ ...purpose, method: 'GET', url: discoveryUrl(issuer), headers, body: null }]
}

/** The provider's metadata: read and checked, or the endpoints set by hand. */
export async function readMetadata(
  provider: Values['provider'],
  tools: StageTools,
): Promise<Values['metadata']> {
  const issuer = vetIssuer(provider.issuer)
  if (provider.endpoints) return byHand(provider)
  const response = await oauth.discoveryRequest(
    issuer,
    requestOptions(tools, purpose, provider.issuer),
  )
  const document = await readDocument(response, provider.issuer)
  const checks = metadataChecks(document, provider.issuer)
  tools.report(...checks)
  if (document['issuer'] !== provider.issuer) throw issuerMismatch(document, provider.issuer)
  const broken = checks.filter((one) => one.status === 'failed')
  if (broken.length > 0) {
    throw new FlowError(
      'metadata_invalid',
      `The discovery document of ${provider.issuer} cannot be used: ${broken.map((one) => one.message).join(' ')}`,
    )
  }
  return valueSchemas.metadata.parse(document)
}

/** https without query and fragment, or http on this machine (D-04). Throws `issuer_invalid`. */
export function vetIssuer(issuer: string): URL {
  const url = URL.parse(issuer)
  if (!url || url.search || url.hash || (url.protocol !== 'https:' && !isLoopbackUrl(issuer))) {
    throw new FlowError(
      'issuer_invalid',
      `The issuer ${issuer} must be an https URL without query and fragment; http is accepted on this machine only.`,
    )
  }
  return url
}

function byHand({ issuer, endpoints }: Values['provider']): Values['metadata'] {
  return {
    issuer,
    authorization_endpoint: endpoints?.authorization ?? '',
    token_endpoint: endpoints?.token ?? '',
    ...(endpoints?.jwks && { jwks_uri: endpoints.jwks }),
  }
}

async function readDocument(response: Response, issuer: string): Promise<Record<string, unknown>> {
  const url = discoveryUrl(issuer)
  if (response.status >= 300 && response.status < 400) {
    throw new FlowError(
      'redirect_refused',
      `${url} answers with a redirect, which a provider's metadata must not; use the issuer it redirects to.`,
      { status: response.status, location: response.headers.get('location') },
    )
  }
  const document: unknown = response.ok ? await response.json().catch(() => null) : null
  if (document !== null && typeof document === 'object' && !Array.isArray(document)) {
    return { ...document }
  }
  throw new FlowError(
    response.ok ? 'response_not_json' : 'metadata_invalid',
    response.ok
      ? `${url} answers ${response.status}, but not with a JSON object; is ${issuer} the issuer?`
      : `${url} answers ${response.status}; check the issuer ${issuer}, or set the endpoints by hand.`,
    { status: response.status },
  )
}

/** D-02, D-05, D-06, D-08 and B-03: everything that is wrong, at once. */
function metadataChecks(document: Record<string, unknown>, issuer: string): Check[] {
  const source = 'connection'
  const endpoints = (['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const).map(
    (name) => endpointCheck(name, document[name], issuer),
  )
  const methods = document['code_challenge_methods_supported']
  const s256 = Array.isArray(methods) && methods.includes('S256')
  return [
    check('issuer-equality', 'Issuer', document['issuer'] === issuer ? 'passed' : 'failed', {
      expected: issuer,
      found: text(document['issuer']),
      source: 'connection.identityProvider.issuer',
      message:
        document['issuer'] === issuer
          ? 'The document names exactly the configured issuer.'
          : difference(issuer, document['issuer']),
    }),
    ...endpoints,
    check('s256', 'PKCE with S256', s256 ? 'passed' : 'warning', {
      expected: 'S256',
      found: Array.isArray(methods) ? methods.map(String) : null,
      source: 'RFC 7636',
      message: s256
        ? 'The provider announces S256.'
        : 'The provider does not announce S256; the console sends it all the same.',
    }),
    check('transport', 'Transport', isLoopbackUrl(issuer) ? 'warning' : 'passed', {
      expected: 'https',
      found: URL.parse(issuer)?.protocol.replace(':', '') ?? null,
      source,
      message: isLoopbackUrl(issuer)
        ? 'Plain http, accepted because the provider is on this machine.'
        : 'The provider is reached over TLS.',
    }),
  ]
}

function endpointCheck(name: string, value: unknown, issuer: string): Check {
  const url = typeof value === 'string' ? URL.parse(value) : null
  const usable =
    url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackUrl(url.href)))
  const elsewhere = usable && url.origin !== URL.parse(issuer)?.origin
  const optional = name === 'jwks_uri' && value === undefined
  const status = usable ? 'passed' : optional ? 'warning' : 'failed'
  return check(name.replaceAll('_', '-'), name, status, {
    expected: 'https URL',
    found: text(value),
    source: 'OpenID Connect Discovery 1.0 section 3',
    message: usable
      ? elsewhere
        ? `${name} is on another host than the issuer, ${url.host}.`
        : `${name} is present.`
      : optional
        ? 'jwks_uri is missing; the signature of the ID token cannot be verified.'
        : value === undefined
          ? `${name} is missing.`
          : `${name} is not an https URL.`,
  })
}

function issuerMismatch(document: Record<string, unknown>, issuer: string): FlowError {
  return new FlowError('issuer_mismatch', difference(issuer, document['issuer']), {
    expected: issuer,
    found: text(document['issuer']),
  })
}

/** Names the usual cause, so that nobody has to compare two URLs letter by letter. */
function difference(expected: string, found: unknown): string {
  if (typeof found !== 'string') return 'The discovery document names no issuer.'
  const hint =
    found.replace(/\/$/, '') === expected.replace(/\/$/, '')
      ? 'only a trailing slash differs'
      : found.toLowerCase() === expected.toLowerCase()
        ? 'only upper and lower case differ'
        : found.replace(/^https?:/, '') === expected.replace(/^https?:/, '')
          ? 'only http and https differ'
          : `it names ${found}`
  return `The discovery document is for another issuer than ${expected}: ${hint}; configure ${found} as the issuer.`
}

function text(value: unknown): string | null {
  return value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
}

import { compared, fact, failureText, words } from '../evidence.ts'
import { contentType, responseHeader } from '../exchange.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { atProvider, hostOf, inConnection, runAgain, signInAgain } from './places.ts'
import { said } from './said.ts'
import { tokenRequestOf } from './token-request.ts'

/* The token endpoint refuses the client, or is none. */

const source = 'RFC 6749 section 5.2'
const refusedAs = (...errors: string[]): Rule['on'] => ({
  codes: ['token_request_refused'],
  evidence: { error: errors },
})

export const tokenEndpointRules: readonly Rule[] = [
  {
    id: 'secret-not-taken-in-header',
    source: 'RFC 6749 section 2.3.1, OpenID Connect Discovery 1.0 section 3',
    confidence: 'certain',
    on: refusedAs('invalid_client'),
    find: basicRefused,
  },
  {
    id: 'client-secret-missing',
    source,
    confidence: 'likely',
    on: refusedAs('invalid_client'),
    find: (facts) =>
      facts.values.client?.tokenEndpointAuthMethod === 'none' ? secretMissing(facts) : null,
  },
  {
    id: 'client-refused',
    source,
    confidence: 'likely',
    on: refusedAs('invalid_client'),
    find: (facts) =>
      facts.values.client?.tokenEndpointAuthMethod === 'none' || basicRefused(facts)
        ? null
        : clientRefused(facts),
  },
  {
    id: 'grant-not-allowed',
    source,
    confidence: 'certain',
    on: refusedAs('unauthorized_client', 'unsupported_grant_type'),
    find: grantNotAllowed,
  },
  {
    id: 'token-endpoint-not-json',
    source: 'RFC 6749 section 5.1',
    confidence: 'likely',
    on: { codes: ['response_not_json', 'token_request_refused'] },
    find: notJson,
  },
  {
    id: 'token-endpoint-failed',
    source: 'RFC 9110 section 15.6',
    confidence: 'likely',
    on: { codes: ['token_request_refused'] },
    find: endpointFailed,
  },
  {
    id: 'token-endpoint-redirects',
    source: 'RFC 9700 section 4.11',
    confidence: 'certain',
    on: { codes: ['redirect_refused'] },
    find: redirects,
  },
]

/** What the provider announces; without the member it is basic alone (OpenID Connect Discovery 1.0 section 3). */
function announcedMethods({ values }: Facts): string[] {
  const methods = values.metadata?.['token_endpoint_auth_methods_supported']
  return Array.isArray(methods) ? methods.map(String) : ['client_secret_basic']
}

function basicRefused(facts: Facts): Found | null {
  const { client } = facts.values
  const announced = announcedMethods(facts)
  if (client?.tokenEndpointAuthMethod !== 'client_secret_basic') return null
  if (announced.includes('client_secret_basic') || !announced.includes('client_secret_post'))
    return null
  return {
    title: 'The provider does not take the client secret in the Authorization header.',
    explanation: 'It announces client_secret_post: id and secret as parameters of the form.',
    evidence: [
      compared(
        'Client authentication',
        { expected: announced.join(', '), found: client.tokenEndpointAuthMethod },
        'token_endpoint_auth_methods_supported',
      ),
      ...said(facts),
    ],
    change: {
      where: inConnection,
      what: 'set tokenEndpointAuthMethod to client_secret_post.',
      next: signInAgain,
    },
    setting: 'identityProvider.tokenEndpointAuthMethod',
  }
}

function secretMissing(facts: Facts): Found {
  const clientId = facts.values.client?.clientId ?? 'unknown'
  return {
    title: `The provider wants the client ${clientId} to authenticate, and nothing was sent.`,
    explanation:
      'The connection treats it as a public client. At the provider it is a confidential one, or it is not known there.',
    evidence: [
      fact('client_id', clientId, 'token request'),
      compared(
        'Client authentication',
        { expected: announcedMethods(facts).join(', '), found: 'none' },
        'token_endpoint_auth_methods_supported',
      ),
      ...said(facts),
    ],
    change: {
      where: inConnection,
      what: 'set the client secret and tokenEndpointAuthMethod, or make the client public at the provider.',
      next: signInAgain,
    },
    setting: 'identityProvider.tokenEndpointAuthMethod',
  }
}

function clientRefused(facts: Facts): Found {
  const { client } = facts.values
  return {
    title: `The provider refuses the client ${client?.clientId ?? 'unknown'}: its id or its secret is wrong.`,
    explanation:
      'The secret has been changed or has expired, was pasted with a blank, or belongs to another client.',
    evidence: [
      fact('client_id', client?.clientId ?? 'unknown', 'token request'),
      fact('Client authentication', client?.tokenEndpointAuthMethod ?? 'unknown', 'connection'),
      ...said(facts),
    ],
    change: {
      where: inConnection,
      what: 'set the secret that the provider has for this client now.',
      next: signInAgain,
    },
    setting: 'identityProvider.clientSecret',
  }
}

function grantNotAllowed(facts: Facts): Found {
  const clientId = facts.values.client?.clientId ?? 'unknown'
  return {
    title: `The client ${clientId} may sign people in, but may not redeem codes.`,
    explanation: 'The grant type authorization_code is off for it.',
    evidence: [
      fact('error', failureText(facts, 'error') ?? '', 'token response'),
      fact('grant_type', 'authorization_code', 'token request'),
      ...said(facts),
    ],
    change: {
      where: atProvider(facts),
      what: 'turn on the grant type authorization_code.',
      next: signInAgain,
    },
  }
}

function notJson(facts: Facts): Found | null {
  const request = tokenRequestOf(facts)
  const type = contentType(request)
  if (!request?.response || failureText(facts, 'error') !== null || /json/.test(type)) return null
  if (request.response.status >= 500) return null
  return {
    title: `The token endpoint at ${hostOf(request.request.url)} answers with ${/html/.test(type) ? 'a page' : type}.`,
    explanation:
      'A proxy, a maintenance page or a firewall answers in its place, or the address is that of a page.',
    evidence: [
      fact('Asked', request.request.url, 'token request'),
      compared(
        'Content type',
        { expected: 'application/json', found: type },
        'header Content-Type',
      ),
      fact('Status', String(request.response.status), 'response'),
    ],
    change: {
      where: atProvider(facts),
      what: 'let the token endpoint be reached without what stands before it.',
      next: signInAgain,
    },
  }
}

function endpointFailed(facts: Facts): Found | null {
  const request = tokenRequestOf(facts)
  const status = facts.status ?? 0
  if (!request || status < 500) return null
  const retryAfter = responseHeader(request, 'retry-after')
  return {
    title: `The token endpoint failed by itself, with ${status}.`,
    explanation: 'The code may be used up all the same, so it is not sent again.',
    evidence: [
      fact('Status', words(status), request.request.url),
      ...(retryAfter === null ? [] : [fact('Retry-After', retryAfter, 'header')]),
      ...said(facts),
    ],
    change: {
      where: atProvider(facts),
      what: 'look into its log for this instant.',
      next: signInAgain,
    },
  }
}

function redirects(facts: Facts): Found | null {
  const request = tokenRequestOf(facts)
  if (!request) return null
  const to = failureText(facts, 'location') ?? 'nowhere'
  return {
    title: 'The token endpoint redirects, and a code is never sent on.',
    explanation:
      'Whoever is redirected to would get the code and the verifier. Often http leads to https so, or an old host to a new one.',
    evidence: [
      fact('Asked', request.request.url, 'token request'),
      fact('Redirects to', to, 'header Location'),
    ],
    change: {
      where: atProvider(facts),
      what: 'publish the new address as token_endpoint.',
      next: runAgain,
    },
  }
}

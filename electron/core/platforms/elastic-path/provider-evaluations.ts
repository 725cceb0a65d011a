import { isLoopbackUrl } from '../../http/loopback-host.ts'
import { discoveryUrl } from '../../oidc/discover.ts'
import type { OidcProfile } from './oidc-profiles.ts'

/* What a discovery document shows of each requirement of provider-requirements.ts. Pure. */

/** Metadata as it came: nothing in it is believed. */
export type ProviderDocument = Readonly<Record<string, unknown>>

/** What has to be known of a profile to judge its provider. */
export type CheckedProfile = Pick<
  OidcProfile,
  'clientId' | 'discoveryUrl' | 'issuer' | 'authorizationEndpoint'
>

export interface Finding {
  status: 'passed' | 'failed' | 'unknown'
  found: string | string[] | null
  message: string
}

export type Evaluate = (document: ProviderDocument, profile: CheckedProfile) => Finding

/** OpenID Connect Discovery 1.0 section 3. */
const requiredMembers = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'response_types_supported',
  'subject_types_supported',
  'id_token_signing_alg_values_supported',
]

export const openIdConnect: Evaluate = (document) => {
  const missing = requiredMembers.filter((name) => document[name] === undefined)
  if (missing.length > 0) {
    return failed(missing, `The document lacks what is required: ${missing.join(', ')}.`)
  }
  const algorithms = listOf(document, 'id_token_signing_alg_values_supported') ?? []
  return algorithms.includes('RS256')
    ? passed(algorithms, 'The document is complete and announces RS256.')
    : unknown(
        algorithms,
        'The document is complete, but does not announce RS256, which the specification requires; which algorithms the platform takes is not documented.',
      )
}

export const clientSecretBasic: Evaluate = (document) => {
  const methods = listOf(document, 'token_endpoint_auth_methods_supported')
  if (methods === null) {
    return passed(null, 'The document names no method; client_secret_basic is the default then.')
  }
  return methods.includes('client_secret_basic')
    ? passed(methods, 'The provider can do it; that its client is set to it shows in a sign-in.')
    : failed(methods, 'The provider does not announce client_secret_basic; set it up there.')
}

const codeFlowMembers = [
  ['response_types_supported', 'code'],
  ['grant_types_supported', 'authorization_code'],
  ['response_modes_supported', 'query'],
] as const

export const authorizationCode: Evaluate = (document) => {
  const lacking = codeFlowMembers
    .filter(([name, value]) => listOf(document, name)?.includes(value) === false)
    .map(([name, value]) => `${value} in ${name}`)
  if (lacking.length > 0) {
    return failed(lacking, `The provider does not announce ${lacking.join(', ')}.`)
  }
  return listOf(document, 'response_types_supported') === null
    ? unknown(null, 'The document has no response_types_supported.')
    : passed('code', 'The provider announces the response type code.')
}

export const email: Evaluate = (document) => {
  const scopes = listOf(document, 'scopes_supported')
  const claims = listOf(document, 'claims_supported')
  const found = `scope ${said(scopes)}, claim ${said(claims)}`
  if (scopes?.includes('email') === false) {
    return failed(found, 'The provider announces its scopes, and email is not one of them.')
  }
  // Both lists are optional, and that of the claims need not be complete.
  return scopes === null || claims?.includes('email') === false
    ? unknown(found, 'The provider does not announce both the scope and the claim email.')
    : passed(found, 'The provider announces it; that each user has an address is not visible.')
}

export const discovery: Evaluate = (document, profile) => {
  const issuer = typeof document['issuer'] === 'string' ? document['issuer'] : null
  if (issuer === null) return failed(null, 'The document names no issuer.')
  if (/[{}]/.test(issuer)) {
    return failed(
      issuer,
      'The issuer is a template, as documents for several tenants have it; use the discovery URL of one tenant.',
    )
  }
  if (discoveryUrl(issuer) !== profile.discoveryUrl) {
    return failed(
      issuer,
      `The document is for another issuer, whose own would be at ${discoveryUrl(issuer)}.`,
    )
  }
  return isLoopbackUrl(issuer) && !isLoopbackUrl(profile.authorizationEndpoint)
    ? failed(
        issuer,
        'The document is on this machine, where the platform cannot fetch it from its cloud.',
      )
    : passed(issuer, 'The document is at its place and names the issuer of that place.')
}

export const noEncryption: Evaluate = (document) => {
  const able = ['id_token', 'userinfo']
    .map((what) => `${what}_encryption_alg_values_supported`)
    .filter((name) => (listOf(document, name) ?? []).length > 0)
  return able.length === 0
    ? passed(null, 'The provider announces no encryption.')
    : unknown(able, 'The provider can encrypt; whether it does is a setting of the client there.')
}

export const soleAudience: Evaluate = (_document, { clientId }) =>
  unknown(null, `Not visible; aud of the ID token has to be ${clientId} alone.`)

export const noNonce: Evaluate = (document) => {
  const demands = ['require_pushed_authorization_requests', 'require_signed_request_object']
  const set = demands.filter((name) => document[name] === true)
  return set.length > 0
    ? failed(set, `The provider demands what the broker is not known to do: ${set.join(', ')}.`)
    : unknown(null, 'Not visible; the provider demands neither pushed nor signed requests.')
}

export const noAuthTime: Evaluate = () =>
  unknown(null, 'Not visible: it is what the operator of the provider relies on.')

const said = (list: string[] | null) =>
  list === null ? 'not announced' : list.includes('email') ? 'announced' : 'not in the list'

const finding =
  (status: Finding['status']) =>
  (found: Finding['found'], message: string): Finding => ({ status, found, message })
const passed = finding('passed')
const failed = finding('failed')
const unknown = finding('unknown')

/** A list of texts; a single text counts as one, as some documents have it. Null where there is none. */
function listOf(document: ProviderDocument, name: string): string[] | null {
  const value = document[name]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null
}

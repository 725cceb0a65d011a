import { secretFinding } from '../../provider-check/client-findings.ts'
import {
  byDocument,
  codeFlowFinding,
  inDocument,
  listOf,
  requiredMembers,
} from '../../provider-check/document-findings.ts'
import { codeFlowRefusal, plainRequestFinding } from '../../provider-check/probe-findings.ts'
import type { Requirement } from '../../provider-check/requirement.ts'

/* How each requirement of provider-requirements.ts is judged. Pure. */

type Judge = Requirement['judge']

export const openIdConnect: Judge = byDocument((document) => {
  const missing = requiredMembers.filter((name) => document[name] === undefined)
  if (missing.length > 0) {
    return {
      result: 'failed',
      found: `lacks ${missing.join(', ')}`,
      message: `The document lacks what is required: ${missing.join(', ')}.`,
      decisive: inDocument(...missing),
      fix: { sentence: 'At the provider, publish the members that are missing.' },
    }
  }
  const name = 'id_token_signing_alg_values_supported'
  const algorithms = listOf(document, name) ?? []
  const decisive = inDocument(name)
  return algorithms.includes('RS256')
    ? {
        result: 'passed',
        found: 'complete, RS256 is listed',
        message: 'The document is complete and announces RS256.',
        decisive,
      }
    : {
        result: 'unknown',
        found: `complete, but ${algorithms.join(', ') || 'no algorithm'}`,
        message:
          'The document is complete, but does not announce RS256, which the specification requires; which algorithms the platform takes is not documented.',
        decisive,
      }
})

/** What the provider did with the secret weighs more than what it announces. */
export const clientSecretBasic: Judge = (facts, subject) => {
  const probed = secretFinding(facts)
  return probed && probed.result !== 'unknown' ? probed : announcedBasic(facts, subject)
}

const announcedBasic = byDocument((document) => {
  const name = 'token_endpoint_auth_methods_supported'
  const methods = listOf(document, name)
  const decisive = inDocument(name)
  if (methods === null) {
    return {
      result: 'passed',
      found: 'not named, so the default',
      message: 'The document names no method; client_secret_basic is the default then.',
      decisive,
    }
  }
  return methods.includes('client_secret_basic')
    ? {
        result: 'passed',
        found: 'client_secret_basic is listed',
        message: 'The provider can do it; that its client is set to it shows in a sign-in.',
        decisive,
      }
    : {
        result: 'failed',
        found: methods.join(', ') || 'an empty list',
        message: 'The provider does not announce client_secret_basic; set it up there.',
        decisive,
        fix: { sentence: 'At the provider, allow client_secret_basic at the token endpoint.' },
      }
})

export const authorizationCode: Judge = (facts, subject) =>
  codeFlowRefusal(facts) ?? byDocument(codeFlowFinding)(facts, subject)

export const email: Judge = byDocument((document) => {
  const scopes = listOf(document, 'scopes_supported')
  const claims = listOf(document, 'claims_supported')
  const found = `scope ${said(scopes)}, claim ${said(claims)}`
  const decisive = inDocument('scopes_supported', 'claims_supported')
  if (scopes?.includes('email') === false) {
    return {
      result: 'failed',
      found,
      message: 'The provider announces its scopes, and email is not one of them.',
      decisive,
      fix: { sentence: 'At the provider, offer the scope email with the claim email.' },
    }
  }
  // Both lists are optional, and that of the claims need not be complete.
  return scopes === null || claims?.includes('email') === false
    ? {
        result: 'unknown',
        found,
        message: 'The provider does not announce both the scope and the claim email.',
        decisive,
      }
    : {
        result: 'passed',
        found: claims ? 'email in scopes and claims' : 'email in scopes',
        message: 'The provider announces it; that each user has an address is not visible.',
        decisive,
      }
})

const said = (list: string[] | null) =>
  list === null ? 'not announced' : list.includes('email') ? 'announced' : 'not in the list'

export const noEncryption: Judge = byDocument((document) => {
  const names = ['id_token', 'userinfo'].map((what) => `${what}_encryption_alg_values_supported`)
  const able = names.filter((name) => (listOf(document, name) ?? []).length > 0)
  return able.length === 0
    ? {
        result: 'passed',
        found: 'no encryption is announced',
        message: 'The provider announces no encryption.',
        decisive: inDocument(...names),
      }
    : {
        result: 'unknown',
        found: 'the provider can encrypt',
        message: 'The provider can encrypt; whether it does is a setting of the client there.',
        decisive: inDocument(...able),
      }
})

export const soleAudience: Judge = (_facts, { clientId }) => ({
  result: 'unknown',
  found: 'no ID token seen for this client',
  message: `Not visible; aud of the ID token has to be ${clientId ?? 'the client id of the profile'} alone.`,
  learnedFrom: 'needs a sign-in',
})

const demands = ['require_pushed_authorization_requests', 'require_signed_request_object']

export const noNonce: Judge = (facts, subject) => {
  const announced = byDocument((document) => {
    const set = demands.filter((name) => document[name] === true)
    return set.length > 0
      ? {
          result: 'failed',
          found: set.join(', '),
          message: `The provider demands what the broker is not known to do: ${set.join(', ')}.`,
          decisive: inDocument(...set),
          fix: { sentence: 'At the provider, take plain authorization requests of this client.' },
        }
      : {
          result: 'unknown',
          found: 'no request without both was made',
          message: 'Not visible; the provider demands neither pushed nor signed requests.',
          decisive: inDocument(...demands),
        }
  })(facts, subject)
  return announced.result === 'failed' ? announced : (plainRequestFinding(facts) ?? announced)
}

export const noAuthTime: Judge = () => ({
  result: 'unknown',
  found: 'a setting of the client',
  message: 'Not visible: it is what the operator of the provider relies on.',
  learnedFrom: 'ask the operator',
})

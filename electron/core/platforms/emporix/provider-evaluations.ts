import { introspectionFinding } from '../../provider-check/client-findings.ts'
import { byDocument, inDocument, listOf } from '../../provider-check/document-findings.ts'
import type {
  Facts,
  Finding,
  ProviderDocument,
  Requirement,
} from '../../provider-check/requirement.ts'

/* How the needs of provider-requirements.ts are judged that no other platform has. Pure. */

export function introspectionOrKeys(document: ProviderDocument, { keys }: Facts): Finding {
  const hasIntrospection = typeof document['introspection_endpoint'] === 'string'
  const hasKeys = keys.kind === 'keys' && keys.usable.any.length > 0
  const decisive = inDocument('introspection_endpoint', 'jwks_uri')
  if (hasIntrospection) {
    return {
      result: 'passed',
      found: hasKeys ? 'both are published' : 'introspection is published',
      message: 'Tokens can be validated online: the provider names its introspection endpoint.',
      decisive,
    }
  }
  if (hasKeys) {
    return {
      result: 'passed',
      found: 'a key set, no introspection',
      message:
        'Tokens can be validated offline, against pinned keys; a revoked token stays valid until it expires.',
      decisive,
    }
  }
  const isUnseen = keys.kind === 'away' || (keys.kind === 'not-sent' && keys.isSkipped)
  if (isUnseen) {
    return {
      result: 'unknown',
      found: 'no introspection, keys not seen',
      message: 'The provider names no introspection endpoint, and its key set was not seen.',
      decisive,
    }
  }
  return {
    result: 'failed',
    found: 'neither is published',
    message: 'The provider names no introspection endpoint and publishes no usable key.',
    decisive,
    fix: {
      sentence: 'At the provider, turn on token introspection (RFC 7662), or publish its keys.',
    },
  }
}

export const introspectionBasic: Requirement['judge'] = (facts, subject) => {
  const probed = introspectionFinding(facts)
  return probed && probed.result !== 'unknown'
    ? probed
    : byDocument((document) => announcedBasic(document, probed))(facts, subject)
}

/** `probed`: what a probe could not tell either. */
function announcedBasic(document: ProviderDocument, probed: Finding | null): Finding {
  if (document['introspection_endpoint'] === undefined) {
    return {
      result: 'skipped',
      found: 'offline: no introspection endpoint',
      message:
        'The provider names no introspection endpoint; its tokens can be validated offline alone.',
      decisive: inDocument('introspection_endpoint'),
    }
  }
  const name = 'introspection_endpoint_auth_methods_supported'
  const methods = listOf(document, name)
  const decisive = inDocument(name, 'introspection_endpoint')
  if (methods?.includes('client_secret_basic') === false) {
    return {
      result: 'failed',
      found: methods.join(', ') || 'an empty list',
      message: 'The provider does not announce client_secret_basic for introspection.',
      decisive: inDocument(name),
      fix: {
        sentence: 'At the provider, allow client_secret_basic at the introspection endpoint.',
      },
    }
  }
  if (probed) return probed
  return methods === null
    ? {
        result: 'unknown',
        found: 'methods are not announced',
        message:
          'The document does not say how clients authenticate for introspection, and there is no default (RFC 8414 section 2).',
        decisive,
      }
    : {
        result: 'passed',
        found: 'client_secret_basic is listed',
        message: 'The provider can do it; that the client may introspect shows a probe.',
        decisive: inDocument(name),
      }
}

const inToken = 'needs a sign-in'

export const subjectTokenType: Requirement['judge'] = () => ({
  result: 'unknown',
  found: 'no access token seen',
  message:
    'No document says whether access tokens are JWTs; at some providers it is a setting of the client or of the audience.',
  learnedFrom: inToken,
})

export const audience: Requirement['judge'] = () => ({
  result: 'unknown',
  found: 'no access token seen',
  message: 'Not visible; aud has to hold what `audience` of the configuration says.',
  learnedFrom: inToken,
})

export const authorizedParty: Requirement['judge'] = (_facts, { clientId }) => ({
  result: 'unknown',
  found: 'no access token seen',
  message: `Not visible; azp or client_id has to be ${clientId === null ? 'the client that signs people in' : `the client that signs people in, such as ${clientId}`}.`,
  learnedFrom: inToken,
})

export function email(document: ProviderDocument): Finding {
  const claims = listOf(document, 'claims_supported')
  const scopes = listOf(document, 'scopes_supported')
  const isNamed = claims?.includes('email') === true || scopes?.includes('email') === true
  return {
    result: 'unknown',
    found: isNamed ? 'email is known, no token seen' : 'email is not announced',
    message: isNamed
      ? 'The provider knows the claim email; whether it puts it into access tokens, or into the introspection answer, is a setting there.'
      : 'The provider does not announce the claim email; a mapper of its own may still add it.',
    decisive: inDocument('claims_supported', 'scopes_supported'),
    learnedFrom: inToken,
  }
}

import type { DecisiveBytes, Facts, Finding, ProviderDocument, Subject } from './requirement.ts'

/* What a discovery document shows, whoever requires it. Pure. */

/** OpenID Connect Discovery 1.0 section 3. */
export const requiredMembers = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'response_types_supported',
  'subject_types_supported',
  'id_token_signing_alg_values_supported',
]

/** Judges by the document alone; where there is none, says so. */
export function byDocument(
  judge: (document: ProviderDocument, subject: Subject, facts: Facts) => Finding,
): (facts: Facts, subject: Subject) => Finding {
  return (facts, subject) => {
    const { document: fact } = facts
    return fact.kind === 'document' ? judge(fact.document, subject, facts) : unseen(fact)
  }
}

export function unseen(fact: Exclude<Facts['document'], { kind: 'document' }>): Finding {
  return fact.kind === 'without'
    ? {
        result: 'unknown',
        found: 'no document',
        message: 'There is no discovery document to see it in.',
        decisive: inDocument(),
      }
    : {
        result: 'unknown',
        found: 'not seen from here',
        message: `Not seen from here: ${fact.failure.message}`,
        decisive: inDocument(),
      }
}

/** For the requirement that there is a document at all. */
export function withoutDocument(fact: Exclude<Facts['document'], { kind: 'document' }>): Finding {
  if (fact.kind === 'away') return unseen(fact)
  return {
    result: 'failed',
    found: fact.found,
    message: `${fact.url} answers without a discovery document: ${fact.found}.`,
    decisive: inDocument(),
    fix: {
      sentence:
        'Check the issuer, to the last slash and the tenant or realm in its path; or publish the document at this URL:',
      copy: fact.url,
    },
  }
}

export const inDocument = (...members: string[]): DecisiveBytes => ({ in: 'document', members })

/** A list of texts; a single text counts as one, as some documents have it. Null where there is none. */
export function listOf(document: ProviderDocument, name: string): string[] | null {
  const value = Object.hasOwn(document, name) ? document[name] : undefined
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null
}

/** RFC 7636 with S256, which is what the console and most storefronts send. */
export function proofKeyFinding(document: ProviderDocument): Finding {
  const name = 'code_challenge_methods_supported'
  const methods = listOf(document, name)
  const decisive = inDocument(name)
  if (methods === null) {
    return {
      result: 'unknown',
      found: 'not announced',
      message: 'The provider does not announce PKCE; many take it all the same.',
      decisive,
    }
  }
  return methods.includes('S256')
    ? {
        result: 'passed',
        found: 'S256 is listed',
        message: 'The provider announces S256.',
        decisive,
      }
    : {
        result: 'failed',
        found: methods.join(', ') || 'an empty list',
        message: 'The provider announces PKCE, but not with S256.',
        decisive,
        fix: { sentence: 'At the provider, allow the PKCE method S256 for this client.' },
      }
}

/** Tokens carry the issuer to the letter. */
export function issuerFinding(document: ProviderDocument, subject: Subject): Finding {
  const { issuer } = document
  const decisive = inDocument('issuer')
  if (typeof issuer !== 'string') {
    return {
      result: 'failed',
      found: 'no issuer',
      message: 'The document names no issuer.',
      decisive,
      fix: { sentence: 'Publish a complete discovery document; issuer is required.' },
    }
  }
  const missing = requiredMembers.filter((name) => document[name] === undefined)
  const same = subject.isExact
    ? issuer === subject.issuer
    : issuer.replace(/\/$/, '') === subject.issuer.replace(/\/$/, '')
  if (!same) {
    const onlySlash = issuer.replace(/\/$/, '') === subject.issuer.replace(/\/$/, '')
    return {
      result: 'failed',
      found: onlySlash ? 'only a trailing slash differs' : `names ${issuer}`,
      message: `The document is for another issuer than ${subject.issuer}: it names ${issuer}. Tokens will carry that one, and issuers are compared to the letter.`,
      decisive,
      fix: {
        sentence: 'Configure the issuer as the document has it, byte for byte:',
        copy: issuer,
      },
    }
  }
  if (missing.length > 0) {
    return {
      result: 'failed',
      found: `lacks ${missing.join(', ')}`,
      message: `The document lacks what OpenID Connect Discovery requires: ${missing.join(', ')}.`,
      decisive: inDocument(...missing),
      fix: { sentence: 'Publish a complete discovery document.' },
    }
  }
  return {
    result: 'passed',
    found: `issuer equals the URL, ${issuer.length} bytes`,
    message: 'The document is complete, is at its place and names the issuer of that place.',
    decisive,
  }
}

const codeFlowMembers = [
  ['response_types_supported', 'code'],
  ['grant_types_supported', 'authorization_code'],
  ['response_modes_supported', 'query'],
] as const

/** RFC 6749 section 4.1; lists that are left out have a default that allows it, but for the first. */
export function codeFlowFinding(document: ProviderDocument): Finding {
  const lacking = codeFlowMembers.filter(
    ([name, value]) => listOf(document, name)?.includes(value) === false,
  )
  const fix = { sentence: 'At the provider, allow the authorization code flow for this client.' }
  if (lacking.length > 0) {
    const words = lacking.map(([name, value]) => `${value} in ${name}`).join(', ')
    return {
      result: 'failed',
      found: `no ${words}`,
      message: `The provider does not announce ${words}.`,
      decisive: inDocument(...lacking.map(([name]) => name)),
      fix,
    }
  }
  const decisive = inDocument(
    ...codeFlowMembers.map(([name]) => name).filter((name) => document[name] !== undefined),
  )
  return listOf(document, 'response_types_supported') === null
    ? {
        result: 'unknown',
        found: 'no response types',
        message: 'The document has no response_types_supported.',
        decisive: inDocument('response_types_supported'),
      }
    : {
        result: 'passed',
        found: listOf(document, 'response_modes_supported')
          ? 'response type code, mode query'
          : 'response type code',
        message: 'The provider announces the response type code.',
        decisive,
      }
}

/** Nobody on this machine can see what the platform's cloud sees. */
export function reachableFinding(_facts: Facts, { issuer }: Subject): Finding {
  const { protocol, hostname } = new URL(issuer)
  const isLocal = protocol === 'http:' || /^(?:localhost|127\.|\[::1\])/.test(hostname)
  return {
    result: 'unknown',
    found: isLocal ? 'on this machine' : 'seen from this machine only',
    message: isLocal
      ? 'The provider is on this machine, where an emulated platform reaches it and one in its cloud never will.'
      : 'That this machine reaches the provider says nothing of the cloud of the platform: a VPN, an allowlist or a private certificate may lie between.',
    learnedFrom: 'ask the operator',
  }
}

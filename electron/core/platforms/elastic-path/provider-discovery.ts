import { isLoopbackUrl } from '../../http/loopback-host.ts'
import { discoveryUrl } from '../../oidc/discover.ts'
import { inDocument, withoutDocument } from '../../provider-check/document-findings.ts'
import type {
  Finding,
  ProviderDocument,
  Requirement,
  Subject,
} from '../../provider-check/requirement.ts'

/** A discovery document at the URL that a profile would hold. Pure. */
export const discovery: Requirement['judge'] = (facts, subject) => {
  const { document: fact } = facts
  return fact.kind === 'document' ? inPlace(fact.document, subject) : withoutDocument(fact)
}

function inPlace(document: ProviderDocument, subject: Subject): Finding {
  const issuer = typeof document['issuer'] === 'string' ? document['issuer'] : null
  if (issuer === null) {
    return failed(
      'no issuer',
      'The document names no issuer.',
      'At the provider, publish the member issuer.',
    )
  }
  if (/[{}]/.test(issuer)) {
    return failed(
      'a template',
      'The issuer is a template, as documents for several tenants have it; use the discovery URL of one tenant.',
      'Use the discovery URL of one tenant.',
    )
  }
  if (discoveryUrl(issuer) !== subject.discoveryUrl) {
    return failed(
      `names ${issuer}`,
      `The document is for another issuer, whose own would be at ${discoveryUrl(issuer)}.`,
      'Use the discovery URL of the issuer that the document names, or correct the issuer in the document.',
    )
  }
  const { platformUrl } = subject
  if (isLoopbackUrl(issuer) && platformUrl !== null && !isLoopbackUrl(platformUrl)) {
    return failed(
      'on this machine',
      'The document is on this machine, where the platform cannot fetch it from its cloud.',
      'Publish the provider at an https address that the platform reaches.',
    )
  }
  return {
    result: 'passed',
    found: `issuer equals the URL, ${issuer.length} bytes`,
    message: 'The document is at its place and names the issuer of that place.',
    decisive: inDocument('issuer'),
  }
}

const failed = (found: string, message: string, sentence: string): Finding => ({
  result: 'failed',
  found,
  message,
  decisive: inDocument('issuer'),
  fix: { sentence },
})

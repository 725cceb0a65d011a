import type { DecisiveBytes, Facts, Finding, KeysUsable } from './requirement.ts'
import { unseen } from './document-findings.ts'
import { leftOut } from './probe-findings.ts'

const decisive = (...members: string[]): DecisiveBytes => ({ in: 'keys', members })

/** That tokens can be verified with what the provider publishes, and by nobody forged. Pure. */
export function keysFinding({ document, keys: fact }: Facts): Finding {
  if (document.kind !== 'document') return unseen(document)
  const learnedFrom = 'key set'
  switch (fact.kind) {
    case 'not-sent':
      return fact.isSkipped
        ? { ...leftOut(fact), learnedFrom }
        : { ...unnamed(fact.why), learnedFrom }
    case 'away':
      return {
        result: 'unknown',
        found: 'no answer',
        message: `The key set was not seen from here: ${fact.failure.message}`,
        decisive: decisive(),
        learnedFrom,
      }
    case 'without':
      return {
        result: 'failed',
        found: fact.found,
        message: `${fact.url} answers without a key set: ${fact.found}.`,
        decisive: decisive(),
        learnedFrom,
        fix: { sentence: 'Let jwks_uri lead to the public key set (RFC 7517).' },
      }
    case 'keys': {
      const problem = problemOf(fact.keys.length, fact.usable)
      if (problem) {
        const { members, ...finding } = problem
        return { ...finding, decisive: decisive(...members), learnedFrom }
      }
      return {
        result: 'passed',
        found: foundOf(fact.keys.length, fact.usable),
        message: `Tokens can be verified with what the provider publishes.${certificates(fact.usable)}`,
        decisive: decisive('kid', 'alg'),
        learnedFrom,
      }
    }
  }
}

const unnamed = (why: string): Finding => ({
  result: 'failed',
  found: why,
  message: `There is no key set to verify tokens with: ${why}.`,
  decisive: { in: 'document', members: ['jwks_uri'] },
  fix: { sentence: 'Publish the public keys, and name them in jwks_uri.' },
})

type Problem = Omit<Finding, 'decisive' | 'learnedFrom'> & { members: string[] }

/** The gravest first. */
function problemOf(count: number, usable: KeysUsable): Problem | null {
  const { rs256, any, secret, withoutKid } = usable
  if (secret.length > 0) {
    return {
      result: 'failed',
      found: `${secret.join(', ')}: private or symmetric`,
      message:
        'The public key set holds a key that is private or symmetric: everybody who reads the set can sign tokens with it.',
      members: ['kid', 'kty', 'd', 'k'],
      fix: {
        sentence:
          'Replace this key at once, and publish the public members (n and e, or x and y) alone.',
      },
    }
  }
  if (any.length === 0) {
    return {
      result: 'failed',
      found: count === 0 ? 'no key' : `${keys(count)}, none usable`,
      message: 'No key of the set can verify a signature: by type, length or use they do not fit.',
      members: ['kid', 'kty', 'use', 'alg'],
      fix: { sentence: 'Publish an RSA key of 2048 bits or more for RS256, with use sig.' },
    }
  }
  if (withoutKid > 0 && count > 1) {
    return {
      result: 'failed',
      found: `${keys(count)}, ${withoutKid} without kid`,
      message:
        'With several keys each needs a kid, or nobody can say which one signed (OpenID Connect Core 10.1).',
      members: ['kid', 'kty'],
      fix: { sentence: 'Give every key of the set a kid, and name it in the header of tokens.' },
    }
  }
  if (rs256.length > 0) return null
  return {
    result: 'unknown',
    found: `${keys(count)}, none for RS256`,
    message:
      'The keys can verify signatures, but not RS256; which other algorithms the platform takes is not documented.',
    members: ['kid', 'kty', 'alg'],
  }
}

function foundOf(count: number, { withoutKid }: KeysUsable): string {
  return `${keys(count)}, RS256${withoutKid === 0 ? `, ${count === 1 ? 'with' : 'each with'} kid` : ''}`
}

function certificates({ withCertificate, badCertificates }: KeysUsable): string {
  if (badCertificates.length > 0) return ` But ${badCertificates.join(', ')}.`
  return withCertificate > 0 ? ' The signing certificate is beside them (x5c).' : ''
}

const keys = (count: number) => (count === 1 ? '1 key' : `${count} keys`)

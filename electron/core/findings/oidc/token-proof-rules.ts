import { instant } from '../../times.ts'
import { compared, fact, ofCheck, stageInWords, words } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { clocksDiffer } from './clock.ts'
import { onRung, passedRungs, readSubjectToken, type Rung } from './ladder.ts'
import { atProvider, hostOf } from './places.ts'

/* What proves the token, and for how long. */

const next = 'Then sign in again; this token cannot be mended.'

export const tokenProofRules: readonly Rule[] = [
  onRung('token-not-signed', 'algorithm', 'RFC 8725 section 3.1', (rung, facts) =>
    /^none$/i.test(words(rung.check.found)) ? notSigned(rung, facts) : null,
  ),
  onRung('token-key-unknown', 'key', 'RFC 7515 section 4.1.4', (rung, facts) =>
    isPublished(facts) ? null : keyUnknown(rung, facts),
  ),
  onRung('token-signature-wrong', 'signature', 'RFC 7515 section 5.2', signatureWrong),
  onRung('token-not-active', 'active', 'RFC 7662 section 2.2', notActive),
  onRung('token-expired', 'expiry', 'RFC 7519 section 4.1.4', (rung, facts) =>
    clocksDiffer(facts) ? null : expired(rung, facts),
  ),
  onRung('token-not-valid-yet', 'not-before', 'RFC 7519 section 4.1.5', (rung, facts) =>
    clocksDiffer(facts) ? null : notYet(rung, facts),
  ),
]

/** Ids of the keys that the provider published when its ID token was verified. */
function publishedIds(facts: Facts): string[] {
  try {
    const set: unknown = JSON.parse(facts.exchange('Key set')?.response?.body ?? '')
    const keys = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : []
    return (Array.isArray(keys) ? keys : []).flatMap((key: unknown) =>
      typeof key === 'object' && key !== null && 'kid' in key && typeof key.kid === 'string'
        ? [key.kid]
        : [],
    )
  } catch {
    // It was not asked for, or is no key set: then nothing is known to be published.
    return []
  }
}

const kidOf = (facts: Facts) => readSubjectToken(facts)?.header['kid']

function isPublished(facts: Facts): boolean {
  const kid = kidOf(facts)
  return typeof kid === 'string' && publishedIds(facts).includes(kid)
}

function notSigned(rung: Rung, facts: Facts): Found {
  return {
    title: 'The token is not signed at all.',
    explanation:
      'Its alg is none, so that anybody could have written it. No setting should ever accept it.',
    evidence: [ofCheck('alg', rung.check), fact('Token', rung.token, stageInWords(facts))],
    change: {
      where: atProvider(facts),
      what: 'let it sign access tokens with RS256 or ES256; if it does, find out who made this one.',
      next,
    },
  }
}

function keyUnknown(rung: Rung, facts: Facts): Found {
  const pinned = (facts.values.siteConfiguration?.jwks?.value.keys ?? []).map(({ kid }) =>
    words(kid),
  )
  const published = publishedIds(facts)
  return {
    title: `No known key is called ${words(kidOf(facts))}.`,
    explanation:
      published.length > 0
        ? 'It is neither pinned nor published by the provider, so that this is no mere rotation: the token is from elsewhere, or the key is kept back.'
        : 'It is not pinned, and what the provider publishes was not read.',
    evidence: [
      compared(
        'kid',
        { expected: pinned.join(', ') || 'none', found: words(kidOf(facts)) },
        `${rung.token} against ${rung.check.source}`,
      ),
      fact('Published', published.join(', ') || 'unknown', 'Key set'),
    ],
    change: {
      where: atProvider(facts),
      what: 'find out which key signs access tokens, and publish it; then pin it in the site configuration.',
      next,
    },
  }
}

function signatureWrong(rung: Rung, facts: Facts): Found | null {
  return {
    title: 'The token was changed after it was signed, or signed by another key.',
    explanation: rung.check.message,
    evidence: [
      ofCheck('signature', rung.check),
      fact('kid', words(kidOf(facts)), rung.token),
      ...passedRungs(rung, facts),
    ],
    change: {
      where: atProvider(facts),
      what: 'compare the pinned key with the published one of the same name, and look for what rewrites tokens on the way.',
      next,
    },
  }
}

function notActive(rung: Rung, facts: Facts): Found {
  const claims = readSubjectToken(facts)?.claims
  const endpoint = facts.values.siteConfiguration?.introspection?.url
  const issuerHost = typeof claims?.['iss'] === 'string' ? hostOf(claims['iss']) : null
  const elsewhere = issuerHost !== null && issuerHost !== hostOf(endpoint)
  const failed = (id: string) => facts.check(id)?.status === 'failed'
  return {
    confidence: elsewhere || failed('expiry') ? 'certain' : 'likely',
    title: elsewhere
      ? `The token of ${issuerHost} is unknown to ${hostOf(endpoint)}.`
      : failed('expiry')
        ? 'The provider calls the token not active: it has expired.'
        : failed('not-before')
          ? 'The provider calls the token not active: it is not valid yet.'
          : 'The provider calls the token not active, and does not say why.',
    explanation:
      'It answers so for every token that it does not accept: expired, revoked, logged out, changed, of another tenant, or asked for under another host name than it was issued under.',
    evidence: [
      ofCheck('active', rung.check),
      ...(claims
        ? [
            fact('iss', words(claims['iss']), rung.token),
            fact('exp', expiryOf(claims['exp']), rung.token),
          ]
        : []),
      fact('Asked', endpoint ?? 'unknown', stageInWords(facts)),
    ],
    change: {
      where: atProvider(facts),
      what: 'look whether the session of this person still lives, and that the introspection is asked under the host name of the issuer.',
      next,
    },
  }
}

function expiryOf(exp: unknown): string {
  return typeof exp === 'number' ? instant(exp * 1000) : words(exp)
}

function expired(rung: Rung, facts: Facts): Found {
  return {
    title: 'The token has expired.',
    explanation: `${rung.check.message} It can be old itself, or its life is shorter than the way to the platform.`,
    evidence: [
      ofCheck('exp', { ...rung.check, found: expiryOf(rung.check.found) }),
      ...issuedRow(rung, facts),
      ...passedRungs(rung, facts),
    ],
    change: {
      where: facts.values.subjectToken?.kind === 'given' ? 'In this run' : atProvider(facts),
      what:
        facts.values.subjectToken?.kind === 'given'
          ? 'bring a fresh token.'
          : 'give access tokens a life of some minutes, and take them from no cache.',
      next,
    },
  }
}

function issuedRow(rung: Rung, facts: Facts) {
  const iat = readSubjectToken(facts)?.claims['iat']
  return typeof iat === 'number' ? [fact('iat', expiryOf(iat), rung.token)] : []
}

function notYet(rung: Rung, facts: Facts): Found {
  return {
    title: 'The token is not valid yet.',
    explanation: rung.check.message,
    evidence: [
      ofCheck('nbf', { ...rung.check, found: expiryOf(rung.check.found) }),
      ...issuedRow(rung, facts),
      ...passedRungs(rung, facts),
    ],
    change: {
      where: atProvider(facts),
      what: 'leave nbf out of access tokens, or let it be the instant of the issue.',
      next,
    },
  }
}

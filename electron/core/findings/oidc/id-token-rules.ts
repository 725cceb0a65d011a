import type { Check } from '../../../../shared/check.ts'
import { smallDifference } from '../byte-difference.ts'
import { byteCompared, fact, ofCheck, ruledOut, stageInWords, words } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { clocksDiffer } from './clock.ts'
import { atProvider, signInAgain } from './places.ts'

/* The ID token fails one of the rules of OpenID Connect Core 3.1.3.7. */

const source = 'OpenID Connect Core 3.1.3.7'

/** A rule on one failed check of the ID token, which judges what the check has found. */
function onCheck(
  id: string,
  checkId: string,
  find: (check: Check, facts: Facts) => Found | null,
): Rule {
  return {
    id,
    source,
    confidence: 'certain',
    on: { codes: ['id_token_invalid'], checks: [checkId] },
    find(facts) {
      const check = facts.check(checkId)
      return check?.status === 'failed' ? find(check, facts) : null
    },
  }
}

export const idTokenRules: readonly Rule[] = [
  onCheck('id-token-without-nonce', 'id-token-nonce', (check, facts) =>
    check.found === 'missing' ? noNonce(check, facts) : null,
  ),
  onCheck('id-token-of-another-sign-in', 'id-token-nonce', (check, facts) =>
    check.found === 'different' ? otherNonce(check, facts) : null,
  ),
  onCheck('id-token-further-recipient', 'id-token-audience', (check, facts) =>
    isAmong(check) ? furtherAudience(check, facts) : null,
  ),
  onCheck('id-token-for-another-client', 'id-token-audience', (check, facts) =>
    isAmong(check) ? null : otherAudience(check, facts),
  ),
  onCheck('id-token-issuer-differs', 'id-token-issuer', issuerDiffers),
  onCheck('id-token-expired', 'id-token-expiry', (check, facts) =>
    clocksDiffer(facts) ? null : expired(check, facts),
  ),
  onCheck('id-token-signature-wrong', 'id-token-signature', signatureWrong),
  {
    id: 'id-token-unreadable',
    source: 'OpenID Connect Core section 10.2',
    confidence: 'certain',
    on: { codes: ['id_token_invalid'] },
    find: (facts) => (partsOfIdToken(facts) === 5 ? encrypted(facts) : null),
  },
  {
    id: 'id-token-not-sent',
    source: 'OpenID Connect Core 3.1.3.3',
    confidence: 'certain',
    on: { codes: ['id_token_invalid'] },
    find: (facts) => (partsOfIdToken(facts) === 0 ? notSent(facts) : null),
  },
]

const isAmong = ({ expected, found }: Check) => [found].flat().includes(expected)

/** How many parts the ID token of the last token response has; 0 where there is none, null where nothing is known. */
function partsOfIdToken(facts: Facts): number | null {
  const body = facts.answer?.label === 'Token request' ? facts.answer.response?.body : undefined
  try {
    const answer: unknown = JSON.parse(body ?? '')
    if (typeof answer !== 'object' || answer === null) return null
    const token = 'id_token' in answer ? answer.id_token : undefined
    return typeof token === 'string' && token !== '' ? token.split('.').length : 0
  } catch {
    // Of an answer that is no JSON another rule speaks.
    return null
  }
}

function noNonce(check: Check, facts: Facts): Found {
  return {
    title: 'The ID token has no nonce, although one was sent.',
    explanation:
      'Without it nobody can tell that the token was made for this sign-in. A provider has to copy the nonce of the authorization request.',
    evidence: [ofCheck('nonce', check)],
    change: {
      where: atProvider(facts),
      what: 'let it put the nonce into ID tokens; look for a mapper or a proxy that takes it out.',
      next: signInAgain,
    },
  }
}

function otherNonce(check: Check, facts: Facts): Found {
  return {
    title: 'The ID token was made for another sign-in.',
    explanation:
      'Its nonce is not the one that this run sent: the token or its code comes from another tab, a cache, or an attack.',
    evidence: [ofCheck('nonce', check)],
    change: {
      where: 'In the browser',
      what: 'close the other tabs of this sign-in.',
      next: `${signInAgain} If it happens again, look for a cache before ${stageInWords(facts)}.`,
    },
  }
}

function furtherAudience(check: Check, facts: Facts): Found {
  const others = [check.found].flat().filter((one) => one !== check.expected)
  return {
    title: `The ID token is also meant for ${words(others)}.`,
    explanation:
      'An ID token for several recipients could be used by one of them against the others, so it is refused.',
    evidence: [ofCheck('aud', check)],
    change: {
      where: atProvider(facts),
      what: `keep the audience ${words(others)} out of ID tokens; it may stay in access tokens.`,
      next: signInAgain,
    },
  }
}

function otherAudience(check: Check, facts: Facts): Found {
  return {
    title: `The ID token is meant for ${words(check.found)}, not for ${words(check.expected)}.`,
    explanation: 'Its audience has to be the client that signs people in.',
    evidence: [ofCheck('aud', check)],
    change: {
      where: atProvider(facts),
      what: 'let it name the client that asked as the audience of ID tokens.',
      next: signInAgain,
    },
  }
}

function issuerDiffers(check: Check, facts: Facts): Found {
  const [expected, found] = [words(check.expected), words(check.found)]
  const difference = smallDifference(expected, found)
  return {
    title: difference
      ? `The issuer of the ID token differs from the published one by ${difference}.`
      : `The ID token is from ${found}, not from ${expected}.`,
    explanation:
      'The iss of a token has to be the issuer of the metadata, byte for byte. A provider behind several host names often mixes them.',
    evidence: [byteCompared('iss', { expected, found }, 'ID token')],
    change: {
      where: atProvider(facts),
      what: `let it be ${expected} everywhere, or connect to ${found} in the first place.`,
      next: signInAgain,
    },
    setting: 'identityProvider.issuer',
  }
}

function expired(check: Check, facts: Facts): Found {
  return {
    title: 'The ID token had expired when it came.',
    explanation: 'The provider made it too late, keeps it in a cache, or gives it almost no life.',
    evidence: [
      ofCheck('exp', check),
      ruledOut('the clocks: by the header Date they agree', stageInWords(facts)),
    ],
    change: {
      where: atProvider(facts),
      what: 'give ID tokens a life of some minutes, and take them from no cache.',
      next: signInAgain,
    },
  }
}

function signatureWrong(check: Check, facts: Facts): Found {
  const keySet = facts.exchange('Key set')
  return {
    title: 'The signature of the ID token does not fit the keys of the provider.',
    explanation: `${check.message} The keys were read just now, so a rotation is no excuse.`,
    evidence: [
      ofCheck('signature', check),
      ...(keySet ? [fact('Keys read from', keySet.request.url, 'Key set')] : []),
    ],
    change: {
      where: atProvider(facts),
      what: 'publish the key that signs now at jwks_uri, on every node.',
      next: signInAgain,
    },
  }
}

function encrypted(facts: Facts): Found {
  return {
    title: 'The ID token is encrypted, and nobody here can read it.',
    explanation:
      'It has five parts, which is JWE. The key to it would have to be known to the client.',
    evidence: [fact('Form', '5 parts, a JWE', 'id_token of the token response')],
    change: {
      where: atProvider(facts),
      what: 'turn the encryption of ID tokens off for this client.',
      next: signInAgain,
    },
  }
}

function notSent(facts: Facts): Found {
  const scope = facts.values.client?.scope ?? ''
  return {
    title: 'The provider sent no ID token, although openid was asked for.',
    explanation: 'It did not grant openid, or it is an OAuth server without OpenID Connect.',
    evidence: [
      fact('scope', scope, 'authorization request'),
      fact('id_token', 'missing', 'token response'),
    ],
    change: {
      where: atProvider(facts),
      what: 'allow the scope openid; if it knows none, take openid out of the scope of the connection.',
      next: signInAgain,
    },
    setting: 'identityProvider.scope',
  }
}

import { instant, span } from '../../times.ts'
import { byteCompared, compared, fact, stageInWords } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { codeLifetimes } from './authorization-code.ts'
import { atProvider, signInAgain } from './places.ts'
import { said } from './said.ts'
import {
  codeAge,
  codeRuledOut,
  earlierUse,
  proofKeyOf,
  redirectUrisOf,
  tokenRequestOf,
} from './token-request.ts'

/* `invalid_grant` at the token endpoint has one text and many causes; each of these is proven by what was sent. */

const on: Rule['on'] = { codes: ['token_request_refused'], evidence: { error: ['invalid_grant'] } }

export const codeRules: readonly Rule[] = [
  {
    id: 'code-redeemed-before',
    source: 'RFC 6749 section 4.1.2',
    confidence: 'certain',
    on,
    find: usedBefore,
  },
  {
    id: 'code-verifier-of-another-challenge',
    source: 'RFC 7636 section 4.6',
    confidence: 'certain',
    on,
    find: verifierDiffers,
  },
  {
    id: 'redirect-uri-differs-at-token-request',
    source: 'RFC 6749 section 4.1.3',
    confidence: 'certain',
    on,
    find: redirectUriDiffers,
  },
  {
    id: 'code-too-old',
    source: 'RFC 6749 section 4.1.2',
    confidence: 'likely',
    on,
    find: tooOld,
  },
  {
    id: 'code-refused-without-reason',
    source: 'RFC 6749 section 5.2',
    confidence: 'possible',
    on,
    find: (facts) =>
      [usedBefore, verifierDiffers, redirectUriDiffers, tooOld].some((find) => find(facts))
        ? null
        : refused(facts),
  },
]

function usedBefore(facts: Facts): Found | null {
  const earlier = earlierUse(facts)
  const request = tokenRequestOf(facts)
  if (!earlier || !request) return null
  return {
    title: 'The code was used before.',
    explanation:
      'A code is good for one request, whatever its answer was. Many providers then also take back the tokens of the first use.',
    evidence: [
      fact('First use', instant(earlier.at), 'this run'),
      fact('Second use', instant(request.startedAt), stageInWords(facts)),
      ...said(facts),
    ],
    change: {
      where: 'In this run',
      what: 'go back to the sign-in instead of sending the same code again.',
      next: 'A new sign-in brings a new code.',
    },
  }
}

function verifierDiffers(facts: Facts): Found | null {
  const proofKey = proofKeyOf(facts)
  if (!proofKey || proofKey.sent === proofKey.ofVerifier) return null
  const missing = proofKey.ofVerifier === null
  return {
    title: missing
      ? 'A code challenge was sent, and no verifier with the code.'
      : 'The code verifier is not that of the code challenge.',
    explanation: missing
      ? 'The provider has bound the code to the challenge, so it gives nothing without its verifier.'
      : 'The provider computes S256 of the verifier and compares it with the challenge of the authorization request.',
    evidence: [
      compared(
        'code_challenge',
        { expected: proofKey.sent, found: proofKey.ofVerifier ?? 'no code_verifier' },
        'authorization request against S256 of the verifier that was sent',
      ),
      ...said(facts),
    ],
    change: {
      where: 'In the requests',
      what: missing
        ? 'send the code_verifier with the code.'
        : 'keep code_challenge out of the further parameters, and the code_verifier as it was made.',
      next: signInAgain,
    },
    setting: missing ? null : 'identityProvider.parameters',
  }
}

function redirectUriDiffers(facts: Facts): Found | null {
  const uris = redirectUrisOf(facts)
  if (!uris || uris.expected === uris.found) return null
  return {
    title: 'The redirect_uri of the token request is not that of the authorization request.',
    explanation:
      'Both have to be the same text, byte for byte, although nothing is redirected here.',
    evidence: [
      byteCompared('redirect_uri', uris, 'authorization request against token request'),
      ...said(facts),
    ],
    change: {
      where: 'In the token request',
      what: `send ${uris.expected}.`,
      next: signInAgain,
    },
    setting: 'redirect',
  }
}

function tooOld(facts: Facts): Found | null {
  const age = codeAge(facts)
  if (age === null || age <= codeLifetimes.usual) return null
  const tooLong = age > codeLifetimes.longest
  return {
    confidence: tooLong ? 'certain' : 'likely',
    title: `The code was ${span(age)} old when it was redeemed.`,
    explanation: tooLong
      ? 'Ten minutes are the most that a code should live.'
      : 'Ten minutes are the most that a code should live, and many providers give it one.',
    evidence: [
      compared(
        'Age of the code',
        {
          expected: `${codeLifetimes.usual} s, at most ${codeLifetimes.longest} s`,
          found: `${age} s`,
        },
        'callback to token request',
      ),
      ...said(facts),
    ],
    change: {
      where: 'In this run',
      what: 'sign in again and redeem the code at once.',
      next: 'If people need longer, let the provider give codes a longer life.',
    },
  }
}

function refused(facts: Facts): Found {
  return {
    title: 'The provider does not take the code, and does not say why.',
    explanation:
      'It may have been used by somebody else, such as a proxy or a browser that sent the callback twice, be of another client, or have expired. Its own log says which.',
    evidence: [...said(facts), ...codeRuledOut(facts)],
    change: {
      where: atProvider(facts),
      what: 'look for invalid_grant in its log at this instant.',
      next: signInAgain,
    },
  }
}

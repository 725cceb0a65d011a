import { byteCompared, compared, stageInWords } from '../../../findings/evidence.ts'
import { codeLifetimes } from '../../../findings/oidc/authorization-code.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { instant, span } from '../../../times.ts'
import { answerRows } from './answer-rows.ts'
import {
  ageOf,
  earlierUse,
  proofOf,
  proofRows,
  redirectRows,
  redirectsOf,
  ruledOutRows,
} from './code-facts.ts'
import {
  isAccountFlow,
  overriddenRealm,
  realmIn,
  said,
  sentAuthorization,
  sentCode,
} from './sent.ts'

/*
 * Why the store refuses the code with `authentication failed` (elastic-path.md sections 5.2 and 9). The answer is
 * the same for every cause: seen for account members, assumed for customers.
 */

const on = {
  stages: ['customer-token', 'account-token'],
  codes: ['customer_token_refused', 'account_token_refused'],
  statuses: [400],
} as const

const source = 'Elastic Path failure table, token exchange'

export const codeRules: readonly Rule[] = [
  { id: 'broker-code-reused', source, confidence: 'certain', on, find: ifRefused(reused) },
  {
    id: 'broker-code-verifier-differs',
    source,
    confidence: 'certain',
    on,
    find: ifRefused(otherVerifier),
  },
  {
    id: 'broker-redirect-uri-differs',
    source,
    confidence: 'certain',
    on,
    find: ifRefused(otherRedirect),
  },
  {
    id: 'broker-code-of-other-realm',
    source,
    confidence: 'likely',
    on,
    find: ifRefused(otherRealm),
  },
  { id: 'broker-code-too-old', source, confidence: 'possible', on, find: ifRefused(tooOld) },
  { id: 'broker-code-refused', source, confidence: 'possible', on, find: ifRefused(unexplained) },
]

/** A body without its wrapper, or without a field, may be answered 400 as well. */
function ifRefused(find: (facts: Facts) => Found | null): Rule['find'] {
  return (facts) => {
    const { answer } = facts
    const isOfCode = answer !== null && sentCode(answer).isWrapped && !/\bfield '/.test(said(facts))
    return isOfCode ? find(facts) : null
  }
}

const signInAgain = {
  where: 'In this run',
  what: 'sign in again: a code is good for one attempt, whatever came of it.',
  next: 'Go back to the proof key, which belongs to one attempt as well.',
}

function reused(facts: Facts): Found | null {
  const use = earlierUse(facts)
  if (!use) return null
  return {
    title: 'The code was used before.',
    explanation: 'The broker redeems a code once. This run sent the very same one already.',
    evidence: [
      ...answerRows(facts),
      compared(
        'Code',
        { expected: 'not used before', found: `used at ${instant(use.at)}` },
        stageInWords(facts, use.stageId),
      ),
      ...ruledOutRows(facts),
    ],
    change: signInAgain,
  }
}

function otherVerifier(facts: Facts): Found | null {
  const proof = proofOf(facts)
  if (!proof || proof.recomputed === proof.sent) return null
  const isReplaced = facts.values.store?.parameters['code_challenge'] !== undefined
  return {
    title: 'The code verifier is not the one that the challenge was made from.',
    explanation:
      'The broker hashes the verifier and compares it with the code_challenge of the authorization request. Recomputed here, the two differ.',
    evidence: [
      ...answerRows(facts),
      compared(
        'code_challenge',
        { expected: proof.sent, found: proof.recomputed },
        'SHA-256 of the verifier that was sent',
      ),
      ...redirectRows(facts),
    ],
    change: isReplaced
      ? {
          where: 'In the connection, parameters',
          what: 'remove code_challenge, so that the one of this run is sent.',
          next: 'Then sign in again; this code is spent.',
        }
      : {
          where: 'In this run',
          what: 'send the verifier of this very sign-in.',
          next: 'Sign in again; this code is spent.',
        },
    setting: isReplaced ? 'elasticPath.parameters' : null,
  }
}

function otherRedirect(facts: Facts): Found | null {
  const redirects = redirectsOf(facts)
  if (!redirects || redirects.expected === redirects.found) return null
  return {
    title: 'oauth_redirect_uri is not the redirect URI of the authorization request.',
    explanation: 'The two have to be the same to the letter, though nobody is redirected any more.',
    evidence: [
      ...answerRows(facts),
      byteCompared('oauth_redirect_uri', redirects, stageInWords(facts, 'authorize')),
      ...proofRows(facts),
    ],
    change: {
      where: 'In the request',
      what: `send ${redirects.expected}.`,
      next: 'Sign in again; this code is spent.',
    },
  }
}

function otherRealm(facts: Facts): Found | null {
  const url = sentAuthorization(facts)
  const overridden = overriddenRealm(facts)
  const found = url && realmIn(url)
  const expected = overridden?.expected ?? facts.values.realm?.realmId
  if (!found || expected === undefined || found === expected) return null
  const other = isAccountFlow(facts) ? 'account members' : 'customers'
  return {
    title: `The code is of another realm than that of ${other}.`,
    explanation: `This endpoint redeems codes of the realm that its settings name. That a code of another one is answered so is assumed.`,
    evidence: [
      ...answerRows(facts),
      byteCompared('Realm', { expected, found }, 'authorization request'),
      ...ruledOutRows(facts),
    ],
    change: {
      where: 'In the connection',
      what: overridden
        ? 'leave realm unset, so that the one of the settings is used.'
        : 'use the link of a profile in the realm of the settings.',
      next: 'Then run again from the settings.',
    },
    setting: overridden ? 'elasticPath.realm' : null,
  }
}

function tooOld(facts: Facts): Found | null {
  const age = ageOf(facts)
  if (age === null || age <= codeLifetimes.usual || earlierUse(facts)) return null
  const inWords = span(age)
  return {
    confidence: age > codeLifetimes.longest ? 'likely' : 'possible',
    title: `The code was ${inWords} old when it was sent, and has probably expired.`,
    explanation:
      'How long a code of the broker is good is not documented. OAuth recommends ten minutes at most, and many give one.',
    evidence: [
      ...answerRows(facts),
      compared(
        'Age of the code',
        { expected: 'at most 10 min', found: inWords },
        'RFC 6749 section 4.1.2',
      ),
      ...ruledOutRows(facts),
    ],
    change: {
      where: 'In this run',
      what: 'sign in again, and send the code at once.',
      next: 'Go back to the proof key, which belongs to one attempt as well.',
    },
  }
}

/** Where nothing that can be seen from here is wrong. */
function unexplained(facts: Facts): Found | null {
  if ([reused, otherVerifier, otherRedirect, otherRealm, tooOld].some((find) => find(facts))) {
    return null
  }
  return {
    title: 'The broker refused the code for a reason that does not show here.',
    explanation:
      'What can be compared agrees. What is left: somebody else redeemed the code first, such as the storefront whose callback it was; or the store ended the sign-in.',
    evidence: [...answerRows(facts), ...ruledOutRows(facts)],
    change: signInAgain,
  }
}

import { compared, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { brokerRows } from './answer-rows.ts'
import { isAbout, refusedRequest, sent } from './authorization-request.ts'
import { refusedField } from './sent.ts'

/* Why the broker refuses what is sent with the client (elastic-path.md sections 6 and 9). */

export const authorizationRules: readonly Rule[] = [
  {
    id: 'scope-incomplete',
    source: 'Elastic Path failure table, authorize',
    confidence: 'likely',
    on: { ...refusedRequest, checks: ['scope'] },
    find: incompleteScope,
  },
  {
    id: 'code-challenge-missing',
    source: 'Elastic Path failure table, authorize',
    confidence: 'likely',
    on: { ...refusedRequest, checks: ['challenge'] },
    find: noChallenge,
  },
  {
    id: 'state-too-long',
    source: 'Elastic Path failure table, authorize',
    confidence: 'likely',
    on: refusedRequest,
    find: longState,
  },
  {
    id: 'response-type-not-code',
    source: 'Elastic Path failure table, authorize',
    confidence: 'certain',
    on: refusedRequest,
    find: otherResponseType,
  },
]

function incompleteScope(facts: Facts): Found | null {
  const found = sent(facts, 'scope') ?? ''
  const missing = ['openid', 'email'].filter((name) => !found.split(' ').includes(name))
  if (missing.length === 0 || !isAbout(facts, 'scope')) return null
  return {
    title: `The scope lacks ${missing.join(' and ')}.`,
    explanation:
      'The broker asks for openid and email of every storefront. That it refuses for want of them, and how, is assumed.',
    evidence: [
      ...brokerRows(facts),
      compared(
        'scope',
        { expected: 'openid email profile', found: found || 'not sent' },
        'connection, scope',
      ),
      ruledOut(
        `state, of ${sent(facts, 'state')?.length ?? 0} characters`,
        'authorization request',
      ),
    ],
    change: {
      where: 'In the connection',
      what: `add ${missing.join(' and ')} to scope.`,
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.scope',
  }
}

function noChallenge(facts: Facts): Found | null {
  const expected = facts.values.proofKey?.codeChallenge
  const found = sent(facts, 'code_challenge')
  const method = sent(facts, 'code_challenge_method')
  const named = refusedField(facts)
  if (expected === undefined || (named !== null && !named.startsWith('code_challenge'))) return null
  if (found === expected && method === 'S256') return null
  return {
    title: found
      ? 'The code challenge that was sent is not one that the broker takes.'
      : 'The authorization request carries no code challenge.',
    explanation:
      'The broker requires PKCE of every storefront: code_challenge and code_challenge_method S256. A parameter of the connection replaced what this run made.',
    evidence: [
      ...brokerRows(facts),
      compared(
        'code_challenge',
        { expected, found: found || 'not sent' },
        stageInWords(facts, 'pkce'),
      ),
      ...(method === 'S256'
        ? []
        : [
            compared(
              'code_challenge_method',
              { expected: 'S256', found: method || 'not sent' },
              'authorization request',
            ),
          ]),
    ],
    change: {
      where: 'In the connection',
      what: 'remove code_challenge and code_challenge_method from parameters.',
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.parameters',
  }
}

/** [D] of the specification. */
const longestState = 2048

function longState(facts: Facts): Found | null {
  const { length } = sent(facts, 'state') ?? ''
  if (length <= longestState || !isAbout(facts, 'state')) return null
  return {
    title: 'state is longer than the broker takes.',
    explanation: `The specification allows ${longestState} characters. What a storefront has to remember belongs into its session, under a short state.`,
    evidence: [
      ...brokerRows(facts),
      compared(
        'Length of state',
        { expected: `at most ${longestState}`, found: String(length) },
        'authorization request',
      ),
    ],
    change: {
      where: 'In the connection',
      what: 'remove state from parameters, so that this run makes its own.',
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.parameters',
  }
}

function otherResponseType(facts: Facts): Found | null {
  const found = sent(facts, 'response_type')
  if (found === 'code' || !isAbout(facts, 'response_type')) return null
  return {
    title: 'response_type is not code.',
    explanation:
      'The broker knows the authorization code flow alone, towards storefronts as towards providers.',
    evidence: [
      ...brokerRows(facts),
      compared(
        'response_type',
        { expected: 'code', found: found ?? 'not sent' },
        'authorization request',
      ),
    ],
    change: {
      where: 'In the connection',
      what: 'remove response_type from parameters.',
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.parameters',
  }
}

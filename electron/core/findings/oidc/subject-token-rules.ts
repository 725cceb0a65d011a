import { smallDifference } from '../byte-difference.ts'
import { byteCompared, compared, fact, words } from '../evidence.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { onRung, passedRungs, readSubjectToken, type Rung } from './ladder.ts'
import { atProvider } from './places.ts'

/* What the token says of itself, against the site configuration. */

const next = 'Then sign in again; this token cannot be mended.'
const nextConfiguration = 'Then run again from the selection of the configuration.'

export const subjectTokenRules: readonly Rule[] = [
  onRung('token-issuer-spelled-differently', 'issuer', 'RFC 7519 section 4.1.1', (rung, facts) =>
    smallDifference(words(rung.check.expected), words(rung.check.found)) === null
      ? null
      : issuer(rung, facts, true),
  ),
  onRung('token-of-another-issuer', 'issuer', 'RFC 7519 section 4.1.1', (rung, facts) =>
    smallDifference(words(rung.check.expected), words(rung.check.found)) === null
      ? issuer(rung, facts, false)
      : null,
  ),
  onRung('token-for-another-audience', 'audience', 'RFC 7519 section 4.1.3', audience),
  onRung('token-without-azp', 'authorized-party', 'OpenID Connect Core section 2', (rung, facts) =>
    rung.check.found === null ? azpMissing(rung, facts) : null,
  ),
  onRung(
    'token-of-another-client',
    'authorized-party',
    'OpenID Connect Core section 2',
    (rung, facts) => (rung.check.found === null ? null : azpWrong(rung, facts)),
  ),
  onRung('token-opaque', 'format', 'RFC 9068, RFC 7519 section 3', opaque),
]

function issuer(rung: Rung, facts: Facts, slightly: boolean): Found {
  const [expected, found] = [words(rung.check.expected), words(rung.check.found)]
  const { site } = rung.verdict
  const difference = smallDifference(expected, found) ?? ''
  return {
    title: slightly
      ? `The issuer of the token differs from the expected one by ${difference}.`
      : `The token is from another issuer: ${found}.`,
    explanation: `${site} trusts ${expected}. Issuers are compared byte for byte.`,
    evidence: [
      byteCompared('iss', { expected, found }, `${rung.token} against ${rung.check.source}`),
      ...passedRungs(rung, facts),
    ],
    change: slightly
      ? {
          where: `In the site configuration, ${rung.check.source}`,
          what: `set it to ${found}, as the provider writes it.`,
          next: nextConfiguration,
        }
      : {
          where: atProvider(facts),
          what: `get the token from ${expected}, or let ${site} trust ${found}.`,
          next,
        },
  }
}

function audience(rung: Rung, facts: Facts): Found {
  const { check, verdict } = rung
  const [expected, found] = [words(check.expected), words(check.found)]
  return {
    title:
      check.found === null
        ? 'The token names no audience.'
        : 'The token is meant for another audience.',
    explanation: `The provider issued it for ${check.found === null ? 'nobody by name' : `${found} only`}. ${verdict.site} accepts tokens for ${expected}, so no customer is looked for.`,
    evidence: [
      fact('Expected aud', expected, check.source),
      fact('Found aud', found, rung.token),
      ...passedRungs(rung, facts),
    ],
    change: {
      where: atProvider(facts),
      what: `put the audience ${expected} into access tokens, by a mapper or by asking for it.`,
      next,
    },
    setting: asksForAudience(facts) ? 'identityProvider.audience' : null,
  }
}

/** The connection itself asks for an audience, so that it may be the wrong one. */
const asksForAudience = ({ values }: Facts) =>
  ['audience', 'resource'].some((name) => values.client?.parameters[name] !== undefined)

function azpMissing(rung: Rung, facts: Facts): Found {
  const { check, verdict } = rung
  const clientId = readSubjectToken(facts)?.claims['client_id']
  return {
    title: 'The token does not say which client it was issued to.',
    explanation: `${verdict.site} accepts tokens whose azp is ${words(check.expected)}.${typeof clientId === 'string' ? ` There is a client_id, ${clientId}, which is another claim.` : ''}`,
    evidence: [
      fact('Expected azp', words(check.expected), check.source),
      fact('Found azp', 'missing', rung.token),
      ...(typeof clientId === 'string' ? [fact('client_id', clientId, rung.token)] : []),
      ...passedRungs(rung, facts),
    ],
    change: {
      where: atProvider(facts),
      what: `put azp with ${words(check.expected)} into access tokens, or take token_client_id out of ${verdict.site}.`,
      next,
    },
  }
}

function azpWrong(rung: Rung, facts: Facts): Found {
  const { check, verdict } = rung
  const [expected, found] = [words(check.expected), words(check.found)]
  return {
    title: `The token was issued to another client: ${found}.`,
    explanation: `${verdict.site} accepts tokens of ${expected} alone.`,
    evidence: [
      compared('azp', { expected, found }, `${rung.token} against ${check.source}`),
      ...passedRungs(rung, facts),
    ],
    change: {
      where: `In the site configuration, ${check.source}`,
      what: `set it to ${found}, or sign people in with ${expected}.`,
      next: nextConfiguration,
    },
    setting: 'identityProvider.clientId',
  }
}

function opaque(rung: Rung, facts: Facts): Found | null {
  const token = facts.values.subjectToken?.token ?? ''
  const parts = token.split('.').length
  if (parts === 3) return null
  const kind = parts === 5 ? 'encrypted' : 'opaque'
  return {
    title: `The token is ${kind}, and ${rung.verdict.site} reads it itself.`,
    explanation:
      'With pinned keys the platform needs a signed JWT. An opaque token tells something to its provider alone, which would have to be asked by introspection.',
    evidence: [
      compared(
        'Form',
        { expected: '3 parts, a JWT', found: parts === 1 ? '1 part' : `${parts} parts` },
        rung.token,
      ),
      fact('Mode', `${rung.verdict.mode}, with pinned keys`, rung.verdict.site),
    ],
    change: {
      where: atProvider(facts),
      what: 'let it issue JWT access tokens, often by asking for an audience, or let the site introspect.',
      next,
    },
    setting: 'identityProvider.audience',
  }
}

import type { Exchange } from '../../../../shared/exchange.ts'
import type { FindingEvidence } from '../../../../shared/finding.ts'
import { span } from '../../times.ts'
import { ruledOut, stageInWords } from '../evidence.ts'
import { formOf } from '../exchange.ts'
import type { Facts } from '../rule.ts'
import { challengeOf, codeLifetimes } from './authorization-code.ts'
import { authorizationRequest } from './authorization-rules.ts'

/* What is known of a token request that was sent: the facts that the rules on it are built from. */

export const tokenLabel = 'Token request'

/** The token request, if that was the last thing that was asked. */
export function tokenRequestOf({ answer }: Facts): Exchange | null {
  return answer?.label === tokenLabel ? answer : null
}

/** The verifier's challenge against the one that was sent; null where there was no PKCE. */
export function proofKeyOf(facts: Facts): { sent: string; ofVerifier: string | null } | null {
  const sent = authorizationRequest(facts).get('code_challenge')
  if (sent === null) return null
  const verifier = formOf(tokenRequestOf(facts)).get('code_verifier')
  const ofVerifier = verifier === null ? null : challengeOf(verifier)
  return { sent, ofVerifier }
}

/** The redirect URI of both requests; null where one of them has none. */
export function redirectUrisOf(facts: Facts): { expected: string; found: string } | null {
  const expected = authorizationRequest(facts).get('redirect_uri')
  const found = formOf(tokenRequestOf(facts)).get('redirect_uri')
  return expected === null || found === null ? null : { expected, found }
}

/** Seconds from the callback to the token request; null where no callback was recorded. */
export function codeAge(facts: Facts): number | null {
  const request = tokenRequestOf(facts)
  const callback = facts.records
    .flatMap(({ exchanges }) => exchanges)
    .findLast(({ incoming }) => incoming)
  if (!request || !callback) return null
  const { startedAt, timing } = callback
  const came = startedAt + timing.connect + timing.wait + timing.receive
  return Math.max(0, Math.round((request.startedAt - came) / 1000))
}

/** When the code was used up before this request; null where it was fresh. */
export function earlierUse(facts: Facts): { at: number } | null {
  const code = formOf(tokenRequestOf(facts)).get('code')
  return facts.spent.find(({ value }) => value === code) ?? null
}

/** The causes of `invalid_grant` that this run can rule out. */
export function codeRuledOut(facts: Facts): FindingEvidence[] {
  const proofKey = proofKeyOf(facts)
  const uris = redirectUrisOf(facts)
  const age = codeAge(facts)
  const at = stageInWords(facts)
  return [
    ...(proofKey && proofKey.sent === proofKey.ofVerifier
      ? [ruledOut('the code verifier: its S256 is the challenge that was sent', at)]
      : []),
    ...(uris && uris.expected === uris.found
      ? [ruledOut('the redirect_uri: equal in both requests', at)]
      : []),
    ...(age !== null && age <= codeLifetimes.usual
      ? [ruledOut(`the age of the code: ${age === 0 ? 'below a second' : span(age)}`, at)]
      : []),
  ]
}

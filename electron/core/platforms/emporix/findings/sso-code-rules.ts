import { byteCompared, compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import { challengeOf, codeLifetimes } from '../../../findings/oidc/authorization-code.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { span } from '../../../times.ts'
import { again, ssoSetting } from './places.ts'
import { answerRows, platformAnswer } from './platform-answer.ts'
import { anonymousRuledOut } from './ruled-out.ts'
import { onCodeRefusal, sentBoth } from './social-login-request.ts'

/* Why a code is not redeemed: what it was asked for with, held against what was handed over (RFC 6749). */

export const redirectChanged: Rule = {
  id: 'redirect-uri-differs-from-request',
  source: 'Emporix failure catalogue 1, RFC 6749 section 4.1.3',
  confidence: 'certain',
  on: onCodeRefusal,
  find(facts) {
    const sent = sentBoth(facts)
    const expected = sent?.asked.get('redirect_uri') ?? ''
    const found = sent?.handed.get('redirect_uri') ?? ''
    if (!sent || expected === found) return null
    return {
      title: 'The redirect_uri of the social login is not that of the authorization request.',
      explanation:
        'The platform hands it on with the code, and the provider wants the very bytes that the code was asked for with.',
      evidence: [
        byteCompared(
          'redirect_uri',
          { expected, found },
          `${stageInWords(facts, 'initiation')}, against this request`,
        ),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: `In this run, ${stageInWords(facts, 'token-exchange')}`,
        what: `send ${expected} unchanged.`,
        next: again(facts),
      },
      setting: 'redirect.uri',
    }
  },
}

export const configuredRedirectDiffers: Rule = {
  id: 'redirect-uri-differs-from-configuration',
  source: 'Emporix failure catalogue 1, identity provider document',
  confidence: 'likely',
  on: { ...onCodeRefusal, checks: ['configured-redirect'] },
  find(facts) {
    const { chosenSso, pending } = facts.values
    if (!chosenSso || !pending) return null
    return {
      title: `The redirect_uri that was sent is not that of configuration ${chosenSso.name}.`,
      explanation:
        'All three have to agree: the authorization request, the social login and the configuration. That the platform compares the last one is assumed; nobody documents it.',
      evidence: [
        byteCompared(
          'redirect_uri',
          { expected: chosenSso.redirectUri, found: pending.redirectUri },
          `configuration ${chosenSso.name} against ${stageInWords(facts, 'initiation')}`,
        ),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: 'In this connection, redirect',
        what: `come back to ${chosenSso.redirectUri}, to the letter, or have the configuration changed.`,
        next: again(facts),
      },
      setting: 'redirect.uri',
    }
  },
}

export const codeReused: Rule = {
  id: 'social-login-code-reused',
  source: 'Emporix failure catalogue 1, RFC 6749 section 4.1.2',
  confidence: 'certain',
  on: onCodeRefusal,
  find(facts) {
    const code = facts.values.callback?.code
    const before = facts.spent.find(({ value }) => value === code)
    const answer = platformAnswer(facts)
    if (!before || !answer) return null
    return {
      title: 'The code was handed over before; a code is good for one attempt.',
      explanation:
        'This run has sent the same code already. The provider redeems it once, and may revoke what it issued for it when it comes again.',
      evidence: [
        compared(
          'Code',
          { expected: 'not used before', found: `used by ${stageInWords(facts, before.stageId)}` },
          'this run',
        ),
        ...answerRows(answer),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: 'In this run',
        what: 'get a new code.',
        next: again(facts),
      },
    }
  },
}

export const codeTooOld: Rule = {
  id: 'authorization-code-too-old',
  source: 'Emporix failure catalogue 1, RFC 6749 section 4.1.2',
  confidence: 'likely',
  on: onCodeRefusal,
  find(facts) {
    const callback = facts.records.find(({ stageId }) => stageId === 'callback')
    const answer = platformAnswer(facts)
    if (!callback || !facts.answer || !answer) return null
    const age = Math.round((facts.answer.startedAt - callback.endedAt) / 1000)
    if (age <= codeLifetimes.usual) return null
    return {
      confidence: age > codeLifetimes.longest ? 'likely' : 'possible',
      title: `The code was ${span(age)} old when it was handed over.`,
      explanation:
        'Codes live ten minutes at most, and one minute at common providers. How long this one lives is known to the provider alone, so that it had expired is assumed.',
      evidence: [
        compared(
          'Age of the code',
          {
            expected: `${span(codeLifetimes.usual)} at common providers, ${span(codeLifetimes.longest)} at most`,
            found: span(age),
          },
          stageInWords(facts, 'callback'),
        ),
        ...answerRows(answer),
        ruledOut(
          'a code of another run: state was that of this one',
          stageInWords(facts, 'callback'),
        ),
      ],
      change: {
        where: `In this run, ${stageInWords(facts, 'token-exchange')}`,
        what: 'hand the code over as soon as the browser is back.',
        next: again(facts),
      },
    }
  },
}

export const codeNotRedeemed: Rule = {
  id: 'code-not-redeemed',
  source: 'Emporix failure catalogue 1',
  confidence: 'possible',
  on: onCodeRefusal,
  find(facts) {
    const { chosenSso } = facts.values
    const answer = platformAnswer(facts)
    const sent = sentBoth(facts)
    if (!chosenSso || !answer || !sent) return null
    return {
      title: `The provider did not redeem the code for ${chosenSso.clientId}.`,
      explanation:
        'The platform does this out of sight. That it has another client_id or secret than the provider, or that the code was used or had expired, is assumed.',
      evidence: [...answerRows(answer), ...equalRows(facts, sent), ...anonymousRuledOut(facts)],
      change: {
        where: `At the platform, configuration ${chosenSso.name}`,
        what: `have client_id and client_secret compared with client ${chosenSso.clientId} of the provider.`,
        next: again(facts),
      },
      setting: ssoSetting(facts, 'client_id'),
    }
  },
}

/** What looks alike and is in order. */
function equalRows(
  facts: Facts,
  { asked, handed }: { asked: URLSearchParams; handed: URLSearchParams },
) {
  const verifier = handed.get('code_verifier')
  return [
    ...(asked.get('redirect_uri') === handed.get('redirect_uri')
      ? [ruledOut('redirect_uri: equal in both requests', stageInWords(facts, 'initiation'))]
      : []),
    ...(verifier && challengeOf(verifier) === asked.get('code_challenge')
      ? [ruledOut('PKCE: the challenge was recomputed and fits', 'RFC 7636 section 4.6')]
      : []),
    ...(verifier ? [] : [fact('code_verifier', 'not sent', 'request')]),
  ]
}

export const ssoCodeRules: readonly Rule[] = [
  redirectChanged,
  codeReused,
  codeTooOld,
  configuredRedirectDiffers,
  codeNotRedeemed,
]

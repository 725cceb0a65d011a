import { compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Rule } from '../../../findings/rule.ts'
import { span } from '../../../times.ts'
import { again } from './places.ts'
import { answerRows, platformAnswer } from './platform-answer.ts'
import { anonymousAge, tokenRuledOut } from './ruled-out.ts'

/* The anonymous login, and its token as the bearer of the customer's login (emporix.md sections 5.1 and 7). */

const loginStages = ['exchange', 'token-exchange']
const expiredCode = 'keymanagement.service.access_token_expired'

export const serviceClientAsStorefront: Rule = {
  id: 'service-client-as-storefront-client',
  source: 'Emporix failure catalogue 4',
  confidence: 'certain',
  on: { stages: ['anonymous-session'], codes: ['anonymous_session_refused'] },
  find(facts) {
    const { tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!tenant || !answer || tenant.storefrontClientId !== tenant.serviceClient?.clientId)
      return null
    return {
      title: `The anonymous login is asked for with the service client ${tenant.storefrontClientId}.`,
      explanation:
        'Only a client of the Storefront API may log in anonymously; a service client is for back ends and has a secret.',
      evidence: [
        compared(
          'client_id',
          { expected: 'a storefront client', found: tenant.storefrontClientId },
          'connection, storefrontClientId and serviceClient.clientId',
        ),
        ...answerRows(answer),
      ],
      change: {
        where: 'In this connection, storefrontClientId',
        what: `enter the client id of the Storefront API of tenant ${tenant.tenant}, from the Developer Portal.`,
        next: 'Then run the stage again.',
      },
      setting: 'emporix.storefrontClientId',
    }
  },
}

export const storefrontClientRefused: Rule = {
  id: 'storefront-client-refused',
  source: 'Emporix failure catalogue 4',
  confidence: 'likely',
  on: {
    stages: ['anonymous-session'],
    codes: ['anonymous_session_refused'],
    statuses: [401, 403],
    evidence: { family: ['gateway'] },
  },
  find(facts) {
    const { tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!tenant || !answer || tenant.storefrontClientId === tenant.serviceClient?.clientId)
      return null
    return {
      title: `The gateway takes ${tenant.storefrontClientId} for no storefront client of tenant ${tenant.tenant}.`,
      explanation:
        'The client id is mistyped, revoked, or of another tenant: these words of the gateway are documented for a bad key alone, and that they mean the same here is assumed.',
      evidence: [
        fact('client_id', tenant.storefrontClientId, 'connection, storefrontClientId'),
        fact('tenant', tenant.tenant, 'connection, tenant'),
        ...answerRows(answer),
        ...(tenant.serviceClient
          ? [ruledOut('the service client: it is another one', 'connection, serviceClient')]
          : []),
      ],
      change: {
        where: 'In this connection, storefrontClientId',
        what: `enter the client id of the Storefront API that the Developer Portal shows for tenant ${tenant.tenant}.`,
        next: 'Then run the stage again.',
      },
      setting: 'emporix.storefrontClientId',
    }
  },
}

export const anonymousTokenExpired: Rule = {
  id: 'anonymous-token-expired',
  source: 'Emporix failure catalogue 4',
  confidence: 'certain',
  on: { stages: loginStages, statuses: [401], evidence: { family: ['gateway'] } },
  find(facts) {
    const answer = platformAnswer(facts)
    const age = anonymousAge(facts)
    if (!answer || !age || (answer.errorcode !== expiredCode && age.left > 0)) return null
    const handed = facts.record.stageId === 'exchange' ? 'subject token' : 'code'
    return {
      // Where its own clock and expires_in say otherwise, the code of the body stands alone.
      confidence: answer.errorcode === expiredCode && age.left <= 0 ? 'certain' : 'likely',
      title: `The anonymous token has expired; it is not about the ${handed}.`,
      explanation: `A fault body is the gateway's, and it speaks of the bearer of the request. The ${handed} behind it was most likely never looked at, which is assumed.${age.left > 0 ? ' By this clock it is young: its life is shorter than expires_in says, or the clocks differ.' : ''}`,
      evidence: [
        compared(
          'Age of the anonymous token',
          { expected: `below ${span(age.life)}`, found: span(age.age) },
          stageInWords(facts, 'anonymous-session'),
        ),
        ...answerRows(answer),
        ...tokenRuledOut(facts),
      ],
      change: {
        where: `In this run, ${stageInWords(facts, 'anonymous-session')}`,
        what: 'open a new anonymous session and log the customer in with its token at once.',
        next: again(facts),
      },
    }
  },
}

export const anonymousTokenRefused: Rule = {
  id: 'anonymous-token-refused',
  source: 'Emporix failure catalogue 4',
  confidence: 'likely',
  on: { stages: loginStages, statuses: [401], evidence: { family: ['gateway'] } },
  find(facts) {
    const { anonymousSession, tenant } = facts.values
    const answer = platformAnswer(facts)
    const age = anonymousAge(facts)
    if (!anonymousSession || !answer || !age) return null
    if (answer.errorcode === expiredCode || age.left <= 0) return null
    // That of another tenant is a finding of its own.
    if (facts.check('tenant-in-scope')?.status === 'failed') return null
    const bearer = facts.answer?.request.headers.find(([name]) => name === 'authorization')?.[1]
    const own = bearer === `Bearer ${anonymousSession.accessToken}`
    return {
      confidence: own ? 'likely' : 'certain',
      title: own
        ? 'The gateway does not take the anonymous token, which has not expired.'
        : 'The request does not carry the anonymous token of this run.',
      explanation:
        'A fault body is about the bearer of the request, not about what is handed over. The session was ended, or the token is of another tenant or another API; which of them is not said, so this is assumed.',
      evidence: [
        compared(
          'Authorization',
          {
            expected: 'the anonymous token',
            found: own ? 'the anonymous token' : bearer ? 'another bearer' : 'missing',
          },
          stageInWords(facts, 'anonymous-session'),
        ),
        ...answerRows(answer),
        ruledOut(`an expired token: ${span(age.left)} left`, 'clock'),
        ...tokenRuledOut(facts),
      ],
      change: {
        where: `In this run, ${stageInWords(facts, 'anonymous-session')}`,
        what: `open a new anonymous session of tenant ${tenant?.tenant ?? ''} and hand its token on unchanged.`,
        next: again(facts),
      },
    }
  },
}

export const anonymousRules: readonly Rule[] = [
  serviceClientAsStorefront,
  storefrontClientRefused,
  anonymousTokenExpired,
  anonymousTokenRefused,
]

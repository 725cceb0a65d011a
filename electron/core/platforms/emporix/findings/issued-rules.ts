import { compared, fact, ruledOut, stageInWords, words } from '../../../findings/evidence.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { again } from './places.ts'

/* What was issued, before anything is done with it (emporix.md sections 3.1 and 5.6). */

/** The stage that issued the customer token, in words. */
export function issuedBy(facts: Facts): string {
  return stageInWords(facts, facts.flowId === 'emporix-sso' ? 'token-exchange' : 'exchange')
}

export const sessionLost: Rule = {
  id: 'session-lost',
  source: 'Emporix failure catalogue 14',
  confidence: 'likely',
  on: { stages: ['issuance', 'api-access'], checks: ['session-kept', 'token-session'] },
  find(facts) {
    const { anonymousSession, sso } = facts.values
    const check = [facts.check('token-session'), facts.check('session-kept')].find(
      (one) => one?.status === 'warning',
    )
    if (!anonymousSession || !check) return null
    const notSent = facts.flowId === 'emporix-sso' && sso?.sendSessionId === false
    return {
      title: 'The customer is in another session than the anonymous one, so the cart is lost.',
      explanation: notSent
        ? 'The session-id header keeps the anonymous session, and it was not sent. That the platform began a new one for want of it is assumed.'
        : 'The documents say that the customer token keeps the session of the anonymous token. That another anonymous token was used, or that the session was renewed in between, is assumed.',
      evidence: [
        compared(
          'session id',
          { expected: anonymousSession.sessionId ?? 'none', found: words(check.found) },
          `${stageInWords(facts, 'anonymous-session')} against ${check.id === 'token-session' ? 'validateauthtoken' : issuedBy(facts)}`,
        ),
        ...(sso && facts.flowId === 'emporix-sso'
          ? [fact('session-id', notSent ? 'not sent' : 'sent', 'connection, sso.sendSessionId')]
          : []),
      ],
      change: {
        where: notSent ? 'In this connection, sso.sendSessionId' : 'In the storefront',
        what: notSent
          ? 'send the session-id header.'
          : 'log the customer in with the anonymous token that the cart was filled under.',
        next: 'Then sign in again; what is in the old cart can be merged.',
      },
      setting: notSent ? 'emporix.sso.sendSessionId' : null,
    }
  },
}

export const memberMissing: Rule = {
  id: 'issued-token-missing',
  source: 'Emporix Customer Service API, exchangeauthtoken and socialLogin responses',
  confidence: 'certain',
  on: {
    stages: ['issuance'],
    checks: ['member-saas-token', 'member-refresh-token', 'member-access-token'],
  },
  find(facts) {
    const members = ['access_token', 'refresh_token', 'saas_token'].filter(
      (name) => facts.check(`member-${name.replace('_', '-')}`)?.status === 'failed',
    )
    if (members.length === 0) return null
    const list = members.join(' and ')
    return {
      title: `The platform issued no ${list}.`,
      explanation: members.includes('saas_token')
        ? 'Checkout and orders need the saas token. It comes with a login alone: a refresh does not give one.'
        : 'Every documented answer to a login has it; without it the session cannot be renewed.',
      evidence: [
        compared(
          'Members',
          { expected: 'access_token, refresh_token, saas_token', found: `without ${list}` },
          issuedBy(facts),
        ),
        ruledOut('a refused login: it was answered with 200', 'response'),
      ],
      change: {
        where: 'With the support of the platform',
        what: `ask why the login of tenant ${facts.values.tenant?.tenant ?? ''} issues no ${list}.`,
        next: again(facts),
      },
    }
  },
}

export const issuedRules: readonly Rule[] = [memberMissing, sessionLost]

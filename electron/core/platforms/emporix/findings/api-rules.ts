import { compared, fact, ruledOut, words } from '../../../findings/evidence.ts'
import type { Rule } from '../../../findings/rule.ts'
import { issuedBy } from './issued-rules.ts'
import { again } from './places.ts'
import { answerRows, missingScopes, platformAnswer } from './platform-answer.ts'

/* What the API says to the customer token (emporix.md sections 5.3 and 5.4). */

export const stillAnonymous: Rule = {
  id: 'still-anonymous',
  source: 'Emporix failure catalogue 13',
  confidence: 'certain',
  on: { stages: ['api-access'], checks: ['customer-number'] },
  find(facts) {
    const { customerToken, anonymousSession } = facts.values
    if (!customerToken || !anonymousSession) return null
    const same = customerToken.access_token === anonymousSession.accessToken
    return {
      title: 'The profile is that of the anonymous session: the login gave no customer.',
      explanation:
        'The profile answers 200 to an anonymous token as well, with customer 00000000. A 200 alone proves no login.',
      evidence: [
        compared(
          'customerNumber',
          { expected: 'that of a customer', found: '00000000' },
          'Customer profile, response body',
        ),
        same
          ? fact('access_token', 'the anonymous token itself', issuedBy(facts))
          : ruledOut('the anonymous token: another one was sent', 'request'),
      ],
      change: {
        where: 'In the storefront and in this run',
        what: 'use the access_token of the login as the bearer, not that of the anonymous session.',
        next: again(facts),
      },
    }
  },
}

export const anotherCustomer: Rule = {
  id: 'profile-of-another-customer',
  source: 'Emporix token exchange guide, customer identification',
  confidence: 'likely',
  on: { stages: ['api-access'], checks: ['profile-email'] },
  find(facts) {
    const check = facts.check('profile-email')
    // The anonymous profile has no e-mail at all, which is a finding of its own.
    if (check?.status !== 'failed' || facts.check('customer-number')?.status === 'failed')
      return null
    const { siteConfiguration: site } = facts.values
    const number = words(facts.check('customer-number')?.found ?? null)
    return {
      title: `The person who signed in became customer ${number}, who has another e-mail.`,
      explanation:
        'The platform found this customer by the identifier, and the e-mail is not that of the token. That an account was linked or renamed there is assumed.',
      evidence: [
        compared(
          'e-mail',
          { expected: words(check.expected), found: words(check.found) },
          `${check.source} against the profile`,
        ),
        ...(site
          ? [
              fact(
                'ssoCustomerIdentifierField',
                site.identifierField.value,
                site.identifierField.source,
              ),
            ]
          : []),
        ruledOut('the anonymous session: the profile is that of a customer', 'customerNumber'),
      ],
      change: {
        where: `In tenant ${facts.values.tenant?.tenant ?? ''}, customer ${number}`,
        what: 'correct the e-mail or the id of the provider of this account.',
        next: again(facts),
      },
    }
  },
}

export const customerTokenRefused: Rule = {
  id: 'customer-token-refused',
  source: 'Emporix status table 401, customer token',
  confidence: 'likely',
  on: {
    stages: ['api-access'],
    codes: ['platform_refused'],
    statuses: [401],
    evidence: { family: ['gateway'] },
  },
  find(facts) {
    const { customerToken, tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!customerToken || !tenant || !answer) return null
    return {
      title: 'The gateway does not take the customer token that was just issued.',
      explanation:
        'A fault body is about the bearer. The session was ended elsewhere, or the request went to another tenant or API; which of them is assumed.',
      evidence: [
        ...answerRows(answer),
        fact('Request', facts.answer?.label ?? '', 'api-access'),
        fact('expires_in', String(customerToken.expires_in ?? 'missing'), issuedBy(facts)),
        ruledOut('a missing scope: that is a 403', 'Emporix status table'),
      ],
      change: {
        where: 'In this run',
        what: `sign in again and call the API of tenant ${tenant.tenant} with the new token at once.`,
        next: 'If it is refused again, the login and the API are not of one platform: compare apiUrl.',
      },
      setting: 'emporix.apiUrl',
    }
  },
}

export const customerScopeMissing: Rule = {
  id: 'customer-scope-missing',
  source: 'Emporix failure catalogue 12',
  confidence: 'certain',
  on: { stages: ['api-access'], codes: ['platform_refused'], statuses: [403] },
  find(facts) {
    const { customerToken, tenant } = facts.values
    const answer = platformAnswer(facts)
    if (!customerToken || !tenant || !answer) return null
    const scopes = (customerToken.scope ?? '').split(' ')
    const missing = missingScopes(answer)
    const granted = missing.filter((name) => scopes.includes(name))
    return {
      confidence: missing.length > 0 && granted.length === 0 ? 'certain' : 'likely',
      title:
        missing.length > 0
          ? `The customer token lacks ${missing.join(' and ')}.`
          : 'The customer token lacks a scope that this call needs.',
      explanation:
        'The token is good, but not for this. The scopes of customers are fixed by their groups; none can be asked for at the login.',
      evidence: [
        compared(
          'scope',
          {
            expected: missing.join(' ') || 'not named',
            found: granted.length > 0 ? `granted: ${granted.join(' ')}` : 'not granted',
          },
          issuedBy(facts),
        ),
        ...answerRows(answer),
        ruledOut('an expired token: that is a 401', 'Emporix status table'),
      ],
      change: {
        where: `In tenant ${tenant.tenant}, groups of customers`,
        what: `give the group of this customer the scope ${missing.join(' and ') || 'that the call names'}.`,
        next: 'Then sign in again; a token keeps the scopes that it was issued with.',
      },
    }
  },
}

export const refreshRefused: Rule = {
  id: 'refresh-refused',
  source: 'Emporix Customer Service API, refreshauthtoken',
  confidence: 'possible',
  on: { stages: ['api-access'], checks: ['refresh'] },
  find(facts) {
    const refresh = facts.exchange('Refresh')
    const { customerToken } = facts.values
    if (!refresh || !customerToken || facts.check('refresh')?.status !== 'failed') return null
    const hasToken = customerToken.refresh_token !== undefined
    return {
      confidence: hasToken ? 'possible' : 'certain',
      title: hasToken
        ? 'The platform may want the customer token, not the anonymous one, as the bearer of a refresh.'
        : 'There is no refresh token to refresh with.',
      explanation: hasToken
        ? 'The documents name both in different places, and this console sends the anonymous token. That the bearer is the cause is assumed; a refresh token is also good for one use.'
        : 'The login issued none, so the refresh was asked for with an empty one.',
      evidence: [
        fact('Status', String(refresh.response?.status ?? 'none'), 'Refresh, response'),
        compared(
          'Authorization',
          { expected: 'the anonymous or the customer token', found: 'the anonymous token' },
          'Refresh, request',
        ),
        fact('refresh_token', hasToken ? 'sent' : 'missing', issuedBy(facts)),
        ...(facts.check('token-valid')?.status === 'passed'
          ? [ruledOut('the customer token: validateauthtoken calls it valid', 'Validate token')]
          : []),
      ],
      change: {
        where: 'In the storefront',
        what: hasToken
          ? 'try the refresh with the customer token as the bearer, once.'
          : 'ask for the login again instead of a refresh.',
        next: 'A refresh gives no saas token, whatever the bearer is.',
      },
      setting: 'emporix.refreshAfterwards',
    }
  },
}

export const apiRules: readonly Rule[] = [
  stillAnonymous,
  anotherCustomer,
  customerScopeMissing,
  customerTokenRefused,
  refreshRefused,
]

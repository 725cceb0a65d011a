import { compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import { requestHeader } from '../../../findings/exchange.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { instant } from '../../../times.ts'
import { answerRows } from './answer-rows.ts'
import { isAccountFlow } from './sent.ts'
import { shopperEnd, shopperHasEnded } from './shopper-token.ts'

/* The API with the token of a shopper (elastic-path.md sections 3, 4.3, 5.4 and 9). */

const stages = ['api-access']

export const apiAccessRules: readonly Rule[] = [
  {
    id: 'shopper-token-expired',
    source: 'Elastic Path, customer tokens and account tokens',
    confidence: 'certain',
    on: { stages: ['api-access', 'switch-account'], statuses: [401, 403] },
    find: expired,
  },
  {
    id: 'credentials-mixed',
    source: 'Elastic Path failure table, API access; its command line',
    confidence: 'likely',
    on: { stages, statuses: [403], checks: ['credentials'] },
    find: mixed,
  },
  {
    id: 'shopper-header-refused',
    source: 'Elastic Path failure table, API access',
    confidence: 'likely',
    on: { stages, statuses: [403] },
    find: refused,
  },
  {
    id: 'shopper-not-found',
    source: 'Elastic Path, get a customer and get an account member',
    confidence: 'possible',
    on: { stages, statuses: [404] },
    find: notFound,
  },
]

const headerOf = (facts: Facts) =>
  isAccountFlow(facts) ? 'EP-Account-Management-Authentication-Token' : 'X-Moltin-Customer-Token'

function expired(facts: Facts): Found | null {
  const end = shopperEnd(facts)
  const { answer } = facts
  if (!answer || end === null || !shopperHasEnded(facts)) return null
  const what = isAccountFlow(facts) ? 'account token' : 'customer token'
  return {
    title: `The ${what} has ended.`,
    explanation: isAccountFlow(facts)
      ? 'It is good for as long as account_management_authentication_token_timeout_secs says, and can be renewed only before its end.'
      : 'It is good for a day, which cannot be configured, and cannot be renewed.',
    evidence: [
      ...answerRows(facts),
      compared(
        headerOf(facts),
        {
          expected: `good at ${instant(answer.startedAt)}`,
          found: `ended at ${instant(end * 1000)}`,
        },
        stageInWords(facts, isAccountFlow(facts) ? 'account-token' : 'customer-token'),
      ),
      ruledOut(
        'the access token, which still works for the request before',
        stageInWords(facts, 'access-token'),
      ),
    ],
    change: {
      where: 'In this run',
      what: 'sign in again.',
      next: 'A storefront that keeps people signed in has to send them through the sign-in then.',
    },
  }
}

function mixed(facts: Facts): Found | null {
  if (shopperHasEnded(facts)) return null
  return {
    title: 'A client_credentials token and the token of a shopper were sent together.',
    explanation: `The platform's own command line warns that this can lead to unintended results. A storefront sends an implicit token beside ${headerOf(facts)}.`,
    evidence: [
      ...answerRows(facts),
      compared('Grant', { expected: 'implicit', found: 'client_credentials' }, 'connection, grant'),
      fact(headerOf(facts), 'sent', 'request headers'),
    ],
    change: {
      where: 'In the connection',
      what: 'set grant to implicit.',
      next: 'Then run again from the first stage.',
    },
    setting: 'elasticPath.grant',
  }
}

function refused(facts: Facts): Found | null {
  const { answer, values } = facts
  if (!answer || shopperHasEnded(facts) || values.store?.grant === 'client_credentials') return null
  const header = headerOf(facts)
  const isSent = requestHeader(answer, header.toLowerCase()) !== null
  const end = shopperEnd(facts)
  return {
    title: isSent
      ? `The store does not take the token in ${header}.`
      : `The request carries no ${header}.`,
    explanation: isSent
      ? 'It is of another store, or changed on the way: it has to be sent as it came, though it is no well-formed JWT for customers.'
      : 'An implicit token alone may not read shoppers; the header says for whom it is read.',
    evidence: [
      ...answerRows(facts),
      compared(
        header,
        { expected: 'as it was issued', found: isSent ? 'sent, refused' : 'not sent' },
        'request headers',
      ),
      fact('Store', values.store?.storeId ?? 'not named', 'connection, storeId'),
      ruledOut('an expired access token, which is refused with 401', 'status 403'),
      ...(end === null
        ? []
        : [ruledOut(`an ended token: it is good until ${instant(end * 1000)}`, 'expires')]),
    ],
    change: {
      where: isSent ? 'In the connection' : 'In the request',
      what: isSent
        ? 'check that storeId and clientId are of the store of the sign-in.'
        : `send ${header}.`,
      next: isSent ? 'Then sign in again.' : 'Then call the API again.',
    },
    setting: isSent ? 'elasticPath.storeId' : null,
  }
}

function notFound(facts: Facts): Found {
  const who = isAccountFlow(facts) ? 'member' : 'customer'
  return {
    title: `The ${who} was deleted since the sign-in, or is in another store.`,
    explanation: `The token was issued for this ${who} moments ago, and the store that was asked now does not have it.`,
    evidence: [
      ...answerRows(facts),
      fact(
        'Asked for',
        facts.values.shopperToken?.customer_id ?? facts.values.accountLogin?.memberId ?? 'unknown',
        stageInWords(facts, isAccountFlow(facts) ? 'account-token' : 'customer-token'),
      ),
      fact('Store', facts.values.store?.storeId ?? 'not named', 'connection, storeId'),
      ruledOut('the token, which is refused with 401 or 403', 'status 404'),
    ],
    change: {
      where: 'In the connection',
      what: 'set storeId where the key is for several stores; else look for who deletes.',
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.storeId',
  }
}

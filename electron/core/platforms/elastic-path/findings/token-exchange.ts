import { compared, fact, failureText, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { answerRows } from './answer-rows.ts'
import { invalidFields, sentCode } from './sent.ts'

/* What else the store answers to the code (elastic-path.md sections 5.2 and 9). */

const stages = ['customer-token', 'account-token']

export const tokenExchangeRules: readonly Rule[] = [
  {
    id: 'token-body-without-data',
    source: 'Elastic Path failure table, token exchange; the older document',
    confidence: 'likely',
    on: { stages, statuses: [400, 422] },
    find: unwrapped,
  },
  {
    id: 'token-field-missing',
    source: 'Elastic Path error catalogue of the account token endpoint',
    confidence: 'likely',
    on: { stages, statuses: [400, 422] },
    find: missingField,
  },
  {
    id: 'broker-token-not-accepted',
    source: 'Elastic Path error catalogue of the account token endpoint',
    confidence: 'likely',
    on: { stages, statuses: [403] },
    find: forbidden,
  },
  {
    id: 'broker-failed',
    source: 'Elastic Path error catalogue of the account token endpoint',
    confidence: 'likely',
    on: { stages, statuses: [500] },
    find: failed,
  },
]

function unwrapped(facts: Facts): Found | null {
  const { answer, values } = facts
  if (!answer || sentCode(answer).isWrapped) return null
  const isSet = values.store?.unwrappedBody === true
  return {
    title: 'The body was sent without its data wrapper.',
    explanation:
      'The older document prints it so, but that print is a truncated page: the wrapper was there from the first day, and without it the store finds no field at all.',
    evidence: [
      ...answerRows(facts),
      compared(
        'Body',
        { expected: '{ "data": { "type": ... } }', found: '{ "type": ... }' },
        isSet ? 'connection, legacy.unwrappedBody' : 'request',
      ),
    ],
    change: {
      where: isSet ? 'In the connection' : 'In the request',
      what: isSet ? 'set legacy.unwrappedBody to false.' : 'put the members into data.',
      next: 'Then sign in again; this code may be spent.',
    },
    setting: isSet ? 'elasticPath.legacy.unwrappedBody' : null,
  }
}

/** As the validator names them, and as the body has them. [C] */
const members: Record<string, string> = {
  OAuthAuthorizationCode: 'oauth_authorization_code',
  OAuthRedirectURI: 'oauth_redirect_uri',
  OAuthCodeVerifier: 'oauth_code_verifier',
  AuthenticationMechanism: 'authentication_mechanism',
  Type: 'type',
}

function missingField(facts: Facts): Found | null {
  const { answer } = facts
  const named = invalidFields(facts).filter((field) => members[field] !== undefined)
  if (!answer || named.length === 0 || !sentCode(answer).isWrapped) return null
  const wanted = named.map((field) => members[field] ?? field)
  const { member } = sentCode(answer)
  return {
    title: `${wanted.join(' and ')} ${wanted.length > 1 ? 'are' : 'is'} missing, or not what the endpoint takes.`,
    explanation:
      'The store checks the body before it redeems the code. All five members are required. That customers get the words that account members get is assumed.',
    evidence: [
      ...answerRows(facts),
      ...wanted.map((name) =>
        compared(
          name,
          {
            expected: expectedOf(name, facts),
            found: member(name) === null ? 'empty or missing' : 'present, refused',
          },
          'request body',
        ),
      ),
      ruledOut('the data wrapper, which is there', 'request body'),
    ],
    change: {
      where: 'In the request',
      what: `send ${wanted.join(' and ')} as this run made ${wanted.length > 1 ? 'them' : 'it'}.`,
      next: 'Then sign in again; the code may be spent.',
    },
  }
}

function expectedOf(name: string, { record }: Facts): string {
  if (name === 'authentication_mechanism') return 'oidc'
  if (name !== 'type') return 'present'
  return record.stageId === 'account-token' ? 'account_management_authentication_token' : 'token'
}

function forbidden(facts: Facts): Found {
  return {
    title: 'The store does not accept the ID token of its own broker.',
    explanation:
      'It checks issuer, audience and expiry of that token, which never leaves the store, and refuses an array with a second audience. It was seen for account members; that customers get the same is assumed.',
    evidence: [
      ...answerRows(facts),
      fact('Realm', facts.values.realm?.realmId ?? 'unknown', stageInWords(facts, 'settings')),
      fact('Store', facts.values.store?.storeId ?? 'not named', 'connection, storeId'),
      ruledOut('the code itself, which is refused with 400', 'status 403'),
      ruledOut('an expired access token, which is refused with 401', 'status 403'),
    ],
    change: {
      where: 'At the support of the platform',
      what: 'ask which claim is refused, with the time and the request id; before that, set storeId where the key is for several stores.',
      next: 'Then sign in again; this code is spent.',
    },
  }
}

function failed(facts: Facts): Found {
  const request = failureText(facts, 'request_id')
  return {
    title: 'The broker failed behind the store, which nobody sees from here.',
    explanation:
      'The store asked its broker to redeem the code and got neither a token nor invalid_grant. Nothing in the request makes this answer, as far as tests of the platform show.',
    evidence: [
      ...answerRows(facts),
      ...(request === null ? [] : [fact('Request id', request, 'answer')]),
      ruledOut('code, verifier and redirect URI, which are refused with 400', 'status 500'),
    ],
    change: {
      where: 'In this run',
      what: 'sign in again; if it stays, give the time and the request id to the support of the platform.',
      next: 'This code is spent.',
    },
  }
}

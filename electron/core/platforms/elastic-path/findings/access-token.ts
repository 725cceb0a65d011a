import { compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import { formOf, requestHeader } from '../../../findings/exchange.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { answerRows } from './answer-rows.ts'
import { hostIn } from './sent.ts'

/* Why the store gives no access token (elastic-path.md sections 3 and 9). */

const form = 'application/x-www-form-urlencoded'

export const accessTokenRules: readonly Rule[] = [
  {
    id: 'token-request-no-form',
    source: 'Elastic Path, getting started, content type',
    confidence: 'certain',
    on: { stages: ['access-token'], statuses: [400, 401, 415, 422] },
    find: noForm,
  },
  {
    id: 'application-key-unknown',
    source: 'Elastic Path failure table, access token',
    confidence: 'likely',
    on: { stages: ['access-token'], statuses: [400, 401] },
    find: (facts) => (wasForm(facts) && !hasSecret(facts) ? unknownKey(facts) : null),
  },
  {
    id: 'application-secret-wrong',
    source: 'Elastic Path failure table, access token',
    confidence: 'likely',
    on: {
      stages: ['access-token', 'membership'],
      codes: ['access_token_refused'],
      statuses: [400, 401],
    },
    find: (facts) => (wasForm(facts) && hasSecret(facts) ? wrongSecret(facts) : null),
  },
  {
    id: 'base-url-not-the-api',
    source: 'Elastic Path, domains',
    confidence: 'likely',
    on: { stages: ['access-token'], statuses: [404, 405] },
    find: notTheApi,
  },
]

function wasForm({ answer }: Facts): boolean {
  const sent = requestHeader(answer, 'content-type')
  return sent !== null && /^application\/x-www-form-urlencoded\s*(;[^,]*)?$/i.test(sent)
}

/** Of the request that was refused: an administrator asks with one in a flow that is else without. */
function hasSecret({ answer }: Facts): boolean {
  return formOf(answer).has('client_secret')
}

function noForm(facts: Facts): Found | null {
  const { answer } = facts
  if (!answer || wasForm(facts)) return null
  const found = requestHeader(answer, 'content-type') ?? 'none'
  return {
    title: 'The token request was not sent as a form.',
    explanation: `The store reads grant_type and client_id from a form alone. Samples of the platform that send JSON here are in error.`,
    evidence: [
      ...answerRows(facts),
      compared('Content-Type', { expected: form, found }, `request, ${answer.label}`),
    ],
    change: {
      where: 'In the connection, headers',
      what: `remove content-type, or send ${form}.`,
      next: 'Then send the request again.',
    },
    setting: 'elasticPath.headers',
  }
}

function unknownKey(facts: Facts): Found {
  const { store } = facts.values
  const host = hostIn(facts)
  return {
    title: `${host} does not know the application key ${store?.clientId ?? ''}.`,
    explanation:
      'It is misspelled or revoked, or it is of a store in another region: a store lives in exactly one. That an unknown key is answered so is assumed; the words are undocumented.',
    evidence: [
      ...answerRows(facts),
      fact('client_id', store?.clientId ?? 'unknown', 'connection, clientId'),
      fact('Host', host, 'connection, apiUrl'),
      ruledOut('the secret, which an implicit request does not carry', 'connection, grant'),
      ruledOut(`the content type, ${form}`, 'request headers'),
    ],
    change: {
      where: 'In the connection',
      what: 'compare clientId with the application key of the store, and apiUrl with its region.',
      next: 'Then run again from the first stage.',
    },
    setting: 'elasticPath.clientId',
  }
}

function wrongSecret(facts: Facts): Found {
  const { store } = facts.values
  const isKnown = facts.record.stageId !== 'access-token'
  return {
    title: isKnown
      ? 'The client secret does not belong to the application key.'
      : 'The application key and its secret do not go together.',
    explanation: isKnown
      ? 'An implicit token was given for the same client id, so the store knows the key; it does not take the secret.'
      : 'One of the two is wrong or revoked, or both are of a store in another region. The store does not say which.',
    evidence: [
      ...answerRows(facts),
      fact('client_id', store?.clientId ?? 'unknown', 'connection, clientId'),
      fact('Host', hostIn(facts), 'connection, apiUrl'),
      ...(isKnown
        ? [
            ruledOut(
              'the client id, with which a token was got',
              stageInWords(facts, 'access-token'),
            ),
          ]
        : []),
    ],
    change: {
      where: 'In the connection',
      what: isKnown
        ? 'set clientSecret anew; the platform shows it once, when the key is created.'
        : 'set clientId and clientSecret from one application key; the secret is shown once, when it is created.',
      next: 'Then run again from the first stage.',
    },
    setting: 'elasticPath.clientSecret',
  }
}

function notTheApi(facts: Facts): Found | null {
  const url = URL.parse(facts.values.store?.apiUrl ?? '')
  if (!url) return null
  const path = url.pathname.replace(/\/$/, '')
  const isManager = /(^|\.)cm\./.test(url.host)
  return {
    title: isManager
      ? 'The base URL is that of Commerce Manager, not of the API.'
      : 'The base URL is not that of the API.',
    explanation: `There is no /oauth/access_token below it. The documented base URLs are a host and nothing else.`,
    evidence: [
      ...answerRows(facts),
      compared(
        'Base URL',
        {
          expected: 'https://euwest.api.elasticpath.com or https://useast.api.elasticpath.com',
          found: url.href,
        },
        'connection, apiUrl',
      ),
      ...(path === '' ? [] : [fact('Its path', path, 'connection, apiUrl')]),
      ruledOut('the application key, which was not looked at', 'status 404'),
    ],
    change: {
      where: 'In the connection',
      what: 'set apiUrl to the base URL of the region, without a path such as /v2.',
      next: 'Then run again from the first stage.',
    },
    setting: facts.flowId.endsWith('-legacy') ? 'elasticPath.legacy.apiUrl' : 'elasticPath.apiUrl',
  }
}

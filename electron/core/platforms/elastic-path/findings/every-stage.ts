import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { compared, fact, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import { requestHeader, responseHeader } from '../../../findings/exchange.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { instant, span } from '../../../times.ts'
import { answerRows } from './answer-rows.ts'
import { accessTokenHasEnded, hostIn, invalidFields, said } from './sent.ts'
import { shopperHasEnded } from './shopper-token.ts'

/* What can happen to every request to the API (elastic-path.md sections 2 and 9). */

/** Stages that send the access token to the API. */
const withToken = [
  'settings',
  'profiles',
  'customer-token',
  'account-token',
  'switch-account',
  'api-access',
]
const apiStages = ['access-token', ...withToken, 'membership']

export const everyStageRules: readonly Rule[] = [
  {
    id: 'access-token-expired',
    source: 'Elastic Path, tokens; failure table, API access',
    confidence: 'certain',
    on: { stages: withToken, statuses: [401] },
    find: expired,
  },
  {
    id: 'access-token-not-accepted',
    source: 'Elastic Path failure table, API access',
    confidence: 'likely',
    on: { stages: withToken, statuses: [401] },
    find: notAccepted,
  },
  {
    id: 'store-not-named',
    source: 'Elastic Path error catalogue of the account token endpoint',
    confidence: 'likely',
    on: { stages: apiStages, statuses: [400, 422] },
    find: (facts) => (invalidFields(facts).includes('XMoltinAuthStore') ? notNamed(facts) : null),
  },
  {
    id: 'store-of-another-key',
    source: 'Elastic Path error catalogue of the account token endpoint',
    confidence: 'likely',
    on: { stages: apiStages, statuses: [400, 422] },
    find: (facts) => (/store id mismatch/i.test(said(facts)) ? anotherStore(facts) : null),
  },
  {
    id: 'requests-limited',
    source: 'Elastic Path, rate limits',
    confidence: 'certain',
    on: { stages: apiStages, statuses: [429] },
    find: limited,
  },
  {
    id: 'store-down',
    source: 'Elastic Path, maintenance windows',
    confidence: 'likely',
    on: { stages: apiStages, statuses: [502, 503, 504] },
    find: down,
  },
  {
    id: 'host-deprecated',
    source: 'Elastic Path, domains; its command line',
    confidence: 'possible',
    on: {
      stages: ['access-token', 'settings', 'profiles'],
      codes: [
        'host_unreachable',
        'request_timeout',
        'access_token_refused',
        'platform_refused',
        'no_profiles',
      ],
    },
    find: deprecatedHost,
  },
]

/** Milliseconds since the epoch; null where nothing says. */
function endOf({ values }: Facts): number | null {
  return values.storeToken?.expiresAt ?? null
}

function expired(facts: Facts): Found | null {
  const { answer } = facts
  const end = endOf(facts)
  if (!answer || end === null || !accessTokenHasEnded(facts)) return null
  return {
    title: 'The access token has ended.',
    explanation:
      'It is good for an hour and has no refresh token. The store refuses it before it looks at anything else.',
    evidence: [
      ...answerRows(facts),
      compared(
        'Access token',
        {
          expected: `good at ${instant(answer.startedAt)}`,
          found: `ended at ${instant(end)}`,
        },
        stageInWords(facts, 'access-token'),
      ),
      ...clockRow(facts),
    ],
    change: {
      where: 'In this run',
      what: 'get a new access token.',
      next: 'Run again from the first stage.',
    },
  }
}

/** Where the clock of the server is another one, an expiry cannot be judged from here. */
function clockRow({ answer }: Facts): FindingEvidence[] {
  const there = Date.parse(responseHeader(answer, 'date') ?? '')
  const seconds = answer ? Math.round((answer.startedAt - there) / 1000) : NaN
  if (Number.isNaN(seconds) || Math.abs(seconds) < 60) return []
  const apart = `${span(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'} the store`
  return [fact('Clock of this machine', apart, 'header Date')]
}

function notAccepted(facts: Facts): Found | null {
  const { answer } = facts
  const end = endOf(facts)
  if (!answer || accessTokenHasEnded(facts) || shopperHasEnded(facts)) return null
  return {
    title: 'The store does not take the access token, though it has not ended.',
    explanation:
      'It was revoked with its application key, or the key is of another store or region than the host that was asked.',
    evidence: [
      ...answerRows(facts),
      fact('Host', hostIn(facts), 'connection, apiUrl'),
      fact('Store', facts.values.store?.storeId ?? 'not named', 'connection, storeId'),
      ...(end === null
        ? []
        : [
            ruledOut(
              `an expired token: ${span((end - answer.startedAt) / 1000)} left`,
              stageInWords(facts, 'access-token'),
            ),
          ]),
      ...clockRow(facts),
    ],
    change: {
      where: 'In the connection',
      what: 'check that clientId, storeId and apiUrl are of one store.',
      next: 'Then run again from the first stage.',
    },
    setting: 'elasticPath.clientId',
  }
}

function notNamed(facts: Facts): Found {
  return {
    title: 'The key is of an organisation, and the request does not say which store is meant.',
    explanation:
      'A key of one store stands for it; with a key of an organisation each request has to name the store.',
    evidence: [
      ...answerRows(facts),
      compared(
        'X-MOLTIN-AUTH-STORE',
        {
          expected: 'the id of the store',
          found: requestHeader(facts.answer, 'x-moltin-auth-store') ?? 'not sent',
        },
        'connection, storeId',
      ),
    ],
    change: {
      where: 'In the connection',
      what: 'set storeId to the id of the store, or take the key of one store.',
      next: 'Then run again from the first stage.',
    },
    setting: 'elasticPath.storeId',
  }
}

function anotherStore(facts: Facts): Found {
  return {
    title: 'storeId is not the store of the application key.',
    explanation: 'The store of the token and the one that the request names have to be the same.',
    evidence: [
      ...answerRows(facts),
      fact('X-MOLTIN-AUTH-STORE', facts.values.store?.storeId ?? 'not sent', 'connection, storeId'),
      fact('client_id', facts.values.store?.clientId ?? 'unknown', 'connection, clientId'),
    ],
    change: {
      where: 'In the connection',
      what: 'set storeId to the store of the key, or leave it unset, since the key of a store needs none.',
      next: 'Then run again from the first stage.',
    },
    setting: 'elasticPath.storeId',
  }
}

function limited(facts: Facts): Found {
  const { answer, records } = facts
  const since = (answer?.startedAt ?? 0) - 1000
  const ours = records.flatMap(({ exchanges }) => exchanges).filter((one) => one.startedAt > since)
  const isCode = ['customer-token', 'account-token'].includes(facts.record.stageId)
  return {
    title: 'The store limits its requests, and the limit is reached.',
    explanation:
      'A production store takes 100 requests a second, a development store 25, all its clients together. Nothing is wrong with the request itself.',
    evidence: [
      ...answerRows(facts),
      fact(
        'Of this run',
        `${ours.length} ${ours.length === 1 ? 'request' : 'requests'} in the last second`,
        'the recorded exchanges',
      ),
    ],
    change: {
      where: `At ${hostIn(facts)}`,
      what: 'wait a moment; if it stays, find out who else asks this store.',
      next: isCode
        ? 'Then sign in again: a code is never sent twice.'
        : 'Then send the request again.',
    },
  }
}

function down(facts: Facts): Found {
  return {
    title: 'The store is down for the moment.',
    explanation:
      'A gateway answers in its place. Maintenance is announced for Monday to Thursday: from 20:00 UTC in Europe, from 08:00 UTC in North America, up to four hours.',
    evidence: [
      ...answerRows(facts),
      fact('Asked at', instant(facts.answer?.startedAt ?? 0), 'clock of this machine'),
      fact('Host', hostIn(facts), 'connection, apiUrl'),
    ],
    change: {
      where: `At ${hostIn(facts)}`,
      what: 'wait, and look at the status page of the platform.',
      next: 'Then send the request again.',
    },
  }
}

const current = 'https://euwest.api.elasticpath.com'

/** [C] a warning of the platform's own command line. */
function deprecatedHost(facts: Facts): Found | null {
  const host = hostIn(facts)
  if (host !== 'api.moltin.com') return null
  const isLegacy = facts.flowId.endsWith('-legacy')
  return {
    title: `${host} is a deprecated alias, and may not answer for this any more.`,
    explanation: `It stands for the store in Europe, ${current}, which replaces it. A store in North America was never behind it.`,
    evidence: [
      ...answerRows(facts),
      compared(
        'Base URL',
        { expected: current, found: `https://${host}` },
        isLegacy ? 'connection, legacy.apiUrl' : 'connection, apiUrl',
      ),
    ],
    change: {
      where: 'In the connection',
      what: `set ${isLegacy ? 'legacy.apiUrl' : 'apiUrl'} to ${current}.`,
      next: 'Then run again from the first stage.',
    },
    setting: isLegacy ? 'elasticPath.legacy.apiUrl' : 'elasticPath.apiUrl',
  }
}

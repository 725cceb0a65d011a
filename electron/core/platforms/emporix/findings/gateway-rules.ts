import type { FindingEvidence } from '../../../../../shared/finding.ts'
import { compared, fact } from '../../../findings/evidence.ts'
import { responseHeader } from '../../../findings/exchange.ts'
import { atProvider } from '../../../findings/oidc/places.ts'
import type { Facts, Rule } from '../../../findings/rule.ts'
import { readCompact } from '../../../tokens/compact.ts'
import { urlLimit } from '../requests.ts'
import { again } from './places.ts'
import { answerRows, platformAnswer } from './platform-answer.ts'
import { anonymousRuledOut, tokenRuledOut } from './ruled-out.ts'

/* What stands before the services: limits, outages, and whether it is the platform at all. */

export const rateLimited: Rule = {
  id: 'platform-rate-limit',
  source: 'RFC 6585 section 4, Emporix status table 429',
  confidence: 'likely',
  on: { statuses: [429] },
  find(facts) {
    const answer = platformAnswer(facts)
    const { tenant } = facts.values
    if (!answer || !tenant) return null
    const wait = responseHeader(facts.answer, 'retry-after')
    return {
      title: `Tenant ${tenant.tenant} sends more requests than the platform takes at the moment.`,
      explanation:
        'The platform publishes no limits, so for whom they count and when they end is assumed. Nothing that carries a code or a subject token is repeated by itself.',
      evidence: [
        ...answerRows(answer),
        compared(
          'Retry-After',
          { expected: 'seconds or a date', found: wait ?? 'missing' },
          'response header',
        ),
        ...tokenRuledOut(facts),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: 'In this run',
        what: waiting(wait),
        next: again(facts),
      },
    }
  },
}

/** RFC 9110 section 10.2.3: seconds or a date. */
function waiting(retryAfter: string | null): string {
  if (retryAfter === null) return 'wait a minute.'
  return /^\d+$/.test(retryAfter)
    ? `wait ${retryAfter} s, as the answer asks for.`
    : `wait until ${retryAfter}, as the answer asks for.`
}

export const platformUnavailable: Rule = {
  id: 'platform-unavailable',
  source: 'Emporix status table 5xx',
  confidence: 'likely',
  on: { statuses: [500, 502, 503, 504] },
  find(facts) {
    const answer = platformAnswer(facts)
    const { tenant } = facts.values
    if (!answer || !tenant) return null
    return {
      title: `The platform itself fails with ${answer.status}; nothing of this run was refused.`,
      explanation:
        'A 5xx is no judgement of the request. What the platform answers when an introspection endpoint fails is undocumented, so that it is an outage is assumed.',
      evidence: [...answerRows(answer), ...tokenRuledOut(facts), ...anonymousRuledOut(facts)],
      change: {
        where: 'In this run',
        what: 'wait, and look at the status page of the platform if it lasts.',
        next: again(facts),
      },
    }
  },
}

export const urlTooLong: Rule = {
  id: 'request-url-too-long',
  source: 'Emporix request limits, URL of 10 KB at most',
  confidence: 'likely',
  on: { stages: ['exchange', 'token-exchange'] },
  find(facts) {
    const { answer, status } = facts
    if (answer?.party !== 'platform') return null
    const length = answer.request.url.length
    const over = length > urlLimit
    if (!over && status !== 414) return null
    return {
      confidence: over && status === 414 ? 'certain' : 'likely',
      title: over
        ? `The token makes the request URL longer than the platform takes.`
        : `The platform calls the request URL too long, below its documented limit.`,
      explanation:
        'Subject token and code travel in the URL, which may have 10 KB. What is answered beyond that is undocumented, so a 4xx from the gateway is assumed.',
      evidence: [
        compared(
          'URL length',
          { expected: `${urlLimit} B at most`, found: `${length} B` },
          'request',
        ),
        ...largestClaims(facts),
        ...(status === null ? [] : [fact('Status', String(status), 'response')]),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: atProvider(facts),
        what: 'put fewer claims into the access token, groups and roles above all.',
        next: 'Then sign in again; this token cannot be made shorter.',
      },
    }
  },
}

/** Names and sizes alone: what they hold is the person's. */
function largestClaims({ values: { subjectToken } }: Facts): FindingEvidence[] {
  const reading = readCompact(subjectToken?.token ?? '')
  if ('problem' in reading) return []
  const sizes = Object.entries(reading.jws.claims)
    .map(([name, value]) => ({ name, size: JSON.stringify(value).length }))
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 3)
  return [
    fact(
      'Largest claims',
      sizes.map(({ name, size }) => `${name} ${size} B`).join(', '),
      'subject token',
    ),
  ]
}

export const notThePlatform: Rule = {
  id: 'api-url-not-platform',
  source: 'Emporix base URL https://api.emporix.io',
  confidence: 'likely',
  on: {
    stages: ['select-configuration', 'anonymous-session'],
    codes: ['platform_refused', 'anonymous_session_refused'],
    evidence: { family: ['none'] },
  },
  find(facts) {
    const answer = platformAnswer(facts)
    const { tenant } = facts.values
    // Outages and limits may come from anything in between, with any body.
    if (!answer || !tenant || answer.status >= 500 || answer.status === 429) return null
    return {
      title: `What answers at ${tenant.apiUrl} is not the API of the platform.`,
      explanation:
        'Each of its errors has one of three shapes, and this answer has none of them. The path or the host in apiUrl is wrong, or a proxy answers in its place; that there is no fourth shape is assumed.',
      evidence: [
        compared(
          'apiUrl',
          {
            expected: 'https://api.emporix.io, or that of another stage of the platform',
            found: tenant.apiUrl,
          },
          'connection, apiUrl',
        ),
        fact('Status', String(answer.status), 'response'),
        fact(
          'content-type',
          responseHeader(facts.answer, 'content-type') ?? 'missing',
          'response header',
        ),
      ],
      change: {
        where: 'In this connection, apiUrl',
        what: 'enter the base URL of the platform, without a path.',
        next: 'Then run the stage again.',
      },
      setting: 'emporix.apiUrl',
    }
  },
}

export const gatewayRules: readonly Rule[] = [
  urlTooLong,
  rateLimited,
  platformUnavailable,
  notThePlatform,
]

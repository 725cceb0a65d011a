import { smallDifference } from '../byte-difference.ts'
import { byteCompared, compared, fact, failureText, ofCheck } from '../evidence.ts'
import { contentType, responseHeader } from '../exchange.ts'
import type { Facts, Found, Rule } from '../rule.ts'
import { atProvider, inConnection, runAgain } from './places.ts'

const label = 'Discovery document'
const setting = 'identityProvider.issuer'
const source = 'OpenID Connect Discovery 1.0 section 4'

/** The answer, if it was the discovery document that was asked for last. */
const discoveryOf = ({ answer }: Facts) => (answer?.label === label ? answer : null)
const issuerOf = ({ values }: Facts) => values.provider?.issuer ?? ''

export const discoveryRules: readonly Rule[] = [
  {
    id: 'discovery-not-found',
    source,
    confidence: 'likely',
    on: { codes: ['metadata_invalid'] },
    find: notFound,
  },
  {
    id: 'discovery-not-json',
    source,
    confidence: 'likely',
    on: { codes: ['response_not_json'] },
    find: notJson,
  },
  {
    id: 'discovery-redirects',
    source,
    confidence: 'likely',
    on: { codes: ['redirect_refused'] },
    find: redirects,
  },
  {
    id: 'issuer-spelled-differently',
    source: 'OpenID Connect Discovery 1.0 section 4.3',
    confidence: 'certain',
    on: { codes: ['issuer_mismatch'] },
    find: (facts) => issuerDiffers(facts, true),
  },
  {
    id: 'issuer-of-another-provider',
    source: 'OpenID Connect Discovery 1.0 section 4.3',
    confidence: 'certain',
    on: { codes: ['issuer_mismatch'] },
    find: (facts) => issuerDiffers(facts, false),
  },
  {
    id: 'endpoint-not-published',
    source: 'OpenID Connect Discovery 1.0 section 3',
    confidence: 'certain',
    on: {
      codes: ['metadata_invalid'],
      checks: ['authorization-endpoint', 'token-endpoint', 'jwks-uri'],
    },
    find: endpointMissing,
  },
]

function notFound(facts: Facts): Found | null {
  const answer = discoveryOf(facts)
  const status = answer?.response?.status ?? 0
  if (!answer || status < 400) return null
  const issuer = issuerOf(facts)
  const down = status >= 500
  return {
    title: down
      ? `The provider fails by itself at its discovery document, with ${status}.`
      : `No discovery document is published below ${issuer}.`,
    explanation: down
      ? 'Its metadata cannot be read while it is down.'
      : 'The document is looked for below the issuer. Where there is none, the issuer is another one, often with a longer path.',
    evidence: [
      fact('Asked', answer.request.url, label),
      compared('Status', { expected: '200', found: String(status) }, 'response'),
    ],
    change: {
      where: down ? atProvider(facts) : inConnection,
      what: down
        ? 'bring it up again.'
        : 'set the issuer as the provider names it, or set the endpoints by hand.',
      next: runAgain,
    },
    setting: down ? null : setting,
  }
}

function notJson(facts: Facts): Found | null {
  const answer = discoveryOf(facts)
  if (!answer) return null
  return {
    title: `A page answers where ${issuerOf(facts)} should publish its metadata.`,
    explanation:
      'Often this is the login page of a proxy, a maintenance page, or a site that answers every path.',
    evidence: [
      fact('Asked', answer.request.url, label),
      compared(
        'Content type',
        { expected: 'application/json', found: contentType(answer) },
        'header Content-Type',
      ),
    ],
    change: {
      where: inConnection,
      what: 'set the issuer as the provider names it; open the address above in a browser to see what answers.',
      next: runAgain,
    },
    setting,
  }
}

function redirects(facts: Facts): Found | null {
  const answer = discoveryOf(facts)
  if (!answer) return null
  const to = responseHeader(answer, 'location') ?? 'nowhere'
  return {
    title: 'The discovery document has moved.',
    explanation:
      'A redirect is not followed, because the metadata must come from the issuer itself. The new address is often that of the issuer of today.',
    evidence: [
      fact('Asked', answer.request.url, label),
      fact('Redirects to', to, 'header Location'),
    ],
    change: {
      where: inConnection,
      what: 'set the issuer that the new address belongs to.',
      next: runAgain,
    },
    setting,
  }
}

function issuerDiffers(facts: Facts, slightly: boolean): Found | null {
  const [expected, found] = [failureText(facts, 'expected'), failureText(facts, 'found')]
  if (expected === null || found === null) return null
  const difference = smallDifference(expected, found)
  if ((difference !== null) !== slightly) return null
  return {
    title: slightly
      ? `The issuer differs from the published one by ${difference}.`
      : `The discovery document is that of ${found}.`,
    explanation: slightly
      ? 'Issuers are compared byte for byte, because tokens carry them as iss. The published text is the right one.'
      : 'Whoever publishes a document must be its issuer; another one may stand for a copied document, a tenant that is not filled in, or an attack.',
    evidence: [byteCompared('issuer', { expected, found }, label)],
    change: {
      where: inConnection,
      what: slightly
        ? `set the issuer to ${found}.`
        : `set the issuer to ${found} if that is the provider you mean, else correct the address.`,
      next: runAgain,
    },
    setting,
  }
}

function endpointMissing(facts: Facts): Found | null {
  const broken = ['authorization-endpoint', 'token-endpoint', 'jwks-uri']
    .flatMap((id) => facts.check(id) ?? [])
    .filter(({ status }) => status === 'failed')
  if (broken.length === 0) return null
  const names = broken.map(({ title }) => title).join(' and ')
  return {
    title: `The provider publishes no usable ${names}.`,
    explanation: 'Without it the sign-in has nowhere to go.',
    evidence: broken.map((check) => ofCheck(check.title, check)),
    change: {
      where: inConnection,
      what: 'set the endpoints by hand, or let the provider complete its document.',
      next: runAgain,
    },
    setting: 'identityProvider.endpoints',
  }
}

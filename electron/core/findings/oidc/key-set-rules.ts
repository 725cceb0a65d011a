import { fact, stageInWords } from '../evidence.ts'
import type { Rule } from '../rule.ts'
import { atProvider, hostOf, signInAgain } from './places.ts'

/* The keys of the provider could not be read, so nothing that it signs can be verified. */

const label = 'Key set'
const source = 'OpenID Connect Discovery 1.0 section 3, RFC 7517 section 5'

export const keySetRules: readonly Rule[] = [
  {
    id: 'key-set-unreachable',
    source,
    confidence: 'certain',
    on: { codes: ['host_unreachable', 'request_timeout'] },
    find(facts) {
      const { answer, record } = facts
      if (answer?.label !== label || answer.response) return null
      const tokenEndpoint = facts.values.metadata?.token_endpoint
      return {
        title: `The key set at ${hostOf(answer.request.url)} cannot be reached.`,
        explanation:
          'The code is redeemed and spent, but without the keys no signature of the provider can be verified.',
        evidence: [
          fact('jwks_uri', answer.request.url, 'provider metadata'),
          fact('Reason', record.failure?.message ?? '', stageInWords(facts)),
          ...(tokenEndpoint ? [fact('Reached', tokenEndpoint, 'token request')] : []),
        ],
        change: {
          where: atProvider(facts),
          what: 'let jwks_uri be reached from wherever its tokens are verified.',
          next: signInAgain,
        },
      }
    },
  },
  {
    id: 'key-set-unusable',
    source,
    confidence: 'certain',
    on: { codes: ['metadata_invalid'] },
    find(facts) {
      const { answer, status } = facts
      if (answer?.label !== label || status === null) return null
      return {
        title: `The key set at ${hostOf(answer.request.url)} holds no keys.`,
        explanation: 'Something else answers at jwks_uri, so no signature can be verified.',
        evidence: [
          fact('jwks_uri', answer.request.url, 'provider metadata'),
          fact('Status', String(status), 'response'),
        ],
        change: {
          where: atProvider(facts),
          what: 'publish the list of keys at jwks_uri.',
          next: signInAgain,
        },
      }
    },
  },
]

import type { Confidence } from '../../../shared/finding.ts'
import type { Document, FindingsOptions } from '../../support/findings.ts'

/** A run that fails, without what its flow says by itself. */
export type Case = Omit<FindingsOptions, 'flowId'>

/** One rule: a run in which it is found, and one that fails in a similar way and in which it is not. */
export interface Row {
  rule: string
  /** What is special about this row, where a rule has several. */
  when?: string
  stage: string
  confidence: Confidence
  title: RegExp
  run: Case
  neighbour: Case
  /** The stage at which the neighbour fails, where it is another one. */
  neighbourStage?: string
  flowId: 'emporix-token-exchange' | 'emporix-sso'
}

/** Of the token exchange. */
export type ExchangeRow = Omit<Row, 'flowId'>

export const faulty = (...faults: string[]): Case => ({ faults })

export type Entry = Record<string, unknown>

/** The connection stores tokenExchange; `Site_DE` is made of a complete online entry. */
export function stored(change: (online: Entry & { domain: string }) => Entry): Case {
  return {
    connection(document: Document) {
      const { origin } = new URL(String(document['emporix'].apiUrl))
      const online = {
        domain: origin,
        token_introspect_endpoint: '/idp/token/introspection',
        client_id: 'sandbox-introspection',
        client_secret: 'sandbox-introspection-secret',
        token_client_id: 'sso-flow-console',
        audience: 'commerce-system',
        issuer: `${origin}/idp`,
      }
      document['emporix'].tokenExchange = { default: online, Site_DE: change(online) }
      return document
    },
  }
}

/** Changes members of the connection's `emporix`. */
export const settings = (change: (emporix: Document, origin: string) => void): Case => ({
  connection(document: Document) {
    change(document['emporix'] as Document, new URL(String(document['emporix'].apiUrl)).origin)
    return document
  },
})

import type { Confidence } from '../../../shared/finding.ts'
import type { FindingsOptions } from '../../support/findings.ts'

/** What happens in a run; the customer flow on the sandbox, unless it says otherwise. */
export type Case = Partial<FindingsOptions>

/** A rule, what triggers it, and a failure like it for which it must not be found. */
export interface Row {
  rule: string
  when: Case
  confidence: Confidence
  /** Where it is found: the failed stage. */
  stage: string
  /** What the evidence says, `name: expected -> found` or `name: found`, as far as it is told here. */
  evidence?: (string | RegExp)[]
  setting?: string | null
  neighbour: Case
}

export const account = 'elastic-path-account'
export const legacy = 'elastic-path-customer-legacy'

/** Parameters of the connection replace those of the authorization request. */
export const parameters = (replaced: Record<string, string>): Case => ({
  inputs: { 'store.parameters': JSON.stringify(replaced) },
})

/** A stored connection, its store settings changed; a null member is left out, and `legacy` keeps its other members. */
export const store = (changes: Record<string, unknown> & { legacy?: object }): Case => ({
  connection: (document) => {
    const { legacy: before, ...settings } = document['elasticPath']
    const all = Object.entries({
      ...settings,
      ...changes,
      legacy: { ...before, ...changes.legacy },
    })
    return {
      ...document,
      elasticPath: Object.fromEntries(all.filter(([, value]) => value !== null)),
    }
  },
})

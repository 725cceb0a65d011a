import type { ConnectionSummary } from '../../../shared/connection.ts'
import type { FlowInfo, Input } from '../../../shared/contract.ts'
import type { RunView } from '../../../shared/run.ts'
import type { Settings } from './tokens-state.ts'

/* What a token is held against, once the run on screen has filled in what the person left open. Pure. */

export interface World {
  connections: readonly ConnectionSummary[]
  run: RunView | null
}

export interface Resolved extends Omit<Settings, 'connectionId'> {
  connection: ConnectionSummary | null
  /** Null names none: the platform takes `default`. */
  site: string | null
}

/** Those that a token can be held against: one of their flows judges. */
export function judgingConnections(
  connections: readonly ConnectionSummary[],
  flows: readonly FlowInfo[],
): ConnectionSummary[] {
  const judging = new Set(flows.filter(({ judges }) => judges).map(({ id }) => id))
  return connections.filter((connection) => connection.flows.some((id) => judging.has(id)))
}

/** Without a choice: the connection and site of the run on screen, else the first connection. */
export function resolve({ connectionId, site, ...settings }: Settings, world: World): Resolved {
  const { connections, run } = world
  const wanted = connectionId ?? run?.connection.id
  const connection = connections.find(({ id }) => id === wanted) ?? connections[0] ?? null
  const ofRun = connection !== null && connection.id === run?.connection.id ? run.site : null
  return { ...settings, connection, site: site === undefined ? ofRun : site }
}

export type JudgeInput = Omit<Input<'token.judge'>, 'token' | 'at' | 'skew'>

/** Null while there is nothing to hold a token against. */
export function judgeInputOf(settings: Resolved): JudgeInput | null {
  const { against, connection, site, document, documentSite, mode } = settings
  const { identifier, autoprovisioning, customers } = settings
  if (against === 'document' ? document.trim() === '' : connection === null) return null
  return {
    configuration:
      against === 'document'
        ? { document, site: documentSite }
        : { connectionId: connection?.id ?? '', site },
    mode,
    ...(identifier !== null && { identifier }),
    ...(autoprovisioning !== null && { autoprovisioning }),
    ...(customers !== null && { customers: customers.text }),
  }
}

/** Whether a judgement by the one is what the other would give. A list may be large, so it is not written out. */
export function sameInput(one: JudgeInput, other: JudgeInput): boolean {
  const { customers: list, ...rest } = one
  const { customers: otherList, ...otherRest } = other
  return list === otherList && JSON.stringify(rest) === JSON.stringify(otherRest)
}

/** What is held against in one or two words: a site, or the document. */
export function againstWords({ against, site, documentSite }: Resolved): string {
  return (against === 'document' ? documentSite : site) ?? 'default'
}

import type { ConnectionSummary } from '../../../shared/connection.ts'
import type { FlowInfo } from '../../../shared/contract.ts'

/* Which flow runs on which connection. Pure. */

/** What a run is started with. */
export interface Pair {
  flow: FlowInfo
  connection: ConnectionSummary
  site: string | null
  /** Said to the person where the other half of the pair had to change as well; else null. */
  said: string | null
}

interface World {
  flows: readonly FlowInfo[]
  connections: readonly ConnectionSummary[]
  /** What stands on screen. */
  now: { flowId: string; connectionId: string; site: string | null }
}

/** Another flow: on the same connection where that offers it, else in the sandbox, else on the first that does. */
export function withFlow(flowId: string, { flows, connections, now }: World): Pair | null {
  const flow = flows.find(({ id }) => id === flowId)
  const before = connections.find(({ id }) => id === now.connectionId)
  const offering = connections.filter((connection) => connection.flows.includes(flowId))
  const same = offering.find((connection) => connection === before)
  const connection = same ?? offering.find(({ kind }) => kind === 'sandbox') ?? offering[0]
  if (!flow || !connection) return null
  return {
    flow,
    connection,
    site: same && flow.takesSite ? now.site : null,
    said: same
      ? null
      : `On ${connection.name}: ${before?.name ?? 'the connection'} has no such flow`,
  }
}

/** Another connection: with the same flow where it offers that, else with the first one that it offers. */
export function withConnection(
  connectionId: string,
  { flows, connections, now }: World,
): Pair | null {
  const connection = connections.find(({ id }) => id === connectionId)
  const offered = flows.filter(({ id }) => connection?.flows.includes(id))
  const same = offered.find(({ id }) => id === now.flowId)
  const flow = same ?? offered[0]
  if (!connection || !flow) return null
  const said = `${flow.title}: ${connection.name} does not have the flow before`
  return { flow, connection, site: null, said: same ? null : said }
}

/** A flow's title under its platform's heading: without the platform's name, which the heading says. */
export function titleUnder({ title, platformTitle }: FlowInfo): string {
  const rest = title.startsWith(`${platformTitle} `) ? title.slice(platformTitle.length + 1) : title
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`
}

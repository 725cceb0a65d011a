import type { Connection } from '../../../shared/connection.ts'
import { FlowError } from '../failure.ts'
import type { Flow } from '../flow/stage.ts'
import { emporix } from './emporix/adapter.ts'
import type { PlatformAdapter } from './platform.ts'

/** The one list of platforms. */
const adapters = new Map<string, PlatformAdapter>([[emporix.id, emporix]])

export function adapterOf(connection: Connection): PlatformAdapter {
  const adapter = adapters.get(connection.platform)
  if (!adapter) throw new Error(`No adapter for ${connection.platform}`)
  return adapter
}

export const flows: readonly Flow[] = [...adapters.values()].flatMap((adapter) => adapter.flows)

export function flowById(id: string): Flow {
  const flow = flows.find((one) => one.id === id)
  if (flow) return flow
  throw new FlowError(
    'flow_unknown',
    `There is no flow ${id}; the flows are: ${flows.map((one) => one.id).join(', ')}.`,
  )
}

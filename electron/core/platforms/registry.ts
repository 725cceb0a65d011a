import type { Connection } from '../../../shared/connection.ts'
import { FlowError } from '../failure.ts'
import type { Flow } from '../flow/stage.ts'
import { emporix } from './emporix/adapter.ts'
import type { Judging } from './judging.ts'
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

/** How tokens are judged by the platform, or by the first one that judges at all. */
export function judgingOf(platform?: string): Judging {
  const named = platform === undefined ? [...adapters.values()] : [adapters.get(platform)]
  const judging = named.find((adapter) => adapter?.judging)?.judging
  if (judging) return judging
  const able = [...adapters.values()].filter((adapter) => adapter.judging).map(({ id }) => id)
  throw new FlowError(
    'capability_missing',
    `Tokens cannot be judged for ${platform ?? 'any platform'}; they can for: ${able.join(', ')}.`,
  )
}

import type { Connection, ConnectionOf, Platform } from '../../../shared/connection.ts'
import { FlowError } from '../failure.ts'
import type { Flow } from '../flow/stage.ts'
import type { PlatformList } from '../provider-check/progress.ts'
import type { Editing } from './editing.ts'
import { elasticPath } from './elastic-path/adapter.ts'
import { emporix } from './emporix/adapter.ts'
import type { Judging } from './judging.ts'
import type { PlatformAdapter } from './platform.ts'

/** The one list of platforms. */
const adapters: { [P in Platform]: PlatformAdapter<ConnectionOf<P>> } = {
  emporix,
  'elastic-path': elasticPath,
}

const all: readonly PlatformAdapter[] = Object.values(adapters)

export function adapterOf(connection: Connection): PlatformAdapter {
  return adapters[connection.platform]
}

export const flows: readonly Flow[] = all.flatMap((adapter) => adapter.flows)

export function platformTitle(id: string): string {
  return all.find((adapter) => adapter.id === id)?.title ?? id
}

export function flowById(id: string): Flow {
  const flow = flows.find((one) => one.id === id)
  if (flow) return flow
  throw new FlowError(
    'flow_unknown',
    `There is no flow ${id}; the flows are: ${flows.map((one) => one.id).join(', ')}.`,
  )
}

/** The platform whose checks on tokens are known. */
export function judgingPlatform(): Platform {
  const able = all.find((adapter) => adapter.judging)
  if (!able) throw new Error('No platform judges tokens')
  return able.id
}

/** How tokens are judged by the platform, or by the first one that judges at all. */
export function judgingOf(platform?: string): Judging {
  const able = all.filter((adapter) => adapter.judging)
  const judging = able.find(({ id }) => platform === undefined || id === platform)?.judging
  if (judging) return judging
  throw new FlowError(
    'capability_missing',
    `Tokens cannot be judged for ${platform ?? 'any platform'}; they can for: ${able.map(({ id }) => id).join(', ')}.`,
  )
}

/** The platforms whose connections can be edited, by the `platform` of their documents. */
export const editors: ReadonlyMap<string, { id: Platform; title: string; editing: Editing }> =
  new Map(all.flatMap(({ id, title, editing }) => (editing ? [[id, { id, title, editing }]] : [])))

/** What the platforms require of identity providers. */
export const providerLists: readonly PlatformList[] = all.flatMap(
  ({ id, title, providerRequirements: requirements }) =>
    requirements ? [{ id, title, requirements }] : [],
)

/** Every platform, as `platform` of a document names it. */
export const platformIds: readonly Platform[] = all.map(({ id }) => id)

import type { ConnectionForm } from '../../../shared/connection-form.ts'
import type { ConnectionSummary } from '../../../shared/connection.ts'
import { exhaustive } from '../../ui/exhaustive.ts'
import { count } from '../../ui/format.ts'

/* What the list shows: groups by platform, filtered by what was typed. Pure. */

export interface ListGroup {
  title: string
  connections: ConnectionSummary[]
}

const builtIn = 'Built in'

/** Every word that was typed has to be found in the name, the platform's title or a site. */
export function groupsOf(
  connections: readonly ConnectionSummary[],
  forms: readonly ConnectionForm[],
  filter: string,
): ListGroup[] {
  const titles = new Map(forms.map(({ platform, platformTitle }) => [platform, platformTitle]))
  const titleOf = ({ kind, platform }: ConnectionSummary) =>
    kind === 'sandbox' ? builtIn : (titles.get(platform) ?? platform)
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const isFound = (connection: ConnectionSummary) => {
    const keys = connection.sites.map(({ key }) => key)
    const text = [connection.name, titleOf(connection), ...keys].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const groups = Map.groupBy(connections.filter(isFound), titleOf)
  const order = [...titles.values()]
  const rank = (title: string) => {
    if (title === builtIn) return order.length + 1
    return order.includes(title) ? order.indexOf(title) : order.length
  }
  return [...groups]
    .map(([title, found]) => ({ title, connections: found.toSorted(byName) }))
    .toSorted((one, other) => rank(one.title) - rank(other.title))
}

const byName = (one: ConnectionSummary, other: ConnectionSummary) =>
  one.name.localeCompare(other.name, undefined, { numeric: true })

/** `2 site configurations, live`. */
export function factsOf({ kind, sites }: ConnectionSummary): string {
  switch (kind) {
    case 'sandbox':
      return 'all platforms, on loopback'
    case 'file':
      return 'from a file, for this start only'
    case 'stored': {
      const [first] = sites
      if (!first) return 'live'
      const only =
        sites.length === 1 ? `${first.key} only` : count(sites.length, 'site configuration')
      return `${only}, live`
    }
    default:
      return exhaustive(kind)
  }
}

export const countWords = (shown: number, all: number): string =>
  shown === all ? count(all, 'connection') : `${shown} of ${count(all, 'connection')}`

/** The connection above or below, in the order of the list; the nearest end where there is none. */
export function besideOf(
  groups: readonly ListGroup[],
  id: string | null,
  step: 1 | -1,
): ConnectionSummary | null {
  const all = groups.flatMap(({ connections }) => connections)
  const at = all.findIndex((connection) => connection.id === id)
  const next = at === -1 ? (step === 1 ? 0 : all.length - 1) : at + step
  return all[Math.min(Math.max(next, 0), all.length - 1)] ?? null
}

export const heights = { rowHeight: 44, headingHeight: 32 }

/** Where a row begins, in pixels from the top of the list; null where it is not listed. */
export function topOf(groups: readonly ListGroup[], id: string): number | null {
  let top = 0
  for (const { connections } of groups) {
    const at = connections.findIndex((connection) => connection.id === id)
    if (at >= 0) return top + heights.headingHeight + at * heights.rowHeight
    top += heights.headingHeight + connections.length * heights.rowHeight
  }
  return null
}

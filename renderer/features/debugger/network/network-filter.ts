import type { NetworkRow } from './network-rows.ts'

/* What the chips of the strip count and leave. Pure. */

export type FilterId = 'all' | 'provider' | 'platform' | 'broker' | 'loopback' | 'failed'

const filters: readonly { id: FilterId; label: string; takes: (row: NetworkRow) => boolean }[] = [
  { id: 'all', label: 'All', takes: () => true },
  { id: 'provider', label: 'Provider', takes: ({ party }) => party === 'identity-provider' },
  { id: 'platform', label: 'Platform', takes: ({ party }) => party === 'platform' },
  { id: 'broker', label: 'Broker', takes: ({ party }) => party === 'broker' },
  { id: 'loopback', label: 'Loopback', takes: ({ incoming }) => incoming },
  { id: 'failed', label: 'Failed', takes: ({ failed }) => failed },
]

/** Each filter with what it would leave; none that would leave nothing, but for all and the one in use. */
export function filterCounts(rows: readonly NetworkRow[], inUse: FilterId) {
  return filters
    .map(({ id, label, takes }) => ({ id, label, count: rows.filter(takes).length }))
    .filter(({ id, count }) => count > 0 || id === 'all' || id === inUse)
}

export function filtered(
  rows: readonly NetworkRow[],
  filterId: FilterId,
  stageId: string | null,
): NetworkRow[] {
  const takes = filters.find(({ id }) => id === filterId)?.takes ?? (() => true)
  return rows.filter((row) => takes(row) && (stageId === null || row.stageId === stageId))
}

interface Sight {
  /** The row at the top. */
  first: number
  onScreen: number
  count: number
  /** Drawn wherever it is, because it has the focus. */
  active: number
}

/** Drawn beyond both ends, so that a turn of the wheel finds rows. */
const spare = 5

/** The rows to be drawn, in order. Pure. */
export function rowsInSight({ first, onScreen, count, active }: Sight): number[] {
  const from = Math.max(0, Math.min(first, count - onScreen) - spare)
  const to = Math.min(count, first + onScreen + spare)
  const rows = Array.from({ length: Math.max(0, to - from) }, (_row, index) => from + index)
  if (active >= count || rows.includes(active)) return rows
  return active < from ? [active, ...rows] : [...rows, active]
}

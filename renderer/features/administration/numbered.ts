import type { DifferenceLine } from '../../../shared/administration.ts'
import type { DiffLine } from '../connections/line-diff.ts'

/** The lines of a difference with their numbers before and after. Pure. */
export function numbered(lines: readonly DifferenceLine[]): DiffLine[] {
  let [from, to] = [0, 0]
  return lines.map(({ kind, text }) => ({
    kind,
    text,
    before: kind === 'added' ? null : ++from,
    after: kind === 'removed' ? null : ++to,
  }))
}

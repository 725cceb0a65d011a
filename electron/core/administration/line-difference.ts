import type { DifferenceLine } from '../../../shared/administration.ts'

/** Beyond it, lines are not held against each other one by one: the table would not fit. */
const largestTable = 4_000_000

/** Which lines were removed and added, the removed ones first where they meet. Pure. */
export function lineDifference(
  before: readonly string[],
  after: readonly string[],
): DifferenceLine[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  const room = Math.min(before.length, after.length) - start
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const changed = between(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  )
  return [
    ...marked('same', before.slice(0, start)),
    ...changed,
    ...marked('same', before.slice(before.length - end)),
  ]
}

function marked(kind: DifferenceLine['kind'], lines: readonly string[]): DifferenceLine[] {
  return lines.map((text) => ({ kind, text }))
}

function between(before: readonly string[], after: readonly string[]): DifferenceLine[] {
  if (before.length * after.length > largestTable)
    return [...marked('removed', before), ...marked('added', after)]
  const common = commonLengths(before, after)
  const lines: DifferenceLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push({ kind: 'same', text: before[i] ?? '' })
      i += 1
      j += 1
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
      lines.push({ kind: 'removed', text: before[i] ?? '' })
      i += 1
    } else {
      lines.push({ kind: 'added', text: after[j] ?? '' })
      j += 1
    }
  }
  return [...lines, ...marked('removed', before.slice(i)), ...marked('added', after.slice(j))]
}

/** The longest common subsequence of what follows each pair of places. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const [row, below] = [table[i], table[i + 1]]
    if (!row || !below) continue
    for (let j = after.length - 1; j >= 0; j -= 1) {
      row[j] =
        before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}

import type { LaidText } from './laid-text.ts'

/** Further in than its line began, so that it is seen to go on. */
const hanging = 2
/** However deep a line is indented, this much of it stands on a row. */
const fewest = 16

/** One row of fixed height: a line or a part of it. */
export interface Row {
  line: number
  indent: number
  from: number
  to: number
}

export interface WrappedRows {
  count: number
  row(index: number): Row
}

/** Breaks lines into rows of at most so many characters, so that each has its place before it is drawn. */
export function wrapRows(laid: LaidText, columns: number): WrappedRows {
  const wide = Math.max(fewest, columns)
  const firstOf = (line: number) => Math.max(fewest, wide - laid.indentOf(line))
  const nextOf = (line: number) => Math.max(fewest, wide - laid.indentOf(line) - hanging)
  /** The row with which each line begins. */
  const begins = new Int32Array(laid.lines + 1)
  for (let line = 0; line < laid.lines; line++) {
    const rest = laid.lengthOf(line) - firstOf(line)
    begins[line + 1] = (begins[line] ?? 0) + 1 + (rest > 0 ? Math.ceil(rest / nextOf(line)) : 0)
  }
  return {
    count: begins[laid.lines] ?? 0,
    row: (index) => {
      const line = lineAt(begins, index)
      const nth = index - (begins[line] ?? 0)
      const indent = laid.indentOf(line)
      if (nth === 0) return { line, indent, from: 0, to: firstOf(line) }
      const from = firstOf(line) + (nth - 1) * nextOf(line)
      return { line, indent: indent + hanging, from, to: from + nextOf(line) }
    },
  }
}

/** The last line that begins at or before a row. */
function lineAt(begins: Int32Array, row: number): number {
  let low = 0
  let high = begins.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((begins[middle] ?? 0) <= row) low = middle
    else high = middle - 1
  }
  return low
}

import type { DocumentEvidence } from '../../../shared/provider-check.ts'

/* Where in a JSON text the decisive members stand. Pure; the text has been parsed before. */

interface Span {
  name: string
  start: number
  end: number
}

type Line = DocumentEvidence['lines'][number]

/** A document may be one line of a megabyte. */
const widest = 160
const mostOfOne = 8
const mostLines = 24

/**
 * The lines of `names`, with the line before and after each. `depth` counts brackets: 1 for the members of a
 * document, 3 for those of the keys in a key set.
 */
export function documentLines(
  text: string,
  names: readonly string[],
  depth: 1 | 3,
): Pick<DocumentEvidence, 'lines' | 'missing'> {
  const spans = spansOf(text, new Set(names), depth)
  const missing = names.filter((name) => !spans.some((span) => span.name === name))
  const rows = new Map<string, Line>()
  for (const span of spans) {
    for (const row of rowsOf(text, span)) {
      const key = `${row.number} ${row.text}`
      if (row.decisive || !rows.has(key)) rows.set(key, row)
    }
    if (rows.size >= mostLines) break
  }
  const lines = [...rows.values()].toSorted((a, b) => a.number - b.number)
  return { lines: lines.slice(0, mostLines), missing }
}

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/gs

/** Name to value, without what separates it from the next one. */
function spansOf(text: string, names: ReadonlySet<string>, wanted: number): Span[] {
  const spans: Span[] = []
  let depth = 0
  let open: { name: string; start: number } | null = null
  const close = (end: number) => {
    if (open && names.has(open.name)) {
      spans.push({
        ...open,
        end: end - (text.slice(open.start, end).match(/\s*$/)?.[0].length ?? 0),
      })
    }
    open = null
  }
  for (const { 0: token, index } of text.matchAll(tokens)) {
    switch (token) {
      case '{':
      case '[':
        depth += 1
        break
      case '}':
      case ']':
        if (depth === wanted) close(index)
        depth -= 1
        break
      case ',':
        if (depth === wanted) close(index)
        break
      default:
        if (depth === wanted && open === null) open = { name: nameOf(token), start: index }
    }
    if (spans.length >= mostLines) break
  }
  return spans
}

function nameOf(token: string): string {
  try {
    return String(JSON.parse(token))
  } catch {
    // An escape that is none: then it names nothing that is looked for.
    return token
  }
}

function rowsOf(text: string, { start, end }: Span): Line[] {
  const lineStart = text.lastIndexOf('\n', start) + 1
  const lineEnd = endOfLine(text, start)
  const number = countLines(text, lineStart)
  // A long line is cut down to the member itself.
  if (lineEnd - lineStart > widest) {
    const shown = text.slice(start, Math.min(end, start + widest))
    const before = start > lineStart ? '… ' : ''
    const after = end > start + widest || end < lineEnd ? ' …' : ''
    return [{ number, text: `${before}${shown.split('\n')[0]}${after}`, decisive: true }]
  }
  const own: Line[] = []
  for (let at = lineStart; at < end && own.length < mostOfOne; at = endOfLine(text, at) + 1) {
    own.push(lineAt(text, at, number + own.length, true))
  }
  const next = endOfLine(text, lineStart) + 1
  const isShort = own.length === 1
  return [
    ...(lineStart > 0
      ? [lineAt(text, text.lastIndexOf('\n', lineStart - 2) + 1, number - 1, false)]
      : []),
    ...own,
    ...(isShort && next < text.length ? [lineAt(text, next, number + 1, false)] : []),
  ]
}

function lineAt(text: string, at: number, number: number, decisive: boolean): Line {
  const line = text.slice(at, Math.min(endOfLine(text, at), at + widest + 1)).replace(/\r$/, '')
  return { number, text: line.length > widest ? `${line.slice(0, widest)} …` : line, decisive }
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at
}

function countLines(text: string, before: number): number {
  let number = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < before; at = text.indexOf('\n', at + 1)) {
    number += 1
  }
  return number
}

import type { Line, Piece } from './code-lines.ts'
import { type JsonLines, numbersOfLine, scanJson, skip, tokenEnd } from './json-scan.ts'
import { atOnce, cutOf, type LaidText, linesOf } from './laid-text.ts'

export type JsonKind = 'name' | 'string' | 'number' | 'word' | 'punct'

/**
 * Lays JSON out in lines, from the text and not from parsed values: number digits, order and repeated members
 * stay as they were sent. Null when the text is no JSON.
 */
export function layoutJson(text: string): Line[] | null {
  const laid = atOnce(layJson(text))
  return laid && linesOf(laid)
}

/** The same for a text of any size, in slices. With `cut`, the text may end anywhere. */
export function* layJson(text: string, cut = false): Generator<void, LaidText | null> {
  const lines = yield* scanJson(text, cut)
  return lines && laidOut(text, lines)
}

function laidOut(text: string, { count, numbers }: JsonLines): LaidText {
  const numberOf = (line: number, which: number) => numbers[line * numbersOfLine + which] ?? 0
  /** A line of a megabyte is drawn in many rows. */
  let last: { line: number; pieces: Piece[] } | null = null
  const piecesOf = (line: number) => {
    if (last?.line !== line) {
      last = { line, pieces: tokensOf(text, numberOf(line, 0), numberOf(line, 1)) }
    }
    return last.pieces
  }
  return {
    lines: count,
    indentOf: (line) => numberOf(line, 2) * 2,
    lengthOf: (line) => numberOf(line, 3),
    pieces: (line, from, to) => slicesOf(piecesOf(line), from, to),
  }
}

function tokensOf(text: string, start: number, end: number): Piece[] {
  const pieces: Piece[] = []
  for (let at = start; at < end;) {
    const until = tokenEnd(text, at) ?? end
    const next = skip(text, until)
    const token = text.slice(at, until)
    pieces.push({ kind: kindOf(token, text[next]), text: token, at })
    const isSpaced = token === ':' || (token === ',' && next < end)
    if (isSpaced) pieces.push({ kind: 'punct', text: ' ' })
    at = next
  }
  return pieces
}

function kindOf(token: string, following: string | undefined): JsonKind {
  if (token.startsWith('"')) return following === ':' ? 'name' : 'string'
  if ('{}[],:'.includes(token)) return 'punct'
  return /^[tfn]/.test(token) ? 'word' : 'number'
}

function slicesOf(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const slices: Piece[] = []
  let begin = 0
  for (const { kind, text, at } of pieces) {
    const end = begin + text.length
    if (end > from && begin < to) {
      const cut = cutOf(text, Math.max(0, from - begin), Math.min(text.length, to - begin))
      const place = at === undefined ? {} : { at: at + cut.at }
      if (cut.text !== '') slices.push({ kind, text: cut.text, ...place })
    }
    begin = end
  }
  return slices
}

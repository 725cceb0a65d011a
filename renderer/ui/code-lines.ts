import type { JsonKind } from './json-text.ts'

/** A run of characters of one kind; colour follows from the kind. */
export interface Piece {
  kind: JsonKind | 'plain' | 'passed' | 'failed'
  text: string
  /** Where it stands in the text that was laid out, where that is known. */
  at?: number
}

/** One line of protocol data. `indent` counts characters. */
export interface Line {
  indent: number
  pieces: Piece[]
}

export const line = (indent: number, ...pieces: Piece[]): Line => ({ indent, pieces })
export const piece = (kind: Piece['kind'], text: string): Piece => ({ kind, text })

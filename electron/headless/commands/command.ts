import type { Command } from 'commander'
import { FlowError } from '../../core/failure.ts'

/** What a command may do to the outside: print its result, and say how it ended. */
export interface Io {
  /** Whether standard output belongs to one JSON document. */
  json: boolean
  /** Prints the result: the document with `--json`, else the text. */
  result(document: unknown, text: string): void
  /** A line for the person who waits; never on standard output. */
  note(line: string): void
  exit(code: number): void
}

/** Adds a command to the program. */
export type AddCommand = (program: Command, io: Io) => void

export function wholeNumber(option: string, { least, most }: { least: number; most: number }) {
  return (text: string): number => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new FlowError('input_invalid', `${option} takes a number from ${least} to ${most}.`)
  }
}

export const port = wholeNumber('--port', { least: 0, most: 65_535 })

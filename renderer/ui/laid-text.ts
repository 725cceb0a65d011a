import { type Line, type Piece, piece } from './code-lines.ts'

/** Text laid out in lines that are made when they are drawn, so that a megabyte costs no object for each of them. */
export interface LaidText {
  lines: number
  /** In characters. */
  indentOf(line: number): number
  /** Characters as drawn, without the indentation. */
  lengthOf(line: number): number
  /** A line from one character to another; each piece knows where it stands in the text. */
  pieces(line: number, from: number, to: number): Piece[]
}

/** How long work may go on before the screen has its turn, in milliseconds. */
const turn = 8
/** Characters between two looks at the clock. */
export const stride = 1 << 14

/**
 * Takes work that stops now and then to its end without holding up the screen. Null when it was given up.
 */
export async function inTurns<T>(
  work: Generator<void, T>,
  signal: AbortSignal,
  { now, pause }: Turns = turns,
): Promise<T | null> {
  let began = now()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (now() - began < turn) continue
    await pause()
    if (signal.aborted) return null
    began = now()
  }
}

interface Turns {
  now: () => number
  /** Waits for the next turn. */
  pause: () => Promise<void>
}

const turns: Turns = { now: () => performance.now(), pause: nextTurn }

/** A message, because timers are slowed down the deeper they are nested. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const done = () => {
      port1.close()
      resolve()
    }
    port1.addEventListener('message', done, { once: true })
    port1.start()
    port2.postMessage(null)
  })
}

/** The same at once, for what is small. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Text as it came, line by line. */
export function* layPlain(text: string): Generator<void, LaidText> {
  const starts = [0]
  let looked = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1)
    if (at - looked > stride) {
      looked = at
      yield
    }
  }
  const startOf = (line: number) => starts[line] ?? text.length
  const endOf = (line: number) => {
    if (line + 1 >= starts.length) return text.length
    const end = startOf(line + 1) - 1
    return end > startOf(line) && text[end - 1] === '\r' ? end - 1 : end
  }
  return {
    lines: starts.length,
    indentOf: () => 0,
    lengthOf: (line) => endOf(line) - startOf(line),
    pieces: (line, from, to) => {
      const cut = cutOf(text, startOf(line) + from, Math.min(startOf(line) + to, endOf(line)))
      return cut.text === '' ? [] : [{ ...piece('plain', cut.text), at: cut.at }]
    },
  }
}

const isTail = (code: number) => code >= 0xdc00 && code <= 0xdfff

/** A part of a text that leaves no half of a surrogate pair at either end: the half belongs to what is before it. */
export function cutOf(text: string, from: number, to: number): { text: string; at: number } {
  const at = isTail(text.charCodeAt(from)) ? from + 1 : from
  return { text: text.slice(at, isTail(text.charCodeAt(to)) ? to + 1 : to), at }
}

/** The whole as lines, for what is small. */
export function linesOf(laid: LaidText): Line[] {
  return Array.from({ length: laid.lines }, (_line, at) => ({
    indent: laid.indentOf(at),
    pieces: laid.pieces(at, 0, Infinity),
  }))
}

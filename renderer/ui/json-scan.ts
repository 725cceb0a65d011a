import { stride } from './laid-text.ts'

/** Lines of laid-out JSON: where each begins and ends in the text, and how it is drawn. */
export interface JsonLines {
  count: number
  /** Four numbers for each line: where it begins and ends, its depth, and its characters as drawn. */
  numbers: Int32Array
}

export const numbersOfLine = 4

/** Lists up to this many characters stay on one line. */
const shortEnough = 56

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end' | 'end'

const space = /[ \t\n\r]*/y
/** Numbers and words; RFC 8259 sections 3 and 6. */
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

/**
 * Reads JSON (RFC 8259) and says where its lines are to be broken. Works on the text and not on parsed values: digits,
 * order and repeated members stay as they were sent. Null when the text is no JSON; with `cut`, the text may end anywhere.
 */
export function* scanJson(text: string, cut = false): Generator<void, JsonLines | null> {
  const lines = new Lines(text)
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let looked = 0
  for (let at = skip(text, 0); at < text.length;) {
    if (at - looked > stride) {
      looked = at
      yield
    }
    const end = tokenEnd(text, at)
    if (end === null) {
      if (!cut || !isCutOff(text, at)) return null
      lines.add(at, text.length)
      return lines.done()
    }
    const next = after(expected, text[at] ?? '', open)
    if (next === null) return null
    expected = next
    lines.place(at, end)
    at = skip(text, end)
  }
  return expected === 'end' || (cut && lines.begun) ? lines.done() : null
}

/** Tokens in, lines out. */
class Lines {
  begun = false
  readonly #text: string
  #count = 0
  /** A list of numbers would stop the work for a while whenever it grows. */
  #numbers = new Int32Array(1024)
  #start = -1
  #end = 0
  #length = 0
  #depth = 0
  /** Where the list ends that stands on one line; -1 outside of one. */
  #inlineEnd = -1

  constructor(text: string) {
    this.#text = text
  }

  place(at: number, end: number): void {
    const isInline = this.#inlineEnd >= 0
    switch (this.#text.charAt(at)) {
      case '{':
      case '[':
        this.add(at, end)
        if (!isInline) this.#inlineEnd = inlineUntil(this.#text, at)
        if (this.#inlineEnd < 0) this.#break(1)
        return
      case '}':
      case ']':
        if (!isInline) this.#break(-1)
        this.add(at, end)
        if (at === this.#inlineEnd) this.#inlineEnd = -1
        return
      case ',':
        this.add(at, end, isInline ? 1 : 0)
        if (!isInline) this.#break(0)
        return
      case ':':
        return this.add(at, end, 1)
      default:
        this.add(at, end)
    }
  }

  /** `spaces`: how many the layout adds behind it. */
  add(start: number, end: number, spaces = 0): void {
    this.begun = true
    if (this.#start < 0) this.#start = start
    this.#end = end
    this.#length += end - start + spaces
  }

  #break(by: 1 | 0 | -1): void {
    if (this.#start >= 0) {
      const at = this.#count++ * numbersOfLine
      if (at === this.#numbers.length) {
        const grown = new Int32Array(at * 2)
        grown.set(this.#numbers)
        this.#numbers = grown
      }
      this.#numbers[at] = this.#start
      this.#numbers[at + 1] = this.#end
      this.#numbers[at + 2] = this.#depth
      this.#numbers[at + 3] = this.#length
    }
    this.#start = -1
    this.#length = 0
    this.#depth += by
  }

  done(): JsonLines {
    this.#break(0)
    return { count: this.#count, numbers: this.#numbers }
  }
}

export function skip(text: string, at: number): number {
  space.lastIndex = at
  space.test(text)
  return space.lastIndex
}

/** Where the token ends that begins here; null where none does. */
export function tokenEnd(text: string, at: number): number | null {
  const first = text[at] ?? ''
  if ('{}[],:'.includes(first)) return at + 1
  if (first === '"') return stringEnd(text, at)
  scalar.lastIndex = at
  return scalar.test(text) ? scalar.lastIndex : null
}

/** By hand: an expression would run out of stack on a megabyte of escapes. */
function stringEnd(text: string, at: number): number | null {
  for (let index = at + 1; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x22) return index + 1
    if (code < 0x20) return null
    if (code !== 0x5c) continue
    escaped.lastIndex = index
    if (!escaped.test(text)) return null
    index = escaped.lastIndex - 1
  }
  return null
}

/** Whether what stands here could be the beginning of a token. */
function isCutOff(text: string, at: number): boolean {
  const rest = text.slice(at)
  if (rest.startsWith('"')) return !/[\n\r]/.test(rest)
  return (
    /^-?[\d.eE+-]*$/.test(rest) || ['true', 'false', 'null'].some((word) => word.startsWith(rest))
  )
}

/** What may come after a token; null where the token itself may not come. */
function after(expected: Expected, token: string, open: ('{' | '[')[]): Expected | null {
  const isValue = expected === 'value' || expected === 'value-or-end'
  const isName = expected === 'name' || expected === 'name-or-end'
  switch (token) {
    case '{':
    case '[':
      if (!isValue) return null
      open.push(token)
      return token === '{' ? 'name-or-end' : 'value-or-end'
    case '}':
    case ']': {
      const ends = expected === 'comma-or-end' || expected.endsWith('-or-end')
      if (!ends || open.pop() !== (token === '}' ? '{' : '[')) return null
      return open.length > 0 ? 'comma-or-end' : 'end'
    }
    case ',':
      if (expected !== 'comma-or-end') return null
      return open.at(-1) === '{' ? 'name' : 'value'
    case ':':
      return expected === 'colon' ? 'value' : null
    case '"':
      if (isName) return 'colon'
      break
    default:
  }
  if (!isValue) return null
  return open.length > 0 ? 'comma-or-end' : 'end'
}

/** Where an empty object or a short list of plain values ends; -1 where it has to be laid out. */
function inlineUntil(text: string, start: number): number {
  let at = skip(text, start + 1)
  if (text[start] === '{') return text[at] === '}' ? at : -1
  let length = 1
  while (at < text.length && length <= shortEnough) {
    const first = text[at] ?? ''
    if (first === '{' || first === '[') return -1
    if (first === ']') return length + 1 <= shortEnough ? at : -1
    const end = first === '"' ? shortStringEnd(text, at) : tokenEnd(text, at)
    if (end === null) return -1
    length += end - at
    at = skip(text, end)
  }
  return -1
}

/** A string that is too long for one line is not read to its end a second time. */
function shortStringEnd(text: string, at: number): number | null {
  const end = stringEnd(text.slice(at, at + shortEnough), 0)
  return end === null ? null : at + end
}

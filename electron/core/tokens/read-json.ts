/*
 * A JSON reader (RFC 8259) that tells what JSON.parse hides: members that occur twice and numbers that a
 * JavaScript number cannot hold. Tokens are hostile text, so its depth is limited and nothing in it throws
 * past `readJson`.
 */

export type Json = string | number | boolean | null | Json[] | { [member: string]: Json }

export type JsonReading =
  /** `oddities` are sentences without their subject: `names sub twice: ...`. */
  { value: Json; oddities: string[] } | { problem: string }

/** The same for a text that a person edits: where, and no value of it. */
export type PlacedReading =
  | { value: Json; places: OddPlace[] }
  /** `at` is the index of the first character that does not fit. */
  | { problem: string; at: number }

/** What was found where, without any value: an index of a list is a text here. */
export interface OddPlace {
  kind: 'repeated' | 'rounded' | 'only-a-name'
  path: string[]
}

const depthLimit = 100
const oddityLimit = 20

/** Reads one JSON text. Of duplicate members the last one counts, as in JSON.parse. */
export function readJson(text: string): JsonReading {
  const reading = read(text)
  if ('problem' in reading) return { problem: reading.problem }
  return { value: reading.value, oddities: reading.oddities }
}

export function readJsonPlaces(text: string): PlacedReading {
  const reading = read(text)
  if ('problem' in reading) return reading
  return { value: reading.value, places: reading.places }
}

function read(
  text: string,
): { value: Json; oddities: string[]; places: OddPlace[] } | { problem: string; at: number } {
  const cursor: Cursor = { text, at: 0, path: [], oddities: [], places: [] }
  try {
    const value = readValue(cursor)
    skipBlanks(cursor)
    if (cursor.at < text.length) throw new Unreadable('has text after its end')
    const { oddities, places } = cursor
    return { value, oddities, places }
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { problem: thrown.message, at: cursor.at }
    throw thrown
  }
}

class Unreadable extends Error {}

interface Cursor {
  text: string
  at: number
  /** Names and indexes of what is being read: its length is the depth. */
  path: string[]
  oddities: string[]
  places: OddPlace[]
}

const blanks = /[ \t\r\n]*/y
const literal = /true|false|null/y
const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y

function readValue(cursor: Cursor): Json {
  if (cursor.path.length > depthLimit)
    throw new Unreadable(`is nested deeper than ${depthLimit} levels`)
  skipBlanks(cursor)
  const first = cursor.text[cursor.at]
  if (first === '{') return readObject(cursor)
  if (first === '[') return readArray(cursor)
  if (first === '"') return readString(cursor)
  const found = readLiteral(cursor)
  return found === undefined ? readNumber(cursor) : found
}

function readObject(cursor: Cursor): Json {
  // A Map first: names such as __proto__ and constructor are members like any other.
  const members = new Map<string, Json>()
  const firsts = new Map<string, Json>()
  readItems(cursor, '}', () => {
    if (cursor.text[cursor.at] !== '"') throw new Unreadable('is not JSON')
    const name = readString(cursor)
    skipBlanks(cursor)
    if (cursor.text[cursor.at] !== ':') throw new Unreadable('is not JSON')
    cursor.at += 1
    cursor.path.push(name)
    const value = readValue(cursor)
    const earlier = members.get(name)
    if (earlier !== undefined && !firsts.has(name)) firsts.set(name, earlier)
    members.set(name, value)
    if (name === '__proto__')
      note(
        cursor,
        'only-a-name',
        [],
        () => `has a member ${where(cursor)}, which is only a name here`,
      )
    cursor.path.pop()
  })
  for (const [name, first] of firsts)
    note(
      cursor,
      'repeated',
      [name],
      () =>
        `names ${where(cursor, name)} more than once: first ${brief(first)}, last ${brief(members.get(name) ?? null)}; the last one is shown, other readers may take the first`,
    )
  return Object.fromEntries(members)
}

function readArray(cursor: Cursor): Json {
  const items: Json[] = []
  readItems(cursor, ']', () => {
    cursor.path.push(String(items.length))
    items.push(readValue(cursor))
    cursor.path.pop()
  })
  return items
}

/** What stands between the brackets, separated by commas. */
function readItems(cursor: Cursor, end: '}' | ']', readItem: () => void): void {
  cursor.at += 1
  skipBlanks(cursor)
  if (cursor.text[cursor.at] === end) {
    cursor.at += 1
    return
  }
  for (;;) {
    skipBlanks(cursor)
    readItem()
    skipBlanks(cursor)
    const next = cursor.text[cursor.at]
    if (next !== end && next !== ',') throw new Unreadable('is not JSON')
    cursor.at += 1
    if (next === end) return
  }
}

function readString(cursor: Cursor): string {
  const { text, at } = cursor
  let end = at
  do {
    end = text.indexOf('"', end + 1)
    if (end === -1) throw new Unreadable('is cut off inside a text')
  } while (isEscaped(text, end))
  try {
    const read = JSON.parse(text.slice(at, end + 1)) as string
    cursor.at = end + 1
    return read
  } catch {
    // A control character or an unknown escape.
    throw new Unreadable('is not JSON')
  }
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

function readLiteral(cursor: Cursor): Json | undefined {
  const found = match(literal, cursor)?.[0]
  if (found === undefined) return undefined
  return found === 'null' ? null : found === 'true'
}

function readNumber(cursor: Cursor): Json {
  const found = match(number, cursor)
  if (found === null) throw new Unreadable('is not JSON')
  const [digits, fraction, exponent] = found
  const value = Number(digits)
  const integer = fraction === undefined && exponent === undefined
  const exact = integer ? Number.isSafeInteger(value) : Number.isFinite(value)
  if (exact) return value
  note(
    cursor,
    'rounded',
    [],
    () =>
      `has the number ${brief(digits)} at ${where(cursor)}, which most programs round; it is shown as text`,
  )
  return digits
}

function match(pattern: RegExp, cursor: Cursor): RegExpExecArray | null {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)
  if (found !== null) cursor.at = pattern.lastIndex
  return found
}

function skipBlanks(cursor: Cursor): void {
  match(blanks, cursor)
}

/** The sentence is built only while there is room, because a hostile text has oddities without end. */
function note(cursor: Cursor, kind: OddPlace['kind'], below: string[], oddity: () => string): void {
  if (cursor.oddities.length >= oddityLimit) return
  cursor.oddities.push(oddity())
  cursor.places.push({ kind, path: [...cursor.path, ...below] })
}

function where(cursor: Cursor, name?: string): string {
  const path = name === undefined ? cursor.path : [...cursor.path, name]
  return shorten(path.join('.'))
}

function brief(value: Json): string {
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object'
  return shorten(typeof value === 'string' ? value : String(value))
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}

import type { Json } from '../tokens/read-json.ts'

/*
 * The value in `jsonencode({ ... })` of a Terraform file (HCL native syntax, expressions): objects, lists, texts,
 * numbers. What Terraform would have to work out first stands in the answer as an empty text.
 */

export interface TerraformReading {
  value: Json
  /** What could not be worked out, by its place: `default.client_secret` -> `var.secret`. */
  unresolved: { path: string; expression: string }[]
}

const depthLimit = 50

interface Cursor {
  text: string
  at: number
  path: (string | number)[]
  unresolved: TerraformReading['unresolved']
}

/** Reads the expression that begins at an index; null where it is none. Never throws. */
export function readTerraformValue(text: string, at: number): TerraformReading | null {
  const cursor: Cursor = { text, at, path: [], unresolved: [] }
  const value = readValue(cursor)
  return value === undefined ? null : { value, unresolved: cursor.unresolved }
}

/** Undefined where the text ends early or is nested too deeply. */
function readValue(cursor: Cursor): Json | undefined {
  if (cursor.path.length > depthLimit) return undefined
  skip(cursor)
  if (take(cursor, /\{/y)) return readObject(cursor)
  if (take(cursor, /\[/y)) return readList(cursor)
  const quoted = take(cursor, /"([^"\\]*(?:\\.[^"\\]*)*)"(?=\s*(?:[,}\])\r\n#/]|$))/sy)
  if (quoted) return readText(cursor, quoted[1] ?? '')
  const heredoc = take(cursor, /<<-?\s*(\w+)\r?\n(.*?)\r?\n[ \t]*\1\b/sy)
  if (heredoc) return readText(cursor, heredoc[2] ?? '')
  // One without end would be looked for again and again.
  if (take(cursor, /<</y)) return undefined
  const plain = take(
    cursor,
    /(true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*(?:[,}\])\r\n#/]|$))/y,
  )
  if (plain) return JSON.parse(plain[1]?.replace(/^(-?)0+(?=\d)/, '$1') ?? 'null') as Json
  return readExpression(cursor)
}

function readObject(cursor: Cursor): Json | undefined {
  const members = new Map<string, Json>()
  for (;;) {
    skip(cursor)
    if (take(cursor, /\}/y)) return Object.fromEntries(members)
    if (take(cursor, /,/y)) continue
    const name = take(cursor, /"([^"\\]*(?:\\.[^"\\]*)*)"|([\w-]+)|\(([^()]*)\)/sy)
    skip(cursor)
    if (!name || !take(cursor, /=|:/y)) return undefined
    cursor.path.push(name[1] ?? name[2] ?? name[3] ?? '')
    const value = readValue(cursor)
    if (value === undefined) return undefined
    members.set(String(cursor.path.pop()), value)
  }
}

function readList(cursor: Cursor): Json | undefined {
  const items: Json[] = []
  for (;;) {
    skip(cursor)
    if (take(cursor, /\]/y)) return items
    if (take(cursor, /,/y)) continue
    cursor.path.push(items.length)
    const item = readValue(cursor)
    cursor.path.pop()
    if (item === undefined) return undefined
    items.push(item)
  }
}

function readText(cursor: Cursor, raw: string): Json {
  // `$${` is a plain `${`.
  if (/(?<!\$)\$\{/.test(raw)) return unresolved(cursor, raw)
  const text = raw.replaceAll('$${', '${')
  try {
    return JSON.parse(`"${text.replaceAll('\n', String.raw`\n`).replaceAll('\r', '')}"`) as string
  } catch {
    // A heredoc has quotation marks and no escapes.
    return text
  }
}

/** Whatever else it is, up to where the next member begins. */
function readExpression(cursor: Cursor): Json | undefined {
  const start = cursor.at
  let open = 0
  for (; cursor.at < cursor.text.length; cursor.at += 1) {
    const sign = cursor.text[cursor.at] ?? ''
    if (open === 0 && /[,\n}\])]/.test(sign)) break
    if ('([{'.includes(sign)) open += 1
    if (')]}'.includes(sign)) open -= 1
  }
  const expression = cursor.text.slice(start, cursor.at).trim()
  return expression === '' ? undefined : unresolved(cursor, expression)
}

function unresolved(cursor: Cursor, expression: string): string {
  // Only a plain reference is repeated: another one may hold part of a secret.
  const reference = /^[a-z]\w*(?:\.[\w-]+|\[\w+\])*$/i.exec(expression.slice(0, 80))?.[0]
  cursor.unresolved.push({
    path: cursor.path.join('.'),
    expression: reference ?? 'an expression',
  })
  return ''
}

/** Blanks and comments. */
function skip(cursor: Cursor): void {
  take(cursor, /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*.*?\*\/)*/sy)
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)
  if (found) cursor.at = pattern.lastIndex
  return found
}

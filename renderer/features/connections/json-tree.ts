import type { DocumentPath } from '../../../shared/connection-form.ts'

/* JSON with the place of every value in its text, so that one member can be changed and the rest left alone. Pure. */

export interface JsonNode {
  kind: 'object' | 'array' | 'string' | 'number' | 'word'
  from: number
  to: number
  members: JsonMember[]
  items: JsonNode[]
}

export interface JsonMember {
  name: string
  /** Where the name begins. */
  from: number
  value: JsonNode
}

export interface JsonError {
  at: number
  /** What stands there, and what should. */
  message: string
}

export type JsonTree = { root: JsonNode; error: null } | { root: null; error: JsonError }

/** Deeper is no connection, and would exhaust the stack. */
const deepest = 200

const blank = /[ \t\n\r]*/y
// A string holds no character below U+0020 (RFC 8259 section 7).
// oxlint-disable-next-line no-control-regex
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const wordPattern = /true|false|null/y

class Refusal extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

export function parseTree(text: string): JsonTree {
  try {
    const first = skip(text, 0)
    const root = readValue(text, first, 0)
    const end = skip(text, root.to)
    if (end < text.length) throw new Refusal(end, 'Something follows the end of the document.')
    return { root, error: null }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return { root: null, error: { at: thrown.at, message: thrown.message } }
  }
}

function skip(text: string, at: number): number {
  blank.lastIndex = at
  return at + (blank.exec(text)?.[0].length ?? 0)
}

function readValue(text: string, from: number, depth: number): JsonNode {
  if (depth > deepest) throw new Refusal(from, 'This is nested too deep.')
  const first = text.charAt(from)
  switch (first) {
    case '{':
      return readObject(text, from, depth)
    case '[':
      return readArray(text, from, depth)
    case '"':
      return leaf('string', from, readString(text, from))
    default: {
      const word = match(wordPattern, text, from)
      if (word) return leaf('word', from, from + word.length)
      const number = match(numberPattern, text, from)
      if (number) return leaf('number', from, from + number.length)
      throw new Refusal(
        from,
        from >= text.length ? 'The document ends here.' : 'A value is missing.',
      )
    }
  }
}

function readObject(text: string, from: number, depth: number): JsonNode {
  const members: JsonMember[] = []
  let at = skip(text, from + 1)
  while (text[at] !== '}') {
    if (members.length > 0) at = skip(text, expect(text, at, ',', 'A comma or } is missing.'))
    if (text[at] !== '"') throw new Refusal(at, 'A member name in double quotes is missing.')
    const end = readString(text, at)
    const name = String(JSON.parse(text.slice(at, end)))
    const colon = expect(text, skip(text, end), ':', `A colon is missing after "${name}".`)
    const value = readValue(text, skip(text, colon), depth + 1)
    members.push({ name, from: at, value })
    at = skip(text, value.to)
  }
  return { kind: 'object', from, to: at + 1, members, items: [] }
}

function readArray(text: string, from: number, depth: number): JsonNode {
  const items: JsonNode[] = []
  let at = skip(text, from + 1)
  while (text[at] !== ']') {
    if (items.length > 0) at = skip(text, expect(text, at, ',', 'A comma or ] is missing.'))
    const item = readValue(text, at, depth + 1)
    items.push(item)
    at = skip(text, item.to)
  }
  return { kind: 'array', from, to: at + 1, members: [], items }
}

function readString(text: string, from: number): number {
  const found = match(stringPattern, text, from)
  if (!found)
    throw new Refusal(from, 'This text has no end, or holds a character that must be escaped.')
  return from + found.length
}

function expect(text: string, at: number, character: string, message: string): number {
  if (text[at] !== character) throw new Refusal(at, message)
  return at + 1
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const leaf = (kind: JsonNode['kind'], from: number, to: number): JsonNode => ({
  kind,
  from,
  to,
  members: [],
  items: [],
})

/** Of members of the same name the last one counts, as for every parser. */
export function memberOf(node: JsonNode, name: string | number): JsonMember | undefined {
  return node.kind === 'object'
    ? node.members.findLast((member) => member.name === String(name))
    : undefined
}

export function childOf(node: JsonNode, name: string | number): JsonNode | undefined {
  if (node.kind === 'array') return typeof name === 'number' ? node.items[name] : undefined
  return memberOf(node, name)?.value
}

export function nodeAt(root: JsonNode, path: DocumentPath): JsonNode | undefined {
  let node: JsonNode | undefined = root
  for (const name of path) node = node && childOf(node, name)
  return node
}

/** A whole member, its name included; of something that is not there, the nearest thing around it. */
export function rangeOf(root: JsonNode, path: DocumentPath): { from: number; to: number } {
  let node = root
  let { from, to } = root
  for (const name of path) {
    const child = childOf(node, name)
    if (!child) break
    from = memberOf(node, name)?.from ?? child.from
    to = child.to
    node = child
  }
  return { from, to }
}

/** The path of the innermost member or item that the offset stands in. */
export function pathAt(root: JsonNode, offset: number): DocumentPath {
  const path: DocumentPath = []
  let node: JsonNode | undefined = root
  while (node) {
    const member: JsonMember | undefined = node.members.find(
      ({ from, value }) => from <= offset && offset <= value.to,
    )
    const index: number = node.items.findIndex(({ from, to }) => from <= offset && offset <= to)
    if (member) path.push(member.name)
    else if (index >= 0) path.push(index)
    node = member?.value ?? node.items[index]
  }
  return path
}

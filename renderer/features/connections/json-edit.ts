import type { DocumentPath, Field } from '../../../shared/connection-form.ts'
import { childOf, type JsonNode, nodeAt, parseTree } from './json-tree.ts'

/* Changes of single members in a JSON text. What is not touched keeps every character. Pure. */

export type Json = Field['fallback']

/** Replaces `from` to `to` by `insert`. */
export interface TextEdit {
  from: number
  to: number
  insert: string
}

export const applyEdit = (text: string, { from, to, insert }: TextEdit): string =>
  text.slice(0, from) + insert + text.slice(to)

/**
 * Writes a value; objects on the way to it that are missing are made. Null when the text is no JSON, or the path
 * leads past the end of an array.
 */
export function setAt(text: string, path: DocumentPath, value: Json): TextEdit | null {
  const { root } = parseTree(text)
  if (!root) return null
  let node = root
  for (const [depth, name] of path.entries()) {
    const child = childOf(node, name)
    if (child) {
      node = child
      continue
    }
    const rest = nested(path.slice(depth + 1), value)
    if (node.kind === 'object') return addMember(text, node, { name: String(name), value: rest })
    if (node.kind !== 'array') return replace(text, node, nested(path.slice(depth), value))
    return name === node.items.length ? addItem(text, node, rest) : null
  }
  return replace(text, node, value)
}

/** Takes a member or an item out, with its comma. Null when it is not there. */
export function removeAt(text: string, path: DocumentPath): TextEdit | null {
  const { root } = parseTree(text)
  const name = path.at(-1)
  const parent = root && nodeAt(root, path.slice(0, -1))
  const gone = parent && name !== undefined ? childOf(parent, name) : undefined
  if (!parent || !gone) return null
  const parts = partsOf(parent)
  const at = parts.findIndex(({ value }) => value === gone)
  const [before, part, after] = [parts[at - 1], parts[at], parts[at + 1]]
  if (!part) return null
  if (after) return { from: part.from, to: after.from, insert: '' }
  if (before) return { from: before.value.to, to: gone.to, insert: '' }
  return { from: parent.from + 1, to: parent.to - 1, insert: '' }
}

function nested(path: DocumentPath, value: Json): Json {
  return path.reduceRight<Json>(
    // Not assigned, so that a member named __proto__ stays a member.
    (inner, name) => Object.fromEntries([[String(name), inner]]),
    value,
  )
}

interface Part {
  from: number
  value: JsonNode
}

const partsOf = (node: JsonNode): Part[] =>
  node.kind === 'array' ? node.items.map((value) => ({ from: value.from, value })) : node.members

function replace(text: string, node: JsonNode, value: Json): TextEdit {
  const broad = text.includes('\n')
  const insert = broad ? spread(value, indentAt(text, node.from), unitOf(text)) : compact(value)
  return { from: node.from, to: node.to, insert }
}

function addMember(
  text: string,
  node: JsonNode,
  { name, value }: { name: string; value: Json },
): TextEdit {
  return add(text, node, (indent) =>
    indent === null
      ? `${JSON.stringify(name)}: ${compact(value)}`
      : `${JSON.stringify(name)}: ${spread(value, indent, unitOf(text))}`,
  )
}

function addItem(text: string, node: JsonNode, value: Json): TextEdit {
  return add(text, node, (indent) =>
    indent === null ? compact(value) : spread(value, indent, unitOf(text)),
  )
}

/** Behind the last part, laid out as the parts before it. `write` gets null where all stand on one line. */
function add(text: string, node: JsonNode, write: (indent: string | null) => string): TextEdit {
  const parts = partsOf(node)
  const last = parts.at(-1)
  if (last) {
    const onOwnLine = text.slice(node.from, last.from).includes('\n')
    const indent = onOwnLine ? indentAt(text, last.from) : null
    const insert = indent === null ? `, ${write(null)}` : `,\n${indent}${write(indent)}`
    return { from: last.value.to, to: last.value.to, insert }
  }
  const isWhole = text.trim() === text.slice(node.from, node.to).trim()
  const broad = isWhole || text.includes('\n')
  const outer = indentAt(text, node.from)
  const inner = outer + unitOf(text)
  const insert = broad ? `\n${inner}${write(inner)}\n${outer}` : write(null)
  return { from: node.from + 1, to: node.to - 1, insert }
}

/** White space before the line that the offset stands in. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
}

/** One step of indentation as the document has it. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  '
}

const compact = (value: Json): string => JSON.stringify(value)

const spread = (value: Json, indent: string, unit: string): string =>
  JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`)

/** Removes a member, and the objects around it that this leaves empty as long as `mayGo` allows. */
export function pruneAt(
  text: string,
  path: DocumentPath,
  mayGo: (path: DocumentPath) => boolean,
): string {
  const edit = removeAt(text, path)
  if (!edit) return text
  const shorter = applyEdit(text, edit)
  const parent = path.slice(0, -1)
  const { root } = parseTree(shorter)
  const left = root && nodeAt(root, parent)
  const isEmpty = left?.kind === 'object' && left.members.length === 0
  return isEmpty && parent.length > 0 && mayGo(parent) ? pruneAt(shorter, parent, mayGo) : shorter
}

import { type Connection, connectionSchema } from '../../../shared/connection.ts'
import { FlowError } from '../failure.ts'

/** Far more than any connection has; what walks a document afterwards may then call itself for each level. */
const deepest = 100

/**
 * A connection from its JSON text. Throws `connection_invalid` with one sentence that names the path of the
 * first problem, such as `emporix.tenant`, and how many more there are.
 */
export function parseConnection(text: string, source: string): Connection {
  const json = parseJson(text.replace(/^\uFEFF/, ''), source)
  const tooDeep = pathBelow(json, deepest)
  if (tooDeep) {
    const path = pathText(tooDeep.slice(0, 3))
    throw invalid(`${source}: ${path}: is nested more than ${deepest} levels deep.`, path)
  }
  const parsed = connectionSchema.safeParse(json)
  if (parsed.success) return parsed.data
  throw problem(parsed.error.issues, source)
}

/**
 * A stored connection without the members that this version does not know, which a newer one may have written.
 * Throws `connection_invalid` like `parseConnection`.
 */
export function readConnection(document: unknown, source: string): Connection {
  let known = document
  for (;;) {
    const parsed = connectionSchema.safeParse(known)
    if (parsed.success) return parsed.data
    const unknown = parsed.error.issues.filter((issue) => issue.code === 'unrecognized_keys')
    if (unknown.length === 0) throw problem(parsed.error.issues, source)
    known = structuredClone(known)
    for (const { path, keys } of unknown) remove(known, path, keys)
  }
}

function remove(document: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  let place = document
  for (const part of path) {
    if (typeof place !== 'object' || place === null) return
    place = Reflect.get(place, part)
  }
  if (typeof place !== 'object' || place === null) return
  for (const key of keys) Reflect.deleteProperty(place, key)
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // The parser's message quotes the text, which may hold secrets; only the place is told.
    const said = String(cause)
    const place = /line \d+ column \d+/.exec(said) ?? /position \d+/.exec(said) ?? ['its end']
    throw new FlowError(
      'connection_invalid',
      `${source} is not JSON (at ${place[0]}); see the schema with: schema connection.`,
    )
  }
}

type Issue = {
  code: string
  message: string
  path: PropertyKey[]
  keys?: unknown
  minimum?: unknown
  options?: unknown
}

function problem([issue, ...others]: readonly Issue[], source: string): FlowError {
  const path = pathText(issue?.path ?? [])
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  return invalid(`${source}: ${path || 'the document'}: ${sentence(issue)}${more}.`, path)
}

const invalid = (message: string, path: string) =>
  new FlowError('connection_invalid', message, { path })

/** What is wrong with a member, to be read after its path. */
export function sentence(issue: Issue | undefined): string {
  if (!issue) return 'is malformed'
  if (issue.code === 'too_small' && issue.minimum === 1) return 'is empty'
  if (issue.code === 'invalid_union' && Array.isArray(issue.options)) {
    return `must be one of ${issue.options.join(', ')}`
  }
  if (issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)) {
    return `has unknown members: ${issue.keys.join(', ')}`
  }
  if (issue.message.endsWith('received undefined')) return 'is missing'
  return issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '')
}

/** `['list', 0, 'name']` -> `list[0].name` */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${String(part)}`))
    .join('')
}

/** The way to something that is more than `levels` deep, or null. */
function pathBelow(value: unknown, levels: number): PropertyKey[] | null {
  if (typeof value !== 'object' || value === null) return null
  if (levels === 0) return []
  for (const [key, member] of Object.entries(value)) {
    const path = pathBelow(member, levels - 1)
    if (path) return [Array.isArray(value) ? Number(key) : key, ...path]
  }
  return null
}

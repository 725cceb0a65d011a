import { type Connection, connectionSchema } from '../../../shared/connection.ts'
import { FlowError } from '../failure.ts'

/**
 * A connection from its JSON text. Throws `connection_invalid` with one sentence that names the path of the
 * first problem, such as `emporix.tenant`, and how many more there are.
 */
export function parseConnection(text: string, source: string): Connection {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    // The parser's message quotes the text, which may hold secrets; only the place is told.
    const place = /line \d+ column \d+|position \d+/.exec(String(cause))?.[0]
    throw new FlowError(
      'connection_invalid',
      `${source} is not JSON${place ? ` (at ${place})` : ''}; see the schema with: schema connection.`,
    )
  }
  const parsed = connectionSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue, ...others] = parsed.error.issues
  const path = pathText(issue?.path ?? [])
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  const where = path ? `${source}: ${path}` : source
  throw new FlowError('connection_invalid', `${where}: ${sentence(issue)}${more}.`, { path })
}

type Issue = { code: string; message: string; keys?: unknown }

function sentence(issue: Issue | undefined): string {
  if (!issue) return 'is malformed'
  if (issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)) {
    return `has unknown members: ${issue.keys.join(', ')}`
  }
  if (issue.message.endsWith('received undefined')) return 'is missing'
  return issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '')
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${String(part)}`))
    .join('')
}

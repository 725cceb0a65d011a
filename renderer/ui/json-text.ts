import { line, type Line, type Piece } from './code-lines.ts'

export type JsonKind = 'name' | 'string' | 'number' | 'word' | 'punct'

interface Token {
  kind: JsonKind
  text: string
}

const tokenPattern = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g

/** Lists and objects up to this length stay on one line. */
const shortEnough = 56

/**
 * Lays JSON out in lines, from the text and not from parsed values: number digits, order and repeated members
 * stay as they were sent. Null when the text is no JSON.
 */
export function layoutJson(text: string): Line[] | null {
  if (!isJson(text)) return null
  const tokens = tokensOf(text)
  const ends = closings(tokens)
  const lines: Line[] = []
  let current: Piece[] = []
  let depth = 0
  const flush = (indent: number) => {
    if (current.length > 0) lines.push(line(indent * 2, ...current))
    current = []
  }
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (!token) break
    switch (token.text) {
      case '{':
      case '[': {
        const inline = inlineUntil(tokens, index, ends.get(index) ?? index)
        if (inline) {
          current.push(...inline)
          index = ends.get(index) ?? index
          break
        }
        current.push(token)
        flush(depth)
        depth++
        break
      }
      case '}':
      case ']':
        flush(depth)
        depth--
        current.push(token)
        break
      case ',':
        current.push(token)
        flush(depth)
        break
      case ':':
        current.push(token, { kind: 'punct', text: ' ' })
        break
      default:
        current.push(token)
    }
  }
  flush(depth)
  return lines
}

function isJson(text: string): boolean {
  if (!/^\s*[{["\-\dtfn]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    // Not JSON, or nested too deep: then it is shown as it is.
    return false
  }
}

function tokensOf(text: string): Token[] {
  const found = text.match(tokenPattern) ?? []
  return found.map((token, index) => ({ kind: kindOf(token, found[index + 1]), text: token }))
}

function kindOf(token: string, following: string | undefined): JsonKind {
  if (token.startsWith('"')) return following === ':' ? 'name' : 'string'
  if (/^[{}[\],:]$/.test(token)) return 'punct'
  return /^[tfn]/.test(token) ? 'word' : 'number'
}

/** Where each bracket is closed. */
function closings(tokens: Token[]): Map<number, number> {
  const ends = new Map<number, number>()
  const open: number[] = []
  for (const [index, { text }] of tokens.entries()) {
    if (text === '{' || text === '[') open.push(index)
    if (text === '}' || text === ']') ends.set(open.pop() ?? index, index)
  }
  return ends
}

/** A list of plain values that fits on one line, or an empty object; null otherwise. */
function inlineUntil(tokens: Token[], start: number, end: number): Piece[] | null {
  if (tokens[start]?.text === '{') return end === start + 1 ? tokens.slice(start, end + 1) : null
  if (end - start > shortEnough) return null
  const inside = tokens.slice(start, end + 1)
  const nested = inside.slice(1).some(({ text }) => text === '{' || text === '[')
  const length = inside.reduce((sum, { text }) => sum + text.length, 0)
  if (nested || length > shortEnough) return null
  return inside.map((token) => (token.text === ',' ? { ...token, text: ', ' } : token))
}

import type { Field } from '../../../shared/connection-form.ts'
import type { Json } from './json-edit.ts'

/* Values of the document as text in a field, and back. Pure. */

export function textOf(value: Json | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What is no number stays as it was typed, and the analysis says so. */
export const numberOf = (text: string): Json =>
  /^-?\d{1,15}(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** What holds when nothing is said; empty where nothing does. */
export function fallbackWords({ fallback, kind, options }: Field): string {
  if (fallback === null) return ''
  if (Array.isArray(fallback) && kind === 'lines') return fallback.map(textOf).join(', ')
  if (typeof fallback === 'boolean') return fallback ? 'on' : 'off'
  return options.find(({ value }) => value === fallback)?.label ?? textOf(fallback)
}

/** A part of a document, as if it stood at the beginning of a line. */
export function dedent(source: string): string {
  const [first = '', ...rest] = source.split('\n')
  const indents = rest
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0)
  const common = Math.min(...indents)
  return [first, ...rest.map((line) => line.slice(common))].join('\n')
}

/** Objects and lists as such, so that a key set can be pasted; everything else is text. */
export function parsedOr(text: string): Json {
  if (!/^\s*[{[]/.test(text)) return text
  try {
    return JSON.parse(text) as Json
  } catch {
    // Not finished, or a text that begins with a bracket.
    return text
  }
}

import { isObject } from '../tokens/compact.ts'
import { readJson } from '../tokens/read-json.ts'

/* What an answer says to a person: for showing, never for deciding. Pure. */

const mostLines = 4
const widest = 200
/** Beyond that no page says what is wrong. */
const mostRead = 64 * 1024

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
  '#x27': "'",
  '#34': '"',
}
const telling = /redirect|client|invalid|error|parameter|request|denied|unknown|not found/i

/** The members of an OAuth error, or the lines of a page without its markup, the telling ones first. */
export function readableText(body: string): string[] {
  const text = body.slice(0, mostRead)
  const reading = /^\s*\{/.test(text) ? readJson(text) : { problem: 'none' }
  const lines =
    'value' in reading && isObject(reading.value)
      ? Object.entries(reading.value)
          .filter(([, value]) => typeof value !== 'object')
          .map(
            ([name, value]) =>
              `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
          )
      : linesOf(text.includes('<') ? withoutMarkup(text) : text)
  const first = lines.filter((line) => telling.test(line))
  return [...(first.length > 0 ? first : lines)].slice(0, mostLines).map(shortened)
}

const shortened = (line: string) => (line.length > widest ? `${line.slice(0, widest)} …` : line)

function linesOf(text: string): string[] {
  const lines = text
    .replaceAll(
      /&([a-z]{2,5}|#x?\d{1,5});/gi,
      (all, name: string) => entities[name.toLowerCase()] ?? all,
    )
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
  return [...new Set(lines.filter(Boolean))]
}

/** What never shows on a page, with what ends it. */
const unseen: Record<string, string> = {
  '<!--': '-->',
  '<script': '</script',
  '<style': '</style',
  '<svg': '</svg',
}
/** Inside of a sentence; every other element begins a line. */
const inline = /^<\/?(?:a|b|i|em|strong|span|code|small|u|font)\b/i

/** One pass: a page may be hostile, and is never parsed as one. */
function withoutMarkup(page: string): string {
  const lower = page.toLowerCase()
  let text = ''
  let at = 0
  for (;;) {
    const tag = page.indexOf('<', at)
    if (tag === -1) return text + page.slice(at)
    text += page.slice(at, tag)
    const hidden = Object.keys(unseen).find((start) => lower.startsWith(start, tag))
    const from = hidden === undefined ? tag : lower.indexOf(unseen[hidden] ?? '', tag + 4)
    const end = from === -1 ? -1 : page.indexOf('>', from)
    if (end === -1) return text
    if (!inline.test(page.slice(tag, tag + 12))) text += '\n'
    at = end + 1
  }
}

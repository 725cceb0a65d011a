import type { DifferenceLine } from '../../../shared/administration.ts'
import type { DocumentPath } from '../../../shared/connection-form.ts'
import { MASK, maskJson } from '../../../shared/redact.ts'
import { pathText } from '../config/connection-text.ts'
import { memberAt } from '../platforms/edited-document.ts'
import { type Json, readJsonPlaces } from '../tokens/read-json.ts'
import { invalid } from './invalid.ts'
import { lineDifference } from './line-difference.ts'

/*
 * A live value as a person edits it. Its secrets never leave the core: a mask stands for each, and a mask that comes
 * back where it stood means the live secret. Pure.
 */

const isMasked = (text: string) => text.includes(MASK.slice(0, 1))

/** JSON text with masks, and where they stand. */
export function maskedText(value: Json): { text: string; secrets: DocumentPath[] } {
  const masked = maskJson(value)
  const secrets: DocumentPath[] = []
  walk(masked, [], (text, path) => {
    if (isMasked(text)) secrets.push(path)
    return text
  })
  return { text: JSON.stringify(masked, null, 2), secrets }
}

/**
 * The value that a text means: its masks stand for what is live at the same place. `kept` are the places of those.
 * Throws `administration_invalid`; no message holds a value of the text.
 */
export function readEdited(text: string, live: Json | null): { value: Json; kept: DocumentPath[] } {
  const reading = readJsonPlaces(text.replace(/^\uFEFF/, ''))
  if ('problem' in reading) {
    const before = text.slice(0, reading.at).split('\n')
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
    throw invalid(`The text ${reading.problem}: see ${place}.`)
  }
  const [odd] = reading.places
  if (odd) throw invalid(`${odd.path.join('.') || 'The text'} ${oddities[odd.kind]}`)
  const masked = maskJson(live)
  const kept: DocumentPath[] = []
  const value = walk(reading.value, [], (found, path) => {
    if (!isMasked(found)) return found
    const former = memberAt(live, path) as Json | undefined
    if (former === undefined || memberAt(masked, path) !== found) {
      throw invalid(
        `${pathText(path) || 'The text'} holds a mask, and there is no secret at this place to keep: write the value itself.`,
      )
    }
    kept.push(path)
    return former
  })
  return { value, kept }
}

const oddities = {
  repeated: 'is there more than once: remove all but one, because readers take different ones.',
  rounded: 'is a number that cannot be kept exactly: write it as a text, in quotation marks.',
  'only-a-name': 'is a name that other programs refuse: remove it.',
}

/** Every text of a document replaced by what `each` makes of it. */
function walk(
  value: Json,
  path: DocumentPath,
  each: (text: string, path: DocumentPath) => Json,
): Json {
  if (typeof value === 'string') return each(value, path)
  if (Array.isArray(value)) return value.map((item, i) => walk(item, [...path, i], each))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, walk(member, [...path, name], each)]),
  )
}

/** Line by line, masked; a secret that is another one is told as such. Null is nothing at all. */
export function shownDifference(before: Json | null, after: Json | null): DifferenceLine[] {
  const maskedBefore = maskJson(before)
  const shown = walk(maskJson(after), [], (text, path) => {
    const changed =
      isMasked(text) &&
      memberAt(maskedBefore, path) === text &&
      memberAt(before, path) !== memberAt(after, path)
    return changed ? `${text} (changed)` : text
  })
  return lineDifference(linesOf(maskedBefore), linesOf(shown))
}

const linesOf = (value: Json | null) =>
  value === null ? [] : JSON.stringify(value, null, 2).split('\n')

/** The same JSON: member order does not matter. */
export function same(one: Json | null, other: Json | null): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const names = Object.keys(value).toSorted()
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]))
}

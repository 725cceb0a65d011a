import type { Analysis, DocumentPath, Problem } from '../../../shared/connection-form.ts'
import { maskText } from '../../../shared/redact.ts'
import { error, memberAt, trap } from '../platforms/edited-document.ts'
import { editors } from '../platforms/registry.ts'
import { isObject } from '../tokens/compact.ts'
import { type OddPlace, readJsonPlaces } from '../tokens/read-json.ts'
import { pathText } from './connection-text.ts'
import { holdsMask, maskDocument } from './masked-document.ts'
import { withoutSecrets } from './placeholders.ts'
import { schemaProblems } from './schema-problems.ts'

/** A screen that lists more helps nobody, and a hostile document has problems without end. */
const most = 200

/** What is wrong with a connection that is being typed, and what it means. Pure. */
export function analyse(text: string, now: number): Analysis {
  const plain = text.replace(/^\uFEFF/, '')
  const reading = readJsonPlaces(plain)
  if ('problem' in reading) return unreadable(reading, plain)
  // The same parser as saving uses; the other one tells what this one hides.
  const json: unknown = JSON.parse(plain)
  const platform = isObject(json) && typeof json.platform === 'string' ? json.platform : null
  const editing = platform === null ? undefined : editors.get(platform)?.editing
  const masked = maskDocument(json)
  const found = [
    ...preferred(schemaProblems(json), editing?.traps(masked, now) ?? []),
    ...reading.places.map((place) => oddity(place, json)),
  ]
  const problems = found.slice(0, most).map(harmless)
  return {
    platform: editing ? platform : null,
    problems: problems.toSorted((a, b) => rank(a) - rank(b)),
    effective: editing?.effective(masked) ?? [],
    valid: !found.some(({ severity }) => severity === 'error'),
  }
}

function unreadable({ problem, at }: { problem: string; at: number }, text: string): Analysis {
  const before = text.slice(0, at).split('\n')
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
  const message = `The text ${problem}: see ${place}.`
  return { platform: null, problems: [error([], message, '')], effective: [], valid: false }
}

/** Where both refuse a member, the platform's sentence is the better one. */
function preferred(schema: Problem[], platform: Problem[]): Problem[] {
  const errors = platform.filter(({ severity }) => severity === 'error')
  const told = new Set(errors.map(({ path }) => JSON.stringify(path)))
  return [...schema.filter(({ path }) => !told.has(JSON.stringify(path))), ...platform]
}

const oddities: Record<OddPlace['kind'], string> = {
  repeated: 'is there more than once: only the last one counts; remove the others.',
  rounded: 'is a number that cannot be kept exactly: write it as a text, in quotation marks.',
  'only-a-name': 'is a name that other programs refuse: remove it.',
}

function oddity({ kind, path: names }: OddPlace, json: unknown): Problem {
  const path = pathIn(json, names)
  return trap(path, `${pathText(path)} ${oddities[kind]}`, 'RFC 8259 sections 4 and 6')
}

/** Which of the names are indexes, the document knows. */
function pathIn(json: unknown, names: readonly string[]): DocumentPath {
  let place = json
  return names.map((name) => {
    const part = Array.isArray(place) ? Number(name) : name
    place = memberAt(place, [part])
    return part
  })
}

/** What a person typed may hold a secret where nobody expects one; a remedy that would carry one is none. */
function harmless(problem: Problem): Problem {
  const { message, fix } = problem
  const carries = withoutSecrets(fix).emptied.length > 0 || holdsMask(fix)
  return { ...problem, message: maskText(message), fix: carries ? null : fix }
}

const rank = ({ severity }: Problem) => (severity === 'error' ? 0 : 1)

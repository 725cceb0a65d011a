import type { AdministeredItem, ResourceInfo } from '../../../shared/administration.ts'
import type { ConnectionForm, DocumentPath } from '../../../shared/connection-form.ts'
import { MASK } from '../../../shared/redact.ts'
import type { Json } from '../connections/json-edit.ts'
import { isKeptSecret } from '../connections/secret-ranges.ts'
import { secretStanding } from '../connections/secret-reference.ts'

/*
 * The connection's own document of a resource, where it has one: the member of the same name. A secret is sealed on
 * one side and masked on the other, so that it never passes between them. Pure.
 */

/** Where the connection keeps its own; null where it has no such member. */
export function ownPath({ id }: ResourceInfo, form: ConnectionForm | null): DocumentPath | null {
  const fields = form?.sections.flatMap(({ fields }) => fields) ?? []
  return fields.find(({ path, kind }) => kind === 'json' && path.at(-1) === id)?.path ?? null
}

/** Null where the connection leaves it to the platform: a word stands there, or nothing. */
export const isDocument = (own: Json | undefined): own is Json =>
  typeof own === 'object' && own !== null

export interface Moved {
  value: Json
  /** `default.client_secret`: where a secret was left out. */
  leftOut: string[]
}

/** The live document as the connection would keep it: each secret is the one that the connection has there. */
export function liveIntoOwn(item: AdministeredItem, own: Json | undefined): Moved {
  const leftOut: string[] = []
  const live = JSON.parse(item.text) as Json
  const value = replaceAt(live, [], (found, path) => {
    if (found !== MASK || !isOneOf(item.secrets, path)) return found
    const kept = own === undefined ? undefined : at(own, path)
    if (kept !== undefined && kept !== MASK) return kept
    leftOut.push(path.join('.'))
    return undefined
  })
  return { value: value ?? null, leftOut }
}

/** The connection's document as the platform would get it: each secret is the one that the platform has there. */
export function ownIntoLive(own: Json, item: AdministeredItem | null): Moved {
  const leftOut: string[] = []
  const value = replaceAt(own, [], (found, path) => {
    const { kind } = secretStanding(found)
    const isReference = kind === 'sealed' || kind === 'named'
    const isMasked = typeof found === 'string' && found.includes('•')
    if (!isReference && !isMasked) return found
    if (item && isOneOf(item.secrets, path)) return MASK
    leftOut.push(path.join('.'))
    return undefined
  })
  return { value: value ?? null, leftOut }
}

/** What differs, without any secret: those of the connection are masked like the live ones. */
export function comparedTexts(
  item: AdministeredItem | null,
  own: Json,
): { live: string; own: string } {
  const masked = replaceAt(own, [], (found, path) => {
    const { kind } = secretStanding(found)
    const name = path.at(-1)
    const isTyped = kind === 'clear' && typeof name === 'string' && isKeptSecret(name)
    return kind === 'sealed' || kind === 'named' || isTyped ? MASK : found
  })
  return {
    live: item?.text ?? '',
    own: JSON.stringify(
      inOrderOf(masked ?? null, item ? (JSON.parse(item.text) as Json) : null),
      null,
      2,
    ),
  }
}

type Replace = (found: Json, path: DocumentPath) => Json | undefined

/** Every value, the outer ones first; undefined takes the member out. */
function replaceAt(value: Json, path: DocumentPath, replace: Replace): Json | undefined {
  const found = replace(value, path)
  if (found !== value || found === null || typeof found !== 'object') return found
  if (Array.isArray(found)) {
    return found.map((one: Json, index) => replaceAt(one, [...path, index], replace) ?? null)
  }
  const members = Object.entries(found).flatMap(([name, one]) => {
    const next = replaceAt(one, [...path, name], replace)
    return next === undefined ? [] : [[name, next] as const]
  })
  return Object.fromEntries(members)
}

function at(value: Json, path: DocumentPath): Json | undefined {
  return path.reduce<Json | undefined>((inner, name) => {
    if (typeof inner !== 'object' || inner === null) return undefined
    return Object.entries(inner).find(([key]) => key === String(name))?.[1]
  }, value)
}

const isOneOf = (paths: readonly DocumentPath[], path: DocumentPath) =>
  paths.some((one) => JSON.stringify(one) === JSON.stringify(path))

/** Members in the order of the other document, because their order means nothing. */
function inOrderOf(value: Json, model: Json | undefined): Json {
  if (Array.isArray(value)) {
    return value.map((one: Json, index) => inOrderOf(one, model && at(model, [index])))
  }
  if (value === null || typeof value !== 'object') return value
  const names = Object.keys(value)
  const known = typeof model === 'object' && model !== null ? Object.keys(model) : []
  const ordered = [
    ...known.filter((name) => names.includes(name)),
    ...names.filter((name) => !known.includes(name)),
  ]
  return Object.fromEntries(
    ordered.map((name) => [name, inOrderOf(value[name] ?? null, model && at(model, [name]))]),
  )
}

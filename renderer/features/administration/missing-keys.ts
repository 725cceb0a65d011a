import type { Analysis, DocumentPath } from '../../../shared/connection-form.ts'
import type { KeyComparison } from '../../../shared/key-set.ts'
import type { Json } from '../connections/json-edit.ts'

/* The published keys that a site has not pinned, into the connection's document. Pure. */

export interface Insertion {
  path: DocumentPath
  value: Json
}

export const insertable = ({ keys }: KeyComparison): string[] =>
  keys.flatMap(({ insert }) => (insert === null ? [] : [insert]))

/** Where the document keeps the pinned keys of a site; null where it has none. */
export function pinnedPath(
  analysis: Analysis | null,
  comparison: KeyComparison,
): DocumentPath | null {
  const { site, pinnedIn } = comparison
  if (pinnedIn === null) return null
  const values = analysis?.effective.find((one) => one.site === site)?.values ?? []
  // `Site_PL.jwks`: the layer, then the member.
  const found = values.find(({ name, path }) => path !== null && pinnedIn.endsWith(`.${name}`))
  return found?.path ?? null
}

/** `former` is what stands there: a list of keys, or an object with one, which stays what it is. */
export function withMissing(
  path: DocumentPath,
  former: Json | undefined,
  comparison: KeyComparison,
): Insertion | null {
  const added = insertable(comparison).map((text) => JSON.parse(text) as Json)
  if (Array.isArray(former)) return { path, value: [...former, ...added] }
  if (typeof former !== 'object' || former === null) return null
  const keys = former['keys']
  if (!Array.isArray(keys)) return null
  return { path: [...path, 'keys'], value: [...keys, ...added] }
}

import type { DocumentPath, Problem } from '../../../shared/connection-form.ts'
import { isObject } from '../tokens/compact.ts'
import type { Json } from '../tokens/read-json.ts'

/* Reading a document that is being typed: any member may be missing or of another kind. */

/** The member at a path; undefined where there is none. Own members only: `__proto__` is a name. */
export function memberAt(document: unknown, path: DocumentPath): unknown {
  let member = document
  for (const part of path) {
    if (typeof member !== 'object' || member === null || !Object.hasOwn(member, part))
      return undefined
    member = (member as Record<string | number, unknown>)[part]
  }
  return member
}

/** The text at a path; empty where there is none. */
export function textAt(document: unknown, path: DocumentPath): string {
  const member = memberAt(document, path)
  return typeof member === 'string' ? member : ''
}

export function objectAt(document: unknown, path: DocumentPath): Record<string, unknown> {
  const member = memberAt(document, path)
  return isObject(member) ? member : {}
}

export type Fix = NonNullable<Problem['fix']>
type Change = Fix['changes'][number]

/** One click: sets a member, or removes it where no value is given. */
export function fix(label: string, ...changes: Change[]): Fix {
  return { label, changes }
}

/** Something that does not prevent saving. */
export function trap(
  path: DocumentPath,
  message: string,
  source: string,
  remedy: Fix | null = null,
): Problem {
  return { severity: 'trap', path, message, source, fix: remedy }
}

/** What the schema refuses too, but with a remedy that only the platform knows. */
export function error(
  path: DocumentPath,
  message: string,
  source: string,
  remedy: Fix | null = null,
): Problem {
  return { severity: 'error', path, message, source, fix: remedy }
}

/** A member for a remedy: a copy, and null for what JSON cannot hold. */
export function jsonOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value) ?? 'null') as Json
}

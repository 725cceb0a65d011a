import type { Json } from './json-edit.ts'

/** What stands in the place of a secret. Pure. */
export type SecretStanding =
  | { kind: 'none' }
  /** Typed, and not saved yet. */
  | { kind: 'clear'; text: string }
  | { kind: 'sealed' }
  /** Read at the moment of use: `the environment variable ACME_SECRET`. */
  | { kind: 'named'; words: string }
  /** Something that is no secret; the analysis says so. */
  | { kind: 'other'; text: string }

export function secretStanding(value: Json | undefined): SecretStanding {
  if (value === undefined || value === null || value === '') return { kind: 'none' }
  if (typeof value === 'string') return { kind: 'clear', text: value }
  if (typeof value === 'object' && !Array.isArray(value)) {
    if (typeof value['sealed'] === 'string') return { kind: 'sealed' }
    if (typeof value['env'] === 'string') {
      return { kind: 'named', words: `from the environment variable ${value['env']}` }
    }
    if (typeof value['file'] === 'string') {
      return { kind: 'named', words: `from the file ${value['file']}` }
    }
  }
  return { kind: 'other', text: JSON.stringify(value) }
}

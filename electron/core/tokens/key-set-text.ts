import { z } from 'zod'
import { FlowError } from '../failure.ts'
import type { FoundKey } from './key-words.ts'

const keySchema = z.record(z.string(), z.unknown())
const setSchema = z.looseObject({ keys: z.array(keySchema).max(200) })
const anySchema = z.union([
  setSchema.transform(({ keys }) => keys),
  z.array(keySchema).max(200),
  z.looseObject({ kty: z.string() }).transform((key) => [key]),
])

/** What a provider publishes (RFC 7517 section 5); null for anything else. */
export function keysIn(body: unknown): FoundKey[] | null {
  return setSchema.safeParse(body).data?.keys ?? null
}

/** What a person pasted: a set, a list of keys, or one key. Throws `input_invalid`, which quotes nothing. */
export function pastedKeys(text: string): FoundKey[] {
  const { data } = anySchema.safeParse(jsonOf(text))
  if (data) return data
  throw new FlowError(
    'input_invalid',
    'The text is no JSON of a key set, of a list of keys, or of one key with kty.',
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own words quote the text, which may hold a private key.
    return null
  }
}

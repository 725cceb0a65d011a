import { z } from 'zod'
import { FlowError } from '../failure.ts'
import { isObject } from '../tokens/compact.ts'
import { migrate, type Migration, versionAfter } from './migrations.ts'

/**
 * The stored document as far as all of it has to be understood. The connections and secrets are read one by one, so
 * that one that is damaged does not take the others down; what this version does not know is kept (C-06).
 */
const storedSchema = z.looseObject({
  version: z.number(),
  connections: z.array(z.unknown()),
  secrets: z.record(z.string(), z.unknown()),
})
export type Stored = z.infer<typeof storedSchema>

/** From what the store gave, in the newest version. Throws `store_unreadable`. */
export function readStored(document: unknown, steps: readonly Migration[]): Stored {
  if (document === null) return { version: versionAfter(steps), connections: [], secrets: {} }
  const parsed = storedSchema.safeParse(isObject(document) ? migrate(document, steps) : document)
  if (parsed.success) return parsed.data
  const path = parsed.error.issues[0]?.path.join('.')
  throw new FlowError(
    'store_unreadable',
    `The stored connections cannot be read at ${path}; the file is left as it is.`,
  )
}

import { z } from 'zod'
import { connectionSchema } from '../../../shared/connection.ts'

/** JSON Schema of a connection file, for editors and scripts: what may be written, not what is filled in. */
export function connectionJsonSchema(): object {
  return z.toJSONSchema(connectionSchema, { io: 'input' })
}

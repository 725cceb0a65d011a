import { z } from 'zod'
import { partySchema } from './exchange.ts'

/** One host that the console contacted since it started, and why. */
export const contactedHostSchema = z.object({
  /** With port. */
  host: z.string(),
  party: partySchema,
  /** Whose configuration named it, in words: `connection acme`, `a document that the connection names`. */
  from: z.string(),
  /** What asked: `run 3, Token request`; each once, the latest first, a few at most. */
  reasons: z.array(z.string()),
  requests: z.number().int(),
  /** Milliseconds since the epoch. */
  firstAt: z.number(),
  lastAt: z.number(),
  /** Bytes of bodies received. */
  received: z.number().int(),
})
export type ContactedHost = z.infer<typeof contactedHostSchema>

export const networkLedgerSchema = z.object({
  since: z.number(),
  hosts: z.array(contactedHostSchema),
})
export type NetworkLedgerView = z.infer<typeof networkLedgerSchema>

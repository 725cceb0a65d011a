import { z } from 'zod'
import { partySchema } from './exchange.ts'

/** How a message travels: a request with its answer, a redirect, an act of the person, or work of one party alone. */
export const messageKindSchema = z.enum(['request', 'redirect', 'person', 'local'])
export type MessageKind = z.infer<typeof messageKindSchema>

export const messageStateSchema = z.enum([
  'passed',
  'failed',
  'warning',
  'running',
  'waiting',
  'held',
  'next',
  'stale',
  'not-seen',
  'not-run',
  'not-reached',
  'skipped',
])
export type MessageState = z.infer<typeof messageStateSchema>

/** One row of the sequence diagram. */
export const messageSchema = z.object({
  /** Unique in the run. */
  id: z.string(),
  stageId: z.string(),
  from: partySchema,
  to: partySchema,
  /** `Token request`, `Signs in`. */
  title: z.string(),
  /** `POST /token`, `redirect`; empty where nothing travels. */
  detail: z.string(),
  kind: messageKindSchema,
  state: messageStateSchema,
  /** Of two chained sign-ins the first or the second; null where there is one. */
  hop: z.union([z.literal(1), z.literal(2)]).nullable(),
  /** The HTTP status of the answer. */
  status: z.number().int().nullable(),
  durationMs: z.number().nullable(),
  /** The recorded exchange behind it; null where there is none. */
  exchangeId: z.string().nullable(),
})
export type Message = z.infer<typeof messageSchema>

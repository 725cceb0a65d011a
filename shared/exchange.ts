import { z } from 'zod'
import { failureSchema } from './failure.ts'

/** The lifelines of a flow. */
export const partySchema = z.enum([
  'person',
  'browser',
  'console',
  'identity-provider',
  'broker',
  'platform',
])
export type Party = z.infer<typeof partySchema>

/** Header names as received, in order; a name may repeat. */
export const headersSchema = z.array(z.tuple([z.string(), z.string()]))
export type HeaderList = z.infer<typeof headersSchema>

/** A request before it is sent. `body` is text: form, JSON, or null. */
export const requestDraftSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: headersSchema,
  body: z.string().nullable(),
})
export type RequestDraft = z.infer<typeof requestDraftSchema>

/** One HTTP request with its response, as recorded. `incoming` marks the callback, which came to us. */
export const exchangeSchema = z.object({
  id: z.string(),
  /** What it is for, in words: `Token request`. */
  label: z.string(),
  party: partySchema,
  incoming: z.boolean(),
  request: requestDraftSchema,
  response: z
    .object({
      status: z.number().int(),
      statusText: z.string(),
      headers: headersSchema,
      body: z.string(),
      /** Bytes received after decompression. */
      size: z.number().int(),
      /** Only the beginning of the body stands here; `run.exchange` gives the whole. */
      cut: z.boolean(),
    })
    .nullable(),
  failure: failureSchema.nullable(),
  /** The person changed the request before it was sent. */
  edited: z.boolean(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  /** Milliseconds: until a connection was there, then until the response headers, then until the last byte. */
  timing: z.object({ connect: z.number(), wait: z.number(), receive: z.number() }),
})
export type Exchange = z.infer<typeof exchangeSchema>

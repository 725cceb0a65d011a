import { z } from 'zod'

/* What can become of a callback, whichever way it came. Each kind is its own sentence; core/http holds those. */

/** Why a callback was not taken. */
export const refusedCallbackKinds = [
  'foreign-state',
  'no-state',
  'other-run',
  'cancelled-run',
  'ended-run',
  'already-used',
  'two-codes',
  'repeated-parameter',
  'in-fragment',
  'no-answer',
  'authorization-url',
  'other-address',
  'foreign-host',
  'foreign-script',
  'ambiguous',
  'no-url',
  'empty',
  'too-long',
  'unreadable',
  'not-awaited',
] as const
export const refusedCallbackKindSchema = z.enum(refusedCallbackKinds)
export type RefusedCallbackKind = z.infer<typeof refusedCallbackKindSchema>

/** A callback that was refused while the run went on waiting. */
export const refusedCallbackSchema = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  kind: refusedCallbackKindSchema,
  /** One sentence. */
  reason: z.string(),
  /** What came, by name alone: `GET /callback?code=••••&state=••••`; empty where nothing of it can be shown. */
  came: z.string(),
})
export type RefusedCallback = z.infer<typeof refusedCallbackSchema>

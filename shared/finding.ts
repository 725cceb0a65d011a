import { z } from 'zod'

/** How sure a finding is: nothing else fits what was seen, it fits best, or it cannot be ruled out. */
export const confidenceSchema = z.enum(['certain', 'likely', 'possible'])
export type Confidence = z.infer<typeof confidenceSchema>

/** One fact that a finding rests on. */
export const findingEvidenceSchema = z.object({
  /** `aud`, `redirect_uri`, `Ruled out`. */
  name: z.string(),
  /** What should have stood there; null where the fact is no comparison. */
  expected: z.string().nullable(),
  found: z.string(),
  /** Who says so: `Site_DE.audience`, `access token, stage 4`, `header Date`. */
  source: z.string(),
  /** Where the UTF-8 bytes of `found` first differ from those of `expected`; null where that tells nothing. */
  differsAt: z.number().int().nullable(),
})
export type FindingEvidence = z.infer<typeof findingEvidenceSchema>

/** A named likely cause with its evidence and the one change that would fix it. */
export const findingSchema = z.object({
  ruleId: z.string(),
  confidence: confidenceSchema,
  /** The cause in one sentence: `The token is meant for another audience.` */
  title: z.string(),
  /** What follows from it, in a sentence or two. */
  explanation: z.string(),
  evidence: z.array(findingEvidenceSchema),
  /** The one change: where it is made, what it is, and what to do then. Each a sentence or a part of one. */
  change: z.object({ where: z.string(), what: z.string(), next: z.string() }),
  /** The member of the connection to look at, as a path: `client.scope`; null where the change is elsewhere. */
  setting: z.string().nullable(),
})
export type Finding = z.infer<typeof findingSchema>

import { z } from 'zod'

/** The five words a check can end with; `skipped` means that its expectation is unset. */
export const checkStatusSchema = z.enum(['passed', 'failed', 'skipped', 'warning', 'unknown'])
export type CheckStatus = z.infer<typeof checkStatusSchema>

/** One named assertion. `source` says which layer set the expectation, such as `Site_DE.audience`. */
export const checkSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: checkStatusSchema,
  expected: z.json(),
  found: z.json(),
  source: z.string(),
  message: z.string(),
})
export type Check = z.infer<typeof checkSchema>

/** The platform's own checks in its own order (product.md, command line). */
export const verdictCheckIds = [
  'configuration',
  'format',
  'algorithm',
  'key',
  'signature',
  'introspection',
  'active',
  'issuer',
  'audience',
  'expiry',
  'not-before',
  'issued-at',
  'authorized-party',
  'identifier',
  'customer',
] as const
export type VerdictCheckId = (typeof verdictCheckIds)[number]

export const identifierFieldSchema = z.enum(['EMAIL', 'SUBJECT'])
export type IdentifierField = z.infer<typeof identifierFieldSchema>

/** How far a predicted status can be trusted: the platform documents it, we assume it, or nobody says. */
export const evidenceSchema = z.enum(['documented', 'assumed', 'unknown'])

/** The outcome of the ladder on one token and one site configuration. */
export const verdictSchema = z.object({
  verdict: z.enum(['accepted', 'rejected']),
  /** The HTTP status that the platform answers; null where nobody documents one. */
  platformStatus: z.number().int().nullable(),
  platformStatusEvidence: evidenceSchema,
  platformStatusReason: z.string(),
  mode: z.enum(['online', 'offline']),
  site: z.string(),
  siteReason: z.enum(['requested', 'omitted', 'fallback']),
  firstFailure: z.enum(verdictCheckIds).nullable(),
  checks: z.array(checkSchema),
  identifier: z.object({
    field: identifierFieldSchema,
    value: z.string().nullable(),
    state: z.enum(['present', 'missing', 'empty', 'not-a-string', 'unverified']),
  }),
  /** `unknown` where the connection may not read customers. */
  customer: z.object({
    outcome: z.enum(['found', 'created', 'not-found', 'not-reached', 'unknown']),
  }),
})
export type Verdict = z.infer<typeof verdictSchema>

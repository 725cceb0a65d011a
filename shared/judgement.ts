import { z } from 'zod'
import {
  checkSchema,
  checkStatusSchema,
  identifierFieldSchema,
  verdictCheckIds,
  verdictSchema,
} from './check.ts'
import { partySchema } from './exchange.ts'
import { failureSchema } from './failure.ts'

/* Judging one token outside of a run: what is asked for, and what comes back. */

/** A token: as text, or one that a stage of a run brought, which never leaves the core. */
export const tokenSourceSchema = z.union(
  [
    z.strictObject({ text: z.string().max(4_000_000) }),
    /** `name` is that of the decoded token in the stage's view; the first one of that name is meant. */
    z.strictObject({ runId: z.string(), stageId: z.string(), name: z.string() }),
  ],
  { error: 'must be {"text": ...} or {"runId": ..., "stageId": ..., "name": ...}' },
)
export type TokenSource = z.infer<typeof tokenSourceSchema>

/** What the token is held against: that of a connection, or a document that the person brought. */
export const configurationSourceSchema = z.union(
  [
    z.strictObject({ connectionId: z.string(), site: z.string().nullable().optional() }),
    z.strictObject({
      document: z.string().max(4_000_000),
      site: z.string().nullable().optional(),
      /** Whose document it is; absent: the platform that judges tokens. */
      platform: z.string().optional(),
    }),
  ],
  { error: 'must be {"connectionId": ...} or {"document": ...}' },
)
export type ConfigurationSource = z.infer<typeof configurationSourceSchema>

/** `auto` is what the platform does; `both` judges twice and explains the differences. */
export const judgementModeSchema = z.enum(['auto', 'online', 'offline', 'both'])
export type JudgementMode = z.infer<typeof judgementModeSchema>

/** Seconds since the epoch that a calendar can show. */
const instantSchema = z.number().min(-8_640_000_000_000).max(8_640_000_000_000)
const skewSchema = z.number().min(0).max(86_400)

export const judgeInputSchema = z.strictObject({
  token: tokenSourceSchema,
  configuration: configurationSourceSchema,
  mode: judgementModeSchema,
  /** Absent: now. */
  at: instantSchema.optional(),
  /** Seconds that the clocks may differ; absent: none. */
  skew: skewSchema.optional(),
  /** Overrides the tenant settings. */
  identifier: identifierFieldSchema.optional(),
  autoprovisioning: z.boolean().optional(),
  /** A customer list as CSV or JSON text. Without it, a connection that may read customers is asked. */
  customers: z.string().max(64_000_000).optional(),
})

export const rejudgeInputSchema = z.strictObject({
  id: z.string(),
  at: instantSchema.optional(),
  skew: skewSchema.optional(),
})

const sideSchema = z.object({ status: checkStatusSchema, found: z.json(), message: z.string() })

/** One row of the table of agreement. */
export const twinRowSchema = z.object({
  id: z.enum(verdictCheckIds),
  title: z.string(),
  /** Null where the mode does not make this check. */
  online: sideSchema.nullable(),
  offline: sideSchema.nullable(),
  /** `one-sided`: only one of the modes makes this check, by design. */
  agreement: z.enum(['agree', 'differ', 'one-sided']),
})
export type TwinRow = z.infer<typeof twinRowSchema>

/** Why the two modes differ, as one sentence. */
export const explanationSchema = z.object({
  id: z.string(),
  /** The checks whose difference it explains. */
  checks: z.array(z.enum(verdictCheckIds)),
  sentence: z.string(),
})
export type Explanation = z.infer<typeof explanationSchema>

export const twinSchema = z.object({
  /** Whether both modes come to the same verdict. */
  agree: z.boolean(),
  rows: z.array(twinRowSchema),
  explanations: z.array(explanationSchema),
  /** The mode that this configuration cannot be judged in, and why: then there is nothing to compare. */
  missing: z.object({ mode: z.enum(['online', 'offline']), reason: z.string() }).nullable(),
})
export type Twin = z.infer<typeof twinSchema>

/** What becomes of the login by one identifier, in a customer list. */
export const customerOutcomeSchema = z.object({
  field: identifierFieldSchema,
  /** `ambiguous`: several customers match. `not-identified`: the token lacks the identifier. */
  outcome: z.enum(['found', 'created', 'not-found', 'ambiguous', 'not-identified']),
  /** The platform's status for `not-found`; null elsewhere. */
  status: z.number().int().nullable(),
  customers: z.array(z.string()),
  sentence: z.string(),
})
export type CustomerOutcome = z.infer<typeof customerOutcomeSchema>

/** A danger in a customer list, with the customers it concerns. */
export const customerCaseSchema = z.object({
  id: z.enum([
    'unverified-match',
    'bound-elsewhere',
    'inactive-match',
    'duplicate-email',
    'case-duplicate-email',
    'duplicate-provider-id',
    'without-provider-id',
    'without-email',
  ]),
  /** Whether it concerns the customers that this token matches, or the list as a whole. */
  scope: z.enum(['token', 'list']),
  /** By which identifier it matters. */
  field: identifierFieldSchema,
  count: z.number().int(),
  /** The first of them, by number. */
  customers: z.array(z.string()),
  sentence: z.string(),
})
export type CustomerCase = z.infer<typeof customerCaseSchema>

export const customerPreviewSchema = z.object({
  /** Customers in the list. */
  total: z.number().int(),
  /** For EMAIL and for SUBJECT. */
  outcomes: z.array(customerOutcomeSchema),
  cases: z.array(customerCaseSchema),
})
export type CustomerPreview = z.infer<typeof customerPreviewSchema>

export const judgementSchema = z.object({
  /** For `token.rejudge`; the core keeps the last ones only. */
  id: z.string(),
  mode: judgementModeSchema,
  /** What it was judged by: seconds since the epoch, and seconds of skew. */
  at: z.number(),
  skew: z.number(),
  /** The first is that of the mode which the platform uses (or which was asked for); `both` adds the other. */
  verdicts: z.array(verdictSchema).min(1).max(2),
  /** Set for `both`. */
  twin: twinSchema.nullable(),
  /** What the introspection endpoint said; null when it was not asked. */
  introspection: z
    .object({
      url: z.string(),
      status: z.number().int().nullable(),
      failure: failureSchema.nullable(),
      active: z.json(),
      claims: z.record(z.string(), z.json()).nullable(),
      /** Milliseconds since the epoch. */
      askedAt: z.number(),
    })
    .nullable(),
  /** What is odd about the configuration itself. */
  configurationChecks: z.array(checkSchema),
  /** Set where a customer list was given. */
  customers: customerPreviewSchema.nullable(),
  /** Every host asked for this judgement; a new evaluation asks none. */
  hosts: z.array(z.object({ host: z.string(), party: partySchema, from: z.string() })),
})
export type Judgement = z.infer<typeof judgementSchema>

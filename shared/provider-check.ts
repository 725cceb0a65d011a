import { z } from 'zod'
import { partySchema } from './exchange.ts'
import { failureSchema } from './failure.ts'
import { providerProbes } from './provider-probes.ts'

/* An identity provider held against what platforms require of one (F20). Everything here is masked. */

export const providerCheckInputSchema = z.strictObject({
  /** The issuer, or the URL of its discovery document. */
  issuer: z.string().trim().min(1).max(2000),
  /** Ids; absent: every platform that has requirements. */
  platforms: z.array(z.string()).min(1).optional(),
  clientId: z.string().min(1).max(500).optional(),
  /** Used for the probes of this one check and kept nowhere. */
  clientSecret: z.string().min(1).max(2000).optional(),
  redirectUri: z.string().trim().min(1).max(2000).optional(),
  /** Absent: every probe that the values above allow. */
  probes: z.array(z.enum(providerProbes.map(({ id }) => id))).optional(),
})
export type ProviderCheckInput = z.input<typeof providerCheckInputSchema>

/** `unknown` is shown as _cannot tell_; `skipped`: what would tell was not asked for. */
export const requirementResultSchema = z.enum([
  'checking',
  'passed',
  'failed',
  'unknown',
  'skipped',
])
export type RequirementResult = z.infer<typeof requirementResultSchema>

export const documentEvidenceSchema = z.object({
  kind: z.literal('document'),
  url: z.string(),
  /** Lines as received around the decisive ones; where a line is long, what of it is decisive. */
  lines: z.array(z.object({ number: z.number().int(), text: z.string(), decisive: z.boolean() })),
  /** Members that were looked for and are not there. */
  missing: z.array(z.string()),
})
export type DocumentEvidence = z.infer<typeof documentEvidenceSchema>

export const exchangeEvidenceSchema = z.object({
  kind: z.literal('exchange'),
  label: z.string(),
  request: z.object({ method: z.string(), url: z.string(), body: z.string().nullable() }),
  response: z
    .object({
      status: z.number().int(),
      statusText: z.string(),
      type: z.string(),
      size: z.number().int(),
      location: z.string().nullable(),
      /** What the body says to a person, shortened: a page without its markup. */
      text: z.array(z.string()),
    })
    .nullable(),
  failure: failureSchema.nullable(),
  /** Names of parameters, and whether the answer decided. */
  decisive: z.object({ parameters: z.array(z.string()), answer: z.boolean() }),
})
export type ExchangeEvidence = z.infer<typeof exchangeEvidenceSchema>

export const requirementInfoSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** In the words of who requires it. */
  requirement: z.string(),
  /** Why it is asked. */
  why: z.string(),
  /** Who says so, and where. */
  source: z.string(),
})
export type RequirementInfo = z.infer<typeof requirementInfoSchema>

export const requirementRowSchema = requirementInfoSchema.extend({
  result: requirementResultSchema,
  /** A few words for the table; empty while it is checked. */
  found: z.string(),
  /** What it means, in a sentence or two. */
  message: z.string(),
  evidence: z
    .discriminatedUnion('kind', [documentEvidenceSchema, exchangeEvidenceSchema])
    .nullable(),
  /** `document`, `key set`, `probe`, `needs a sign-in`. */
  learnedFrom: z.string(),
  /** The one change; null where nothing is to be changed. */
  fix: z.object({ sentence: z.string(), copy: z.string().nullable() }).nullable(),
  /** Where it cannot be told from here: what would tell. */
  whatWouldTell: z.string().nullable(),
})
export type RequirementRow = z.infer<typeof requirementRowSchema>

/** The identity provider of a connection. */
export const namedProviderSchema = z.object({
  issuer: z.string(),
  clientId: z.string().nullable(),
  redirectUri: z.string().nullable(),
})
export type NamedProvider = z.infer<typeof namedProviderSchema>

/** The requirements of one platform, before anything was asked. */
export const requirementListSchema = z.object({
  platform: z.string(),
  platformTitle: z.string(),
  /** What the list holds: `9 requirements and what they rest on`. */
  heading: z.string(),
  /** Whether its connections name their identity provider, so that it can be taken from one. */
  namesProvider: z.boolean(),
  requirements: z.array(requirementInfoSchema),
})
export type RequirementList = z.infer<typeof requirementListSchema>

const countsSchema = z.object({
  passed: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  skipped: z.number().int(),
  checking: z.number().int(),
})
export type RequirementCounts = z.infer<typeof countsSchema>

export const providerReportSchema = z.object({
  id: z.string(),
  issuer: z.string(),
  host: z.string(),
  state: z.enum(['checking', 'done', 'cancelled', 'unreachable']),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  /** Null while it is going on. */
  durationMs: z.number().nullable(),
  platforms: z.array(
    z.object({
      platform: z.string(),
      platformTitle: z.string(),
      heading: z.string(),
      counts: countsSchema,
      rows: z.array(requirementRowSchema),
    }),
  ),
  counts: countsSchema,
  verdict: z.object({
    result: requirementResultSchema,
    /** `Not ready for Elastic Path`. */
    sentence: z.string(),
    /** What holds for the rest; empty where there is none. */
    aside: z.string(),
  }),
  requests: z.number().int(),
  /** Every host that was asked, with who named it. */
  hosts: z.array(z.object({ host: z.string(), party: partySchema, from: z.string() })),
  /** Why the provider could not be asked at all. */
  failure: failureSchema.nullable(),
})
export type ProviderReport = z.infer<typeof providerReportSchema>

import { z } from 'zod'
import { checkSchema, verdictSchema } from './check.ts'
import { exchangeSchema, partySchema, requestDraftSchema } from './exchange.ts'
import { failureSchema } from './failure.ts'
import { inspectedTokenSchema } from './token.ts'
import { valueNames, valuesSchema } from './values.ts'

/* The run as the core keeps it: plain JSON in clear, moved by the pure functions of core/flow/run.ts. */

/** What a stage asks the person: one of several things that it found. */
export const questionSchema = z.object({
  /** The value and member that would answer beforehand, as an input: `store.profile`. */
  input: z.string(),
  /** One sentence: `Which OIDC profile signs the person in?` */
  question: z.string(),
  options: z.array(z.object({ id: z.string(), title: z.string(), detail: z.string() })).min(1),
})
export type Question = z.infer<typeof questionSchema>

export const stageRecordSchema = z.object({
  stageId: z.string(),
  /** `failed` with `gives` set: the stage judged and said no, but the flow can go on to hear the platform. */
  status: z.enum(['passed', 'failed']),
  startedAt: z.number(),
  endedAt: z.number(),
  exchanges: z.array(exchangeSchema),
  checks: z.array(checkSchema),
  gives: valuesSchema.partial().nullable(),
  failure: failureSchema.nullable(),
})
export type StageRecord = z.infer<typeof stageRecordSchema>

export const runSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  flowId: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  /** Where the run begins: later than the first stage when a subject token was given. */
  startStageId: z.string(),
  given: valuesSchema.partial(),
  /** Where each given value came from, in words: `connection acme`, `this run`. */
  givenFrom: z.partialRecord(z.enum(valueNames as [keyof typeof valuesSchema.shape]), z.string()),
  records: z.array(stageRecordSchema),
  /** The stage at work, with what it has recorded so far. */
  busy: z
    .object({
      stageId: z.string(),
      since: z.number(),
      exchanges: z.array(exchangeSchema),
      checks: z.array(checkSchema),
    })
    .nullable(),
  /** Set while the browser is awaited. */
  waiting: z
    .object({
      redirectUri: z.string(),
      via: z.enum(['loopback', 'deep-link', 'paste']),
      since: z.number(),
      deadline: z.number(),
      refused: z.array(z.object({ at: z.number(), reason: z.string() })),
    })
    .nullable(),
  /** Set while the person has to choose, such as one of several profiles. */
  choosing: questionSchema.nullable(),
  cancelled: z.boolean(),
})
export type Run = z.infer<typeof runSchema>

/** One OpenID Connect sign-in of a chain: who asks whom, as which client, and where it comes back to. */
export const hopSchema = z.object({
  /** `Storefront to broker`. */
  title: z.string(),
  relyingParty: z.string(),
  openIdProvider: z.string(),
  /** Null where it is not known yet, or not seen. */
  clientId: z.string().nullable(),
  redirectUri: z.string().nullable(),
  /** Who has to list the redirect URI, in words. */
  registeredAt: z.string(),
  /** The host of the authorization request. */
  authorizationHost: z.string().nullable(),
  /** Who makes `state` and the code, and who redeems the code, in words. */
  state: z.string(),
  code: z.string(),
  /** Whether the console saw this hop itself. */
  seen: z.boolean(),
})
export type Hop = z.infer<typeof hopSchema>

/* The view of a run: masked and complete, all that a screen or the command line shows of it. */

export const stageStatusSchema = z.enum([
  'passed',
  'failed',
  'next',
  'running',
  'waiting',
  'choosing',
  'skipped',
  'not-run',
  'not-reached',
])
export type StageStatus = z.infer<typeof stageStatusSchema>

/** One input or output of a stage, as text, masked. `from` says in words where it came from. */
export const valueRowSchema = z.object({ name: z.string(), value: z.string(), from: z.string() })
export type ValueRow = z.infer<typeof valueRowSchema>

export const requestPreviewSchema = requestDraftSchema.extend({
  label: z.string(),
  party: partySchema,
})
export type RequestPreview = z.infer<typeof requestPreviewSchema>

export const stageViewSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  explanation: z.string(),
  lookAt: z.string(),
  spec: z.string(),
  status: stageStatusSchema,
  /** Why it is skipped or not reached; empty otherwise. */
  reason: z.string(),
  durationMs: z.number().nullable(),
  inputs: z.array(valueRowSchema),
  outputs: z.array(valueRowSchema),
  /** What would be sent if it ran now; empty where inputs are still missing or nothing is sent. */
  previews: z.array(requestPreviewSchema),
  exchanges: z.array(exchangeSchema),
  checks: z.array(checkSchema),
  tokens: z.array(inspectedTokenSchema),
  /** The sign-ins that this stage chains, where it is a broker that signs in elsewhere; else empty. */
  hops: z.array(hopSchema),
  failure: failureSchema.nullable(),
})
export type StageView = z.infer<typeof stageViewSchema>

/** What the one primary button does next. `stageId` is the stage it concerns. */
export const nextActionSchema = z.object({
  kind: z.enum(['next', 'open-again', 'choose', 'cancel', 'retry', 'sign-in-again', 'run-again']),
  stageId: z.string(),
  /** The verb and the host: `Send token request to login.acme.example`. */
  label: z.string(),
  /** The label without the host, for narrow windows. */
  shortLabel: z.string(),
})
export type NextAction = z.infer<typeof nextActionSchema>

export const runStateSchema = z.enum([
  'ready',
  'running',
  'waiting',
  'choosing',
  'paused',
  'passed',
  'failed',
  'cancelled',
])
export type RunState = z.infer<typeof runStateSchema>

export const runViewSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  flowId: z.string(),
  flowTitle: z.string(),
  connection: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['sandbox', 'stored', 'file']),
  }),
  site: z.string().nullable(),
  state: runStateSchema,
  /** Whether it goes on by itself until it ends. */
  toEnd: z.boolean(),
  startedAt: z.number(),
  durationMs: z.number(),
  stages: z.array(stageViewSchema),
  next: nextActionSchema,
  waiting: z
    .object({
      stageId: z.string(),
      /** Masked; `run.authorizationUrl` gives it in clear to the person who presses Copy. */
      authorizationUrl: z.string(),
      redirectUri: z.string(),
      via: z.enum(['loopback', 'deep-link', 'paste']),
      since: z.number(),
      deadline: z.number(),
      refused: z.array(z.object({ at: z.number(), reason: z.string() })),
    })
    .nullable(),
  /** What the person has to choose, and in which stage; `run.choose` answers. */
  choosing: questionSchema.extend({ stageId: z.string() }).nullable(),
  /** Predicted by the ladder, received from the platform, and whether they agree. */
  verdict: z
    .object({
      predicted: verdictSchema,
      received: z.number().int().nullable(),
      agree: z.boolean().nullable(),
    })
    .nullable(),
  /** Every host contacted so far, with who named it. */
  hosts: z.array(z.object({ host: z.string(), party: partySchema, from: z.string() })),
  /** The platform's customer token, masked; null until it was issued. */
  customerToken: z.record(z.string(), z.json()).nullable(),
})
export type RunView = z.infer<typeof runViewSchema>

import { z } from 'zod'
import { refusedCallbackSchema } from './callback-outcome.ts'
import { checkSchema, verdictSchema } from './check.ts'
import { exchangeSchema, partySchema, requestDraftSchema } from './exchange.ts'
import { failureSchema } from './failure.ts'
import { findingSchema } from './finding.ts'
import { messageSchema } from './message.ts'
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
  /** Why it failed, or what its warnings lead to, as far as rules can tell; the surest first. */
  findings: z.array(findingSchema),
  /** Why it no longer counts: an input changed, or an earlier stage ran again. Null while it counts. */
  stale: z.string().nullable(),
})
export type StageRecord = z.infer<typeof stageRecordSchema>

const contactedInRunSchema = z.object({ host: z.string(), party: partySchema, from: z.string() })

export const runSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  flowId: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  /** Stages that this run leaves out, because the person brought what they would give. */
  skipped: z.array(z.string()),
  /** What the person brought, in words: `a subject token was given`; empty where nothing. */
  skippedBecause: z.string(),
  given: valuesSchema.partial(),
  /** Where each given value came from, in words: `connection acme`, `this run`. */
  givenFrom: z.partialRecord(z.enum(valueNames as [keyof typeof valuesSchema.shape]), z.string()),
  /** Inputs that the person changed, by stage and then by path (`client.scope`), as text; they hold from that stage on. */
  edits: z.record(z.string(), z.record(z.string(), z.string())),
  /** Where requests stop before they are sent: at every stage, or at these. */
  holds: z.object({ all: z.boolean(), stageIds: z.array(z.string()) }),
  /** The request that is held now; an act of the person sends or drops it. */
  held: z
    .object({
      label: z.string(),
      party: partySchema,
      since: z.number(),
      request: requestDraftSchema,
    })
    .nullable(),
  /** One-time values that were used up, and by which stage. */
  spent: z.array(
    z.object({
      what: z.string(),
      value: z.string(),
      why: z.string(),
      stageId: z.string(),
      at: z.number(),
    }),
  ),
  /** Every host contacted so far, once, with who named it. */
  hosts: z.array(contactedInRunSchema),
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
      refused: z.array(refusedCallbackSchema),
      /** The in-app window, where one was opened: whether it still is, and where it stands, without any query. */
      window: z.object({ open: z.boolean(), address: z.string() }).nullable(),
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
  'held',
  'stale',
  'skipped',
  'not-run',
  'not-reached',
])
export type StageStatus = z.infer<typeof stageStatusSchema>

/** One input or output of a stage, as text, masked. `from` says in words where it came from. */
export const valueRowSchema = z.object({ name: z.string(), value: z.string(), from: z.string() })
export type ValueRow = z.infer<typeof valueRowSchema>

/** One member of a stage's inputs as it can be edited. */
export const inputFieldSchema = z.object({
  /** `client.scope` */
  path: z.string(),
  /** As text, JSON where it is no text; masked. */
  value: z.string(),
  /** Its value is masked: an edit replaces it, unseen. */
  secret: z.boolean(),
  /** Where it came from, in words. */
  from: z.string(),
  /** The person changed it, for this stage or an earlier one. */
  edited: z.boolean(),
  /** The stage for which it was changed, where the change is taken back; null while it is as it came. */
  editedIn: z.string().nullable(),
})
export type InputField = z.infer<typeof inputFieldSchema>

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
  /** Why it is skipped, stale or not reached; empty otherwise. */
  reason: z.string(),
  durationMs: z.number().nullable(),
  inputs: z.array(valueRowSchema),
  /** Every member of what it needs, to be edited with `run.edit`; empty where inputs are still missing. */
  fields: z.array(inputFieldSchema),
  /** The person changed an input or a request of it. */
  edited: z.boolean(),
  /** Its requests are held before they are sent. */
  holds: z.boolean(),
  /** What it would use a second time, a sentence each, before it does; empty where nothing. */
  reuses: z.array(z.string()),
  outputs: z.array(valueRowSchema),
  /** What would be sent if it ran now; empty where inputs are still missing or nothing is sent. */
  previews: z.array(requestPreviewSchema),
  exchanges: z.array(exchangeSchema),
  checks: z.array(checkSchema),
  tokens: z.array(inspectedTokenSchema),
  /** The sign-ins that this stage chains, where it is a broker that signs in elsewhere; else empty. */
  hops: z.array(hopSchema),
  failure: failureSchema.nullable(),
  /** Why it failed, or what its warnings lead to; the surest first. */
  findings: z.array(findingSchema),
  /** Its rows of the sequence diagram, run or not. */
  messages: z.array(messageSchema),
})
export type StageView = z.infer<typeof stageViewSchema>

/** What the one primary button does next. `stageId` is the stage it concerns. */
export const nextActionSchema = z.object({
  kind: z.enum([
    'next',
    'open-again',
    'choose',
    'send',
    'cancel',
    'retry',
    'sign-in-again',
    'run-again',
  ]),
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
  'held',
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
      refused: z.array(refusedCallbackSchema),
      /** The in-app window, where one was opened: whether it still is, and where it stands, without any query. */
      window: z.object({ open: z.boolean(), address: z.string() }).nullable(),
    })
    .nullable(),
  /** What the person has to choose, and in which stage; `run.choose` answers. */
  choosing: questionSchema.extend({ stageId: z.string() }).nullable(),
  /**
   * The request that is held before it is sent. Each secret in it stands as a placeholder, `{{code}}`, that is
   * filled in again when it is sent, to the same host only.
   */
  held: z
    .object({
      stageId: z.string(),
      label: z.string(),
      party: partySchema,
      since: z.number(),
      request: requestDraftSchema,
    })
    .nullable(),
  /** Whether every request of every stage is held. */
  holdsAll: z.boolean(),
  /** Predicted by the ladder, received from the platform, and whether they agree. */
  verdict: z
    .object({
      predicted: verdictSchema,
      received: z.number().int().nullable(),
      agree: z.boolean().nullable(),
    })
    .nullable(),
  /** Every host contacted so far, with who named it. */
  hosts: z.array(contactedInRunSchema),
  /** The platform's customer token, masked; null until it was issued. */
  customerToken: z.record(z.string(), z.json()).nullable(),
})
export type RunView = z.infer<typeof runViewSchema>
